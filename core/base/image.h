/* A picture in memory: 0xAARRGGBB, straight alpha, rows without gaps. */
#ifndef MARHABA_BASE_IMAGE_H
#define MARHABA_BASE_IMAGE_H

#include <stdint.h>

struct image {
    int width, height; /* in pixels; both 0 for no picture */
    uint32_t *pixels;  /* owned */
};

struct image image_new(int width, int height, uint32_t fill);
void image_free(struct image *image); /* wipes: pictures hold what visitors typed */

/* Lays `top` over `ground` at x, y with its alpha; parts outside are cut. */
void image_draw(struct image *ground, const struct image *top, int x, int y);
void image_fill(struct image *ground, int x, int y, int width, int height, uint32_t colour);

#endif
