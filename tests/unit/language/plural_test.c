#include "language/plural.h"

#include "compiled_catalog.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void rules_of_languages_give_their_forms(void **state)
{
    (void)state;
    static const struct {
        const char *rule;
        uint64_t count;
        unsigned form;
    } cases[] = {
        {ARABIC_PLURALS, 0, 0},
        {ARABIC_PLURALS, 1, 1},
        {ARABIC_PLURALS, 2, 2},
        {ARABIC_PLURALS, 3, 3},
        {ARABIC_PLURALS, 11, 4},
        {ARABIC_PLURALS, 100, 5},
        {"nplurals=2; plural=n > 1;", 0, 0},
        {"nplurals=2; plural=n > 1;", 1, 0},
        {"nplurals=2; plural=n > 1;", 2, 1},
        {"nplurals=2; plural=(n != 1);", 0, 1},
        {"nplurals=2; plural=(n != 1);", 1, 0},
        {"nplurals=1; plural=0;", 7, 0},
        /* Signs bind as in C. */
        {"nplurals=8; plural=(1 + 2 * 3 - 4) % 8;", 0, 3},
        {"nplurals=2; plural=!n;", 0, 1},
        {"nplurals=2; plural=1 - 1 - 0;", 0, 0},
        {"nplurals=2; plural=0 && 1 || 1;", 0, 1},
        {"nplurals=2; plural=n < 2 == 1;", 1, 1},
        {"nplurals=3; plural=n ? n == 1 ? 1 : 2 : 0;", 5, 2},
        /* As Polish has it, and spread out as gettext allows. */
        {"nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);",
         22, 1},
        {" nplurals = 2 ; plural = n / 2 >= 1 ", 2, 1},
        /* What divides only where it may. */
        {"nplurals=2; plural=n == 0 ? 0 : 10 / n > 4;", 2, 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct plural plural;
        struct error error = {0};
        if (!plural_parse(&plural, cases[i].rule, strlen(cases[i].rule), &error))
            fail_msg("%s: %s", cases[i].rule, error.text);
        assert_int_equal(plural_form(&plural, cases[i].count), cases[i].form);
    }
}

static void what_is_no_rule_is_refused(void **state)
{
    (void)state;
    static const char *const rules[] = {
        "",
        "nplurals=2;",
        "nplurals=2; plural=",
        "nplurals=0; plural=0;",
        "nplurals=9; plural=0;",
        "nplurals=99999999999999999999; plural=0;",
        "nplurals=2; plural=n; system(1)",
        "nplurals=2; plural=m;",
        "nplurals=2; plural=n n;",
        "nplurals=2; plural=(n;",
        "nplurals=2; plural=n ? 1;",
        "nplurals=2; plural=n ? : 1;",
        "nplurals=2; plural=n +;",
        "nplurals=2; plural=n = 1;",
        "nplurals=2; plural=n & 1;",
        "nplurals=2; plural=-1;",
        /* A rule, but without a form for some number. */
        "nplurals=2; plural=n;",
        "nplurals=2; plural=n % 0;",
        "nplurals=2; plural=1 / n;",
        "nplurals=2; plural=n > 900 ? 5 : 0;",
    };
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        struct plural plural;
        struct error error = {0};
        if (plural_parse(&plural, rules[i], strlen(rules[i]), &error))
            fail_msg("accepted: %s", rules[i]);
        assert_non_null(strstr(error.text, "Plural-Forms"));
    }
}

static void depth_and_size_are_bounded(void **state)
{
    (void)state;
    static const char start[] = "nplurals=2; plural=";
    static const struct {
        const char *repeated, *end;
    } cases[] = {{"(", "n"}, {"!", "n"}, {"n?", "n"}, {"n?0:", "n"}, {"0+", "n"}, {"n==0||", "n"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buffer rule = buffer_new(1 << 20);
        struct plural plural;
        buffer_add_text(&rule, start);
        for (unsigned round = 0; round < 50000; round++)
            buffer_add_text(&rule, cases[i].repeated);
        buffer_add_text(&rule, cases[i].end);
        assert_false(plural_parse(&plural, rule.bytes, rule.length, NULL));
        buffer_free(&rule);
    }
}

static void numbers_above_those_tried_still_give_a_form(void **state)
{
    (void)state;
    struct plural plural;
    static const char late[] = "nplurals=2; plural=n > 5000 ? n : 0;";
    static const char divides[] = "nplurals=2; plural=n > 5000 ? 1 / (n - 5001) : 0;";
    assert_true(plural_parse(&plural, late, strlen(late), NULL));
    assert_int_equal(plural_form(&plural, UINT64_MAX), 0);
    assert_true(plural_parse(&plural, divides, strlen(divides), NULL));
    assert_int_equal(plural_form(&plural, 5001), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rules_of_languages_give_their_forms),
        cmocka_unit_test(what_is_no_rule_is_refused),
        cmocka_unit_test(depth_and_size_are_bounded),
        cmocka_unit_test(numbers_above_those_tried_still_give_a_form),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
