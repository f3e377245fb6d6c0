/* The doctor's check of what the kiosk's screen and the desk's pages are drawn with. */
#include "base/file.h"
#include "base/yaml.h"
#include "command/checkup.h"

#include <stdlib.h>
#include <string.h>

bool check_part(struct checkup *checkup, const char *name)
{
    struct error error = {0};
    char *path = place_share(checkup->command->place, name);
    bool is_there = file_exists(path);
    if (!is_there) {
        error_set(&error, ERROR_MISSING,
                  "%s is missing: this copy of Marhaba is incomplete, install it again", path);
        checkup_say(checkup, &error);
    }
    free(path);
    return is_there;
}

static bool is_colour(const char *text)
{
    return text[0] == '#' && strlen(text) == 7 &&
           strspn(text + 1, "0123456789abcdefABCDEF") == strlen(text + 1);
}

static bool check_colours(const struct yaml_node *node, struct error *error)
{
    for (size_t i = 0; i < node->count; i++)
        if (!check_colours(&node->children[i], error))
            return false;
    return node->kind != YAML_TEXT || is_colour(node->text) ||
           yaml_complain(node, error, "\"%s\" is not a colour: write it like \"#27367F\"",
                         node->text);
}

static bool check_lengths(const struct yaml_node *node, struct error *error)
{
    int64_t length;
    for (size_t i = 0; i < node->count; i++) {
        const struct yaml_node *child = &node->children[i];
        if (child->kind == YAML_TEXT
                ? !yaml_read_number(node, child->key, true, 1, 1920, &length, error)
                : !check_lengths(child, error))
            return false;
    }
    return true;
}

static bool check_theme(const struct yaml_node *root, struct error *error)
{
    static const char *const sections[] = {"colours",  "tints", "letters", "spaces",
                                           "standing", "lying", NULL};
    if (!yaml_expect_keys(root, sections, error))
        return false;
    for (size_t i = 0; sections[i]; i++) {
        const struct yaml_node *section = yaml_get(root, sections[i]);
        if (!section)
            return yaml_complain(root, error, "\"%s\" is missing", sections[i]);
        if (!yaml_expect_kind(section, YAML_MAP, error) ||
            !(i < 2 ? check_colours(section, error) : check_lengths(section, error)))
            return false;
    }
    return true;
}

void check_screen(struct checkup *checkup)
{
    struct error error = {0};
    if (!check_part(checkup, "theme.yaml"))
        return;
    char *path = place_share(checkup->command->place, "theme.yaml");
    const struct yaml_node *root = yaml_load(checkup->command->arena, path, &error);
    if (!root || !check_theme(root, &error))
        checkup_say(checkup, &error);
    free(path);
}
