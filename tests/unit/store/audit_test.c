#include "fixture.h"

static bool verify(struct fixture *f, uint64_t *lines, char head[65])
{
    error_clear(&f->error);
    return audit_verify(f->desk, lines, head, &f->error);
}

static void every_deed_leaves_its_line(void **state)
{
    (void)state;
    struct fixture f;
    char head[65], password[20];
    uint64_t lines;
    struct case_row found;
    fixture_start(&f);
    add_officer(&f, "fatima", "Fatima", password);
    struct ticket_row row = issue(&f, f.kiosk, 1);
    issue(&f, f.kiosk, 1);
    check(ticket_printed(f.kiosk, row.id, &f.error), &f.error);
    check(case_open_by_ticket(f.desk, row.id, "fatima", f.arena, &found, &f.error), &f.error);
    check(case_note(f.desk, row.case_id, "fatima", "k", "CANARY", &f.error), &f.error);
    check(case_note(f.desk, row.case_id, "fatima", "k", "CANARY", &f.error), &f.error);
    check(case_step(f.desk, row.case_id, "fatima", "s", CASE_CONTACTED, NULL, "", &f.error),
          &f.error);
    check(case_close(f.desk, row.case_id, "fatima", CASE_DONE, &f.error), &f.error);
    check(audit_add(f.desk, "desk", "plugin.quarantine", "hello", &f.error), &f.error);
    check(verify(&f, &lines, head), &f.error);
    assert_int_equal(lines, 9);
    assert_int_equal(strlen(head), 64);
    assert_int_equal(count_of(&f, "SELECT count(*) FROM audit WHERE deed IN ('store.create',"
                                  " 'officer.add', 'ticket.issue', 'ticket.print', 'case.open',"
                                  " 'case.note', 'case.step', 'case.close', 'plugin.quarantine')"),
                     9);
    assert_int_equal(count_of(&f, "SELECT count(*) FROM audit WHERE what = '2026-0001 contacted'"
                                  " AND who = 'fatima'"),
                     1);
    fixture_end(&f);
}

static void what_failed_leaves_none(void **state)
{
    (void)state;
    struct fixture f;
    char head[65];
    uint64_t before, after;
    struct draft_text text;
    struct ticket_row row;
    bool slot_taken;
    fixture_start(&f);
    issue(&f, f.kiosk, 1);
    check(verify(&f, &before, head), &f.error);
    struct ticket_draft draft = draft_of(2, &text);
    draft.code = "000000001";
    assert_false(ticket_issue(f.kiosk, &draft, &row, &slot_taken, &f.error));
    check(verify(&f, &after, head), &f.error);
    assert_int_equal(before, after);
    fixture_end(&f);
}

/* Ten lines: the creation and nine tickets. */
static void tampering_is_found_and_the_first_bad_line_named(void **state)
{
    (void)state;
    static const struct {
        const char *sql, *part;
    } cases[] = {
        {"UPDATE audit SET what = 'nothing' WHERE seq = 4", "line 4 "},
        {"UPDATE audit SET what = what || char(0) || 'x' WHERE seq = 4", "line 4 "},
        {"UPDATE audit SET who = 'fatima' WHERE seq = 10", "line 10 "},
        {"UPDATE audit SET deed = deed || ' ' WHERE seq = 1", "line 1 "},
        {"UPDATE audit SET at_ms = at_ms + 1 WHERE seq = 5", "line 5 "},
        {"UPDATE audit SET who = who || 't', deed = substr(deed, 2) WHERE seq = 5", "line 5 "},
        {"UPDATE audit SET previous = zeroblob(32) WHERE seq = 6", "line 6 "},
        {"UPDATE audit SET hash = zeroblob(32) WHERE seq = 7", "line 7 "},
        {"DELETE FROM audit WHERE seq = 3", "line 3 of the audit is missing"},
        {"DELETE FROM audit WHERE seq = 1", "line 1 of the audit is missing"},
        {"DELETE FROM audit WHERE seq = 10", "line 10 of the audit is missing"},
        {"DELETE FROM audit WHERE seq > 6", "line 7 of the audit is missing"},
        {"DELETE FROM audit", "line 1 of the audit is missing"},
        {"UPDATE audit SET seq = 99 WHERE seq = 4; UPDATE audit SET seq = 4 WHERE seq = 5;"
         "UPDATE audit SET seq = 5 WHERE seq = 99",
         "line 4 "},
        {"DELETE FROM audit WHERE seq = 4; UPDATE audit SET seq = seq - 1 WHERE seq > 4",
         "line 4 "},
        {"UPDATE audit_head SET seq = 9", "head"},
        {"UPDATE audit_head SET hash = zeroblob(32)", "head"},
        {"DELETE FROM audit_head", "head"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct fixture f;
        char head[65];
        uint64_t lines;
        fixture_start(&f);
        for (uint32_t n = 1; n < 10; n++)
            issue(&f, f.kiosk, n);
        check(verify(&f, &lines, head), &f.error);
        assert_int_equal(lines, 10);
        tamper(&f, "DROP TRIGGER audit_is_not_changed; DROP TRIGGER audit_is_not_deleted");
        tamper(&f, cases[i].sql);
        if (verify(&f, &lines, head))
            fail_msg("not found: %s", cases[i].sql);
        expect_sentence(&f.error, ERROR_INPUT, cases[i].part);
        fixture_end(&f);
    }
}

/* Whoever writes the file can shorten the chain and mend its head: that takes a head kept on
 * paper to find. */
static void a_printed_head_catches_a_mended_chain(void **state)
{
    (void)state;
    struct fixture f;
    char printed[65], head[65];
    uint64_t printed_lines, lines;
    fixture_start(&f);
    issue(&f, f.kiosk, 1);
    issue(&f, f.kiosk, 2);
    check(verify(&f, &printed_lines, printed), &f.error);
    tamper(&f, "DROP TRIGGER audit_is_not_deleted; DELETE FROM audit WHERE seq = 3;"
               "UPDATE audit_head SET seq = 2, hash = (SELECT hash FROM audit WHERE seq = 2)");
    check(verify(&f, &lines, head), &f.error);
    assert_true(lines < printed_lines);
    assert_string_not_equal(head, printed);
    fixture_end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_deed_leaves_its_line),
        cmocka_unit_test(what_failed_leaves_none),
        cmocka_unit_test(tampering_is_found_and_the_first_bad_line_named),
        cmocka_unit_test(a_printed_head_catches_a_mended_chain),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
