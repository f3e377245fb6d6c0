/* Words of a published record. */
#ifndef MARHABA_CONTENT_WORDS_H
#define MARHABA_CONTENT_WORDS_H

#include "language/language.h"

#include <jansson.h>

/* The words of a text in several languages ({"fr": "…"}) for a reader of `language`; *found (may be
 * NULL) gets the language they are in. Borrowed from `words`; NULL when it has none. */
const char *content_words(const json_t *words, const struct language *language,
                          const struct language **found);

/* The text under `key` of a record; "" when it has none. Borrowed. */
const char *content_text(const json_t *record, const char *key);

#endif
