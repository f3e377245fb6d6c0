/* Words as people misspell them: what two spellings of one word have in common. */
#ifndef MARHABA_CONTENT_FOLD_H
#define MARHABA_CONTENT_FOLD_H

#include "base/arena.h"

/* `text` as the index and queries know it: words of small letters without accents, blanks between.
 * Owned by the arena. */
char *fold_words(struct arena *arena, const char *text);

/* The same words as bare consonants, so that what sounds alike is alike in Latin, Arabic and
 * Tifinagh letters. Words with fewer than two consonants are left out. */
char *fold_sounds(struct arena *arena, const char *text);

#endif
