#include "kiosk/paint.h"

static uint32_t mix(uint32_t under, uint32_t over, unsigned coverage)
{
    uint32_t red_blue = (under & 0xFF00FF) * (255 - coverage) + (over & 0xFF00FF) * coverage;
    uint32_t green = (under & 0x00FF00) * (255 - coverage) + (over & 0x00FF00) * coverage;
    red_blue = (red_blue + 0x800080 + ((red_blue >> 8) & 0xFF00FF)) >> 8 & 0xFF00FF;
    green = (green + 0x008000 + ((green >> 8) & 0x00FF00)) >> 8 & 0x00FF00;
    return red_blue | green;
}

static void fill_row(uint32_t *row, int width, uint32_t colour)
{
    for (int x = 0; x < width; x++)
        row[x] = colour;
}

static void fill_rect(SDL_Surface *surface, SDL_Rect rect, uint32_t colour)
{
    unsigned alpha = colour >> 24;
    if (!SDL_IntersectRect(&rect, &surface->clip_rect, &rect))
        return;
    for (int y = rect.y; y < rect.y + rect.h; y++) {
        uint32_t *row = (uint32_t *)(void *)((char *)surface->pixels + y * surface->pitch) + rect.x;
        /* Not SDL_FillRect: it writes past the cache, and what is painted next lies over it. */
        if (alpha == 255)
            fill_row(row, rect.w, colour & 0xFFFFFF);
        else
            for (int x = 0; x < rect.w; x++)
                row[x] = mix(row[x], colour, alpha);
    }
}

/* Lays a corner's coverage at x, y, mirrored as asked. */
static void fill_corner(SDL_Surface *surface, const unsigned char *coverage, int radius, int left,
                        int top, bool flip_x, bool flip_y, uint32_t colour)
{
    SDL_Rect rect = {left, top, radius, radius};
    if (!SDL_IntersectRect(&rect, &surface->clip_rect, &rect))
        return;
    unsigned alpha = colour >> 24;
    for (int y = rect.y; y < rect.y + rect.h; y++) {
        uint32_t *row = (uint32_t *)(void *)((char *)surface->pixels + y * surface->pitch);
        int from = flip_y ? radius - 1 - (y - top) : y - top;
        for (int x = rect.x; x < rect.x + rect.w; x++) {
            int column = flip_x ? radius - 1 - (x - left) : x - left;
            unsigned cover = coverage[from * radius + column];
            row[x] = mix(row[x], colour, cover * alpha / 255);
        }
    }
}

static void fill_corners(const struct painter *painter, SDL_Surface *surface, SDL_Rect rect,
                         int radius, int thickness, uint32_t colour)
{
    const unsigned char *coverage = pictures_corner(painter->pictures, radius, thickness);
    int right = rect.x + rect.w - radius, bottom = rect.y + rect.h - radius;
    fill_corner(surface, coverage, radius, rect.x, rect.y, false, false, colour);
    fill_corner(surface, coverage, radius, right, rect.y, true, false, colour);
    fill_corner(surface, coverage, radius, rect.x, bottom, false, true, colour);
    fill_corner(surface, coverage, radius, right, bottom, true, true, colour);
}

static int fitting_radius(const struct item *item)
{
    int most = (item->rect.w < item->rect.h ? item->rect.w : item->rect.h) / 2;
    return item->radius < most ? item->radius : most;
}

static void paint_fill(const struct painter *painter, SDL_Surface *surface, const struct item *item)
{
    SDL_Rect rect = item->rect;
    int radius = fitting_radius(item);
    if (radius > 0) {
        fill_corners(painter, surface, rect, radius, 0, item->colour);
        SDL_Rect top = {rect.x + radius, rect.y, rect.w - 2 * radius, radius};
        SDL_Rect bottom = {rect.x + radius, rect.y + rect.h - radius, top.w, radius};
        fill_rect(surface, top, item->colour);
        fill_rect(surface, bottom, item->colour);
        rect.y += radius;
        rect.h -= 2 * radius;
    }
    fill_rect(surface, rect, item->colour);
}

static void paint_ring(const struct painter *painter, SDL_Surface *surface, const struct item *item)
{
    SDL_Rect rect = item->rect;
    int radius = fitting_radius(item), thick = item->thickness;
    if (radius > 0)
        fill_corners(painter, surface, rect, radius, thick, item->colour);
    int inner_width = rect.w - 2 * radius, inner_height = rect.h - 2 * radius;
    SDL_Rect sides[4] = {{rect.x + radius, rect.y, inner_width, thick},
                         {rect.x + radius, rect.y + rect.h - thick, inner_width, thick},
                         {rect.x, rect.y + radius, thick, inner_height},
                         {rect.x + rect.w - thick, rect.y + radius, thick, inner_height}};
    for (int i = 0; i < 4; i++)
        fill_rect(surface, sides[i], item->colour);
}

static void paint_text(const struct painter *painter, SDL_Surface *surface, const struct item *item)
{
    SDL_Surface *picture = paragraphs_picture(painter->paragraphs, item->paragraph);
    if (!picture)
        return;
    SDL_Rect from = {0, item->skip, picture->w, item->rect.h};
    SDL_Rect to = item->rect;
    if (item->centred)
        to.x += (to.w - picture->w) / 2;
    else if (item->to_right)
        to.x += to.w - picture->w;
    SDL_BlitSurface(picture, &from, surface, &to);
}

static void paint_picture(SDL_Surface *surface, SDL_Surface *picture, SDL_Rect rect)
{
    if (!picture)
        return;
    SDL_Rect to = {rect.x + (rect.w - picture->w) / 2, rect.y + (rect.h - picture->h) / 2, 0, 0};
    SDL_BlitSurface(picture, NULL, surface, &to);
}

/* Stars in rows, every second row shifted by half: the plaster lattice of the region. */
static void paint_lattice(const struct painter *painter, SDL_Surface *surface,
                          const struct item *item)
{
    int step = item->thickness, size = step * 3 / 5;
    SDL_Surface *star = pictures_star(painter->pictures, size, item->colour, false);
    if (!star)
        return;
    int row = 0;
    for (int y = item->rect.y + step / 8; y < item->rect.y + item->rect.h; y += step * 3 / 4, row++)
        for (int x = item->rect.x - (row % 2 ? step * 7 / 8 : step * 3 / 8);
             x < item->rect.x + item->rect.w; x += step) {
            SDL_Rect to = {x + step / 2, y, size, size};
            if (SDL_HasIntersection(&to, &surface->clip_rect))
                SDL_BlitSurface(star, NULL, surface, &to);
        }
}

/* Squares of wool in threes, ground between them. */
static void paint_band(const struct painter *painter, SDL_Surface *surface, const struct item *item)
{
    static const enum theme_colour wool[] = {COLOUR_SAFFRON, COLOUR_OCHRE, COLOUR_TEAL};
    int side = item->rect.h, at = 0;
    fill_rect(surface, item->rect, item->colour);
    for (int i = 0; at < item->rect.w; i++, at += side) {
        if (i % 4 == 3)
            continue;
        int width = at + side > item->rect.w ? item->rect.w - at : side;
        SDL_Rect square = {item->flipped ? item->rect.x + item->rect.w - at - width
                                         : item->rect.x + at,
                           item->rect.y, width, side};
        fill_rect(surface, square, painter->theme->colours[wool[i % 4]]);
    }
}

static void paint_item(const struct painter *painter, SDL_Surface *surface, const struct item *item)
{
    switch (item->kind) {
    case ITEM_FILL:
        paint_fill(painter, surface, item);
        break;
    case ITEM_RING:
        paint_ring(painter, surface, item);
        break;
    case ITEM_TEXT:
        paint_text(painter, surface, item);
        break;
    case ITEM_ICON:
        paint_picture(
            surface,
            pictures_icon(painter->pictures, item->name, item->rect.w, item->colour, item->flipped),
            item->rect);
        break;
    case ITEM_STAR:
        paint_picture(surface, pictures_star(painter->pictures, item->rect.w, item->colour, true),
                      item->rect);
        break;
    case ITEM_QR:
        paint_picture(surface, pictures_qr(painter->pictures, item->name, item->rect.w),
                      item->rect);
        break;
    case ITEM_PICTURE:
        paint_picture(surface,
                      pictures_content(painter->pictures, item->name, item->rect.w, item->rect.h,
                                       item->flipped),
                      item->rect);
        break;
    case ITEM_LATTICE:
        paint_lattice(painter, surface, item);
        break;
    case ITEM_BAND:
        paint_band(painter, surface, item);
        break;
    }
}

void paint(const struct painter *painter, SDL_Surface *surface, const struct display *after,
           const SDL_Rect *rects, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        SDL_SetClipRect(surface, &rects[i]);
        fill_rect(surface, rects[i], after->ground | 0xFF000000);
        for (size_t j = 0; j < after->item_count; j++)
            if (SDL_HasIntersection(&after->items[j].rect, &rects[i]))
                paint_item(painter, surface, &after->items[j]);
    }
    SDL_SetClipRect(surface, NULL);
}
