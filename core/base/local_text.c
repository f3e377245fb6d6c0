#include "base/local_text.h"

#include <string.h>

const char *local_text_get(const struct local_text *text, const char *language)
{
    for (size_t i = 0; i < text->count; i++)
        if (strcmp(text->entries[i].language, language) == 0)
            return text->entries[i].text;
    return NULL;
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
