/* Configuration is written by people in a hurry: every mistake must name file, line and cure. */
#include "base/yaml.h"
#include "base/yaml_syntax.h"

#include "base/buffer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void a_file_becomes_a_tree_with_lines(void **state)
{
    (void)state;
    static const char text[] = "# a comment\n"
                               "name: Taliouine\n"
                               "days:\n"
                               "  - monday\n"
                               "  - 'tues: day'\n"
                               "desk: {port: 8470}\n"
                               "empty:\n";
    struct arena *arena = arena_new();
    struct error error = {0};
    const struct yaml_node *root = yaml_parse(arena, "x.yaml", text, strlen(text), &error);
    assert_non_null(root);
    assert_int_equal(root->count, 4);
    assert_string_equal(yaml_get(root, "name")->text, "Taliouine");
    assert_int_equal(yaml_get(root, "name")->line, 2);
    const struct yaml_node *days = yaml_get(root, "days");
    assert_int_equal(days->kind, YAML_LIST);
    assert_int_equal(days->children[1].line, 5);
    assert_string_equal(days->children[1].text, "tues: day");
    assert_string_equal(yaml_get(yaml_get(root, "desk"), "port")->text, "8470");
    assert_string_equal(yaml_get(root, "empty")->text, "");
    assert_null(yaml_get(root, "nowhere"));
    assert_null(yaml_get(days, "monday"));
    assert_null(yaml_get(NULL, "x"));
    arena_free(arena);
}

static void what_is_wrong_is_named_with_its_line(void **state)
{
    (void)state;
    static const struct {
        const char *text, *sentence;
    } cases[] = {
        {"# nothing\n", "x.yaml:1: the file is empty"},
        {"a: [1, 2\n", "this is not valid YAML: a bracket opened here or above"},
        {"a: 1\nb: 'x\n", "x.yaml:2: this is not valid YAML"},
        {"a: b: c\n", "x.yaml:1: this is not valid YAML"},
        {"a: 1\nb: 2\na: 3\n", "x.yaml:3: the key \"a\" stands here twice"},
        {"a: 1\n\"a\": 2\n", "x.yaml:2: the key \"a\" stands here twice"},
        {"z:\n  a: 1\n  b: 1\n  a: 1\n", "x.yaml:4: the key \"a\" stands here twice"},
        {"a: &x [1]\nb: *x\n", "x.yaml:2: aliases (*name) are not allowed here"},
        {"a: &x b\n*x : c\n", "a key must be a plain word"},
        {"a: !!str 1\n", "x.yaml:1: tags (!name) are not allowed here"},
        {"a: !include /etc/passwd\n", "tags (!name) are not allowed here"},
        {"a: 1\n---\nb: 2\n", "the file holds several documents"},
        {"a: 1\n...\n---\nb: 2\n", "the file holds several documents"},
        {"? [a, b]\n: c\n", "x.yaml:1: a key must be a plain word"},
        {"a: 1\nb: \"\\0\"\n", "x.yaml:2: this text has control characters"},
        {"a: \"\\u0007\"\n", "this text has control characters"},
        {"a: \"\\u202E\"\n", "this text has control characters"},
        {"\"\\u0007\": 1\n", "this text has control characters"},
        {"a: caf\xE9\n", "x.yaml:1: the file is not valid UTF-8"},
        {"a: 1\n\xFF\n", "the file is not valid UTF-8"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena *arena = arena_new();
        struct error error = {0};
        assert_null(yaml_parse(arena, "x.yaml", cases[i].text, strlen(cases[i].text), &error));
        assert_int_equal(error.kind, ERROR_INPUT);
        if (!strstr(error.text, cases[i].sentence))
            fail_msg("case %zu: \"%s\" does not say \"%s\"", i, error.text, cases[i].sentence);
        arena_free(arena);
    }
}

/* What people really get wrong: our own words for it, never the library's alone. */
static void mistakes_of_people_have_words(void **state)
{
    (void)state;
    static const struct {
        const char *text, *sentence;
    } cases[] = {
        {"", "x.yaml:1: the file is empty"},
        {"a:\n\tb: 1\n", "x.yaml:2: this is not valid YAML: a tab stands where"},
        {"\ta: 1\n", "x.yaml:1: this is not valid YAML: a tab stands where"},
        {"? a:\t:", "x.yaml:1: this is not valid YAML: a tab stands where"},
        {"a: 1\nb: 2\tc\n", "x.yaml:2: this is not valid YAML: a tab stands where"},
        {"a:\n  b: 1\n c: 2\n", "x.yaml:3: this is not valid YAML: this line begins too far in"},
        {"- - a\n - b\n", "x.yaml:2: this is not valid YAML: this line begins too far in"},
        {"a: 'x\n", "x.yaml:1: this is not valid YAML: a quote is opened and not closed"},
        {"a: \"x\nb: 2\n", "x.yaml:1: this is not valid YAML: a quote is opened and not closed"},
        {"a: 'it's'\n", "something follows the closing quote"},
        {"a: \"\\q\"\n", "after a backslash stands what YAML does not know"},
        {"a: [1, 2\n", "a bracket opened here or above is not closed"},
        {"a: {b: 1\n", "a bracket opened here or above is not closed"},
        {"a: [x: y\n]\n", "a bracket opened here or above is not closed"},
        {"a: [1]]\n", "a bracket is closed that was not opened"},
        {"a: [1,,2]\n", "there is one comma too many"},
        {"a: @x\n", "a text may not begin with this sign"},
        {"a: \"x\"#c\n", "a remark needs a space before its #"},
        {"a: b: c\n", "two things meet here"},
        {"a: 1\n  b: 2\n", "two things meet here"},
        {"a: 1\nb\n", "x.yaml:2: this is not valid YAML: a \"key: value\" is expected here"},
        {"a: 1\n- b\n", "lines of a list (\"- \") and lines with a key do not mix"},
        {"a: - x\n", "lines of a list (\"- \") and lines with a key do not mix"},
        {"- a\nb: 1\n", "lines of a list (\"- \") and lines with a key do not mix"},
        {"a: >x\n", "after | or > the text begins on the next line"},
        {"a: ,x\n", "a value is missing here"},
        {"%YAML 9\n---\na: 1\n", "a line that begins with a percent sign"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena *arena = arena_new();
        struct error error = {0};
        assert_null(yaml_parse(arena, "x.yaml", cases[i].text, strlen(cases[i].text), &error));
        if (!strstr(error.text, cases[i].sentence))
            fail_msg("case %zu: \"%s\" does not say \"%s\"", i, error.text, cases[i].sentence);
        arena_free(arena);
    }
}

static void what_has_no_words_is_a_detail(void **state)
{
    (void)state;
    struct error error = {0};
    const struct yaml_node place = {.file = "x.yaml", .line = 7};
    assert_false(yaml_complain_of_syntax(&place, "invalid merge key value", &error));
    assert_string_equal(error.text, "x.yaml:7: this is not valid YAML: see how this line and the "
                                    "one above are written (invalid merge key value)");
}

static const struct yaml_node *parse_repeated(struct arena *arena, const char *before,
                                              const char *repeated, size_t count, const char *after,
                                              size_t after_count, struct error *error)
{
    struct buffer text = buffer_new(8 << 20);
    buffer_add_text(&text, before);
    for (size_t i = 0; i < count; i++)
        buffer_add_text(&text, repeated);
    for (size_t i = 0; i < after_count; i++)
        buffer_add_text(&text, after);
    const struct yaml_node *root = yaml_parse(arena, "x.yaml", text.bytes, text.length, error);
    buffer_free(&text);
    return root;
}

static void depth_is_bounded(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct error error = {0};
    assert_non_null(parse_repeated(arena, "", "[", 32, "]", 32, &error));
    assert_null(parse_repeated(arena, "", "[", 34, "]", 34, &error));
    assert_non_null(strstr(error.text, "nested too deeply (32 levels at most)"));
    assert_null(parse_repeated(arena, "", "[", 100000, "]", 100000, &error));
    assert_null(parse_repeated(arena, "", "{a: ", 100000, "}", 100000, &error));
    assert_null(parse_repeated(arena, "", "- ", 100000, "a", 1, &error));
    arena_free(arena);
}

/* Were the cost of a list or map its square, these would take minutes. */
static void long_lists_and_maps_are_read_in_time(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct error error = {0};
    const struct yaml_node *root = parse_repeated(arena, "a: [", "x,", 200000, "]", 1, &error);
    assert_non_null(root);
    assert_int_equal(yaml_get(root, "a")->count, 200000);
    struct buffer keys = buffer_new(4 << 20);
    for (unsigned i = 0; i < 100000; i++)
        buffer_print(&keys, "k%u: 1\n", i);
    buffer_add_text(&keys, "k5: 2\n");
    assert_null(yaml_parse(arena, "x.yaml", keys.bytes, keys.length, &error));
    assert_string_equal(error.text, "x.yaml:100001: the key \"k5\" stands here twice");
    buffer_free(&keys);
    arena_free(arena);
}

/* "Billion laughs": aliases of aliases. */
static void bombs_do_not_go_off(void **state)
{
    (void)state;
    static const char bomb[] = "a: &a [x, x, x, x, x, x, x, x, x]\n"
                               "b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]\n"
                               "c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]\n"
                               "d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c]\n"
                               "e: [*d, *d, *d, *d, *d, *d, *d, *d, *d]\n";
    struct arena *arena = arena_new();
    struct error error = {0};
    assert_null(yaml_parse(arena, "x.yaml", bomb, strlen(bomb), &error));
    assert_non_null(strstr(error.text, "x.yaml:2: aliases"));
    arena_free(arena);
}

static void a_cut_file_never_crashes(void **state)
{
    (void)state;
    static const char text[] = "a: {b: [1, \"x\\u00e9\", 'y'], c: |\n  line\n}\nd:\n  - e: ⴰⵏⵙⵓⴼ\n";
    for (size_t length = 0; length < sizeof text; length++) {
        struct arena *arena = arena_new();
        struct error error = {0};
        if (!yaml_parse(arena, "x.yaml", text, length, &error))
            assert_true(error.text[0] != '\0');
        arena_free(arena);
    }
}

static const char values[] = "text: abc\n"
                             "long: abcdef\n"
                             "empty: ''\n"
                             "number: 42\n"
                             "half: 4.5\n"
                             "huge: 99999999999999999999\n"
                             "words: 12 apples\n"
                             "yes: true\n"
                             "perhaps: maybe\n"
                             "list: [a]\n";

static void values_are_read_as_what_they_should_be(void **state)
{
    (void)state;
    static const char *const colours[] = {"red", "green", "maybe", NULL};
    struct arena *arena = arena_new();
    struct error error = {0};
    const struct yaml_node *root = yaml_parse(arena, "x.yaml", values, strlen(values), &error);
    assert_non_null(root);
    const char *text = "before";
    int64_t number = 7;
    bool truth = false;
    unsigned word = 9;
    assert_true(yaml_read_text(root, "text", true, 3, &text, &error));
    assert_string_equal(text, "abc");
    text = "before";
    assert_true(yaml_read_text(root, "nowhere", false, 3, &text, &error));
    assert_string_equal(text, "before");
    assert_true(yaml_read_number(root, "number", true, 42, 42, &number, &error));
    assert_int_equal(number, 42);
    assert_true(yaml_read_bool(root, "yes", true, &truth, &error));
    assert_true(truth);
    assert_true(yaml_read_bool(root, "nowhere", false, &truth, &error));
    assert_true(truth);
    assert_true(yaml_read_word(root, "perhaps", true, colours, &word, &error));
    assert_int_equal(word, 2);
    arena_free(arena);
}

enum reading { READ_TEXT, READ_NUMBER, READ_BOOL, READ_WORD };

static bool read_as(enum reading reading, const struct yaml_node *root, const char *key,
                    struct error *error)
{
    static const char *const colours[] = {"red", "green", NULL};
    const char *text;
    int64_t number;
    bool truth = false;
    unsigned word;
    switch (reading) {
    case READ_TEXT:
        return yaml_read_text(root, key, true, 5, &text, error);
    case READ_NUMBER:
        return yaml_read_number(root, key, true, 1, 10, &number, error);
    case READ_BOOL:
        return yaml_read_bool(root, key, true, &truth, error);
    default:
        return yaml_read_word(root, key, true, colours, &word, error);
    }
}

static void wrong_values_are_named(void **state)
{
    (void)state;
    static const struct {
        enum reading reading;
        const char *key, *sentence;
    } cases[] = {
        {READ_TEXT, "nowhere", "x.yaml:1: \"nowhere\" is missing"},
        {READ_TEXT, "empty", "x.yaml:3: \"empty\" is empty"},
        {READ_TEXT, "long", "x.yaml:2: \"long\" is longer than 5 bytes"},
        {READ_TEXT, "list", "x.yaml:10: expected a text here"},
        {READ_NUMBER, "number",
         "x.yaml:4: \"number\" must be a whole number from 1 to 10, not \"42\""},
        {READ_NUMBER, "half", "must be a whole number"},
        {READ_NUMBER, "huge", "must be a whole number"},
        {READ_NUMBER, "words", "must be a whole number"},
        {READ_NUMBER, "empty", "must be a whole number"},
        {READ_BOOL, "perhaps",
         "x.yaml:9: \"perhaps\" cannot be \"maybe\"; expected one of: no, yes, false, true"},
        {READ_WORD, "text", "x.yaml:1: \"text\" cannot be \"abc\"; expected one of: red, green"},
    };
    struct arena *arena = arena_new();
    const struct yaml_node *root = yaml_parse(arena, "x.yaml", values, strlen(values), NULL);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct error error = {0};
        assert_false(read_as(cases[i].reading, root, cases[i].key, &error));
        if (!strstr(error.text, cases[i].sentence))
            fail_msg("case %zu: \"%s\" does not say \"%s\"", i, error.text, cases[i].sentence);
    }
    static const char *const keys[] = {"text", "long", NULL};
    struct error error = {0};
    assert_false(yaml_expect_keys(root, keys, &error));
    assert_string_equal(error.text, "x.yaml:3: unknown key \"empty\"; expected one of: text, long");
    assert_false(yaml_expect_keys(yaml_get(root, "text"), keys, &error));
    assert_non_null(strstr(error.text, "expected keys and values here"));
    assert_false(yaml_expect_kind(root, YAML_LIST, &error));
    assert_non_null(strstr(error.text, "expected a list here"));
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_becomes_a_tree_with_lines),
        cmocka_unit_test(what_is_wrong_is_named_with_its_line),
        cmocka_unit_test(mistakes_of_people_have_words),
        cmocka_unit_test(what_has_no_words_is_a_detail),
        cmocka_unit_test(depth_is_bounded),
        cmocka_unit_test(long_lists_and_maps_are_read_in_time),
        cmocka_unit_test(bombs_do_not_go_off),
        cmocka_unit_test(a_cut_file_never_crashes),
        cmocka_unit_test(values_are_read_as_what_they_should_be),
        cmocka_unit_test(wrong_values_are_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
