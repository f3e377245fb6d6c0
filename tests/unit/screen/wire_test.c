/* The bytes of a screen come from a plugin's process: whatever they are, the answer is a tree that
 * keeps the rules, or a sentence. */
#include "screen/screen.h"

#include "sample_screen.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct buffer encode(const struct screen_node *root)
{
    struct buffer bytes = buffer_new(1 << 20);
    screen_encode(&bytes, root);
    assert_false(bytes.full);
    return bytes;
}

/* Exactly as large as said, so that a read past the end is seen. */
static struct screen_node *decode_exactly(struct arena *arena, const char *bytes, size_t length,
                                          struct error *error)
{
    char *copy = malloc(length ? length : 1);
    if (length)
        memcpy(copy, bytes, length);
    struct screen_node *root = screen_decode(arena, copy, length, error);
    free(copy);
    return root;
}

static void a_screen_survives_the_way(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct error error = {0};
    struct buffer once = encode(sample_screen(arena));
    struct screen_node *root = decode_exactly(arena, once.bytes, once.length, &error);
    if (!root)
        fail_msg("%s", error.text);
    struct buffer twice = encode(root);
    assert_int_equal(once.length, twice.length);
    assert_memory_equal(once.bytes, twice.bytes, once.length);
    struct screen_node *choice = screen_find(root, "who");
    assert_int_equal(choice->flags, FLAG_REQUIRED | FLAG_MULTIPLE);
    assert_string_equal(choice->value, "self");
    assert_string_equal(choice->error.key, "who.error");
    assert_ptr_equal(screen_find(root, "widow")->parent, choice);
    assert_string_equal(screen_find(root, "name")->value, "");
    assert_null(screen_find(root, "widow")->value);
    assert_int_equal(screen_find(root, "slot.1")->number, 1795597200000);
    const struct screen_text *greet = &root->first_child->next->next->label;
    assert_int_equal(greet->argument_count, 6);
    assert_int_equal(greet->arguments[2].number, -3);
    assert_string_equal(greet->arguments[5].text, "paper.key");
    buffer_free(&once);
    buffer_free(&twice);
    arena_free(arena);
}

static void what_was_resolved_or_chosen_stays_behind(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct buffer plain = encode(sample_screen(arena));
    struct screen_node *root = sample_screen(arena);
    screen_resolve(arena, root, NULL, language_find("fr"), NULL, NULL);
    assert_true(screen_find(root, "self")->flags & FLAG_SELECTED);
    struct buffer resolved = encode(root);
    assert_int_equal(plain.length, resolved.length);
    assert_memory_equal(plain.bytes, resolved.bytes, plain.length);
    buffer_free(&plain);
    buffer_free(&resolved);
    arena_free(arena);
}

static void bytes_cut_anywhere_are_refused(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct buffer bytes = encode(sample_screen(arena));
    for (size_t length = 0; length < bytes.length; length++) {
        struct error error = {0};
        if (decode_exactly(arena, bytes.bytes, length, &error))
            fail_msg("accepted %zu of %zu bytes", length, bytes.length);
        assert_int_equal(error.kind, ERROR_INPUT);
    }
    buffer_add_char(&bytes, '\0');
    struct error error = {0};
    assert_null(decode_exactly(arena, bytes.bytes, bytes.length, &error));
    assert_non_null(strstr(error.text, "followed by 1 bytes too many"));
    buffer_free(&bytes);
    arena_free(arena);
}

static void bytes_changed_anywhere_do_no_harm(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct buffer bytes = encode(sample_screen(arena));
    static const unsigned char changes[] = {0x01, 0x80, 0xFF};
    for (size_t at = 0; at < bytes.length; at++)
        for (size_t i = 0; i < sizeof changes; i++) {
            struct arena *own = arena_new();
            struct error error = {0};
            bytes.bytes[at] = (char)(bytes.bytes[at] ^ changes[i]);
            struct screen_node *root = decode_exactly(own, bytes.bytes, bytes.length, &error);
            assert_true(root ? screen_check(root, NULL) : error.text[0] != '\0');
            bytes.bytes[at] = (char)(bytes.bytes[at] ^ changes[i]);
            arena_free(own);
        }
    buffer_free(&bytes);
    arena_free(arena);
}

/* ---- Bytes written by hand ---- */

static void put_node(struct buffer *out, uint32_t role, uint32_t tone, uint32_t flags,
                     const char *id, uint32_t children)
{
    screen_write_u32(out, role);
    screen_write_u32(out, tone);
    screen_write_u32(out, flags);
    screen_write_text(out, id);
    for (unsigned i = 0; i < 3; i++)
        screen_text_encode(out, &(struct screen_text){.key = i ? NULL : "k"});
    screen_write_text(out, NULL);
    screen_write_text(out, NULL);
    screen_write_i64(out, 0);
    screen_write_i64(out, 0);
    screen_write_u32(out, children);
}

static void put_start(struct buffer *out, uint32_t children)
{
    buffer_add_char(out, 1);
    screen_write_u32(out, children);
}

static void write_other_version(struct buffer *out)
{
    buffer_add_char(out, 2);
    screen_write_u32(out, 0);
}

static void write_core_role(struct buffer *out)
{
    put_start(out, 1);
    put_node(out, ROLE_TICKET, 0, 0, NULL, 0);
}

static void write_no_role(struct buffer *out)
{
    put_start(out, 1);
    put_node(out, 0, 0, 0, NULL, 0);
}

static void write_huge_count(struct buffer *out)
{
    put_start(out, 0xFFFFFFFF);
}

static void write_many_nodes(struct buffer *out)
{
    put_start(out, SCREEN_MAX_NODES);
    put_node(out, ROLE_GROUP, 0, 0, NULL, SCREEN_MAX_NODES);
    for (unsigned i = 0; i < 2 * SCREEN_MAX_NODES; i++)
        put_node(out, ROLE_TITLE, 0, 0, NULL, 0);
}

static void write_deep(struct buffer *out)
{
    put_start(out, 1);
    for (unsigned i = 0; i < 300; i++)
        put_node(out, ROLE_GROUP, 0, 0, NULL, 1);
    put_node(out, ROLE_GROUP, 0, 0, NULL, 0);
}

static void write_child_of_leaf(struct buffer *out)
{
    put_start(out, 1);
    put_node(out, ROLE_TILE, 0, 0, "a", 1);
    put_node(out, ROLE_TILE, 0, 0, "b", 0);
}

static void write_selected(struct buffer *out)
{
    put_start(out, 1);
    put_node(out, ROLE_TILE, 0, FLAG_SELECTED, "a", 0);
}

static void write_tone(struct buffer *out)
{
    put_start(out, 1);
    put_node(out, ROLE_TILE, 0x80000000, 0, "a", 0);
}

static void write_long_id(struct buffer *out)
{
    put_start(out, 1);
    put_node(out, ROLE_TILE, 0, 0,
             "1234567890123456789012345678901234567890123456789012345678901234", 0);
}

static void write_id_with_end(struct buffer *out)
{
    put_start(out, 1);
    put_node(out, ROLE_TILE, 0, 0, "abc", 0);
    out->bytes[1 + 4 + 12 + 4 + 1] = '\0';
}

static void write_bad_utf8(struct buffer *out)
{
    put_start(out, 1);
    put_node(out, ROLE_TILE, 0, 0, "abc", 0);
    out->bytes[1 + 4 + 12 + 4 + 1] = '\xFF';
}

static void write_twice_the_id(struct buffer *out)
{
    put_start(out, 2);
    put_node(out, ROLE_TILE, 0, 0, "a", 0);
    put_node(out, ROLE_TILE, 0, 0, "a", 0);
}

static void write_too_large(struct buffer *out)
{
    put_start(out, 20);
    for (unsigned i = 0; i < 20; i++) {
        put_node(out, ROLE_PARAGRAPH, 0, 0, NULL, 0);
        for (unsigned j = 0; j < 4000; j++)
            buffer_add_char(out, 'x');
    }
}

static void hostile_bytes_get_a_sentence(void **state)
{
    (void)state;
    static const struct {
        void (*write)(struct buffer *out);
        const char *sentence;
    } cases[] = {
        {write_other_version, "another version"},
        {write_core_role, "node 1: the role 101 is unknown or not for plugins"},
        {write_no_role, "node 1: the role 0"},
        {write_huge_count, "make no sense at 5 of 5"},
        {write_many_nodes, "more than the 400 nodes"},
        {write_deep, "nested deeper than the 8 levels"},
        {write_child_of_leaf, "tile 1: it cannot hold others"},
        {write_selected, "tile 1: the tone 0 or the flags 16 are unknown"},
        {write_tone, "tile 1: the tone 2147483648"},
        {write_long_id, "make no sense"},
        {write_id_with_end, "make no sense"},
        {write_bad_utf8, "make no sense"},
        {write_twice_the_id, "the id \"a\" stands twice: tile 1 and tile 2"},
        {write_too_large, "larger than the 65536 bytes"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena *arena = arena_new();
        struct buffer bytes = buffer_new(1 << 20);
        struct error error = {0};
        cases[i].write(&bytes);
        assert_null(decode_exactly(arena, bytes.bytes, bytes.length, &error));
        if (!strstr(error.text, cases[i].sentence))
            fail_msg("\"%s\" does not say \"%s\"", error.text, cases[i].sentence);
        buffer_free(&bytes);
        arena_free(arena);
    }
}

static void the_reader_says_when_nothing_is_left(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct buffer out = buffer_new(1000);
    screen_write_u32(&out, 0xDEADBEEF);
    screen_write_i64(&out, INT64_MIN);
    screen_write_text(&out, NULL);
    screen_write_text(&out, "");
    screen_write_text(&out, "مرحبا");
    struct screen_reader reader = {.bytes = (const unsigned char *)out.bytes, .length = out.length};
    assert_int_equal(screen_read_u32(&reader), 0xDEADBEEF);
    assert_true(screen_read_i64(&reader) == INT64_MIN);
    assert_null(screen_read_text(&reader, arena, 10));
    assert_false(reader.failed);
    assert_string_equal(screen_read_text(&reader, arena, 10), "");
    size_t before = reader.position;
    assert_string_equal(screen_read_text(&reader, arena, 10), "مرحبا");
    assert_false(reader.failed);
    assert_int_equal(screen_read_u32(&reader), 0);
    assert_true(reader.failed);
    reader = (struct screen_reader){
        .bytes = (const unsigned char *)out.bytes, .length = out.length, .position = before};
    assert_null(screen_read_text(&reader, arena, 9));
    assert_true(reader.failed);
    buffer_free(&out);
    arena_free(arena);
}

static void words_without_their_parts_are_refused(void **state)
{
    (void)state;
    /* form, then what follows it; 0xFFFFFFFF is an absent text */
    static const uint32_t cases[][6] = {
        {1, 0xFFFFFFFF},
        {3, 0xFFFFFFFF},
        {2, 0},
        {2, 6},
        {4},
        {0xFFFF},
        {2, 1, 0xFFFFFFFF, 0},                /* a variant in no language */
        {2, 1, 0, 0xFFFFFFFF},                /* and one without words */
        {1, 0, 1, 3, 0xFFFFFFFF, 0xFFFFFFFF}, /* an argument without a name */
        {1, 0, 1, 9, 0, 0},                   /* and one of no kind */
        {1, 0, 9},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena *arena = arena_new();
        struct buffer out = buffer_new(1000);
        struct screen_text words = {.key = "before"};
        for (size_t j = 0; j < 6; j++)
            screen_write_u32(&out, cases[i][j]);
        screen_write_i64(&out, 0);
        struct screen_reader reader = {.bytes = (const unsigned char *)out.bytes,
                                       .length = out.length};
        screen_read_words(&reader, arena, &words);
        assert_true(reader.failed);
        assert_null(words.key);
        assert_int_equal(words.variants.count, 0);
        buffer_free(&out);
        arena_free(arena);
    }
}

/* ---- Random trees ---- */

static uint32_t randomness = 88172645u;

static uint32_t random_below(uint32_t limit)
{
    randomness ^= randomness << 13;
    randomness ^= randomness >> 17;
    randomness ^= randomness << 5;
    return randomness % limit;
}

static void random_leaf(struct arena *arena, struct screen_node *parent, unsigned number)
{
    static const enum screen_role roles[] = {ROLE_PARAGRAPH, ROLE_NOTICE, ROLE_PICTURE, ROLE_TILE,
                                             ROLE_BUTTON,    ROLE_FIELD,  ROLE_LINK};
    enum screen_role role = roles[random_below(7)];
    char id[16];
    snprintf(id, sizeof id, "n%u", number);
    struct screen_node *node = screen_add(arena, parent, role, id);
    node->label = random_below(2) ? sample_variants() : sample_message();
    if (random_below(3) == 0)
        node->detail = screen_words(arena, "ⴰⵏⵙⵓⴼ");
    node->flags = random_below(16);
    node->number = role == ROLE_FIELD ? 1 + random_below(500) : random_below(1000000);
    if (role == ROLE_LINK)
        node->value = "https://www.example.org/a?b=c";
    else if (role == ROLE_PICTURE)
        node->value = random_below(2) ? "card.svg" : NULL;
    else
        node->value = random_below(2) ? "ab" : NULL;
}

static void any_good_tree_comes_back_the_same(void **state)
{
    (void)state;
    for (unsigned round = 0; round < 300; round++) {
        struct arena *arena = arena_new();
        struct error error = {0};
        struct screen_node *root = screen_new(arena), *parent = root;
        unsigned depth = 0;
        for (unsigned i = 0, count = random_below(60); i < count; i++) {
            if (random_below(4) == 0 && depth + 2 < SCREEN_MAX_DEPTH) {
                parent = screen_add(arena, parent, ROLE_GROUP, NULL);
                depth++;
            } else if (random_below(5) == 0 && parent != root) {
                parent = parent->parent;
                depth--;
            } else {
                random_leaf(arena, parent, i);
            }
        }
        struct buffer once = encode(root);
        struct screen_node *decoded = decode_exactly(arena, once.bytes, once.length, &error);
        if (!decoded)
            fail_msg("round %u: %s", round, error.text);
        struct buffer twice = encode(decoded);
        assert_int_equal(once.length, twice.length);
        assert_memory_equal(once.bytes, twice.bytes, once.length);
        buffer_free(&once);
        buffer_free(&twice);
        arena_free(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_screen_survives_the_way),
        cmocka_unit_test(what_was_resolved_or_chosen_stays_behind),
        cmocka_unit_test(bytes_cut_anywhere_are_refused),
        cmocka_unit_test(bytes_changed_anywhere_do_no_harm),
        cmocka_unit_test(hostile_bytes_get_a_sentence),
        cmocka_unit_test(the_reader_says_when_nothing_is_left),
        cmocka_unit_test(words_without_their_parts_are_refused),
        cmocka_unit_test(any_good_tree_comes_back_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
