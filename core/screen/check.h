/* Checks of parts of a screen that others of this room need too. */
#ifndef MARHABA_SCREEN_CHECK_H
#define MARHABA_SCREEN_CHECK_H

#include "screen/screen.h"

/* 1 to SCREEN_MAX_ID of [a-z0-9_.-]. */
bool check_id(const char *id);

/* Words before they are resolved: a key with its arguments, variants, or the words themselves;
 * never empty, never too long. `owner` and `part` name them in the complaint ("tile 7", "label").
 * No words at all are good. */
bool check_text(const struct screen_text *text, const char *owner, const char *part,
                struct error *error);

bool check_has_text(const struct screen_text *text);

#endif
