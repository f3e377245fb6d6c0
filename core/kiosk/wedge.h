/* Whose keys are these: a person's, or a hand scanner's that types? Key positions tell what a
 * scanner read, so that no keyboard layout matters. Every key is held for a moment: one that comes
 * alone, or in the small rolls of fast fingers, is a person's and given out again; a burst no hand
 * can type is a scanner's and goes into a buffer and nowhere else. So a printed code can never
 * press a button or fill in a field. */
#ifndef MARHABA_KIOSK_WEDGE_H
#define MARHABA_KIOSK_WEDGE_H

#include "base/buffer.h"

#include <SDL2/SDL.h>

#define WEDGE_ROLL 5u /* keys that fingers may bring in one moment */

struct wedge_key {
    SDL_Scancode code; /* UNKNOWN: text without a key, from an input method */
    bool shift;
    bool alone;                              /* not in a roll: only such a key may press */
    char text[SDL_TEXTINPUTEVENT_TEXT_SIZE]; /* what the keyboard's layout makes of it, or "" */
};

enum wedge_state {
    WEDGE_HANDS,
    WEDGE_MACHINE, /* in a burst */
    WEDGE_ENDED    /* after its Enter: what follows at once belongs to it too */
};

struct wedge {
    enum wedge_state state;
    struct wedge_key held[WEDGE_ROLL];
    size_t count, given; /* of those held */
    bool rolled;         /* an Enter came at once after those held */
    bool awaits_text;    /* the next text belongs to the last key */
    bool swallowed;      /* the last key was the scanner's, and so is its text */
    struct buffer text;  /* scanned so far */
    int64_t last_ms;     /* of the last key; 0: none yet */
};

void wedge_start(struct wedge *wedge);
void wedge_end(struct wedge *wedge); /* wipes */

/* A key went down; then the text it makes, if it makes any. */
void wedge_key(struct wedge *wedge, SDL_Scancode code, bool shift, int64_t now_ms);
void wedge_text(struct wedge *wedge, const char *text, int64_t now_ms);

/* The next key that is a person's; false when there is none (yet). The caller wipes `out`. */
bool wedge_release(struct wedge *wedge, int64_t now_ms, struct wedge_key *out);

/* A complete scan, or NULL; a few stray characters are forgotten. Call wedge_clear once it is used.
 */
const char *wedge_take(struct wedge *wedge, int64_t now_ms);
void wedge_clear(struct wedge *wedge); /* wipes */

/* Milliseconds until one of the two above has something; -1: nothing is held. */
int64_t wedge_wait_ms(const struct wedge *wedge, int64_t now_ms);

/* The digit on a key, on whichever keyboard; '\0' when it has none. */
char wedge_digit(SDL_Scancode code);

#endif
