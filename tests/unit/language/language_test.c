#include "language/language.h"

#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void five_languages_stand_in_order(void **state)
{
    (void)state;
    static const char *const codes[] = {"ar", "zgh", "fr", "en", "es"};
    size_t count;
    const struct language *all = language_all(&count);
    assert_int_equal(count, 5);
    for (size_t i = 0; i < count; i++) {
        assert_string_equal(all[i].code, codes[i]);
        assert_ptr_equal(language_find(codes[i]), &all[i]);
        assert_true(utf8_is_plain_text(all[i].greeting, strlen(all[i].greeting)));
        assert_int_equal(all[i].is_rtl, i == 0);
    }
    assert_null(language_find("de"));
    assert_null(language_find(""));
    assert_null(language_find(NULL));
    assert_null(language_find("fr_FR"));
}

static void every_chain_reaches_every_language_once(void **state)
{
    (void)state;
    size_t count;
    const struct language *all = language_all(&count);
    for (size_t i = 0; i < count; i++) {
        unsigned seen = 1u << i;
        for (size_t j = 0; all[i].fallbacks[j]; j++) {
            const struct language *next = language_find(all[i].fallbacks[j]);
            assert_non_null(next);
            assert_false(seen & 1u << (next - all));
            seen |= 1u << (next - all);
        }
        assert_int_equal(seen, 31);
    }
}

static void the_environment_names_the_administrators_language(void **state)
{
    (void)state;
    static const struct {
        const char *marhaba, *list, *all, *messages, *lang, *code;
    } cases[] = {
        {"ar", "es", "fr_FR.UTF-8", "en_GB", "es_ES", "ar"},
        {NULL, "es:ar", "fr_FR.UTF-8", "en_GB", "es_ES", "es"},
        {NULL, "de_DE:ar_MA.UTF-8:fr", "en_GB", NULL, NULL, "ar"},
        {NULL, ":", "en_GB", NULL, NULL, "en"},
        {NULL, "de", "en_GB", NULL, NULL, "en"},
        {NULL, NULL, "fr_FR.UTF-8", "en_GB", "es_ES", "fr"},
        {NULL, NULL, NULL, "en_GB", "es_ES", "en"},
        {NULL, NULL, NULL, NULL, "es_ES.UTF-8", "es"},
        {NULL, NULL, NULL, NULL, "zgh", "zgh"},
        {NULL, NULL, NULL, NULL, "C.UTF-8", "fr"},
        {NULL, NULL, NULL, NULL, NULL, "fr"},
        {"", "", "", "", "", "fr"},
        {"klingon", NULL, NULL, NULL, "en-US", "en"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *const names[] = {"MARHABA_LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"};
        const char *const values[] = {cases[i].marhaba, cases[i].list, cases[i].all,
                                      cases[i].messages, cases[i].lang};
        for (size_t j = 0; j < 5; j++) {
            if (values[j])
                setenv(names[j], values[j], 1);
            else
                unsetenv(names[j]);
        }
        assert_string_equal(language_of_environment()->code, cases[i].code);
    }
}

static void a_reader_gets_their_own_text_or_the_nearest(void **state)
{
    (void)state;
    static const struct local_entry entries[] = {
        {"fr", "Commune"}, {"ar", "جماعة"}, {"en", ""}, {"es", "Municipio"}};
    const struct local_text text = {entries, 4};
    static const struct {
        const char *reader, *words, *found;
    } cases[] = {{"fr", "Commune", "fr"},
                 {"ar", "جماعة", "ar"},
                 {"zgh", "جماعة", "ar"},
                 {"en", "Commune", "fr"}, /* an empty text is no text */
                 {"es", "Municipio", "es"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct language *found = NULL;
        assert_string_equal(language_pick(language_find(cases[i].reader), &text, &found),
                            cases[i].words);
        assert_string_equal(found->code, cases[i].found);
    }
    const struct local_text none = {0};
    const struct language *found = language_find("fr");
    assert_null(language_pick(language_find("fr"), &none, &found));
    assert_null(found);
    assert_non_null(language_pick(language_find("fr"), &text, NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(five_languages_stand_in_order),
        cmocka_unit_test(every_chain_reaches_every_language_once),
        cmocka_unit_test(the_environment_names_the_administrators_language),
        cmocka_unit_test(a_reader_gets_their_own_text_or_the_nearest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
