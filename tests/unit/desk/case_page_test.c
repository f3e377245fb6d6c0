/* Who sees a case, and what stays behind when they do. */
#include "fixture.h"

#include "store/cases.h"
#include "store/database.h"
#include "store/plugins.h"

static char amina[SESSION_TOKEN], brahim[SESSION_TOKEN];
static struct ticket_row ticket;
static char case_path[64];

static struct database *behind(void)
{
    struct error error = {0};
    char *path = commune_path(&desk->commune, "marhaba.db");
    struct database *database = database_open(path, false, &error);
    must(database != NULL, &error);
    free(path);
    return database;
}

/* Lines of the audit that say that `login` read the case. */
static int64_t readings(const char *login)
{
    int64_t count = -1;
    struct error error = {0};
    struct database *database = behind();
    struct query *query = database_query(
        database, "SELECT count(*) FROM audit WHERE deed = 'case.read' AND who = ? AND what = ?");
    query_put_text(query, login);
    query_put_text(query, ticket.case_number);
    if (query_row(query, &error))
        count = query_number(query, 0);
    must(query_end(query), &error);
    database_close(database);
    return count;
}

static void tamper(const char *sql)
{
    struct error error = {0};
    struct database *database = behind();
    must(database_run(database, sql, &error), &error);
    database_close(database);
}

#define FACT "Certificat de vie"

static void a_case_nobody_holds_is_read_on_record(void **state)
{
    (void)state;
    assert_int_equal(readings("brahim"), 0);
    expect(get(brahim, case_path), 200, FACT, NULL);
    assert_int_equal(readings("brahim"), 1);
    expect(get(brahim, "/case/4711"), 404, NULL, FACT);
    assert_int_equal(readings("brahim"), 1);
    assert_int_equal(readings("amina"), 0);
}

static void the_way_back_of_a_refused_scan_is_no_way_round(void **state)
{
    (void)state;
    char values[64];
    int64_t before = readings("brahim");
    snprintf(values, sizeof values, "scan=x&from=%s", case_path + strlen("/case/"));
    expect(post(brahim, "/scan", values), 422, FACT, NULL);
    assert_int_equal(readings("brahim"), before + 1);
}

static void what_cannot_be_recorded_is_not_shown(void **state)
{
    (void)state;
    tamper("CREATE TRIGGER audit_is_full BEFORE INSERT ON audit"
           " BEGIN SELECT raise(ABORT, 'full'); END");
    expect(get(brahim, case_path), 500, NULL, FACT);
    tamper("DROP TRIGGER audit_is_full");
    expect(get(brahim, case_path), 200, FACT, NULL);
}

static void only_the_holder_sees_a_case_that_is_held(void **state)
{
    (void)state;
    char values[64];
    struct error error = {0};
    struct case_row row;
    struct arena *arena = arena_new();
    int64_t before = readings("brahim");
    must(case_open_by_ticket(desk->store, ticket.id, "amina", arena, &row, &error), &error);
    expect(get(amina, case_path), 200, FACT, NULL);
    assert_int_equal(readings("amina"), 0);
    expect(get(brahim, case_path), 200, "Amina", FACT);
    snprintf(values, sizeof values, "scan=x&from=%s", case_path + strlen("/case/"));
    expect(post(brahim, "/scan", values), 422, "Amina", FACT);
    assert_int_equal(readings("brahim"), before);
    arena_free(arena);
}

static void a_note_that_does_not_open_is_told(void **state)
{
    (void)state;
    static const char sentence[] = "Cette note ne peut pas être ouverte";
    struct error error = {0};
    must(case_note(desk->store, ticket.case_id, "amina", "k1", "un", &error), &error);
    must(case_note(desk->store, ticket.case_id, "amina", "k2", "deux", &error), &error);
    expect(get(amina, case_path), 200, "deux", sentence);
    tamper("UPDATE case_events SET sealed = (SELECT sealed FROM case_events WHERE key = 'k1')"
           " WHERE key = 'k2'");
    expect(get(amina, case_path), 200, sentence, "deux");
}

/* The form fields of a text of `count` letters é; freed by the caller. */
static char *long_text(size_t count)
{
    static const char letter[] = "%C3%A9";
    char begin[64];
    int length = snprintf(begin, sizeof begin, "key=long-%zu&state=contacted&text=", count);
    char *values = calloc(1, (size_t)length + 1 + count * (sizeof letter - 1));
    assert_non_null(values);
    strcpy(values, begin);
    for (size_t i = 0; i < count; i++)
        memcpy(values + length + i * (sizeof letter - 1), letter, sizeof letter - 1);
    return values;
}

static int64_t events(void)
{
    int64_t count = -1;
    struct error error = {0};
    struct database *database = behind();
    must(database_number(database, "SELECT count(*) FROM case_events", &count, &error), &error);
    database_close(database);
    return count;
}

/* Nothing written is lost by being refused. */
static void texts_that_cannot_be_kept_come_back(void **state)
{
    (void)state;
    static const struct {
        const char *deed, *values; /* NULL: so many letters */
        size_t letters;
        int status;
        const char *with;
    } cases[] = {
        {"note", "key=a&text=", 0, 422, "La note est vide"},
        {"note", "key=a&text=+%0D%0A%09+", 0, 422, "La note est vide"},
        {"note", "key=a&text=%C2%A0%E2%80%8B%E2%80%8F", 0, 422, "La note est vide"},
        {"note", NULL, 2000, 303, NULL},
        {"note", NULL, 2001, 422,
         "2\xE2\x80\xAF"
         "001 caractères, 2\xE2\x80\xAF"
         "000 au plus"},
        {"note", NULL, 20000, 422,
         "20\xE2\x80\xAF"
         "000 caractères"},
        {"note", "key=b&text=vu%07+le+fils", 0, 422, "\nvu le fils</textarea>"},
        {"note", "key=b&text=%E2%80%ABvu", 0, 422, "signes invisibles"},
        {"note", "key=b&text=%0Aligne+%3Ctextarea%3E%07", 0, 422,
         "\n\nligne &lt;textarea&gt;</textarea>"},
        {"step", NULL, 500, 303, NULL},
        {"step", NULL, 501, 422, "501 caractères, 500 au plus"},
        {"step", NULL, 501, 422, "<option value=\"contacted\" selected"},
        {"step", "key=c&state=contacted&text=a%07b", 0, 422, "value=\"ab\""},
        {"step", "key=d&state=contacted&text=+", 0, 303, NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int64_t before = events();
        char *values = cases[i].values ? NULL : long_text(cases[i].letters);
        char path[80];
        snprintf(path, sizeof path, "%s/%s", case_path, cases[i].deed);
        struct response response = post(amina, path, values ? values : cases[i].values);
        if (cases[i].status == 422 && cases[i].letters > 0) {
            char *text = calloc(cases[i].letters + 1, 2);
            for (size_t k = 0; k < cases[i].letters; k++)
                memcpy(text + 2 * k, "é", 2);
            assert_non_null(strstr(buffer_text(&response.body), text));
            free(text);
        }
        if (response.status != cases[i].status)
            fail_msg("case %zu: %d", i, response.status);
        expect(response, cases[i].status, cases[i].with, NULL);
        assert_int_equal(events(), cases[i].status == 303 ? before + 1 : before);
        free(values);
    }
}

/* A store that cannot write gives back what was written, and the same form is one note in the end;
 * other words in an old form are a note of their own. */
static void what_the_store_refuses_comes_back(void **state)
{
    (void)state;
    static const struct {
        const char *deed, *values, *text, *other;
    } cases[] = {
        {"note", "key=again&text=une+fois", "une fois</textarea>", "key=again&text=puis+encore"},
        {"step", "key=again&state=contacted&text=une+fois", "value=\"une fois\"",
         "key=again&state=contacted&text=puis+encore"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char path[80];
        struct error error = {0};
        int64_t before = events();
        snprintf(path, sizeof path, "%s/%s", case_path, cases[i].deed);
        struct database *other = behind();
        must(database_begin(other, &error), &error);
        struct response response = post(amina, path, cases[i].values);
        assert_non_null(strstr(buffer_text(&response.body), "name=\"key\" value=\"again\""));
        assert_non_null(strstr(buffer_text(&response.body), "La base est occupée"));
        expect(response, 503, cases[i].text, NULL);
        assert_false(database_end(other, false, &error));
        database_close(other);
        assert_int_equal(events(), before);
        for (size_t times = 0; times < 2; times++) {
            expect(post(amina, path, cases[i].values), 303, NULL, NULL);
            assert_int_equal(events(), before + 1);
        }
        expect(post(amina, path, cases[i].other), 303, NULL, NULL);
        assert_int_equal(events(), before + 2);
    }
}

/* The character that an attribute's text begins with; moves on to its last byte. */
static unsigned char unescape(const char **at)
{
    static const struct {
        const char *name;
        char sign;
    } known[] = {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        size_t length = strlen(known[i].name);
        if (strncmp(*at, known[i].name, length) == 0) {
            *at += length - 1;
            return (unsigned char)known[i].sign;
        }
    }
    return (unsigned char)**at;
}

/* The hidden fields of a page's first form, as a browser sends them back. */
static void send_back_hidden(const char *page, struct buffer *out)
{
    static const char begin[] = "<input type=\"hidden\" name=\"", middle[] = "\" value=\"";
    const char *end = strstr(page, "</form>");
    assert_non_null(end);
    for (const char *at = page; (at = strstr(at, begin)) && at < end;) {
        const char *name = at + strlen(begin), *value = strstr(name, middle);
        assert_non_null(value);
        buffer_print(out, "%.*s=", (int)(value - name), name);
        for (at = value + strlen(middle); *at != '"'; at++)
            buffer_print(out, "%%%02X", (unsigned)unescape(&at));
        buffer_add_text(out, "&");
    }
}

/* Sends the first form of the page an answer is, with `values` added; frees the answer. */
static struct response send_form_of(struct response page, const char *path, const char *values)
{
    static const char field[] = "Set-Cookie: ";
    char cookie[120];
    struct buffer body = buffer_new(REQUEST_MAX_BODY);
    const char *set = strstr(buffer_text(&page.fields), field);
    assert_non_null(set);
    set += strlen(field);
    snprintf(cookie, sizeof cookie, "%.*s", (int)strcspn(set, ";"), set);
    send_back_hidden(buffer_text(&page.body), &body);
    buffer_add_text(&body, values);
    response_free(&page);
    struct response response = ask(&(struct asking){.method = METHOD_POST,
                                                    .path = path,
                                                    .cookie = cookie,
                                                    .site = "same-origin",
                                                    .type = form_type,
                                                    .body = buffer_text(&body)});
    buffer_free(&body);
    return response;
}

static struct response sign_in_on(struct response page, const char *login, const char *password)
{
    char values[120];
    snprintf(values, sizeof values, "login=%s&password=%s", login, password);
    return send_form_of(page, "/sign-in", values);
}

static const struct {
    const char *deed, *values, *carried, *given_back;
} written[] = {
    {"note", "key=w1&writer=amina&text=vu+%C3%A0+%3C10%3E+h%0D%0Adeux",
     "value=\"vu à &lt;10&gt; h\ndeux\"", "\nvu à &lt;10&gt; h\ndeux</textarea>"},
    {"step", "key=w2&writer=amina&state=contacted&text=une+%22fois%22",
     "value=\"une &quot;fois&quot;\"", "value=\"une &quot;fois&quot;\" autofocus"},
};

/* Half an hour's pause costs nobody a word; and nobody else at the same computer gets to read it.
 */
static void what_was_written_outlives_its_session(void **state)
{
    (void)state;
    static const char password[] = "safran+argane+2026";
    for (size_t i = 0; i < sizeof written / sizeof *written; i++) {
        char path[80], key[90];
        int64_t before = events();
        sign_in_anew("amina", amina);
        sign_in_anew("brahim", brahim);
        clock_advance(desk->clock, 31 * 60 * 1000);
        snprintf(path, sizeof path, "%s/%s", case_path, written[i].deed);
        expect(post(amina, path, written[i].values), 401, written[i].carried, "/language");
        expect(sign_in_on(post(amina, path, written[i].values), "amina", "wrong"), 403,
               written[i].carried, "/language");
        expect(sign_in_on(post(amina, path, written[i].values), "brahim", password), 303, NULL,
               written[i].carried);
        struct response back = sign_in_on(post(amina, path, written[i].values), "amina", password);
        snprintf(key, sizeof key, "name=\"key\" value=\"w%zu\"", i + 1);
        assert_non_null(strstr(buffer_text(&back.body), key));
        assert_non_null(strstr(buffer_text(&back.body), "Vous êtes de retour"));
        assert_non_null(strstr(buffer_text(&back.fields), "Set-Cookie: marhaba="));
        expect(back, 200, written[i].given_back, NULL);
        struct response read = sign_in_on(get(amina, case_path), "amina", password);
        snprintf(key, sizeof key, "Location: %s\r\n", case_path);
        assert_non_null(strstr(buffer_text(&read.fields), key));
        expect(read, 303, NULL, NULL);
        assert_int_equal(events(), before);
    }
    sign_in_anew("amina", amina);
    sign_in_anew("brahim", brahim);
}

static void a_forgotten_password_costs_no_text_either(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof written / sizeof *written; i++) {
        char path[80], old[20], values[120];
        struct error error = {0};
        snprintf(path, sizeof path, "%s/%s", case_path, written[i].deed);
        must(officer_reset(desk->store, "amina", old, &error), &error);
        struct response door = sign_in_on(post(amina, path, written[i].values), "amina", old);
        assert_non_null(strstr(buffer_text(&door.body), "name=\"again\""));
        assert_non_null(strstr(buffer_text(&door.body), written[i].carried));
        snprintf(values, sizeof values, "old=%s&new=safran+argane+2026&again=safran+argane+2026",
                 old);
        expect(send_form_of(door, "/password", values), 200, written[i].given_back, NULL);
    }
    sign_in_anew("amina", amina);
}

/* The page of a session before this one: its form counts for nothing and comes back whole. */
static void an_old_page_gives_back_what_was_written_in_it(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof written / sizeof *written; i++) {
        char path[80], values[160];
        int64_t before = events();
        snprintf(path, sizeof path, "%s/%s", case_path, written[i].deed);
        snprintf(values, sizeof values, "token=%032d&%s", 0, written[i].values);
        expect(post_as_is(amina, path, values), 403, written[i].given_back, "trop ancienne");
        expect(post_as_is(brahim, path, values), 403, "trop ancienne", written[i].given_back);
        assert_int_equal(events(), before);
        snprintf(values, sizeof values, "token=%032d&case=%s&deed=%s&%s", 0,
                 case_path + strlen("/case/"), written[i].deed, written[i].values);
        expect(post_as_is(amina, "/sign-in", values), 403, written[i].given_back, NULL);
        expect(post_as_is(brahim, "/sign-in", values), 403, "trop ancienne", written[i].given_back);
        assert_int_equal(events(), before);
    }
}

/* While nobody can even be asked who writes: the form alone comes back, and works later. */
static void a_store_held_by_another_takes_nothing_written(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof written / sizeof *written; i++) {
        char path[80];
        struct error error = {0};
        int64_t before = events();
        struct database *other = behind();
        snprintf(path, sizeof path, "%s/%s", case_path, written[i].deed);
        must(database_run(other, "BEGIN EXCLUSIVE", &error), &error);
        struct response refused = post(amina, path, written[i].values);
        must(database_run(other, "COMMIT", &error), &error);
        database_close(other);
        struct buffer body = buffer_new(REQUEST_MAX_BODY);
        send_back_hidden(buffer_text(&refused.body), &body);
        assert_non_null(strstr(buffer_text(&refused.body), "La base est occupée"));
        assert_null(strstr(buffer_text(&refused.fields), "Set-Cookie"));
        expect(refused, 503, written[i].given_back, NULL);
        buffer_add_text(&body, strstr(written[i].values, "text="));
        for (size_t times = 0; times < 2; times++)
            expect(post_as_is(amina, path, buffer_text(&body)), 303, NULL, NULL);
        assert_int_equal(events(), before + 1);
        buffer_free(&body);
    }
}

/* Somebody else has the case by now: it stays closed, the text does not get lost. */
static void what_was_written_for_anothers_case_comes_back(void **state)
{
    (void)state;
    char path[80];
    snprintf(path, sizeof path, "%s/note", case_path);
    expect(post(brahim, path, "key=x&writer=brahim&text=pour+amina"), 403, "pour amina</textarea>",
           FACT);
    expect(post(brahim, "/case/4711/note", "key=x&writer=brahim&text=nulle+part"), 404,
           "nulle part</textarea>", NULL);
}

static void a_number_typed_opens_the_case_of_today(void **state)
{
    (void)state;
    static const struct {
        const char *scan;
        int status;
        const char *with;
    } cases[] = {
        {"A-001", 303, NULL},    {"a1", 303, NULL},
        {"A+%D9%A1", 303, NULL}, {"A-002", 404, "Aucun ticket n’a le numéro"},
        {"B-001", 404, "B-001"}, {"A-", 422, "pas un ticket"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char values[64];
        snprintf(values, sizeof values, "from=0&scan=%s", cases[i].scan);
        expect(post(amina, "/scan", values), cases[i].status, cases[i].with, NULL);
    }
}

static void record(bool is_quarantined, const char *plugin)
{
    struct error error = {0};
    struct plugin_trouble trouble = {.is_quarantined = is_quarantined,
                                     .since_ms = clock_now_ms(desk->clock),
                                     .reason = "slow",
                                     .detail = "the plugin <b> did not answer"};
    clock_day(trouble.since_ms + (is_quarantined ? 86400000 : 0), trouble.until_day);
    snprintf(trouble.plugin, sizeof trouble.plugin, "%s", plugin);
    must(plugin_trouble_record(desk->store, &trouble, &error), &error);
}

static void a_closed_plugin_is_told_on_the_main_page(void **state)
{
    (void)state;
    struct error error = {0};
    expect(get(amina, "/"), 200, NULL, "fermé à la borne");
    expect(get(amina, "/troubles"), 200, NULL, "section");
    record(true, "checklist");
    expect(get(amina, "/"), 200, "fermé à la borne", "tombé en panne");
    expect(get(amina, "/troubles"), 200, "Il ne répondait plus.", "<b>");
    expect(get(amina, "/troubles"), 200, "the plugin &lt;b&gt; did not answer", "checklist »");
    record(false, "gone-away");
    expect(get(amina, "/troubles"), 200, "tombé en panne", NULL);
    expect(get(amina, case_path), 200, NULL, "tombé en panne");
    must(officer_set_language(desk->store, "amina", "ar", &error), &error);
    expect(get(amina, "/troubles"), 200, "لم يعد يجيب", "Il ne répondait plus.");
    must(officer_set_language(desk->store, "amina", "fr", &error), &error);
    must(plugin_trouble_clear(desk->store, "checklist", &error), &error);
    must(plugin_trouble_clear(desk->store, "gone-away", &error), &error);
    expect(get(amina, "/troubles"), 200, NULL, "section");
}

static int begin(void **state)
{
    const struct facts facts = {
        .count = 1, .items = {{.kind = FACT_MISSING, .id = "life", .label = {.text = FACT}}}};
    struct error error = {0};
    char password[20];
    desk_at = "2026-11-25T10:24"; /* no pause in a test leads into the next day */
    if (desk_begin(state) != 0)
        return -1;
    bool good = officer_add(desk->store, "brahim", "Brahim", password, &error) &&
                desk_issue(&facts, &ticket, case_path, &error);
    if (!good)
        fprintf(stderr, "%s\n", error.text);
    sign_in_anew("amina", amina);
    sign_in_anew("brahim", brahim);
    return good ? 0 : -1;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_case_nobody_holds_is_read_on_record),
        cmocka_unit_test(the_way_back_of_a_refused_scan_is_no_way_round),
        cmocka_unit_test(what_cannot_be_recorded_is_not_shown),
        cmocka_unit_test(only_the_holder_sees_a_case_that_is_held),
        cmocka_unit_test(a_note_that_does_not_open_is_told),
        cmocka_unit_test(texts_that_cannot_be_kept_come_back),
        cmocka_unit_test(what_the_store_refuses_comes_back),
        cmocka_unit_test(what_was_written_outlives_its_session),
        cmocka_unit_test(a_forgotten_password_costs_no_text_either),
        cmocka_unit_test(an_old_page_gives_back_what_was_written_in_it),
        cmocka_unit_test(a_store_held_by_another_takes_nothing_written),
        cmocka_unit_test(what_was_written_for_anothers_case_comes_back),
        cmocka_unit_test(a_number_typed_opens_the_case_of_today),
        cmocka_unit_test(a_closed_plugin_is_told_on_the_main_page),
    };
    return cmocka_run_group_tests(tests, begin, desk_end);
}
