#include "kiosk/focus.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct box *focus_box(const struct focus *focus, const struct display *display)
{
    const struct box *box = focus->id[0] ? display_find(display, focus->id) : NULL;
    return box && box_can_be_pressed(display, box) ? box : NULL;
}

static const struct box *step(const struct display *display, const struct box *from, int by)
{
    size_t count = display->box_count;
    size_t at = from ? (size_t)(from - display->boxes) : by > 0 ? count - 1 : 0;
    for (size_t i = 0; i < count; i++) {
        at = (at + count + (size_t)(by + (int)count)) % count;
        if (box_can_be_pressed(display, &display->boxes[at]))
            return &display->boxes[at];
    }
    return from;
}

static SDL_Point middle(SDL_Rect rect)
{
    return (SDL_Point){rect.x + rect.w / 2, rect.y + rect.h / 2};
}

/* The nearest one on that side; what lies askew counts as farther away. */
static const struct box *towards(const struct display *display, const struct box *from, int x,
                                 int y)
{
    const struct box *best = NULL;
    int64_t best_cost = 0;
    SDL_Point here = middle(from->rect);
    for (size_t i = 0; i < display->box_count; i++) {
        const struct box *box = &display->boxes[i];
        if (box == from || !box_can_be_pressed(display, box))
            continue;
        SDL_Point there = middle(box->rect);
        int64_t ahead = (int64_t)(there.x - here.x) * x + (int64_t)(there.y - here.y) * y;
        int64_t askew =
            llabs((int64_t)(there.x - here.x) * y) + llabs((int64_t)(there.y - here.y) * x);
        int64_t cost = ahead + askew * 3;
        if (ahead > 0 && (!best || cost < best_cost)) {
            best = box;
            best_cost = cost;
        }
    }
    return best ? best : from;
}

void focus_move(struct focus *focus, const struct display *display, enum focus_move move)
{
    if (display->box_count == 0)
        return;
    const struct box *from = focus_box(focus, display), *to = NULL;
    if (!from || move == FOCUS_NEXT || move == FOCUS_PREVIOUS)
        to = step(display, from, move == FOCUS_PREVIOUS ? -1 : 1);
    else
        to = towards(display, from, move == FOCUS_LEFT ? -1 : move == FOCUS_RIGHT,
                     move == FOCUS_UP ? -1 : move == FOCUS_DOWN);
    snprintf(focus->id, sizeof focus->id, "%s", to && to->id ? to->id : "");
}
