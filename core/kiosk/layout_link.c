/* What leads out of the kiosk: an address as words and as a QR for the visitor's own phone. And
 * pictures, which say it without words. */
#include "base/address.h"
#include "kiosk/layout_inside.h"
#include "ticket/slip.h"

#include <string.h>

/* In pixels of the reference screen. A telephone an arm away reads modules of eight. */
#define LEAST_MODULE 8
#define NARROWEST    680 /* of a link that stands beside another */
#define LEAST_WORDS  300 /* width of words that stand beside a symbol, not over it */
#define LONGEST_SAID 60u /* bytes of an address that is worth copying by hand */

/* A longer address has more modules: the symbol grows, its modules do not shrink until there is no
 * more room. */
static int qr_side(const struct layout *layout, const char *address, int room)
{
    struct image smallest = qr_draw(address, 1);
    int least = px(layout, 296), most = px(layout, layout->lying ? 480 : 760);
    int module = px(layout, LEAST_MODULE), side = smallest.width * module;
    most = most < room ? most : room;
    while (side > most && module > 1)
        side = smallest.width * --module;
    image_free(&smallest);
    return side > least ? side : least;
}

/* The address in its own line, a number larger and behind the sign of a telephone. */
static int put_address(struct layout *layout, const struct screen_node *node, SDL_Rect rect,
                       bool draw)
{
    bool dialled = address_is_phone(node->value);
    struct ink ink = {.letters = dialled ? LETTERS_BODY : LETTERS_SECOND,
                      .colour = COLOUR_INDIGO,
                      .bold = dialled};
    const struct language *latin = language_find("fr");
    const char *shown = address_words(layout->display->arena, node->value);
    if (strlen(shown) > LONGEST_SAID)
        return 0; /* the symbol says it */
    int gap = px(layout, 8), icon = dialled ? px(layout, 40) : 0, indent = dialled ? icon + gap : 0;
    if (node->label.text && strcmp(node->label.text, shown) == 0)
        return 0;
    int height = measure(layout, shown, latin, ink, rect.w - indent)->height;
    if (draw && dialled)
        put_icon(layout, "phone",
                 (SDL_Rect){rect.x, rect.y + gap + (height - icon) / 2, icon, icon},
                 colour(layout, COLOUR_INDIGO));
    if (draw)
        put_text(layout, shown, latin, ink, rect.x + indent, rect.y + gap, rect.w - indent);
    return height + gap;
}

/* Words beside the symbol, or over it where it leaves them no room. */
static int link_card(struct layout *layout, const struct screen_node *node, SDL_Rect rect,
                     bool draw)
{
    struct ink label = {.letters = LETTERS_BODY, .bold = true},
               detail = {.letters = LETTERS_SECOND, .colour = COLOUR_SOFT};
    int padding = px(layout, 24), side = qr_side(layout, node->value, rect.w - 2 * padding);
    SDL_Rect words = {rect.x + padding, rect.y, rect.w - 3 * padding - side, 0};
    bool is_over = words.w < px(layout, LEAST_WORDS);
    if (is_over)
        words.w = rect.w - 2 * padding;
    words.h = label_height(layout, node, label, detail, words.w) +
              put_address(layout, node, words, false);
    int height = (is_over ? words.h + padding + side : words.h > side ? words.h : side) + padding;
    if (!draw)
        return height;
    put_card(layout, rect, space(layout, SPACE_RADIUS), space(layout, SPACE_BORDER),
             colour(layout, COLOUR_LINE), colour(layout, COLOUR_PAPER));
    SDL_Rect symbol = {rect.x + rect.w - padding - side, rect.y + (rect.h - side) / 2, side, side};
    if (is_over)
        symbol = (SDL_Rect){rect.x + (rect.w - side) / 2, rect.y + rect.h - padding / 2 - side,
                            side, side};
    words.y += is_over ? padding / 2 : (rect.h - words.h) / 2;
    words.y += put_words(layout, &node->label, label, words.x, words.y, words.w);
    words.y += put_words(layout, &node->detail, detail, words.x, words.y, words.w);
    put_address(layout, node, words, true);
    struct item *qr = display_item(layout->display, ITEM_QR, symbol);
    qr->name = node->value;
    qr->colour = 0xFF000000;
    put_seen(layout, node, rect);
    return height;
}

void lay_links(struct layout *layout, const struct screen_node *const *nodes, size_t count)
{
    int gap = space(layout, SPACE_SMALL_GAP);
    bool in_pairs = count > 1 && (layout->width - gap) / 2 >= px(layout, NARROWEST);
    struct grid grid = {
        .nodes = nodes, .count = count, .columns = in_pairs ? 2 : 1, .gap = gap, .cell = link_card};
    lay_grid(layout, &grid);
}

/* A drawing that goes along the line of reading, from papers to the card they give, turns with it:
 * its name says so, for whoever draws it must know (letters, flags and check marks do not turn). */
static bool is_turning(const char *name)
{
    static const char ending[] = "-turns";
    size_t stem = strcspn(name, ".");
    return stem >= sizeof ending - 1 &&
           strncmp(name + stem - (sizeof ending - 1), ending, sizeof ending - 1) == 0;
}

/* Else taken out since the page was opened: words and icon then stand for it. Not drawn here, for
 * those of all pages are laid out and only one page is seen. */
static bool can_be_drawn(const struct layout *layout, const char *name)
{
    struct pictures *pictures = layout->world->pictures;
    return name && (!pictures || pictures_has_content(pictures, name));
}

/* A picture of the content, twice as wide as high and as wide as the column; else an icon. */
void lay_picture(struct layout *layout, const struct screen_node *node)
{
    struct ink ink = {.letters = LETTERS_SECOND, .colour = COLOUR_SOFT, .centred = true};
    struct block *block = block_begin(layout, PLACE_FLOW);
    int side = px(layout, layout->lying ? 200 : 280), y = node->icon ? side : 0;
    int width = layout->width < px(layout, 960) ? layout->width : px(layout, 960);
    bool is_drawn = can_be_drawn(layout, node->value);
    if (is_drawn) {
        y = width / 2;
        struct item *picture =
            display_item(layout->display, ITEM_PICTURE,
                         (SDL_Rect){layout->left + (layout->width - width) / 2, 0, width, y});
        picture->name = node->value;
        picture->flipped = layout->is_rtl && is_turning(node->value);
    } else if (node->icon) {
        put_icon_ground(layout, node->icon, layout->left + (layout->width - side) / 2, 0, side);
    }
    if (!is_drawn && words_height(layout, &node->label, ink, layout->width) > 0) {
        y += space(layout, SPACE_SMALL_GAP) / 2;
        y += put_words(layout, &node->label, ink, layout->left, y, layout->width);
    }
    put_seen(layout, node, (SDL_Rect){layout->left, 0, layout->width, y});
    block_end(layout, block, y, space(layout, SPACE_GAP));
}
