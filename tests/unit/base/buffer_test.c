#include "base/buffer.h"

#include "base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void bytes_are_added_up_to_the_maximum(void **state)
{
    (void)state;
    struct buffer buffer = buffer_new(10);
    assert_string_equal(buffer_text(&buffer), "");
    buffer_add_text(&buffer, "abc");
    buffer_add_text(&buffer, NULL);
    buffer_print(&buffer, "%d-%s", 42, "de");
    assert_string_equal(buffer_text(&buffer), "abc42-de");
    buffer_add(&buffer, "12", 2);
    assert_false(buffer.full);
    assert_string_equal(buffer_text(&buffer), "abc42-de12");
    buffer_add_char(&buffer, 'x');
    assert_true(buffer.full);
    assert_string_equal(buffer_text(&buffer), "abc42-de12");
    buffer_free(&buffer);
}

static void once_full_it_takes_nothing_more(void **state)
{
    (void)state;
    struct buffer buffer = buffer_new(4);
    buffer_add_text(&buffer, "abcde"); /* all or nothing */
    assert_true(buffer.full);
    assert_int_equal(buffer.length, 0);
    buffer_add_text(&buffer, "a"); /* would fit, but a gap must not go unseen */
    assert_int_equal(buffer.length, 0);
    buffer_print(&buffer, "%d", 1);
    assert_int_equal(buffer.length, 0);
    buffer_clear(&buffer);
    assert_false(buffer.full);
    buffer_add_text(&buffer, "abcd");
    assert_string_equal(buffer_text(&buffer), "abcd");
    buffer_free(&buffer);
    buffer_add_text(&buffer, "ab"); /* usable again */
    assert_string_equal(buffer_text(&buffer), "ab");
    buffer_free(&buffer);
}

static void growth_keeps_what_is_there(void **state)
{
    (void)state;
    struct buffer buffer = buffer_new(100000);
    for (unsigned i = 0; i < 20000; i++)
        buffer_print(&buffer, "%05u", i);
    assert_int_equal(buffer.length, 100000);
    assert_false(buffer.full);
    assert_memory_equal(buffer.bytes + 5 * 12345, "12345", 5);
    assert_int_equal(buffer.bytes[buffer.length], '\0');
    buffer_free(&buffer);
}

static void clearing_wipes(void **state)
{
    (void)state;
    struct buffer buffer = buffer_new(100);
    buffer_add_text(&buffer, "secret");
    buffer_clear(&buffer);
    for (size_t i = 0; i < 6; i++)
        assert_int_equal(buffer.bytes[i], 0);
    assert_string_equal(buffer_text(&buffer), "");
    buffer_free(&buffer);
}

static void an_arena_gives_zeroed_aligned_room(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    for (size_t size = 0; size < 20000; size += 977) {
        unsigned char *taken = arena_take(arena, size, 1);
        assert_int_equal((uintptr_t)taken % _Alignof(max_align_t), 0);
        for (size_t i = 0; i < size; i++)
            assert_int_equal(taken[i], 0);
        memset(taken, 0xAA, size);
    }
    assert_null(arena_copy(arena, NULL));
    assert_string_equal(arena_copy(arena, "abc"), "abc");
    assert_string_equal(arena_copy_part(arena, "abc", 2), "ab");
    assert_string_equal(arena_print(arena, "%s %d", "x", 7), "x 7");
    arena_free(arena);
    arena_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bytes_are_added_up_to_the_maximum),
        cmocka_unit_test(once_full_it_takes_nothing_more),
        cmocka_unit_test(growth_keeps_what_is_there),
        cmocka_unit_test(clearing_wipes),
        cmocka_unit_test(an_arena_gives_zeroed_aligned_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
