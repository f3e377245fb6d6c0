/* A catalogue of a plugin is somebody else's file: every damage must be a sentence, not a crash. */
#include "language/catalog.h"

#include "compiled_catalog.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static const char po[] =
    PO_HEADER("ar", ARABIC_PLURALS) "msgid \"home.title\"\nmsgstr \"مرحبا بكم\"\n\n"
                                    "msgid \"empty\"\nmsgstr \"\"\n\n"
                                    "msgid \"tickets\"\nmsgid_plural \"tickets_plural\"\n"
                                    "msgstr[0] \"صفر\"\nmsgstr[1] \"واحد\"\nmsgstr[2] "
                                    "\"اثنان\"\nmsgstr[3] \"قليل\"\n"
                                    "msgstr[4] \"كثير\"\nmsgstr[5] \"غير\"\n";

struct world {
    char *folder;
    struct buffer mo;
};

static int set_up(void **state)
{
    struct world *world = calloc(1, sizeof *world);
    world->folder = test_folder("catalog");
    compile_catalog(world->folder, "ar", "", po);
    char *path = file_join(world->folder, "ar.mo");
    assert_true(file_read(path, 1 << 20, &world->mo, NULL));
    free(path);
    *state = world;
    return 0;
}

static int tear_down(void **state)
{
    struct world *world = *state;
    buffer_free(&world->mo);
    remove_folder(world->folder);
    free(world);
    return 0;
}

static void put_number(char *bytes, size_t at, uint32_t number)
{
    for (unsigned i = 0; i < 4; i++)
        bytes[at + i] = (char)(number >> (8 * i));
}

static uint32_t get_number(const char *bytes, size_t at)
{
    uint32_t number = 0;
    for (unsigned i = 0; i < 4; i++)
        number |= (uint32_t)(unsigned char)bytes[at + i] << (8 * i);
    return number;
}

static void finds_what_a_compiled_catalogue_holds(void **state)
{
    struct world *world = *state;
    struct error error = {0};
    char *path = file_join(world->folder, "ar.mo");
    struct catalog *catalog = catalog_load(path, &error);
    assert_non_null(catalog);
    assert_string_equal(catalog_find(catalog, "home.title", 1), "مرحبا بكم");
    assert_null(catalog_find(catalog, "empty", 1));
    assert_null(catalog_find(catalog, "absent", 1));
    assert_null(catalog_find(catalog, "", 1)); /* the header is no message */
    static const struct {
        uint64_t count;
        const char *form;
    } cases[] = {{0, "صفر"},   {1, "واحد"},  {2, "اثنان"}, {3, "قليل"},  {10, "قليل"},
                 {11, "كثير"}, {99, "كثير"}, {100, "غير"}, {102, "غير"}, {103, "قليل"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(catalog_find(catalog, "tickets", cases[i].count), cases[i].form);
    catalog_free(catalog);
    free(path);
}

static void collect(void *self, const char *key)
{
    buffer_add_text(self, key);
    buffer_add_char(self, ' ');
}

static void names_its_keys_in_order(void **state)
{
    struct world *world = *state;
    struct catalog *catalog = catalog_parse("ar.mo", world->mo.bytes, world->mo.length, NULL);
    struct buffer keys = buffer_new(1000);
    catalog_each(catalog, collect, &keys);
    /* msgfmt leaves out what has no translation. */
    assert_string_equal(buffer_text(&keys), "home.title tickets ");
    buffer_free(&keys);
    catalog_free(catalog);
}

static void reads_the_other_byte_order(void **state)
{
    struct world *world = *state;
    compile_catalog(world->folder, "big", "--endianness=big", po);
    char *path = file_join(world->folder, "big.mo");
    struct catalog *catalog = catalog_load(path, NULL);
    assert_non_null(catalog);
    assert_string_equal(catalog_find(catalog, "home.title", 1), "مرحبا بكم");
    assert_string_equal(catalog_find(catalog, "tickets", 2), "اثنان");
    catalog_free(catalog);
    free(path);
}

static void every_damage_is_named(void **state)
{
    struct world *world = *state;
    uint32_t originals = get_number(world->mo.bytes, 12);
    uint32_t translations = get_number(world->mo.bytes, 16);
    const struct {
        size_t at;
        uint32_t number;
        const char *sentence;
    } cases[] = {
        {0, 0x12345678, "no message catalogue"},
        {4, 0x00020000, "revision 2.0"},
        {4, 0x00000001, "revision 0.1"},
        {8, 0xFFFFFFFF, "tables lie outside"},
        {8, 1000, "tables lie outside"},
        {12, 0xFFFFFFF0, "tables lie outside"},
        {12, (uint32_t)world->mo.length, "tables lie outside"},
        {16, 0x7FFFFFFF, "tables lie outside"},
        {originals + 8, 0xFFFFFFFF, "lies outside the file"},
        {originals + 12, 0xFFFFFFFF, "lies outside the file"},
        {originals + 12, (uint32_t)world->mo.length, "lies outside the file"},
        {originals + 8, 3, "does not end where it should"},
        {translations + 12, (uint32_t)world->mo.length - 1, "does not end|outside"},
        {originals + 12, get_number(world->mo.bytes, originals + 12) + 1, "does not end"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *copy = malloc(world->mo.length);
        struct error error = {0};
        memcpy(copy, world->mo.bytes, world->mo.length);
        put_number(copy, cases[i].at, cases[i].number);
        struct catalog *catalog = catalog_parse("ar.mo", copy, world->mo.length, &error);
        assert_null(catalog);
        assert_int_equal(error.kind, ERROR_INPUT);
        assert_non_null(strstr(error.text, "ar.mo: "));
        if (!strchr(cases[i].sentence, '|') && !strstr(error.text, cases[i].sentence))
            fail_msg("case %zu: \"%s\" does not say \"%s\"", i, error.text, cases[i].sentence);
        free(copy);
    }
}

static void a_text_that_is_not_utf8_is_refused(void **state)
{
    struct world *world = *state;
    static const char *const bad[] = {"\xFF", "\x01", "\xC0"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        char *copy = malloc(world->mo.length);
        struct error error = {0};
        memcpy(copy, world->mo.bytes, world->mo.length);
        for (size_t at = 0; at + 4 < world->mo.length; at++)
            if (memcmp(copy + at, "home", 4) == 0)
                copy[at + 1] = bad[i][0];
        assert_null(catalog_parse("ar.mo", copy, world->mo.length, &error));
        assert_non_null(strstr(error.text, "plain UTF-8"));
        free(copy);
    }
}

static void keys_out_of_order_are_refused(void **state)
{
    struct world *world = *state;
    uint32_t originals = get_number(world->mo.bytes, 12);
    char *copy = malloc(world->mo.length);
    struct error error = {0};
    memcpy(copy, world->mo.bytes, world->mo.length);
    char second[8];
    memcpy(second, copy + originals + 8, 8);
    memmove(copy + originals + 8, copy + originals + 16, 8);
    memcpy(copy + originals + 16, second, 8);
    assert_null(catalog_parse("ar.mo", copy, world->mo.length, &error));
    assert_non_null(strstr(error.text, "not in order"));
    free(copy);
}

static void texts_that_share_bytes_are_refused(void **state)
{
    /* 200 entries that all show the same large text: cheap to store, dear to read. */
    struct world *world = *state;
    (void)world;
    enum { COUNT = 200, TEXT = 20000 };
    size_t length = 28 + COUNT * 16 + COUNT * 5 + TEXT + 1;
    char *bytes = calloc(length, 1);
    struct error error = {0};
    size_t keys = 28 + COUNT * 16, text = keys + COUNT * 5;
    put_number(bytes, 0, 0x950412DE);
    put_number(bytes, 8, COUNT);
    put_number(bytes, 12, 28);
    put_number(bytes, 16, 28 + COUNT * 8);
    memset(bytes + text, 'x', TEXT);
    for (size_t i = 0; i < COUNT; i++) {
        snprintf(bytes + keys + 5 * i, 5, "k%03zu", i);
        put_number(bytes, 28 + 8 * i, 4);
        put_number(bytes, 32 + 8 * i, (uint32_t)(keys + 5 * i));
        put_number(bytes, 28 + COUNT * 8 + 8 * i, TEXT);
        put_number(bytes, 32 + COUNT * 8 + 8 * i, (uint32_t)text);
    }
    assert_null(catalog_parse("shared.mo", bytes, length, &error));
    assert_non_null(strstr(error.text, "overlaps"));
    free(bytes);
}

static void a_cut_file_never_crashes(void **state)
{
    struct world *world = *state;
    for (size_t length = 0; length < world->mo.length; length++) {
        char *copy = malloc(length ? length : 1);
        memcpy(copy, world->mo.bytes, length);
        struct error error = {0};
        struct catalog *catalog = catalog_parse("cut.mo", copy, length, &error);
        if (catalog) {
            fail_msg("a file cut at %zu of %zu was accepted", length, world->mo.length);
        }
        assert_true(error.text[0] != '\0');
        free(copy);
    }
}

static void wrong_headers_are_named(void **state)
{
    struct world *world = *state;
    static const struct {
        const char *name, *po, *sentence;
    } cases[] = {
        {"latin",
         "msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=ISO-8859-1\\n\"\n\nmsgid \"a\"\n"
         "msgstr \"b\"\n",
         "not in UTF-8"},
        {"unreadable",
         "msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=2; "
         "plural=n $ 2;\\n\"\n\nmsgid \"a\"\nmsgstr \"b\"\n",
         "Plural-Forms"},
        {"forms",
         "msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=3; "
         "plural=n%3;\\n\"\n\nmsgid \"a\"\nmsgid_plural \"as\"\nmsgstr[0] \"b\"\nmsgstr[1] \"c\"\n",
         "\"a\" has 2 forms where its language has 3"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct error error = {0};
        compile_catalog(world->folder, cases[i].name, "", cases[i].po);
        char name[64];
        snprintf(name, sizeof name, "%s.mo", cases[i].name);
        char *path = file_join(world->folder, name);
        assert_null(catalog_load(path, &error));
        if (!strstr(error.text, cases[i].sentence))
            fail_msg("\"%s\" does not say \"%s\"", error.text, cases[i].sentence);
        free(path);
    }
}

static void a_missing_file_is_named(void **state)
{
    struct error error = {0};
    (void)state;
    assert_null(catalog_load("/nowhere/ar.mo", &error));
    assert_int_equal(error.kind, ERROR_MISSING);
    assert_non_null(strstr(error.text, "/nowhere/ar.mo"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_what_a_compiled_catalogue_holds),
        cmocka_unit_test(names_its_keys_in_order),
        cmocka_unit_test(reads_the_other_byte_order),
        cmocka_unit_test(every_damage_is_named),
        cmocka_unit_test(a_text_that_is_not_utf8_is_refused),
        cmocka_unit_test(keys_out_of_order_are_refused),
        cmocka_unit_test(texts_that_share_bytes_are_refused),
        cmocka_unit_test(a_cut_file_never_crashes),
        cmocka_unit_test(wrong_headers_are_named),
        cmocka_unit_test(a_missing_file_is_named),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
