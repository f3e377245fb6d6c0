/* The papers to bring, each with what is to be known of it and its three marks. */
#include "kiosk/layout_inside.h"

#include <string.h>

struct paper_state {
    const char *value, *icon, *words;
    enum theme_colour fill, on_fill;
    enum theme_tint tint; /* of the symbol while it is not chosen */
};

static const struct paper_state paper_states[] = {
    {"have", "check", "ui.have", COLOUR_ARGAN, COLOUR_ON_DARK, TINT_ARGAN},
    {"missing", "cross", "ui.missing", COLOUR_BRICK, COLOUR_ON_DARK, TINT_BRICK},
    {"unsure", "help", "ui.unsure", COLOUR_SAFFRON, COLOUR_INK, TINT_SAFFRON}};

#define STATES (sizeof paper_states / sizeof *paper_states)

/* Symbol over words: sign, colour and words say the same to whoever reads none of the others. */
struct state_sizes {
    int width, height, icon, words, between;
};

static struct state_sizes measure_states(struct layout *layout)
{
    struct state_sizes sizes = {
        .width = px(layout, 108), .icon = px(layout, 50), .between = px(layout, 10)};
    struct ink ink = {.letters = LETTERS_SECOND, .centred = true};
    int inset = px(layout, layout->lying ? 22 : 12), most = px(layout, 150);
    for (size_t i = 0; i < STATES; i++) {
        const struct language *language = NULL;
        const char *words = ui_words(layout, paper_states[i].words, &language);
        const struct paragraph *paragraph = measure(layout, words, language, ink, most - inset);
        if (paragraph->width + inset > sizes.width)
            sizes.width = paragraph->width + inset;
        if (paragraph->height > sizes.words)
            sizes.words = paragraph->height;
    }
    sizes.height = sizes.icon + sizes.words + px(layout, 20);
    return sizes;
}

static void put_state(struct layout *layout, const struct screen_node *item,
                      const struct paper_state *state, const struct state_sizes *sizes,
                      SDL_Rect rect, bool in_line)
{
    bool chosen = item->value && strcmp(item->value, state->value) == 0;
    char *id = made_id(layout, item->id, state->value);
    uint32_t unpressed = colour(layout, is_pressed(layout, id) ? COLOUR_PRESSED : COLOUR_PAPER);
    put_card(layout, rect, space(layout, SPACE_SMALL_RADIUS), space(layout, SPACE_BORDER),
             colour(layout, chosen ? state->fill : COLOUR_EDGE),
             chosen ? colour(layout, state->fill) : unpressed);
    const struct language *language = NULL;
    const char *words = ui_words(layout, state->words, &language);
    struct ink ink = {
        .letters = LETTERS_SECOND, .colour = chosen ? state->on_fill : COLOUR_INK, .centred = true};
    uint32_t sign = chosen ? colour(layout, state->on_fill) : layout->theme->tints[state->tint].ink;
    int side = sizes->icon, inset = px(layout, in_line ? 12 : 5);
    if (in_line) {
        const struct paragraph *paragraph =
            measure(layout, words, language, ink, rect.w - side - 3 * inset);
        int x = rect.x + (rect.w - side - inset - paragraph->width) / 2;
        put_icon(layout, state->icon, (SDL_Rect){x, rect.y + (rect.h - side) / 2, side, side},
                 sign);
        put_text(layout, words, language, ink, x + side + inset,
                 rect.y + (rect.h - paragraph->height) / 2, paragraph->width);
    } else {
        int y = rect.y + (rect.h - side - sizes->words) / 2;
        put_icon(layout, state->icon, (SDL_Rect){rect.x + (rect.w - side) / 2, y, side, side},
                 sign);
        put_text(layout, words, language, ink, rect.x + inset, y + side, rect.w - 2 * inset);
    }
    struct box *box = put_control(layout, NULL, id, rect, ACT_CHANGE);
    box->of = item;
    box->role = "button";
    box->name = words;
    box->target = item->id;
    box->argument = state->value;
    box->selected = chosen;
    box->disabled = item->flags & FLAG_DISABLED;
}

static const struct ink quiet = {.letters = LETTERS_SECOND, .colour = COLOUR_SOFT};

/* Words at x, y, or only their height. */
static int item_line(struct layout *layout, const struct screen_text *text, struct ink ink,
                     SDL_Rect rect, bool draw)
{
    return draw ? put_words(layout, text, ink, rect.x, rect.y, rect.w)
                : words_height(layout, text, ink, rect.w);
}

static void put_dot(struct layout *layout, int middle, int y, int height)
{
    int side = px(layout, 7);
    put_fill(layout, (SDL_Rect){middle - side / 2, y + (height - side) / 2, side, side}, side / 2,
             colour(layout, COLOUR_EDGE));
}

/* Short facts stand in one line with dots between, as many as it holds: a list of them would be a
 * wall. Returns the height of all. */
static int item_facts(struct layout *layout, const struct screen_node *fact, SDL_Rect rect,
                      bool draw)
{
    int between = px(layout, 36), used = 0, line = 0, top = rect.y;
    for (; fact; fact = fact->next) {
        if (!fact->label.text || !fact->label.text[0])
            continue;
        const struct paragraph *words =
            measure(layout, fact->label.text, fact->label.language, quiet, rect.w);
        if (used > 0 && used + between + words->width > rect.w) {
            rect.y += line;
            used = line = 0;
        }
        SDL_Rect place = {rect.x + used + (used > 0 ? between : 0), rect.y, words->width,
                          words->height};
        if (draw && used > 0)
            put_dot(layout, place.x - between / 2, place.y, place.h);
        if (draw) {
            put_words(layout, &fact->label, quiet, place.x, place.y, place.w);
            put_seen(layout, fact, place);
        }
        used = place.x + place.w - rect.x;
        line = place.h > line ? place.h : line;
    }
    return rect.y + line - top;
}

/* What is to be known of a paper: its name; in which form to bring it, which one acts on; then
 * quietly what the procedure adds, who gives it and the rest. Returns the height. */
static int item_words(struct layout *layout, const struct screen_node *node, SDL_Rect rect,
                      bool draw)
{
    struct ink name = {.letters = LETTERS_BODY, .bold = true},
               plain = {.letters = LETTERS_SECOND, .colour = COLOUR_INK};
    const struct screen_node *form = node->first_child;
    int top = rect.y;
    rect.y += item_line(layout, &node->label, name, rect, draw);
    if (form) {
        SDL_Rect line = rect;
        line.h = item_line(layout, &form->label, plain, rect, draw);
        if (draw)
            put_seen(layout, form, line);
        rect.y += line.h;
    }
    rect.y += item_line(layout, &node->detail, quiet, rect, draw);
    if (form)
        rect.y += item_facts(layout, form->next, rect, draw);
    return rect.y - top;
}

/* How a paper's card is divided: marks beside the words, or, where there is much to say of it and
 * the screen is narrow, below them. */
struct item_frame {
    int padding, rim, side, gap, indent, words_width, words, height;
    bool is_stacked;
    struct state_sizes state;
};

static struct item_frame measure_item(struct layout *layout, const struct screen_node *node,
                                      int width)
{
    bool has_lines = node->first_child, lying = layout->lying;
    int side = lying ? (has_lines ? 84 : 68) : (has_lines ? 112 : 92);
    struct item_frame frame = {.padding = px(layout, 20),
                               .side = node->icon ? px(layout, side) : 0,
                               .gap = px(layout, 16),
                               .is_stacked = has_lines && !lying,
                               .state = measure_states(layout)};
    int states = (int)STATES * frame.state.width + ((int)STATES - 1) * frame.state.between;
    frame.rim = px(layout, 12);
    int around = px(layout, layout->lying ? 16 : 24);
    frame.indent = node->icon ? frame.side + frame.gap : px(layout, 10);
    frame.words_width = width - 2 * frame.padding - frame.indent;
    if (!frame.is_stacked)
        frame.words_width -= states + frame.gap;
    frame.words = item_words(layout, node, (SDL_Rect){0, 0, frame.words_width, 0}, false);
    int words = frame.words > frame.side ? frame.words : frame.side;
    if (frame.is_stacked) {
        frame.state.width = (width - 2 * frame.padding - 2 * frame.state.between) / (int)STATES;
        frame.state.height = space(layout, SPACE_TARGET) > frame.state.words
                                 ? space(layout, SPACE_TARGET)
                                 : frame.state.words;
        frame.height = words + 3 * frame.rim + frame.state.height;
    } else {
        frame.height = (words > frame.state.height ? words : frame.state.height) + around;
    }
    return frame;
}

static void put_states(struct layout *layout, const struct screen_node *node,
                       const struct item_frame *frame, SDL_Rect rect)
{
    int states = (int)STATES * frame->state.width + ((int)STATES - 1) * frame->state.between;
    int x = rect.x + rect.w - frame->padding - states;
    int y = frame->is_stacked ? rect.y + rect.h - frame->rim - frame->state.height
                              : rect.y + (rect.h - frame->state.height) / 2;
    for (size_t i = 0; i < STATES; i++, x += frame->state.width + frame->state.between)
        put_state(layout, node, &paper_states[i], &frame->state,
                  (SDL_Rect){x, y, frame->state.width, frame->state.height}, frame->is_stacked);
}

static int item_card(struct layout *layout, const struct screen_node *node, SDL_Rect rect,
                     bool draw)
{
    struct item_frame frame = measure_item(layout, node, rect.w);
    if (!draw)
        return frame.height;
    put_card(layout, rect, space(layout, SPACE_RADIUS), space(layout, SPACE_BORDER),
             colour(layout, COLOUR_LINE), colour(layout, COLOUR_PAPER));
    int above = frame.is_stacked ? frame.rim : (rect.h - frame.words) / 2;
    int icon_above = frame.is_stacked ? frame.rim : (rect.h - frame.side) / 2;
    if (node->icon)
        put_icon_ground(layout, node->icon, rect.x + frame.padding, rect.y + icon_above,
                        frame.side);
    put_seen(layout, node, rect);
    SDL_Rect words = {rect.x + frame.padding + frame.indent, rect.y + above, frame.words_width, 0};
    item_words(layout, node, words, true);
    put_states(layout, node, &frame, rect);
    return frame.height;
}

void lay_checklist(struct layout *layout, const struct screen_node *node)
{
    lay_heading(layout, node);
    lay_error(layout, node);
    const struct screen_node *child = node->first_child, *nodes[SCREEN_MAX_NODES];
    struct grid grid = {.nodes = nodes,
                        .count = child ? gather(&child, nodes, SCREEN_MAX_NODES) : 0,
                        .columns = 1,
                        .gap = space(layout, SPACE_SMALL_GAP),
                        .cell = item_card};
    lay_grid(layout, &grid);
}
