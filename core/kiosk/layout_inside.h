/* Between the files of layout alone: the page being filled, and the parts screens are made of. */
#ifndef MARHABA_KIOSK_LAYOUT_INSIDE_H
#define MARHABA_KIOSK_LAYOUT_INSIDE_H

#include "kiosk/layout.h"

/* SIDE: beside the flow, not under it. NONE: laid out, but there is no room to show it. */
enum block_place { PLACE_TOP, PLACE_FLOW, PLACE_SIDE, PLACE_BOTTOM, PLACE_NONE };

/* A stretch of the page that is never broken. Its items are laid out from y = 0 and moved once it
 * is known where the block stands. */
struct block {
    enum block_place place;
    size_t item_from, item_to, box_from, box_to;
    int height, gap; /* gap: to the next one */
    int wide_gap;    /* what it is where there is no need to save a page */
    bool keep_next;  /* never the last of a page */
    bool is_legend;  /* seen on pages that have papers or rows alone */
    int page, column;
};

struct layout {
    const struct layout_world *world;
    const struct scene *scene;
    struct display *display;
    const struct theme *theme;
    const struct language *language; /* of the view */
    double scale;
    bool lying;                /* wider than high */
    bool is_rtl;               /* mirrored at the end */
    bool centred;              /* a ticket, a goodbye */
    int page_left, page_width; /* of the content */
    int left, width;           /* of its column, the first where there are two */
    int columns;               /* 2: what is too high for one goes on in the next */
    struct block *blocks;
    size_t block_count, block_capacity;
    int numbered;                  /* of the NUMBERED paragraph before */
    int tint;                      /* of the icon before */
    int stretch;                   /* pixels each row of tiles may grow */
    int stretching_rows;           /* rows laid out that may grow */
    bool compact;                  /* tiles as small as they may be, so that all fit on one page */
    bool paged;                    /* higher than one page, if all buttons stood low */
    bool turned;                   /* what is read now runs against the screen */
    bool beside;                   /* what follows stands beside the flow */
    const struct screen_node *bar; /* NULL: this screen has none */
    const struct screen_node *primary; /* to stand beside the bar; NULL: none */
};

/* How words look. */
struct ink {
    enum theme_letters letters;
    enum theme_colour colour;
    uint32_t tint; /* instead of colour, when not 0 */
    bool bold, centred, personal;
};

/* ---- Measures ---- */

int px(const struct layout *layout, int64_t reference);
int space(const struct layout *layout, enum theme_space space);
int frame_height(const struct layout *layout, enum theme_frame frame);
uint32_t colour(const struct layout *layout, enum theme_colour colour);

/* ---- Words ---- */

const struct paragraph *measure(struct layout *layout, const char *text,
                                const struct language *language, struct ink ink, int width);
/* Height of the words of a node's text; 0 when it has none. */
int words_height(struct layout *layout, const struct screen_text *text, struct ink ink, int width);
/* Puts words with their top at rect.y; returns their height. */
int put_words(struct layout *layout, const struct screen_text *text, struct ink ink, int x, int y,
              int width);
int put_text(struct layout *layout, const char *text, const struct language *language,
             struct ink ink, int x, int y, int width);
/* Label over detail, centred from top to bottom in `rect`. */
int label_height(struct layout *layout, const struct screen_node *node, struct ink label,
                 struct ink detail, int width);
void put_label(struct layout *layout, const struct screen_node *node, struct ink label,
               struct ink detail, SDL_Rect rect);
/* A message of the kiosk's own. */
const char *ui_words(struct layout *layout, const char *key, const struct language **language);

/* What is read to its end in a language that runs against the screen's (Arabic where Tamazight is
 * not certain) begins at the other side: words laid between the two calls, and at the end the block
 * is mirrored between `left` and `left + width`. */
void turn_begin(struct layout *layout, const struct screen_text *text);
void turn_end(struct layout *layout, const struct block *block, int left, int width);
/* From which side words are read now. */
bool runs_from_right(const struct layout *layout);

/* ---- Shapes ---- */

void put_fill(struct layout *layout, SDL_Rect rect, int radius, uint32_t fill);
void put_card(struct layout *layout, SDL_Rect rect, int radius, int border, uint32_t edge,
              uint32_t fill);
void put_icon(struct layout *layout, const char *name, SDL_Rect rect, uint32_t ink);
/* An icon on its tinted ground, `side` square; the tint is the next in turn. */
void put_icon_ground(struct layout *layout, const char *name, int x, int y, int side);
const struct tint *next_tint(struct layout *layout);

/* ---- Boxes ---- */

/* A node that is only seen. */
void put_seen(struct layout *layout, const struct screen_node *node, SDL_Rect rect);
/* A node, or (node NULL) a control of our own, that can be pressed; with the focus ring. */
struct box *put_control(struct layout *layout, const struct screen_node *node, const char *id,
                        SDL_Rect rect, enum box_act act);
bool is_pressed(const struct layout *layout, const char *id);
/* "first:second", alive as long as the display. */
char *made_id(struct layout *layout, const char *first, const char *second);

/* ---- Blocks ---- */

/* Valid until the next block begins. */
struct block *block_begin(struct layout *layout, enum block_place place);
void block_end(struct layout *layout, struct block *block, int height, int gap);

/* `count` cells in `columns`, a block a row. `cell` returns the height it needs; given a height, it
 * draws itself. */
typedef int cell_function(struct layout *layout, const struct screen_node *node, SDL_Rect rect,
                          bool draw);
struct grid {
    const struct screen_node *const *nodes;
    size_t count, columns;
    int gap, least;
    int stretch; /* how much higher a row may become where there is room */
    cell_function *cell;
};
void lay_grid(struct layout *layout, const struct grid *grid);

/* ---- Roles, one file a family ---- */

/* Siblings of one role from *node on, at most `capacity`; moves *node past them. */
size_t gather(const struct screen_node **node, const struct screen_node **out, size_t capacity);

void lay_step(struct layout *layout, const struct screen_node *node);
void lay_title(struct layout *layout, const struct screen_node *node);
void lay_heading(struct layout *layout, const struct screen_node *node);
void lay_paragraph(struct layout *layout, const struct screen_node *node);
void lay_notice(struct layout *layout, const struct screen_node *node);
void lay_picture(struct layout *layout, const struct screen_node *node);
void lay_links(struct layout *layout, const struct screen_node *const *nodes, size_t count);
void lay_details(struct layout *layout, const struct screen_node *node);
void lay_tiles(struct layout *layout, const struct screen_node *const *nodes, size_t count);
void lay_rows(struct layout *layout, const struct screen_node *node);
void lay_choice(struct layout *layout, const struct screen_node *node);
void lay_checklist(struct layout *layout, const struct screen_node *node);
void lay_buttons(struct layout *layout, const struct screen_node *const *nodes, size_t count);
void lay_field(struct layout *layout, const struct screen_node *node);
void lay_days(struct layout *layout, const struct screen_node *node);
void lay_ticket(struct layout *layout, const struct screen_node *node);
void lay_greetings(struct layout *layout, const struct screen_node *const *nodes, size_t count);
void lay_error(struct layout *layout, const struct screen_node *node);

/* One button filling `rect`; also those of the question and the pages. */
void put_button(struct layout *layout, const struct screen_node *node, SDL_Rect rect);
int button_height(struct layout *layout, const struct screen_node *node, int width);

/* ---- The frame ---- */

void put_header(struct layout *layout);
/* The strip the bar stands in; lying, the page buttons and the primary one stand beside the bar. */
void put_bar_ground(struct layout *layout);
void put_bar(struct layout *layout);
bool has_place_beside_bar(const struct layout *layout);
void put_beside_bar(struct layout *layout);
SDL_Rect page_buttons_beside_bar(const struct layout *layout);
void put_attract(struct layout *layout);
int keyboard_height(const struct layout *layout);
void put_keyboard(struct layout *layout, int top);
void put_question(struct layout *layout);
void put_veil(struct layout *layout);

/* Where the content stands, and its column. */
void content_column(struct layout *layout);

#endif
