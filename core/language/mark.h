/* What the words of others lose before they are put among ours. */
#ifndef MARHABA_LANGUAGE_MARK_H
#define MARHABA_LANGUAGE_MARK_H

#include "base/arena.h"

/* A copy without control characters, isolates, embeddings and line ends (which become spaces);
 * invalid UTF-8 becomes U+FFFD. */
char *message_clean(struct arena *arena, const char *text);

#endif
