#include "base/file.h"
#include "text/icon.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[] = MARHABA_SCRATCH "/icon-XXXXXX";

#define SVG_HEAD "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 10 10\">"

static void write_icon(const char *name, const char *svg, size_t length)
{
    char *path = file_join(folder, name);
    assert_true(file_write(path, svg, length, 0600, NULL));
    free(path);
}

static void the_shape_is_drawn_in_the_colour_asked_for(void **state)
{
    (void)state;
    const char *svg =
        SVG_HEAD "<rect x=\"5\" y=\"0\" width=\"5\" height=\"10\" fill=\"#f00\"/></svg>";
    write_icon("half.svg", svg, strlen(svg));
    struct image image;
    assert_true(icon_draw(folder, "half", 40, 0xFF27367F, &image, NULL));
    assert_int_equal(image.width, 40);
    assert_int_equal(image.height, 40);
    assert_int_equal(image.pixels[20 * 40 + 30], 0xFF27367F);
    assert_int_equal(image.pixels[20 * 40 + 10] >> 24, 0);
    image_free(&image);
    assert_true(icon_draw(folder, "half", 40, 0x80FFFFFF, &image, NULL));
    assert_int_equal(image.pixels[20 * 40 + 30], 0x80FFFFFF);
    image_free(&image);
}

static void a_drawing_that_is_not_square_keeps_its_shape(void **state)
{
    (void)state;
    const char *svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 20 10\">"
                      "<rect width=\"20\" height=\"10\"/></svg>";
    write_icon("wide.svg", svg, strlen(svg));
    struct image image;
    assert_true(icon_draw(folder, "wide", 40, 0xFF000000, &image, NULL));
    assert_int_equal(image.pixels[20 * 40 + 20], 0xFF000000);
    assert_int_equal(image.pixels[2 * 40 + 20] >> 24, 0);
    assert_int_equal(image.pixels[37 * 40 + 20] >> 24, 0);
    image_free(&image);
}

static void refuse(const char *name, int size, const char *needle)
{
    struct error error = {0};
    struct image image;
    assert_false(icon_draw(folder, name, size, 0xFF000000, &image, &error));
    assert_null(image.pixels);
    if (!strstr(error.text, needle))
        fail_msg("\"%s\" does not say \"%s\"", error.text, needle);
}

static void what_is_no_icon_is_refused(void **state)
{
    (void)state;
    write_icon("text.svg", "no picture", 10);
    write_icon("empty.svg", "", 0);
    char *large = calloc(1, 70000);
    write_icon("large.svg", large, 70000);
    free(large);
    refuse("text", 40, "text.svg is no SVG picture");
    refuse("empty", 40, "empty.svg");
    refuse("large", 40, "large.svg");
    refuse("absent", 40, "absent.svg");
    refuse("../text", 40, "small letters");
    refuse("", 40, "small letters");
    refuse("Text", 40, "small letters");
    refuse("text", 0, "0 pixels");
    refuse("text", 100000, "100000 pixels");
}

static void every_icon_of_ours_can_be_drawn(void **state)
{
    (void)state;
    const char *icons = MARHABA_SOURCE "/assets/icons";
    char **names = file_list(icons);
    for (size_t i = 0; names[i]; i++) {
        char *end = strstr(names[i], ".svg");
        if (!end)
            continue;
        *end = '\0';
        struct error error = {0};
        struct image image;
        if (!icon_draw(icons, names[i], 64, 0xFF000000, &image, &error))
            fail_msg("%s", error.text);
        long ink = 0;
        for (int k = 0; k < 64 * 64; k++)
            ink += image.pixels[k] >> 24;
        image_free(&image);
        if (ink < 255 * 40)
            fail_msg("the icon %s is nearly empty", names[i]);
    }
    file_list_free(names);
}

static int make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) ? 0 : -1;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_shape_is_drawn_in_the_colour_asked_for),
        cmocka_unit_test(a_drawing_that_is_not_square_keeps_its_shape),
        cmocka_unit_test(what_is_no_icon_is_refused),
        cmocka_unit_test(every_icon_of_ours_can_be_drawn),
    };
    return cmocka_run_group_tests(tests, make_folder, NULL);
}
