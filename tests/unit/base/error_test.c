#include "base/error.h"

#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void a_sentence_gets_its_context(void **state)
{
    (void)state;
    struct error error = {0};
    assert_false(error_set(&error, ERROR_MISSING, "%s is missing", "x"));
    assert_false(error_context(&error, "%s:%d", "file", 3));
    assert_string_equal(error.text, "file:3: x is missing");
    assert_int_equal(error.kind, ERROR_MISSING);
    error_clear(&error);
    assert_int_equal(error.kind, ERROR_NONE);
    assert_string_equal(error.text, "");
    assert_false(error_set(NULL, ERROR_INPUT, "x"));
    assert_false(error_context(NULL, "x"));
}

static void a_sentence_too_long_ends_between_characters(void **state)
{
    (void)state;
    char text[1400];
    for (size_t shift = 0; shift < 4; shift++) {
        struct error error = {0};
        memset(text, 'x', shift);
        for (size_t i = shift; i + 3 < sizeof text; i += 3)
            memcpy(text + i, "ⴰ", 4);
        error_set(&error, ERROR_INPUT, "%s", text);
        assert_true(strlen(error.text) > 1000);
        assert_true(utf8_is_valid(error.text, strlen(error.text)));
        error_context(&error, "file");
        assert_true(utf8_is_valid(error.text, strlen(error.text)));
        assert_memory_equal(error.text, "file: ", 6);
    }
}

static const char *translation;

static const char *translate(const char *sentence)
{
    (void)sentence;
    return translation;
}

static void only_a_translation_with_the_same_conversions_is_used(void **state)
{
    (void)state;
    static const struct {
        const char *translation, *text;
    } cases[] = {
        {"%s : %d fois, %5.2f%%", "ab : 3 fois,  1.50%"},
        {NULL, "3"},
        {"%d %s", NULL},
        {"%s", NULL},
        {"%s %d %f %s", NULL},
        {"%s %ld %5.2f", NULL},
        {"%n %d %5.2f", NULL},
        {"%s %d %", NULL},
        {"%2$s %1$d %5.2f", NULL},
    };
    error_set_translator(translate);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct error error = {0};
        translation = cases[i].translation;
        error_set(&error, ERROR_INPUT, "%s: %d times, %5.2f", "ab", 3, 1.5);
        assert_string_equal(error.text, i == 0 ? cases[i].text : "ab: 3 times,  1.50");
    }
    error_set_translator(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sentence_gets_its_context),
        cmocka_unit_test(a_sentence_too_long_ends_between_characters),
        cmocka_unit_test(only_a_translation_with_the_same_conversions_is_used),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
