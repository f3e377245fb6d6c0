/* The on-screen keyboards, as tables of rows of keys. */
#ifndef MARHABA_KIOSK_KEYBOARD_H
#define MARHABA_KIOSK_KEYBOARD_H

#include "kiosk/edit.h"

#define KEYBOARD_MOST_KEYS 13u /* in a row */
#define KEYBOARD_MOST_ROWS 5u

struct keyboard {
    const char *name;                         /* shown on the key that leads to it: "ABC" */
    const char *code;                         /* language of its letters, for fonts: "fr" */
    const char *rows[KEYBOARD_MOST_ROWS + 1]; /* characters with spaces between, NULL-ended */
    bool is_pad;                              /* a digits pad, narrow and with large keys */
};

/* The keyboards for a kind of field and a language, in the order the alphabet key goes through;
 * returns how many (at most 4). */
size_t keyboard_choose(enum screen_tone kind, const struct language *language,
                       const struct keyboard *out[4]);

/* The one in use. */
const struct keyboard *keyboard_current(const struct edit *edit, const struct language *language,
                                        const struct keyboard **next);

/* How a key stands now: names and sentences begin with a capital, codes are all capitals. */
void keyboard_key(const struct edit *edit, const char *key, size_t length, char out[8]);

#endif
