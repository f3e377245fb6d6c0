/* One answer to "is it this very machine?", and one way to say a link. */
#include "base/address.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void only_this_machine_is_this_machine(void **state)
{
    (void)state;
    static const struct {
        const char *address;
        bool is_loopback;
    } cases[] = {{"127.0.0.1", true},
                 {"127.0.0.2", true},
                 {"127.255.255.254", true},
                 {"::1", true},
                 {"0:0:0:0:0:0:0:1", true},
                 {"126.255.255.255", false},
                 {"128.0.0.1", false},
                 {"10.127.0.1", false},
                 {"0.0.0.0", false},
                 {"::", false},
                 {"::2", false},
                 {"1::1", false},
                 {"127.1", false},
                 {"127.0.0.1.example", false},
                 {"127.example", false},
                 {"127.0.0.1:80", false},
                 {"localhost", false},
                 {"", false},
                 {NULL, false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (address_is_loopback(cases[i].address) != cases[i].is_loopback)
            fail_msg("%s", cases[i].address ? cases[i].address : "NULL");
}

/* A space stands for the no-break space of the words. */
static const struct {
    const char *address, *words;
} links[] = {
    {"https://www.cnss.ma/", "cnss.ma"},
    {"https://cnss.ma", "cnss.ma"},
    {"https://www.info-retraite.fr/portail-info/home.html",
     "info-retraite.fr/portail-info/home.html"},
    {"https://wwwcnss.ma/a/", "wwwcnss.ma/a"},
    {"https://", ""},
    {"https:///", "/"},
    {"tel:+212528534012", "+212 528 53 40 12"},
    {"tel:+33142345678", "+33 1 42 34 56 78"},
    {"tel:+34900123456", "+34 900 12 34 56"},
    {"tel:+390612345678", "+39 06 12 34 56 78"},
    {"tel:+3225252525", "+32 25 25 25 25"},
    {"tel:+12025550123", "+1 20 25 55 01 23"},
    {"tel:+352123456", "+352 12 34 56"},
    {"tel:+212141", "+212 141"},
    {"tel:+21214", "+21214"},
    {"tel:141", "141"},
    {"tel:+212-528", "+212-528"},
    {"tel:+", "+"},
    {"tel:", ""},
};

static void addresses_read_as_one_says_them(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
        char expected[200] = "";
        for (const char *c = links[i].words; *c; c++) {
            const char one[] = {*c, '\0'};
            strcat(expected, *c == ' ' ? "\xC2\xA0" : one);
        }
        const char *words = address_words(arena, links[i].address);
        if (strcmp(words, expected) != 0)
            fail_msg("%s reads \"%s\", not \"%s\"", links[i].address, words, expected);
        assert_int_equal(address_is_phone(links[i].address), links[i].address[0] == 't');
    }
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_this_machine_is_this_machine),
        cmocka_unit_test(addresses_read_as_one_says_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
