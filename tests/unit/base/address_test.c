/* One answer to "is it this very machine?", for the store, the desk and the doctor. */
#include "base/address.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_this_machine_is_this_machine),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
