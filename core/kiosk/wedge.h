/* A hand scanner that types: key positions, not letters, so that no keyboard layout matters. What
 * it types goes into this buffer and nowhere else: a printed code can never press a button or fill
 * in a field. */
#ifndef MARHABA_KIOSK_WEDGE_H
#define MARHABA_KIOSK_WEDGE_H

#include "base/buffer.h"

#include <SDL2/SDL.h>

struct wedge {
    struct buffer text;
    int64_t last_ms;
};

void wedge_start(struct wedge *wedge);
void wedge_end(struct wedge *wedge); /* wipes */

/* True when the key was the scanner's: a character, or the Enter after one. */
bool wedge_key(struct wedge *wedge, SDL_Scancode key, bool shift, int64_t now_ms);

/* Milliseconds until a scan without an Enter is complete; -1: there is none. */
int64_t wedge_wait_ms(const struct wedge *wedge, int64_t now_ms);

/* A complete scan, or NULL; a few stray characters are forgotten. Call wedge_clear once it is used.
 */
const char *wedge_take(struct wedge *wedge, int64_t now_ms);
void wedge_clear(struct wedge *wedge); /* wipes */

#endif
