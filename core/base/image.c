#include "base/image.h"

#include "base/memory.h"

#include <stdlib.h>

struct image image_new(int width, int height, uint32_t fill)
{
    struct image image = {.width = width, .height = height};
    size_t count = (size_t)width * (size_t)height;
    image.pixels = memory_new(count, sizeof *image.pixels);
    if (fill)
        for (size_t i = 0; i < count; i++)
            image.pixels[i] = fill;
    return image;
}

void image_free(struct image *image)
{
    memory_wipe(image->pixels, (size_t)image->width * (size_t)image->height * sizeof(uint32_t));
    free(image->pixels);
    *image = (struct image){0};
}

static uint32_t blend(uint32_t below, uint32_t above)
{
    uint32_t alpha = above >> 24;
    if (alpha == 255)
        return above;
    if (alpha == 0)
        return below;
    uint32_t below_alpha = below >> 24;
    uint32_t kept = below_alpha * (255 - alpha) / 255;
    uint32_t out_alpha = alpha + kept;
    uint32_t out = out_alpha << 24;
    for (int shift = 0; shift < 24; shift += 8) {
        uint32_t a = above >> shift & 0xFF, b = below >> shift & 0xFF;
        out |= (a * alpha + b * kept + out_alpha / 2) / out_alpha << shift;
    }
    return out;
}

void image_draw(struct image *ground, const struct image *top, int x, int y)
{
    for (int row = 0; row < top->height; row++) {
        int to_y = y + row;
        if (to_y < 0 || to_y >= ground->height)
            continue;
        for (int column = 0; column < top->width; column++) {
            int to_x = x + column;
            if (to_x < 0 || to_x >= ground->width)
                continue;
            uint32_t *pixel = &ground->pixels[to_y * ground->width + to_x];
            *pixel = blend(*pixel, top->pixels[row * top->width + column]);
        }
    }
}

void image_fill(struct image *ground, int x, int y, int width, int height, uint32_t colour)
{
    for (int row = y < 0 ? 0 : y; row < y + height && row < ground->height; row++)
        for (int column = x < 0 ? 0 : x; column < x + width && column < ground->width; column++)
            ground->pixels[row * ground->width + column] = colour;
}
