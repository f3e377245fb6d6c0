#include "fixture.h"

struct office {
    struct fixture f;
    struct ticket_row ticket;
    struct case_row found;
};

static void open_office(struct office *o)
{
    char password[20];
    *o = (struct office){0};
    fixture_start(&o->f);
    add_officer(&o->f, "fatima", "Fatima Amrani", password);
    add_officer(&o->f, "said", "Saïd Oubella", password);
    o->ticket = issue(&o->f, o->f.kiosk, 1);
}

static bool open_case(struct office *o, const char *officer)
{
    return case_open_by_ticket(o->f.desk, o->ticket.id, officer, o->f.arena, &o->found,
                               &o->f.error);
}

static void expect_history(struct office *o, const char *expected)
{
    struct case_event *events;
    size_t count;
    struct buffer text = buffer_new(4096);
    check(case_history(o->f.desk, o->ticket.case_id, o->f.arena, &events, &count, &o->f.error),
          &o->f.error);
    for (size_t i = 0; i < count; i++)
        buffer_print(&text, "%s%s:%s:%s", i ? " " : "", events[i].kind, events[i].officer,
                     events[i].text);
    assert_string_equal(buffer_text(&text), expected);
    buffer_free(&text);
}

static void a_scan_opens_the_case_and_again_the_same(void **state)
{
    (void)state;
    struct office o;
    open_office(&o);
    check(open_case(&o, "fatima"), &o.f.error);
    struct case_row first = o.found;
    assert_string_equal(first.number, "2026-0001");
    assert_string_equal(first.holder, "fatima");
    assert_string_equal(first.language, "ar");
    assert_string_equal(first.service, "PEN-FR");
    assert_int_equal(first.ticket.state, TICKET_OPEN);
    assert_string_equal(first.ticket.holder, "fatima");
    assert_non_null(strstr(first.facts, "CANARY"));
    clock_advance(o.f.clock, MINUTE_MS);
    check(open_case(&o, "fatima"), &o.f.error);
    assert_int_equal(o.found.id, first.id);
    assert_int_equal(o.found.changed_ms, first.changed_ms);
    expect_history(&o, "issued:: opened:fatima:");
    fixture_end(&o.f);
}

static void two_officers_never_hold_one_person(void **state)
{
    (void)state;
    struct office o;
    open_office(&o);
    check(open_case(&o, "fatima"), &o.f.error);
    assert_false(open_case(&o, "said"));
    expect_sentence(&o.f.error, ERROR_TAKEN, "Fatima Amrani");
    assert_false(case_note(o.f.desk, o.ticket.case_id, "said", "k1", "hello", &o.f.error));
    expect_sentence(&o.f.error, ERROR_DENIED, "Fatima Amrani");
    assert_false(case_close(o.f.desk, o.ticket.case_id, "said", CASE_DONE, &o.f.error));
    assert_int_equal(o.f.error.kind, ERROR_DENIED);
    assert_false(case_release(o.f.desk, o.ticket.case_id, "said", &o.f.error));
    assert_int_equal(o.f.error.kind, ERROR_DENIED);
    check(case_release(o.f.desk, o.ticket.case_id, "fatima", &o.f.error), &o.f.error);
    check(case_release(o.f.desk, o.ticket.case_id, "fatima", &o.f.error), &o.f.error);
    check(open_case(&o, "said"), &o.f.error);
    assert_false(open_case(&o, "fatima"));
    expect_sentence(&o.f.error, ERROR_TAKEN, "Saïd Oubella");
    expect_history(&o, "issued:: opened:fatima: released:fatima: opened:said:");
    fixture_end(&o.f);
}

static void a_hold_forgotten_in_the_evening_ends_with_the_day(void **state)
{
    (void)state;
    struct office o;
    open_office(&o);
    check(open_case(&o, "fatima"), &o.f.error);
    clock_advance(o.f.clock, DAY_MS);
    check(case_note(o.f.desk, o.ticket.case_id, "fatima", "k", "still mine", &o.f.error),
          &o.f.error);
    check(open_case(&o, "said"), &o.f.error);
    assert_false(case_note(o.f.desk, o.ticket.case_id, "fatima", "k2", "mine?", &o.f.error));
    expect_sentence(&o.f.error, ERROR_DENIED, "Saïd Oubella");
    fixture_end(&o.f);
}

static void a_hold_from_a_clock_far_ahead_ends_with_its_mending(void **state)
{
    (void)state;
    struct office o;
    struct ticket_row *rows;
    size_t count;
    open_office(&o);
    clock_advance(o.f.clock, 400 * DAY_MS);
    check(open_case(&o, "fatima"), &o.f.error);
    clock_advance(o.f.clock, -400 * DAY_MS);
    check(open_case(&o, "said"), &o.f.error);
    check(case_release(o.f.desk, o.ticket.case_id, "said", &o.f.error), &o.f.error);
    check(ticket_waiting(o.f.desk, o.f.arena, &rows, &count, &o.f.error), &o.f.error);
    assert_int_equal(count, 1);
    fixture_end(&o.f);
}

static void only_officers_who_may_work_open_cases(void **state)
{
    (void)state;
    struct office o;
    open_office(&o);
    check(officer_disable(o.f.admin, "said", &o.f.error), &o.f.error);
    static const char *const nobody[] = {"said", "nobody", "", "fatima' --"};
    for (size_t i = 0; i < sizeof nobody / sizeof nobody[0]; i++) {
        assert_false(open_case(&o, nobody[i]));
        assert_int_equal(o.f.error.kind, ERROR_DENIED);
    }
    uint8_t unknown[16] = {7};
    assert_false(case_open_by_ticket(o.f.desk, unknown, "fatima", o.f.arena, &o.found, &o.f.error));
    assert_int_equal(o.f.error.kind, ERROR_MISSING);
    fixture_end(&o.f);
}

static void a_disabled_officer_lets_go_of_everyone(void **state)
{
    (void)state;
    struct office o;
    open_office(&o);
    check(open_case(&o, "said"), &o.f.error);
    check(officer_disable(o.f.admin, "said", &o.f.error), &o.f.error);
    check(open_case(&o, "fatima"), &o.f.error);
    expect_history(&o, "issued:: opened:said: released:said: opened:fatima:");
    fixture_end(&o.f);
}

static void notes_and_steps_are_kept_once(void **state)
{
    (void)state;
    struct office o;
    open_office(&o);
    int64_t id = o.ticket.case_id;
    assert_false(case_note(o.f.desk, id, "fatima", "k1", "too early", &o.f.error));
    expect_sentence(&o.f.error, ERROR_DENIED, "not open");
    check(open_case(&o, "fatima"), &o.f.error);
    for (int i = 0; i < 3; i++) {
        check(case_note(o.f.desk, id, "fatima", "k1", "came with\r\nher son", &o.f.error),
              &o.f.error);
        check(case_step(o.f.desk, id, "fatima", "k2", CASE_ORIENTED, NULL, "CNSS تارودانت",
                        &o.f.error),
              &o.f.error);
        check(case_step(o.f.desk, id, "fatima", "k3", CASE_WAITING_BODY, NULL, "", &o.f.error),
              &o.f.error);
    }
    expect_history(&o, "issued:: opened:fatima: note:fatima:came with\nher son "
                       "step:fatima:CNSS تارودانت step:fatima:");
    check(case_find(o.f.desk, id, o.f.arena, &o.found, &o.f.error), &o.f.error);
    assert_int_equal(o.found.state, CASE_WAITING_BODY);
    struct case_event *events;
    size_t count;
    check(case_history(o.f.desk, id, o.f.arena, &events, &count, &o.f.error), &o.f.error);
    assert_int_equal(events[3].state, CASE_ORIENTED);
    assert_false(events[2].unreadable);
    check(case_close(o.f.desk, id, "fatima", CASE_WAITING_BODY, &o.f.error), &o.f.error);
    check(case_note(o.f.desk, id, "fatima", "k1", "came with\r\nher son", &o.f.error), &o.f.error);
    fixture_end(&o.f);
}

static void a_step_keeps_whom_it_sends_to(void **state)
{
    (void)state;
    static const struct {
        const char *body;
        bool is_kept;
    } cases[] = {
        {NULL, true},
        {"cnss", true},
        {"agirc-arrco", true},
        {"", false},
        {"CNSS", false},
        {"a b", false},
        {"a'b", false},
        {"../a", false},
        {"صندوق", false},
        {"1234567890123456789012345678901234567890", true},
        {"12345678901234567890123456789012345678901", false},
    };
    struct office o;
    struct case_event *events;
    size_t count, kept = 2; /* issued, opened */
    open_office(&o);
    check(open_case(&o, "fatima"), &o.f.error);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char key[8];
        snprintf(key, sizeof key, "k%zu", i);
        bool done = case_step(o.f.desk, o.ticket.case_id, "fatima", key, CASE_ORIENTED,
                              cases[i].body, "", &o.f.error);
        if (done != cases[i].is_kept)
            fail_msg("\"%s\": %s", cases[i].body, done ? "was kept" : o.f.error.text);
        if (!done) {
            expect_sentence(&o.f.error, ERROR_INPUT, "not the id of a body");
            continue;
        }
        check(case_history(o.f.desk, o.ticket.case_id, o.f.arena, &events, &count, &o.f.error),
              &o.f.error);
        assert_int_equal(count, kept + 1);
        assert_string_equal(events[kept++].body, cases[i].body ? cases[i].body : "");
    }
    fixture_end(&o.f);
}

static void only_a_step_has_a_body(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "UPDATE case_events SET body = 'cnss' WHERE kind = 'opened'",
        "UPDATE case_events SET body = 'CNSS' WHERE kind = 'step'",
        "UPDATE case_events SET body = '' WHERE kind = 'step'",
    };
    struct office o;
    open_office(&o);
    check(open_case(&o, "fatima"), &o.f.error);
    check(
        case_step(o.f.desk, o.ticket.case_id, "fatima", "k", CASE_ORIENTED, "cnss", "", &o.f.error),
        &o.f.error);
    char *path = file_join(o.f.home, "marhaba.db");
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct database *database = database_open(path, false, &o.f.error);
        assert_false(database_run(database, wrong[i], &o.f.error));
        database_close(database);
    }
    free(path);
    fixture_end(&o.f);
}

static void unsound_notes_are_refused(void **state)
{
    (void)state;
    struct office o;
    open_office(&o);
    check(open_case(&o, "fatima"), &o.f.error);
    static char long_text[20000], long_key[80];
    memset(long_text, 'x', sizeof long_text - 1);
    memset(long_key, 'k', sizeof long_key - 1);
    static const struct {
        const char *key, *text, *part;
    } cases[] = {
        {"k", "", "empty"},
        {"k", "\r", "empty"},
        {"k", NULL, "empty"},
        {"k", long_text, "long"},
        {"k", "\x1b[31m", "shown"},
        {"k", "\xff", "shown"},
        {"k",
         "\xE2\x80\xAE"
         "reversed",
         "shown"},
        {"", "text", "key"},
        {NULL, "text", "key"},
        {long_key, "text", "key"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_false(case_note(o.f.desk, o.ticket.case_id, "fatima", cases[i].key, cases[i].text,
                               &o.f.error));
        expect_sentence(&o.f.error, ERROR_INPUT, cases[i].part);
    }
    assert_false(case_note(o.f.desk, 999, "fatima", "k", "text", &o.f.error));
    assert_int_equal(o.f.error.kind, ERROR_MISSING);
    expect_history(&o, "issued:: opened:fatima:");
    fixture_end(&o.f);
}

static void notes_are_sealed_and_bound_to_their_place(void **state)
{
    (void)state;
    struct office o;
    open_office(&o);
    struct case_event *events;
    size_t count;
    check(open_case(&o, "fatima"), &o.f.error);
    check(case_note(o.f.desk, o.ticket.case_id, "fatima", "k1", "one", &o.f.error), &o.f.error);
    check(case_note(o.f.desk, o.ticket.case_id, "fatima", "k2", "two", &o.f.error), &o.f.error);
    tamper(&o.f, "UPDATE case_events SET sealed = (SELECT sealed FROM case_events WHERE key = 'k1')"
                 " WHERE key = 'k2'");
    check(case_history(o.f.desk, o.ticket.case_id, o.f.arena, &events, &count, &o.f.error),
          &o.f.error);
    assert_string_equal(events[2].text, "one");
    assert_false(events[2].unreadable);
    assert_string_equal(events[3].text, "");
    assert_true(events[3].unreadable);
    check(case_history(o.f.kiosk, o.ticket.case_id, o.f.arena, &events, &count, &o.f.error),
          &o.f.error);
    assert_true(events[2].unreadable);
    fixture_end(&o.f);
}

static void months_later_the_same_slip_goes_on(void **state)
{
    (void)state;
    struct office o;
    struct ticket_row row, *rows;
    size_t count;
    open_office(&o);
    check(open_case(&o, "fatima"), &o.f.error);
    check(case_close(o.f.desk, o.ticket.case_id, "fatima", CASE_WAITING_BODY, &o.f.error),
          &o.f.error);
    check(case_close(o.f.desk, o.ticket.case_id, "fatima", CASE_WAITING_BODY, &o.f.error),
          &o.f.error);
    check(ticket_by_id(o.f.desk, o.ticket.id, &row, &o.f.error), &o.f.error);
    assert_int_equal(row.state, TICKET_CLOSED);
    assert_string_equal(row.holder, "");
    clock_advance(o.f.clock, 120 * DAY_MS);
    check(ticket_by_code(o.f.desk, o.ticket.code, &row, &o.f.error), &o.f.error);
    assert_memory_equal(row.id, o.ticket.id, sizeof row.id);
    check(open_case(&o, "said"), &o.f.error);
    assert_string_equal(o.found.number, "2026-0001");
    assert_int_equal(o.found.state, CASE_WAITING_BODY);
    check(ticket_waiting(o.f.desk, o.f.arena, &rows, &count, &o.f.error), &o.f.error);
    assert_int_equal(count, 1);
    check(case_release(o.f.desk, o.found.id, "said", &o.f.error), &o.f.error);
    check(ticket_waiting(o.f.desk, o.f.arena, &rows, &count, &o.f.error), &o.f.error);
    assert_int_equal(count, 1);
    assert_int_equal(rows[0].state, TICKET_WAITING);
    fixture_end(&o.f);
}

static bool issue_with_code_of(struct office *o, uint32_t n)
{
    struct draft_text text;
    struct ticket_row row;
    bool slot_taken;
    struct ticket_draft draft = draft_of(n, &text);
    draft.code = o->ticket.code;
    return ticket_issue(o->f.kiosk, &draft, &row, &slot_taken, &o->f.error);
}

static void a_finished_case_frees_its_code(void **state)
{
    (void)state;
    static const enum case_state ends[] = {CASE_DONE, CASE_ABANDONED};
    for (size_t i = 0; i < 2; i++) {
        struct office o;
        struct ticket_row row;
        open_office(&o);
        check(open_case(&o, "fatima"), &o.f.error);
        assert_false(issue_with_code_of(&o, 50));
        check(case_close(o.f.desk, o.ticket.case_id, "fatima", ends[i], &o.f.error), &o.f.error);
        check(ticket_by_code(o.f.desk, o.ticket.code, &row, &o.f.error), &o.f.error);
        assert_memory_equal(row.id, o.ticket.id, sizeof row.id);
        check(issue_with_code_of(&o, 51), &o.f.error);
        check(ticket_by_code(o.f.desk, o.ticket.code, &row, &o.f.error), &o.f.error);
        assert_memory_not_equal(row.id, o.ticket.id, sizeof row.id);
        /* The old slip's QR still leads to the finished case, which can be taken up again. */
        check(open_case(&o, "fatima"), &o.f.error);
        assert_int_equal(o.found.state, ends[i]);
        check(case_step(o.f.desk, o.found.id, "fatima", "k", CASE_REORIENTED, NULL, "", &o.f.error),
              &o.f.error);
        assert_int_equal(count_of(&o.f, "SELECT count(*) FROM tickets WHERE live = 1"), 1);
        fixture_end(&o.f);
    }
}

static void an_appointment_to_come_waits_again_and_an_end_gives_it_back(void **state)
{
    (void)state;
    struct office o;
    struct draft_text text;
    struct ticket_row row;
    bool slot_taken;
    uint32_t taken;
    int64_t slot = at("2026-12-02T10:00");
    open_office(&o);
    struct ticket_draft draft = draft_of(9, &text);
    draft.slot_ms = slot;
    draft.slot_minutes = draft.slot_seats = 1;
    check(ticket_issue(o.f.kiosk, &draft, &o.ticket, &slot_taken, &o.f.error), &o.f.error);
    check(open_case(&o, "fatima"), &o.f.error);
    check(case_close(o.f.desk, o.ticket.case_id, "fatima", CASE_ORIENTED, &o.f.error), &o.f.error);
    check(ticket_by_id(o.f.desk, o.ticket.id, &row, &o.f.error), &o.f.error);
    assert_int_equal(row.state, TICKET_WAITING);
    check(bookings_taken(o.f.kiosk, "PEN-FR", &slot, 1, &taken, &o.f.error), &o.f.error);
    assert_int_equal(taken, 1);
    check(open_case(&o, "fatima"), &o.f.error);
    check(case_close(o.f.desk, o.ticket.case_id, "fatima", CASE_ABANDONED, &o.f.error), &o.f.error);
    check(ticket_by_id(o.f.desk, o.ticket.id, &row, &o.f.error), &o.f.error);
    assert_int_equal(row.state, TICKET_CLOSED);
    check(bookings_taken(o.f.kiosk, "PEN-FR", &slot, 1, &taken, &o.f.error), &o.f.error);
    assert_int_equal(taken, 0);
    fixture_end(&o.f);
}

#define SLOT "2026-12-02T10:00"

static bool book(struct office *o, uint32_t n, struct ticket_row *out)
{
    struct draft_text text;
    bool slot_taken;
    struct ticket_draft draft = draft_of(n, &text);
    draft.slot_ms = at(SLOT);
    draft.slot_minutes = 30;
    draft.slot_seats = 1;
    return ticket_issue(o->f.kiosk, &draft, out, &slot_taken, &o->f.error);
}

/* People who have a seat, and people who wait for it: never more than there are seats. */
static void expect_slot(struct office *o, int64_t people)
{
    int64_t slot = at(SLOT);
    uint32_t taken;
    check(bookings_taken(o->f.kiosk, "PEN-FR", &slot, 1, &taken, &o->f.error), &o->f.error);
    assert_int_equal(taken, people);
    assert_int_equal(count_of(&o->f, "SELECT count(*) FROM tickets WHERE slot_ms > 0"
                                     " AND state IN ('waiting', 'open')"),
                     people);
}

static void a_case_taken_up_again_takes_its_seat_again(void **state)
{
    (void)state;
    struct office o;
    struct ticket_row other, row;
    open_office(&o);
    check(book(&o, 9, &o.ticket), &o.f.error);
    check(open_case(&o, "fatima"), &o.f.error);
    check(case_close(o.f.desk, o.ticket.case_id, "fatima", CASE_DONE, &o.f.error), &o.f.error);
    expect_slot(&o, 0);
    check(open_case(&o, "fatima"), &o.f.error);
    check(case_step(o.f.desk, o.ticket.case_id, "fatima", "k", CASE_ORIENTED, NULL, "", &o.f.error),
          &o.f.error);
    expect_slot(&o, 1);
    assert_false(book(&o, 10, &other));
    assert_int_equal(o.f.error.kind, ERROR_TAKEN);
    check(case_close(o.f.desk, o.ticket.case_id, "fatima", CASE_ORIENTED, &o.f.error), &o.f.error);
    check(ticket_by_id(o.f.desk, o.ticket.id, &row, &o.f.error), &o.f.error);
    assert_int_equal(row.state, TICKET_WAITING);
    assert_int_equal(row.slot_ms, at(SLOT));
    expect_slot(&o, 1);
    fixture_end(&o.f);
}

static void a_case_taken_up_again_too_late_has_no_appointment(void **state)
{
    (void)state;
    struct office o;
    struct ticket_row other, row, *rows;
    size_t count;
    open_office(&o);
    check(book(&o, 9, &o.ticket), &o.f.error);
    check(open_case(&o, "fatima"), &o.f.error);
    check(case_close(o.f.desk, o.ticket.case_id, "fatima", CASE_DONE, &o.f.error), &o.f.error);
    check(book(&o, 10, &other), &o.f.error);
    check(open_case(&o, "fatima"), &o.f.error);
    check(case_step(o.f.desk, o.ticket.case_id, "fatima", "k", CASE_ORIENTED, NULL, "", &o.f.error),
          &o.f.error);
    check(ticket_by_id(o.f.desk, o.ticket.id, &row, &o.f.error), &o.f.error);
    assert_int_equal(row.slot_ms, 0);
    expect_slot(&o, 1);
    /* Let go, the person waits today, with the one who only wanted a ticket. */
    check(case_release(o.f.desk, o.ticket.case_id, "fatima", &o.f.error), &o.f.error);
    check(ticket_waiting(o.f.desk, o.f.arena, &rows, &count, &o.f.error), &o.f.error);
    assert_int_equal(count, 2);
    check(open_case(&o, "said"), &o.f.error);
    check(case_close(o.f.desk, o.ticket.case_id, "said", CASE_ORIENTED, &o.f.error), &o.f.error);
    check(ticket_by_id(o.f.desk, o.ticket.id, &row, &o.f.error), &o.f.error);
    assert_int_equal(row.state, TICKET_CLOSED);
    expect_slot(&o, 1);
    fixture_end(&o.f);
}

static void a_finished_case_only_looked_at_waits_for_no_seat(void **state)
{
    (void)state;
    struct office o;
    struct ticket_row other;
    open_office(&o);
    check(book(&o, 9, &o.ticket), &o.f.error);
    check(open_case(&o, "fatima"), &o.f.error);
    check(case_close(o.f.desk, o.ticket.case_id, "fatima", CASE_ABANDONED, &o.f.error), &o.f.error);
    check(book(&o, 10, &other), &o.f.error);
    check(open_case(&o, "said"), &o.f.error);
    check(case_release(o.f.desk, o.ticket.case_id, "said", &o.f.error), &o.f.error);
    expect_slot(&o, 1);
    fixture_end(&o.f);
}

static void cases_are_found_by_number(void **state)
{
    (void)state;
    struct office o;
    open_office(&o);
    check(case_find_number(o.f.desk, "2026-0001", o.f.arena, &o.found, &o.f.error), &o.f.error);
    assert_int_equal(o.found.id, o.ticket.case_id);
    assert_memory_equal(o.found.ticket.id, o.ticket.id, sizeof o.ticket.id);
    static const char *const wrong[] = {"2026-0002", "", "2026-0001 ", "%"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        assert_false(case_find_number(o.f.desk, wrong[i], o.f.arena, &o.found, &o.f.error));
        assert_int_equal(o.f.error.kind, ERROR_MISSING);
    }
    assert_false(case_find(o.f.desk, 77, o.f.arena, &o.found, &o.f.error));
    assert_int_equal(o.f.error.kind, ERROR_MISSING);
    fixture_end(&o.f);
}

static void states_have_names_that_come_back(void **state)
{
    (void)state;
    enum case_state found;
    for (int i = CASE_NEW; i <= CASE_ABANDONED; i++) {
        assert_true(case_state_find(case_state_name((enum case_state)i), &found));
        assert_int_equal(found, i);
    }
    assert_string_equal(case_state_name(CASE_WAITING_BODY), "waiting_body");
    assert_false(case_state_find("lost", &found));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_scan_opens_the_case_and_again_the_same),
        cmocka_unit_test(two_officers_never_hold_one_person),
        cmocka_unit_test(a_hold_forgotten_in_the_evening_ends_with_the_day),
        cmocka_unit_test(a_hold_from_a_clock_far_ahead_ends_with_its_mending),
        cmocka_unit_test(only_officers_who_may_work_open_cases),
        cmocka_unit_test(a_disabled_officer_lets_go_of_everyone),
        cmocka_unit_test(notes_and_steps_are_kept_once),
        cmocka_unit_test(a_step_keeps_whom_it_sends_to),
        cmocka_unit_test(only_a_step_has_a_body),
        cmocka_unit_test(unsound_notes_are_refused),
        cmocka_unit_test(notes_are_sealed_and_bound_to_their_place),
        cmocka_unit_test(months_later_the_same_slip_goes_on),
        cmocka_unit_test(a_finished_case_frees_its_code),
        cmocka_unit_test(an_appointment_to_come_waits_again_and_an_end_gives_it_back),
        cmocka_unit_test(a_case_taken_up_again_takes_its_seat_again),
        cmocka_unit_test(a_case_taken_up_again_too_late_has_no_appointment),
        cmocka_unit_test(a_finished_case_only_looked_at_waits_for_no_seat),
        cmocka_unit_test(cases_are_found_by_number),
        cmocka_unit_test(states_have_names_that_come_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
