#include "screen/screen.h"

#include "language/mark.h"

#include <string.h>

struct screen_node *screen_new(struct arena *arena)
{
    struct screen_node *root = arena_take(arena, 1, sizeof *root);
    root->role = ROLE_SCREEN;
    return root;
}

static void append(struct screen_node *parent, struct screen_node *node)
{
    node->parent = parent;
    if (parent->last_child)
        parent->last_child->next = node;
    else
        parent->first_child = node;
    parent->last_child = node;
}

struct screen_node *screen_add(struct arena *arena, struct screen_node *parent,
                               enum screen_role role, const char *id)
{
    struct screen_node *node = arena_take(arena, 1, sizeof *node);
    node->role = role;
    node->id = arena_copy(arena, id);
    append(parent, node);
    return node;
}

struct screen_text screen_key(const char *key)
{
    return (struct screen_text){.key = key};
}

struct screen_text screen_words(struct arena *arena, const char *text)
{
    return (struct screen_text){.text = message_clean(arena, text)};
}

bool screen_takes_children(enum screen_role role)
{
    switch (role) {
    case ROLE_SCREEN:
    case ROLE_GROUP:
    case ROLE_CHOICE:
    case ROLE_CHECKLIST:
    case ROLE_ITEM:
    case ROLE_DETAILS:
    case ROLE_ROWS:
    case ROLE_DAYS:
    case ROLE_DAY:
    case ROLE_BAR:
        return true;
    default:
        return false;
    }
}

bool screen_can_be_pressed(const struct screen_node *node)
{
    if (node->flags & FLAG_DISABLED)
        return false;
    switch (node->role) {
    case ROLE_TILE:
    case ROLE_BUTTON:
    case ROLE_ROW:
    case ROLE_SLOT:
    case ROLE_GREETING:
        return true;
    default:
        return false;
    }
}

const char *screen_role_name(enum screen_role role)
{
    static const char *const names[] = {
        "nothing", "group",  "step",   "title", "paragraph", "notice", "picture", "tile",
        "button",  "choice", "option", "field", "checklist", "item",   "details", "detail",
        "rows",    "row",    "days",   "day",   "slot",      "link"};
    switch (role) {
    case ROLE_SCREEN:
        return "screen";
    case ROLE_TICKET:
        return "ticket";
    case ROLE_GREETING:
        return "greeting";
    case ROLE_BAR:
        return "bar";
    default:
        return (unsigned)role < sizeof names / sizeof *names ? names[role] : "unknown";
    }
}

struct screen_node *screen_walk(struct screen_node *root, const struct screen_node *after)
{
    if (!after)
        return root;
    if (after->first_child)
        return after->first_child;
    while (after != root && !after->next)
        after = after->parent;
    return after == root ? NULL : after->next;
}

struct screen_node *screen_find(struct screen_node *root, const char *id)
{
    for (struct screen_node *node = root; node; node = screen_walk(root, node))
        if (node->id && strcmp(node->id, id) == 0)
            return node;
    return NULL;
}

static struct screen_text copy_text(struct arena *arena, const struct screen_text *text)
{
    struct screen_text copy = *text;
    copy.key = arena_copy(arena, text->key);
    copy.text = arena_copy(arena, text->text);
    copy.variants = local_text_copy(arena, &text->variants);
    struct argument *arguments = arena_take(arena, text->argument_count, sizeof *arguments);
    for (size_t i = 0; i < text->argument_count; i++) {
        arguments[i] = text->arguments[i];
        arguments[i].name = arena_copy(arena, text->arguments[i].name);
        arguments[i].text = arena_copy(arena, text->arguments[i].text);
        arguments[i].variants = local_text_copy(arena, &text->arguments[i].variants);
    }
    copy.arguments = arguments;
    return copy;
}

static struct screen_node *copy_one(struct arena *arena, const struct screen_node *node)
{
    struct screen_node *copy = arena_take(arena, 1, sizeof *copy);
    *copy = *node;
    copy->id = arena_copy(arena, node->id);
    copy->label = copy_text(arena, &node->label);
    copy->detail = copy_text(arena, &node->detail);
    copy->error = copy_text(arena, &node->error);
    copy->icon = arena_copy(arena, node->icon);
    copy->value = arena_copy(arena, node->value);
    copy->first_child = copy->last_child = copy->next = copy->parent = NULL;
    return copy;
}

struct screen_node *screen_copy(struct arena *arena, const struct screen_node *node)
{
    struct screen_node *copy = copy_one(arena, node);
    for (const struct screen_node *child = node->first_child; child; child = child->next)
        append(copy, screen_copy(arena, child));
    return copy;
}
