#ifndef MARHABA_COMMAND_SPELLING_H
#define MARHABA_COMMAND_SPELLING_H

#include <stddef.h>

/* Levenshtein's distance, in bytes; words too long to be a slip of the finger are infinitely far
 * (SIZE_MAX). */
size_t spelling_distance(const char *a, const char *b);

#endif
