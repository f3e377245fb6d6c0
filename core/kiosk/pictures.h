/* Small pictures kept once drawn: icons, the eight-pointed star, QR symbols, the antialiased
 * corners of rounded boxes. */
#ifndef MARHABA_KIOSK_PICTURES_H
#define MARHABA_KIOSK_PICTURES_H

#include "base/image.h"

#include <SDL2/SDL.h>
#include <stdbool.h>

struct pictures;

/* `icons` is the folder of the product's icons. */
struct pictures *pictures_new(const char *icons);
void pictures_free(struct pictures *pictures);

/* A second folder searched when the first lacks an icon: that of the plugin shown; NULL for none.
 */
void pictures_use_folder(struct pictures *pictures, const char *folder);

/* Where pictures of the content come from: the published file, opened when one is first shown. */
void pictures_use_published(struct pictures *pictures, const char *path);

/* All borrowed; NULL when it cannot be drawn. */
SDL_Surface *pictures_icon(struct pictures *pictures, const char *name, int size, uint32_t colour,
                           bool flipped);
SDL_Surface *pictures_star(struct pictures *pictures, int size, uint32_t colour, bool hollow);
SDL_Surface *pictures_qr(struct pictures *pictures, const char *digits, int size);
/* A picture of the content, in its own colours. */
SDL_Surface *pictures_content(struct pictures *pictures, const char *name, int width, int height,
                              bool flipped);
/* Whether it is published, which is found out without drawing it. */
bool pictures_has_content(struct pictures *pictures, const char *name);

/* Coverage (0 to 255) of a quarter disc of `radius`, its corner at the top and left; `radius`
 * squared bytes. With a `thickness`, of a quarter ring. */
const unsigned char *pictures_corner(struct pictures *pictures, int radius, int thickness);

/* Wipes QR symbols: they name a ticket. */
void pictures_forget(struct pictures *pictures);

#endif
