#include "people.h"

#include "kiosk/theme.h"

#include "base/file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct theme theme;

static int load(void **state)
{
    (void)state;
    struct error error = {0};
    return theme_load(MARHABA_STAGE "/share/marhaba/theme.yaml", &theme, &error) ? 0 : -1;
}

/* Text on what it stands on: 4.5:1; large text, icons, borders of controls: 3:1 (WCAG 2.2). */
static void test_contrasts(void **state)
{
    (void)state;
    static const struct {
        enum theme_colour over, under;
        double least;
    } pairs[] = {{COLOUR_INK, COLOUR_SAND, 4.5},
                 {COLOUR_INK, COLOUR_PAPER, 4.5},
                 {COLOUR_INK, COLOUR_PRESSED, 4.5},
                 {COLOUR_INK, COLOUR_SAFFRON, 4.5},
                 {COLOUR_SOFT, COLOUR_SAND, 4.5},
                 {COLOUR_SOFT, COLOUR_PAPER, 4.5},
                 {COLOUR_SOFT, COLOUR_PALE, 4.5},
                 {COLOUR_SOFT, COLOUR_PRESSED, 4.5},
                 {COLOUR_INDIGO, COLOUR_PAPER, 4.5},
                 {COLOUR_INDIGO, COLOUR_SAND, 4.5},
                 {COLOUR_INDIGO, COLOUR_PRESSED, 4.5},
                 {COLOUR_BRICK, COLOUR_PAPER, 4.5},
                 {COLOUR_BRICK, COLOUR_SAND, 4.5},
                 {COLOUR_ON_DARK, COLOUR_INDIGO, 4.5},
                 {COLOUR_ON_DARK, COLOUR_LATTICE, 4.5},
                 {COLOUR_ON_DARK, COLOUR_INDIGO_DEEP, 4.5},
                 {COLOUR_ON_DARK_SOFT, COLOUR_INDIGO, 4.5},
                 {COLOUR_ON_DARK, COLOUR_ARGAN, 4.5},
                 {COLOUR_ON_DARK, COLOUR_BRICK, 4.5},
                 {COLOUR_EDGE, COLOUR_PAPER, 3.0},
                 {COLOUR_EDGE, COLOUR_SAND, 3.0},
                 {COLOUR_SAFFRON, COLOUR_INDIGO, 3.0},
                 {COLOUR_OCHRE, COLOUR_PAPER, 3.0},
                 {COLOUR_TEAL, COLOUR_PAPER, 3.0},
                 {COLOUR_EDGE, COLOUR_PALE, 3.0}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        double found = theme_contrast(theme.colours[pairs[i].over], theme.colours[pairs[i].under]);
        print_message("%d on %d: %.2f\n", (int)pairs[i].over, (int)pairs[i].under, found);
        assert_true(found >= pairs[i].least);
    }
    for (int i = 0; i < TINT_COUNT; i++)
        assert_true(theme_contrast(theme.tints[i].ink, theme.tints[i].ground) >= 4.5);
    assert_true(theme_contrast(theme.colours[COLOUR_INK], theme.tints[TINT_SAFFRON].ground) >= 4.5);
}

static void test_known_contrasts(void **state)
{
    (void)state;
    assert_true(theme_contrast(0xFFFFFFFF, 0xFF000000) > 20.99);
    assert_true(theme_contrast(0xFF777777, 0xFF777777) < 1.01);
}

struct mistake {
    const char *from, *to, *expected;
};

static const struct mistake mistakes[] = {
    {"\"#1B2233\"", "\"1B2233\"", ":4: \"1B2233\" is not a colour"},
    {"\"#1B2233\"", "\"#1B223G\"", ":4: \"#1B223G\" is not a colour"},
    {"  ink: ", "  inc: ", ":4:"},
    {"margin: 48", "margin: wide", ":"},
    {"margin: 48", "margin: -4", ":"},
    {"arabic: {", "arabe: {", ":"},
    {"standing:", "upright:", ":"}};

static void test_mistakes(void **state)
{
    (void)state;
    struct buffer good;
    char path[] = MARHABA_SCRATCH "/theme-XXXXXX";
    assert_true(file_read(MARHABA_STAGE "/share/marhaba/theme.yaml", 1 << 20, &good, NULL));
    close(mkstemp(path));
    for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
        const char *at = strstr(good.bytes, mistakes[i].from);
        assert_non_null(at);
        struct buffer bad = buffer_new(1 << 20);
        buffer_add(&bad, good.bytes, (size_t)(at - good.bytes));
        buffer_add_text(&bad, mistakes[i].to);
        buffer_add_text(&bad, at + strlen(mistakes[i].from));
        struct theme out;
        struct error error = {0};
        assert_true(file_write(path, bad.bytes, bad.length, 0600, NULL));
        assert_false(theme_load(path, &out, &error));
        print_message("%s\n", error.text);
        assert_non_null(strstr(error.text, path));
        assert_non_null(strstr(error.text, mistakes[i].expected));
        buffer_free(&bad);
    }
    unlink(path);
    buffer_free(&good);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_contrasts),
                                       cmocka_unit_test(test_known_contrasts),
                                       cmocka_unit_test(test_mistakes)};
    return cmocka_run_group_tests(tests, load, NULL);
}
