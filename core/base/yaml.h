/* YAML 1.2 read through libfyaml into a plain tree, with the line of everything, so that each
 * complaint says file, line and what was expected. Aliases, tags and several documents in one file
 * are refused: nothing of ours needs them and they can hide a bomb. */
#ifndef MARHABA_BASE_YAML_H
#define MARHABA_BASE_YAML_H

#include "base/arena.h"
#include "base/error.h"

#include <stddef.h>
#include <stdint.h>

enum yaml_kind { YAML_TEXT, YAML_LIST, YAML_MAP };

struct yaml_node {
    enum yaml_kind kind;
    const char *file; /* as named to yaml_load; for messages */
    unsigned line;    /* from 1 */
    const char *key;  /* in a map; NULL elsewhere */
    const char *text; /* YAML_TEXT; valid UTF-8 without control characters */
    const struct yaml_node *children;
    size_t count;
};

/* The root, alive as long as `arena`. Files over 1 MiB or nested deeper than 32 are refused. */
const struct yaml_node *yaml_load(struct arena *arena, const char *path, struct error *error);
const struct yaml_node *yaml_parse(struct arena *arena, const char *name, const char *text,
                                   size_t length, struct error *error);

/* The value of `key` in a map, or NULL when absent (or `map` is NULL or no map). */
const struct yaml_node *yaml_get(const struct yaml_node *map, const char *key);

/* Sets "file:line: sentence"; returns false. */
bool yaml_complain(const struct yaml_node *node, struct error *error, const char *sentence, ...)
    PRINTF_LIKE(3, 4);

/* Every key of the map is one of `keys` (NULL-ended), else complains, naming those it expected. */
bool yaml_expect_keys(const struct yaml_node *map, const char *const *keys, struct error *error);

bool yaml_expect_kind(const struct yaml_node *node, enum yaml_kind kind, struct error *error);

/* Values of a map's key. `required` ones complain when absent; others leave *out as it was. */
bool yaml_read_text(const struct yaml_node *map, const char *key, bool required, size_t maximum,
                    const char **out, struct error *error);
bool yaml_read_number(const struct yaml_node *map, const char *key, bool required, int64_t least,
                      int64_t most, int64_t *out, struct error *error);
bool yaml_read_bool(const struct yaml_node *map, const char *key, bool required, bool *out,
                    struct error *error);

/* The index of the text among `words` (NULL-ended). */
bool yaml_read_word(const struct yaml_node *map, const char *key, bool required,
                    const char *const *words, unsigned *out, struct error *error);

#endif
