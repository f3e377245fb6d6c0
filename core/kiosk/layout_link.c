/* What leads out of the kiosk: an address as words and as a QR for the visitor's own phone. And
 * pictures, which say it without words. */
#include "kiosk/layout_inside.h"

#include <string.h>

/* "cnss.ma" rather than "https://www.cnss.ma/"; "+212 528…" rather than "tel:+212528…". */
static const char *short_address(struct layout *layout, const char *address)
{
    static const char *const beginnings[] = {"https://www.", "https://", "tel:"};
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++)
        if (strncmp(address, beginnings[i], strlen(beginnings[i])) == 0) {
            address += strlen(beginnings[i]);
            break;
        }
    size_t length = strlen(address);
    if (length > 1 && address[length - 1] == '/')
        length--;
    return arena_copy_part(layout->display->arena, address, length);
}

static int link_card(struct layout *layout, const struct screen_node *node, SDL_Rect rect,
                     bool draw)
{
    struct ink label = {.letters = LETTERS_BODY, .bold = true},
               detail = {.letters = LETTERS_SECOND, .colour = COLOUR_SOFT},
               address = {.letters = LETTERS_SECOND, .colour = COLOUR_INDIGO};
    const struct language *latin = language_find("fr");
    const char *shown = short_address(layout, node->value);
    int padding = px(layout, 24), side = px(layout, 296), gap = px(layout, 24);
    int width = rect.w - 3 * padding - side;
    bool is_named = node->label.text && strcmp(node->label.text, shown) != 0;
    int words = label_height(layout, node, label, detail, width);
    if (is_named)
        words += px(layout, 8) + measure(layout, shown, latin, address, width)->height;
    int height = (words > side ? words : side) + padding;
    if (!draw)
        return height;
    put_card(layout, rect, space(layout, SPACE_RADIUS), space(layout, SPACE_BORDER),
             colour(layout, COLOUR_LINE), colour(layout, COLOUR_PAPER));
    int x = rect.x + padding, y = rect.y + (rect.h - words) / 2;
    y += put_words(layout, &node->label, label, x, y, width);
    y += put_words(layout, &node->detail, detail, x, y, width) + px(layout, 8);
    if (is_named)
        put_text(layout, shown, latin, address, x, y, width);
    struct item *qr = display_item(
        layout->display, ITEM_QR,
        (SDL_Rect){rect.x + rect.w - gap - side, rect.y + (rect.h - side) / 2, side, side});
    qr->name = node->value;
    qr->colour = 0xFF000000;
    put_seen(layout, node, rect);
    return height;
}

void lay_links(struct layout *layout, const struct screen_node *const *nodes, size_t count)
{
    struct grid grid = {.nodes = nodes,
                        .count = count,
                        .columns = 1,
                        .gap = space(layout, SPACE_SMALL_GAP),
                        .cell = link_card};
    lay_grid(layout, &grid);
}

/* A picture of the content, twice as wide as high and as wide as the column; else an icon. */
void lay_picture(struct layout *layout, const struct screen_node *node)
{
    struct ink ink = {.letters = LETTERS_SECOND, .colour = COLOUR_SOFT, .centred = true};
    struct block *block = block_begin(layout, PLACE_FLOW);
    int side = px(layout, layout->lying ? 200 : 280), y = side;
    if (node->value) {
        int width = layout->width < px(layout, 960) ? layout->width : px(layout, 960);
        y = width / 2;
        struct item *picture =
            display_item(layout->display, ITEM_PICTURE,
                         (SDL_Rect){layout->left + (layout->width - width) / 2, 0, width, y});
        picture->name = node->value;
    } else if (node->icon) {
        put_icon_ground(layout, node->icon, layout->left + (layout->width - side) / 2, 0, side);
    }
    if (!node->value && words_height(layout, &node->label, ink, layout->width) > 0) {
        y += space(layout, SPACE_SMALL_GAP) / 2;
        y += put_words(layout, &node->label, ink, layout->left, y, layout->width);
    }
    put_seen(layout, node, (SDL_Rect){layout->left, 0, layout->width, y});
    block_end(layout, block, y, space(layout, SPACE_GAP));
}
