/* Forms come from the network: read whole and right, or refused. */
#include "desk/forms.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define TEXT(literal) literal, sizeof(literal) - 1

static const struct {
    const char *body;
    size_t length;
    const char *name, *value; /* expected */
} good[] = {
    {TEXT("scan=482177306"), "scan", "482177306"},
    {TEXT("a=1&b=2"), "b", "2"},
    {TEXT("a=1&b=2"), "absent", ""},
    {TEXT("text=two+words%21"), "text", "two words!"},
    {TEXT("text=%D8%B4%D9%83%D8%B1%D8%A7"), "text", "شكرا"},
    {TEXT("text=%e2%b5%9c%E2%B5%89"), "text", "ⵜⵉ"},
    {TEXT("a=&b=x"), "a", ""},
    {TEXT("alone"), "alone", ""},
    {TEXT("a=b=c"), "a", "b=c"},
    {TEXT("&&a=1&&"), "a", "1"},
    {TEXT("text=line%0D%0Aline"), "text", "line\r\nline"},
    {TEXT("scan=%1B%5B2J"), "scan", "\x1b[2J"},
    {TEXT(""), "a", ""},
    {TEXT("a%3Db=1"), "a=b", "1"},
};

static const struct {
    const char *body;
    size_t length;
} bad[] = {
    {TEXT("a=%")},
    {TEXT("a=%4")},
    {TEXT("a=%4&b=1")},
    {TEXT("a=%zz")},
    {TEXT("a=%-1")},
    {TEXT("a=%00")},
    {TEXT("a=x\0y")},
    {TEXT("%00=1")},
    {TEXT("=1")},
    {TEXT("a=1&a=2")},
    {TEXT("a=%FF")},
    {TEXT("a=%C0%AF")},                            /* an overlong slash */
    {TEXT("a=%ED%A0%80")},                         /* a surrogate */
    {TEXT("a=%F4%90%80%80")},                      /* past U+10FFFF */
    {TEXT("a=\xE2\x82")},                          /* cut in the middle */
    {TEXT("a23456789012345678901234567890123=1")}, /* a name of 33 bytes */
    {TEXT("1=&2=&3=&4=&5=&6=&7=&8=&9=&10=&11=&12=&13=&14=&15=&16=&17=&18=&19=&20=&21=&22=&23=&24="
          "&25=")},
};

static void good_forms_are_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        struct arena *arena = arena_new();
        struct form form;
        struct error error = {0};
        assert_true(form_read(arena, good[i].body, good[i].length, &form, &error));
        assert_string_equal(form_value(&form, good[i].name), good[i].value);
        assert_int_equal(form_length(&form, good[i].name), strlen(good[i].value));
        arena_free(arena);
    }
}

static void bad_forms_are_refused_whole(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct arena *arena = arena_new();
        struct form form;
        struct error error = {0};
        if (form_read(arena, bad[i].body, bad[i].length, &form, &error))
            fail_msg("taken: %s", bad[i].body);
        assert_int_equal(error.kind, ERROR_INPUT);
        assert_true(error.text[0]);
        arena_free(arena);
    }
}

static void a_value_has_a_limit(void **state)
{
    (void)state;
    static char body[FORM_MAX_VALUE + 10];
    memset(body, 'x', sizeof body);
    memcpy(body, "a=", 2);
    for (int over = 0; over <= 1; over++) {
        struct arena *arena = arena_new();
        struct form form;
        struct error error = {0};
        assert_int_equal(form_read(arena, body, FORM_MAX_VALUE + 2 + (size_t)over, &form, &error),
                         !over);
        arena_free(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(good_forms_are_read),
        cmocka_unit_test(bad_forms_are_refused_whole),
        cmocka_unit_test(a_value_has_a_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
