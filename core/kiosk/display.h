/* What is to be seen and touched, in pixels: a list of items to paint in order, and a list of boxes
 * that say which node stands where. Layout fills it from the start edge; display_mirror turns it
 * once for right-to-left. */
#ifndef MARHABA_KIOSK_DISPLAY_H
#define MARHABA_KIOSK_DISPLAY_H

#include "kiosk/paragraphs.h"
#include "screen/screen.h"

#include <SDL2/SDL.h>
#include <stdbool.h>

enum item_kind {
    ITEM_FILL, /* colour with alpha; radius */
    ITEM_RING, /* an outline `thickness` wide; radius of its outer edge */
    ITEM_TEXT,
    ITEM_ICON,
    ITEM_STAR,
    ITEM_QR,
    ITEM_PICTURE, /* of the content, in its own colours */
    ITEM_LATTICE, /* stars on the ground */
    ITEM_BAND     /* the woven band */
};

struct item {
    enum item_kind kind;
    SDL_Rect rect;
    uint32_t colour;
    int radius, thickness;
    const struct paragraph *paragraph;
    int skip;         /* TEXT: pixels of the paragraph above what is shown */
    bool centred;     /* TEXT: within the rect, where the picture is narrower */
    bool to_right;    /* TEXT: its start is the right edge */
    const char *name; /* ICON: of the icon; QR: the digits */
    bool flipped;     /* ICON, BAND, PICTURE */
    uint64_t hash;    /* equal hashes look equal */
};

enum box_act {
    ACT_NONE,     /* seen, not pressed */
    ACT_PRESS,    /* VISIT_PRESS of id */
    ACT_CHANGE,   /* VISIT_CHANGE of target and argument */
    ACT_FIELD,    /* opens the keyboard for id */
    ACT_DAY,      /* shows the slots of a day */
    ACT_PAGE,     /* argument "above" or "below" */
    ACT_KEY,      /* types the argument */
    ACT_ERASE,    /* the last character */
    ACT_ALPHABET, /* the next keyboard */
    ACT_DONE      /* closes the keyboard */
};

enum box_layer { LAYER_CONTENT, LAYER_KEYBOARD, LAYER_OVER };

struct box {
    const char *id;                 /* NULL for a node without one */
    const struct screen_node *node; /* what it shows; NULL for controls of the kiosk's own */
    const struct screen_node *of;   /* of a control: the node it belongs to, or NULL */
    const char *role, *name;        /* of controls; a node has its own */
    SDL_Rect rect;
    enum box_act act;
    const char *target, *argument;
    enum box_layer layer;
    bool visible, disabled, selected;
};

struct display {
    struct arena *arena; /* of ids and words made up by layout */
    int width, height;
    bool is_rtl;
    uint32_t ground;
    struct item *items;
    size_t item_count, item_room;
    struct box *boxes; /* in reading order */
    size_t box_count, box_room;
    int page, pages; /* of the content: shown, and how many there are */
    int clipped;     /* texts and boxes that do not fit their room: 0, or layout has a fault */
};

struct display *display_new(int width, int height);
void display_free(struct display *display);

/* The item or box just added, to be filled in. Alive until the next one. */
struct item *display_item(struct display *display, enum item_kind kind, SDL_Rect rect);
struct box *display_box(struct display *display, const struct screen_node *node, SDL_Rect rect);

/* Turns everything round for right-to-left. */
void display_mirror(struct display *display);

/* Sets the hashes, once nothing changes any more. */
void display_seal(struct display *display);

/* The rectangles in which two sealed displays differ, merged; returns how many, at most
 * `capacity` (at least 1). `before` may be NULL: then everything. */
size_t display_difference(const struct display *before, const struct display *after, SDL_Rect *out,
                          size_t capacity);

/* The box to press at a point, or NULL. While one lies over the content, only it can be pressed. */
const struct box *display_hit(const struct display *display, int x, int y);

bool box_can_be_pressed(const struct display *display, const struct box *box);

/* The visible box with this id; NULL when there is none. */
const struct box *display_find(const struct display *display, const char *id);

#endif
