#include "language/date.h"

#include "base/clock.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static int64_t at(const char *text)
{
    int64_t ms = 0;
    if (!clock_parse(text, &ms, NULL))
        fail_msg("cannot read %s", text);
    return ms;
}

static int set_up(void **state)
{
    (void)state;
    return clock_set_zone("Africa/Casablanca", NULL) ? 0 : 1;
}

static void each_language_writes_its_own_dates(void **state)
{
    (void)state;
    static const struct {
        const char *language;
        enum date_form form;
        const char *when, *written;
    } cases[] = {
        {"fr", DATE_DAY, "2026-11-25T10:24", "mercredi 25 novembre"},
        {"ar", DATE_DAY, "2026-11-25T10:24", "الأربعاء 25 نونبر"},
        {"zgh", DATE_DAY, "2026-11-25T10:24", "ⴰⴽⵕⴰⵙ 25 ⵏⵓⵡⴰⵏⴱⵉⵔ"},
        {"en", DATE_DAY, "2026-11-25T10:24", "Wednesday 25 November"},
        {"es", DATE_DAY, "2026-11-25T10:24", "miércoles 25 de noviembre"},
        {"fr", DATE_DAY_SHORT, "2026-11-25T10:24", "mer. 25 nov."},
        {"ar", DATE_DAY_SHORT, "2026-11-25T10:24", "الأربعاء 25 نونبر"},
        {"zgh", DATE_DAY_SHORT, "2026-11-25T10:24", "ⴰⴽⵕⴰⵙ 25 ⵏⵓⵡⴰⵏⴱⵉⵔ"},
        {"en", DATE_DAY_SHORT, "2026-11-25T10:24", "Wed 25 Nov"},
        {"es", DATE_DAY_SHORT, "2026-11-25T10:24", "mié 25 nov"},
        {"fr", DATE_FULL, "2026-11-25T10:24", "mercredi 25 novembre 2026"},
        {"ar", DATE_FULL, "2026-11-25T10:24", "الأربعاء 25 نونبر 2026"},
        {"zgh", DATE_FULL, "2026-11-25T10:24", "ⴰⴽⵕⴰⵙ 25 ⵏⵓⵡⴰⵏⴱⵉⵔ 2026"},
        {"en", DATE_FULL, "2026-11-25T10:24", "Wednesday 25 November 2026"},
        {"es", DATE_FULL, "2026-11-25T10:24", "miércoles 25 de noviembre de 2026"},
        {"fr", DATE_BRIEF, "2026-11-25T10:24", "25 nov. 2026"},
        {"fr", DATE_BRIEF, "2026-08-01T10:24", "1er août 2026"},
        {"ar", DATE_BRIEF, "2026-11-25T10:24", "25 نونبر 2026"},
        {"zgh", DATE_BRIEF, "2026-11-25T10:24", "25 ⵏⵓⵡⴰⵏⴱⵉⵔ 2026"},
        {"en", DATE_BRIEF, "2026-11-25T10:24", "25 Nov 2026"},
        {"es", DATE_BRIEF, "2026-11-25T10:24", "25 nov 2026"},
        {"fr", DATE_MONTH, "2026-11-25T10:24", "novembre 2026"},
        {"ar", DATE_MONTH, "2026-11-25T10:24", "نونبر 2026"},
        {"zgh", DATE_MONTH, "2026-11-25T10:24", "ⵏⵓⵡⴰⵏⴱⵉⵔ 2026"},
        {"en", DATE_MONTH, "2026-11-25T10:24", "November 2026"},
        {"es", DATE_MONTH, "2026-11-25T10:24", "noviembre de 2026"},
        {"fr", DATE_DAY_TIME, "2026-11-25T10:24", "mercredi 25 novembre, 10:24"},
        {"ar", DATE_DAY_TIME, "2026-11-25T10:24", "الأربعاء 25 نونبر، 10:24"},
        {"ar", DATE_TIME, "2026-11-25T22:04", "22:04"},
        {"en", DATE_TIME, "2026-11-25T00:00", "00:00"},
        {"fr", DATE_DAY, "2026-12-01T08:00", "mardi 1er décembre"},
        {"fr", DATE_FULL, "2026-08-01T08:00", "samedi 1er août 2026"},
        {"en", DATE_DAY, "2026-12-01T08:00", "Tuesday 1 December"},
        {"ar", DATE_DAY, "2026-08-14T08:00", "الجمعة 14 غشت"},
    };
    struct arena *arena = arena_new();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(
            date_print(arena, language_find(cases[i].language), cases[i].form, at(cases[i].when)),
            cases[i].written);
    arena_free(arena);
}

static void times_follow_morocco_through_ramadan(void **state)
{
    (void)state;
    /* UTC+1 all year, UTC+0 in Ramadan: in 2026 from 15 February to 22 March. */
    static const struct {
        const char *utc, *local;
    } cases[] = {
        {"2026-02-14T23:30:00Z", "ⴰⵙⴰⵎⴰⵙ 15 ⴱⵕⴰⵢⵕ, 00:30"},
        {"2026-02-15T01:59:00Z", "ⴰⵙⴰⵎⴰⵙ 15 ⴱⵕⴰⵢⵕ, 02:59"},
        {"2026-02-15T02:00:00Z", "ⴰⵙⴰⵎⴰⵙ 15 ⴱⵕⴰⵢⵕ, 02:00"},
        {"2026-03-01T23:30:00Z", "ⴰⵙⴰⵎⴰⵙ 1 ⵎⴰⵕⵚ, 23:30"},
        {"2026-03-22T02:00:00Z", "ⴰⵙⴰⵎⴰⵙ 22 ⵎⴰⵕⵚ, 03:00"},
    };
    struct arena *arena = arena_new();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(
            date_print(arena, language_find("zgh"), DATE_DAY_TIME, at(cases[i].utc)),
            cases[i].local);
    arena_free(arena);
}

static void absurd_times_are_written_all_the_same(void **state)
{
    (void)state;
    static const int64_t times[] = {INT64_MIN, INT64_MAX, -1, 0, -62135596800001, 253402300800000};
    size_t count;
    const struct language *languages = language_all(&count);
    struct arena *arena = arena_new();
    for (size_t i = 0; i < sizeof times / sizeof *times; i++)
        for (size_t j = 0; j < count; j++)
            for (int form = DATE_DAY; form <= DATE_DAY_TIME; form++)
                assert_true(
                    strlen(date_print(arena, &languages[j], (enum date_form)form, times[i])) >= 5);
    arena_free(arena);
}

static void numbers_are_grouped_as_the_language_does(void **state)
{
    (void)state;
    static const struct {
        const char *language;
        int64_t number;
        const char *written;
    } cases[] = {
        {"ar", 7, "7"},
        {"ar", 1234, "1.234"},
        {"zgh", 1234,
         "1\xC2\xA0"
         "234"},
        {"fr", 999, "999"},
        {"fr", 1234,
         "1\xE2\x80\xAF"
         "234"},
        {"en", 1234567, "1,234,567"},
        {"es", 12345, "12.345"},
        {"fr", -5, "-5"},
        {"en", INT64_MIN, "-9,223,372,036,854,775,808"},
    };
    struct arena *arena = arena_new();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(number_print(arena, language_find(cases[i].language), cases[i].number),
                            cases[i].written);
    arena_free(arena);
}

static void *write_many(void *code)
{
    const struct language *language = language_find(code);
    bool good = true;
    for (int i = 0; i < 200; i++) {
        struct arena *arena = arena_new();
        good = good && date_print(arena, language, DATE_FULL, 1795598640000)[0] != '\0' &&
               number_print(arena, language, 123456)[0] != '\0';
        arena_free(arena);
    }
    return good ? code : NULL;
}

static void threads_write_dates_side_by_side(void **state)
{
    (void)state;
    char codes[4][4] = {"ar", "fr", "ar", "zgh"};
    pthread_t threads[4];
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, write_many, codes[i]), 0);
    for (size_t i = 0; i < 4; i++) {
        void *done = NULL;
        pthread_join(threads[i], &done);
        assert_ptr_equal(done, codes[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_language_writes_its_own_dates),
        cmocka_unit_test(times_follow_morocco_through_ramadan),
        cmocka_unit_test(absurd_times_are_written_all_the_same),
        cmocka_unit_test(numbers_are_grouped_as_the_language_does),
        cmocka_unit_test(threads_write_dates_side_by_side),
    };
    return cmocka_run_group_tests(tests, set_up, NULL);
}
