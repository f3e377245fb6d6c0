/* Facts: what a visit learnt, carried by the ticket to the officer, who reads them in another
 * language. Stored as JSON in a sealed envelope, words unresolved, so each reader gets their own.
 */
#ifndef MARHABA_SCREEN_FACT_H
#define MARHABA_SCREEN_FACT_H

#include "screen/screen.h"

#define FACT_MAX        64u
#define FACTS_MAX_BYTES (1024u * 1024u) /* of their JSON */

enum fact_kind { FACT_ANSWER = 1, FACT_MISSING, FACT_UNSURE, FACT_HAVE, FACT_NOTE };

struct fact {
    enum fact_kind kind;
    const char *id;
    struct screen_text label, value;
};

struct facts {
    struct fact items[FACT_MAX];
    size_t count;
};

/* The rules of one fact: a kind, a well-formed id, a label; texts as on screens. */
bool fact_check(const struct fact *fact, struct error *error);

/* JSON of checked facts with the domain (plugin id) their keys belong to. */
void facts_encode(struct buffer *out, const char *domain, const struct facts *facts);

/* *domain and the facts live as long as `arena`. */
bool facts_decode(struct arena *arena, const char *json, size_t length, const char **domain,
                  struct facts *out, struct error *error);

/* Words of all facts in `language`. */
void facts_resolve(struct arena *arena, struct facts *facts, const struct messages *messages,
                   const struct language *language);

#endif
