/* One finger (or the mouse): acts on release, sliding off cancels, an immediate repeat of the same
 * press is taken for a trembling hand and ignored. */
#ifndef MARHABA_KIOSK_TOUCH_H
#define MARHABA_KIOSK_TOUCH_H

#include "kiosk/display.h"

#define TOUCH_ID 96

struct touch {
    bool down;
    int64_t finger;
    char pressed[TOUCH_ID]; /* id of the box held down; "" for none */
    char last[TOUCH_ID];    /* pressed last, and when */
    int64_t last_ms;
};

/* Each returns whether what is held down changed, and so the look of it. */
bool touch_down(struct touch *touch, const struct display *display, int64_t finger, int x, int y);
bool touch_move(struct touch *touch, const struct display *display, int64_t finger, int x, int y);

/* The box to act on, or NULL. `pressed` is empty afterwards. */
const struct box *touch_up(struct touch *touch, const struct display *display, int64_t finger,
                           int x, int y, int64_t now_ms);

#endif
