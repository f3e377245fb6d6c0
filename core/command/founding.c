#include "command/founding.h"

#include "base/buffer.h"
#include "base/file.h"
#include "base/yaml.h"
#include "command/spelling.h"
#include "content/fold.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define LONGEST_NAME 200
#define LARGEST_FILE (1u << 16)
#define MOST_NEAR    4u

/* ---- Reading them ---- */

static void add_texts(const struct yaml_node *node, const char **out, size_t *count)
{
    for (size_t i = 0; node && i < node->count; i++)
        if (node->children[i].text)
            out[(*count)++] = node->children[i].text;
}

static bool read_one(struct arena *arena, const struct yaml_node *node, struct founding *out,
                     struct error *error)
{
    const struct yaml_node *name = yaml_get(node, "name"), *brief = yaml_get(node, "short"),
                           *variants = yaml_get(node, "variants");
    size_t count = 0;
    if (!yaml_read_text(node, "slug", true, LONGEST_NAME, &out->slug, error) ||
        !yaml_read_text(node, "number", true, LONGEST_NAME, &out->number, error) ||
        !yaml_read_bool(node, "zgh_certain", true, &out->is_zgh_certain, error) ||
        !yaml_read_text(name, "ar", true, LONGEST_NAME, &out->ar, error) ||
        !yaml_read_text(name, "zgh", false, LONGEST_NAME, &out->zgh, error) ||
        !yaml_read_text(name, "fr", true, LONGEST_NAME, &out->fr, error))
        return false;
    size_t most = 2 + name->count + (brief ? brief->count : 0) + (variants ? variants->count : 0);
    out->spellings = arena_take(arena, most, sizeof *out->spellings);
    out->spellings[count++] = out->slug;
    add_texts(name, out->spellings, &count);
    add_texts(brief, out->spellings, &count);
    add_texts(variants, out->spellings, &count);
    return true;
}

bool founding_load(struct arena *arena, const char *share, struct founding_list *out,
                   struct error *error)
{
    const char *path = arena_print(arena, "%s/content/communes.yaml", share);
    const struct yaml_node *root = yaml_load(arena, path, error);
    if (!root || !yaml_expect_kind(root, YAML_LIST, error))
        return false;
    struct founding *items = arena_take(arena, root->count, sizeof *items);
    for (size_t i = 0; i < root->count; i++)
        if (!read_one(arena, &root->children[i], &items[i], error))
            return false;
    *out = (struct founding_list){.items = items, .count = root->count};
    return true;
}

/* ---- Finding one ---- */

/* The name alone: folded, without "commune of" in front and without blanks. */
static const char *key_of(struct arena *arena, const char *written)
{
    static const char *const before[] = {"commune", "de", "d", "جماعه", "ⵜⴰⴳⵔⴰⵡⵜ", "ⵏ"};
    char *text = fold_words(arena, written), *key = text;
    bool is_before = true;
    size_t used = 0;
    for (char *word = strtok(text, " "); word; word = strtok(NULL, " ")) {
        bool is_name = true;
        for (size_t i = 0; is_before && i < sizeof before / sizeof *before; i++)
            is_name = is_name && strcmp(word, before[i]) != 0;
        is_before = is_before && !is_name;
        size_t length = is_name ? strlen(word) : 0;
        memmove(key + used, word, length);
        used += length;
    }
    return arena_copy_part(arena, key, used);
}

/* How far the nearest spelling is; 0 is a name, 1 what sounds like one. */
static size_t distance_of(struct arena *arena, const struct founding *founding, const char *written)
{
    size_t least = SIZE_MAX;
    const char *key = key_of(arena, written), *sounds = fold_sounds(arena, key);
    for (size_t i = 0; founding->spellings[i]; i++) {
        const char *known = key_of(arena, founding->spellings[i]);
        size_t far = spelling_distance(key, known);
        if (far > 1 && sounds[0] && strcmp(sounds, fold_sounds(arena, known)) == 0)
            far = 1;
        least = far < least ? far : least;
    }
    return least;
}

static void add_slug(char *list, size_t size, const char *slug)
{
    size_t used = strlen(list);
    snprintf(list + used, size - used, "%s%s", used ? ", " : "", slug);
}

static void complain(const struct founding_list *list, const size_t *distances, const char *written,
                     size_t most, struct error *error)
{
    char near[200] = "", all[500] = "";
    size_t count = 0;
    for (size_t far = 1; far <= most; far++)
        for (size_t i = 0; i < list->count && count < MOST_NEAR; i++)
            if (distances[i] == far) {
                add_slug(near, sizeof near, list->items[i].slug);
                count++;
            }
    for (size_t i = 0; i < list->count; i++)
        add_slug(all, sizeof all, list->items[i].slug);
    if (count > 0)
        error_set(error, ERROR_MISSING,
                  "there is no commune \"%s\" to begin with; near to it are: %s. These are all: %s",
                  written, near, all);
    else
        error_set(error, ERROR_MISSING,
                  "there is no commune \"%s\" to begin with; there are: %s. Begin with one of them "
                  "and change commune.yaml to your own",
                  written, all);
}

const struct founding *founding_find(struct arena *arena, const struct founding_list *list,
                                     const char *written, struct error *error)
{
    size_t *distances = arena_take(arena, list->count, sizeof *distances);
    for (size_t i = 0; i < list->count; i++) {
        distances[i] = distance_of(arena, &list->items[i], written);
        if (distances[i] == 0)
            return &list->items[i];
    }
    complain(list, distances, written, 1 + strlen(key_of(arena, written)) / 4, error);
    return NULL;
}

/* ---- Its commune.yaml ---- */

static const char *zgh_lines(struct arena *arena, const struct founding *founding,
                             bool is_confirmed)
{
    if (!founding->zgh)
        return "# zgh: tifinagh, comme sur le panneau de la commune / Tifinagh, as on the "
               "commune's own signboard";
    if (founding->is_zgh_certain)
        return arena_print(arena, "zgh: %s", founding->zgh);
    return arena_print(
        arena,
        "zgh: %s\n"
        "  # Notre translittération, montrée nulle part tant que « no » : comparez avec le "
        "panneau de la\n"
        "  # commune, corrigez, puis écrivez yes. / Our transliteration, shown nowhere while "
        "\"no\": compare it with\n"
        "  # the commune's signboard, correct it, then write yes.\n"
        "  zgh_confirmed: %s",
        founding->zgh, is_confirmed ? "yes" : "no");
}

struct filling {
    const char *word; /* stands as @word@ */
    const char *text;
};

/* The text for a template's word of `length` letters, or NULL when it is none. */
static const char *filling_of(const struct filling *fillings, const char *word, size_t length)
{
    for (; fillings->word; fillings++)
        if (strlen(fillings->word) == length && memcmp(fillings->word, word, length) == 0)
            return fillings->text;
    return NULL;
}

const char *founding_settings(struct arena *arena, const char *share,
                              const struct founding *founding, bool zgh_confirmed,
                              struct error *error)
{
    const struct filling fillings[] = {
        {"slug", founding->slug},
        {"number", founding->number},
        {"ar", founding->ar},
        {"fr", founding->fr},
        {"zgh", zgh_lines(arena, founding, zgh_confirmed)},
        {NULL, NULL},
    };
    const char *path = arena_print(arena, "%s/demo/commune.yaml.in", share);
    struct buffer template, out = buffer_new(2 * LARGEST_FILE);
    if (!file_read(path, LARGEST_FILE, &template, error))
        return NULL;
    for (const char *at = buffer_text(&template); *at;) {
        size_t length = *at == '@' ? strcspn(at + 1, "@\n") : 0;
        const char *text = length ? filling_of(fillings, at + 1, length) : NULL;
        if (text)
            buffer_add_text(&out, text);
        else
            buffer_add_char(&out, *at);
        at += text ? length + 2 : 1;
    }
    const char *settings = arena_copy(arena, buffer_text(&out));
    buffer_free(&template);
    buffer_free(&out);
    return settings;
}
