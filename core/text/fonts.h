/* The font files of an installation: which there are, which of them serves a character, and the few
 * that are open in some size. Used inside this room only; one set per engine, one thread. */
#ifndef MARHABA_TEXT_FONTS_H
#define MARHABA_TEXT_FONTS_H

#include "base/error.h"

#include <SDL_ttf.h>
#include <hb.h>
#include <stddef.h>
#include <stdint.h>
#include <unicode/uscript.h>

struct fonts;

struct fonts *fonts_new(const char *fonts_yaml, struct error *error);
void fonts_free(struct fonts *fonts);

/* The file that draws `c` in a text of `language`: of the font made for `script`, else of the first
 * in the language's order that has the character. -1 when none has. */
int fonts_choose(const struct fonts *fonts, const char *language, UScriptCode script, uint32_t c,
                 bool bold);

/* The file for what no font has: it shows an empty box. */
int fonts_last_resort(const struct fonts *fonts, const char *language);

bool fonts_has(const struct fonts *fonts, int file, uint32_t c);
bool fonts_is_bold(const struct fonts *fonts, int file);
const char *fonts_name(const struct fonts *fonts, int file); /* "arabic", "latin-bold" */

/* Height above and depth below the baseline, of a size of 1000; both positive. */
void fonts_extent(const struct fonts *fonts, int file, int *above, int *below);

/* For shaping and measuring, in 26.6 pixels. It gives the same advances as fonts_letters, which is
 * lightly hinted (never along the line). Borrowed until the next call. */
hb_font_t *fonts_measure(struct fonts *fonts, int file, int size);

/* For drawing. Opens the file in this size if it is not; NULL when the library refuses. Borrowed
 * until the next call: the font unused for longest is closed to make room. */
TTF_Font *fonts_letters(struct fonts *fonts, int file, int size);

#endif
