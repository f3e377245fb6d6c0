/* From a view to a display: what stands where. Lays out in logical start and end coordinates and
 * mirrors once, at the end, when the language runs from right to left. */
#ifndef MARHABA_KIOSK_LAYOUT_H
#define MARHABA_KIOSK_LAYOUT_H

#include "kiosk/display.h"
#include "kiosk/edit.h"
#include "kiosk/pictures.h"
#include "kiosk/theme.h"
#include "visit/visit.h"

struct layout_world {
    const struct theme *theme;
    struct paragraphs *paragraphs;
    const struct commune *commune;
    const struct messages *messages; /* domain "ui" */
    struct pictures *pictures;       /* NULL: those of the content are taken to be there */
};

/* Everything that decides what is seen. */
struct scene {
    const struct view *view;
    int64_t now_ms;                /* of the clock in the header */
    int page;                      /* of the content, from 0; too large means the last */
    const char *pressed, *focused; /* box ids, or NULL */
    int64_t day;             /* midnight of the DAY whose slots are shown; 0: the first free */
    const struct edit *edit; /* the keyboard is shown while it is open; NULL: none */
    bool veil;               /* "one moment" lies over it */
};

/* Sealed; freed with display_free. It borrows from the view and from the paragraphs. */
struct display *layout_view(const struct layout_world *world, const struct scene *scene, int width,
                            int height);

/* The node of a FIELD, DAY … of the view by id, NULL when there is none. */
const struct screen_node *layout_find(const struct screen_node *root, const char *id);

#endif
