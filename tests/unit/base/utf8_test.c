#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void validity_is_unicodes(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool is_valid, is_plain;
    } cases[] = {
        {"", true, true},
        {"abc", true, true},
        {"é ⴰⵏⵙⵓⴼ مرحبا 𝄞", true, true},
        {"a\tb\nc", true, true},
        {"\xEF\xBF\xBD", true, true},
        {"\xE2\x81\xA8x\xE2\x81\xA9", true, true}, /* isolates do no harm */
        {"a\x01", true, false},
        {"a\r", true, false},
        {"a\x7F", true, false},
        {"a\xC2\x85", true, false},    /* C1 */
        {"\xE2\x80\xAA", true, false}, /* U+202A */
        {"\xE2\x80\xAE", true, false}, /* U+202E */
        {"\xE2\x80\xA9", true, true},  /* U+2029, just before */
        {"\x80", false, false},
        {"\xC0\x80", false, false}, /* overlong */
        {"\xC1\xBF", false, false},
        {"\xE0\x80\x80", false, false},
        {"\xE0\x9F\xBF", false, false},
        {"\xF0\x80\x80\x80", false, false},
        {"\xED\xA0\x80", false, false}, /* surrogate */
        {"\xED\xBF\xBF", false, false},
        {"\xF4\x90\x80\x80", false, false}, /* past U+10FFFF */
        {"\xF5\x80\x80\x80", false, false},
        {"\xFF", false, false},
        {"\xC3", false, false}, /* cut */
        {"\xE2\x81", false, false},
        {"\xF0\x9D\x84", false, false},
        {"\xC3(", false, false},
        {"\xF4\x8F\xBF\xBF", true, true},
        {"\xED\x9F\xBF\xEE\x80\x80", true, true}, /* round the surrogates */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t length = strlen(cases[i].text);
        if (utf8_is_valid(cases[i].text, length) != cases[i].is_valid ||
            utf8_is_plain_text(cases[i].text, length) != cases[i].is_plain)
            fail_msg("case %zu", i);
    }
    assert_false(utf8_is_plain_text("a\0b", 3));
}

static void every_code_point_comes_back(void **state)
{
    (void)state;
    for (uint32_t c = 0; c <= 0x10FFFF; c++) {
        char bytes[4];
        size_t position = 0;
        if (c >= 0xD800 && c <= 0xDFFF)
            continue;
        size_t length = utf8_put(c, bytes);
        if (utf8_next(bytes, length, &position) != c || position != length)
            fail_msg("U+%04X", (unsigned)c);
    }
}

static void an_invalid_byte_is_replaced_alone(void **state)
{
    (void)state;
    static const char text[] = "a\xFF"
                               "b\xE2\x81";
    static const uint32_t expected[] = {'a', 0xFFFD, 'b', 0xFFFD, 0xFFFD};
    size_t position = 0;
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
        assert_int_equal(utf8_next(text, strlen(text), &position), expected[i]);
    assert_int_equal(position, strlen(text));
}

static void cuts_fall_between_characters(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t maximum, cut;
    } cases[] = {{"abc", 5, 3}, {"abc", 3, 3}, {"abc", 2, 2}, {"", 0, 0},
                 {"é", 1, 0},   {"aé", 2, 1},  {"aé", 3, 3},  {"ⴰⵏ", 5, 3},
                 {"ⴰⵏ", 3, 3},  {"𝄞", 3, 0},   {"abc", 0, 0}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(utf8_cut(cases[i].text, strlen(cases[i].text), cases[i].maximum),
                         cases[i].cut);
    assert_int_equal(utf8_count("aⴰ𝄞é"), 4);
    assert_int_equal(utf8_count(""), 0);
}

static void blank_is_what_nobody_sees(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool is_blank;
    } cases[] = {
        {"", true},
        {" \t\r\n", true},
        {"\xC2\xA0\xE2\x80\xAF\xE3\x80\x80", true}, /* spaces: no-break, narrow, wide */
        {"\xE2\x80\x8B\xE2\x80\x8F\xE2\x81\xA9\xEF\xBB\xBF", true}, /* without a width */
        {" . ", false},
        {"\xE2\x80\x8Fم", false},
        {"ⴰ", false},
        {"\xFF", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (utf8_is_blank(cases[i].text) != cases[i].is_blank)
            fail_msg("case %zu", i);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blank_is_what_nobody_sees),
        cmocka_unit_test(validity_is_unicodes),
        cmocka_unit_test(every_code_point_comes_back),
        cmocka_unit_test(an_invalid_byte_is_replaced_alone),
        cmocka_unit_test(cuts_fall_between_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
