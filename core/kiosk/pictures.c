#include "kiosk/pictures.h"

#include "base/log.h"
#include "base/memory.h"
#include "content/library.h"
#include "kiosk/hash.h"
#include "text/icon.h"
#include "ticket/slip.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum picture_kind { PICTURE_ICON = 1, PICTURE_STAR, PICTURE_QR, PICTURE_CONTENT };

/* A kiosk shows some hundred pictures in all; a plugin that makes up names cannot fill memory. */
#define MOST_PICTURES 512u

/* Pictures of the content are as large as a column: no screen has more than one or two. */
#define MOST_OF_CONTENT 6u

struct picture {
    struct picture *next;
    uint64_t key;
    enum picture_kind kind;
    struct image image;
    SDL_Surface *surface;
};

struct corner {
    struct corner *next;
    int radius, thickness;
    unsigned char coverage[];
};

struct pictures {
    char *icons, *folder, *published;
    struct library *library; /* NULL until a picture of the content is shown */
    struct picture *pictures;
    size_t count;
    struct corner *corners;
};

struct pictures *pictures_new(const char *icons)
{
    struct pictures *pictures = memory_new(1, sizeof *pictures);
    pictures->icons = memory_copy_text(icons);
    return pictures;
}

static void drop_one(struct pictures *pictures, struct picture **link)
{
    struct picture *picture = *link;
    *link = picture->next;
    SDL_FreeSurface(picture->surface);
    image_free(&picture->image);
    free(picture);
    pictures->count--;
}

static void drop(struct pictures *pictures, enum picture_kind kind)
{
    struct picture **link = &pictures->pictures;
    while (*link)
        if (kind && (*link)->kind != kind)
            link = &(*link)->next;
        else
            drop_one(pictures, link);
}

void pictures_free(struct pictures *pictures)
{
    if (!pictures)
        return;
    drop(pictures, 0);
    while (pictures->corners) {
        struct corner *corner = pictures->corners;
        pictures->corners = corner->next;
        free(corner);
    }
    free(pictures->icons);
    free(pictures->folder);
    free(pictures->published);
    library_close(pictures->library);
    free(pictures);
}

void pictures_forget(struct pictures *pictures)
{
    drop(pictures, PICTURE_QR);
}

void pictures_use_folder(struct pictures *pictures, const char *folder)
{
    if (folder && pictures->folder && strcmp(folder, pictures->folder) == 0)
        return;
    free(pictures->folder);
    pictures->folder = memory_copy_text(folder);
}

static struct picture *find(struct pictures *pictures, uint64_t key)
{
    struct picture *picture = pictures->pictures;
    while (picture && picture->key != key)
        picture = picture->next;
    return picture;
}

static SDL_Surface *keep(struct pictures *pictures, enum picture_kind kind, uint64_t key,
                         struct image image)
{
    if (pictures->count >= MOST_PICTURES)
        drop(pictures, 0);
    struct picture *picture = memory_new(1, sizeof *picture);
    *picture =
        (struct picture){.next = pictures->pictures, .key = key, .kind = kind, .image = image};
    if (image.width > 0)
        picture->surface = SDL_CreateRGBSurfaceWithFormatFrom(
            image.pixels, image.width, image.height, 32, image.width * 4, SDL_PIXELFORMAT_ARGB8888);
    if (picture->surface)
        SDL_SetSurfaceBlendMode(picture->surface, SDL_BLENDMODE_BLEND);
    pictures->pictures = picture;
    pictures->count++;
    return picture->surface;
}

static void flip(struct image *image)
{
    for (int y = 0; y < image->height; y++) {
        uint32_t *row = image->pixels + (size_t)y * (size_t)image->width;
        for (int a = 0, b = image->width - 1; a < b; a++, b--) {
            uint32_t pixel = row[a];
            row[a] = row[b];
            row[b] = pixel;
        }
    }
}

SDL_Surface *pictures_icon(struct pictures *pictures, const char *name, int size, uint32_t colour,
                           bool flipped)
{
    uint64_t key = hash_text(hash_number(HASH_START, PICTURE_ICON), name);
    key = hash_number(hash_number(key, (int64_t)size * 2 + flipped), colour);
    key = hash_text(key, pictures->folder);
    struct picture *found = find(pictures, key);
    if (found)
        return found->surface;
    struct image image = {0};
    struct error error = {0};
    if (!icon_draw(pictures->icons, name, size, colour, &image, &error) &&
        !(pictures->folder && icon_draw(pictures->folder, name, size, colour, &image, NULL)))
        log_write(LOG_WARNING, "%s", error.text);
    if (flipped)
        flip(&image);
    return keep(pictures, PICTURE_ICON, key, image);
}

/* How far outside an eight-pointed star of half-size `half` a point is; negative inside. The star
 * is two squares, one turned by an eighth. */
static double star_distance(double x, double y, double half)
{
    double side = half * 0.7071;
    double upright = fmax(fabs(x), fabs(y));
    double turned = (fabs(x) + fabs(y)) * 0.7071;
    return fmin(upright, turned) - side;
}

static double covered(double distance)
{
    return distance < -0.5 ? 1 : distance > 0.5 ? 0 : 0.5 - distance;
}

SDL_Surface *pictures_star(struct pictures *pictures, int size, uint32_t colour, bool hollow)
{
    uint64_t key = hash_number(hash_number(HASH_START, PICTURE_STAR), colour);
    key = hash_number(key, (int64_t)size * 2 + hollow);
    struct picture *found = find(pictures, key);
    if (found)
        return found->surface;
    struct image image = image_new(size, size, 0);
    double half = size / 2.0;
    for (int row = 0; row < size; row++)
        for (int column = 0; column < size; column++) {
            double x = column + 0.5 - half, y = row + 0.5 - half;
            double coverage = covered(star_distance(x, y, half));
            if (hollow) {
                double hole = covered(star_distance(x, y, half * 0.60));
                double heart = covered(sqrt(x * x + y * y) - half * 0.19);
                coverage *= 1 - hole * (1 - heart);
            }
            image.pixels[(size_t)row * (size_t)size + (size_t)column] =
                (uint32_t)(coverage * 255 + 0.5) << 24 | (colour & 0xFFFFFF);
        }
    return keep(pictures, PICTURE_STAR, key, image);
}

SDL_Surface *pictures_qr(struct pictures *pictures, const char *digits, int size)
{
    uint64_t key = hash_text(hash_number(HASH_START, PICTURE_QR), digits);
    key = hash_number(key, size);
    struct picture *found = find(pictures, key);
    if (found)
        return found->surface;
    /* Whole modules only: an uneven one costs a reader more than a few pixels of size. */
    struct image one = qr_draw(digits, 1);
    int module = one.width > 0 && size / one.width > 1 ? size / one.width : 1;
    image_free(&one);
    return keep(pictures, PICTURE_QR, key, qr_draw(digits, module));
}

void pictures_use_published(struct pictures *pictures, const char *path)
{
    pictures->published = memory_copy_text(path);
}

/* What was published anew may have other pictures under the same names. */
static struct library *content(struct pictures *pictures)
{
    if (!pictures->library && pictures->published)
        pictures->library = library_await(pictures->published);
    else if (pictures->library && library_refresh(pictures->library))
        drop(pictures, PICTURE_CONTENT);
    return pictures->library;
}

/* The one that was drawn first goes: those a page shows together stay. */
static void make_room_for_content(struct pictures *pictures)
{
    size_t count = 0;
    struct picture **oldest = NULL;
    for (struct picture **link = &pictures->pictures; *link; link = &(*link)->next)
        if ((*link)->kind == PICTURE_CONTENT) {
            count++;
            oldest = link;
        }
    if (count >= MOST_OF_CONTENT)
        drop_one(pictures, oldest);
}

SDL_Surface *pictures_content(struct pictures *pictures, const char *name, int width, int height,
                              bool flipped)
{
    uint64_t key = hash_text(hash_number(HASH_START, PICTURE_CONTENT), name);
    key = hash_number(key, ((int64_t)width * 65536 + height) * 2 + flipped);
    struct error error = {0};
    struct library *library = content(pictures);
    struct picture *found = find(pictures, key);
    if (found)
        return found->surface;
    make_room_for_content(pictures);
    struct image image = {0};
    struct arena *arena = arena_new();
    size_t length = 0;
    const void *bytes = library ? library_picture(library, arena, name, &length) : NULL;
    if (!bytes || !picture_draw(bytes, length, width, height, &image, &error))
        log_write(LOG_WARNING, "%s: %s", name, bytes ? error.text : "not published");
    arena_free(arena);
    if (flipped)
        flip(&image);
    return keep(pictures, PICTURE_CONTENT, key, image);
}

bool pictures_has_content(struct pictures *pictures, const char *name)
{
    struct library *library = content(pictures);
    return library && library_has_picture(library, name);
}

const unsigned char *pictures_corner(struct pictures *pictures, int radius, int thickness)
{
    struct corner *corner = pictures->corners;
    while (corner && (corner->radius != radius || corner->thickness != thickness))
        corner = corner->next;
    if (corner)
        return corner->coverage;
    corner = memory_new(1, sizeof *corner + (size_t)radius * (size_t)radius);
    corner->next = pictures->corners;
    corner->radius = radius;
    corner->thickness = thickness;
    for (int row = 0; row < radius; row++)
        for (int column = 0; column < radius; column++) {
            double x = radius - column - 0.5, y = radius - row - 0.5;
            double distance = sqrt(x * x + y * y);
            double coverage = covered(distance - radius);
            if (thickness > 0)
                coverage *= 1 - covered(distance - (radius - thickness));
            corner->coverage[row * radius + column] = (unsigned char)(coverage * 255 + 0.5);
        }
    pictures->corners = corner;
    return corner->coverage;
}
