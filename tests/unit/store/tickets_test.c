#include "fixture.h"

static void numbers_start_at_one_each_day_and_prefix(void **state)
{
    (void)state;
    struct fixture f;
    fixture_start(&f);
    static const struct {
        const char *when, *prefix, *number, *day, *case_number;
    } cases[] = {
        /* Morocco went from UTC+1 to UTC+0 around Ramadan, 15 February to 22 March 2026. */
        {"2026-02-10T22:59Z", "A", "A-001", "2026-02-10", "2026-0001"},
        {"2026-02-10T23:01Z", "A", "A-001", "2026-02-11", "2026-0002"},
        {"2026-02-10T23:02Z", "A", "A-002", "2026-02-11", "2026-0003"},
        {"2026-02-10T23:03Z", "B", "B-001", "2026-02-11", "2026-0004"},
        {"2026-03-01T23:30Z", "A", "A-001", "2026-03-01", "2026-0005"},
        {"2026-03-01T23:59Z", "A", "A-002", "2026-03-01", "2026-0006"},
        {"2026-03-02T00:00Z", "A", "A-001", "2026-03-02", "2026-0007"},
        {"2026-04-01T22:59Z", "A", "A-001", "2026-04-01", "2026-0008"},
        {"2026-04-01T23:00Z", "A", "A-001", "2026-04-02", "2026-0009"},
        {"2027-01-01T00:00", "AB", "AB-001", "2027-01-01", "2027-0001"},
    };
    for (uint32_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct draft_text text;
        struct ticket_row row;
        bool slot_taken;
        struct ticket_draft draft = draft_of(i, &text);
        draft.prefix = cases[i].prefix;
        clock_advance(f.clock, at(cases[i].when) - clock_now_ms(f.clock));
        check(ticket_issue(f.kiosk, &draft, &row, &slot_taken, &f.error), &f.error);
        assert_string_equal(row.number, cases[i].number);
        assert_string_equal(row.day, cases[i].day);
        assert_int_equal(row.issued_ms, at(cases[i].when));
        assert_int_equal(row.state, TICKET_WAITING);
        assert_string_equal(row.case_number, cases[i].case_number);
    }
    fixture_end(&f);
}

static void a_clock_set_back_keeps_the_working_day(void **state)
{
    (void)state;
    struct fixture f;
    fixture_start(&f);
    static const struct {
        int64_t move_ms;
        const char *number, *day;
    } cases[] = {
        {0, "A-001", "2026-11-25"},
        {-DAY_MS, "A-002", "2026-11-25"},
        {DAY_MS + HOUR_MS, "A-003", "2026-11-25"},
        {DAY_MS, "A-001", "2026-11-26"},
        {-2 * DAY_MS, "A-001", "2026-11-24"},
        {2 * DAY_MS, "A-002", "2026-11-26"},
    };
    for (uint32_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        clock_advance(f.clock, cases[i].move_ms);
        struct ticket_row row = issue(&f, f.kiosk, i);
        assert_string_equal(row.number, cases[i].number);
        assert_string_equal(row.day, cases[i].day);
    }
    fixture_end(&f);
}

static void asking_twice_issues_once(void **state)
{
    (void)state;
    struct fixture f;
    fixture_start(&f);
    struct ticket_row first = issue(&f, f.kiosk, 7);
    clock_advance(f.clock, DAY_MS);
    struct ticket_row second = issue(&f, f.desk, 7);
    assert_memory_equal(&first, &second, sizeof first);
    assert_int_equal(count_of(&f, "SELECT count(*) FROM tickets"), 1);
    assert_int_equal(count_of(&f, "SELECT count(*) FROM cases"), 1);
    assert_int_equal(count_of(&f, "SELECT last FROM ticket_counters"), 1);
    fixture_end(&f);
}

static void a_live_code_is_refused_and_nothing_is_left_behind(void **state)
{
    (void)state;
    struct fixture f;
    fixture_start(&f);
    struct draft_text text;
    struct ticket_row row;
    bool slot_taken = true;
    issue(&f, f.kiosk, 1);
    struct ticket_draft draft = draft_of(2, &text);
    draft.code = "000000001";
    assert_false(ticket_issue(f.kiosk, &draft, &row, &slot_taken, &f.error));
    expect_sentence(&f.error, ERROR_TAKEN, "code");
    assert_false(slot_taken);
    struct ticket_row next = issue(&f, f.kiosk, 3);
    assert_string_equal(next.number, "A-002");
    assert_string_equal(next.case_number, "2026-0002");
    fixture_end(&f);
}

static void unsound_drafts_are_refused(void **state)
{
    (void)state;
    struct fixture f;
    fixture_start(&f);
    struct draft_text text;
    struct ticket_row row;
    bool slot_taken;
    const struct ticket_draft good = draft_of(1, &text);
    struct ticket_draft bad[] = {good, good, good, good, good, good, good, good, good, good};
    bad[0].code = "12345678";
    bad[1].code = "12345678x";
    bad[2].service = "";
    bad[3].service = "a service with spaces";
    bad[4].prefix = "a";
    bad[5].prefix = "ABCD";
    bad[6].language = NULL;
    bad[7].facts_length = 200 * 1024;
    bad[8].slot_ms = -1;
    bad[9].slot_ms = at(MORNING);
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_false(ticket_issue(f.kiosk, &bad[i], &row, &slot_taken, &f.error));
        expect_sentence(&f.error, ERROR_INPUT, "cannot be issued");
    }
    assert_int_equal(count_of(&f, "SELECT count(*) FROM tickets"), 0);
    fixture_end(&f);
}

static void tickets_are_found_by_id_and_code(void **state)
{
    (void)state;
    struct fixture f;
    fixture_start(&f);
    struct ticket_row issued = issue(&f, f.kiosk, 42), found;
    check(ticket_by_id(f.desk, issued.id, &found, &f.error), &f.error);
    assert_memory_equal(&found, &issued, sizeof found);
    check(ticket_by_code(f.desk, "000000042", &found, &f.error), &f.error);
    assert_memory_equal(&found, &issued, sizeof found);
    assert_false(ticket_by_code(f.desk, "000000043", &found, &f.error));
    expect_sentence(&f.error, ERROR_MISSING, "code");
    assert_false(ticket_by_code(f.desk, "' OR 1=1 --", &found, &f.error));
    assert_int_equal(f.error.kind, ERROR_MISSING);
    uint8_t other[16] = {9};
    assert_false(ticket_by_id(f.desk, other, &found, &f.error));
    assert_int_equal(f.error.kind, ERROR_MISSING);
    assert_false(ticket_printed(f.kiosk, other, &f.error));
    assert_int_equal(found.printed_ms, 0);
    clock_advance(f.clock, 5000);
    check(ticket_printed(f.kiosk, issued.id, &f.error), &f.error);
    check(ticket_by_id(f.desk, issued.id, &found, &f.error), &f.error);
    assert_int_equal(found.printed_ms, issued.issued_ms + 5000);
    fixture_end(&f);
}

/* Issues draft `n` with an appointment. */
static bool book(struct fixture *f, uint32_t n, int64_t slot_ms, int64_t seats, bool *slot_taken)
{
    struct draft_text text;
    struct ticket_row row;
    struct ticket_draft draft = draft_of(n, &text);
    draft.slot_ms = slot_ms;
    draft.slot_minutes = 20;
    draft.slot_seats = seats;
    return ticket_issue(f->kiosk, &draft, &row, slot_taken, &f->error);
}

static void seats_run_out(void **state)
{
    (void)state;
    struct fixture f;
    fixture_start(&f);
    bool slot_taken;
    int64_t ten = at("2026-11-30T10:00"), eleven = at("2026-11-30T11:00");
    check(book(&f, 1, ten, 2, &slot_taken), &f.error);
    check(book(&f, 2, ten, 2, &slot_taken), &f.error);
    check(book(&f, 2, ten, 2, &slot_taken), &f.error);
    assert_false(book(&f, 3, ten, 2, &slot_taken));
    assert_true(slot_taken);
    expect_sentence(&f.error, ERROR_TAKEN, "seat");
    check(book(&f, 3, eleven, 2, &slot_taken), &f.error);
    int64_t starts[] = {ten, eleven, eleven + HOUR_MS};
    uint32_t taken[3];
    check(bookings_taken(f.kiosk, "PEN-FR", starts, 3, taken, &f.error), &f.error);
    assert_int_equal(taken[0], 2);
    assert_int_equal(taken[1], 1);
    assert_int_equal(taken[2], 0);
    check(bookings_taken(f.kiosk, "OTHER", starts, 3, taken, &f.error), &f.error);
    assert_int_equal(taken[0], 0);
    fixture_end(&f);
}

static void the_schema_itself_refuses_what_must_not_be(void **state)
{
    (void)state;
    struct fixture f;
    fixture_start(&f);
    bool slot_taken;
    check(book(&f, 1, at("2026-11-30T10:00"), 1, &slot_taken), &f.error);
    issue(&f, f.kiosk, 2);
    static const char *const statements[] = {
        "UPDATE tickets SET ordinal = 1",
        "UPDATE tickets SET id = zeroblob(16)",
        "UPDATE tickets SET code = '000000001'",
        "UPDATE tickets SET code = '1'",
        "UPDATE tickets SET state = 'lost'",
        "UPDATE tickets SET day = 'yesterday'",
        "UPDATE tickets SET case_id = 99",
        "UPDATE tickets SET issued_ms = 'now'",
        "UPDATE bookings SET seat = 1",
        ("INSERT INTO bookings (ticket, service, start_ms, minutes, seat, seats)"
         " SELECT (SELECT max(id) FROM tickets), service, start_ms, minutes, seat, seats"
         " FROM bookings"),
        ("INSERT INTO bookings (ticket, service, start_ms, minutes, seat, seats)"
         " SELECT ticket, service, start_ms + 1, minutes, seat, seats FROM bookings"),
        "UPDATE cases SET number = '2026-0001'",
        "UPDATE cases SET holder = 99, held_day = '2026-11-25'",
        "UPDATE cases SET held_day = '2026-11-25'",
        "UPDATE audit SET what = 'x'",
        "DELETE FROM audit",
        "INSERT OR REPLACE INTO audit SELECT * FROM audit WHERE seq = 1",
        "INSERT INTO audit SELECT seq + 50, at_ms, who, deed, what, previous, hash FROM audit",
        "DELETE FROM cases",
    };
    fixture_close_stores(&f);
    char *path = file_join(f.home, "marhaba.db");
    struct database *database = database_open(path, false, &f.error);
    check(database, &f.error);
    for (size_t i = 0; i < sizeof statements / sizeof statements[0]; i++)
        if (database_run(database, statements[i], &f.error))
            fail_msg("%s: was let through", statements[i]);
    database_close(database);
    free(path);
    fixture_end(&f);
}

static void the_queue_has_due_appointments_first_then_arrival(void **state)
{
    (void)state;
    struct fixture f;
    fixture_start(&f);
    bool slot_taken;
    struct ticket_row *rows;
    size_t count;
    uint32_t ahead;
    clock_advance(f.clock, -DAY_MS);
    issue(&f, f.kiosk, 1); /* yesterday's, never called: not in today's queue */
    check(book(&f, 2, at("2026-11-25T10:00"), 1, &slot_taken), &f.error);
    clock_advance(f.clock, DAY_MS);
    issue(&f, f.kiosk, 3); /* at 9:30 */
    clock_advance(f.clock, MINUTE_MS);
    struct ticket_row last = issue(&f, f.kiosk, 4);
    check(book(&f, 5, at("2026-11-25T09:45"), 1, &slot_taken), &f.error);
    check(book(&f, 6, at("2026-11-27T09:45"), 1, &slot_taken), &f.error);
    static const struct {
        int64_t wait_ms;
        uint32_t order[4], ahead_of_4;
    } cases[] = {
        {0, {3, 4, 5, 2}, 1},
        {20 * MINUTE_MS, {5, 3, 4, 2}, 2}, /* 9:51 */
        {10 * MINUTE_MS, {5, 2, 3, 4}, 3}, /* 10:01 */
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        clock_advance(f.clock, cases[i].wait_ms);
        check(ticket_waiting(f.desk, f.arena, &rows, &count, &f.error), &f.error);
        assert_int_equal(count, 4);
        for (size_t k = 0; k < count; k++)
            assert_memory_equal(rows[k].id, &cases[i].order[k], sizeof cases[i].order[k]);
        check(ticket_ahead(f.kiosk, &last, &ahead, &f.error), &f.error);
        assert_int_equal(ahead, cases[i].ahead_of_4);
    }
    fixture_end(&f);
}

static void a_long_queue_is_listed_whole(void **state)
{
    (void)state;
    struct fixture f;
    fixture_start(&f);
    struct ticket_row *rows;
    size_t count;
    for (uint32_t i = 0; i < 40; i++)
        issue(&f, f.kiosk, i);
    check(ticket_waiting(f.desk, f.arena, &rows, &count, &f.error), &f.error);
    assert_int_equal(count, 40);
    for (uint32_t i = 0; i < 40; i++)
        assert_int_equal(rows[i].ordinal, i + 1);
    fixture_end(&f);
}

/* Whether a file of the installation holds `needle`. */
static bool holds(const char *path, const char *needle)
{
    struct buffer bytes;
    struct error error = {0};
    check(file_read(path, 64u << 20, &bytes, &error), &error);
    bool found = false;
    for (size_t i = 0; !found && i + strlen(needle) <= bytes.length; i++)
        found = memcmp(bytes.bytes + i, needle, strlen(needle)) == 0;
    buffer_free(&bytes);
    return found;
}

static void what_was_typed_is_sealed_and_the_kiosk_cannot_open_it(void **state)
{
    (void)state;
    struct fixture f;
    fixture_start(&f);
    struct ticket_row row = issue(&f, f.kiosk, 1);
    struct case_row found;
    check(case_find(f.kiosk, row.case_id, f.arena, &found, &f.error), &f.error);
    assert_null(found.facts);
    check(case_find(f.desk, row.case_id, f.arena, &found, &f.error), &f.error);
    assert_string_equal(found.facts, "{\"facts\":[\"CANARY-7f3a\"]}");
    assert_int_equal(found.facts_length, strlen(found.facts));
    fixture_close_stores(&f);
    char *path = file_join(f.home, "marhaba.db"),
         *journal = file_join(f.home, "marhaba.db-journal");
    assert_true(holds(path, "PEN-FR"));
    assert_false(holds(path, "CANARY"));
    assert_false(file_exists(journal) && holds(journal, "CANARY"));
    free(path);
    free(journal);
    fixture_end(&f);
}

static void facts_moved_to_another_ticket_do_not_open(void **state)
{
    (void)state;
    struct fixture f;
    fixture_start(&f);
    struct case_row found;
    int64_t first = issue(&f, f.kiosk, 1).case_id, second = issue(&f, f.kiosk, 2).case_id;
    tamper(&f, "UPDATE tickets SET sealed = (SELECT sealed FROM tickets WHERE rowid = 1)"
               " WHERE rowid = 2");
    check(case_find(f.desk, first, f.arena, &found, &f.error), &f.error);
    assert_non_null(found.facts);
    check(case_find(f.desk, second, f.arena, &found, &f.error), &f.error);
    assert_null(found.facts);
    tamper(&f, "UPDATE tickets SET sealed = substr(sealed, 1, length(sealed) - 1)");
    check(case_find(f.desk, first, f.arena, &found, &f.error), &f.error);
    assert_null(found.facts);
    assert_string_equal(found.number, "2026-0001");
    fixture_end(&f);
}

static void a_number_is_todays(void **state)
{
    (void)state;
    static const struct {
        const char *day, *prefix;
        uint32_t ordinal;
        size_t count;
    } cases[] = {
        {"2026-11-24", "A", 1, 1}, /* with an appointment on the 26th, but issued today */
        {"2026-11-24", "A", 2, 1}, {"2026-11-24", "A", 3, 0}, {"2026-11-24", "B", 1, 0},
        {"2026-11-25", "A", 1, 0}, {"2026-11-26", "A", 1, 2}, /* and another's of that day */
        {"2026-11-26", "A", 2, 0}, {"2026-11-27", "A", 1, 0},
    };
    struct fixture f;
    struct ticket_row row;
    bool slot_taken;
    size_t count;
    fixture_start(&f);
    clock_advance(f.clock, at("2026-11-24T09:00") - clock_now_ms(f.clock));
    check(book(&f, 1, at("2026-11-26T10:00"), 1, &slot_taken), &f.error);
    issue(&f, f.kiosk, 2);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char morning[24], today[11];
        snprintf(morning, sizeof morning, "%sT09:00", cases[i].day);
        clock_day(clock_now_ms(f.clock), today);
        if (strcmp(today, cases[i].day) != 0)
            clock_advance(f.clock, at(morning) - clock_now_ms(f.clock));
        if (strcmp(today, "2026-11-25") == 0 && strcmp(cases[i].day, "2026-11-26") == 0)
            issue(&f, f.kiosk, 3);
        check(ticket_by_number(f.desk, cases[i].prefix, cases[i].ordinal, &row, &count, &f.error),
              &f.error);
        if (count != cases[i].count)
            fail_msg("%s %s %u: %zu", cases[i].day, cases[i].prefix, cases[i].ordinal, count);
        if (count)
            assert_int_equal(row.ordinal, cases[i].ordinal);
    }
    fixture_end(&f);
}

static void the_first_tickets_commune_and_the_newest_record_are_kept(void **state)
{
    (void)state;
    struct fixture f;
    char number[20] = "unread";
    int64_t newest = 0;
    fixture_start(&f);
    check(store_commune_number(f.desk, number, &f.error), &f.error);
    assert_string_equal(number, "");
    static const char *const communes[] = {NULL, "541111", "123456"};
    for (uint32_t i = 0; i < 3; i++) {
        struct draft_text text;
        struct ticket_row row;
        bool slot_taken;
        struct ticket_draft draft = draft_of(i + 1, &text);
        draft.commune = communes[i];
        check(ticket_issue(f.kiosk, &draft, &row, &slot_taken, &f.error), &f.error);
        check(store_commune_number(f.desk, number, &f.error), &f.error);
        assert_string_equal(number, i == 0 ? "" : "541111");
        check(store_newest(f.desk, &newest, &f.error), &f.error);
        assert_int_equal(newest, row.issued_ms);
    }
    fixture_end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_tickets_commune_and_the_newest_record_are_kept),
        cmocka_unit_test(numbers_start_at_one_each_day_and_prefix),
        cmocka_unit_test(a_clock_set_back_keeps_the_working_day),
        cmocka_unit_test(asking_twice_issues_once),
        cmocka_unit_test(a_live_code_is_refused_and_nothing_is_left_behind),
        cmocka_unit_test(unsound_drafts_are_refused),
        cmocka_unit_test(tickets_are_found_by_id_and_code),
        cmocka_unit_test(a_number_is_todays),
        cmocka_unit_test(seats_run_out),
        cmocka_unit_test(the_schema_itself_refuses_what_must_not_be),
        cmocka_unit_test(the_queue_has_due_appointments_first_then_arrival),
        cmocka_unit_test(a_long_queue_is_listed_whole),
        cmocka_unit_test(what_was_typed_is_sealed_and_the_kiosk_cannot_open_it),
        cmocka_unit_test(facts_moved_to_another_ticket_do_not_open),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
