/* What every test of the kiosk's face needs: cmocka and a display made by hand. */
#ifndef MARHABA_TESTS_KIOSK_PEOPLE_H
#define MARHABA_TESTS_KIOSK_PEOPLE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first. */
#include <cmocka.h>

#include "kiosk/display.h"

static inline struct box *add_box(struct display *display, const char *id, int x, int y, int width,
                                  int height)
{
    struct box *box = display_box(display, NULL, (SDL_Rect){x, y, width, height});
    box->id = id;
    box->act = ACT_PRESS;
    return box;
}

#endif
