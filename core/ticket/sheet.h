/* A strip of paper that is filled from the top down: words, rules, stars, pictures. Positions are
 * said as start and end, and mirrored for languages written from the right. Used inside this room
 * only. */
#ifndef MARHABA_TICKET_SHEET_H
#define MARHABA_TICKET_SHEET_H

#include "base/image.h"
#include "language/language.h"
#include "text/text.h"

#include <stddef.h>

#define SHEET_INK   0xFF000000u
#define SHEET_PAPER 0xFFFFFFFFu

#define SHEET_LONGEST 24000 /* dots, 3 m: beyond it no one means what is printed */

struct sheet;

struct words {
    const char *text;
    const struct language *language;
    int size;
    bool bold;
    enum text_align align;
};

struct sheet *sheet_new(struct text_engine *engine, int width, bool rtl);
void sheet_free(struct sheet *sheet);

/* Where the next thing goes, from the top. */
int sheet_y(const struct sheet *sheet);
void sheet_move(struct sheet *sheet, int down);

/* Whether words were left out because the sheet would have grown past SHEET_LONGEST. */
bool sheet_is_full(const struct sheet *sheet);

/* Lays the words at the present height, `start` pixels from the start side, in `width`; returns how
 * high they are and does not move on. */
int sheet_words(struct sheet *sheet, const struct words *words, int start, int width);

/* One line of words as a picture no higher than its ink, to be placed with sheet_put. Owned. */
struct image sheet_picture(struct sheet *sheet, const struct words *words);

/* Takes the picture over and places it at the present height, `down` lower. */
void sheet_put(struct sheet *sheet, struct image picture, int start, int down);

/* A black area at the present height, `down` lower. */
void sheet_fill(struct sheet *sheet, int start, int down, int width, int height);

/* A box with a border; what is in it shows. */
void sheet_frame(struct sheet *sheet, int start, int down, int width, int height, int border);

/* The eight-pointed star: two squares laid over each other. `hollow` shows a ring with a heart. */
struct image star_draw(int size, bool hollow);

/* A row of small stars and diamonds across the sheet; moves on past it. */
void sheet_star_band(struct sheet *sheet, int margin);

/* White paper, black ink, as long as what was laid on it. Owned. */
struct image sheet_finish(const struct sheet *sheet);

#endif
