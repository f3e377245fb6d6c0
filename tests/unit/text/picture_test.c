#include "base/file.h"
#include "text/icon.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define SVG "<svg xmlns=\"http://www.w3.org/2000/svg\" "

static void a_picture_keeps_its_colours_and_its_shape(void **state)
{
    (void)state;
    const char *svg = SVG "viewBox=\"0 0 20 10\"><rect width=\"20\" height=\"10\" "
                          "fill=\"#27367F\"/></svg>";
    struct image image;
    assert_true(picture_draw(svg, strlen(svg), 40, 40, &image, NULL));
    assert_int_equal(image.width, 40);
    assert_int_equal(image.height, 40);
    assert_int_equal(image.pixels[20 * 40 + 20], 0xFF27367F);
    assert_int_equal(image.pixels[2 * 40 + 20], 0);
    assert_int_equal(image.pixels[37 * 40 + 20], 0);
    image_free(&image);
}

static void read_photograph(struct buffer *out)
{
    assert_true(
        file_read(MARHABA_SOURCE "/assets/pictures/home-ar.png", 8u * 1024 * 1024, out, NULL));
}

static void a_photograph_fits_its_room(void **state)
{
    (void)state;
    struct buffer png;
    struct image image;
    read_photograph(&png);
    assert_true(picture_draw(png.bytes, png.length, 300, 300, &image, NULL));
    assert_int_equal(image.pixels[150 * 300 + 150] >> 24, 255);
    assert_int_equal(image.pixels[150 * 300 + 2], 0); /* it is higher than wide */
    image_free(&image);
    buffer_free(&png);
}

static void refuse(const char *what, const void *bytes, size_t length, int width, int height)
{
    struct image image;
    struct error error = {0};
    if (picture_draw(bytes, length, width, height, &image, &error))
        fail_msg("%s was drawn", what);
    assert_null(image.pixels);
    assert_true(error.text[0]);
}

static void what_is_no_picture_is_refused(void **state)
{
    (void)state;
    static const char *const texts[] = {"",        "no picture",        "GIF89a\x01\x01",
                                        "\x89PNG", "\x89PNG\r\n\x1A\n", "\xFF\xD8\xFF\xE0JFIF"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        refuse(texts[i], texts[i], strlen(texts[i]), 40, 40);
    const char *good = SVG "viewBox=\"0 0 1 1\"><rect width=\"1\" height=\"1\"/></svg>";
    static const int sizes[][2] = {{0, 40}, {40, 0}, {-1, 40}, {5000, 40}, {40, 100000}};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        refuse("a size", good, strlen(good), sizes[i][0], sizes[i][1]);
}

static void a_photograph_that_breaks_off_is_refused(void **state)
{
    (void)state;
    struct buffer png;
    read_photograph(&png);
    for (size_t length = 4; length < 80; length++)
        refuse("the beginning of a photograph", png.bytes, length, 40, 40);
    for (size_t length = 100; length < png.length; length += png.length / 50)
        refuse("the beginning of a photograph", png.bytes, length, 40, 40);
    refuse("a photograph without its last byte", png.bytes, png.length - 1, 40, 40);
    memset(png.bytes + 33, 0xFF, 4); /* the length of the chunk after the header */
    refuse("a photograph with a part longer than itself", png.bytes, png.length, 40, 40);
    buffer_free(&png);
}

/* Damaged inside, where nothing but unpacking tells: drawn in part or refused, but at an end. */
static void a_damaged_photograph_comes_to_an_end(void **state)
{
    (void)state;
    struct buffer png;
    read_photograph(&png);
    for (size_t at = 40; at < png.length; at += png.length / 40) {
        struct image image;
        struct error error = {0};
        png.bytes[at] = (char)(png.bytes[at] ^ 0xFF);
        bool drawn = picture_draw(png.bytes, png.length, 40, 40, &image, &error);
        if (drawn ? image.width != 40 : image.pixels || !error.text[0])
            fail_msg("damaged at byte %zu: \"%s\"", at, error.text);
        image_free(&image);
        png.bytes[at] = (char)(png.bytes[at] ^ 0xFF);
    }
    buffer_free(&png);
}

/* What a header promises is not unpacked to see whether it is true. */
static void a_photograph_of_an_impossible_size_is_refused(void **state)
{
    (void)state;
    static const unsigned char sides[][8] = {{0, 0, 0x75, 0x30, 0, 0, 0, 1},
                                             {0, 0, 0, 1, 0, 0, 0x75, 0x30},
                                             {0x7F, 0xFF, 0xFF, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF},
                                             {0, 0, 0, 0, 0, 0, 0, 1}};
    struct buffer png;
    read_photograph(&png);
    for (size_t i = 0; i < sizeof sides / sizeof *sides; i++) {
        memcpy(png.bytes + 16, sides[i], sizeof sides[i]);
        refuse("a photograph of an impossible size", png.bytes, png.length, 40, 40);
    }
    buffer_free(&png);
}

/* Drawings say any size of themselves; what is made of them is never larger than asked for. */
static void a_drawing_of_any_size_stays_in_its_room(void **state)
{
    (void)state;
    static const char *const sizes[] = {
        "viewBox=\"0 0 1000000000 1\"", "viewBox=\"0 0 1 1000000000\"",
        "viewBox=\"0 0 0 0\"",          "width=\"1e30\" height=\"1e30\"",
        "width=\"nan\" height=\"nan\"", "width=\"0\" height=\"100%\"",
        "viewBox=\"0 0 1e-30 1e-30\""};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        char svg[300];
        struct image image;
        struct error error = {0};
        snprintf(svg, sizeof svg, SVG "%s><rect width=\"9\" height=\"9\"/></svg>", sizes[i]);
        bool drawn = picture_draw(svg, strlen(svg), 64, 32, &image, &error);
        if (drawn ? image.width != 64 || image.height != 32 : image.pixels || !error.text[0])
            fail_msg("%s: %d x %d, \"%s\"", sizes[i], image.width, image.height, error.text);
        image_free(&image);
    }
}

static void every_picture_of_ours_fills_its_room(void **state)
{
    (void)state;
    const char *folder = MARHABA_SOURCE "/plugins/information/content/pictures";
    char **names = file_list(folder);
    size_t count = 0;
    for (; names[count]; count++) {
        char *path = file_join(folder, names[count]);
        struct buffer bytes;
        struct error error = {0};
        struct image image;
        if (!file_read(path, 65536, &bytes, &error) ||
            !picture_draw(bytes.bytes, bytes.length, 192, 96, &image, &error))
            fail_msg("%s: %s", names[count], error.text);
        long full = 0;
        for (int k = 0; k < 192 * 96; k++)
            full += image.pixels[k] >> 24 == 255;
        if (full < 192 * 96 * 9 / 10)
            fail_msg("the picture %s leaves its ground empty", names[count]);
        image_free(&image);
        buffer_free(&bytes);
        free(path);
    }
    assert_true(count >= 10);
    file_list_free(names);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_picture_keeps_its_colours_and_its_shape),
        cmocka_unit_test(a_photograph_fits_its_room),
        cmocka_unit_test(what_is_no_picture_is_refused),
        cmocka_unit_test(a_photograph_that_breaks_off_is_refused),
        cmocka_unit_test(a_damaged_photograph_comes_to_an_end),
        cmocka_unit_test(a_photograph_of_an_impossible_size_is_refused),
        cmocka_unit_test(a_drawing_of_any_size_stays_in_its_room),
        cmocka_unit_test(every_picture_of_ours_fills_its_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
