/* What may be typed, chosen and marked, and what is said when it will not do. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include "visit/values.h"

#include <stdio.h>
#include <string.h>

struct field_case {
    enum screen_tone kind;
    const char *typed;
    bool is_taken;       /* while typing */
    const char *trouble; /* when going on */
};

static void test_fields(void **state)
{
    (void)state;
    static const struct field_case cases[] = {
        {FIELD_TEXT, "Fatima بنت علي", true, NULL},
        {FIELD_TEXT, "line\x01", false, NULL},
        {FIELD_TEXT, "\xE2\x80\xAEtxet", false, NULL},
        {FIELD_TEXT, "broken \xC3", false, NULL},
        {FIELD_PHONE, "+212 612 34 56 78", true, NULL},
        {FIELD_PHONE, "0612", true, "wrong.phone"},
        {FIELD_PHONE, "06-12", false, NULL},
        {FIELD_PHONE, "06+12345678", true, "wrong.phone"},
        {FIELD_NUMBER, "42", true, NULL},
        {FIELD_NUMBER, "-1", false, NULL},
        {FIELD_YEAR, "1951", true, NULL},
        {FIELD_YEAR, "195", true, "wrong.year"},
        {FIELD_YEAR, "19511", false, NULL},
        {FIELD_YEAR, "1151", true, "wrong.year"},
        {FIELD_DATE, "1951", true, NULL},
        {FIELD_DATE, "1951-03", true, NULL},
        {FIELD_DATE, "1951-03-09", true, NULL},
        {FIELD_DATE, "1951-0", true, "wrong.date"},
        {FIELD_DATE, "1951-13", true, "wrong.date"},
        {FIELD_DATE, "1951-02-29", true, "wrong.date"},
        {FIELD_DATE, "1952-02-29", true, NULL},
        {FIELD_DATE, "1951-00-01", true, "wrong.date"},
        {FIELD_DATE, "1951/03/09", false, NULL},
        {FIELD_DATE, "1951-03-091", false, NULL},
        {FIELD_CODE, "AB-12", true, NULL},
        {FIELD_CODE, "AB\"12", false, NULL},
        {FIELD_NAME, "123456789012345678901", false, NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct screen_node field = {
            .role = ROLE_FIELD, .tone = cases[i].kind, .id = "f", .number = 20};
        struct values *values = values_new();
        const char *example;
        bool is_taken = values_change(values, "S", &field, cases[i].typed);
        if (is_taken != cases[i].is_taken)
            fail_msg("\"%s\" was %s", cases[i].typed, is_taken ? "taken" : "refused");
        field.value = values_get(values, "S", "f");
        const char *trouble = is_taken ? value_trouble(&field, &example) : NULL;
        if ((trouble == NULL) != (cases[i].trouble == NULL) ||
            (trouble && strcmp(trouble, cases[i].trouble) != 0))
            fail_msg("\"%s\": %s", cases[i].typed, trouble ? trouble : "no trouble");
        values_free(values);
    }
}

/* What may say who somebody is, and what does not. */
static void test_own_words(void **state)
{
    (void)state;
    static const struct {
        enum screen_tone kind;
        const char *typed;
        bool are;
    } cases[] = {{FIELD_NAME, "Fatima", true},   {FIELD_PHONE, "0612345678", true},
                 {FIELD_TEXT, "ma fille", true}, {FIELD_CODE, "JB 1234", true},
                 {FIELD_NAME, "", false},        {FIELD_YEAR, "1951", false},
                 {FIELD_NUMBER, "3", false},     {FIELD_DATE, "1951-03", false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct screen_node field = {
            .role = ROLE_FIELD, .tone = cases[i].kind, .id = "f", .number = 20};
        struct values *values = values_new();
        assert_true(values_change(values, "S", &field, cases[i].typed));
        assert_int_equal(values_hold_own_words(values, "S"), cases[i].are);
        assert_false(values_hold_own_words(values, "T"));
        if (cases[i].are)
            values_change(values, "S", &field, "");
        assert_false(values_hold_own_words(values, "S"));
        values_free(values);
    }
}

struct choice {
    struct screen_node node, options[3];
};

static void make_choice(struct choice *choice, unsigned flags)
{
    static const char *const ids[] = {"a", "b", "c"};
    memset(choice, 0, sizeof *choice);
    choice->node = (struct screen_node){
        .role = ROLE_CHOICE, .id = "q", .flags = flags, .first_child = &choice->options[0]};
    for (size_t i = 0; i < 3; i++)
        choice->options[i] = (struct screen_node){.role = ROLE_OPTION,
                                                  .id = ids[i],
                                                  .parent = &choice->node,
                                                  .next = i < 2 ? &choice->options[i + 1] : NULL};
}

static void test_choices(void **state)
{
    (void)state;
    struct values *values = values_new();
    struct choice choice;
    make_choice(&choice, 0);
    assert_true(values_change(values, "S", &choice.node, "b"));
    assert_true(values_change(values, "S", &choice.node, "a"));
    assert_false(values_change(values, "S", &choice.node, "a"));
    assert_string_equal(values_get(values, "S", "q"), "a");
    assert_false(values_change(values, "S", &choice.node, "d"));
    assert_false(values_change(values, "S", &choice.node, "a,b"));
    choice.options[2].flags = FLAG_DISABLED;
    assert_false(values_change(values, "S", &choice.node, "c"));
    assert_null(values_get(values, "T", "q")); /* another service's question of this name */

    static const struct {
        const char *touched, *chosen;
    } steps[] = {{"c", "c"}, {"a", "a,c"}, {"b", "a,b,c"}, {"c", "a,b"}, {"a", "b"}, {"b", ""}};
    make_choice(&choice, FLAG_MULTIPLE);
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        assert_true(values_change(values, "M", &choice.node, steps[i].touched));
        assert_string_equal(values_get(values, "M", "q"), steps[i].chosen);
        choice.node.value = steps[i].chosen;
    }
    values_clear(values);
    assert_null(values_get(values, "S", "q"));
    values_free(values);
}

static void test_required(void **state)
{
    (void)state;
    struct choice choice;
    const char *example;
    make_choice(&choice, FLAG_REQUIRED);
    assert_string_equal(value_trouble(&choice.node, &example), "wrong.choose");
    choice.node.value = "a";
    assert_null(value_trouble(&choice.node, &example));
    struct screen_node field = {.role = ROLE_FIELD, .id = "f", .value = "   "};
    assert_null(value_trouble(&field, &example));
    field.flags = FLAG_REQUIRED;
    assert_string_equal(value_trouble(&field, &example), "wrong.empty");
}

static void test_marks_and_limits(void **state)
{
    (void)state;
    struct values *values = values_new();
    struct screen_node item = {.role = ROLE_ITEM, .id = "paper"};
    assert_true(values_change(values, "S", &item, "have"));
    assert_true(values_change(values, "S", &item, "missing"));
    assert_false(values_change(values, "S", &item, "lost"));
    struct screen_node title = {.role = ROLE_TITLE, .id = "title"};
    assert_false(values_change(values, "S", &title, "have"));
    size_t taken = 0;
    for (int i = 0; i < 2000; i++) {
        char id[16];
        snprintf(id, sizeof id, "i%d", i);
        item.id = id;
        taken += values_change(values, "S", &item, "have");
    }
    assert_true(taken < 600);
    assert_string_equal(values_get(values, "S", "paper"), "missing");
    values_free(values);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_own_words),        cmocka_unit_test(test_fields),
        cmocka_unit_test(test_choices),          cmocka_unit_test(test_required),
        cmocka_unit_test(test_marks_and_limits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
