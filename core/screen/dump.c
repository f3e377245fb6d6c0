#include "screen/screen.h"

#include "screen/private_json.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

/* Always as many, whatever is hidden: a length can tell as well. */
#define BULLETS "••••"

static const char *tone_name(enum screen_tone tone)
{
    static const char *const tones[] = {"",       "primary",  "back", "danger",  "lead",
                                        "bullet", "numbered", "info", "warning", "error"};
    static const char *const fields[] = {"text", "name", "phone", "number", "year", "date", "code"};
    if (tone >= FIELD_TEXT && tone <= FIELD_CODE)
        return fields[tone - FIELD_TEXT];
    return (unsigned)tone < sizeof tones / sizeof *tones ? tones[tone] : "";
}

static bool is_hidden(const struct screen_node *node)
{
    return (node->flags & FLAG_PRIVATE) ||
           (node->role == ROLE_OPTION && node->parent && (node->parent->flags & FLAG_PRIVATE));
}

/* The words in `language` or those to show instead; NULL when there are none. */
static const char *shown(struct arena *arena, const struct screen_text *text)
{
    const char *words = text->text ? text->text : text->key;
    return words ? message_plain(arena, words) : NULL;
}

/* Only the second line of a detail is its value; everywhere else it explains. */
static const char *shown_detail(struct arena *arena, const struct screen_node *node)
{
    const char *words = shown(arena, &node->detail);
    return words && is_hidden(node) && node->role == ROLE_DETAIL ? BULLETS : words;
}

static const char *shown_value(const struct screen_node *node)
{
    return node->value && node->value[0] && is_hidden(node) ? BULLETS : node->value;
}

static size_t list_states(const struct screen_node *node, const char *out[5])
{
    size_t count = 0;
    if (node->flags & FLAG_REQUIRED)
        out[count++] = "required";
    if (node->flags & FLAG_PRIVATE)
        out[count++] = "private";
    if (node->flags & FLAG_DISABLED)
        out[count++] = "disabled";
    if (node->flags & FLAG_MULTIPLE)
        out[count++] = "multiple";
    if ((node->flags & FLAG_SELECTED) && !is_hidden(node))
        out[count++] = "selected";
    return count;
}

static void put_text(json_t *object, const char *name, const char *text)
{
    if (text && text[0])
        json_object_set_new(object, name, json_string(text));
}

static void put_number(json_t *object, const char *name, int64_t number)
{
    if (number)
        json_object_set_new(object, name, json_integer(number));
}

static json_t *node_json(struct arena *arena, const struct screen_node *node)
{
    json_t *object = json_object();
    const char *states[5];
    size_t count = list_states(node, states);
    put_text(object, "role", screen_role_name(node->role));
    put_text(object, "id", node->id);
    put_text(object, "label", shown(arena, &node->label));
    put_text(object, "detail", shown_detail(arena, node));
    put_text(object, "error", shown(arena, &node->error));
    put_text(object, "value", shown_value(node));
    put_text(object, "tone", tone_name(node->tone));
    put_text(object, "icon", node->icon);
    put_number(object, "number", node->number);
    put_number(object, "of", node->of);
    if (count) {
        json_t *list = json_array();
        for (size_t i = 0; i < count; i++)
            json_array_append_new(list, json_string(states[i]));
        json_object_set_new(object, "state", list);
    }
    put_text(object, "language", node->label.language ? node->label.language->code : NULL);
    if (node->first_child) {
        json_t *children = json_array();
        for (const struct screen_node *child = node->first_child; child; child = child->next)
            json_array_append_new(children, node_json(arena, child));
        json_object_set_new(object, "children", children);
    }
    return object;
}

static int add_to_buffer(const char *bytes, size_t length, void *buffer)
{
    buffer_add(buffer, bytes, length);
    return 0;
}

void screen_dump_json(struct buffer *out, const struct screen_node *root)
{
    json_wipe_when_freed();
    struct arena *arena = arena_new();
    json_t *object = node_json(arena, root);
    json_dump_callback(object, add_to_buffer, out, JSON_COMPACT);
    json_decref(object);
    arena_free(arena);
}

static void add_quoted(struct buffer *out, const char *before, const char *text)
{
    if (!text || !text[0])
        return;
    buffer_add_text(out, before);
    for (; *text; text++)
        buffer_add_char(out, *text == '\n' ? ' ' : *text);
}

static void dump_line(struct buffer *out, struct arena *arena, const struct screen_node *node,
                      unsigned depth)
{
    const char *states[5];
    size_t count = list_states(node, states);
    for (unsigned i = 0; i < depth; i++)
        buffer_add_text(out, "  ");
    buffer_add_text(out, screen_role_name(node->role));
    add_quoted(out, " ", tone_name(node->tone));
    add_quoted(out, " #", node->id);
    add_quoted(out, " ", shown(arena, &node->label));
    add_quoted(out, " | ", shown_detail(arena, node));
    add_quoted(out, " = ", shown_value(node));
    add_quoted(out, " ! ", shown(arena, &node->error));
    if (node->role == ROLE_STEP)
        buffer_print(out, " %" PRId64 "/%" PRId64, node->number, node->of);
    for (size_t i = 0; i < count; i++)
        buffer_print(out, "%s%s%s", i ? ", " : " [", states[i], i + 1 == count ? "]" : "");
    buffer_add_char(out, '\n');
}

static void dump_lines(struct buffer *out, struct arena *arena, const struct screen_node *node,
                       unsigned depth)
{
    dump_line(out, arena, node, depth);
    for (const struct screen_node *child = node->first_child; child; child = child->next)
        dump_lines(out, arena, child, depth + 1);
}

void screen_dump_text(struct buffer *out, const struct screen_node *root)
{
    struct arena *arena = arena_new();
    dump_lines(out, arena, root, 0);
    arena_free(arena);
}
