#include "base/shell.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static void a_word_is_quoted_only_where_it_must_be(void **state)
{
    (void)state;
    static const struct {
        const char *text, *word;
    } cases[] = {{"/srv/commune", "/srv/commune"},
                 {"", "''"},
                 {"ma commune", "'ma commune'"},
                 {"l'accueil", "'l'\\''accueil'"},
                 {"a;b", "'a;b'"},
                 {"$HOME", "'$HOME'"},
                 {"~x", "'~x'"},
                 {"جماعة", "جماعة"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char *word = shell_word(cases[i].text);
        assert_string_equal(word, cases[i].word);
        free(word);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_word_is_quoted_only_where_it_must_be),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
