/* What the words of others lose before they are put among ours. */
#ifndef MARHABA_LANGUAGE_MARK_H
#define MARHABA_LANGUAGE_MARK_H

#include "base/arena.h"

/* UAX #9: isolates keep a value's direction from disturbing the sentence round it. */
#define FIRST_STRONG_ISOLATE  "\xE2\x81\xA8" /* U+2068 FSI */
#define LEFT_TO_RIGHT_ISOLATE "\xE2\x81\xA6" /* U+2066 LRI */
#define END_OF_ISOLATE        "\xE2\x81\xA9" /* U+2069 PDI */

/* A copy without control characters, isolates, embeddings and line ends (which become spaces);
 * invalid UTF-8 becomes U+FFFD. */
char *message_clean(struct arena *arena, const char *text);

#endif
