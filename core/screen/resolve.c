#include "screen/screen.h"

#include "base/utf8.h"
#include "language/mark.h"

#include <string.h>

void screen_text_resolve(struct arena *arena, struct screen_text *text,
                         const struct messages *messages, const struct language *language)
{
    if (text->key) {
        text->text = message_text(arena, messages, language, text->key, text->arguments,
                                  text->argument_count, &text->language);
    } else if (text->variants.count) {
        const char *words = language_pick(language, &text->variants, &text->language);
        text->text = words ? message_mark(arena, words) : NULL;
    } else if (text->text) {
        text->language = language;
    }
}

/* Whether the comma-separated list names `id`. */
static bool names_id(const char *list, const char *id)
{
    size_t length = strlen(id);
    for (const char *part = list; *part;) {
        size_t part_length = strcspn(part, ",");
        if (part_length == length && memcmp(part, id, length) == 0)
            return true;
        part += part_length;
        part += *part == ',';
    }
    return false;
}

/* The options the value names, in the order they stand in; one at most unless several may be. */
static void choose_options(struct arena *arena, struct screen_node *choice)
{
    struct buffer kept = buffer_new(SCREEN_MAX_TEXT);
    for (struct screen_node *option = choice->first_child; option; option = option->next) {
        option->flags &= ~(unsigned)FLAG_SELECTED;
        if (!option->id || !choice->value || !names_id(choice->value, option->id) ||
            (kept.length && !(choice->flags & FLAG_MULTIPLE)))
            continue;
        option->flags |= FLAG_SELECTED;
        if (kept.length)
            buffer_add_char(&kept, ',');
        buffer_add_text(&kept, option->id);
    }
    if (choice->value)
        choice->value = arena_copy(arena, buffer_text(&kept));
    buffer_free(&kept);
}

/* Clean, and no longer than the field takes. */
static const char *fitting_text(struct arena *arena, const struct screen_node *field)
{
    char *text = message_clean(arena, field->value);
    size_t length = strlen(text), cut = 0;
    for (int64_t count = 0; cut < length && count < field->number; count++)
        utf8_next(text, length, &cut);
    text[cut] = '\0';
    return text;
}

static bool is_item_value(const char *value)
{
    return strcmp(value, "have") == 0 || strcmp(value, "missing") == 0 ||
           strcmp(value, "unsure") == 0;
}

static void resolve_value(struct arena *arena, struct screen_node *node,
                          screen_value_source *values, void *self)
{
    if (node->role != ROLE_FIELD && node->role != ROLE_CHOICE && node->role != ROLE_ITEM)
        return;
    const char *given = values && node->id ? values(self, node->id) : NULL;
    if (given)
        node->value = arena_copy(arena, given);
    if (node->role == ROLE_CHOICE)
        choose_options(arena, node);
    else if (node->role == ROLE_FIELD && node->value)
        node->value = fitting_text(arena, node);
    else if (node->role == ROLE_ITEM && node->value && !is_item_value(node->value))
        node->value = "";
}

void screen_resolve(struct arena *arena, struct screen_node *root, const struct messages *messages,
                    const struct language *language, screen_value_source *values, void *self)
{
    for (struct screen_node *node = root; node; node = screen_walk(root, node)) {
        screen_text_resolve(arena, &node->label, messages, language);
        screen_text_resolve(arena, &node->detail, messages, language);
        screen_text_resolve(arena, &node->error, messages, language);
        resolve_value(arena, node, values, self);
    }
}
