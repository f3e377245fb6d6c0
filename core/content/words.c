#include "content/words.h"

#define MOST_LANGUAGES 8u

const char *content_words(const json_t *words, const struct language *language,
                          const struct language **found)
{
    struct local_entry entries[MOST_LANGUAGES];
    struct local_text text = {.entries = entries};
    const char *code;
    json_t *value;
    json_object_foreach((json_t *)words, code, value)
    {
        if (text.count < MOST_LANGUAGES && json_is_string(value))
            entries[text.count++] = (struct local_entry){code, json_string_value(value)};
    }
    return language_pick(language, &text, found);
}

const char *content_text(const json_t *record, const char *key)
{
    const char *text = json_string_value(json_object_get(record, key));
    return text ? text : "";
}
