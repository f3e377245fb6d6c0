/* What draws slips and leaflets in tests: the stage's fonts and words, and the commune of
 * Taliouine.
 */
#ifndef MARHABA_TESTS_SLIP_BENCH_H
#define MARHABA_TESTS_SLIP_BENCH_H

#include "base/clock.h"
#include "print/print.h"
#include "ticket/slip.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define SHARE MARHABA_STAGE "/share/marhaba"

static struct arena *arena;
static struct commune commune;
static struct slip_maker *maker;

/* How many dots of a part are black. */
static inline int ink(const struct image *image, int x, int y, int width, int height)
{
    int black = 0;
    for (int row = y; row < y + height; row++)
        for (int column = x; column < x + width; column++)
            black += (image->pixels[row * image->width + column] & 0xFF) < 128;
    return black;
}

/* Nothing is cut at the sides: the outermost dots stay white. */
static inline void check_edges(const struct image *image)
{
    assert_int_equal(ink(image, 0, 0, 4, image->height), 0);
    assert_int_equal(ink(image, image->width - 4, 0, 4, image->height), 0);
}

static inline int bench_begin(void **state)
{
    (void)state;
    struct error error = {0};
    arena = arena_new();
    maker = slip_maker_new(SHARE, &error);
    bool good = maker && commune_load(arena, MARHABA_TALIOUINE, &commune, &error);
    if (!good)
        fprintf(stderr, "%s\n", error.text);
    return good ? 0 : -1;
}

static inline int bench_end(void **state)
{
    (void)state;
    slip_maker_free(maker);
    arena_free(arena);
    return 0;
}

#endif
