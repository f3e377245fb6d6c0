#include "kiosk/touch.h"

#include <stdio.h>
#include <string.h>

#define REPEAT_MS     300
#define KEY_REPEAT_MS 80 /* two of the same letter are often typed fast */

bool touch_down(struct touch *touch, const struct display *display, int64_t finger, int x, int y)
{
    if (touch->down)
        return false;
    const struct box *box = display_hit(display, x, y);
    touch->down = true;
    touch->finger = finger;
    snprintf(touch->pressed, sizeof touch->pressed, "%s", box && box->id ? box->id : "");
    return touch->pressed[0];
}

bool touch_move(struct touch *touch, const struct display *display, int64_t finger, int x, int y)
{
    if (!touch->down || finger != touch->finger || !touch->pressed[0])
        return false;
    const struct box *box = display_find(display, touch->pressed);
    SDL_Point point = {x, y};
    if (box && SDL_PointInRect(&point, &box->rect))
        return false;
    touch->pressed[0] = '\0';
    return true;
}

const struct box *touch_up(struct touch *touch, const struct display *display, int64_t finger,
                           int x, int y, int64_t now_ms)
{
    if (!touch->down || finger != touch->finger)
        return NULL;
    touch_move(touch, display, finger, x, y);
    touch->down = false;
    const struct box *box = touch->pressed[0] ? display_find(display, touch->pressed) : NULL;
    touch->pressed[0] = '\0';
    if (!box || !box_can_be_pressed(display, box))
        return NULL;
    int64_t least = box->layer == LAYER_KEYBOARD ? KEY_REPEAT_MS : REPEAT_MS;
    bool again = strcmp(box->id, touch->last) == 0 && now_ms - touch->last_ms < least;
    snprintf(touch->last, sizeof touch->last, "%s", box->id);
    touch->last_ms = now_ms;
    return again ? NULL : box;
}
