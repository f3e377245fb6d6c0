/* Days as a strip of cards, and the times of the chosen day below. */
#include "kiosk/layout_inside.h"

#include "language/date.h"

#include <string.h>

static bool has_free_slot(const struct screen_node *day)
{
    for (const struct screen_node *slot = day->first_child; slot; slot = slot->next)
        if (slot->role == ROLE_SLOT && !(slot->flags & FLAG_DISABLED))
            return true;
    return false;
}

static const struct screen_node *chosen_day(const struct layout *layout,
                                            const struct screen_node *days)
{
    const struct screen_node *first = NULL;
    for (const struct screen_node *day = days->first_child; day; day = day->next) {
        if (layout->scene->day && day->number == layout->scene->day)
            return day;
        if (!first && has_free_slot(day))
            first = day;
    }
    return first;
}

/* "mercredi", "25", "novembre" of "mercredi 25 novembre", whichever order and commas a language
 * has; words that only join ("de") go. */
struct day_words {
    const char *before, *number, *after;
};

static char *trimmed(struct arena *arena, const char *text, size_t length)
{
    static const char *const joints[] = {" ", ",", "،", "er ", "de ", " de", "\xC2\xA0", NULL};
    for (size_t i = 0; joints[i];) {
        size_t size = strlen(joints[i]);
        bool at_start = length >= size && memcmp(text, joints[i], size) == 0;
        bool at_end = length >= size && memcmp(text + length - size, joints[i], size) == 0;
        i = at_start || at_end ? 0 : i + 1;
        text += at_start ? size : 0;
        length -= at_start || at_end ? size : 0;
    }
    return arena_copy_part(arena, text, length);
}

static struct day_words split_day(struct arena *arena, const char *text)
{
    size_t from = strcspn(text, "0123456789"), digits = strspn(text + from, "0123456789");
    return (struct day_words){
        .before = trimmed(arena, text, from),
        .number = arena_copy_part(arena, text + from, digits),
        .after = trimmed(arena, text + from + digits, strlen(text + from + digits))};
}

/* A day need not have an id; its midnight names it. */
static const char *day_id(struct layout *layout, const struct screen_node *day)
{
    return arena_print(layout->display->arena, "day:%lld", (long long)day->number);
}

static int day_card(struct layout *layout, const struct screen_node *node, SDL_Rect rect, bool draw)
{
    const struct screen_node *chosen = chosen_day(layout, node->parent);
    bool is_chosen = chosen == node, free = has_free_slot(node);
    enum theme_colour words = is_chosen ? COLOUR_ON_DARK : COLOUR_SOFT;
    enum theme_colour big = is_chosen ? COLOUR_ON_DARK : free ? COLOUR_INK : COLOUR_SOFT;
    struct ink small = {.letters = LETTERS_SECOND, .colour = words, .centred = true},
               large = {.letters = LETTERS_TITLE, .colour = big, .bold = true, .centred = true};
    struct arena *arena = layout->display->arena;
    struct day_words day =
        split_day(arena, date_print(arena, layout->language, DATE_DAY, node->number));
    int padding = px(layout, 6), width = rect.w - 2 * padding;
    int before = measure(layout, day.before, NULL, small, width)->height;
    int number = measure(layout, day.number, NULL, large, width)->height;
    int after = measure(layout, day.after, NULL, small, width)->height;
    int height = before + number + after + px(layout, 24);
    if (!draw)
        return height;
    const char *id = node->id ? node->id : day_id(layout, node);
    bool pressed = is_pressed(layout, id);
    put_card(layout, rect, space(layout, SPACE_SMALL_RADIUS), space(layout, SPACE_BORDER),
             colour(layout, is_chosen ? COLOUR_INDIGO
                            : free    ? COLOUR_EDGE
                                      : COLOUR_PALE),
             colour(layout, is_chosen ? COLOUR_INDIGO
                            : !free   ? COLOUR_PALE
                            : pressed ? COLOUR_PRESSED
                                      : COLOUR_PAPER));
    int x = rect.x + padding, y = rect.y + (rect.h - height) / 2 + px(layout, 12);
    put_text(layout, day.before, NULL, small, x, y, width);
    put_text(layout, day.number, NULL, large, x, y + before, width);
    put_text(layout, day.after, NULL, small, x, y + before + number, width);
    struct box *box = put_control(layout, node, id, rect, ACT_DAY);
    box->selected = is_chosen;
    box->disabled = !free;
    return height;
}

static int slot_card(struct layout *layout, const struct screen_node *node, SDL_Rect rect,
                     bool draw)
{
    bool full = node->flags & FLAG_DISABLED, pressed = is_pressed(layout, node->id);
    bool chosen = node->flags & FLAG_SELECTED;
    struct ink ink = {.letters = LETTERS_TILE,
                      .colour = chosen ? COLOUR_ON_DARK
                                : full ? COLOUR_SOFT
                                       : COLOUR_INDIGO,
                      .bold = !full,
                      .centred = true};
    int least = space(layout, SPACE_TARGET);
    if (!draw)
        return least;
    put_card(layout, rect, space(layout, SPACE_SMALL_RADIUS), space(layout, SPACE_BORDER),
             colour(layout, full ? COLOUR_PALE : COLOUR_INDIGO),
             colour(layout, full      ? COLOUR_PALE
                            : chosen  ? COLOUR_INDIGO
                            : pressed ? COLOUR_PRESSED
                                      : COLOUR_PAPER));
    const char *time = node->label.text ? node->label.text
                                        : date_print(layout->display->arena, layout->language,
                                                     DATE_TIME, node->number);
    const struct language *latin = language_find("fr");
    int height = measure(layout, time, latin, ink, rect.w)->height;
    put_text(layout, time, latin, ink, rect.x, rect.y + (rect.h - height) / 2, rect.w);
    if (full) /* struck through: not by paleness alone */
        put_fill(layout,
                 (SDL_Rect){rect.x + rect.w / 2 - px(layout, 66), rect.y + rect.h / 2,
                            px(layout, 132), px(layout, 3)},
                 0, colour(layout, COLOUR_SOFT));
    put_control(layout, node, node->id, rect, ACT_PRESS);
    return least;
}

static void lay_times(struct layout *layout, const struct screen_node *day)
{
    const struct screen_node *child = day->first_child, *slots[SCREEN_MAX_NODES];
    size_t count = child ? gather(&child, slots, SCREEN_MAX_NODES) : 0;
    struct ink ink = {.letters = LETTERS_HEADING, .bold = true};
    const char *title = date_print(layout->display->arena, layout->language, DATE_DAY, day->number);
    struct block *block = block_begin(layout, PLACE_FLOW);
    int top = space(layout, SPACE_SMALL_GAP);
    int height = put_text(layout, title, NULL, ink, layout->left, top, layout->width);
    block->keep_next = true;
    block_end(layout, block, top + height, space(layout, SPACE_SMALL_GAP));
    struct grid grid = {.nodes = slots,
                        .count = count,
                        .columns = layout->lying ? 8 : 4,
                        .gap = space(layout, SPACE_SMALL_GAP),
                        .stretch = px(layout, layout->lying ? 60 : 0),
                        .cell = slot_card};
    lay_grid(layout, &grid);
}

/* The days share the width, but few of them do not become walls. */
static size_t lying_columns(size_t days)
{
    return days < 6 ? 6 : days < 10 ? days : 10;
}

void lay_days(struct layout *layout, const struct screen_node *node)
{
    lay_heading(layout, node);
    const struct screen_node *child = node->first_child, *nodes[SCREEN_MAX_NODES];
    size_t count = child ? gather(&child, nodes, SCREEN_MAX_NODES) : 0;
    struct grid grid = {.nodes = nodes,
                        .count = count,
                        .columns = layout->lying ? lying_columns(count) : 5,
                        .gap = space(layout, SPACE_SMALL_GAP),
                        .least = space(layout, SPACE_TARGET),
                        .cell = day_card};
    lay_grid(layout, &grid);
    const struct screen_node *day = chosen_day(layout, node);
    if (day)
        lay_times(layout, day);
}
