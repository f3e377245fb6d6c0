#include "kiosk/tree.h"

#include <string.h>

static void set_words(json_t *object, struct arena *arena, const char *key, const char *words)
{
    if (words && words[0])
        json_object_set_new(object, key, json_string(message_plain(arena, words)));
}

static json_t *rect_of(SDL_Rect rect)
{
    return json_pack("[i,i,i,i]", rect.x, rect.y, rect.w, rect.h);
}

static void add_state(json_t *list, bool holds, const char *name)
{
    if (holds)
        json_array_append_new(list, json_string(name));
}

static bool is_focused(const struct face *face, const struct box *box)
{
    return box && box->id && strcmp(box->id, face->focus.id) == 0;
}

static const struct box *box_of(const struct display *display, const struct screen_node *node)
{
    for (size_t i = 0; i < display->box_count; i++)
        if (display->boxes[i].node == node && display->boxes[i].visible)
            return &display->boxes[i];
    return NULL;
}

/* A control of the kiosk's own: a key, a paper's state, a page button. */
static json_t *describe_control(const struct face *face, struct arena *arena, const struct box *box)
{
    json_t *object = json_object(), *state = json_array();
    if (box->id)
        json_object_set_new(object, "id", json_string(box->id));
    json_object_set_new(object, "role", json_string(box->role ? box->role : "button"));
    set_words(object, arena, "name", box->name);
    add_state(state, box->disabled, "disabled");
    add_state(state, box->selected, "selected");
    add_state(state, is_focused(face, box), "focused");
    json_object_set_new(object, "state", state);
    if (box->visible)
        json_object_set_new(object, "rect", rect_of(box->rect));
    return object;
}

static void append_controls(json_t *list, const struct face *face, struct arena *arena,
                            const struct screen_node *of, enum box_layer layer)
{
    const struct display *display = face->display;
    for (size_t i = 0; i < display->box_count; i++) {
        const struct box *box = &display->boxes[i];
        if (!box->node && box->of == of && box->layer == layer)
            json_array_append_new(list, describe_control(face, arena, box));
    }
}

static const char *value_of(const struct face *face, const struct screen_node *node)
{
    bool edited = face->edit.open && node->id && node->role == ROLE_FIELD &&
                  strcmp(face->edit.id, node->id) == 0;
    const char *value = edited ? edit_text(&face->edit) : node->value;
    return value && value[0] && node->flags & FLAG_PRIVATE ? "••••" : value;
}

static void describe_words(json_t *object, const struct face *face, struct arena *arena,
                           const struct screen_node *node)
{
    const char *value = value_of(face, node);
    if (node->id)
        json_object_set_new(object, "id", json_string(node->id));
    json_object_set_new(object, "role", json_string(screen_role_name(node->role)));
    set_words(object, arena, "name", node->label.text);
    set_words(object, arena, "detail", node->detail.text);
    set_words(object, arena, "error", node->error.text);
    if (value)
        json_object_set_new(object, "value", json_string(value));
    if (node->number)
        json_object_set_new(object, "number", json_integer(node->number));
    if (node->of)
        json_object_set_new(object, "of", json_integer(node->of));
    if (node->label.language)
        json_object_set_new(object, "language", json_string(node->label.language->code));
}

static json_t *describe_node(const struct face *face, struct arena *arena,
                             const struct screen_node *node)
{
    json_t *object = json_object(), *state = json_array(), *children = json_array();
    const struct box *box = box_of(face->display, node);
    describe_words(object, face, arena, node);
    if (!node->id && box && box->id)
        json_object_set_new(object, "id", json_string(box->id));
    add_state(state, node->flags & FLAG_DISABLED || (box && box->disabled), "disabled");
    add_state(state, node->flags & FLAG_SELECTED || (box && box->selected), "selected");
    add_state(state, node->flags & FLAG_REQUIRED, "required");
    add_state(state, node->tone == TONE_PRIMARY, "primary");
    add_state(state, node->tone == TONE_DANGER, "danger");
    add_state(state, node->flags & FLAG_PRIVATE, "private");
    add_state(state, is_focused(face, box), "focused");
    json_object_set_new(object, "state", state);
    if (box)
        json_object_set_new(object, "rect", rect_of(box->rect));
    for (const struct screen_node *child = node->first_child; child; child = child->next)
        json_array_append_new(children, describe_node(face, arena, child));
    if (node->role == ROLE_ITEM)
        append_controls(children, face, arena, node, LAYER_CONTENT);
    if (node->role == ROLE_SCREEN)
        append_controls(children, face, arena, NULL, LAYER_CONTENT);
    if (json_array_size(children) > 0)
        json_object_set(object, "children", children);
    json_decref(children);
    return object;
}

static const char *stage_name(enum visit_stage stage)
{
    static const char *const names[] = {"attract", "language", "home", "plugin",  "review",
                                        "ticket",  "goodbye",  "help", "trouble", "notice"};
    return (size_t)stage < sizeof names / sizeof *names ? names[stage] : "unknown";
}

/* The names that the head of every screen shows. */
static json_t *describe_commune(const struct commune *commune)
{
    json_t *names = json_object();
    for (size_t i = 0; i < commune->name.count; i++)
        json_object_set_new(names, commune->name.entries[i].language,
                            json_string(commune->name.entries[i].text));
    return names;
}

json_t *tree_describe(const struct face *face)
{
    const struct view *view = face_view(face);
    struct arena *arena = arena_new();
    json_t *keys = json_array(), *over = json_array();
    json_t *tree = json_pack("{s:b, s:s, s:s, s:s, s:i, s:i, s:s}", "ok", 1, "locale",
                             view->language ? view->language->code : "", "direction",
                             view->language && view->language->is_rtl ? "rtl" : "ltr", "stage",
                             stage_name(view->stage), "page", face->display->page + 1, "pages",
                             face->display->pages, "service", view->service);
    json_object_set_new(tree, "commune", describe_commune(face->world.commune));
    json_object_set_new(tree, "root", describe_node(face, arena, view->root));
    if (view->warning && view->over)
        json_array_append_new(over, describe_node(face, arena, view->over));
    append_controls(over, face, arena, NULL, LAYER_OVER);
    append_controls(keys, face, arena, NULL, LAYER_KEYBOARD);
    json_object_set_new(tree, "over", over);
    json_object_set_new(tree, "keyboard", keys);
    arena_free(arena);
    return tree;
}
