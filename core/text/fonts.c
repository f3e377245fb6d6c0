#include "text/fonts.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/yaml.h"

#include <hb-ot.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#define FAMILY_MAX 8
#define FILE_MAX   (2 * FAMILY_MAX)
#define ORDER_MAX  8
#define OPEN_MAX   32 /* each holds a file open, some glyphs and 200 KB at most */

struct font_file {
    const char *name, *path;
    bool bold;
    hb_face_t *face;
    hb_font_t *unit;     /* 1000 a size: coverage and extents */
    hb_font_t *measured; /* in the size measured last */
    int measured_size;
};

struct font_family {
    const char *name;
    UScriptCode script;
    int regular, bold; /* -1: no bold face */
};

struct font_order {
    const char *language;
    int families[FAMILY_MAX];
    size_t count;
};

struct open_font {
    TTF_Font *letters;
    int file, size;
    uint64_t last_use;
};

struct fonts {
    struct arena *arena;
    const char *package;
    struct font_file files[FILE_MAX];
    int file_count;
    struct font_family families[FAMILY_MAX];
    int family_count;
    struct font_order orders[ORDER_MAX];
    size_t order_count;
    struct open_font open[OPEN_MAX];
    uint64_t uses;
    bool started;
};

/* SDL_ttf has one FreeType library and an unguarded count of its users for the whole process, and
 * FreeType wants opening and closing of faces one at a time. Drawing with different faces needs no
 * guard: glyph slots, caches and the rasteriser's memory belong to the face or the stack. */
static pthread_mutex_t library_guard = PTHREAD_MUTEX_INITIALIZER;

static bool start_library(struct error *error)
{
    pthread_mutex_lock(&library_guard);
    bool good = TTF_Init() == 0;
    pthread_mutex_unlock(&library_guard);
    return good ||
           error_set(error, ERROR_SYSTEM, "the font library does not start: %s", TTF_GetError());
}

static void stop_library(void)
{
    pthread_mutex_lock(&library_guard);
    TTF_Quit();
    pthread_mutex_unlock(&library_guard);
}

static TTF_Font *open_letters(const char *path, int size)
{
    pthread_mutex_lock(&library_guard);
    TTF_Font *letters = TTF_OpenFont(path, size);
    pthread_mutex_unlock(&library_guard);
    return letters;
}

static void close_letters(TTF_Font *letters)
{
    pthread_mutex_lock(&library_guard);
    TTF_CloseFont(letters);
    pthread_mutex_unlock(&library_guard);
}

/* ---- Reading fonts.yaml ---- */

static bool complain_broken(const struct fonts *fonts, const char *path, struct error *error)
{
    return error_set(error, ERROR_INPUT,
                     "the font file %s is damaged: install the package %s again", path,
                     fonts->package);
}

/* A letter every font of the script must have: a file cut short or of another kind has none. */
static uint32_t sample_letter(UScriptCode script)
{
    switch (script) {
    case USCRIPT_ARABIC:
        return 0x0628;
    case USCRIPT_TIFINAGH:
        return 0x2D30;
    default:
        return 'a';
    }
}

/* Whether every table the file announces lies within it: the libraries take a file cut short for a
 * good one and then draw nothing. Layout: OpenType 1.9, "Organization of an OpenType Font". */
static bool is_whole(hb_blob_t *blob)
{
    unsigned length;
    const unsigned char *bytes = (const unsigned char *)hb_blob_get_data(blob, &length);
    if (length < 12)
        return false;
    unsigned tables = (unsigned)bytes[4] << 8 | bytes[5];
    if (tables == 0 || 12 + 16 * tables > length)
        return false;
    for (const unsigned char *entry = bytes + 12; tables > 0; tables--, entry += 16) {
        uint64_t place[2] = {0};
        for (int i = 0; i < 8; i++)
            place[i / 4] = place[i / 4] << 8 | entry[8 + i];
        if (place[0] + place[1] > length)
            return false;
    }
    return true;
}

static bool check_file(struct fonts *fonts, struct font_file *file, UScriptCode script,
                       struct error *error)
{
    hb_blob_t *blob = hb_blob_create_from_file(file->path);
    bool whole = is_whole(blob);
    file->face = hb_face_create(blob, 0);
    hb_blob_destroy(blob);
    file->unit = hb_font_create(file->face);
    hb_font_set_scale(file->unit, 1000, 1000);
    hb_codepoint_t glyph;
    if (!whole || !hb_font_get_nominal_glyph(file->unit, sample_letter(script), &glyph))
        return complain_broken(fonts, file->path, error);
    TTF_Font *letters = open_letters(file->path, 16);
    bool draws = letters && TTF_GlyphIsProvided32(letters, sample_letter(script)) &&
                 TTF_SizeUTF8(letters, "a", NULL, NULL) == 0;
    if (letters)
        close_letters(letters);
    return draws || complain_broken(fonts, file->path, error);
}

/* *out is the index of the file, or -1 when the map has no such key. */
static bool read_face(struct fonts *fonts, const struct yaml_node *map, const char *key,
                      struct font_family *family, int *out, struct error *error)
{
    *out = -1;
    const struct yaml_node *paths = yaml_get(map, key);
    if (!paths)
        return true;
    if (!yaml_expect_kind(paths, YAML_LIST, error))
        return false;
    const char *found = NULL, *first = NULL;
    for (size_t i = 0; i < paths->count && !found; i++) {
        if (!yaml_expect_kind(&paths->children[i], YAML_TEXT, error))
            return false;
        const char *path = paths->children[i].text;
        first = first ? first : path;
        found = file_exists(path) ? path : NULL;
    }
    if (!first)
        return yaml_complain(paths, error, "expected the paths where the font may be");
    if (!found)
        return error_set(error, ERROR_MISSING,
                         "the font file %s is missing: install the package %s", first,
                         fonts->package);
    struct font_file *file = &fonts->files[fonts->file_count];
    file->bold = strcmp(key, "bold") == 0;
    file->name = file->bold ? arena_print(fonts->arena, "%s-bold", family->name) : family->name;
    file->path = found;
    *out = fonts->file_count++;
    return check_file(fonts, file, family->script, error);
}

static bool read_family(struct fonts *fonts, const struct yaml_node *map, struct error *error)
{
    static const char *const keys[] = {"script", "regular", "bold", NULL};
    if (fonts->family_count == FAMILY_MAX)
        return yaml_complain(map, error, "expected at most %d fonts", FAMILY_MAX);
    struct font_family *family = &fonts->families[fonts->family_count];
    const char *script = NULL;
    if (!yaml_expect_keys(map, keys, error) ||
        !yaml_read_text(map, "script", true, 4, &script, error))
        return false;
    UErrorCode status = U_ZERO_ERROR;
    if (uscript_getCode(script, &family->script, 1, &status) != 1 || U_FAILURE(status))
        return yaml_complain(map, error, "\"%s\" is no script: expected Arab, Tfng or Latn",
                             script);
    family->name = map->key;
    if (!read_face(fonts, map, "regular", family, &family->regular, error) ||
        !read_face(fonts, map, "bold", family, &family->bold, error))
        return false;
    if (family->regular < 0)
        return yaml_complain(map, error, "expected \"regular\", the paths where the font may be");
    fonts->family_count++;
    return true;
}

static int find_family(const struct fonts *fonts, const char *name)
{
    for (int i = 0; i < fonts->family_count; i++)
        if (strcmp(fonts->families[i].name, name) == 0)
            return i;
    return -1;
}

static bool read_order(struct fonts *fonts, const struct yaml_node *list, struct error *error)
{
    if (!yaml_expect_kind(list, YAML_LIST, error))
        return false;
    if (fonts->order_count == ORDER_MAX || list->count == 0 || list->count > FAMILY_MAX)
        return yaml_complain(list, error, "expected one to %d names of fonts", FAMILY_MAX);
    struct font_order *order = &fonts->orders[fonts->order_count++];
    order->language = list->key;
    for (size_t i = 0; i < list->count; i++) {
        if (!yaml_expect_kind(&list->children[i], YAML_TEXT, error))
            return false;
        int family = find_family(fonts, list->children[i].text);
        if (family < 0)
            return yaml_complain(&list->children[i], error, "there is no font \"%s\" above",
                                 list->children[i].text);
        order->families[order->count++] = family;
    }
    return true;
}

static bool read_all(struct fonts *fonts, const char *path, struct error *error)
{
    static const char *const keys[] = {"package", "fonts", "order", NULL};
    const struct yaml_node *root = yaml_load(fonts->arena, path, error);
    if (!root || !yaml_expect_keys(root, keys, error) ||
        !yaml_read_text(root, "package", true, 100, &fonts->package, error))
        return false;
    const struct yaml_node *families = yaml_get(root, "fonts"), *orders = yaml_get(root, "order");
    if (!families || !orders)
        return yaml_complain(root, error, "expected \"fonts\" and \"order\"");
    if (!yaml_expect_kind(families, YAML_MAP, error) || !yaml_expect_kind(orders, YAML_MAP, error))
        return false;
    for (size_t i = 0; i < families->count; i++)
        if (!read_family(fonts, &families->children[i], error))
            return false;
    for (size_t i = 0; i < orders->count; i++)
        if (!read_order(fonts, &orders->children[i], error))
            return false;
    return fonts->order_count > 0 ||
           yaml_complain(orders, error, "expected an order of fonts for each language");
}

struct fonts *fonts_new(const char *fonts_yaml, struct error *error)
{
    struct fonts *fonts = memory_new(1, sizeof *fonts);
    fonts->arena = arena_new();
    fonts->started = start_library(error);
    if (fonts->started && read_all(fonts, fonts_yaml, error))
        return fonts;
    fonts_free(fonts);
    return NULL;
}

void fonts_free(struct fonts *fonts)
{
    if (!fonts)
        return;
    for (size_t i = 0; i < OPEN_MAX; i++)
        if (fonts->open[i].letters)
            close_letters(fonts->open[i].letters);
    for (int i = 0; i < fonts->file_count; i++) {
        hb_font_destroy(fonts->files[i].measured);
        hb_font_destroy(fonts->files[i].unit);
        hb_face_destroy(fonts->files[i].face);
    }
    if (fonts->started)
        stop_library();
    arena_free(fonts->arena);
    free(fonts);
}

/* ---- Choosing ---- */

static const struct font_order *order_of(const struct fonts *fonts, const char *language)
{
    for (size_t i = 0; i < fonts->order_count; i++)
        if (strcmp(fonts->orders[i].language, language) == 0)
            return &fonts->orders[i];
    return &fonts->orders[0];
}

bool fonts_has(const struct fonts *fonts, int file, uint32_t c)
{
    hb_codepoint_t glyph;
    return hb_font_get_nominal_glyph(fonts->files[file].unit, c, &glyph);
}

static int file_of(const struct fonts *fonts, int family, uint32_t c, bool bold)
{
    const struct font_family *found = &fonts->families[family];
    if (bold && found->bold >= 0 && fonts_has(fonts, found->bold, c))
        return found->bold;
    return fonts_has(fonts, found->regular, c) ? found->regular : -1;
}

int fonts_choose(const struct fonts *fonts, const char *language, UScriptCode script, uint32_t c,
                 bool bold)
{
    for (int family = 0; family < fonts->family_count; family++) {
        if (fonts->families[family].script != script)
            continue;
        int file = file_of(fonts, family, c, bold);
        if (file >= 0)
            return file;
    }
    const struct font_order *order = order_of(fonts, language);
    for (size_t i = 0; i < order->count; i++) {
        int file = file_of(fonts, order->families[i], c, bold);
        if (file >= 0)
            return file;
    }
    return -1;
}

int fonts_last_resort(const struct fonts *fonts, const char *language)
{
    return fonts->families[order_of(fonts, language)->families[0]].regular;
}

bool fonts_is_bold(const struct fonts *fonts, int file)
{
    return fonts->files[file].bold;
}

const char *fonts_name(const struct fonts *fonts, int file)
{
    return fonts->files[file].name;
}

void fonts_extent(const struct fonts *fonts, int file, int *above, int *below)
{
    hb_font_extents_t extents = {0};
    hb_font_get_h_extents(fonts->files[file].unit, &extents);
    *above = extents.ascender;
    *below = -extents.descender;
}

/* ---- Open fonts ---- */

hb_font_t *fonts_measure(struct fonts *fonts, int file, int size)
{
    struct font_file *found = &fonts->files[file];
    if (!found->measured)
        found->measured = hb_font_create(found->face);
    if (found->measured_size != size) {
        hb_font_set_scale(found->measured, size * 64, size * 64);
        hb_font_set_ppem(found->measured, (unsigned)size, (unsigned)size);
        found->measured_size = size;
    }
    return found->measured;
}

TTF_Font *fonts_letters(struct fonts *fonts, int file, int size)
{
    struct open_font *slot = &fonts->open[0];
    for (size_t i = 0; i < OPEN_MAX; i++) {
        struct open_font *one = &fonts->open[i];
        if (one->letters && one->file == file && one->size == size) {
            one->last_use = ++fonts->uses;
            return one->letters;
        }
        if (one->last_use < slot->last_use)
            slot = one;
    }
    TTF_Font *letters = open_letters(fonts->files[file].path, size);
    if (!letters)
        return NULL;
    TTF_SetFontHinting(letters, TTF_HINTING_LIGHT);
    if (slot->letters)
        close_letters(slot->letters);
    *slot = (struct open_font){
        .letters = letters, .file = file, .size = size, .last_use = ++fonts->uses};
    return letters;
}
