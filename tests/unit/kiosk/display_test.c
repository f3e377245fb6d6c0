#include "people.h"

#include "kiosk/focus.h"
#include "kiosk/paint.h"

#include <string.h>

static struct display *one_card(int x, uint32_t colour)
{
    struct display *display = display_new(400, 300);
    display->ground = 0xFFFFFFFF;
    struct item *item = display_item(display, ITEM_FILL, (SDL_Rect){x, 20, 100, 50});
    item->colour = colour;
    item = display_item(display, ITEM_FILL, (SDL_Rect){250, 200, 40, 40});
    item->colour = 0xFF00FF00;
    return display;
}

static void test_difference(void **state)
{
    (void)state;
    SDL_Rect out[PAINT_MOST_RECTS];
    struct display *before = one_card(10, 0xFFFF0000), *same = one_card(10, 0xFFFF0000),
                   *other = one_card(10, 0xFF0000FF), *moved = one_card(60, 0xFFFF0000);
    display_seal(before);
    display_seal(same);
    display_seal(other);
    display_seal(moved);
    assert_int_equal(display_difference(NULL, before, out, PAINT_MOST_RECTS), 1);
    assert_int_equal(out[0].w, 400);
    assert_int_equal(display_difference(before, same, out, PAINT_MOST_RECTS), 0);
    assert_int_equal(display_difference(before, other, out, PAINT_MOST_RECTS), 1);
    assert_memory_equal(&out[0], &((SDL_Rect){10, 20, 100, 50}), sizeof out[0]);
    assert_int_equal(display_difference(before, moved, out, PAINT_MOST_RECTS), 1);
    assert_memory_equal(&out[0], &((SDL_Rect){10, 20, 150, 50}), sizeof out[0]);
    display_free(before);
    display_free(same);
    display_free(other);
    display_free(moved);
}

/* However many changes there are, their rectangles cover all of them. */
static void test_many_differences(void **state)
{
    (void)state;
    SDL_Rect out[4];
    struct display *before = display_new(1000, 1000), *after = display_new(1000, 1000);
    for (int i = 0; i < 40; i++)
        display_item(after, ITEM_FILL, (SDL_Rect){i * 25, i * 37 % 990, 9, 9})->colour = 0xFF000000;
    display_seal(before);
    display_seal(after);
    size_t count = display_difference(before, after, out, 4);
    assert_true(count >= 1 && count <= 4);
    for (size_t i = 0; i < after->item_count; i++) {
        bool covered = false;
        for (size_t r = 0; r < count; r++) {
            SDL_Rect both;
            SDL_UnionRect(&out[r], &after->items[i].rect, &both);
            covered = covered || SDL_RectEquals(&both, &out[r]);
        }
        assert_true(covered);
    }
    display_free(before);
    display_free(after);
}

/* Painting only what differs gives the same pixels as painting all. */
static void test_partial_painting(void **state)
{
    (void)state;
    struct painter painter = {.pictures = pictures_new(MARHABA_STAGE "/share/marhaba/icons")};
    struct display *before = one_card(10, 0xFFFF0000), *after = one_card(70, 0x800000FF);
    before->items[0].radius = after->items[0].radius = 20;
    display_seal(before);
    display_seal(after);
    SDL_Surface *part = SDL_CreateRGBSurfaceWithFormat(0, 400, 300, 32, SDL_PIXELFORMAT_RGB888);
    SDL_Surface *whole = SDL_CreateRGBSurfaceWithFormat(0, 400, 300, 32, SDL_PIXELFORMAT_RGB888);
    SDL_Rect all = {0, 0, 400, 300}, changed[PAINT_MOST_RECTS];
    paint(&painter, part, before, &all, 1);
    paint(&painter, part, after, changed,
          display_difference(before, after, changed, PAINT_MOST_RECTS));
    paint(&painter, whole, after, &all, 1);
    assert_memory_equal(part->pixels, whole->pixels, (size_t)whole->pitch * 300);
    SDL_FreeSurface(part);
    SDL_FreeSurface(whole);
    display_free(before);
    display_free(after);
    pictures_free(painter.pictures);
}

static void test_mirror(void **state)
{
    (void)state;
    struct display *display = one_card(10, 0xFFFF0000);
    add_box(display, "a", 10, 20, 100, 50);
    display_mirror(display);
    assert_int_equal(display->items[0].rect.x, 290);
    assert_int_equal(display->boxes[0].rect.x, 290);
    display_mirror(display);
    assert_int_equal(display->boxes[0].rect.x, 10);
    display_free(display);
}

static void test_focus(void **state)
{
    (void)state;
    struct display *display = display_new(600, 600);
    add_box(display, "a", 0, 0, 100, 100);
    add_box(display, "b", 200, 0, 100, 100);
    add_box(display, "off", 400, 0, 100, 100)->disabled = true;
    add_box(display, "c", 0, 200, 100, 100);
    struct focus focus = {0};
    static const struct {
        enum focus_move move;
        const char *expected;
    } moves[] = {{FOCUS_NEXT, "a"},  {FOCUS_NEXT, "b"},     {FOCUS_NEXT, "c"},    {FOCUS_NEXT, "a"},
                 {FOCUS_RIGHT, "b"}, {FOCUS_RIGHT, "b"},    {FOCUS_LEFT, "a"},    {FOCUS_DOWN, "c"},
                 {FOCUS_UP, "a"},    {FOCUS_PREVIOUS, "c"}, {FOCUS_PREVIOUS, "b"}};
    for (size_t i = 0; i < sizeof moves / sizeof *moves; i++) {
        focus_move(&focus, display, moves[i].move);
        assert_string_equal(focus.id, moves[i].expected);
        assert_string_equal(focus_box(&focus, display)->id, moves[i].expected);
    }
    display_free(display);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_difference),
                                       cmocka_unit_test(test_many_differences),
                                       cmocka_unit_test(test_partial_painting),
                                       cmocka_unit_test(test_mirror), cmocka_unit_test(test_focus)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
