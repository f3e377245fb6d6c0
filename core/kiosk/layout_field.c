/* Fields, and the keyboards to fill them in. */
#include "base/utf8.h"
#include "kiosk/keyboard.h"
#include "kiosk/layout_inside.h"

#include <string.h>

static bool is_edited(const struct layout *layout, const struct screen_node *field)
{
    const struct edit *edit = layout->scene->edit;
    return edit && edit->open && strcmp(edit->id, field->id) == 0;
}

/* Years, phone numbers and codes run from left to right whatever is round them. */
static const struct language *value_language(const struct layout *layout,
                                             const struct screen_node *field)
{
    switch (field->tone) {
    case FIELD_TEXT:
    case FIELD_NAME:
        return layout->language;
    default:
        return language_find("fr");
    }
}

/* A bullet for each letter; while it is being typed the last one stays, or nobody could type. */
static const char *bullets(struct layout *layout, const char *text, bool edited)
{
    size_t count = utf8_count(text), length = strlen(text), last = length;
    if (edited && count > 0) {
        last = utf8_cut(text, length, length - 1);
        count--;
    }
    count = count < 20 ? count : 20;
    char *out = arena_take(layout->display->arena, count * 3 + length - last + 1, 1);
    for (size_t i = 0; i < count; i++)
        memcpy(out + 3 * i, "•", 3);
    memcpy(out + 3 * count, text + last, length - last);
    return out;
}

static void put_caret(struct layout *layout, int x, int y, int height)
{
    put_fill(layout, (SDL_Rect){x, y, px(layout, 5), height}, px(layout, 2),
             colour(layout, COLOUR_INDIGO));
}

static void put_field_card(struct layout *layout, SDL_Rect rect, bool edited, bool wrong)
{
    enum theme_colour edge = wrong ? COLOUR_BRICK : edited ? COLOUR_INDIGO : COLOUR_EDGE;
    put_card(layout, rect, space(layout, SPACE_SMALL_RADIUS),
             edited || wrong ? px(layout, 5) : space(layout, SPACE_BORDER), colour(layout, edge),
             colour(layout, COLOUR_PAPER));
}

/* How much of a long text is shown: beside the keyboard there is room for its end alone. */
static int shown_height(const struct layout *layout, const struct paragraph *paragraph, bool edited)
{
    int lines = paragraph->lines > 0 ? paragraph->lines : 1, line = paragraph->height / lines;
    int most = layout->lying ? 5 : 8;
    if (edited) {
        int room = layout->display->height - frame_height(layout, FRAME_HEADER) -
                   frame_height(layout, FRAME_BAND) - frame_height(layout, FRAME_BAR) -
                   keyboard_height(layout) - px(layout, 216); /* title, question, margins */
        most = room < 2 * line ? 1 : room / line < 5 ? room / line : 5;
    }
    return lines > most ? line * most : paragraph->height;
}

static void put_value(struct layout *layout, const struct screen_node *field, const char *value,
                      SDL_Rect rect)
{
    bool edited = is_edited(layout, field), wraps = false;
    struct ink ink = {.letters = LETTERS_TILE, .personal = true};
    const struct language *language = value_language(layout, field);
    int padding = px(layout, 32), room = rect.w - 2 * padding;
    int line = px(layout, 56), end = rect.x + padding;
    if (field->flags & FLAG_PRIVATE)
        value = bullets(layout, value, edited);
    if (value[0]) {
        const struct paragraph *paragraph = measure(layout, value, language, ink, room);
        int height = shown_height(layout, paragraph, edited);
        SDL_Rect lines = {rect.x + padding, rect.y + (rect.h - height) / 2, room, height};
        struct item *item = display_item(layout->display, ITEM_TEXT, lines);
        item->paragraph = paragraph;
        item->skip = edited ? paragraph->height - height : 0;
        item->to_right = layout->is_rtl;
        layout->display->clipped += paragraph->width > room;
        wraps = paragraph->lines > 1 || paragraph->width + px(layout, 6) >= room;
        /* Digits run from left to right in Arabic too, and end where that language begins. */
        end +=
            language->is_rtl == layout->is_rtl ? paragraph->width + px(layout, 4) : -px(layout, 9);
    }
    if (edited && !wraps)
        put_caret(layout, end, rect.y + (rect.h - line) / 2, line);
}

/* A box for the year, then the month, then the day: each may be left empty after the first. */
static void put_date_value(struct layout *layout, const struct screen_node *field,
                           const char *value, SDL_Rect rect)
{
    static const char *const words[] = {"ui.year", "ui.month", "ui.day"};
    char parts[3][5];
    edit_date_parts(value, parts);
    bool edited = is_edited(layout, field), wrong = field->error.text && field->error.text[0];
    struct ink ink = {.letters = LETTERS_TILE, .centred = true, .personal = true};
    struct ink caption = {.letters = LETTERS_SECOND, .colour = COLOUR_SOFT, .centred = true};
    int gap = space(layout, SPACE_SMALL_GAP), unit = (rect.w - 2 * gap) / 7, x = rect.x;
    int now = strlen(parts[0]) < 4 ? 0 : strlen(parts[1]) < 2 ? 1 : 2;
    for (int i = 0; i < 3; i++) {
        SDL_Rect part = {x, rect.y, unit * (i == 0 ? 3 : 2), rect.h};
        put_field_card(layout, part, edited && i == now, wrong);
        const struct language *language = NULL;
        const char *text = parts[i][0] ? arena_copy(layout->display->arena, parts[i])
                                       : ui_words(layout, words[i], &language);
        struct ink look = parts[i][0] ? ink : caption;
        if (parts[i][0])
            language = language_find("fr");
        int height = measure(layout, text, language, look, part.w - gap)->height;
        put_text(layout, text, language, look, part.x + gap / 2, part.y + (part.h - height) / 2,
                 part.w - gap);
        x += part.w + gap;
    }
}

static int value_height(struct layout *layout, const struct screen_node *field, const char *value)
{
    int least = space(layout, SPACE_TARGET), room = layout->width - 2 * px(layout, 32);
    struct ink ink = {.letters = LETTERS_TILE, .personal = true};
    if (!value[0] || field->tone == FIELD_DATE)
        return least;
    const struct paragraph *paragraph =
        measure(layout, value, value_language(layout, field), ink, room);
    int words = shown_height(layout, paragraph, is_edited(layout, field));
    return words + px(layout, 36) > least ? words + px(layout, 36) : least;
}

void lay_field(struct layout *layout, const struct screen_node *node)
{
    struct ink label = {.letters = LETTERS_BODY, .bold = true},
               detail = {.letters = LETTERS_SECOND, .colour = COLOUR_SOFT};
    bool edited = is_edited(layout, node);
    const char *value = edited ? edit_text(layout->scene->edit) : node->value ? node->value : "";
    value = arena_copy(layout->display->arena, value);
    struct block *block = block_begin(layout, PLACE_FLOW);
    int y = label_height(layout, node, label, detail, layout->width);
    put_label(layout, node, label, detail, (SDL_Rect){layout->left, 0, layout->width, y});
    y += px(layout, 12);
    SDL_Rect rect = {layout->left, y, layout->width, value_height(layout, node, value)};
    if (node->tone == FIELD_YEAR || node->tone == FIELD_NUMBER)
        rect.w = layout->width < px(layout, 520) ? layout->width : px(layout, 520);
    if (node->tone == FIELD_DATE)
        put_date_value(layout, node, value, rect);
    else {
        put_field_card(layout, rect, edited, node->error.text && node->error.text[0]);
        put_value(layout, node, value, rect);
    }
    put_control(layout, node, node->id, rect, ACT_FIELD);
    block->keep_next = node->error.text && node->error.text[0];
    block_end(layout, block, y + rect.h,
              space(layout, block->keep_next ? SPACE_SMALL_GAP : SPACE_GAP));
    lay_error(layout, node);
}

/* ---- Keyboards ---- */

static int key_height(const struct layout *layout, const struct keyboard *keyboard)
{
    if (layout->lying)
        return space(layout, SPACE_KEY);
    return px(layout, keyboard->is_pad ? 116 : 104);
}

static int keyboard_rows(const struct keyboard *keyboard)
{
    int rows = 0;
    while (keyboard->rows[rows])
        rows++;
    return rows;
}

static const struct keyboard *keyboard_of(const struct layout *layout, const struct keyboard **next)
{
    return keyboard_current(layout->scene->edit, layout->language, next);
}

int keyboard_height(const struct layout *layout)
{
    const struct keyboard *next, *keyboard = keyboard_of(layout, &next);
    /* A pad keeps its row of erase and done beside the zero. */
    int rows = keyboard_rows(keyboard) + (keyboard->is_pad ? 0 : 1);
    return rows * (key_height(layout, keyboard) + px(layout, 10)) + px(layout, 26);
}

struct key {
    const char *id, *text, *icon, *name;
    const struct language *language;
    enum box_act act;
    bool done;
};

static void put_key(struct layout *layout, const struct key *key, SDL_Rect rect)
{
    bool pressed = is_pressed(layout, key->id);
    enum theme_colour fill = key->done ? (pressed ? COLOUR_INDIGO_DEEP : COLOUR_INDIGO)
                                       : (pressed ? COLOUR_LINE : COLOUR_PAPER);
    put_card(layout, rect, px(layout, 18), space(layout, SPACE_BORDER),
             colour(layout, key->done ? fill : COLOUR_EDGE), colour(layout, fill));
    struct ink ink = {.letters = key->act == ACT_KEY ? LETTERS_TILE : LETTERS_BODY,
                      .colour = key->done ? COLOUR_ON_DARK : COLOUR_INK,
                      .bold = key->done,
                      .centred = true};
    int size = px(layout, 52);
    if (key->icon)
        put_icon(layout, key->icon,
                 (SDL_Rect){rect.x + (rect.w - size) / 2, rect.y + (rect.h - size) / 2, size, size},
                 colour(layout, COLOUR_INK));
    else if (key->text[0]) {
        int height = measure(layout, key->text, key->language, ink, rect.w)->height;
        put_text(layout, key->text, key->language, ink, rect.x, rect.y + (rect.h - height) / 2,
                 rect.w);
    }
    struct box *box = put_control(layout, NULL, key->id, rect, key->act);
    box->role = "key";
    box->name = key->name ? key->name : key->text;
    box->argument = key->text;
    box->layer = LAYER_KEYBOARD;
}

static const char *key_end(const char *keys)
{
    return keys + strcspn(keys, " ");
}

static int count_keys(const char *keys)
{
    int count = 1;
    for (; *keys; keys++)
        count += *keys == ' ';
    return count;
}

/* Keys are written in the tables from left to right as they stand on a keyboard, the Arabic ones
 * too in reverse of reading; the mirroring at the end must not turn them round. */
static void put_key_row(struct layout *layout, const struct keyboard *keyboard, const char *keys,
                        int widest, SDL_Rect rect)
{
    int count = count_keys(keys), gap = px(layout, 8), at = 0;
    int width = (rect.w - (widest - 1) * gap) / widest;
    int left = rect.x + (rect.w - count * width - (count - 1) * gap) / 2;
    for (const char *key = keys; *key; at++) {
        const char *end = key_end(key);
        char *text = arena_take(layout->display->arena, 8, 1);
        keyboard_key(layout->scene->edit, key, (size_t)(end - key), text);
        struct key look = {.id = made_id(layout, "key", text),
                           .text = text,
                           .language = language_find(keyboard->code),
                           .act = ACT_KEY};
        int place = layout->is_rtl ? count - 1 - at : at;
        put_key(layout, &look, (SDL_Rect){left + place * (width + gap), rect.y, width, rect.h});
        key = *end ? end + 1 : end;
    }
}

static struct key named_key(struct layout *layout, const char *id, const char *words,
                            enum box_act act)
{
    struct key key = {.id = id, .act = act};
    key.text = ui_words(layout, words, &key.language);
    return key;
}

static struct key erase_key(struct layout *layout)
{
    struct key key = named_key(layout, "ui.erase", "ui.erase", ACT_ERASE);
    key.name = key.text;
    key.icon = "backspace";
    return key;
}

static struct key done_key(struct layout *layout)
{
    struct key key = named_key(layout, "ui.done", "ui.done", ACT_DONE);
    key.done = true;
    return key;
}

/* Alphabet, space, erase, done. */
static void put_last_row(struct layout *layout, const struct keyboard *next, SDL_Rect rect)
{
    int gap = px(layout, 8), unit = (rect.w - 3 * gap) / 12, x = rect.x;
    const int widths[] = {next ? 2 * unit : 0, (next ? 5 : 7) * unit, 2 * unit, 3 * unit};
    struct key keys[4] = {{.id = "ui.alphabet", .act = ACT_ALPHABET},
                          named_key(layout, "ui.space", "ui.space", ACT_KEY),
                          erase_key(layout),
                          done_key(layout)};
    if (next) {
        keys[0].text = next->name;
        keys[0].language = language_find(next->code);
    }
    keys[1].name = keys[1].text;
    keys[1].text = " ";
    for (int i = 0; i < 4; i++) {
        if (widths[i] == 0)
            continue;
        put_key(layout, &keys[i], (SDL_Rect){x, rect.y, widths[i], rect.h});
        x += widths[i] + gap;
    }
}

/* Digits stand as on a telephone in every language, so erase and done keep their sides too. */
static void put_pad(struct layout *layout, const struct keyboard *keyboard, int top)
{
    int gap = px(layout, 10), height = key_height(layout, keyboard);
    int width = px(layout, 200), column = width + gap;
    int left = (layout->display->width - 4 * width - 3 * gap) / 2;
    for (int row = 0; keyboard->rows[row]; row++) {
        int at = 0, count = count_keys(keyboard->rows[row]);
        for (const char *key = keyboard->rows[row]; *key; at++) {
            const char *end = key_end(key);
            char *text = arena_copy_part(layout->display->arena, key, (size_t)(end - key));
            int place = row == 3 && count == 1 ? 1 : at;
            struct key look = {.id = made_id(layout, "key", text),
                               .text = text,
                               .language = language_find("fr"),
                               .act = ACT_KEY};
            int x = left + place * column;
            if (layout->is_rtl)
                x = layout->display->width - x - width;
            put_key(layout, &look, (SDL_Rect){x, top + row * (height + gap), width, height});
            key = *end ? end + 1 : end;
        }
    }
    int end = left + 3 * column;
    if (layout->is_rtl)
        end = layout->display->width - end - width;
    struct key erase = erase_key(layout), done = done_key(layout);
    put_key(layout, &erase, (SDL_Rect){end, top, width, 2 * height + gap});
    put_key(layout, &done, (SDL_Rect){end, top + 2 * (height + gap), width, 2 * height + gap});
}

void put_keyboard(struct layout *layout, int top)
{
    const struct keyboard *next, *keyboard = keyboard_of(layout, &next);
    int side = px(layout, 16), gap = px(layout, 10), height = key_height(layout, keyboard);
    int width = layout->display->width - 2 * side, most = px(layout, 1400), widest = 10;
    width = width < most ? width : most;
    SDL_Rect ground = {0, top, layout->display->width, keyboard_height(layout)};
    put_fill(layout, ground, 0, colour(layout, COLOUR_PALE));
    top += px(layout, 14);
    if (keyboard->is_pad) {
        put_pad(layout, keyboard, top);
        return;
    }
    for (int row = 0; keyboard->rows[row]; row++) {
        int count = count_keys(keyboard->rows[row]);
        widest = count > widest ? count : widest;
    }
    SDL_Rect rect = {(layout->display->width - width) / 2, top, width, height};
    for (int row = 0; keyboard->rows[row]; row++, rect.y += height + gap)
        put_key_row(layout, keyboard, keyboard->rows[row], widest, rect);
    put_last_row(layout, next, rect);
}
