/* What is published, at the desk: bodies to send to, and content that is old or held. */
#include "fixture.h"

#include "content/content.h"
#include "store/cases.h"
#include "visit/sources.h"

#include <unistd.h>

static char amina[SESSION_TOKEN];
static struct ticket_row ticket;
static char case_path[64];

static void write_own(const char *name, const char *text)
{
    struct error error = {0};
    char *folder = commune_path(&desk->commune, "content/procedures");
    char *file = file_join(folder, name);
    must(file_make_folder(folder, 0700, &error) &&
             file_write(file, text, strlen(text), 0600, &error),
         &error);
    free(file);
    free(folder);
}

static void remove_own(const char *name)
{
    char *folder = commune_path(&desk->commune, "content/procedures");
    char *file = file_join(folder, name);
    assert_int_equal(unlink(file), 0);
    free(file);
    free(folder);
}

static void ignore(void *self, enum content_finding finding, const struct error *error)
{
    (void)self;
    (void)finding;
    (void)error;
}

/* As `marhaba content publish` does, while the desk runs. */
static void publish(void)
{
    struct error error = {0};
    struct arena *arena = arena_new();
    struct content_world world = sources_find(arena, &desk->commune, &desk->place, desk->registry,
                                              clock_now_ms(desk->clock));
    must(content_publish(&world, ignore, NULL, &error), &error);
    arena_free(arena);
}

static void a_step_says_whom_it_sends_to(void **state)
{
    (void)state;
    static const struct {
        const char *values;
        int status;
        const char *with; /* on the page that answers, or on the case's page after it */
    } cases[] = {
        {"key=a&state=oriented&body=cnss&text=", 303, "CNSS"},
        {"key=b&state=contacted&body=carsat&text=appel%C3%A9e", 303, "appelée"},
        {"key=c&state=oriented&body=&text=", 303, NULL},
        {"key=d&state=oriented&text=", 303, NULL},
        {"key=e&state=contacted&body=no-such-body&text=reste", 422, "value=\"reste\""},
        {"key=f&state=oriented&body=CNSS&text=", 422, "plus dans les contenus"},
        {"key=g&state=oriented&body=..%2Fcnss&text=", 422, "plus dans les contenus"},
        {"key=h&state=oriented&body=%3Cb%3E&text=", 422, "plus dans les contenus"},
    };
    char path[80];
    snprintf(path, sizeof path, "%s/step", case_path);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bool is_kept = cases[i].status == 303;
        expect(post(amina, path, cases[i].values), cases[i].status, is_kept ? NULL : cases[i].with,
               "<b>");
        expect(get(amina, case_path), 200, is_kept ? cases[i].with : NULL, NULL);
    }
    expect(get(amina, case_path), 200,
           "\xE2\x81\xA8orienté\xE2\x81\xA9 : \xE2\x81\xA8"
           "CNSS\xE2\x81\xA9",
           NULL);
}

static void who_can_answer_is_listed(void **state)
{
    (void)state;
    static const char *const parts[] = {
        "Qui peut répondre",
        "data-body=\"cnss\"",
        "data-body=\"carsat\"",
        "data-body=\"agirc-arrco\"",
        "href=\"https://www.cnss.ma\" dir=\"ltr\" rel=\"noopener noreferrer\" target=\"_blank\"",
        "<optgroup label=\"Pour ce service\"><option value=\"cnss\"",
        "<optgroup label=\"Autres organismes\">",
    };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        expect(get(amina, case_path), 200, parts[i], NULL);
    expect(get(amina, case_path), 200, NULL, "data-body=\"iom\"");
}

static void what_is_held_is_told(void **state)
{
    (void)state;
    expect(get(amina, case_path), 200, "class=\"quiet freshness\"", "ancienne version");
    expect(get(amina, "/content"), 200, "reste valable", "data-record");
    expect(get(amina, "/"), 200, NULL, "card trouble stale");
    write_own("pension.yaml", "id: pension\nrecipient: NOBODY\n");
    publish();
    expect(get(amina, case_path), 200, "a montré ici une ancienne version", "quiet freshness");
    expect(get(amina, "/"), 200, "1 contenu montré", NULL);
    expect(get(amina, "/"), 200, "data-record=\"procedure/pension\"", NULL);
    expect(get(amina, "/content"), 200, "Sa nouvelle version est fausse", NULL);
    remove_own("pension.yaml");
    publish();
    expect(get(amina, case_path), 200, "class=\"quiet freshness\"", "ancienne version");
    expect(get(amina, "/content"), 200, "reste valable", "data-record");
}

static void what_is_old_is_told(void **state)
{
    (void)state;
    write_own("pension.yaml", "id: pension\nchecked_on: 2019-03-05\nvalid_until: 2020-03-05\n");
    publish();
    expect(get(amina, case_path), 200, "devait être revu", "quiet freshness");
    expect(get(amina, case_path), 200, "5 mars 2019", NULL);
    expect(get(amina, "/"), 200, "1 contenu montré", NULL);
    expect(get(amina, "/content"), 200, "À revoir depuis le", NULL);
    struct error error = {0};
    must(officer_set_language(desk->store, "amina", "ar", &error), &error);
    expect(get(amina, "/content"), 200, "تجب مراجعته منذ", "À revoir");
    must(officer_set_language(desk->store, "amina", "fr", &error), &error);
    remove_own("pension.yaml");
    publish();
}

static void what_nobody_checked_is_told(void **state)
{
    (void)state;
    write_own("shearing.yaml", "id: shearing\nservices: [CIVIL]\nrecipient: PRIVATE\nicon: book\n"
                               "title: {ar: الجز, fr: La tonte, en: Shearing, es: El esquileo}\n"
                               "papers:\n  - {id: card, icon: document, form: copy, name: "
                               "{ar: بطاقة, fr: Carte, en: Card, es: Tarjeta}}\n"
                               "rules:\n  - {id: all, add: [card]}\n");
    publish();
    expect(get(amina, "/"), 200, "1 contenu montré", NULL);
    expect(get(amina, "/content"), 200, "data-record=\"procedure/shearing\"", "reste valable");
    expect(get(amina, "/content"), 200, "Personne ne l’a encore vérifié", NULL);
    remove_own("shearing.yaml");
    publish();
    expect(get(amina, "/content"), 200, "reste valable", "data-record");
}

static bool open_case(struct error *error)
{
    struct arena *arena = arena_new();
    struct case_row row;
    bool done = desk_issue(&(const struct facts){.count = 0}, &ticket, case_path, error) &&
                case_open_by_ticket(desk->store, ticket.id, "amina", arena, &row, error);
    arena_free(arena);
    return done;
}

/* Wednesday 25 November 2026, when all that is shipped still holds. */
static int begin(void **state)
{
    struct error error = {0};
    desk_at = "2026-11-25T10:24Z";
    if (desk_begin(state) != 0)
        return -1;
    sign_in_anew("amina", amina);
    bool good = open_case(&error);
    if (!good)
        fprintf(stderr, "%s\n", error.text);
    return good ? 0 : -1;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_step_says_whom_it_sends_to), cmocka_unit_test(who_can_answer_is_listed),
        cmocka_unit_test(what_is_held_is_told),         cmocka_unit_test(what_is_old_is_told),
        cmocka_unit_test(what_nobody_checked_is_told),
    };
    return cmocka_run_group_tests(tests, begin, desk_end);
}
