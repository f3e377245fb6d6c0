/* What is read: steps, titles, paragraphs, notices, pictures, details. */
#include "kiosk/layout_inside.h"

#include <stdio.h>
#include <string.h>

void lay_step(struct layout *layout, const struct screen_node *node)
{
    int of = node->of > 0 && node->of <= 20 ? (int)node->of : 1;
    int gap = space(layout, SPACE_SMALL_GAP), height = px(layout, layout->lying ? 10 : 14);
    int width = (layout->page_width - (of - 1) * gap) / of;
    struct block *block = block_begin(layout, PLACE_TOP);
    for (int i = 0; i < of; i++) {
        SDL_Rect rect = {layout->page_left + i * (width + gap), px(layout, 4), width, height};
        put_fill(layout, rect, height / 2,
                 colour(layout, i < node->number ? COLOUR_INDIGO : COLOUR_LINE));
    }
    put_seen(layout, node,
             (SDL_Rect){layout->page_left, px(layout, 4), layout->page_width, height});
    block_end(layout, block, height + px(layout, 4), layout->lying ? px(layout, 8) : gap);
}

void lay_title(struct layout *layout, const struct screen_node *node)
{
    bool big = layout->scene->view->stage == STAGE_GOODBYE;
    struct ink ink = {.letters = layout->columns > 1 ? LETTERS_HEADING : LETTERS_TITLE,
                      .bold = true,
                      .centred = layout->centred};
    struct block *block = block_begin(layout, big ? PLACE_FLOW : PLACE_TOP);
    int y = 0;
    if (big) {
        int side = px(layout, 260);
        SDL_Rect star = {layout->page_left + (layout->page_width - side) / 2, 0, side, side};
        display_item(layout->display, ITEM_STAR, star)->colour = colour(layout, COLOUR_SAFFRON);
        y = side + space(layout, SPACE_MARGIN);
    }
    turn_begin(layout, &node->label);
    int height = put_words(layout, &node->label, ink, layout->page_left, y, layout->page_width);
    turn_end(layout, block, layout->page_left, layout->page_width);
    put_seen(layout, node, (SDL_Rect){layout->page_left, y, layout->page_width, height});
    block_end(layout, block, y + height, px(layout, layout->lying ? 14 : 22));
}

void lay_heading(struct layout *layout, const struct screen_node *node)
{
    struct ink ink = {.letters = LETTERS_HEADING, .bold = true, .centred = layout->centred};
    if (words_height(layout, &node->label, ink, layout->width) == 0)
        return;
    struct block *block = block_begin(layout, PLACE_FLOW);
    turn_begin(layout, &node->label);
    int height = put_words(layout, &node->label, ink, layout->left, 0, layout->width);
    turn_end(layout, block, layout->left, layout->width);
    put_seen(layout, node, (SDL_Rect){layout->left, 0, layout->width, height});
    block->keep_next = true;
    block_end(layout, block, height, space(layout, SPACE_SMALL_GAP));
}

/* What stands in front of a paragraph: a star, a number in a disc, nothing. Returns its width. */
static int put_marker(struct layout *layout, const struct screen_node *node, int line)
{
    int side = px(layout, 48);
    if (node->tone == TONE_BULLET) {
        int size = px(layout, 26);
        SDL_Rect rect = {layout->left + (side - size) / 2, (line - size) / 2, size, size};
        display_item(layout->display, ITEM_STAR, rect)->colour = colour(layout, COLOUR_OCHRE);
        return side + space(layout, SPACE_SMALL_GAP);
    }
    if (node->tone != TONE_NUMBERED)
        return 0;
    SDL_Rect disc = {layout->left, (line - side) / 2, side, side};
    put_fill(layout, disc, side / 2, colour(layout, COLOUR_INDIGO));
    char *number = arena_print(layout->display->arena, "%d", ++layout->numbered);
    struct ink ink = {
        .letters = LETTERS_SECOND, .colour = COLOUR_ON_DARK, .bold = true, .centred = true};
    const struct language *latin = language_find("fr");
    int height = measure(layout, number, latin, ink, side)->height;
    put_text(layout, number, latin, ink, disc.x, disc.y + (side - height) / 2, side);
    return side + space(layout, SPACE_SMALL_GAP);
}

/* A paragraph longer than a few lines may be broken between pages: each slice is a block of its own
 * showing some lines of the one picture. */
static void lay_lines(struct layout *layout, const struct screen_node *node, struct ink ink)
{
    const int most_lines = 5;
    int indent = node->tone == TONE_BULLET || node->tone == TONE_NUMBERED
                     ? px(layout, 48) + space(layout, SPACE_SMALL_GAP)
                     : 0;
    int width = layout->width - indent;
    turn_begin(layout, &node->label);
    const struct paragraph *paragraph =
        measure(layout, node->label.text, node->label.language, ink, width);
    int lines = paragraph->lines > 0 ? paragraph->lines : 1, line = paragraph->height / lines;
    for (int from = 0; from < lines; from += most_lines) {
        int to = from + most_lines < lines ? from + most_lines : lines;
        int height = to == lines ? paragraph->height - from * line : (to - from) * line;
        struct block *block = block_begin(layout, PLACE_FLOW);
        turn_begin(layout, &node->label);
        if (from == 0)
            put_marker(layout, node, line);
        SDL_Rect rect = {layout->left + indent, 0, width, height};
        struct item *item = display_item(layout->display, ITEM_TEXT, rect);
        item->paragraph = paragraph;
        item->skip = from * line;
        item->centred = ink.centred;
        item->to_right = runs_from_right(layout);
        turn_end(layout, block, layout->left, layout->width);
        layout->display->clipped += paragraph->width > width;
        if (from == 0)
            put_seen(layout, node, rect);
        block_end(layout, block, height, to == lines ? space(layout, SPACE_SMALL_GAP) : 0);
    }
}

/* What says how papers are marked, or what to touch, stays in sight above all columns of them. */
static void lay_legend(struct layout *layout, const struct screen_node *node, struct ink ink)
{
    struct block *block = block_begin(layout, PLACE_TOP);
    block->is_legend = true;
    turn_begin(layout, &node->label);
    int height = put_words(layout, &node->label, ink, layout->page_left, 0, layout->page_width);
    turn_end(layout, block, layout->page_left, layout->page_width);
    put_seen(layout, node, (SDL_Rect){layout->page_left, 0, layout->page_width, height});
    block_end(layout, block, height, space(layout, SPACE_SMALL_GAP));
}

/* What stays in sight takes room from what is to be read and marked. */
static bool is_short(struct layout *layout, const struct screen_node *node, struct ink ink)
{
    return measure(layout, node->label.text, node->label.language, ink, layout->page_width)
               ->lines <= 3;
}

void lay_paragraph(struct layout *layout, const struct screen_node *node)
{
    struct ink ink = {.letters = LETTERS_BODY,
                      .colour =
                          node->tone == TONE_LEAD || layout->centred ? COLOUR_SOFT : COLOUR_INK,
                      .centred = layout->centred};
    bool is_legend = layout->columns > 1 && node->next &&
                     (node->next->role == ROLE_CHECKLIST ||
                      (node->next->role == ROLE_ROWS && node->tone == TONE_LEAD));
    if (!node->label.text || !node->label.text[0])
        return;
    if (is_legend && is_short(layout, node, ink))
        lay_legend(layout, node, ink);
    else
        lay_lines(layout, node, ink);
}

static const char *notice_icon(enum screen_tone tone, enum theme_tint *tint)
{
    switch (tone) {
    case TONE_WARNING:
        *tint = TINT_SAFFRON;
        return "warning";
    case TONE_ERROR:
        *tint = TINT_BRICK;
        return "error";
    default:
        *tint = TINT_INDIGO;
        return "info";
    }
}

void lay_notice(struct layout *layout, const struct screen_node *node)
{
    enum theme_tint which;
    const char *icon = notice_icon(node->tone, &which);
    const struct tint *tint = &layout->theme->tints[which];
    bool has_detail = node->detail.text && node->detail.text[0];
    struct ink label = {.letters = LETTERS_BODY, .bold = has_detail},
               detail = {.letters = LETTERS_SECOND};
    int padding = px(layout, 28), size = px(layout, 64), gap = px(layout, 24);
    int width = layout->width - 2 * padding - size - gap;
    turn_begin(layout, &node->label);
    int words = label_height(layout, node, label, detail, width);
    int height = (words > size ? words : size) + 2 * padding * 3 / 4;
    struct block *block = block_begin(layout, PLACE_FLOW);
    SDL_Rect rect = {layout->left, 0, layout->width, height};
    put_card(layout, rect, space(layout, SPACE_SMALL_RADIUS), space(layout, SPACE_BORDER),
             tint->ink, tint->ground);
    put_icon(layout, node->icon ? node->icon : icon,
             (SDL_Rect){rect.x + padding, (height - size) / 2, size, size}, tint->ink);
    put_label(layout, node, label, detail,
              (SDL_Rect){rect.x + padding + size + gap, 0, width, height});
    turn_end(layout, block, layout->left, layout->width);
    put_seen(layout, node, rect);
    block_end(layout, block, height, space(layout, SPACE_GAP));
}

/* On a ticket each detail is a small card: how many wait, how long. */
static int detail_card(struct layout *layout, const struct screen_node *node, SDL_Rect rect,
                       bool draw)
{
    struct ink value = {.letters = LETTERS_BODY, .bold = true, .personal = true},
               name = {.letters = LETTERS_SECOND, .colour = COLOUR_SOFT, .personal = true};
    int padding = px(layout, 24), side = node->icon ? px(layout, 92) : 0;
    int indent = node->icon ? side + px(layout, 24) : 0;
    int width = rect.w - 2 * padding - indent;
    int words = words_height(layout, &node->detail, value, width) +
                words_height(layout, &node->label, name, width);
    int height = (words > side ? words : side) + padding * 4 / 3;
    if (!draw)
        return height;
    put_card(layout, rect, space(layout, SPACE_SMALL_RADIUS), space(layout, SPACE_BORDER),
             colour(layout, COLOUR_LINE), colour(layout, COLOUR_PAPER));
    if (node->icon)
        put_icon_ground(layout, node->icon, rect.x + padding, rect.y + (rect.h - side) / 2, side);
    int x = rect.x + padding + indent, y = rect.y + (rect.h - words) / 2;
    y += put_words(layout, &node->detail, value, x, y, width);
    put_words(layout, &node->label, name, x, y, width);
    put_seen(layout, node, rect);
    return height;
}

struct detail_line {
    struct ink name, value;
    int padding, name_width, value_width, name_height, value_height, height;
};

static struct detail_line measure_detail(struct layout *layout, const struct screen_node *node)
{
    struct detail_line line = {.name = {.letters = LETTERS_SECOND, .colour = COLOUR_SOFT},
                               .value = {.letters = LETTERS_BODY, .personal = true},
                               .padding = px(layout, 32)};
    int inner = layout->width - 2 * line.padding;
    line.name_width = inner * (layout->columns > 1 ? 55 : 38) / 100;
    line.value_width = inner - line.name_width - px(layout, 24);
    line.name_height = words_height(layout, &node->label, line.name, line.name_width);
    line.value_height = words_height(layout, &node->detail, line.value, line.value_width);
    line.height = (line.name_height > line.value_height ? line.name_height : line.value_height) +
                  px(layout, layout->columns > 1 ? 24 : 36);
    return line;
}

/* One line of a table: the name, then the value beside it. */
static int put_detail_line(struct layout *layout, const struct screen_node *node, int y)
{
    struct detail_line line = measure_detail(layout, node);
    int x = layout->left + line.padding;
    put_words(layout, &node->label, line.name, x, y + (line.height - line.name_height) / 2,
              line.name_width);
    put_words(layout, &node->detail, line.value, x + line.name_width + px(layout, 24),
              y + (line.height - line.value_height) / 2, line.value_width);
    put_seen(layout, node, (SDL_Rect){layout->left, y, layout->width, line.height});
    return line.height;
}

/* A card of up to a few lines, so that a long table may be broken between pages. */
static void lay_table(struct layout *layout, const struct screen_node *const *nodes, size_t count,
                      bool last)
{
    int height = 0, y = 0, border = space(layout, SPACE_BORDER);
    for (size_t i = 0; i < count; i++)
        height += measure_detail(layout, nodes[i]).height;
    struct block *block = block_begin(layout, PLACE_FLOW);
    put_card(layout, (SDL_Rect){layout->left, 0, layout->width, height},
             space(layout, SPACE_SMALL_RADIUS), border, colour(layout, COLOUR_LINE),
             colour(layout, COLOUR_PAPER));
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            put_fill(layout, (SDL_Rect){layout->left + border, y, layout->width - 2 * border, 1}, 0,
                     colour(layout, COLOUR_LINE));
        y += put_detail_line(layout, nodes[i], y);
    }
    block_end(layout, block, height, space(layout, last ? SPACE_GAP : SPACE_SMALL_GAP));
}

void lay_details(struct layout *layout, const struct screen_node *node)
{
    lay_heading(layout, node);
    const struct screen_node *child = node->first_child, *nodes[SCREEN_MAX_NODES];
    size_t count = child ? gather(&child, nodes, SCREEN_MAX_NODES) : 0;
    if (layout->centred && count > 0) {
        struct grid grid = {.nodes = nodes,
                            .count = count,
                            .columns = count > 1 && !layout->beside ? 2 : 1,
                            .gap = space(layout, SPACE_GAP),
                            .cell = detail_card};
        lay_grid(layout, &grid);
        return;
    }
    size_t most_lines = layout->columns > 1 ? 1 : 3;
    for (size_t from = 0; from < count; from += most_lines) {
        bool last = count - from <= most_lines;
        lay_table(layout, nodes + from, last ? count - from : most_lines, last);
    }
}

void lay_error(struct layout *layout, const struct screen_node *node)
{
    int size = px(layout, 48), gap = px(layout, 12);
    struct ink ink = {.letters = LETTERS_BODY, .colour = COLOUR_BRICK};
    if (words_height(layout, &node->error, ink, layout->width - size - gap) == 0)
        return;
    struct block *block = block_begin(layout, PLACE_FLOW);
    int height = put_words(layout, &node->error, ink, layout->left + size + gap, 0,
                           layout->width - size - gap);
    put_icon(layout, "error", (SDL_Rect){layout->left, 0, size, size},
             colour(layout, COLOUR_BRICK));
    block->keep_next = true;
    block_end(layout, block, height > size ? height : size, space(layout, SPACE_SMALL_GAP));
}
