#include "desk/theme_css.h"

#include "base/yaml.h"

#include <string.h>

/* Only [a-z0-9_], so that a name is never more than a name in the style sheet. */
static bool is_name(const char *text)
{
    return text[0] && strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_") == strlen(text);
}

static bool is_colour(const char *text)
{
    return text[0] == '#' && strlen(text) == 7 && strspn(text + 1, "0123456789abcdefABCDEF") == 6;
}

static void add_name(struct buffer *out, const char *name)
{
    for (; *name; name++)
        buffer_add_char(out, *name == '_' ? '-' : *name);
}

static bool add_colour(const struct yaml_node *node, const char *group, struct buffer *out,
                       struct error *error)
{
    if (node->kind != YAML_TEXT || !is_name(node->key) || !is_colour(node->text))
        return yaml_complain(node, error, "a colour is written \"#27367F\"");
    buffer_add_text(out, "--");
    if (group) {
        add_name(out, group);
        buffer_add_char(out, '-');
    }
    add_name(out, node->key);
    buffer_print(out, ":%s;", node->text);
    return true;
}

static bool add_tint(const struct yaml_node *tint, struct buffer *out, struct error *error)
{
    if (tint->kind != YAML_MAP || !is_name(tint->key))
        return yaml_complain(tint, error, "a tint has an ink and a ground");
    for (size_t i = 0; i < tint->count; i++)
        if (!add_colour(&tint->children[i], tint->key, out, error))
            return false;
    return true;
}

bool theme_css(const char *path, struct buffer *out, struct error *error)
{
    struct arena *arena = arena_new();
    const struct yaml_node *root = yaml_load(arena, path, error);
    const struct yaml_node *colours = yaml_get(root, "colours");
    const struct yaml_node *tints = yaml_get(root, "tints");
    bool good = root && ((colours && yaml_expect_kind(colours, YAML_MAP, error)) ||
                         yaml_complain(root, error, "\"colours\" is missing"));
    buffer_add_text(out, ":root{");
    for (size_t i = 0; good && i < colours->count; i++)
        good = add_colour(&colours->children[i], NULL, out, error);
    for (size_t i = 0; good && tints && i < tints->count; i++)
        good = add_tint(&tints->children[i], out, error);
    buffer_add_text(out, "}\n");
    arena_free(arena);
    return good;
}
