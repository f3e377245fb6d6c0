/* Paints displays: only what differs from the one painted before. */
#ifndef MARHABA_KIOSK_PAINT_H
#define MARHABA_KIOSK_PAINT_H

#include "kiosk/display.h"
#include "kiosk/pictures.h"
#include "kiosk/theme.h"

struct painter {
    const struct theme *theme;
    struct paragraphs *paragraphs;
    struct pictures *pictures;
};

#define PAINT_MOST_RECTS 16u

/* Paints what of `after` lies in each of the rectangles. The surface has 32 bits a pixel, XRGB. */
void paint(const struct painter *painter, SDL_Surface *surface, const struct display *after,
           const SDL_Rect *rects, size_t count);

#endif
