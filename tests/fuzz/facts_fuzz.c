/* rooms: screen */
/* Facts out of the store: refused with a sentence, or the same after another way through JSON. */
#include "screen/fact.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void encode_and_compare(struct arena *arena, const char *domain, const struct facts *facts)
{
    struct buffer once = buffer_new(FACTS_MAX_BYTES), twice = buffer_new(FACTS_MAX_BYTES);
    struct facts *again = calloc(1, sizeof *again);
    struct error error = {0};
    if (!again)
        abort();
    facts_encode(&once, domain, facts);
    if (!once.full) {
        if (!facts_decode(arena, once.bytes, once.length, &domain, again, &error))
            abort();
        facts_encode(&twice, domain, again);
        if (strcmp(buffer_text(&once), buffer_text(&twice)) != 0)
            abort();
        facts_resolve(arena, again, NULL, language_find("fr"));
    }
    free(again);
    buffer_free(&once);
    buffer_free(&twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    struct facts *facts = calloc(1, sizeof *facts);
    struct error error = {0};
    const char *domain;
    if (!facts)
        abort();
    if (facts_decode(arena, (const char *)data, size, &domain, facts, &error))
        encode_and_compare(arena, domain, facts);
    else if (!error.text[0])
        abort();
    free(facts);
    arena_free(arena);
    return 0;
}
