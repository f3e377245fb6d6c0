#include "base/local_text.h"

#include <string.h>

static const char *const language_codes[] = {"ar", "zgh", "fr", "en", "es", NULL};

const char *local_text_get(const struct local_text *text, const char *language)
{
    for (size_t i = 0; i < text->count; i++)
        if (strcmp(text->entries[i].language, language) == 0)
            return text->entries[i].text;
    return NULL;
}

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

struct local_text local_text_copy(struct arena *arena, const struct local_text *text)
{
    struct local_entry *entries = arena_take(arena, text->count, sizeof *entries);
    for (size_t i = 0; i < text->count; i++) {
        entries[i].language = arena_copy(arena, text->entries[i].language);
        entries[i].text = arena_copy(arena, text->entries[i].text);
    }
    return (struct local_text){.entries = entries, .count = text->count};
}
