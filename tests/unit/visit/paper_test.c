/* Slips that do not come out, and papers held to the scanner. */
#include "house.h"

#include "store/tickets.h"

#include <sqlite3.h>

static void test_paper_trouble(void **state)
{
    (void)state;
    struct house *house = house_build(true);
    house_open(house, "fr", "OFFICER");
    house_press(house, "core.confirm");
    assert_int_equal(house_first(house, ROLE_NOTICE)->tone, TONE_INFO);
    assert_false(house_do(house, VISIT_PRINTED, "", "paper")); /* nobody's */
    assert_true(house_tell_printed(house, 0, "paper"));
    house_check_screen(house, STAGE_TICKET);
    assert_int_equal(house_first(house, ROLE_NOTICE)->tone, TONE_WARNING);
    assert_false(house_tell_printed(house, 0, "paper")); /* known already */
    /* Help must not lead away from a ticket that is on screen. */
    house_press(house, "core.help");
    house_check_screen(house, STAGE_HELP);
    assert_null(house_find(house, "core.officer"));
    house_press(house, "core.back");
    house_press(house, "core.done");
    assert_false(house_tell_printed(house, 0, "paper")); /* its visitor has left */
    house_leave(house);
}

static bool is_printed(struct house *house, size_t order)
{
    return house_ticket(house, order).printed_ms > 0;
}

/* The list of papers has troubles of its own, and hides nothing of the ticket's. */
static void test_trouble_of_the_list(void **state)
{
    (void)state;
    static const struct {
        const char *ticket, *list, *says; /* what the press says of each, and the notice */
    } cases[] = {
        {"", "", "Gardez le papier"},
        {"", "system", "mais pas la liste"},
        {"system", "", "Votre numéro est bien gardé"},
        {"system", "system", "Votre numéro est bien gardé"},
    };
    for (size_t i = 0; i < 2 * sizeof cases / sizeof *cases; i++) {
        const char *troubles[] = {cases[i / 2].ticket, cases[i / 2].list};
        struct house *house = house_build(true);
        house_open(house, "fr", "PEN-FR");
        house_answer(house, 0);
        house_mark_papers(house);
        house_press(house, "ticket");
        house_press(house, "core.confirm");
        assert_int_equal(house->order_count, 2);
        for (size_t j = 0; j < 2; j++) {
            size_t order = (i + j) % 2; /* in either order */
            assert_int_equal(house_tell_printed(house, order, troubles[order]),
                             troubles[order][0] != '\0');
            assert_false(house_tell_printed(house, order, troubles[order]));
        }
        house_check_screen(house, STAGE_TICKET);
        assert_true(house_says(house, cases[i / 2].says));
        assert_int_equal(is_printed(house, 0), !troubles[0][0]);
        house_leave(house);
    }
}

/* Slips answer in any order, and some never do. */
static void test_paper_of_each_ticket(void **state)
{
    (void)state;
    struct house *house = house_build(true);
    static const char *const strange[] = {"", "00", "0123456789abcdef0123456789abcdeg",
                                          "ffffffffffffffffffffffffffffffff",
                                          "0123456789abcdef0123456789abcdef0"};
    for (int i = 0; i < 3; i++) {
        house_open(house, "fr", "OFFICER");
        house_press(house, "core.confirm");
        if (i < 2) {
            house_press(house, "core.done");
            house_pass(house, 6);
        }
    }
    for (size_t i = 0; i < sizeof strange / sizeof *strange; i++) {
        assert_false(house_do(house, VISIT_PRINTED, strange[i], ""));
        assert_false(house_do(house, VISIT_PRINTED, strange[i], "busy"));
    }
    assert_false(house_tell_printed(house, 1, "busy")); /* another's: this visitor has theirs */
    assert_false(house_tell_printed(house, 2, ""));
    assert_false(is_printed(house, 0));
    assert_false(is_printed(house, 1));
    assert_true(is_printed(house, 2));
    assert_false(house_tell_printed(house, 0, ""));
    assert_true(is_printed(house, 0));
    house_leave(house);
}

static void test_scan(void **state)
{
    (void)state;
    struct house *house = house_build(true);
    char digits[TICKET_DIGITS + 1];
    static const char *const wrong[] = {"hello", "", "\x1b[31m\x01", "999999999999999999999999",
                                        "https://example.org/"};
    house_open(house, "en", "OFFICER");
    house_press(house, "core.confirm");
    snprintf(digits, sizeof digits, "%s", house_first(house, ROLE_TICKET)->value);
    house_press(house, "core.done");
    house_pass(house, 6);
    house_do(house, VISIT_SCAN, "", digits);
    house_check_screen(house, STAGE_NOTICE);
    assert_string_equal(visit_view(house->visit)->language->code, "en");
    assert_true(house_says(house, "-001"));
    assert_true(house_says(house, "You are next."));
    house_press(house, "core.resume");
    house_expect(house, STAGE_ATTRACT);
    house_open(house, "fr", "PEN-FR");
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        house_do(house, VISIT_SCAN, "", wrong[i]);
        house_check_screen(house, STAGE_NOTICE);
        assert_int_equal(house_first(house, ROLE_NOTICE)->tone, TONE_WARNING);
    }
    char flood[5000];
    memset(flood, '7', sizeof flood - 1);
    flood[sizeof flood - 1] = '\0';
    house_do(house, VISIT_SCAN, "", flood);
    house_check_screen(house, STAGE_NOTICE);
    digits[10] = digits[10] == '9' ? '0' : (char)(digits[10] + 1);
    house_do(house, VISIT_SCAN, "", digits);
    assert_true(house_says(house, "mal lu"));
    house_press(house, "core.back");
    house_expect(house, STAGE_PLUGIN);
    house_leave(house);
}

/* A paper is not unknown because the store cannot be asked. */
static void test_scan_without_store(void **state)
{
    (void)state;
    for (int with_store = 0; with_store < 2; with_store++) {
        struct house *house = house_build(with_store);
        char digits[TICKET_DIGITS + 1], code[TICKET_CODE + 1], path[600];
        struct ticket_id id = ticket_id_new();
        ticket_digits(&id, "541111", digits);
        ticket_code_new(code);
        house_do(house, VISIT_TICK, "", "");
        if (with_store) {
            sqlite3 *other = NULL;
            snprintf(path, sizeof path, "%s/marhaba.db", house->home);
            assert_int_equal(sqlite3_open(path, &other), SQLITE_OK);
            assert_int_equal(
                sqlite3_exec(other,
                             "PRAGMA foreign_keys = OFF; PRAGMA legacy_alter_table = 1;"
                             "ALTER TABLE tickets RENAME TO elsewhere",
                             NULL, NULL, NULL),
                SQLITE_OK);
            sqlite3_close(other);
        }
        house_open(house, "en", "OFFICER");
        const char *papers[] = {digits, code};
        for (size_t i = 0; i < 2; i++) {
            house_do(house, VISIT_SCAN, "", papers[i]);
            house_check_screen(house, STAGE_NOTICE);
            assert_true(house_says(house, "cannot be looked up just now"));
            assert_false(house_says(house, "not recognised"));
        }
        house_leave(house);
    }
}

static void test_scan_of_yesterday(void **state)
{
    (void)state;
    struct house *house = house_build(true);
    char digits[TICKET_DIGITS + 1];
    house_open(house, "fr", "OFFICER");
    house_press(house, "core.confirm");
    snprintf(digits, sizeof digits, "%s", house_first(house, ROLE_TICKET)->value);
    house_pass(house, 24 * 3600);
    house_expect(house, STAGE_ATTRACT);
    house_do(house, VISIT_SCAN, "", digits);
    assert_true(house_says(house, "mercredi 25 novembre"));
    struct ticket_id stranger = ticket_id_new();
    ticket_digits(&stranger, "541111", digits);
    house_do(house, VISIT_SCAN, "", digits);
    assert_true(house_says(house, "ne se trouve pas ici"));
    ticket_digits(&stranger, "541112", digits);
    house_do(house, VISIT_SCAN, "", digits);
    assert_true(house_says(house, "autre commune"));
    house_leave(house);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_paper_trouble),        cmocka_unit_test(test_trouble_of_the_list),
        cmocka_unit_test(test_paper_of_each_ticket), cmocka_unit_test(test_scan),
        cmocka_unit_test(test_scan_without_store),   cmocka_unit_test(test_scan_of_yesterday),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
