/* Every plugin Marhaba ships, under the real confinement: each service opens, describes a screen in
 * each language, and can be left again. */
#include "../content/shelf.h"

#include "plugin/supervisor.h"

#include <marhaba/plugin.h>

#define MOST_PLUGINS 32

struct giving {
    struct clock *clock;
    struct library *library;
};

static const char *give_record(void *self, struct arena *arena, const char *kind, const char *id)
{
    return library_read(((struct giving *)self)->library, arena, kind, id);
}

static const char *give_list(void *self, struct arena *arena, const char *kind, const char *group,
                             uint32_t from)
{
    return library_list(((struct giving *)self)->library, arena, kind, group, from);
}

static const char *give_answers(void *self, struct arena *arena, const char *words)
{
    return library_search(((struct giving *)self)->library, arena, "fr", words);
}

static int32_t give_slots(void *self, const char *service, int64_t from_ms, uint32_t days,
                          struct slot *out, uint32_t capacity)
{
    const struct clock *clock = ((struct giving *)self)->clock;
    int64_t start = (from_ms ? from_ms : clock_now_ms(clock)) + 3600 * 1000;
    (void)service;
    (void)days;
    uint32_t count = capacity < 3 ? capacity : 3;
    for (uint32_t i = 0; i < count; i++)
        out[i] = (struct slot){
            .start_ms = start + (int64_t)i * 1800000, .minutes = 30, .free_seats = i == 1 ? 0 : 1};
    return (int32_t)count;
}

static void look_at(struct supervisor *supervisor, const struct service *service,
                    struct plugin_services *services)
{
    size_t count;
    struct error error = {0};
    const struct language *languages = language_all(&count);
    struct arena *arena = arena_new();
    struct plugin_visit *visit =
        plugin_visit_open(supervisor, service, &languages[0], services, &error);
    if (!visit)
        fail_msg("%s: %s", service->code, error.text);
    for (size_t i = 0; i < count; i++)
        if (!plugin_visit_build(visit, arena, &languages[i], &error))
            fail_msg("%s in %s: %s", service->code, languages[i].code, error.text);
    if (plugin_visit_event(visit, MRH_EVENT_BACK, "", "", &error) != PLUGIN_BACK)
        fail_msg("%s: back does not leave its first screen: %s", service->code, error.text);
    plugin_visit_close(visit);
    arena_free(arena);
}

/* An installation with every plugin there is switched on. */
struct installation {
    const char *plugins[MOST_PLUGINS];
    struct commune commune;
    struct place place;
    struct clock *clock;
    struct shelf *shelf;
    struct giving giving;
    struct plugin_services services;
    struct registry *found, *registry;
    struct supervisor *supervisor;
};

static void open_all(struct installation *all)
{
    struct error error = {0};
    *all = (struct installation){.commune = {.home = "/nowhere", .plugins = all->plugins}};
    assert_true(place_at(MARHABA_STAGE, &all->place, &error));
    all->found = registry_new(&all->commune, &all->place);
    for (size_t i = 0; i < registry_count(all->found) && i + 1 < MOST_PLUGINS; i++)
        all->plugins[i] = registry_at(all->found, i)->manifest.id;
    all->clock = clock_new_at(1795597200000, true);
    all->shelf = shelf_of_shipped();
    all->giving = (struct giving){.clock = all->clock, .library = shelf_publish(all->shelf)};
    all->services = (struct plugin_services){.self = &all->giving,
                                             .slots = give_slots,
                                             .content_read = give_record,
                                             .content_list = give_list,
                                             .content_search = give_answers};
    all->registry = registry_new(&all->commune, &all->place);
    all->supervisor = supervisor_new(all->registry, &all->place, all->clock);
    assert_true(registry_count(all->registry) > 0);
}

static void close_all(struct installation *all)
{
    supervisor_free(all->supervisor);
    library_close(all->giving.library);
    shelf_free(all->shelf);
    clock_free(all->clock);
    registry_free(all->registry);
    registry_free(all->found);
    place_free(&all->place);
}

static void every_service_opens_and_can_be_left(void **state)
{
    (void)state;
    struct installation all;
    open_all(&all);
    for (size_t i = 0; i < registry_count(all.registry); i++) {
        const struct plugin_entry *entry = registry_at(all.registry, i);
        assert_string_equal(entry->error.text, "");
        for (size_t j = 0; j < entry->manifest.service_count; j++)
            look_at(all.supervisor,
                    registry_service(all.registry, entry->manifest.services[j].code),
                    &all.services);
    }
    close_all(&all);
}

static const char *give_bare_list(void *self, struct arena *arena, const char *kind,
                                  const char *group, uint32_t from)
{
    (void)self;
    (void)kind;
    (void)group;
    (void)from;
    return arena_copy(arena, "{\"total\":2,\"items\":[{\"id\":\"bare\",\"service\":\"CIVIL\","
                             "\"title\":{\"fr\":\"Sans dessin\"}},{\"id\":\"odd\",\"icon\":\"X/y\","
                             "\"service\":\"CIVIL\",\"title\":{\"fr\":\"Dessin étrange\"}}]}");
}

/* Published before icons were looked at: the plugin is not stopped over it. */
static void a_record_without_an_icon_is_listed(void **state)
{
    (void)state;
    struct installation all;
    open_all(&all);
    all.services.content_list = give_bare_list;
    look_at(all.supervisor, registry_service(all.registry, "PAPERS"), &all.services);
    close_all(&all);
}

/* ---- As much as is accepted is shown ---- */

#define FOUR(text) "{ar: " text ", fr: " text ", en: " text ", es: " text "}"
#define TENFOLD(x) x x x x x x x x x x
#define LONG_NAME  FOUR(TENFOLD("abcdefghijklmno "))
#define ALL_OF_IT  "each: wife, validity_months: 3, where: cnss, fee_dh: 2, maybe: yes"

/* Whether a procedure of so many papers, all asked of everybody, is accepted. */
static bool is_accepted(struct shelf *shelf, unsigned papers, const char *paper)
{
    const char *list = "", *added = "";
    for (unsigned i = 0; i < papers; i++) {
        list = arena_print(shelf->arena, "%s  - {id: p%u, %s}\n", list, i, paper);
        added = arena_print(shelf->arena, "%s%sp%u", added, i ? ", " : "", i);
    }
    shelf_put(shelf, "own/procedures/large.yaml",
              arena_print(shelf->arena,
                          "id: large\nrecipient: PRIVATE\nicon: book\nbodies: [cnss]\n"
                          "title: " FOUR("T") "\nlead: " LONG_NAME "\npapers:\n%s"
                                              "rules:\n  - {id: all, add: [%s], say: " LONG_NAME
                                              ", go: CIVIL}\n",
                          list, added));
    library_close(shelf_publish(shelf));
    return !shelf_told(shelf, CONTENT_WRONG, "large.yaml");
}

static const char *give_large(void *self, struct arena *arena, const char *kind, const char *id)
{
    (void)id;
    return library_read(((struct giving *)self)->library, arena, kind, "large");
}

static void what_is_accepted_is_shown(void **state)
{
    (void)state;
    static const char *const papers[] = {
        "form: show, name: " FOUR("P"),
        "form: pay, pieces: 2, name: " FOUR("P") ", " ALL_OF_IT,
        "form: original, name: " LONG_NAME,
        "form: original, detail: " LONG_NAME ", name: " LONG_NAME ", " ALL_OF_IT,
    };
    struct installation all;
    struct error error = {0};
    open_all(&all);
    all.services.content_read = give_large;
    for (size_t i = 0; i < sizeof papers / sizeof *papers; i++) {
        unsigned most = 10, refused = 80;
        while (refused - most > 1) {
            unsigned middle = (most + refused) / 2;
            *(is_accepted(all.shelf, middle, papers[i]) ? &most : &refused) = middle;
        }
        printf("%u papers\n", most);
        assert_true(is_accepted(all.shelf, most, papers[i]));
        assert_true(library_refresh(all.giving.library));
        const struct service *service = registry_service(all.registry, "PEN-FR");
        look_at(all.supervisor, service, &all.services);
        struct plugin_visit *visit =
            plugin_visit_open(all.supervisor, service, language_find("fr"), &all.services, &error);
        if (!visit ||
            plugin_visit_event(visit, MRH_EVENT_PRESS, "ticket", "", &error) != PLUGIN_TICKET)
            fail_msg("%s", error.text);
        assert_true(plugin_visit_facts(visit)->count >= most);
        plugin_visit_close(visit);
    }
    close_all(&all);
}

static bool has_fact(const struct facts *facts, const char *id)
{
    for (size_t i = 0; i < facts->count; i++)
        if (strcmp(facts->items[i].id, id) == 0)
            return true;
    return false;
}

/* Where the law lets less be asked than the source says, the officer is told so. */
static void the_officer_reads_of_law_55_19(void **state)
{
    (void)state;
    static const struct {
        const char *recipient, *form;
        bool is_told;
    } cases[] = {{"MA_ADMIN", "certified", true},
                 {"MA_ADMIN", "copy, copies: 2", true},
                 {"MA_ADMIN", "copy", false},
                 {"FOREIGN_FUND", "certified", false}};
    struct installation all;
    struct error error = {0};
    open_all(&all);
    all.services.content_read = give_large;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        shelf_put(all.shelf, "own/procedures/large.yaml",
                  arena_print(all.shelf->arena,
                              "id: large\nrecipient: %s\nicon: book\ntitle: " FOUR(
                                  "T") "\npapers:\n"
                                       "  - {id: act, name: " FOUR(
                                           "P") ", form: %s}\n"
                                                "rules:\n  - {id: all, add: [act]}\n",
                              cases[i].recipient, cases[i].form));
        library_close(shelf_publish(all.shelf));
        assert_true(library_refresh(all.giving.library));
        struct plugin_visit *visit =
            plugin_visit_open(all.supervisor, registry_service(all.registry, "PEN-FR"),
                              language_find("fr"), &all.services, &error);
        if (!visit ||
            plugin_visit_event(visit, MRH_EVENT_PRESS, "ticket", "", &error) != PLUGIN_TICKET)
            fail_msg("%s", error.text);
        if (has_fact(plugin_visit_facts(visit), "plain") != cases[i].is_told)
            fail_msg("%s, %s", cases[i].recipient, cases[i].form);
        plugin_visit_close(visit);
    }
    close_all(&all);
}

static void fail_with(void *self, const struct error *error)
{
    (void)self;
    fail_msg("%s", error->text);
}

static void shipped_plugins_are_free_of_complaints(void **state)
{
    (void)state;
    struct commune commune = {.home = "/nowhere"};
    struct error error = {0};
    struct place place;
    assert_true(place_at(MARHABA_STAGE, &place, &error));
    struct registry *registry = registry_new(&commune, &place);
    registry_check(registry, fail_with, NULL);
    registry_free(registry);
    place_free(&place);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shipped_plugins_are_free_of_complaints),
        cmocka_unit_test(every_service_opens_and_can_be_left),
        cmocka_unit_test(a_record_without_an_icon_is_listed),
        cmocka_unit_test(what_is_accepted_is_shown),
        cmocka_unit_test(the_officer_reads_of_law_55_19),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
