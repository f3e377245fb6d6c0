#include "base/identity.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void ids_are_printed_in_hex(void **state)
{
    (void)state;
    static const uint8_t id[16] = {0x00, 0x01, 0x0a, 0xff, 0x80, 0, 0, 0,
                                   0,    0,    0,    0,    0,    0, 0, 0xfe};
    char text[33];
    identity_print(id, text);
    assert_string_equal(text, "00010aff8000000000000000000000fe");
}

static void numbers_have_three_digits_and_grow(void **state)
{
    (void)state;
    static const struct {
        const char *prefix;
        uint32_t number;
        const char *text;
    } cases[] = {{"A", 1, "A-001"},
                 {"AB", 12, "AB-012"},
                 {"ABC", 1234, "ABC-1234"},
                 {"ABCDE", UINT32_MAX, "ABC-4294967295"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[16];
        identity_print_number(cases[i].prefix, cases[i].number, text);
        assert_string_equal(text, cases[i].text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ids_are_printed_in_hex),
        cmocka_unit_test(numbers_have_three_digits_and_grow),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
