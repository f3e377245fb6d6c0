/* Who sees a case, and what stays behind when they do. */
#include "fixture.h"

#include "screen/fact.h"
#include "store/cases.h"
#include "store/database.h"
#include "ticket/ticket.h"

static char amina[SESSION_TOKEN], brahim[SESSION_TOKEN];
static struct ticket_row ticket;
static char case_path[64];

static void must(bool done, const struct error *error)
{
    if (!done)
        fail_msg("%s", error->text);
}

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

static void expect(struct response response, int status, const char *with, const char *without)
{
    const char *page = buffer_text(&response.body);
    assert_int_equal(response.status, status);
    if (with && !strstr(page, with))
        fail_msg("no \"%s\" in: %s", with, page);
    if (without && strstr(page, without))
        fail_msg("\"%s\" in: %s", without, page);
    response_free(&response);
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

static bool issue(struct error *error)
{
    struct facts facts = {.count = 1,
                          .items = {{.kind = FACT_MISSING, .id = "life", .label = {.text = FACT}}}};
    struct buffer json = buffer_new(1 << 16);
    struct ticket_id id = ticket_id_new();
    bool slot_taken;
    facts_encode(&json, "checklist", &facts);
    struct ticket_draft draft = {.code = "123456789",
                                 .service = "PEN-FR",
                                 .prefix = "A",
                                 .language = "ar",
                                 .facts = json.bytes,
                                 .facts_length = json.length};
    memcpy(draft.id, id.bytes, sizeof draft.id);
    bool done = ticket_issue(desk->store, &draft, &ticket, &slot_taken, error);
    snprintf(case_path, sizeof case_path, "/case/%lld", (long long)ticket.case_id);
    buffer_free(&json);
    return done;
}

static int begin(void **state)
{
    struct error error = {0};
    char password[20];
    if (desk_begin(state) != 0)
        return -1;
    bool good = officer_add(desk->store, "brahim", "Brahim", password, &error) && issue(&error);
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
    };
    return cmocka_run_group_tests(tests, begin, desk_end);
}
