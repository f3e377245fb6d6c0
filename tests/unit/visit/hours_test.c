/* A service with hours of its own: what the review, the ticket and a scanned slip say of them. */
#include "house.h"

#include "store/tickets.h"

static const char own_closed[] = "Ce service est fermé en ce moment. Il ouvre ";
static const char office_closed[] = "Le bureau est fermé en ce moment. Il ouvre ";

/* The office is open on Wednesday and Friday from 08:30 to 12:00, and closed on Thursday 26; the
 * service only on Friday from 10:00. */
static const struct {
    const char *now;
    bool has_own_hours;
    const char *says, *when; /* NULL: that one is next */
} cases[] = {
    {"2026-11-25T10:24", false, NULL, NULL},
    {"2026-11-25T10:24", true, own_closed, "vendredi 27 novembre|10:00"},
    {"2026-11-25T13:00", false, office_closed, "vendredi 27 novembre|08:30"},
    {"2026-11-25T13:00", true, own_closed, "vendredi 27 novembre|10:00"},
    {"2026-11-27T09:59", true, own_closed, "vendredi 27 novembre|10:00"},
    {"2026-11-27T09:59", false, NULL, NULL},
    {"2026-11-27T10:00", true, NULL, NULL},
};

static void check_said(struct house *house, size_t i, bool tells_next)
{
    if (!cases[i].says) {
        assert_false(house_says(house, "fermé"));
        assert_int_equal(house_says(house, "prochain"), tells_next);
        return;
    }
    char when[64];
    snprintf(when, sizeof when, "%s", cases[i].when);
    assert_true(house_says(house, cases[i].says));
    assert_true(house_says(house, strtok(when, "|")));
    assert_true(house_says(house, strtok(NULL, "|")));
    assert_false(house_says(house, "prochain"));
}

static void test_own_hours(void **state)
{
    (void)state;
    static const struct opening_day friday = {.parts = {{10 * 60, 12 * 60}}, .count = 1};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct house *house = house_build(true);
        struct service_change change = {.code = "OFFICER", .has_hours = true};
        int64_t now = 0;
        char digits[TICKET_DIGITS + 1];
        change.hours[5] = friday;
        house->commune.changes = &change;
        house->commune.change_count = cases[i].has_own_hours;
        assert_true(clock_parse(cases[i].now, &now, NULL));
        clock_advance(house->clock, now - clock_now_ms(house->clock));
        house_open(house, "fr", "OFFICER");
        check_said(house, i, false);
        house_press(house, "core.confirm");
        house_expect(house, STAGE_TICKET);
        check_said(house, i, true);
        snprintf(digits, sizeof digits, "%s", house_first(house, ROLE_TICKET)->value);
        house_press(house, "core.done");
        house_pass(house, 6);
        house_do(house, VISIT_SCAN, "", digits);
        house_expect(house, STAGE_NOTICE);
        check_said(house, i, true);
        house_leave(house);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_own_hours)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
