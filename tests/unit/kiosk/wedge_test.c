#include "people.h"

#include "kiosk/wedge.h"

#include <string.h>

static int64_t type(struct wedge *wedge, const char *digits, int64_t at, int64_t each)
{
    for (; *digits; digits++, at += each) {
        SDL_Scancode key =
            *digits == '0' ? SDL_SCANCODE_0 : (SDL_Scancode)(SDL_SCANCODE_1 + (*digits - '1'));
        assert_true(wedge_key(wedge, key, false, at));
    }
    return at;
}

static void test_scan_with_enter(void **state)
{
    (void)state;
    struct wedge wedge;
    wedge_start(&wedge);
    int64_t at = type(&wedge, "482177306", 1000, 5);
    assert_null(wedge_take(&wedge, at));
    assert_true(wedge_key(&wedge, SDL_SCANCODE_RETURN, false, at));
    assert_string_equal(wedge_take(&wedge, at), "482177306");
    wedge_clear(&wedge);
    assert_null(wedge_take(&wedge, at));
    wedge_end(&wedge);
}

static void test_scan_without_enter(void **state)
{
    (void)state;
    struct wedge wedge;
    wedge_start(&wedge);
    int64_t at = type(&wedge, "482177306", 1000, 5);
    int64_t wait = wedge_wait_ms(&wedge, at);
    assert_true(wait > 0 && wait <= 250);
    assert_string_equal(wedge_take(&wedge, at + wait), "482177306");
    wedge_end(&wedge);
}

/* A person at a keyboard, and an Enter that is for the focus. */
static void test_not_a_scan(void **state)
{
    (void)state;
    struct wedge wedge;
    wedge_start(&wedge);
    assert_int_equal(wedge_wait_ms(&wedge, 0), -1);
    assert_false(wedge_key(&wedge, SDL_SCANCODE_RETURN, false, 10));
    assert_false(wedge_key(&wedge, SDL_SCANCODE_TAB, false, 20));
    assert_false(wedge_key(&wedge, SDL_SCANCODE_SPACE, false, 30));
    int64_t at = type(&wedge, "4821773064", 1000, 400);
    assert_false(wedge_key(&wedge, SDL_SCANCODE_RETURN, false, at));
    assert_null(wedge_take(&wedge, at));
    wedge_end(&wedge);
}

static void test_letters_and_floods(void **state)
{
    (void)state;
    struct wedge wedge;
    wedge_start(&wedge);
    for (int i = 0; i < 9; i++)
        wedge_key(&wedge, SDL_SCANCODE_A, i % 2 == 0, 1000 + i);
    assert_string_equal(wedge_take(&wedge, 2000), "AaAaAaAaA");
    for (int i = 0; i < 10000; i++)
        wedge_key(&wedge, SDL_SCANCODE_KP_7, false, 5000 + i / 10);
    const char *text = wedge_take(&wedge, 9000);
    assert_non_null(text);
    assert_true(strlen(text) <= 4096);
    wedge_end(&wedge);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_scan_with_enter), cmocka_unit_test(test_scan_without_enter),
        cmocka_unit_test(test_not_a_scan), cmocka_unit_test(test_letters_and_floods)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
