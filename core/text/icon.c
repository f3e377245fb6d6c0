#include "text/icon.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/png.h"

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

/* ---- Pictures ---- */

/* A picture's own size says nothing about its memory before it is known to be small. */
static SDL_Surface *load_picture(const void *bytes, size_t length, int width, int height)
{
    SDL_RWops *source = SDL_RWFromConstMem(bytes, (int)length);
    if (!source)
        return NULL;
    SDL_Surface *drawn = IMG_isSVG(source)   ? IMG_LoadSizedSVG_RW(source, width, height)
                         : IMG_isPNG(source) ? IMG_LoadPNG_RW(source)
                                             : NULL;
    SDL_RWclose(source);
    SDL_Surface *surface =
        drawn ? SDL_ConvertSurfaceFormat(drawn, SDL_PIXELFORMAT_ARGB8888, 0) : NULL;
    SDL_FreeSurface(drawn);
    return surface;
}

bool picture_draw(const void *bytes, size_t length, int width, int height, struct image *out,
                  struct error *error)
{
    *out = (struct image){0};
    if (width < 1 || height < 1 || width > ICON_SIZE_MOST || height > ICON_SIZE_MOST ||
        (png_is_claimed(bytes, length) && !png_is_sound(bytes, length)))
        return error_set(error, ERROR_INPUT, "the picture is broken or too large to be drawn");
    SDL_Surface *surface = load_picture(bytes, length, width, height);
    if (!surface)
        return error_set(error, ERROR_INPUT, "this is no picture that can be drawn");
    double wide = (double)width / surface->w, high = (double)height / surface->h;
    double scale = wide < high ? wide : high;
    SDL_Rect to = {.w = (int)(surface->w * scale), .h = (int)(surface->h * scale)};
    to.x = (width - to.w) / 2;
    to.y = (height - to.h) / 2;
    *out = image_new(width, height, 0);
    SDL_Surface *target = SDL_CreateRGBSurfaceWithFormatFrom(out->pixels, width, height, 32,
                                                             width * 4, SDL_PIXELFORMAT_ARGB8888);
    SDL_SetSurfaceBlendMode(surface, SDL_BLENDMODE_NONE);
    bool good = target && SDL_BlitScaled(surface, NULL, target, &to) == 0;
    SDL_FreeSurface(target);
    SDL_FreeSurface(surface);
    if (!good)
        image_free(out);
    return good || error_set(error, ERROR_INPUT, "this is no picture that can be drawn");
}
