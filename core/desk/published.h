/* The published content, for the officer: records, their words, and how old they are. */
#ifndef MARHABA_DESK_PUBLISHED_H
#define MARHABA_DESK_PUBLISHED_H

#include "content/library.h"
#include "desk/words.h"

#include <jansson.h>

/* The library as it is at this request. */
struct library *published_library(struct exchange *exchange);

/* A record's JSON, the caller's to free; NULL when there is none. */
json_t *published_record(struct exchange *exchange, const char *kind, const char *id);

/* The words of a text in several languages ({"fr": "…"}) for the reader; *found gets the language
 * they are in. NULL when it has none. Alive as long as the exchange. */
const char *published_pick(struct exchange *exchange, const json_t *words,
                           const struct language **found);

/* <tag class="…">words</tag>, or nothing when there are none. */
void published_say_in(struct exchange *exchange, const char *tag, const char *style,
                      const json_t *words);

/* "25 novembre 2026" of a day like "2026-11-25". */
const char *published_day(struct exchange *exchange, const char *day);

/* Whether what visitors are shown of it needs somebody to look at it again. */
bool published_is_doubtful(struct exchange *exchange, const struct library_date *date);

#endif
