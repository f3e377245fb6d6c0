#include "command/preview_screens.h"

#include "command/words.h"
#include "content/words.h"

#include <stdio.h>
#include <string.h>

#define MOST_PAGES 40

const json_t *preview_screens_find(const json_t *tree, const char *id)
{
    const json_t *root = json_object_get(tree, "root");
    const json_t *children = json_object_get(root ? root : tree, "children");
    if (!root && strcmp(content_text(tree, "id"), id) == 0)
        return tree;
    for (size_t i = 0; i < json_array_size(children); i++) {
        const json_t *found = preview_screens_find(json_array_get(children, i), id);
        if (found)
            return found;
    }
    return NULL;
}

/* ---- As text ---- */

/* How a role begins and ends its line; what is not here is no part of what the screen says. */
static const struct {
    const char *role, *before, *after;
} looks[] = {
    {"title", "# ", ""},    {"group", "## ", ""},     {"paragraph", "", ""},  {"notice", "! ", ""},
    {"picture", "(", ")"},  {"tile", "[ ", " ]"},     {"button", "[ ", " ]"}, {"choice", "? ", ""},
    {"option", "( ) ", ""}, {"field", "? ", " ____"}, {"checklist", "", ""},  {"item", "- ", ""},
    {"details", "", ""},    {"detail", "", ""},       {"rows", "", ""},       {"row", "> ", ""},
    {"days", "", ""},       {"day", "", ""},          {"slot", "", ""},       {"link", "", ""},
};

static void print_line(const struct command *command, int depth, const char *before,
                       const char *text, const char *after)
{
    printf("%*s%s%s%s\n", depth * 2, "", before, words_clean(command, text), after);
}

static bool has_words(const json_t *node)
{
    return content_text(node, "name")[0] || content_text(node, "detail")[0];
}

static void print_node(const struct preview_screens *screens, const json_t *node, int depth)
{
    const struct command *command = screens->command;
    const json_t *children = json_object_get(node, "children");
    const char *role = content_text(node, "role"), *name = content_text(node, "name");
    size_t look = 0, count = sizeof looks / sizeof *looks;
    while (look < count && strcmp(looks[look].role, role) != 0)
        look++;
    if (strcmp(role, "step") == 0)
        printf("%*s(%lld/%lld)\n", depth * 2, "",
               (long long)json_integer_value(json_object_get(node, "number")),
               (long long)json_integer_value(json_object_get(node, "of")));
    if (look == count || strncmp(content_text(node, "id"), "ui.", 3) == 0)
        return;
    if (name[0])
        print_line(command, depth, looks[look].before, name, looks[look].after);
    if (content_text(node, "detail")[0])
        print_line(command, depth + (name[0] != '\0'), "", content_text(node, "detail"), "");
    if (strcmp(role, "link") == 0)
        print_line(command, depth + 1, "", content_text(node, "value"), "");
    for (size_t i = 0; i < json_array_size(children); i++) {
        const json_t *child = json_array_get(children, i);
        /* The states to mark a paper with are the same for each. */
        if (strcmp(role, "item") != 0 || strcmp(content_text(child, "role"), "paragraph") == 0)
            print_node(screens, child, depth + has_words(node));
    }
    const char *note = content_text(screens->notes, content_text(node, "id"));
    if (note[0])
        print_line(command, depth + 1, "", note, "");
}

static void print_screen(const struct preview_screens *screens, const json_t *tree)
{
    const json_t *children = json_object_get(json_object_get(tree, "root"), "children");
    puts("----------------------------------------");
    for (size_t i = 0; i < json_array_size(children); i++)
        print_node(screens, json_array_get(children, i), 0);
}

/* ---- As pictures ---- */

static json_t *tree_of(struct preview_screens *screens, struct error *error)
{
    return preview_kiosk_ask(screens->kiosk, json_pack("{s:s}", "do", "tree"), error);
}

static bool can_be_tapped(const json_t *tree, const char *id)
{
    const json_t *node = preview_screens_find(tree, id);
    const json_t *state = json_object_get(node, "state");
    for (size_t i = 0; i < json_array_size(state); i++)
        if (strcmp(json_string_value(json_array_get(state, i)), "disabled") == 0)
            return false;
    return node && json_object_get(node, "rect");
}

static bool tap_here(struct preview_screens *screens, const char *id, struct error *error)
{
    json_t *answer =
        preview_kiosk_ask(screens->kiosk, json_pack("{s:s, s:s}", "do", "tap", "id", id), error);
    json_decref(answer);
    return answer != NULL;
}

static bool keep_picture(struct preview_screens *screens, struct error *error)
{
    if (!screens->out)
        return true;
    const char *file = arena_print(screens->command->arena, "%s/%s.%02u.png", screens->out,
                                   screens->name, ++screens->count);
    json_t *answer = preview_kiosk_ask(screens->kiosk,
                                       json_pack("{s:s, s:s}", "do", "shot", "file", file), error);
    json_decref(answer);
    return answer != NULL;
}

/* Turns to the next (or, with "ui.above", the one before) of the screen's pages; *turned false at
 * the last. */
static bool turn(struct preview_screens *screens, const char *button, bool *turned,
                 struct error *error)
{
    json_t *tree = tree_of(screens, error);
    bool good = tree != NULL;
    *turned = good && can_be_tapped(tree, button);
    json_decref(tree);
    return good && (!*turned || tap_here(screens, button, error));
}

json_t *preview_screens_keep(struct preview_screens *screens, struct error *error)
{
    json_t *tree = tree_of(screens, error);
    if (!tree)
        return NULL;
    print_screen(screens, tree);
    bool turned = true, good = true;
    for (int page = 0; good && turned && page < MOST_PAGES; page++)
        good = keep_picture(screens, error) && turn(screens, "ui.below", &turned, error);
    if (good)
        return tree;
    json_decref(tree);
    return NULL;
}

bool preview_screens_tap(struct preview_screens *screens, const char *id, struct error *error)
{
    bool turned = true;
    for (int page = 0; turned && page < MOST_PAGES; page++)
        if (!turn(screens, "ui.above", &turned, error))
            return false;
    for (int page = 0; page < MOST_PAGES; page++) {
        json_t *tree = tree_of(screens, error);
        bool is_here = tree && can_be_tapped(tree, id);
        if (!tree)
            return false;
        json_decref(tree);
        if (is_here)
            return tap_here(screens, id, error);
        if (!turn(screens, "ui.below", &turned, error))
            return false;
        if (!turned)
            break;
    }
    return error_set(error, ERROR_SYSTEM,
                     "the kiosk shows nothing named \"%s\" that can be touched", id);
}
