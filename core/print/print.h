/* Slips as bytes: the same picture becomes ESC/POS raster, PNG or PDF, so that Arabic and Tifinagh
 * print on any printer. Everything here may block; callers use a thread of its own. */
#ifndef MARHABA_PRINT_PRINT_H
#define MARHABA_PRINT_PRINT_H

#include "base/buffer.h"
#include "base/error.h"
#include "base/image.h"

#define PRINT_DOTS_PER_MM 8 /* 203 dpi, the usual thermal head: 576 dots on 80 mm, 384 on 58 mm */

/* Width of the printable line in dots for paper of 80 or 58 mm. */
int print_dots(int paper_mm);

/* Writes a PNG (RGB or RGBA as needed). All or nothing. */
bool print_png(const char *path, const struct image *image, struct error *error);

/* One page exactly as large as the slip on `paper_mm` wide paper. All or nothing. */
bool print_pdf(const char *path, const struct image *slip, int paper_mm, struct error *error);

/* ESC/POS: initialise, GS v 0 raster in bands, feed, partial cut. Grey becomes black below half. */
void print_escpos(struct buffer *out, const struct image *slip);

/* Where slips go: "file:FOLDER" (NAME.escpos, .png and .pdf in it), "device:PATH", "tcp:HOST:PORT".
 */
struct printer;

/* Reads the setting only; opens nothing. `folder` resolves a relative file: path. */
struct printer *printer_new(const char *setting, const char *folder, int paper_mm,
                            struct error *error);
void printer_free(struct printer *printer);

/* Sends one slip. `name` (letters, digits, dashes) names the files of file:. A failure says what to
 * do (plug in, switch on, paper) and leaves no half file. Times out after 10 s on devices and TCP.
 */
bool printer_print(struct printer *printer, const char *name, const struct image *slip,
                   struct error *error);

/* Whether a slip could be printed now, as far as can be seen without printing: the folder can be
 * written, the device is one and is ready, the address answers within 2 s. */
bool printer_probe(const struct printer *printer, struct error *error);

#endif
