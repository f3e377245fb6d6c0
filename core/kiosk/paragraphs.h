/* Paragraphs measured and drawn once, then kept: the least recently used go first once the pictures
 * pass a bound. What a visitor may have typed is marked personal and wiped at the end of a visit.
 */
#ifndef MARHABA_KIOSK_PARAGRAPHS_H
#define MARHABA_KIOSK_PARAGRAPHS_H

#include "text/text.h"

#include <SDL2/SDL.h>

struct paragraphs;

struct paragraph {
    uint64_t key;      /* equal keys are equal pictures */
    int width, height; /* of the widest line; of all lines */
    int lines;
};

/* `bound` in bytes of pictures. */
struct paragraphs *paragraphs_new(const char *fonts_yaml, size_t bound, struct error *error);
void paragraphs_free(struct paragraphs *paragraphs);

/* Alive until the second paragraphs_turn from now. */
const struct paragraph *paragraphs_get(struct paragraphs *paragraphs, const char *text,
                                       const struct text_style *style, int width, bool personal);

/* Drawn when first asked for; borrowed. NULL when there is nothing to see. */
SDL_Surface *paragraphs_picture(struct paragraphs *paragraphs, const struct paragraph *paragraph);

/* A screen was laid out and painted: what it and the one before did not use may go. */
void paragraphs_turn(struct paragraphs *paragraphs);

/* Wipes everything personal at once. Nothing got before may be used afterwards. */
void paragraphs_forget(struct paragraphs *paragraphs);

#endif
