/* Measures, words, shapes and boxes: what every role is made of. */
#include "base/memory.h"
#include "kiosk/layout_inside.h"

#include <string.h>

int px(const struct layout *layout, int64_t reference)
{
    return (int)((double)reference * layout->scale + 0.5);
}

int space(const struct layout *layout, enum theme_space of)
{
    int pixels = px(layout, layout->theme->spaces[of]);
    return pixels > 0 ? pixels : 1;
}

int frame_height(const struct layout *layout, enum theme_frame frame)
{
    const int64_t *frames = layout->lying ? layout->theme->lying : layout->theme->standing;
    return px(layout, frames[frame]);
}

uint32_t colour(const struct layout *layout, enum theme_colour of)
{
    return layout->theme->colours[of];
}

/* Isolates stand round every inserted value (language/message.h), which may be a visitor's. */
static bool holds_inserted_value(const char *text)
{
    return strstr(text, "\xE2\x81\xA6") || strstr(text, "\xE2\x81\xA8");
}

static struct text_style style_of(const struct layout *layout, const struct language *language,
                                  struct ink ink)
{
    const int64_t *sizes = layout->theme->letters[theme_script(language)];
    uint32_t letters = ink.tint ? ink.tint : colour(layout, ink.colour);
    /* Tifinagh has no bold face: emphasised words are told by colour, whole bold texts by size. */
    bool on_paper =
        !ink.tint && !ink.bold && (ink.colour == COLOUR_SOFT || ink.colour == COLOUR_INK);
    uint32_t strong = ink.colour == COLOUR_SOFT ? COLOUR_INK : COLOUR_INDIGO;
    return (struct text_style){.size = px(layout, sizes[ink.letters]),
                               .bold = ink.bold,
                               .colour = letters,
                               .strong_colour = on_paper ? colour(layout, strong) : 0,
                               .line_height = (int)sizes[LETTERS_LINE],
                               .align = ink.centred ? TEXT_CENTRE : TEXT_START,
                               .language = language,
                               .layout_is_rtl = runs_from_right(layout)};
}

const struct paragraph *measure(struct layout *layout, const char *text,
                                const struct language *language, struct ink ink, int width)
{
    if (!language)
        language = layout->language;
    struct text_style style = style_of(layout, language, ink);
    return paragraphs_get(layout->world->paragraphs, text, &style, width < 1 ? 1 : width,
                          ink.personal || holds_inserted_value(text));
}

int words_height(struct layout *layout, const struct screen_text *text, struct ink ink, int width)
{
    return text->text && text->text[0]
               ? measure(layout, text->text, text->language, ink, width)->height
               : 0;
}

int put_text(struct layout *layout, const char *text, const struct language *language,
             struct ink ink, int x, int y, int width)
{
    const struct paragraph *paragraph = measure(layout, text, language, ink, width);
    struct item *item =
        display_item(layout->display, ITEM_TEXT, (SDL_Rect){x, y, width, paragraph->height});
    item->paragraph = paragraph;
    item->centred = ink.centred;
    item->to_right = runs_from_right(layout);
    if (paragraph->width > width)
        layout->display->clipped++;
    return paragraph->height;
}

void turn_begin(struct layout *layout, const struct screen_text *text)
{
    layout->turned = !layout->centred && text->text && text->language &&
                     text->language->is_rtl != layout->is_rtl;
}

void turn_end(struct layout *layout, const struct block *block, int left, int width)
{
    struct display *display = layout->display;
    for (size_t i = block->item_from; layout->turned && i < display->item_count; i++)
        display->items[i].rect.x =
            2 * left + width - display->items[i].rect.x - display->items[i].rect.w;
    layout->turned = false;
}

bool runs_from_right(const struct layout *layout)
{
    return layout->is_rtl != layout->turned;
}

int put_words(struct layout *layout, const struct screen_text *text, struct ink ink, int x, int y,
              int width)
{
    if (!text->text || !text->text[0])
        return 0;
    return put_text(layout, text->text, text->language, ink, x, y, width);
}

int label_height(struct layout *layout, const struct screen_node *node, struct ink label,
                 struct ink detail, int width)
{
    return words_height(layout, &node->label, label, width) +
           words_height(layout, &node->detail, detail, width);
}

void put_label(struct layout *layout, const struct screen_node *node, struct ink label,
               struct ink detail, SDL_Rect rect)
{
    int height = label_height(layout, node, label, detail, rect.w);
    if (height > rect.h)
        layout->display->clipped++;
    int y = rect.y + (rect.h - height) / 2;
    y += put_words(layout, &node->label, label, rect.x, y, rect.w);
    put_words(layout, &node->detail, detail, rect.x, y, rect.w);
}

const char *ui_words(struct layout *layout, const char *key, const struct language **language)
{
    return message_text(layout->display->arena, layout->world->messages, layout->language, key,
                        NULL, 0, language);
}

void put_fill(struct layout *layout, SDL_Rect rect, int radius, uint32_t fill)
{
    struct item *item = display_item(layout->display, ITEM_FILL, rect);
    item->radius = radius;
    item->colour = fill;
}

void put_card(struct layout *layout, SDL_Rect rect, int radius, int border, uint32_t edge,
              uint32_t fill)
{
    put_fill(layout, rect, radius, edge);
    SDL_Rect inner = {rect.x + border, rect.y + border, rect.w - 2 * border, rect.h - 2 * border};
    put_fill(layout, inner, radius > border ? radius - border : 0, fill);
}

/* Icons that point along the line of reading turn with it; a clock or a check mark does not. */
static bool has_direction(const char *name)
{
    static const char *const words[] = {"back", "backspace", "arrow-next"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(name, words[i]) == 0)
            return true;
    return false;
}

void put_icon(struct layout *layout, const char *name, SDL_Rect rect, uint32_t ink)
{
    struct item *item = display_item(layout->display, ITEM_ICON, rect);
    item->name = name;
    item->colour = ink;
    item->flipped = layout->is_rtl && has_direction(name);
}

const struct tint *next_tint(struct layout *layout)
{
    return &layout->theme->tints[layout->tint++ % TINT_COUNT];
}

void put_icon_ground(struct layout *layout, const char *name, int x, int y, int side)
{
    const struct tint *tint = next_tint(layout);
    SDL_Rect rect = {x, y, side, side};
    put_fill(layout, rect, space(layout, SPACE_SMALL_RADIUS), tint->ground);
    int size = side * 58 / 100;
    SDL_Rect inner = {x + (side - size) / 2, y + (side - size) / 2, size, size};
    put_icon(layout, name, inner, tint->ink);
}

void put_seen(struct layout *layout, const struct screen_node *node, SDL_Rect rect)
{
    display_box(layout->display, node, rect);
}

static bool same_id(const char *one, const char *other)
{
    return one && other && strcmp(one, other) == 0;
}

bool is_pressed(const struct layout *layout, const char *id)
{
    return same_id(layout->scene->pressed, id);
}

struct box *put_control(struct layout *layout, const struct screen_node *node, const char *id,
                        SDL_Rect rect, enum box_act act)
{
    if (same_id(layout->scene->focused, id)) {
        int ring = space(layout, SPACE_RING);
        SDL_Rect outside = {rect.x - ring * 2, rect.y - ring * 2, rect.w + ring * 4,
                            rect.h + ring * 4};
        SDL_Rect screen = {0, 0, layout->display->width, layout->display->height};
        SDL_IntersectRect(&outside, &screen, &outside); /* never half beyond the edge */
        struct item *item = display_item(layout->display, ITEM_RING, outside);
        item->thickness = ring;
        item->radius = space(layout, SPACE_RADIUS) + ring;
        item->colour = colour(layout, layout->scene->view->stage == STAGE_ATTRACT ? COLOUR_SAFFRON
                                                                                  : COLOUR_INDIGO);
    }
    struct box *box = display_box(layout->display, node, rect);
    box->id = id;
    box->act = act;
    return box;
}

char *made_id(struct layout *layout, const char *first, const char *second)
{
    return arena_print(layout->display->arena, "%s:%s", first, second);
}

struct block *block_begin(struct layout *layout, enum block_place place)
{
    if (layout->block_count == layout->block_capacity) {
        layout->block_capacity = 2 * layout->block_capacity + 64;
        layout->blocks =
            memory_resize(layout->blocks, layout->block_capacity, sizeof *layout->blocks);
    }
    struct block *block = &layout->blocks[layout->block_count];
    if (place == PLACE_FLOW && layout->beside)
        place = PLACE_SIDE;
    *block = (struct block){.place = place,
                            .item_from = layout->display->item_count,
                            .box_from = layout->display->box_count};
    return block;
}

void block_end(struct layout *layout, struct block *block, int height, int gap)
{
    block->item_to = layout->display->item_count;
    block->box_to = layout->display->box_count;
    block->height = height;
    block->gap = block->wide_gap = gap;
    layout->block_count++;
}

static int grid_growth(const struct layout *layout, const struct grid *grid)
{
    return layout->stretch < grid->stretch ? layout->stretch : grid->stretch;
}

static int row_height(struct layout *layout, const struct grid *grid, size_t from, size_t to,
                      int cell_width)
{
    int height = grid->least;
    for (size_t i = from; i < to; i++) {
        SDL_Rect rect = {0, 0, cell_width, 0};
        int needed = grid->cell(layout, grid->nodes[i], rect, false);
        height = needed > height ? needed : height;
    }
    return height + grid_growth(layout, grid);
}

void lay_grid(struct layout *layout, const struct grid *grid)
{
    int columns = (int)grid->columns;
    int cell_width = (layout->width - (columns - 1) * grid->gap) / columns;
    for (size_t from = 0; from < grid->count; from += grid->columns) {
        size_t to = from + grid->columns < grid->count ? from + grid->columns : grid->count;
        int height = row_height(layout, grid, from, to, cell_width);
        struct block *block = block_begin(layout, PLACE_FLOW);
        for (size_t i = from; i < to; i++) {
            SDL_Rect rect = {layout->left + (int)(i - from) * (cell_width + grid->gap), 0,
                             cell_width, height};
            grid->cell(layout, grid->nodes[i], rect, true);
        }
        block_end(layout, block, height, grid->gap);
        layout->stretching_rows += grid->stretch > 0;
    }
}

size_t gather(const struct screen_node **node, const struct screen_node **out, size_t capacity)
{
    size_t count = 0;
    const struct screen_node *at = *node;
    enum screen_role role = at->role;
    for (; at && at->role == role && count < capacity; at = at->next)
        out[count++] = at;
    *node = at;
    return count;
}
