/* Which names are ours, and which requests come from our own pages. */
#include "desk/site.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void addresses_are_numeric(void **state)
{
    (void)state;
    static const struct {
        const char *address;
        bool good, is_loopback;
    } cases[] = {
        {"127.0.0.1", true, true}, {"127.8.8.8", true, true},      {"localhost", true, true},
        {"::1", true, true},       {"0.0.0.0", true, false},       {"192.168.1.10", true, false},
        {"::", true, false},       {"desk.example", false, false}, {"127.0.0.1:80", false, false},
        {"", false, false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct site site = {.port = 8470};
        struct error error = {0};
        assert_int_equal(site_read_address(&site, cases[i].address, &error), cases[i].good);
        assert_int_equal(site.is_loopback, cases[i].is_loopback);
    }
}

static void only_our_names_are_ours(void **state)
{
    (void)state;
    static const struct {
        const char *host;
        bool is_ours;
    } cases[] = {{"127.0.0.1:8470", true},
                 {"localhost:8470", true},
                 {"[::1]:8470", true},
                 {"127.0.0.1", false},
                 {"127.0.0.1:80", false},
                 {"evil.example:8470", false},
                 {"localhost.evil.example:8470", false},
                 {"127.0.0.1:8470.evil.example", false},
                 {"127.0.0.1:", false},
                 {"127.0.0.1:84700000000", false},
                 {"[::1:8470", false},
                 {"", false},
                 {":8470", false},
                 {"user@127.0.0.1:8470", false}};
    struct site site = {.port = 8470};
    struct error error = {0};
    assert_true(site_read_address(&site, "127.0.0.1", &error));
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (site_knows_host(&site, cases[i].host) != cases[i].is_ours)
            fail_msg("%s", cases[i].host);
}

static void only_our_pages_send_forms(void **state)
{
    (void)state;
    static const struct {
        const char *name, *value;
        bool is_ours;
    } cases[] = {{"sec-fetch-site", "same-origin", true},
                 {"sec-fetch-site", "cross-site", false},
                 {"sec-fetch-site", "same-site", false},
                 {"sec-fetch-site", "none", false},
                 {"origin", "http://127.0.0.1:8470", true},
                 {"origin", "https://127.0.0.1:8470", false},
                 {"origin", "http://127.0.0.1:8471", false},
                 {"origin", "http://evil.example", false},
                 {"origin", "null", false},
                 {"x-other", "", true}};
    struct site site = {.port = 8470};
    struct error error = {0};
    assert_true(site_read_address(&site, "127.0.0.1", &error));
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct request request = {
            .fields = {{"host", "127.0.0.1:8470"}, {cases[i].name, cases[i].value}},
            .field_count = 2};
        if (site_sent_it(&site, &request) != cases[i].is_ours)
            fail_msg("%s: %s", cases[i].name, cases[i].value);
    }
}

static void the_address_to_type_is_told(void **state)
{
    (void)state;
    static const struct {
        const char *address, *first; /* NULL: none */
    } cases[] = {{"127.0.0.1", "http://127.0.0.1:8470/"},
                 {"::1", "http://[::1]:8470/"},
                 {"192.168.1.10", "http://192.168.1.10:8470/"},
                 {"0.0.0.0", NULL},
                 {"::", NULL},
                 {"0::0", NULL}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct site site = {.port = 8470};
        struct error error = {0};
        struct arena *arena = arena_new();
        size_t count = 0;
        assert_true(site_read_address(&site, cases[i].address, &error));
        const char *const *all = site_addresses(&site, arena, &count);
        assert_int_equal(count, cases[i].first ? 1 : 0);
        if (cases[i].first)
            assert_string_equal(all[0], cases[i].first);
        arena_free(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(addresses_are_numeric),
        cmocka_unit_test(only_our_names_are_ours),
        cmocka_unit_test(only_our_pages_send_forms),
        cmocka_unit_test(the_address_to_type_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
