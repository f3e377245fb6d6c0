/* What frames every screen: header, bar; and what covers one: the greeting, questions, the veil. */
#include "kiosk/layout_inside.h"

#include "language/date.h"

#include <string.h>

/* ---- The commune's name in its three scripts ---- */

struct name_part {
    const char *text;
    const struct language *language;
    struct ink ink;
};

static size_t commune_names(const struct layout *layout, enum theme_letters letters,
                            struct name_part out[3])
{
    static const char *const codes[] = {"ar", "zgh", "fr"};
    size_t count = 0;
    for (size_t i = 0; i < 3; i++) {
        const char *text = local_text_get(&layout->world->commune->name, codes[i]);
        if (text)
            out[count++] = (struct name_part){
                .text = text,
                .language = language_find(codes[i]),
                .ink = {.letters = letters, .colour = COLOUR_ON_DARK, .bold = i == 0}};
    }
    return count;
}

/* Each name on a line of its own; returns the height of all. */
static int put_name_lines(struct layout *layout, const struct name_part *names, size_t count, int x,
                          int y, int width, bool draw)
{
    int height = 0;
    for (size_t i = 0; i < count; i++) {
        if (draw)
            put_text(layout, names[i].text, names[i].language, names[i].ink, x, y + height, width);
        height += measure(layout, names[i].text, names[i].language, names[i].ink, width)->height;
    }
    return height;
}

/* Arabic and Tifinagh on one line with a dot between, French below. False when it does not fit. */
static bool put_names_in_two(struct layout *layout, const struct name_part names[3], int x,
                             int middle, int width)
{
    int wide[3], high[3], dot = px(layout, 10), gap = px(layout, 13);
    for (int i = 0; i < 3; i++) {
        const struct paragraph *paragraph =
            measure(layout, names[i].text, names[i].language, names[i].ink, 10000);
        wide[i] = paragraph->width;
        high[i] = paragraph->height;
    }
    int first = wide[0] + wide[1] + dot + 2 * gap, line = high[0] > high[1] ? high[0] : high[1];
    if (first > width || wide[2] > width)
        return false;
    int y = middle - (line + high[2]) / 2;
    put_text(layout, names[0].text, names[0].language, names[0].ink, x, y + (line - high[0]) / 2,
             wide[0]);
    put_fill(layout, (SDL_Rect){x + wide[0] + gap, y + line / 2, dot, dot}, dot / 2,
             colour(layout, COLOUR_SAFFRON));
    put_text(layout, names[1].text, names[1].language, names[1].ink, x + wide[0] + dot + 2 * gap,
             y + (line - high[1]) / 2, wide[1]);
    put_text(layout, names[2].text, names[2].language, names[2].ink, x, y + line, wide[2]);
    return true;
}

static void put_names(struct layout *layout, int x, int height, int width)
{
    struct name_part names[3];
    size_t count = commune_names(layout, LETTERS_BODY, names);
    if (count == 3 && put_names_in_two(layout, names, x, height / 2, width))
        return;
    count = commune_names(layout, LETTERS_SECOND, names);
    if (count == 3 && put_names_in_two(layout, names, x, height / 2, width))
        return;
    int needed = put_name_lines(layout, names, count, x, 0, width, false);
    layout->display->clipped += needed > height;
    put_name_lines(layout, names, count, x, (height - needed) / 2, width, true);
}

/* Time over date at the end of the header; returns the room it takes. */
static int put_clock(struct layout *layout, int height, int margin)
{
    struct arena *arena = layout->display->arena;
    struct ink time = {.letters = LETTERS_HEADING, .colour = COLOUR_ON_DARK, .bold = true},
               day = {.letters = LETTERS_SECOND, .colour = COLOUR_ON_DARK_SOFT};
    const struct language *language = layout->language, *latin = language_find("fr");
    const char *hour = date_print(arena, language, DATE_TIME, layout->scene->now_ms);
    const char *date = date_print(arena, language, layout->lying ? DATE_DAY : DATE_DAY_SHORT,
                                  layout->scene->now_ms);
    int room = px(layout, layout->lying ? 520 : 300);
    const struct paragraph *top = measure(layout, hour, latin, time, room);
    const struct paragraph *bottom = measure(layout, date, language, day, room);
    int width = top->width > bottom->width ? top->width : bottom->width;
    int x = layout->display->width - margin, y = (height - top->height - bottom->height) / 2;
    put_text(layout, hour, latin, time, x - top->width, y, top->width);
    put_text(layout, date, language, day, x - bottom->width, y + top->height, bottom->width);
    return width + px(layout, 24);
}

void put_header(struct layout *layout)
{
    int width = layout->display->width, height = frame_height(layout, FRAME_HEADER);
    int margin = space(layout, SPACE_MARGIN), side = height * 52 / 100;
    put_fill(layout, (SDL_Rect){0, 0, width, height}, 0, colour(layout, COLOUR_INDIGO));
    SDL_Rect star = {margin, (height - side) / 2, side, side};
    display_item(layout->display, ITEM_STAR, star)->colour = colour(layout, COLOUR_SAFFRON);
    int clock = put_clock(layout, height, margin);
    int x = margin + side + px(layout, 26);
    put_names(layout, x, height, width - margin - clock - x);
    SDL_Rect band = {0, height, width, frame_height(layout, FRAME_BAND)};
    struct item *item = display_item(layout->display, ITEM_BAND, band);
    item->colour = colour(layout, COLOUR_SAND);
    item->flipped = layout->is_rtl;
}

/* ---- The bar ---- */

static SDL_Rect strip(const struct layout *layout)
{
    int height = frame_height(layout, FRAME_BAR);
    return (SDL_Rect){0, layout->display->height - height, layout->display->width, height};
}

bool has_place_beside_bar(const struct layout *layout)
{
    return layout->lying && layout->bar;
}

/* The strip without its margins; beside the bar: the page buttons, then the primary one. */
static SDL_Rect strip_part(const struct layout *layout, int64_t from, int64_t width)
{
    SDL_Rect part = strip(layout);
    int inset = px(layout, layout->lying ? 8 : 20);
    int margin = (part.w - px(layout, layout->lying ? 1824 : 1016)) / 2;
    return (SDL_Rect){margin + px(layout, from), part.y + inset, px(layout, width),
                      part.h - 2 * inset};
}

static SDL_Rect bar_part(const struct layout *layout)
{
    return strip_part(layout, 0, layout->lying ? 968 : 1016);
}

SDL_Rect page_buttons_beside_bar(const struct layout *layout)
{
    return strip_part(layout, 1000, 272);
}

void put_beside_bar(struct layout *layout)
{
    if (layout->primary)
        put_button(layout, layout->primary, strip_part(layout, 1296, 528));
}

void put_bar_ground(struct layout *layout)
{
    SDL_Rect rect = strip(layout);
    put_fill(layout, rect, 0, colour(layout, COLOUR_PAPER));
    rect.h = space(layout, SPACE_BORDER);
    put_fill(layout, rect, 0, colour(layout, COLOUR_LINE));
}

static void put_bar_button(struct layout *layout, const struct screen_node *node, SDL_Rect rect,
                           bool tinted)
{
    bool disabled = node->flags & FLAG_DISABLED, pressed = is_pressed(layout, node->id);
    const struct tint *help = &layout->theme->tints[TINT_SAFFRON];
    if (pressed || tinted)
        put_fill(layout, rect, space(layout, SPACE_SMALL_RADIUS),
                 pressed ? colour(layout, COLOUR_PRESSED) : help->ground);
    struct ink ink = {.letters = LETTERS_SECOND,
                      .colour = disabled ? COLOUR_SOFT : COLOUR_INK,
                      .bold = tinted,
                      .centred = true};
    int size = px(layout, layout->lying ? 50 : 72), gap = px(layout, layout->lying ? 2 : 10);
    int room = rect.w - px(layout, 8);
    const char *text = node->label.text ? node->label.text : "";
    int words = measure(layout, text, node->label.language, ink, room)->height;
    int y = rect.y + (rect.h - size - gap - words) / 2;
    layout->display->clipped += size + gap + words > rect.h;
    if (node->icon)
        put_icon(layout, node->icon, (SDL_Rect){rect.x + (rect.w - size) / 2, y, size, size},
                 colour(layout, disabled ? COLOUR_EDGE : COLOUR_INK));
    put_text(layout, text, node->label.language, ink, rect.x + px(layout, 4), y + size + gap, room);
    put_control(layout, node, node->id, rect, ACT_PRESS);
}

void put_bar(struct layout *layout)
{
    int count = 0, gap = px(layout, layout->lying ? 12 : 16);
    SDL_Rect rect = bar_part(layout);
    put_seen(layout, layout->bar, rect);
    for (const struct screen_node *node = layout->bar->first_child; node; node = node->next)
        count++;
    int width = count > 0 ? (rect.w - (count - 1) * gap) / count : 0;
    for (const struct screen_node *node = layout->bar->first_child; node; node = node->next) {
        bool help = node->icon && strcmp(node->icon, "help") == 0;
        put_bar_button(layout, node, (SDL_Rect){rect.x, rect.y, width, rect.h}, help);
        rect.x += width + gap;
    }
}

/* ---- The greeting ---- */

static const enum theme_colour greeting_colours[] = {COLOUR_SAFFRON, COLOUR_TEAL, COLOUR_OCHRE,
                                                     COLOUR_ARGAN, COLOUR_BRICK};

/* Each language's card stands in that language's own direction, whatever is round it. */
static void put_greeting(struct layout *layout, const struct screen_node *node, SDL_Rect rect,
                         int index)
{
    const struct language *language = node->label.language;
    bool own_rtl = language && language->is_rtl, page_rtl = layout->is_rtl;
    bool turned = own_rtl != page_rtl;
    int radius = space(layout, SPACE_RADIUS), edge = px(layout, 26), padding = px(layout, 48);
    bool pressed = is_pressed(layout, node->id), chosen = node->flags & FLAG_SELECTED;
    enum theme_colour wool = greeting_colours[index % 5];
    put_card(layout, rect, radius, space(layout, SPACE_BORDER),
             colour(layout, chosen ? COLOUR_INDIGO : COLOUR_LINE), colour(layout, COLOUR_LINE));
    put_fill(layout, rect, radius, colour(layout, wool));
    SDL_Rect paper = {rect.x + (turned ? 0 : edge), rect.y, rect.w - edge, rect.h};
    put_card(layout, paper, radius, space(layout, SPACE_BORDER),
             colour(layout, chosen ? COLOUR_INDIGO : COLOUR_LINE),
             colour(layout, pressed ? COLOUR_PRESSED : COLOUR_PAPER));
    int size = px(layout, 64), words = paper.w - 3 * padding - size;
    int icon_x = turned ? paper.x + padding : paper.x + paper.w - padding - size;
    SDL_Rect room = {turned ? paper.x + 2 * padding + size : paper.x + padding, rect.y, words,
                     rect.h};
    struct ink label = {.letters = LETTERS_TITLE, .bold = true},
               detail = {.letters = LETTERS_SECOND, .colour = COLOUR_SOFT};
    layout->is_rtl = own_rtl; /* where the words start, and which way the arrow points */
    put_label(layout, node, label, detail, room);
    put_icon(layout, chosen ? "check" : "arrow-next",
             (SDL_Rect){icon_x, rect.y + (rect.h - size) / 2, size, size},
             wool == COLOUR_SAFFRON ? layout->theme->tints[TINT_SAFFRON].ink
                                    : colour(layout, wool));
    layout->is_rtl = page_rtl;
    put_control(layout, node, node->id, rect, ACT_PRESS);
}

void lay_greetings(struct layout *layout, const struct screen_node *const *nodes, size_t count)
{
    int columns = layout->lying && count > 3 ? 2 : 1, gap = space(layout, SPACE_GAP);
    int width = (layout->width - (columns - 1) * gap) / columns;
    int height = px(layout, layout->lying ? 176 : 190);
    for (size_t from = 0; from < count; from += (size_t)columns) {
        struct block *block = block_begin(layout, PLACE_FLOW);
        for (int i = 0; i < columns && from + (size_t)i < count; i++)
            put_greeting(layout, nodes[from + (size_t)i],
                         (SDL_Rect){layout->left + i * (width + gap), 0, width, height},
                         (int)from + i);
        block_end(layout, block, height, gap);
    }
}

static void put_choose_line(struct layout *layout, int y)
{
    struct ink ink = {.letters = LETTERS_BODY, .colour = COLOUR_ON_DARK};
    static const char *const codes[] = {"ar", "zgh", "fr"};
    int wide[3], total = 0, gap = px(layout, 18), dot = px(layout, 8), high = 0;
    for (int i = 0; i < 3; i++) {
        const struct language *language = language_find(codes[i]);
        const struct paragraph *words = measure(layout, language->choose, language, ink, 10000);
        wide[i] = words->width;
        high = words->height > high ? words->height : high;
        total += words->width + (i > 0 ? dot + 2 * gap : 0);
    }
    int x = (layout->display->width - total) / 2;
    for (int i = 0; i < 3; i++) {
        const struct language *language = language_find(codes[i]);
        if (i > 0) {
            put_fill(layout, (SDL_Rect){x + gap, y + high / 2, dot, dot}, dot / 2,
                     colour(layout, COLOUR_SAFFRON));
            x += dot + 2 * gap;
        }
        int own = measure(layout, language->choose, language, ink, 10000)->height;
        put_text(layout, language->choose, language, ink, x, y + (high - own) / 2, wide[i]);
        x += wide[i];
    }
}

static void put_attract_head(struct layout *layout, int x, int top)
{
    int side = px(layout, 148);
    struct name_part names[3];
    size_t count = commune_names(layout, LETTERS_TILE, names);
    int words = x + side + px(layout, 40);
    int width = layout->display->width - words - x;
    int height = put_name_lines(layout, names, count, words, 0, width, false);
    SDL_Rect star = {x, top + (height - side) / 2, side, side};
    display_item(layout->display, ITEM_STAR, star)->colour = colour(layout, COLOUR_SAFFRON);
    put_name_lines(layout, names, count, words, top, width, true);
}

void put_attract(struct layout *layout)
{
    const struct screen_node *node = layout->scene->view->root->first_child, *cards[8];
    while (node && node->role != ROLE_GREETING)
        node = node->next;
    size_t count = node ? gather(&node, cards, 8) : 0;
    int width = layout->display->width, height = layout->display->height;
    layout->display->ground = colour(layout, COLOUR_INDIGO);
    struct item *lattice =
        display_item(layout->display, ITEM_LATTICE, (SDL_Rect){0, 0, width, height});
    lattice->thickness = px(layout, 288);
    lattice->colour = colour(layout, COLOUR_LATTICE);
    int columns = layout->lying ? 2 : 1, gap = px(layout, 30),
        card = px(layout, layout->lying ? 176 : 196);
    int room = px(layout, layout->lying ? 1500 : 936), most = width - 2 * px(layout, 48);
    room = room < most ? room : most;
    int left = (width - room) / 2, wide = (room - (columns - 1) * gap) / columns;
    int rows = ((int)count + columns - 1) / columns;
    int head = px(layout, layout->lying ? 90 : 96), foot = px(layout, layout->lying ? 112 : 150);
    put_attract_head(layout, left, head);
    int block = rows * card + (rows - 1) * gap, top = head + px(layout, layout->lying ? 200 : 260);
    int y = top + (height - foot - top - block) / 2;
    for (size_t i = 0; i < count; i++) {
        int column = (int)i % columns, row = (int)i / columns;
        bool alone = i + 1 == count && column == 0 && columns == 2;
        int x = alone ? left + (room - wide) / 2 : left + column * (wide + gap);
        put_greeting(layout, cards[i], (SDL_Rect){x, y + row * (card + gap), wide, card}, (int)i);
    }
    put_choose_line(layout, height - foot);
}

/* ---- Over everything ---- */

static void put_shade(struct layout *layout, uint32_t shade)
{
    put_fill(layout, (SDL_Rect){0, 0, layout->display->width, layout->display->height}, 0, shade);
}

struct question {
    int words, buttons, gap;
};

static struct question measure_question(struct layout *layout, const struct screen_node *root,
                                        int width)
{
    struct question question = {.gap = space(layout, SPACE_GAP)};
    struct ink title = {.letters = LETTERS_TITLE, .bold = true}, text = {.letters = LETTERS_BODY};
    for (const struct screen_node *node = root->first_child; node; node = node->next) {
        if (node->role == ROLE_BUTTON)
            question.buttons += button_height(layout, node, width) + question.gap;
        else
            question.words +=
                words_height(layout, &node->label, node->role == ROLE_TITLE ? title : text, width) +
                question.gap / 2;
    }
    return question;
}

void put_question(struct layout *layout)
{
    const struct screen_node *root = layout->scene->view->over;
    size_t first = layout->display->box_count;
    int most = px(layout, 880), room = layout->display->width - 2 * space(layout, SPACE_MARGIN);
    int width = room < most ? room : most, padding = px(layout, 56);
    int inner = width - 2 * padding, star = px(layout, 120);
    struct question question = measure_question(layout, root, inner);
    int height = question.words + question.buttons + star + 2 * padding;
    SDL_Rect card = {(layout->display->width - width) / 2, (layout->display->height - height) / 2,
                     width, height};
    put_shade(layout, 0xB81B2233);
    put_card(layout, card, space(layout, SPACE_RADIUS), space(layout, SPACE_BORDER),
             colour(layout, COLOUR_LINE), colour(layout, COLOUR_PAPER));
    int x = card.x + padding, y = card.y + padding;
    SDL_Rect mark = {card.x + (width - star) / 2, y, star, star};
    display_item(layout->display, ITEM_STAR, mark)->colour = colour(layout, COLOUR_SAFFRON);
    y += star + question.gap / 2;
    for (const struct screen_node *node = root->first_child; node; node = node->next) {
        if (node->role == ROLE_BUTTON) {
            int high = button_height(layout, node, inner);
            y += question.gap / 2;
            put_button(layout, node, (SDL_Rect){x, y, inner, high});
            y += high + question.gap / 2;
            continue;
        }
        bool title = node->role == ROLE_TITLE;
        struct ink ink = {.letters = title ? LETTERS_TITLE : LETTERS_BODY,
                          .colour = title ? COLOUR_INK : COLOUR_SOFT,
                          .bold = title,
                          .centred = true};
        int high = put_words(layout, &node->label, ink, x, y, inner);
        put_seen(layout, node, (SDL_Rect){x, y, inner, high});
        y += high + question.gap / 2;
    }
    for (size_t i = first; i < layout->display->box_count; i++)
        layout->display->boxes[i].layer = LAYER_OVER;
}

void put_veil(struct layout *layout)
{
    const struct language *language = NULL;
    const char *words = ui_words(layout, "ui.moment", &language);
    struct ink ink = {.letters = LETTERS_HEADING, .bold = true, .centred = true};
    int most = px(layout, 720), room = layout->display->width - 2 * space(layout, SPACE_MARGIN);
    int width = room < most ? room : most, padding = px(layout, 48), star = px(layout, 120);
    int text = measure(layout, words, language, ink, width - 2 * padding)->height;
    int height = text + star + 2 * padding + px(layout, 16);
    SDL_Rect card = {(layout->display->width - width) / 2, (layout->display->height - height) / 2,
                     width, height};
    put_shade(layout, 0x90FBF6EC);
    put_card(layout, card, space(layout, SPACE_RADIUS), space(layout, SPACE_BORDER),
             colour(layout, COLOUR_LINE), colour(layout, COLOUR_PAPER));
    SDL_Rect mark = {card.x + (width - star) / 2, card.y + padding, star, star};
    display_item(layout->display, ITEM_STAR, mark)->colour = colour(layout, COLOUR_SAFFRON);
    put_text(layout, words, language, ink, card.x + padding,
             card.y + padding + star + px(layout, 16), width - 2 * padding);
    struct box *box = display_box(layout->display, NULL, card);
    box->id = "ui.moment";
    box->role = "status";
    box->name = words;
    box->layer = LAYER_OVER;
}
