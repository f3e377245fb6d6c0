/* Apart from local_text.c so that a program which only carries texts links no YAML. */
#include "base/local_text.h"

static const char *const language_codes[] = {"ar", "zgh", "fr", "en", "es", NULL};

bool local_text_read(struct arena *arena, const struct yaml_node *map, const char *key,
                     bool required, size_t maximum, struct local_text *out, struct error *error)
{
    const struct yaml_node *node = yaml_get(map, key);
    if (!node)
        return !required || yaml_complain(map, error, "\"%s\" is missing", key);
    if (!yaml_expect_keys(node, language_codes, error))
        return false;
    struct local_entry *entries = arena_take(arena, node->count, sizeof *entries);
    for (size_t i = 0; i < node->count; i++) {
        entries[i].language = node->children[i].key;
        if (!yaml_read_text(node, entries[i].language, true, maximum, &entries[i].text, error))
            return false;
    }
    if (required && node->count == 0)
        return yaml_complain(node, error, "\"%s\" is empty", key);
    *out = (struct local_text){.entries = entries, .count = node->count};
    return true;
}
