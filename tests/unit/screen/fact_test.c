/* Facts lie in the store for months and are read by another version, in another language. */
#include "screen/fact.h"

#include "sample_screen.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct facts sample_facts(struct arena *arena)
{
    struct facts facts = {.count = 3};
    facts.items[0] = (struct fact){
        .kind = FACT_ANSWER, .id = "who", .label = screen_key("who"), .value = sample_message()};
    facts.items[1] =
        (struct fact){.kind = FACT_MISSING, .id = "passport", .label = sample_variants()};
    facts.items[2] = (struct fact){.kind = FACT_NOTE,
                                   .id = "note",
                                   .label = screen_key("note"),
                                   .value = screen_words(arena, "\"a\" \\ **é**")};
    return facts;
}

static void facts_survive_the_envelope(void **state)
{
    (void)state;
    struct arena *arena = arena_new(), *other = arena_new();
    struct buffer once = buffer_new(1 << 16), twice = buffer_new(1 << 16);
    struct facts facts = sample_facts(arena), *read = calloc(1, sizeof *read);
    struct error error = {0};
    const char *domain;
    for (size_t i = 0; i < facts.count; i++)
        assert_true(fact_check(&facts.items[i], &error));
    facts_encode(&once, "checklist", &facts);
    if (!facts_decode(other, once.bytes, once.length, &domain, read, &error))
        fail_msg("%s", error.text);
    arena_free(arena);
    assert_string_equal(domain, "checklist");
    assert_int_equal(read->count, 3);
    assert_int_equal(read->items[0].kind, FACT_ANSWER);
    assert_int_equal(read->items[0].value.argument_count, 6);
    assert_int_equal(read->items[0].value.arguments[2].number, -3);
    assert_string_equal(read->items[2].value.text, "\"a\" \\ **é**");
    facts_encode(&twice, domain, read);
    assert_string_equal(buffer_text(&once), buffer_text(&twice));
    facts_resolve(other, read, NULL, language_find("ar"));
    assert_string_equal(read->items[1].label.text, "معاشكم");
    assert_string_equal(read->items[2].value.text, "\"a\" \\ **é**");
    assert_null(read->items[1].value.text);
    free(read);
    buffer_free(&once);
    buffer_free(&twice);
    arena_free(other);
}

static void the_form_on_disk_is_this(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct buffer json = buffer_new(1 << 16);
    struct facts facts = sample_facts(arena);
    facts.items[0].value = screen_key("self");
    facts_encode(&json, "checklist", &facts);
    assert_string_equal(buffer_text(&json),
                        "{\"version\":1,\"domain\":\"checklist\",\"facts\":["
                        "{\"kind\":\"answer\",\"id\":\"who\",\"label\":{\"key\":\"who\"},"
                        "\"value\":{\"key\":\"self\"}},"
                        "{\"kind\":\"missing\",\"id\":\"passport\",\"label\":{\"variants\":"
                        "{\"fr\":\"Votre **pension**\",\"ar\":\"معاشكم\"}}},"
                        "{\"kind\":\"note\",\"id\":\"note\",\"label\":{\"key\":\"note\"},"
                        "\"value\":{\"text\":\"\\\"a\\\" \\\\ **é**\"}}]}");
    buffer_free(&json);
    arena_free(arena);
}

#define FACT(inside) "{\"version\":1,\"domain\":\"d\",\"facts\":[" inside "]}"
#define LABEL        "\"label\":{\"key\":\"k\"}"

static void what_is_not_such_a_form_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *json, *sentence;
    } cases[] = {
        {"", "no JSON"},
        {"{", "no JSON"},
        {"[]", "another version"},
        {"{\"version\":2,\"domain\":\"d\",\"facts\":[]}", "another version"},
        {"{\"version\":1,\"version\":1,\"domain\":\"d\",\"facts\":[]}", "no JSON"},
        {"{\"version\":1,\"facts\":[]}", "\"domain\""},
        {"{\"version\":1,\"domain\":\"A B\",\"facts\":[]}", "\"domain\""},
        {"{\"version\":1,\"domain\":\"d\"}", "\"facts\""},
        {"{\"version\":1,\"domain\":\"d\",\"facts\":{}}", "\"facts\""},
        {"{\"version\":1,\"domain\":\"d\",\"facts\":[],\"more\":1}", "\"facts\""},
        {FACT("1"), "\"kind\""},
        {FACT("{\"kind\":\"rumour\",\"id\":\"a\"," LABEL "}"), "\"kind\""},
        {FACT("{\"kind\":\"\",\"id\":\"a\"," LABEL "}"), "\"kind\""},
        {FACT("{\"kind\":\"note\",\"id\":\"a\"," LABEL ",\"more\":1}"), "\"kind\""},
        {FACT("{\"kind\":\"note\",\"id\":\"A\"," LABEL "}"), "a fact's id"},
        {FACT("{\"kind\":\"note\",\"id\":7," LABEL "}"), "a fact's id"},
        {FACT("{\"kind\":\"note\",\"id\":\"a\"}"), "fact \"a\": a label is needed"},
        {FACT("{\"kind\":\"note\",\"id\":\"a\",\"label\":7}"), "\"label\""},
        {FACT("{\"kind\":\"note\",\"id\":\"a\",\"label\":{}}"), "\"label\""},
        {FACT("{\"kind\":\"note\",\"id\":\"a\",\"label\":{\"key\":7}}"), "\"key\""},
        {FACT("{\"kind\":\"note\",\"id\":\"a\",\"label\":{\"key\":\"\"}}"), "label is empty"},
        {FACT("{\"kind\":\"note\",\"id\":\"a\",\"label\":{\"key\":\"k\",\"text\":\"t\"}}"),
         "\"key\""},
        {FACT("{\"kind\":\"note\",\"id\":\"a\",\"label\":{\"text\":\"t\\u0000\"}}"), "no JSON"},
        {FACT("{\"kind\":\"note\",\"id\":\"a\",\"label\":{\"text\":\"t\\u0007\"}}"), "control"},
        {FACT("{\"kind\":\"note\",\"id\":\"a\",\"label\":{\"variants\":{}}}"), "\"variants\""},
        {FACT("{\"kind\":\"note\",\"id\":\"a\",\"label\":{\"variants\":{\"de\":\"x\"}}}"),
         "language"},
        {FACT("{\"kind\":\"note\",\"id\":\"a\",\"label\":{\"variants\":{\"fr\":7}}}"),
         "label is empty"},
        {FACT("{\"kind\":\"note\",\"id\":\"a\",\"label\":{\"key\":\"k\",\"arguments\":{}}}"),
         "\"key\""},
        {FACT("{\"kind\":\"note\",\"id\":\"a\",\"label\":{\"key\":\"k\",\"arguments\":[1]}}"),
         "\"arguments\""},
        {FACT("{\"kind\":\"note\",\"id\":\"a\",\"label\":{\"key\":\"k\",\"arguments\":["
              "{\"kind\":\"number\",\"name\":\"n\",\"number\":1.5}]}}"),
         "\"number\""},
        {FACT("{\"kind\":\"note\",\"id\":\"a\",\"label\":{\"key\":\"k\",\"arguments\":["
              "{\"kind\":\"text\",\"name\":\"n\",\"text\":7}]}}"),
         "{n} of the label has no text"},
        {FACT("{\"kind\":\"note\",\"id\":\"a\",\"label\":{\"key\":\"k\",\"arguments\":["
              "{\"kind\":\"text\",\"name\":\"\",\"text\":\"x\"}]}}"),
         "without a proper name"},
        {FACT("{\"kind\":\"note\",\"id\":\"a\",\"label\":{\"key\":\"k\",\"arguments\":["
              "{\"kind\":\"text\",\"name\":\"n\",\"text\":\"x\",\"number\":1}]}}"),
         "\"arguments\""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena *arena = arena_new();
        struct facts *facts = calloc(1, sizeof *facts);
        struct error error = {0};
        const char *domain = "before";
        assert_false(
            facts_decode(arena, cases[i].json, strlen(cases[i].json), &domain, facts, &error));
        if (!strstr(error.text, cases[i].sentence))
            fail_msg("case %zu: \"%s\" does not say \"%s\"", i, error.text, cases[i].sentence);
        assert_null(domain);
        assert_int_equal(facts->count, 0);
        free(facts);
        arena_free(arena);
    }
}

static bool reads_facts(size_t count, size_t length)
{
    struct arena *arena = arena_new();
    struct facts *facts = calloc(1, sizeof *facts);
    struct buffer json = buffer_new(4 << 20);
    const char *domain;
    char *text = calloc(length + 1, 1);
    memset(text, 'x', length);
    buffer_add_text(&json, "{\"version\":1,\"domain\":\"d\",\"facts\":[");
    for (size_t i = 0; i < count; i++)
        buffer_print(&json, "%s{\"kind\":\"note\",\"id\":\"a\",\"label\":{\"text\":\"%s\"}}",
                     i ? "," : "", text);
    buffer_add_text(&json, "]}");
    bool is_good = facts_decode(arena, json.bytes, json.length, &domain, facts, NULL);
    free(text);
    free(facts);
    buffer_free(&json);
    arena_free(arena);
    return is_good;
}

static void there_are_limits(void **state)
{
    (void)state;
    assert_true(reads_facts(FACT_MAX, 10));
    assert_false(reads_facts(FACT_MAX + 1, 10));
    assert_true(reads_facts(1, SCREEN_MAX_TEXT));
    assert_false(reads_facts(1, SCREEN_MAX_TEXT + 1));
}

static void blanks_count_as_well(void **state)
{
    (void)state;
    static const char json[] = "{\"version\":1,\"domain\":\"d\",\"facts\":[]}";
    for (size_t length = FACTS_MAX_BYTES; length <= FACTS_MAX_BYTES + 1; length++) {
        struct arena *arena = arena_new();
        struct facts *facts = calloc(1, sizeof *facts);
        const char *domain;
        char *padded = malloc(length);
        memset(padded, ' ', length);
        memcpy(padded, json, strlen(json));
        assert_int_equal(facts_decode(arena, padded, length, &domain, facts, NULL),
                         length == FACTS_MAX_BYTES);
        free(padded);
        free(facts);
        arena_free(arena);
    }
}

static void deep_json_is_refused(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct facts *facts = calloc(1, sizeof *facts);
    const char *domain;
    char *json = malloc(500000);
    memset(json, '[', 500000);
    assert_false(facts_decode(arena, json, 500000, &domain, facts, NULL));
    free(json);
    free(facts);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(facts_survive_the_envelope),
        cmocka_unit_test(the_form_on_disk_is_this),
        cmocka_unit_test(what_is_not_such_a_form_is_refused),
        cmocka_unit_test(there_are_limits),
        cmocka_unit_test(blanks_count_as_well),
        cmocka_unit_test(deep_json_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
