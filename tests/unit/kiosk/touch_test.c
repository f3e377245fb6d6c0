#include "people.h"

#include "kiosk/touch.h"

#include <string.h>

struct hand {
    char move; /* d own, m ove, u p */
    int finger, x, y, at;
};

struct case_of {
    const char *what, *pressed; /* ids pressed, in order */
    struct hand hands[8];
};

static const struct case_of cases[] = {
    {"a press acts on release", "a", {{'d', 1, 50, 50, 0}, {'u', 1, 55, 52, 90}}},
    {"sliding off cancels",
     "",
     {{'d', 1, 50, 50, 0}, {'m', 1, 50, 300, 50}, {'u', 1, 50, 300, 90}}},
    {"and coming back does not undo that",
     "",
     {{'d', 1, 50, 50, 0}, {'m', 1, 50, 300, 50}, {'m', 1, 50, 50, 60}, {'u', 1, 50, 50, 90}}},
    {"the second of two quick presses is a trembling hand",
     "a",
     {{'d', 1, 50, 50, 0}, {'u', 1, 50, 50, 50}, {'d', 1, 50, 50, 150}, {'u', 1, 50, 50, 200}}},
    {"later it counts",
     "aa",
     {{'d', 1, 50, 50, 0}, {'u', 1, 50, 50, 50}, {'d', 1, 50, 50, 350}, {'u', 1, 50, 50, 400}}},
    {"another box at once is meant",
     "ab",
     {{'d', 1, 50, 50, 0}, {'u', 1, 50, 50, 50}, {'d', 1, 250, 50, 100}, {'u', 1, 250, 50, 150}}},
    {"a second finger changes nothing",
     "a",
     {{'d', 1, 50, 50, 0}, {'d', 2, 250, 50, 20}, {'u', 2, 250, 50, 60}, {'u', 1, 50, 50, 90}}},
    {"what is disabled is not pressed", "", {{'d', 1, 450, 50, 0}, {'u', 1, 450, 50, 50}}},
    {"nor is what cannot be seen", "", {{'d', 1, 650, 50, 0}, {'u', 1, 650, 50, 50}}},
    {"nothing is there", "", {{'d', 1, 950, 50, 0}, {'u', 1, 950, 50, 50}}},
    {"keys are typed fast",
     "kk",
     {{'d', 1, 50, 250, 0},
      {'u', 1, 50, 250, 30},
      {'d', 1, 50, 250, 100},
      {'u', 1, 50, 250, 150}}}};

static struct display *make_display(void)
{
    struct display *display = display_new(1000, 400);
    add_box(display, "a", 0, 0, 200, 200);
    add_box(display, "b", 200, 0, 200, 200);
    add_box(display, "c", 400, 0, 200, 200)->disabled = true;
    add_box(display, "d", 600, 0, 200, 200)->visible = false;
    add_box(display, "k", 0, 220, 100, 100)->layer = LAYER_KEYBOARD;
    return display;
}

static void test_hands(void **state)
{
    (void)state;
    struct display *display = make_display();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct touch touch = {0};
        char pressed[16] = "";
        for (const struct hand *hand = cases[i].hands; hand->move; hand++) {
            const struct box *box = NULL;
            if (hand->move == 'd')
                touch_down(&touch, display, hand->finger, hand->x, hand->y);
            else if (hand->move == 'm')
                touch_move(&touch, display, hand->finger, hand->x, hand->y);
            else
                box = touch_up(&touch, display, hand->finger, hand->x, hand->y, 1000 + hand->at);
            if (box)
                pressed[strlen(pressed)] = box->id[0];
        }
        print_message("%s\n", cases[i].what);
        assert_string_equal(pressed, cases[i].pressed);
    }
    display_free(display);
}

static void test_looks_pressed_at_once(void **state)
{
    (void)state;
    struct display *display = make_display();
    struct touch touch = {0};
    assert_true(touch_down(&touch, display, 1, 50, 50));
    assert_string_equal(touch.pressed, "a");
    assert_false(touch_move(&touch, display, 1, 60, 60));
    assert_true(touch_move(&touch, display, 1, 900, 60));
    assert_string_equal(touch.pressed, "");
    display_free(display);
}

static void test_question_covers_all(void **state)
{
    (void)state;
    struct display *display = make_display();
    add_box(display, "stay", 300, 300, 100, 50)->layer = LAYER_OVER;
    assert_null(display_hit(display, 50, 50));
    assert_string_equal(display_hit(display, 350, 320)->id, "stay");
    display_free(display);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_hands),
                                       cmocka_unit_test(test_looks_pressed_at_once),
                                       cmocka_unit_test(test_question_covers_all)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
