/* A PNG before anything of it is unpacked. */
#ifndef MARHABA_BASE_PNG_H
#define MARHABA_BASE_PNG_H

#include <stdbool.h>
#include <stddef.h>

/* Pixels: the width of the widest screen a picture is shown on. More takes the painter too long. */
#define PNG_SIDE_MOST 2160u

bool png_is_claimed(const void *bytes, size_t length); /* it begins like one */

/* All chunks are there to the last (W3C PNG, 5.3), and no side is longer than PNG_SIDE_MOST. Over a
 * file that breaks off, libpng may go on reading for ever. */
bool png_is_sound(const void *bytes, size_t length);

#endif
