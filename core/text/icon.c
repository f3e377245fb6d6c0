#include "text/icon.h"

#include "base/arena.h"
#include "base/file.h"

#include <SDL_image.h>
#include <stdlib.h>
#include <string.h>

#define ICON_BYTES_MOST 65536
#define ICON_SIZE_MOST  4096

static bool is_icon_name(const char *name)
{
    return name[0] && strlen(name) < 64 &&
           strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen(name);
}

static SDL_Surface *render(const struct buffer *svg, int size)
{
    SDL_RWops *source = SDL_RWFromConstMem(svg->bytes, (int)svg->length);
    /* Asked first, because the library loses some memory over what is no SVG. */
    SDL_Surface *drawn =
        source && IMG_isSVG(source) ? IMG_LoadSizedSVG_RW(source, size, size) : NULL;
    if (source)
        SDL_RWclose(source);
    SDL_Surface *surface =
        drawn ? SDL_ConvertSurfaceFormat(drawn, SDL_PIXELFORMAT_ARGB8888, 0) : NULL;
    SDL_FreeSurface(drawn);
    return surface;
}

/* A drawing that is not square keeps its shape and stands in the middle. */
static struct image tint(const SDL_Surface *surface, int size, uint32_t colour)
{
    struct image image = image_new(size, size, 0);
    int left = (size - surface->w) / 2, top = (size - surface->h) / 2;
    for (int y = 0; y < surface->h; y++) {
        const uint32_t *row = (const uint32_t *)(const void *)((const char *)surface->pixels +
                                                               (size_t)y * (size_t)surface->pitch);
        for (int x = 0; x < surface->w; x++) {
            if (x + left < 0 || x + left >= size || y + top < 0 || y + top >= size)
                continue;
            uint32_t alpha = (row[x] >> 24) * (colour >> 24) / 255;
            image.pixels[(y + top) * size + x + left] = alpha << 24 | (colour & 0xFFFFFF);
        }
    }
    return image;
}

bool icon_draw(const char *folder, const char *name, int size, uint32_t colour, struct image *out,
               struct error *error)
{
    *out = (struct image){0};
    if (!is_icon_name(name))
        return error_set(error, ERROR_INPUT,
                         "an icon's name has small letters, digits and dashes only");
    if (size < 1 || size > ICON_SIZE_MOST)
        return error_set(error, ERROR_INPUT, "the icon %s cannot be %d pixels large", name, size);
    struct arena *scratch = arena_new();
    char *path = arena_print(scratch, "%s/%s.svg", folder, name);
    struct buffer svg = buffer_new(0);
    bool good = file_read(path, ICON_BYTES_MOST, &svg, error);
    if (good) {
        SDL_Surface *surface = render(&svg, size);
        good = surface != NULL ||
               error_set(error, ERROR_INPUT, "%s is no SVG picture that can be drawn", path);
        if (surface)
            *out = tint(surface, size, colour);
        SDL_FreeSurface(surface);
    }
    buffer_free(&svg);
    arena_free(scratch);
    return good;
}
