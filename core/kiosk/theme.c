#include "kiosk/theme.h"

#include "base/yaml.h"

#include <math.h>
#include <string.h>

static const char *const colour_keys[] = {
    "ink",          "soft",    "sand",  "paper",   "line",  "edge", "indigo",
    "indigo_deep",  "saffron", "argan", "brick",   "ochre", "teal", "on_dark",
    "on_dark_soft", "lattice", "pale",  "pressed", NULL};
static const char *const tint_keys[] = {"indigo", "ochre",   "argan", "teal",
                                        "brick",  "saffron", NULL};
static const char *const script_keys[] = {"latin", "arabic", "tifinagh", NULL};
static const char *const letter_keys[] = {"display", "title",  "heading", "tile",
                                          "body",    "second", "line",    NULL};
static const char *const space_keys[] = {
    "margin", "gap",         "small_gap", "padding", "radius", "small_radius", "border", "target",
    "key",    "icon_ground", "primary",   "ring",    NULL};
static const char *const frame_keys[] = {"header", "band", "bar", "column", NULL};

_Static_assert(sizeof colour_keys / sizeof *colour_keys == COLOUR_COUNT + 1, "a key a colour");
_Static_assert(sizeof space_keys / sizeof *space_keys == SPACE_COUNT + 1, "a key a space");

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static bool read_colour(const struct yaml_node *map, const char *key, uint32_t *out,
                        struct error *error)
{
    const char *text = NULL;
    if (!yaml_read_text(map, key, true, 20, &text, error))
        return false;
    uint32_t colour = 0xFF;
    bool good = text[0] == '#' && strlen(text) == 7;
    for (int i = 1; good && i < 7; i++) {
        int digit = hex_digit(text[i]);
        good = digit >= 0;
        colour = colour << 4 | (uint32_t)(digit & 15);
    }
    if (!good)
        return yaml_complain(yaml_get(map, key), error,
                             "\"%s\" is not a colour: write it like \"#27367F\"", text);
    *out = colour;
    return true;
}

/* The map under `key`, with exactly the keys expected of it. */
static const struct yaml_node *section(const struct yaml_node *map, const char *key,
                                       const char *const *keys, struct error *error)
{
    const struct yaml_node *node = yaml_get(map, key);
    if (!node) {
        yaml_complain(map, error, "\"%s\" is missing", key);
        return NULL;
    }
    return yaml_expect_keys(node, keys, error) ? node : NULL;
}

static bool read_numbers(const struct yaml_node *map, const char *key, const char *const *keys,
                         int64_t most, int64_t *out, struct error *error)
{
    const struct yaml_node *node = section(map, key, keys, error);
    if (!node)
        return false;
    for (size_t i = 0; keys[i]; i++)
        if (!yaml_read_number(node, keys[i], true, 1, most, &out[i], error))
            return false;
    return true;
}

static bool read_colours(const struct yaml_node *root, struct theme *out, struct error *error)
{
    static const char *const pair_keys[] = {"ink", "ground", NULL};
    const struct yaml_node *colours = section(root, "colours", colour_keys, error);
    const struct yaml_node *tints = colours ? section(root, "tints", tint_keys, error) : NULL;
    if (!tints)
        return false;
    for (size_t i = 0; colour_keys[i]; i++)
        if (!read_colour(colours, colour_keys[i], &out->colours[i], error))
            return false;
    for (size_t i = 0; tint_keys[i]; i++) {
        const struct yaml_node *pair = section(tints, tint_keys[i], pair_keys, error);
        if (!pair || !read_colour(pair, "ink", &out->tints[i].ink, error) ||
            !read_colour(pair, "ground", &out->tints[i].ground, error))
            return false;
    }
    return true;
}

bool theme_load(const char *path, struct theme *out, struct error *error)
{
    static const char *const keys[] = {"colours",  "tints", "letters", "spaces",
                                       "standing", "lying", NULL};
    struct arena *arena = arena_new();
    const struct yaml_node *root = yaml_load(arena, path, error);
    bool good = root && yaml_expect_keys(root, keys, error) && read_colours(root, out, error) &&
                read_numbers(root, "spaces", space_keys, 400, out->spaces, error) &&
                read_numbers(root, "standing", frame_keys, 1920, out->standing, error) &&
                read_numbers(root, "lying", frame_keys, 1920, out->lying, error);
    const struct yaml_node *letters = good ? section(root, "letters", script_keys, error) : NULL;
    good = good && letters;
    for (size_t i = 0; good && script_keys[i]; i++)
        good = read_numbers(letters, script_keys[i], letter_keys, 300, out->letters[i], error);
    arena_free(arena);
    return good;
}

enum theme_script theme_script(const struct language *language)
{
    if (language && language->is_rtl)
        return SCRIPT_ARABIC;
    return language && strcmp(language->code, "zgh") == 0 ? SCRIPT_TIFINAGH : SCRIPT_LATIN;
}

static double luminance(uint32_t colour)
{
    static const double weights[3] = {0.2126, 0.7152, 0.0722};
    double sum = 0;
    for (int i = 0; i < 3; i++) {
        double channel = (double)(colour >> (16 - 8 * i) & 255) / 255.0;
        sum += weights[i] *
               (channel <= 0.04045 ? channel / 12.92 : pow((channel + 0.055) / 1.055, 2.4));
    }
    return sum;
}

double theme_contrast(uint32_t one, uint32_t other)
{
    double a = luminance(one) + 0.05, b = luminance(other) + 0.05;
    return a > b ? a / b : b / a;
}
