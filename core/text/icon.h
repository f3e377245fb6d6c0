/* Icons: SVG shapes set like letters, in any size and one colour. The drawing gives the shape (its
 * alpha), the caller the colour. */
#ifndef MARHABA_TEXT_ICON_H
#define MARHABA_TEXT_ICON_H

#include "base/error.h"
#include "base/image.h"

#include <stddef.h>

/* Draws `folder`/`name`.svg `size` pixels square. Names are [a-z0-9-]+; files over 64 KiB are
 * refused. On failure *out is empty and the caller shows no icon. */
bool icon_draw(const char *folder, const char *name, int size, uint32_t colour, struct image *out,
               struct error *error);

/* Draws a picture (SVG, or a PNG that is sound: base/png.h) in its own colours, as large as fits
 * into width and height, in the middle of an image of that size. */
bool picture_draw(const void *bytes, size_t length, int width, int height, struct image *out,
                  struct error *error);

#endif
