/* Whoever installs writes the commune's name as people do. */
#include "base/arena.h"
#include "base/yaml.h"
#include "command/founding.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define SHARE MARHABA_STAGE "/share/marhaba"

static struct arena *arena;
static struct founding_list list;

static int begin(void **state)
{
    (void)state;
    struct error error = {0};
    arena = arena_new();
    return founding_load(arena, SHARE, &list, &error) ? 0 : -1;
}

static int end(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static void there_are_sixteen_with_numbers_of_their_own(void **state)
{
    (void)state;
    assert_int_equal(list.count, 16);
    for (size_t i = 0; i < list.count; i++)
        for (size_t j = 0; j < i; j++) {
            assert_string_not_equal(list.items[i].slug, list.items[j].slug);
            assert_string_not_equal(list.items[i].number, list.items[j].number);
        }
}

static void every_spelling_finds_its_own_commune(void **state)
{
    (void)state;
    size_t count = 0;
    for (size_t i = 0; i < list.count; i++)
        for (const char **spelling = list.items[i].spellings; *spelling; spelling++, count++) {
            struct error error = {0};
            const struct founding *found = founding_find(arena, &list, *spelling, &error);
            if (found != &list.items[i])
                fail_msg("\"%s\" of %s: %s", *spelling, list.items[i].slug,
                         found ? found->slug : error.text);
        }
    assert_true(count > 6 * list.count);
}

static void names_are_found_however_they_are_written(void **state)
{
    (void)state;
    static const struct {
        const char *written, *slug;
    } cases[] = {
        {"AGADIR", "agadir"},
        {"  Aït   Melloul ", "ait-melloul"},
        {"aitmelloul", "ait-melloul"},
        {"Aït_Melloul", "ait-melloul"},
        {"AI\xCC\x88T MELLOUL", "ait-melloul"}, /* the diaeresis as a mark of its own */
        {"commune d'Aït Melloul", "ait-melloul"},
        {"COMMUNE DE TIZNIT", "tiznit"},
        {"lqliaa", "el-qliia"},
        {"El Kolea", "el-qliia"},
        {"Taroudannt", "taroudant"},
        {"sidi-bou-abdelli", "sidi-bouabdelli"},
        {"اكادير", "agadir"},
        {"جماعة إكادير", "agadir"},
        {"الجماعة أكادير", "agadir"},
        {"القليعه", "el-qliia"},
        {"ايت عميره", "ait-amira"},
        {"آيت ملول", "ait-melloul"},
        {"اربعاء رسموكه", "arbaa-rasmouka"},
        {"ⵜⵉⵣⵏⵉⵜ", "tiznit"},
        {"ⵜⴰⴳⵔⴰⵡⵜ ⵏ ⴱⵍⴼⴰⵄ", "belfaa"},
        {"ⴰⵢⵜⵎⵍⵍⵓⵍ", "ait-melloul"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct error error = {0};
        const struct founding *found = founding_find(arena, &list, cases[i].written, &error);
        if (!found || strcmp(found->slug, cases[i].slug) != 0)
            fail_msg("\"%s\": %s", cases[i].written, found ? found->slug : error.text);
    }
}

static void what_is_no_commune_names_the_near_ones_first(void **state)
{
    (void)state;
    static const struct {
        const char *written, *said; /* "": none is near */
    } cases[] = {
        {"Aqadir", "near to it are: agadir. "},
        {"taroudan", "near to it are: taroudant. "},
        {"Ait Mellou", "near to it are: ait-mell"},
        {"أكدير", "near to it are: agadir"},
        {"ⵜⵉⵣⵏⵉ", "near to it are: tiznit"},
        {"Casablanca", ""},
        {"commune de", ""},
        {"../../etc", ""},
        {"", ""},
        {"٪", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct error error = {0};
        if (founding_find(arena, &list, cases[i].written, &error))
            fail_msg("\"%s\" is found", cases[i].written);
        const char *near = cases[i].said[0] ? cases[i].said : "there are: agadir, ";
        if (!strstr(error.text, near) || !strstr(error.text, "argana, nihit"))
            fail_msg("\"%s\": %s", cases[i].written, error.text);
    }
}

static void the_settings_say_what_is_certain(void **state)
{
    (void)state;
    static const struct {
        const char *slug;
        bool confirms;
        const char *zgh, *confirmed; /* NULL: the key is absent */
    } cases[] = {
        {"tiznit", false, "ⵜⴰⴳⵔⴰⵡⵜ ⵏ ⵜⵉⵣⵏⵉⵜ", NULL},     {"tiznit", true, "ⵜⴰⴳⵔⴰⵡⵜ ⵏ ⵜⵉⵣⵏⵉⵜ", NULL},
        {"belfaa", false, "ⵜⴰⴳⵔⴰⵡⵜ ⵏ ⴱⵍⴼⴰⵄ", "no"},      {"belfaa", true, "ⵜⴰⴳⵔⴰⵡⵜ ⵏ ⴱⵍⴼⴰⵄ", "yes"},
        {"taliouine", false, "ⵜⴰⴳⵔⴰⵡⵜ ⵏ ⵜⴰⵍⵉⵡⵉⵏ", "no"}, {"arbaa-sahel", false, NULL, NULL}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct error error = {0};
        const struct founding *found = founding_find(arena, &list, cases[i].slug, &error);
        assert_non_null(found);
        const char *text = founding_settings(arena, SHARE, found, cases[i].confirms, &error);
        assert_non_null(text);
        assert_null(strchr(text, '@'));
        const struct yaml_node *root = yaml_parse(arena, cases[i].slug, text, strlen(text), &error);
        if (!root)
            fail_msg("%s", error.text);
        const struct yaml_node *name = yaml_get(root, "name"), *zgh = yaml_get(name, "zgh"),
                               *confirmed = yaml_get(name, "zgh_confirmed");
        assert_string_equal(yaml_get(root, "number")->text, found->number);
        assert_string_equal(yaml_get(name, "ar")->text, found->ar);
        assert_string_equal(yaml_get(name, "fr")->text, found->fr);
        assert_string_equal(zgh ? zgh->text : "", cases[i].zgh ? cases[i].zgh : "");
        assert_string_equal(confirmed ? confirmed->text : "",
                            cases[i].confirmed ? cases[i].confirmed : "");
    }
}

static void a_copy_without_its_data_says_so(void **state)
{
    (void)state;
    struct error error = {0};
    struct founding_list none;
    assert_false(founding_load(arena, "/nowhere", &none, &error));
    assert_non_null(strstr(error.text, "/nowhere/content/communes.yaml"));
    assert_null(founding_settings(arena, "/nowhere", &list.items[0], false, &error));
    assert_non_null(strstr(error.text, "/nowhere/demo/commune.yaml.in"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(there_are_sixteen_with_numbers_of_their_own),
        cmocka_unit_test(every_spelling_finds_its_own_commune),
        cmocka_unit_test(names_are_found_however_they_are_written),
        cmocka_unit_test(what_is_no_commune_names_the_near_ones_first),
        cmocka_unit_test(the_settings_say_what_is_certain),
        cmocka_unit_test(a_copy_without_its_data_says_so),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
