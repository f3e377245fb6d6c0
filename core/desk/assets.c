#include "desk/assets.h"

#include "base/file.h"
#include "base/memory.h"
#include "desk/theme_css.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_ASSET = 512 << 10 };

struct assets {
    struct asset *items;
    size_t count;
};

static const char *type_of(const char *name)
{
    static const struct {
        const char *ending, *type;
    } known[] = {{".css", "text/css; charset=utf-8"},
                 {".js", "text/javascript; charset=utf-8"},
                 {".svg", "image/svg+xml"},
                 {".png", "image/png"}};
    const char *ending = strrchr(name, '.');
    for (size_t i = 0; ending && i < sizeof known / sizeof *known; i++)
        if (strcmp(ending, known[i].ending) == 0)
            return known[i].type;
    return NULL;
}

static void add(struct assets *assets, char *name, const void *bytes, size_t length)
{
    struct asset asset = {.name = name, .type = type_of(name), .length = length};
    unsigned char hash[crypto_generichash_BYTES_MIN];
    crypto_generichash(hash, sizeof hash, bytes, length, NULL, 0);
    sodium_bin2hex(asset.hash, sizeof asset.hash, hash, (sizeof asset.hash - 1) / 2);
    asset.bytes = memory_new(length + 1, 1);
    memcpy(asset.bytes, bytes, length);
    assets->items = memory_resize(assets->items, assets->count + 1, sizeof asset);
    assets->items[assets->count++] = asset;
}

static bool add_folder(struct assets *assets, const char *folder, const char *prefix,
                       struct error *error)
{
    char **names = file_list(folder);
    bool good = true;
    for (char **name = names; good && *name; name++) {
        if (!type_of(*name))
            continue;
        char *path = file_join(folder, *name);
        struct buffer content = {0};
        good = file_read(path, MAX_ASSET, &content, error);
        if (good)
            add(assets, prefix[0] ? file_join(prefix, *name) : memory_copy_text(*name),
                buffer_text(&content), content.length);
        buffer_free(&content);
        free(path);
    }
    file_list_free(names);
    return good;
}

static bool add_theme(struct assets *assets, const struct place *place, struct error *error)
{
    struct buffer css = buffer_new(64 << 10);
    char *path = place_share(place, "theme.yaml");
    bool good = theme_css(path, &css, error);
    if (good)
        add(assets, memory_copy_text("theme.css"), buffer_text(&css), css.length);
    free(path);
    buffer_free(&css);
    return good;
}

struct assets *assets_load(const struct place *place, struct error *error)
{
    struct assets *assets = memory_new(1, sizeof *assets);
    char *style = place_share(place, "desk");
    char *icons = place_share(place, "icons");
    bool good = add_folder(assets, style, "", error) && add_folder(assets, icons, "icons", error) &&
                add_theme(assets, place, error);
    free(style);
    free(icons);
    if (good && assets_find(assets, "desk.css") && assets_find(assets, "desk.js"))
        return assets;
    if (good)
        error_set(error, ERROR_MISSING,
                  "the desk's style or script is missing in %s/desk: install Marhaba again",
                  place->share);
    assets_free(assets);
    return NULL;
}

void assets_free(struct assets *assets)
{
    if (!assets)
        return;
    for (size_t i = 0; i < assets->count; i++) {
        free(assets->items[i].name);
        free(assets->items[i].bytes);
    }
    free(assets->items);
    free(assets);
}

const struct asset *assets_find(const struct assets *assets, const char *name)
{
    for (size_t i = 0; i < assets->count; i++)
        if (strcmp(assets->items[i].name, name) == 0)
            return &assets->items[i];
    return NULL;
}
