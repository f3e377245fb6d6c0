/* assets/theme.yaml: colours, letters and spaces. Lengths are pixels of the reference screen
 * (1080 x 1920 standing, 1920 x 1080 lying). */
#ifndef MARHABA_KIOSK_THEME_H
#define MARHABA_KIOSK_THEME_H

#include "base/arena.h"
#include "language/language.h"

#include <stdint.h>

enum theme_colour {
    COLOUR_INK,
    COLOUR_SOFT,
    COLOUR_SAND,
    COLOUR_PAPER,
    COLOUR_LINE,
    COLOUR_EDGE,
    COLOUR_INDIGO,
    COLOUR_INDIGO_DEEP,
    COLOUR_SAFFRON,
    COLOUR_ARGAN,
    COLOUR_BRICK,
    COLOUR_OCHRE,
    COLOUR_TEAL,
    COLOUR_ON_DARK,
    COLOUR_ON_DARK_SOFT,
    COLOUR_LATTICE,
    COLOUR_PALE,
    COLOUR_PRESSED,
    COLOUR_COUNT
};

enum theme_tint {
    TINT_INDIGO,
    TINT_OCHRE,
    TINT_ARGAN,
    TINT_TEAL,
    TINT_BRICK,
    TINT_SAFFRON,
    TINT_COUNT
};

enum theme_script { SCRIPT_LATIN, SCRIPT_ARABIC, SCRIPT_TIFINAGH, SCRIPT_COUNT };

enum theme_letters {
    LETTERS_DISPLAY,
    LETTERS_TITLE,
    LETTERS_HEADING,
    LETTERS_TILE,
    LETTERS_BODY,
    LETTERS_SECOND,
    LETTERS_LINE, /* not a size: height of a line in per cent */
    LETTERS_COUNT
};

enum theme_space {
    SPACE_MARGIN,
    SPACE_GAP,
    SPACE_SMALL_GAP,
    SPACE_PADDING,
    SPACE_RADIUS,
    SPACE_SMALL_RADIUS,
    SPACE_BORDER,
    SPACE_TARGET,
    SPACE_KEY,
    SPACE_ICON_GROUND,
    SPACE_PRIMARY,
    SPACE_RING,
    SPACE_COUNT
};

enum theme_frame { FRAME_HEADER, FRAME_BAND, FRAME_BAR, FRAME_COLUMN, FRAME_COUNT };

struct tint {
    uint32_t ink, ground;
};

struct theme {
    uint32_t colours[COLOUR_COUNT]; /* 0xFFRRGGBB */
    struct tint tints[TINT_COUNT];
    int64_t letters[SCRIPT_COUNT][LETTERS_COUNT];
    int64_t spaces[SPACE_COUNT];
    int64_t standing[FRAME_COUNT], lying[FRAME_COUNT];
};

bool theme_load(const char *path, struct theme *out, struct error *error);

/* Which sizes suit the words of a language. */
enum theme_script theme_script(const struct language *language);

/* Contrast of two opaque colours as WCAG 2.2 computes it: 1 to 21. */
double theme_contrast(uint32_t one, uint32_t other);

#endif
