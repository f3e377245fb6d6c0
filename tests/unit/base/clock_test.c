#include "base/clock.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* The days are before September 2026, when Morocco left its summer time for good: an older tzdata
 * knows them as well. */
static int set_up(void **state)
{
    (void)state;
    return clock_set_zone("Africa/Casablanca", NULL) ? 0 : 1;
}

static int64_t parse(const char *text)
{
    int64_t ms = -1;
    struct error error = {0};
    if (!clock_parse(text, &ms, &error))
        fail_msg("%s", error.text);
    return ms;
}

static void times_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t ms;
    } cases[] = {
        {"1970-01-01T00:00Z", 0},
        {"2026-06-10T10:24:00Z", 1781087040000},
        {"2026-06-10T10:24", 1781083440000}, /* an hour ahead of UTC */
        {"2026-06-10T10:24:07", 1781083447000},
        {"2026-06-10T10:24+01:00", 1781083440000},
        {"2026-06-10T10:24:00-05:30", 1781106840000},
        {"2024-02-29T00:00Z", 1709164800000},
        {"2026-03-01T12:00", 1772366400000}, /* Ramadan: UTC */
        {"9999-12-31T23:59:59Z", 253402300799000},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (parse(cases[i].text) != cases[i].ms)
            fail_msg("%s is %lld", cases[i].text, (long long)parse(cases[i].text));
}

static void what_is_no_time_is_refused(void **state)
{
    (void)state;
    static const char *const cases[] = {"",
                                        "now",
                                        "2026-11-25",
                                        "2026-11-25 10:24",
                                        "2026-11-25T10",
                                        "2026-11-25T24:00",
                                        "2026-11-25T10:60",
                                        "2026-11-25T10:24:60",
                                        "2026-11-25T10:24:",
                                        "2026-11-25T10:24x",
                                        "2026-11-25T10:24+1",
                                        "2026-11-25T10:24+16:00",
                                        "2026-11-25T10:24+01:60",
                                        "2026-11-25T10:24+01:00x",
                                        "2026-11-25T10:24ZZ",
                                        "2026-02-29T10:24",
                                        "2026-02-30T10:24",
                                        "2026-04-31T10:24",
                                        "2026-13-01T10:24",
                                        "2026-00-01T10:24",
                                        "2026-01-00T10:24",
                                        "1969-12-31T23:59",
                                        " 2026-11-25T10:24",
                                        "2026-1-25T10:24",
                                        "2026- 1-25T10:24",
                                        "+026-11-25T10:24",
                                        "2026-11-25T-1:24",
                                        "2026-11-25T10:24+-1:00"};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int64_t ms = 7;
        struct error error = {0};
        if (clock_parse(cases[i], &ms, &error))
            fail_msg("accepted \"%s\"", cases[i]);
        assert_int_equal(ms, 7);
        assert_non_null(strstr(error.text, "write it like 2026-11-25T10:24"));
    }
}

static void days_begin_at_local_midnight(void **state)
{
    (void)state;
    static const struct {
        const char *utc, *day;
        int hour, weekday;
    } cases[] = {
        {"2026-06-10T22:59:59Z", "2026-06-10", 23, 3}, {"2026-06-10T23:00:00Z", "2026-06-11", 0, 4},
        {"2026-02-14T23:30:00Z", "2026-02-15", 0, 0},  {"2026-02-15T02:00:00Z", "2026-02-15", 2, 0},
        {"2026-02-15T23:30:00Z", "2026-02-15", 23, 0}, {"2026-03-22T02:00:00Z", "2026-03-22", 3, 0},
        {"2025-12-31T23:30:00Z", "2026-01-01", 0, 4},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char day[11];
        int64_t ms = parse(cases[i].utc);
        clock_day(ms, day);
        assert_string_equal(day, cases[i].day);
        struct civil_time civil = clock_civil(ms);
        assert_int_equal(civil.hour, cases[i].hour);
        assert_int_equal(civil.weekday, cases[i].weekday);
        assert_true(clock_from_civil(civil) <= ms);
    }
}

static void a_day_of_23_or_25_hours_is_counted_by_the_calendar(void **state)
{
    (void)state;
    static const struct {
        const char *day;
        int hours;
    } cases[] = {{"2026-02-14", 24}, {"2026-02-15", 25}, {"2026-03-22", 23}, {"2026-06-10", 24}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[32];
        snprintf(text, sizeof text, "%sT00:00", cases[i].day);
        struct civil_time civil = clock_civil(parse(text));
        int64_t start = clock_from_civil(civil);
        civil.day++;
        assert_int_equal(clock_from_civil(civil) - start, (int64_t)cases[i].hours * 3600000);
    }
}

static void local_time_can_be_counted_as_if_utc(void **state)
{
    (void)state;
    assert_int_equal(clock_local_ms(parse("2026-06-10T10:24:07Z")), parse("2026-06-10T11:24:07Z"));
    assert_int_equal(clock_local_ms(parse("2026-03-01T10:24:07Z")), parse("2026-03-01T10:24:07Z"));
}

static void times_are_written_in_utc(void **state)
{
    (void)state;
    static const struct {
        int64_t ms;
        const char *text;
    } cases[] = {{0, "1970-01-01T00:00:00Z"},
                 {999, "1970-01-01T00:00:00Z"},
                 {-1, "1969-12-31T23:59:59Z"},
                 {1795602240000, "2026-11-25T10:24:00Z"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[21];
        clock_print_utc(cases[i].ms, text);
        assert_string_equal(text, cases[i].text);
    }
    char text[21];
    clock_print_utc(INT64_MAX, text);
    clock_print_utc(INT64_MIN, text);
    clock_civil(INT64_MIN);
    clock_civil(INT64_MAX);
}

static void zones_that_are_none_are_refused(void **state)
{
    (void)state;
    static const char *const cases[] = {
        "",          "Africa",  "Mars/Olympus", "../../etc/passwd", "/etc/localtime",
        "tzdata.zi", "zone.tab"};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct error error = {0};
        if (clock_set_zone(cases[i], &error))
            fail_msg("accepted \"%s\"", cases[i]);
        assert_non_null(strstr(error.text, "Africa/Casablanca"));
    }
    assert_true(clock_set_zone("Africa/Casablanca", NULL));
}

static void a_frozen_clock_moves_only_when_told(void **state)
{
    (void)state;
    struct clock *clock = clock_new_at(5000, true);
    assert_true(clock_is_frozen(clock));
    int64_t steady = clock_steady_ms(clock);
    assert_int_equal(clock_now_ms(clock), 5000);
    clock_advance(clock, 1500);
    assert_int_equal(clock_now_ms(clock), 6500);
    assert_int_equal(clock_steady_ms(clock) - steady, 1500);
    clock_free(clock);
    clock = clock_new_at(5000, false);
    assert_false(clock_is_frozen(clock));
    assert_true(clock_now_ms(clock) >= 5000 && clock_now_ms(clock) < 65000);
    clock_advance(clock, 100000);
    assert_true(clock_now_ms(clock) >= 105000);
    clock_free(clock);
}

static void a_day_has_its_noon(void **state)
{
    (void)state;
    char day[11];
    clock_day(clock_noon("2026-11-26"), day);
    assert_string_equal(day, "2026-11-26");
    assert_int_equal(clock_noon("2026-03-01"), parse("2026-03-01T12:00"));
    assert_int_equal(clock_noon("2026-13-01"), 0);
    assert_int_equal(clock_noon(""), 0);
}

/* Whatever the clocks did: Ramadan's hour in 2026, and Europe's nights of 23 and 25 hours. */
static void noon_of_another_day(void **state)
{
    (void)state;
    static const struct {
        const char *zone, *from;
        int days;
        const char *noon;
    } cases[] = {
        {"Africa/Casablanca", "2026-11-25T23:59:59", 0, "2026-11-25T12:00"},
        {"Africa/Casablanca", "2026-02-14T23:30", 1, "2026-02-15T12:00"},
        {"Africa/Casablanca", "2026-03-22T00:10", -1, "2026-03-21T12:00"},
        {"Africa/Casablanca", "2026-12-31T08:00", 1, "2027-01-01T12:00"},
        {"Europe/Paris", "2026-03-28T23:30", 1, "2026-03-29T12:00"},
        {"Europe/Paris", "2026-10-25T00:30", 1, "2026-10-26T12:00"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_true(clock_set_zone(cases[i].zone, NULL));
        assert_int_equal(clock_noon_after(parse(cases[i].from), cases[i].days),
                         parse(cases[i].noon));
    }
    assert_true(clock_set_zone("Africa/Casablanca", NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(times_are_read),
        cmocka_unit_test(a_day_has_its_noon),
        cmocka_unit_test(noon_of_another_day),
        cmocka_unit_test(what_is_no_time_is_refused),
        cmocka_unit_test(days_begin_at_local_midnight),
        cmocka_unit_test(a_day_of_23_or_25_hours_is_counted_by_the_calendar),
        cmocka_unit_test(local_time_can_be_counted_as_if_utc),
        cmocka_unit_test(times_are_written_in_utc),
        cmocka_unit_test(zones_that_are_none_are_refused),
        cmocka_unit_test(a_frozen_clock_moves_only_when_told),
    };
    return cmocka_run_group_tests(tests, set_up, NULL);
}
