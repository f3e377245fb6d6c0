/* From a paragraph of Unicode to a picture: bidirectional levels and isolates (UAX #9), scripts
 * (UAX #24), fonts, line breaks (UAX #14), shaping by HarfBuzz through SDL_ttf. One engine per
 * thread. */
#ifndef MARHABA_TEXT_TEXT_H
#define MARHABA_TEXT_TEXT_H

#include "base/error.h"
#include "base/image.h"
#include "language/language.h"

#include <stddef.h>

enum text_align { TEXT_START, TEXT_CENTRE, TEXT_END };

struct text_style {
    int size;               /* of the letters, pixels per em */
    bool bold;              /* scripts without a bold face use `strong_colour` alone */
    uint32_t colour;        /* 0xAARRGGBB */
    uint32_t strong_colour; /* of emphasised words; 0: `colour` */
    int line_height;        /* per cent of `size`; 0: the script's own (155 Arabic, 130 else) */
    enum text_align align;
    const struct language *language; /* of the words: base direction, line-break rules, digits */
    bool layout_is_rtl;              /* of the page: where "start" is */
};

struct text_engine;
struct text_paragraph;

/* Opens the fonts of `fonts.yaml`. A missing one is refused with the package that has it. */
struct text_engine *text_engine_new(const char *fonts_yaml, struct error *error);
void text_engine_free(struct text_engine *engine);

/* Lays out `text` (UTF-8; newlines end lines; TEXT_STRONG/TEXT_PLAIN mark emphasis) within `width`
 * pixels; width 0 never breaks lines. A word wider than the line is broken inside rather than cut.
 * Never NULL: text that is not UTF-8 shows replacement characters. */
struct text_paragraph *text_lay_out(struct text_engine *engine, const char *text,
                                    const struct text_style *style, int width);
void text_paragraph_free(struct text_paragraph *paragraph);

int text_width(const struct text_paragraph *paragraph);  /* of the widest line */
int text_height(const struct text_paragraph *paragraph); /* of all lines */
size_t text_line_count(const struct text_paragraph *paragraph);

/* A picture text_width wide (or as wide as was asked, when aligned) and text_height high;
 * transparent ground. Owned by the caller. */
struct image text_draw(struct text_engine *engine, const struct text_paragraph *paragraph);

/* For tests: the runs of line `index` in visual order, each "font level text", with " | " between
 * them: "arabic 1 رقم | latin 2 CNSS". Owned. */
char *text_describe_line(const struct text_engine *engine, const struct text_paragraph *paragraph,
                         size_t index);

/* Code points no font of the list has; 0 when everything can be drawn. For checks of translations.
 */
size_t text_missing_glyphs(struct text_engine *engine, const char *text);

#endif
