#include "print/print.h"

#include "base/file.h"
#include "base/memory.h"

#include <cairo-pdf.h>
#include <png.h>
#include <stdlib.h>
#include <string.h>

#define BAND_LINES   24 /* in one GS v 0: small printers hold no more */
#define FILE_MAXIMUM (64 << 20)

int print_dots(int paper_mm)
{
    return paper_mm < 80 ? 384 : 576;
}

/* ---- PNG ---- */

enum pixel_kind { PIXEL_GREY = 1, PIXEL_RGB = 3, PIXEL_RGBA = 4 };

static enum pixel_kind kind_of(const struct image *image)
{
    enum pixel_kind kind = PIXEL_GREY;
    size_t count = (size_t)image->width * (size_t)image->height;
    for (size_t i = 0; i < count; i++) {
        uint32_t pixel = image->pixels[i];
        if (pixel >> 24 != 255)
            return PIXEL_RGBA;
        if ((pixel >> 16 & 0xFF) != (pixel & 0xFF) || (pixel >> 8 & 0xFF) != (pixel & 0xFF))
            kind = PIXEL_RGB;
    }
    return kind;
}

static unsigned char *samples_of(const struct image *image, enum pixel_kind kind)
{
    static const int shifts[5][4] = {
        [PIXEL_GREY] = {0}, [PIXEL_RGB] = {16, 8, 0}, [PIXEL_RGBA] = {16, 8, 0, 24}};
    size_t count = (size_t)image->width * (size_t)image->height;
    unsigned char *samples = memory_new(count, kind), *to = samples;
    for (size_t i = 0; i < count; i++)
        for (int k = 0; k < (int)kind; k++)
            *to++ = image->pixels[i] >> shifts[kind][k] & 0xFF;
    return samples;
}

bool print_png(const char *path, const struct image *image, struct error *error)
{
    static const unsigned formats[] = {[PIXEL_GREY] = PNG_FORMAT_GRAY,
                                       [PIXEL_RGB] = PNG_FORMAT_RGB,
                                       [PIXEL_RGBA] = PNG_FORMAT_RGBA};
    enum pixel_kind kind = kind_of(image);
    png_image png = {.version = PNG_IMAGE_VERSION,
                     .width = (png_uint_32)image->width,
                     .height = (png_uint_32)image->height,
                     .format = formats[kind]};
    size_t samples_size = (size_t)image->width * (size_t)image->height * kind;
    png_alloc_size_t room = PNG_IMAGE_PNG_SIZE_MAX(png);
    unsigned char *samples = samples_of(image, kind), *bytes = memory_new(room, 1);
    bool good = png_image_write_to_memory(&png, bytes, &room, 0, samples, 0, NULL) != 0;
    if (!good)
        error_set(error, ERROR_SYSTEM, "%s cannot be made: %s", path, png.message);
    good = good && file_write(path, bytes, room, 0600, error);
    memory_wipe(samples, samples_size);
    free(samples);
    memory_wipe(bytes, room);
    free(bytes);
    png_image_free(&png);
    return good;
}

/* ---- PDF ---- */

static cairo_status_t take_pdf(void *self, const unsigned char *bytes, unsigned length)
{
    buffer_add(self, bytes, length);
    return CAIRO_STATUS_SUCCESS;
}

static double points(double mm)
{
    return mm * 72 / 25.4;
}

static cairo_surface_t *opaque_surface(const struct image *slip)
{
    cairo_surface_t *surface =
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, slip->width, slip->height);
    unsigned char *data = cairo_image_surface_get_data(surface);
    if (!data)
        return surface;
    size_t stride = (size_t)cairo_image_surface_get_stride(surface), width = (size_t)slip->width;
    for (size_t y = 0; y < (size_t)slip->height; y++)
        memcpy(data + y * stride, slip->pixels + y * width, width * sizeof *slip->pixels);
    cairo_surface_mark_dirty(surface);
    return surface;
}

/* One dot of the head is one pixel of the picture, in the middle of the paper's width; a reader
 * that enlarges the page keeps the dots square instead of blurring them. */
static cairo_status_t draw_pdf(struct buffer *out, const struct image *slip, int paper_mm)
{
    double dot = points(1.0 / PRINT_DOTS_PER_MM), width = points(paper_mm);
    cairo_surface_t *page =
        cairo_pdf_surface_create_for_stream(take_pdf, out, width, slip->height * dot);
    cairo_surface_t *picture = opaque_surface(slip);
    cairo_t *cairo = cairo_create(page);
    cairo_translate(cairo, (width - slip->width * dot) / 2, 0);
    cairo_scale(cairo, dot, dot);
    cairo_set_source_surface(cairo, picture, 0, 0);
    cairo_pattern_set_filter(cairo_get_source(cairo), CAIRO_FILTER_NEAREST);
    cairo_paint(cairo);
    cairo_status_t status = cairo_status(cairo);
    cairo_destroy(cairo);
    cairo_surface_destroy(picture);
    cairo_surface_finish(page);
    if (status == CAIRO_STATUS_SUCCESS)
        status = cairo_surface_status(page);
    cairo_surface_destroy(page);
    return status;
}

bool print_pdf(const char *path, const struct image *slip, int paper_mm, struct error *error)
{
    struct buffer pdf = buffer_new(FILE_MAXIMUM);
    cairo_status_t status = draw_pdf(&pdf, slip, paper_mm);
    bool good = status == CAIRO_STATUS_SUCCESS && !pdf.full;
    if (!good)
        error_set(error, ERROR_SYSTEM, "%s cannot be made: %s", path,
                  cairo_status_to_string(status));
    good = good && file_write(path, pdf.bytes, pdf.length, 0600, error);
    buffer_free(&pdf);
    return good;
}

/* ---- ESC/POS ---- */

static bool is_black(uint32_t pixel)
{
    uint32_t alpha = pixel >> 24;
    uint32_t red = pixel >> 16 & 0xFF, green = pixel >> 8 & 0xFF, blue = pixel & 0xFF;
    uint32_t grey = (red * 299 + green * 587 + blue * 114) / 1000;
    return (grey * alpha + 255 * (255 - alpha)) / 255 < 128;
}

/* Some printers obey DLE commands even inside a picture, and one of them empties the buffer. Where
 * the dots happen to spell one, the lone dot of the DLE becomes two: nobody sees it. */
static void defuse_commands(unsigned char *bytes, size_t length)
{
    for (size_t i = 0; i + 1 < length; i++)
        if (bytes[i] == 0x10 &&
            (bytes[i + 1] == 0x04 || bytes[i + 1] == 0x05 || bytes[i + 1] == 0x14))
            bytes[i] = 0x30;
}

static void add_band(struct buffer *out, const struct image *slip, int top, int lines)
{
    size_t width = ((size_t)slip->width + 7) / 8, length = width * (size_t)lines;
    unsigned char head[] = {0x1D, 'v', '0', 0, width & 0xFF, (width >> 8) & 0xFF, lines & 0xFF, 0};
    unsigned char *bits = memory_new(length, 1);
    for (int y = 0; y < lines; y++)
        for (int x = 0; x < slip->width; x++)
            if (is_black(slip->pixels[(top + y) * slip->width + x]))
                bits[(size_t)y * width + (size_t)x / 8] |= (unsigned char)(0x80 >> x % 8);
    defuse_commands(bits, length);
    buffer_add(out, head, sizeof head);
    buffer_add(out, bits, length);
    memory_wipe(bits, length);
    free(bits);
}

void print_escpos(struct buffer *out, const struct image *slip)
{
    static const unsigned char initialise[] = {0x1B, '@'};
    static const unsigned char feed_and_cut[] = {0x1D, 'V', 66, 0}; /* partial, past the blade */
    buffer_add(out, initialise, sizeof initialise);
    for (int top = 0; top < slip->height; top += BAND_LINES) {
        int left = slip->height - top;
        add_band(out, slip, top, left < BAND_LINES ? left : BAND_LINES);
    }
    buffer_add(out, feed_and_cut, sizeof feed_and_cut);
}
