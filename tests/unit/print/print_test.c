#define _XOPEN_SOURCE 700 /* pseudo-terminals */
#include "base/file.h"
#include "print/print.h"

#include <fcntl.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[] = MARHABA_SCRATCH "/print-XXXXXX";

#define INK   0xFF000000u
#define PAPER 0xFFFFFFFFu

static void paper_has_its_dots(void **state)
{
    (void)state;
    assert_int_equal(print_dots(80), 576);
    assert_int_equal(print_dots(58), 384);
}

/* ---- ESC/POS, read back as the protocol says ---- */

struct reading {
    const unsigned char *bytes;
    size_t length, position;
};

static unsigned take(struct reading *reading)
{
    assert_true(reading->position < reading->length);
    return reading->bytes[reading->position++];
}

static void expect(struct reading *reading, const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++)
        assert_int_equal(take(reading), (unsigned char)bytes[i]);
}

/* Checks that the bytes print `image`, black below half; returns the number of bands. */
static int check_escpos(const struct image *image)
{
    struct buffer out = buffer_new(1 << 20);
    print_escpos(&out, image);
    assert_false(out.full);
    struct reading reading = {(const unsigned char *)out.bytes, out.length, 0};
    expect(&reading, "\x1b@", 2);
    int bands = 0;
    for (int top = 0; top < image->height; bands++) {
        expect(&reading, "\x1dv0\0", 4);
        unsigned width = take(&reading), height;
        width += take(&reading) << 8;
        height = take(&reading);
        height += take(&reading) << 8;
        assert_int_equal(width, (image->width + 7) / 8);
        assert_in_range(height, 1, 24);
        for (unsigned y = 0; y < height; y++, top++)
            for (unsigned x = 0; x < width; x++) {
                unsigned byte = take(&reading);
                for (unsigned bit = 0; bit < 8; bit++) {
                    int at = (int)(x * 8 + bit);
                    bool black =
                        at < image->width && (image->pixels[top * image->width + at] & 0xFF) < 128;
                    assert_int_equal(byte >> (7 - bit) & 1, black);
                }
            }
    }
    expect(&reading, "\x1dV\x42\0", 4);
    assert_int_equal(reading.position, reading.length);
    buffer_free(&out);
    return bands;
}

static void a_picture_becomes_bands_of_dots(void **state)
{
    (void)state;
    static const struct {
        int width, height, bands;
    } cases[] = {{576, 24, 1}, {576, 25, 2}, {384, 100, 5}, {13, 1, 1}, {1, 48, 2}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct image image = image_new(cases[i].width, cases[i].height, PAPER);
        for (int k = 0; k < image.width * image.height; k++)
            if (k % 3 == 0 || k % 7 < 2)
                image.pixels[k] = INK;
        assert_int_equal(check_escpos(&image), cases[i].bands);
        image_free(&image);
    }
}

static void grey_becomes_black_below_half(void **state)
{
    (void)state;
    struct image image = image_new(256, 1, PAPER);
    for (uint32_t x = 0; x < 256; x++)
        image.pixels[x] = 0xFF000000u | x << 16 | x << 8 | x;
    check_escpos(&image);
    image_free(&image);
    /* What is transparent shows the paper. */
    struct image clear = image_new(8, 1, 0x20000000u);
    struct buffer out = buffer_new(1000);
    print_escpos(&out, &clear);
    assert_int_equal(out.bytes[10], 0);
    buffer_free(&out);
    image_free(&clear);
}

static void dots_never_spell_a_printers_command(void **state)
{
    (void)state;
    static const unsigned char second[] = {0x04, 0x05, 0x14};
    for (size_t i = 0; i < sizeof second; i++) {
        struct image image = image_new(16, 2, PAPER);
        for (int bit = 0; bit < 8; bit++) {
            if (0x10 >> (7 - bit) & 1)
                image.pixels[bit] = image.pixels[24 + bit] = INK;
            if (second[i] >> (7 - bit) & 1)
                image.pixels[8 + bit] = INK;
        }
        struct buffer out = buffer_new(1000);
        print_escpos(&out, &image);
        for (size_t k = 10; k + 1 < out.length - 4; k++)
            assert_false(out.bytes[k] == 0x10 && (unsigned char)out.bytes[k + 1] == second[i]);
        /* The dot that was there still is, with a neighbour. */
        assert_int_equal(out.bytes[10], 0x30);
        assert_int_equal((unsigned char)out.bytes[11], second[i]);
        buffer_free(&out);
        image_free(&image);
    }
}

/* ---- Files ---- */

static struct buffer read_back(const char *path)
{
    struct buffer bytes = buffer_new(0);
    assert_true(file_read(path, 1 << 24, &bytes, NULL));
    return bytes;
}

static void a_png_has_the_kind_its_pixels_need(void **state)
{
    (void)state;
    static const struct {
        uint32_t pixel;
        int colour_type; /* of IHDR */
    } cases[] = {{0xFF808080, 0}, {0xFF27367F, 2}, {0x80FFFFFF, 6}};
    char *path = file_join(folder, "kind.png");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct image image = image_new(40, 30, PAPER);
        image.pixels[7] = cases[i].pixel;
        assert_true(print_png(path, &image, NULL));
        struct buffer png = read_back(path);
        assert_memory_equal(png.bytes, "\x89PNG\r\n\x1a\n", 8);
        assert_int_equal(png.bytes[19], 40);
        assert_int_equal(png.bytes[23], 30);
        assert_int_equal(png.bytes[25], cases[i].colour_type);
        buffer_free(&png);
        image_free(&image);
    }
    free(path);
}

static void what_cannot_be_written_is_said(void **state)
{
    (void)state;
    struct image image = image_new(384, 30, PAPER);
    struct error error = {0};
    assert_false(print_png(MARHABA_SCRATCH "/no/such/folder/a.png", &image, &error));
    assert_non_null(strstr(error.text, "no/such/folder/a.png"));
    error_clear(&error);
    assert_false(print_pdf(MARHABA_SCRATCH "/no/such/folder/a.pdf", &image, 58, &error));
    assert_non_null(strstr(error.text, "no/such/folder/a.pdf"));
    image_free(&image);
}

static void a_slip_becomes_three_files(void **state)
{
    (void)state;
    struct error error = {0};
    struct printer *printer = printer_new("file:slips", folder, 58, &error);
    assert_non_null(printer);
    struct image slip = image_new(384, 100, PAPER);
    assert_true(printer_print(printer, "2026-11-25-A-012", &slip, &error));
    char *place = file_join(folder, "slips"), **names = file_list(place);
    assert_string_equal(names[0], "2026-11-25-A-012.escpos");
    assert_string_equal(names[1], "2026-11-25-A-012.pdf");
    assert_string_equal(names[2], "2026-11-25-A-012.png");
    assert_null(names[3]);
    file_list_free(names);
    free(place);
    image_free(&slip);
    printer_free(printer);
}

static void a_slip_that_fails_leaves_no_file(void **state)
{
    (void)state;
    char *place = file_join(folder, "half"), *in_the_way = file_join(place, "a.pdf");
    assert_true(file_make_folder(in_the_way, 0700, NULL));
    struct error error = {0};
    struct printer *printer = printer_new("file:half", folder, 80, &error);
    struct image slip = image_new(576, 10, PAPER);
    assert_false(printer_print(printer, "a", &slip, &error));
    assert_non_null(strstr(error.text, "a.pdf"));
    char **names = file_list(place);
    assert_string_equal(names[0], "a.pdf");
    assert_null(names[1]);
    file_list_free(names);
    image_free(&slip);
    printer_free(printer);
    free(in_the_way);
    free(place);
}

static void odd_names_of_slips_are_refused(void **state)
{
    (void)state;
    static const char *const names[] = {"", "../a", "a b", "a.png", "\xD8\xA3"};
    struct printer *printer = printer_new("file:odd", folder, 80, NULL);
    struct image slip = image_new(576, 10, PAPER);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct error error = {0};
        assert_false(printer_print(printer, names[i], &slip, &error));
        assert_int_equal(error.kind, ERROR_INPUT);
    }
    image_free(&slip);
    printer_free(printer);
}

/* ---- A serial line ---- */

static void *read_line_end(void *self)
{
    struct buffer *received = self;
    char bytes[512];
    int master = atoi(received->bytes);
    buffer_clear(received);
    ssize_t count;
    while ((count = read(master, bytes, sizeof bytes)) > 0)
        buffer_add(received, bytes, (size_t)count);
    return NULL;
}

/* A terminal makes two bytes of a line feed and signals of others, unless told not to. */
static void a_serial_line_keeps_every_byte(void **state)
{
    (void)state;
    int master = posix_openpt(O_RDWR | O_NOCTTY);
    assert_true(master >= 0 && grantpt(master) == 0 && unlockpt(master) == 0);
    struct image slip = image_new(384, 64, PAPER);
    for (int i = 0; i < slip.width * slip.height; i++)
        if ((i / 8 % 256) >> (7 - i % 8) & 1)
            slip.pixels[i] = INK;
    char setting[128];
    snprintf(setting, sizeof setting, "device:%s", ptsname(master));
    struct buffer received = buffer_new(1 << 20), expected = buffer_new(1 << 20);
    buffer_print(&received, "%d", master);
    pthread_t reader;
    assert_int_equal(pthread_create(&reader, NULL, read_line_end, &received), 0);
    struct error error = {0};
    struct printer *printer = printer_new(setting, folder, 58, &error);
    if (!printer_print(printer, "a", &slip, &error))
        fail_msg("%s", error.text);
    pthread_join(reader, NULL);
    print_escpos(&expected, &slip);
    assert_non_null(memchr(expected.bytes, '\n', expected.length));
    assert_int_equal(received.length, expected.length);
    assert_memory_equal(received.bytes, expected.bytes, expected.length);
    printer_free(printer);
    close(master);
    buffer_free(&received);
    buffer_free(&expected);
    image_free(&slip);
}

/* ---- Settings ---- */

static void settings_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *setting;
        int paper_mm;
        bool good;
    } cases[] = {
        {"file:slips", 80, true},
        {"file:/tmp/slips", 58, true},
        {"device:/dev/usb/lp0", 80, true},
        {"tcp:192.0.2.7:9100", 80, true},
        {"tcp:printer.local:9100", 80, true},
        {"tcp:[2001:db8::7]:9100", 80, true},
        {"", 80, false},
        {"file", 80, false},
        {"file:", 80, false},
        {"device:lp0", 80, false},
        {"tcp:192.0.2.7", 80, false},
        {"tcp::9100", 80, false},
        {"tcp:[]:9100", 80, false},
        {"tcp:2001:db8::7:9100", 80, false},
        {"tcp:host:", 80, false},
        {"tcp:host:0", 80, false},
        {"tcp:host:65536", 80, false},
        {"tcp:host:99999999999", 80, false},
        {"tcp:host:91a0", 80, false},
        {"usb:/dev/usb/lp0", 80, false},
        {"file:slips", 72, false},
        {"file:slips", 0, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct error error = {0};
        struct printer *printer = printer_new(cases[i].setting, folder, cases[i].paper_mm, &error);
        if ((printer != NULL) != cases[i].good)
            fail_msg("\"%s\" on %d mm: %s", cases[i].setting, cases[i].paper_mm, error.text);
        if (!printer)
            assert_true(error.kind == ERROR_INPUT && error.text[0]);
        printer_free(printer);
    }
}

static int make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) ? 0 : -1;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paper_has_its_dots),
        cmocka_unit_test(a_picture_becomes_bands_of_dots),
        cmocka_unit_test(grey_becomes_black_below_half),
        cmocka_unit_test(dots_never_spell_a_printers_command),
        cmocka_unit_test(a_png_has_the_kind_its_pixels_need),
        cmocka_unit_test(what_cannot_be_written_is_said),
        cmocka_unit_test(a_slip_becomes_three_files),
        cmocka_unit_test(a_slip_that_fails_leaves_no_file),
        cmocka_unit_test(odd_names_of_slips_are_refused),
        cmocka_unit_test(a_serial_line_keeps_every_byte),
        cmocka_unit_test(settings_are_read),
    };
    return cmocka_run_group_tests(tests, make_folder, NULL);
}
