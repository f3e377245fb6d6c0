/* What is pressed: tiles, rows, options, papers, buttons. */
#include "kiosk/layout_inside.h"

#include <string.h>

/* How much higher rows may become where there is room, in reference pixels. */
#define TILE_STRETCH   180
#define OPTION_STRETCH 64
#define LYING_STRETCH  150 /* of options, where the screen is low and wide */
#define ROW_STRETCH    40

/* A card that answers to a finger; `edge` and its width say whether it is chosen. */
static void put_pressable_card(struct layout *layout, const struct screen_node *node, SDL_Rect rect,
                               bool chosen)
{
    int border = chosen ? px(layout, 6) : space(layout, SPACE_BORDER);
    uint32_t fill = colour(layout, is_pressed(layout, node->id) ? COLOUR_PRESSED : COLOUR_PAPER);
    if (node->flags & FLAG_DISABLED)
        fill = colour(layout, COLOUR_PALE);
    else if (chosen)
        fill = layout->theme->tints[TINT_INDIGO].ground;
    put_card(layout, rect, space(layout, SPACE_RADIUS), border,
             colour(layout, chosen ? COLOUR_INDIGO : COLOUR_LINE), fill);
}

static int tile_lying(struct layout *layout, const struct screen_node *node, SDL_Rect rect,
                      bool draw)
{
    struct ink label = {.letters = LETTERS_TILE, .bold = true},
               detail = {.letters = LETTERS_SECOND, .colour = COLOUR_SOFT};
    int padding = layout->compact ? px(layout, 20) : space(layout, SPACE_PADDING);
    int side = px(layout, layout->compact ? 112 : 128);
    int indent = node->icon ? side + px(layout, 28) : 0;
    int width = rect.w - 2 * padding - indent;
    int words = label_height(layout, node, label, detail, width);
    int height = (words > side ? words : side) + 2 * padding;
    if (!draw)
        return height;
    put_pressable_card(layout, node, rect, false);
    if (node->icon)
        put_icon_ground(layout, node->icon, rect.x + padding, rect.y + (rect.h - side) / 2, side);
    put_label(layout, node, label, detail,
              (SDL_Rect){rect.x + padding + indent, rect.y, width, rect.h});
    put_control(layout, node, node->id, rect, ACT_PRESS);
    return height;
}

static int tile_standing(struct layout *layout, const struct screen_node *node, SDL_Rect rect,
                         bool draw)
{
    struct ink label = {.letters = LETTERS_TILE, .bold = true},
               detail = {.letters = LETTERS_SECOND, .colour = COLOUR_SOFT};
    int padding = layout->compact ? px(layout, 26) : space(layout, SPACE_PADDING);
    int side = layout->compact ? px(layout, 116) : space(layout, SPACE_ICON_GROUND);
    int gap = px(layout, layout->compact ? 14 : 22), between = px(layout, 8),
        width = rect.w - 2 * padding;
    int head = node->icon ? side + gap : 0;
    int label_high = words_height(layout, &node->label, label, width);
    int height = 2 * padding + head + label_high + between +
                 words_height(layout, &node->detail, detail, width);
    if (!draw)
        return height;
    put_pressable_card(layout, node, rect, false);
    /* What a row has grown by goes round the parts, a little more below them than above; what a
     * neighbour needs more of goes below, so that icons of a row stand in line. */
    int grown =
        layout->stretch < px(layout, TILE_STRETCH) ? layout->stretch : px(layout, TILE_STRETCH);
    int y = rect.y + padding + grown * 2 / 5;
    if (node->icon)
        put_icon_ground(layout, node->icon, rect.x + padding, y, side);
    y += head;
    y += put_words(layout, &node->label, label, rect.x + padding, y, width) + between;
    put_words(layout, &node->detail, detail, rect.x + padding, y, width);
    put_control(layout, node, node->id, rect, ACT_PRESS);
    return height;
}

void lay_tiles(struct layout *layout, const struct screen_node *const *nodes, size_t count)
{
    struct grid grid = {.nodes = nodes,
                        .count = count,
                        .columns = layout->lying ? (count == 4 ? 2 : 3) : 2,
                        .gap = space(layout, SPACE_GAP),
                        .least = space(layout, SPACE_TARGET),
                        .stretch = px(layout, TILE_STRETCH),
                        .cell = layout->lying ? tile_lying : tile_standing};
    lay_grid(layout, &grid);
}

/* Icon, words, and something at the end (a chevron, a check mark). */
static int lined_card(struct layout *layout, const struct screen_node *node, SDL_Rect rect,
                      bool draw, bool chosen, const char *end_icon)
{
    struct ink label = {.letters = LETTERS_BODY, .bold = true},
               detail = {.letters = LETTERS_SECOND, .colour = COLOUR_SOFT};
    int padding = px(layout, 24), side = node->icon ? px(layout, 88) : 0;
    int indent = node->icon ? side + px(layout, 24) : px(layout, 12);
    int end = end_icon ? px(layout, 52) : 0, gap = end_icon ? px(layout, 16) : 0;
    int width = rect.w - 2 * padding - indent - end - gap;
    int words = label_height(layout, node, label, detail, width);
    int height = (words > side ? words : side) + padding * 4 / 3;
    if (!draw)
        return height;
    put_pressable_card(layout, node, rect, chosen);
    if (node->icon)
        put_icon_ground(layout, node->icon, rect.x + padding, rect.y + (rect.h - side) / 2, side);
    put_label(layout, node, label, detail,
              (SDL_Rect){rect.x + padding + indent, rect.y, width, rect.h});
    if (end_icon)
        put_icon(layout, end_icon,
                 (SDL_Rect){rect.x + rect.w - padding - end, rect.y + (rect.h - end) / 2, end, end},
                 colour(layout, COLOUR_SOFT));
    return height;
}

static int row_card(struct layout *layout, const struct screen_node *node, SDL_Rect rect, bool draw)
{
    int height = lined_card(layout, node, rect, draw, false, "arrow-next");
    if (draw)
        put_control(layout, node, node->id, rect, ACT_PRESS);
    return height;
}

void lay_rows(struct layout *layout, const struct screen_node *node)
{
    lay_heading(layout, node);
    const struct screen_node *child = node->first_child, *nodes[SCREEN_MAX_NODES];
    struct grid grid = {.nodes = nodes,
                        .count = child ? gather(&child, nodes, SCREEN_MAX_NODES) : 0,
                        .columns = layout->lying && layout->columns == 1 ? 2 : 1,
                        .gap = space(layout, SPACE_SMALL_GAP),
                        .least = space(layout, SPACE_TARGET),
                        .stretch = px(layout, ROW_STRETCH),
                        .cell = row_card};
    lay_grid(layout, &grid);
}

/* A disc (one of several answers) or a square (as many as one likes), filled when chosen. */
static void put_mark(struct layout *layout, const struct screen_node *option, int x, int y,
                     int side)
{
    bool multiple = option->parent && option->parent->flags & FLAG_MULTIPLE;
    bool chosen = option->flags & FLAG_SELECTED;
    int radius = multiple ? px(layout, 12) : side / 2;
    SDL_Rect rect = {x, y, side, side};
    put_card(layout, rect, radius, space(layout, SPACE_BORDER),
             colour(layout, chosen ? COLOUR_INDIGO : COLOUR_EDGE),
             colour(layout, chosen ? COLOUR_INDIGO : COLOUR_PAPER));
    int size = side * 7 / 10;
    if (chosen)
        put_icon(layout, "check",
                 (SDL_Rect){x + (side - size) / 2, y + (side - size) / 2, size, size},
                 colour(layout, COLOUR_ON_DARK));
}

static void put_option_control(struct layout *layout, const struct screen_node *node, SDL_Rect rect)
{
    struct box *box = put_control(layout, node, node->id, rect, ACT_CHANGE);
    box->target = node->parent ? node->parent->id : NULL;
    box->argument = node->id;
}

/* Mark and icon above, words below: for two columns. */
static int option_tall(struct layout *layout, const struct screen_node *node, SDL_Rect rect,
                       bool draw)
{
    struct ink label = {.letters = LETTERS_BODY, .bold = true},
               detail = {.letters = LETTERS_SECOND, .colour = COLOUR_SOFT};
    int padding = px(layout, 26), side = px(layout, 96), mark = px(layout, 52);
    int width = rect.w - 2 * padding, gap = px(layout, 14);
    int words = label_height(layout, node, label, detail, width);
    int height = 2 * padding + side + gap + words;
    if (!draw)
        return height;
    bool chosen = node->flags & FLAG_SELECTED;
    put_pressable_card(layout, node, rect, chosen);
    put_icon_ground(layout, node->icon, rect.x + padding, rect.y + padding, side);
    put_mark(layout, node, rect.x + rect.w - padding - mark, rect.y + padding, mark);
    int y = rect.y + padding + side + gap;
    y += put_words(layout, &node->label, label, rect.x + padding, y, width);
    put_words(layout, &node->detail, detail, rect.x + padding, y, width);
    put_option_control(layout, node, rect);
    return height;
}

static int option_wide(struct layout *layout, const struct screen_node *node, SDL_Rect rect,
                       bool draw)
{
    int mark = px(layout, 52), padding = px(layout, 30);
    SDL_Rect words = rect;
    words.w -= mark + px(layout, 20);
    struct ink label = {.letters = LETTERS_BODY, .bold = true},
               detail = {.letters = LETTERS_SECOND, .colour = COLOUR_SOFT};
    int side = node->icon ? px(layout, 88) : 0;
    int indent = node->icon ? side + px(layout, 24) : 0;
    int width = words.w - 2 * padding - indent;
    int text = label_height(layout, node, label, detail, width);
    int height = (text > side ? text : side) + padding;
    if (!draw)
        return height;
    put_pressable_card(layout, node, rect, node->flags & FLAG_SELECTED);
    if (node->icon)
        put_icon_ground(layout, node->icon, rect.x + padding, rect.y + (rect.h - side) / 2, side);
    put_label(layout, node, label, detail,
              (SDL_Rect){rect.x + padding + indent, rect.y, width, rect.h});
    put_mark(layout, node, rect.x + rect.w - padding - mark, rect.y + (rect.h - mark) / 2, mark);
    put_option_control(layout, node, rect);
    return height;
}

static void lay_question(struct layout *layout, const struct screen_node *node)
{
    struct ink label = {.letters = LETTERS_HEADING, .bold = true},
               detail = {.letters = LETTERS_BODY, .colour = COLOUR_SOFT};
    int height = label_height(layout, node, label, detail, layout->width);
    struct block *block = block_begin(layout, PLACE_FLOW);
    put_label(layout, node, label, detail, (SDL_Rect){layout->left, 0, layout->width, height});
    put_seen(layout, node, (SDL_Rect){layout->left, 0, layout->width, height});
    block->keep_next = true;
    block_end(layout, block, height, height > 0 ? space(layout, SPACE_SMALL_GAP) : 0);
    lay_error(layout, node);
}

static bool all_have_icons(const struct screen_node *const *nodes, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!nodes[i]->icon)
            return false;
    return true;
}

/* Low and wide: three answers in a row leave no hole where two would. */
static size_t lying_columns(size_t options)
{
    if (options < 2)
        return 1;
    return options % 3 == 0 || options == 5 ? 3 : 2;
}

void lay_choice(struct layout *layout, const struct screen_node *node)
{
    lay_question(layout, node);
    const struct screen_node *child = node->first_child, *nodes[SCREEN_MAX_NODES];
    size_t count = child ? gather(&child, nodes, SCREEN_MAX_NODES) : 0;
    size_t columns = layout->columns > 1 ? 1 : layout->lying ? lying_columns(count) : 1;
    bool many = !layout->lying && count >= 6;
    bool tall = many && all_have_icons(nodes, count);
    struct grid grid = {.nodes = nodes,
                        .count = count,
                        .columns = many ? 2 : columns,
                        .gap = space(layout, SPACE_SMALL_GAP),
                        .least = space(layout, SPACE_TARGET),
                        .stretch = px(layout, layout->lying ? LYING_STRETCH : OPTION_STRETCH),
                        .cell = tall ? option_tall : option_wide};
    lay_grid(layout, &grid);
}

/* ---- Buttons ---- */

struct button_look {
    enum theme_colour fill, edge, ink;
};

static struct button_look button_look(const struct layout *layout, const struct screen_node *node)
{
    bool pressed = is_pressed(layout, node->id);
    if (node->flags & FLAG_DISABLED)
        return (struct button_look){COLOUR_PALE, COLOUR_PALE, COLOUR_SOFT};
    if (node->tone == TONE_PRIMARY) {
        enum theme_colour fill = pressed ? COLOUR_INDIGO_DEEP : COLOUR_INDIGO;
        return (struct button_look){fill, fill, COLOUR_ON_DARK};
    }
    enum theme_colour ink = node->tone == TONE_DANGER ? COLOUR_BRICK : COLOUR_INDIGO;
    return (struct button_look){pressed ? COLOUR_PRESSED : COLOUR_PAPER, ink, ink};
}

static struct ink button_ink(const struct screen_node *node, enum theme_colour of)
{
    return (struct ink){.letters = node->tone == TONE_PRIMARY ? LETTERS_HEADING : LETTERS_BODY,
                        .colour = of,
                        .bold = true};
}

static int button_words_width(const struct layout *layout, const struct screen_node *node,
                              int width)
{
    bool has_icon = node->icon || node->tone == TONE_BACK;
    return width - 2 * px(layout, 32) - (has_icon ? px(layout, 52 + 20) : 0);
}

int button_height(struct layout *layout, const struct screen_node *node, int width)
{
    int words = words_height(layout, &node->label, button_ink(node, COLOUR_INK),
                             button_words_width(layout, node, width));
    bool large = node->tone == TONE_PRIMARY && !layout->lying;
    int least = space(layout, large ? SPACE_PRIMARY : SPACE_TARGET);
    int height = words + 2 * px(layout, 16);
    return height > least ? height : least;
}

/* Beside the bar a button is only so high: long words stand there in smaller letters. */
static enum theme_letters fitting_letters(struct layout *layout, const struct screen_text *words,
                                          struct ink ink, int width, int height)
{
    static const enum theme_letters smaller[] = {LETTERS_BODY, LETTERS_SECOND};
    for (size_t i = 0; i < sizeof smaller / sizeof *smaller; i++)
        if (words_height(layout, words, ink, width) > height - px(layout, 8))
            ink.letters = smaller[i];
    return ink.letters;
}

void put_button(struct layout *layout, const struct screen_node *node, SDL_Rect rect)
{
    struct button_look look = button_look(layout, node);
    struct ink ink = button_ink(node, look.ink);
    put_card(layout, rect, space(layout, SPACE_RADIUS), space(layout, SPACE_BORDER),
             colour(layout, look.edge), colour(layout, look.fill));
    const char *icon = node->icon ? node->icon : node->tone == TONE_BACK ? "back" : NULL;
    int room = button_words_width(layout, node, rect.w), size = px(layout, 52);
    const char *text = node->label.text ? node->label.text : "";
    ink.letters = fitting_letters(layout, &node->label, ink, room, rect.h);
    int wide = measure(layout, text, node->label.language, ink, room)->width;
    int lead = icon ? size + px(layout, 20) : 0;
    /* An arrow forward stands where it points: after the words. */
    bool after = icon && strcmp(icon, "arrow-next") == 0;
    int x = rect.x + (rect.w - wide - lead) / 2 + (after ? wide + lead - size : 0);
    if (icon)
        put_icon(layout, icon, (SDL_Rect){x, rect.y + (rect.h - size) / 2, size, size},
                 colour(layout, look.ink));
    ink.centred = true;
    int left = rect.x + (rect.w - room - lead) / 2 + (after ? 0 : lead);
    int height = measure(layout, text, node->label.language, ink, room)->height;
    layout->display->clipped += height > rect.h;
    put_words(layout, &node->label, ink, left, rect.y + (rect.h - height) / 2, room);
    put_control(layout, node, node->id, rect, ACT_PRESS);
}

static int button_cell(struct layout *layout, const struct screen_node *node, SDL_Rect rect,
                       bool draw)
{
    if (draw)
        put_button(layout, node, rect);
    return button_height(layout, node, rect.w);
}

/* The buttons of a screen stand low, the primary one lowest or beside the bar; others two by two
 * above it, lying all in one row. Where a screen has pages, the others end the last one: on each
 * they would cost the room of what is read. */
static void lay_low_buttons(struct layout *layout, const struct screen_node *const *nodes,
                            size_t count)
{
    const struct screen_node *others[SCREEN_MAX_NODES];
    size_t other_count = 0, first = layout->block_count;
    for (size_t i = 0; i < count; i++)
        if (nodes[i]->tone != TONE_PRIMARY)
            others[other_count++] = nodes[i];
    bool in_column = layout->paged || (other_count == 1 && has_place_beside_bar(layout));
    if (!in_column)
        layout->width = layout->page_width;
    struct grid grid = {.nodes = others,
                        .count = other_count,
                        .columns = other_count <= 1 || (layout->paged && layout->columns > 1) ? 1
                                   : layout->lying && !layout->paged ? other_count
                                                                     : 2,
                        .gap = space(layout, SPACE_SMALL_GAP),
                        .cell = button_cell};
    if (grid.columns > 4)
        grid.columns = 4;
    lay_grid(layout, &grid);
    for (size_t i = 0; i < count; i++) {
        if (nodes[i]->tone != TONE_PRIMARY)
            continue;
        if (has_place_beside_bar(layout)) {
            layout->primary = nodes[i];
            continue;
        }
        struct block *block = block_begin(layout, PLACE_BOTTOM);
        int height = button_height(layout, nodes[i], layout->width);
        put_button(layout, nodes[i], (SDL_Rect){layout->left, 0, layout->width, height});
        block_end(layout, block, height, space(layout, SPACE_SMALL_GAP));
    }
    /* More than two rows of other buttons are content, and so is a single one on a low screen. */
    if (other_count <= 4 && !in_column)
        for (size_t i = first; i < layout->block_count; i++)
            layout->blocks[i].place = PLACE_BOTTOM;
}

void lay_buttons(struct layout *layout, const struct screen_node *const *nodes, size_t count)
{
    if (nodes[0]->parent && nodes[0]->parent->role == ROLE_SCREEN) {
        content_column(layout);
        layout->beside = false;
        int column = layout->width;
        lay_low_buttons(layout, nodes, count);
        layout->width = column;
        return;
    }
    struct grid grid = {.nodes = nodes,
                        .count = count,
                        .columns = count > 1 ? 2 : 1,
                        .gap = space(layout, SPACE_SMALL_GAP),
                        .cell = button_cell};
    lay_grid(layout, &grid);
}
