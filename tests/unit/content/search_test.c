/* Searching forgives: accents, hamza and ta marbuta, Arabic in Latin letters, a missing article. */
#include "shipped.h"

#include "content/inside.h"

static void test_fold(void **state)
{
    (void)state;
    static const struct {
        const char *text, *words, *sounds;
    } cases[] = {
        {"Été à l'école", "ete a l ecole", "kl"},
        {"L’ŒUVRE", "l œuvre", "fr"},
        {"شَهَادَةُ الحَيَاة", "شهاده حياه", "chd"},
        {"أحمد إلى آخر", "احمد الي اخر", "hmd xr"},
        {"مؤسسة", "موسسه", "ms"},
        {"٠١٢٣", "0123", ""},
        {"chahadat lhayat", "chahadat lhayat", "chd lh"},
        {"taqaoud", "taqaoud", "tkd"},
        {"تقاعد", "تقاعد", "tkd"},
        {"ⵜⴰⴷⵓⵙⵉ", "ⵜⴰⴷⵓⵙⵉ", "tds"},
        /* A hyphen that keeps a line whole parts words like any other. */
        {"AGIRC‑ARRCO", "agirc arrco", "krk rk"},
        {"AGIRC-ARRCO", "agirc arrco", "krk rk"},
        {"", "", ""},
        {"\" OR * ( ) : ^", "or", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *words = fold_words(shelf->arena, cases[i].text),
                   *sounds = fold_sounds(shelf->arena, cases[i].text);
        if (strcmp(words, cases[i].words) != 0 || strcmp(sounds, cases[i].sounds) != 0)
            fail_msg("%s: \"%s\" and \"%s\"", cases[i].text, words, sounds);
    }
}

/* The page must be among the first seven: that is what one sees without turning. */
static void test_queries(void **state)
{
    (void)state;
    static const struct {
        const char *language, *query, *page;
    } cases[] = {
        {"fr", "certificat de vie", "life-certificate"},
        {"fr", "CERTIFICAT VIE", "life-certificate"},
        {"fr", "ecole", "school"},
        {"fr", "École", "school"},
        {"fr", "retraite francaise", "french-pension"},
        {"fr", "veuve", "survivor-pension"},
        {"fr", "carte de sejour", "residence-card"},
        {"ar", "شهادة الحياة", "life-certificate"},
        {"ar", "شهاده الحياه", "life-certificate"},
        {"ar", "شهادة حياة", "life-certificate"},
        {"ar", "مدرسه", "school"},
        {"ar", "الاقامة", "residence-card"},
        {"ar", "إقامة", "residence-card"},
        {"ar", "chahadat lhayat", "life-certificate"},
        {"fr", "chahada hayat", "life-certificate"},
        {"fr", "taqaoud", "french-pension"},
        {"en", "school", "school"},
        {"es", "escuela", "school"},
        {"zgh", "ⵜⵉⵏⵎⵍ", "school"},
        {"fr", "italie", "pension-italy"},
        {"fr", "voiture", "vehicle"},
        {"fr", "douane", "customs-return"},
        {"fr", "agirc-arrco", "complementary-pension"},
        {"ar", "AGIRC-ARRCO", "complementary-pension"},
        {"es", "se 350-07", "health-cover"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *found =
            library_search(library, shelf->arena, cases[i].language, cases[i].query);
        json_t *list = json_loads(found, 0, NULL);
        bool is_found = false;
        for (size_t j = 0; j < 7; j++) {
            const json_t *item = json_array_get(json_object_get(list, "items"), j);
            const char *id = json_string_value(json_object_get(item, "id"));
            is_found = is_found || (id && strcmp(id, cases[i].page) == 0);
        }
        json_decref(list);
        if (!is_found)
            fail_msg("%s (%s): %s", cases[i].query, cases[i].language, found);
    }
}

/* Nothing anyone types is a query to the database, or an error. */
static void test_hostile_queries(void **state)
{
    (void)state;
    static const char *const queries[] = {"",
                                          " ",
                                          "\"",
                                          "'; DROP TABLE record; --",
                                          "a AND OR NOT",
                                          "title:x",
                                          "NEAR(a b)",
                                          "*",
                                          "^a",
                                          "zzzzzzzz",
                                          "\xF0\x9F\x98\x80",
                                          "-",
                                          "a\"b\"c*",
                                          "ـــــ"};
    char longest[3000];
    memset(longest, 'x', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++)
        if (!library_search(library, shelf->arena, "fr", queries[i]))
            fail_msg("%s: the database could not be asked", queries[i]);
    assert_non_null(library_search(library, shelf->arena, "fr", longest));
    /* As a language too; and what is quoted is still looked for. */
    assert_non_null(library_search(library, shelf->arena, "\" OR '", "ecole"));
    assert_non_null(
        strstr(library_search(library, shelf->arena, "fr", "\"ecole\" *'"), "\"school\""));
    assert_non_null(library_read(library, shelf->arena, "page", "office"));
}

static void test_lists(void **state)
{
    (void)state;
    static const char *const situations[] = {"came-back", "widowed", "other-country", "child",
                                             "everyone"};
    for (size_t i = 0; i < sizeof situations / sizeof *situations; i++) {
        json_t *list =
            json_loads(library_list(library, shelf->arena, "page", situations[i], 0), 0, NULL);
        assert_true(json_integer_value(json_object_get(list, "total")) > 0);
        json_decref(list);
    }
    json_t *all = json_loads(library_list(library, shelf->arena, "page", "", 20), 0, NULL);
    assert_true(json_integer_value(json_object_get(all, "total")) >= 24);
    json_decref(all);
    assert_non_null(
        strstr(library_list(library, shelf->arena, "page", "nowhere", 0), "\"total\":0"));
    assert_non_null(strstr(library_list(library, shelf->arena, "page", "%", 0), "\"total\":0"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fold),
        cmocka_unit_test(test_queries),
        cmocka_unit_test(test_hostile_queries),
        cmocka_unit_test(test_lists),
    };
    return cmocka_run_group_tests(tests, open_shelf, close_shelf);
}
