/* The focus for keys and keypads: one ring, moved in reading order or towards a side. */
#ifndef MARHABA_KIOSK_FOCUS_H
#define MARHABA_KIOSK_FOCUS_H

#include "kiosk/display.h"

struct focus {
    char id[96]; /* "" while nobody uses keys */
};

enum focus_move { FOCUS_NEXT, FOCUS_PREVIOUS, FOCUS_UP, FOCUS_DOWN, FOCUS_LEFT, FOCUS_RIGHT };

/* NEXT and PREVIOUS go round; the others stay where nothing lies that way. */
void focus_move(struct focus *focus, const struct display *display, enum focus_move move);

/* The focused box, when it can be pressed now. */
const struct box *focus_box(const struct focus *focus, const struct display *display);

#endif
