/* One text written in several languages, as configuration and content give it:
 *     name: {ar: "…", zgh: "…", fr: "…"}
 * Which of them a reader gets is the language room's to choose. */
#ifndef MARHABA_BASE_LOCAL_TEXT_H
#define MARHABA_BASE_LOCAL_TEXT_H

#include "base/yaml.h"

struct local_entry {
    const char *language; /* "fr" */
    const char *text;
};

struct local_text {
    const struct local_entry *entries;
    size_t count;
};

/* The text in exactly this language, or NULL. */
const char *local_text_get(const struct local_text *text, const char *language);

/* Reads a map of language to text; every language must be one of ar, zgh, fr, en, es and every text
 * at most `maximum` bytes. A plain text instead of a map is an error. */
bool local_text_read(struct arena *arena, const struct yaml_node *map, const char *key,
                     bool required, size_t maximum, struct local_text *out, struct error *error);

/* A deep copy in `arena`. */
struct local_text local_text_copy(struct arena *arena, const struct local_text *text);

#endif
