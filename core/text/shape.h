/* Shaping a run with HarfBuzz: how wide it is and where its ink lies. Used inside this room only.
 */
#ifndef MARHABA_TEXT_SHAPE_H
#define MARHABA_TEXT_SHAPE_H

#include "text/analysis.h"

/* In 26.6 pixels from the pen at the baseline; ink grows upwards to `top`, downwards to `bottom`
 * (positive below), and may begin left of the pen (negative `left`). */
struct shape {
    hb_position_t advance;
    int left, right, top, bottom;
};

/* The cells of a run have one file, script and level. With `spread`, each cell gets the advance of
 * the cluster that begins at it, the others 0. */
struct shape text_shape(struct fonts *fonts, hb_buffer_t *buffer, struct text_cell *cells,
                        size_t count, int size, bool spread);

/* The length of the run that begins at `cells`: same file, script, level and emphasis. */
size_t text_run_length(const struct text_cell *cells, size_t count);

#endif
