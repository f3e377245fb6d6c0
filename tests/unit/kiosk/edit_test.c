#include "people.h"

#include "kiosk/keyboard.h"

#include <string.h>

struct case_of {
    enum screen_tone kind;
    int64_t most;
    const char *typed, *expected; /* '<' erases */
};

static const struct case_of cases[] = {{FIELD_TEXT, 0, "two  spaces", "two spaces"},
                                       {FIELD_TEXT, 3, "abcdef", "abc"},
                                       {FIELD_TEXT, 2, "ⵣⵣⵣ", "ⵣⵣ"},
                                       {FIELD_TEXT, 0, "مرحبا<", "مرحب"},
                                       {FIELD_TEXT, 0, "<<a", "a"},
                                       {FIELD_NAME, 0, " Aït", "Aït"},
                                       {FIELD_NUMBER, 0, "1a2,3", "123"},
                                       {FIELD_YEAR, 0, "19745", "1974"},
                                       {FIELD_PHONE, 0, "+212 6-12", "+212612"},
                                       {FIELD_PHONE, 0, "06+1", "061"},
                                       {FIELD_CODE, 0, "ab12", "AB12"},
                                       {FIELD_DATE, 0, "1951", "1951"},
                                       {FIELD_DATE, 0, "3", ""},
                                       {FIELD_DATE, 0, "19513", "1951-03"},
                                       {FIELD_DATE, 0, "195112", "1951-12"},
                                       {FIELD_DATE, 0, "195113", "1951-1"},
                                       {FIELD_DATE, 0, "195100", "1951-0"},
                                       {FIELD_DATE, 0, "195121", "1951-02-1"},
                                       {FIELD_DATE, 0, "1951229", "1951-02-2"},
                                       {FIELD_DATE, 0, "1952229", "1952-02-29"},
                                       {FIELD_DATE, 0, "1951309", "1951-03-09"},
                                       {FIELD_DATE, 0, "19513091", "1951-03-09"},
                                       {FIELD_DATE, 0, "19513<", "1951-0"},
                                       {FIELD_DATE, 0, "19513<<", "1951"},
                                       {FIELD_DATE, 0, "1951<<<<<", ""}};

static void type_all(struct edit *edit, const char *typed)
{
    for (; *typed; typed++) {
        char one[5] = "";
        size_t length = 1;
        while (((unsigned char)typed[length] & 0xC0) == 0x80)
            length++;
        memcpy(one, typed, length);
        if (one[0] == '<')
            edit_erase(edit);
        else
            edit_type(edit, one);
        typed += length - 1;
    }
}

static void test_typing(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct screen_node field = {
            .role = ROLE_FIELD, .id = "f", .tone = cases[i].kind, .number = cases[i].most};
        struct edit edit = {0};
        edit_open(&edit, &field);
        type_all(&edit, cases[i].typed);
        print_message("%s\n", cases[i].typed);
        assert_string_equal(edit_text(&edit), cases[i].expected);
        edit_close(&edit);
    }
}

/* As many characters as the field asks for, in whichever script. */
static void test_long_texts(void **state)
{
    (void)state;
    static const struct {
        int64_t most;
        size_t taken;
    } cases_of_length[] = {{1, 1}, {200, 200}, {201, 201}, {499, 499}, {500, 500}};
    for (size_t i = 0; i < sizeof cases_of_length / sizeof *cases_of_length; i++) {
        struct screen_node field = {
            .role = ROLE_FIELD, .id = "f", .tone = FIELD_TEXT, .number = cases_of_length[i].most};
        struct edit edit = {0};
        edit_open(&edit, &field);
        for (size_t typed = 0; typed < 600; typed++)
            assert_int_equal(edit_type(&edit, "ⵣ"), typed < cases_of_length[i].taken);
        assert_int_equal(strlen(edit_text(&edit)), 3 * cases_of_length[i].taken);
        edit_close(&edit);
    }
}

/* A plugin's default is held to what could have been typed; typing goes on from what is left. */
static void test_dates_from_outside(void **state)
{
    (void)state;
    static const struct {
        const char *given, *kept, *typed, *expected;
    } dates[] = {{"", "", "1951", "1951"},
                 {"19", "19", "51", "1951"},
                 {"1951", "1951", "3", "1951-03"},
                 {"1951-0", "1951-0", "3", "1951-03"},
                 {"1951-02", "1951-02", "29", "1951-02-2"},
                 {"1952-02-2", "1952-02-2", "9", "1952-02-29"},
                 {"1951-03-09", "1951-03-09", "1<", "1951-03-0"},
                 {"1951-9999", "", "1951131", "1951-11"},
                 {"1951-00", "", "2", "2"},
                 {"1951-13", "", "", ""},
                 {"1951-99-1", "", "1", "1"},
                 {"1951-02-29", "", "", ""},
                 {"1951-03-00", "", "", ""},
                 {"1951-04-31", "", "", ""},
                 {"1951-3-9", "", "", ""},
                 {"1951--9", "", "", ""},
                 {"195-03", "", "", ""},
                 {"195103", "", "", ""},
                 {"1951-03-091", "", "", ""},
                 {"1951-03-09-01", "", "", ""},
                 {"-1951", "", "", ""},
                 {"99999999999999999999-99", "", "", ""},
                 {"1951/03", "", "", ""},
                 {"١٩٥١", "", "", ""},
                 {"\xFF\xFF", "", "", ""}};
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
        struct screen_node field = {
            .role = ROLE_FIELD, .id = "f", .tone = FIELD_DATE, .value = dates[i].given};
        struct edit edit = {0};
        edit_open(&edit, &field);
        print_message("%s\n", dates[i].given);
        assert_string_equal(edit_text(&edit), dates[i].kept);
        assert_false(edit.changed);
        type_all(&edit, dates[i].typed);
        assert_string_equal(edit_text(&edit), dates[i].expected);
        edit_close(&edit);
    }
}

static void test_refuses_controls(void **state)
{
    (void)state;
    struct screen_node field = {.role = ROLE_FIELD, .id = "f", .tone = FIELD_TEXT, .value = "a"};
    struct edit edit = {0};
    edit_open(&edit, &field);
    assert_false(edit_type(&edit, "\x1b"));
    assert_false(edit_type(&edit, "\xE2\x80\xAE")); /* an override of direction */
    assert_false(edit_type(&edit, "\xFF"));
    assert_false(edit.changed);
    assert_string_equal(edit_text(&edit), "a");
    edit_close(&edit);
    assert_false(edit_type(&edit, "b"));
}

/* Every language can write its own letters, and a Latin name too. */
static void test_keyboards(void **state)
{
    (void)state;
    static const char *const own[][2] = {
        {"ar", "ش"}, {"zgh", "ⵣ"}, {"fr", "é"}, {"en", "w"}, {"es", "ñ"}};
    for (size_t i = 0; i < 5; i++) {
        const struct keyboard *keyboards[4];
        size_t count = keyboard_choose(FIELD_NAME, language_find(own[i][0]), keyboards);
        bool has_own = false, has_latin = false;
        for (size_t row = 0; keyboards[0]->rows[row]; row++)
            has_own = has_own || strstr(keyboards[0]->rows[row], own[i][1]);
        for (size_t k = 0; k < count; k++)
            for (size_t row = 0; keyboards[k]->rows[row]; row++)
                has_latin = has_latin || strchr(keyboards[k]->rows[row], 'q');
        assert_true(has_own);
        assert_true(has_latin);
    }
}

static void test_capitals(void **state)
{
    (void)state;
    struct screen_node field = {.role = ROLE_FIELD, .id = "f", .tone = FIELD_NAME};
    struct edit edit = {0};
    char key[8];
    edit_open(&edit, &field);
    keyboard_key(&edit, "é", 2, key);
    assert_string_equal(key, "É");
    edit_type(&edit, "É");
    keyboard_key(&edit, "a", 1, key);
    assert_string_equal(key, "a");
    edit_type(&edit, "a ");
    keyboard_key(&edit, "b", 1, key);
    assert_string_equal(key, "B");
    keyboard_key(&edit, "ⵣ", 3, key);
    assert_string_equal(key, "ⵣ");
    edit_close(&edit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_typing),
                                       cmocka_unit_test(test_long_texts),
                                       cmocka_unit_test(test_dates_from_outside),
                                       cmocka_unit_test(test_refuses_controls),
                                       cmocka_unit_test(test_keyboards),
                                       cmocka_unit_test(test_capitals)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
