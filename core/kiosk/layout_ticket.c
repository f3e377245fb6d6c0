/* The ticket: number and mark side by side, the QR dark on white, the code in threes. */
#include "kiosk/layout_inside.h"

struct ticket_sizes {
    int padding, gap, mark, qr;
    const struct paragraph *number, *code;
    struct ink number_ink, code_ink;
};

static struct ticket_sizes ticket_sizes(struct layout *layout, const struct screen_node *node,
                                        int width)
{
    const struct language *latin = language_find("fr");
    struct ticket_sizes sizes = {
        .padding = px(layout, 32),
        .gap = px(layout, layout->lying ? 28 : 48),
        .mark = px(layout, 180),
        .qr = px(layout, 396),
        .number_ink = {.letters = LETTERS_DISPLAY,
                       .colour = COLOUR_INDIGO,
                       .bold = true,
                       .personal = true},
        .code_ink = {.letters = LETTERS_TITLE, .bold = true, .personal = true, .centred = true}};
    const char *number = node->label.text ? node->label.text : "";
    const char *code = node->detail.text ? node->detail.text : "";
    sizes.number = measure(layout, number, latin, sizes.number_ink, width);
    sizes.code = measure(layout, code, latin, sizes.code_ink, width);
    return sizes;
}

/* Number and mark, centred together in `width` from `x`. */
static void put_number(struct layout *layout, const struct screen_node *node,
                       const struct ticket_sizes *sizes, int x, int y, int width)
{
    const struct language *latin = language_find("fr");
    int wide = sizes->number->width + (node->icon ? sizes->gap + sizes->mark : 0);
    int high = sizes->number->height > sizes->mark ? sizes->number->height : sizes->mark;
    int at = x + (width - wide) / 2;
    put_text(layout, node->label.text, latin, sizes->number_ink, at,
             y + (high - sizes->number->height) / 2, sizes->number->width);
    if (!node->icon)
        return;
    layout->tint = TINT_OCHRE;
    put_icon_ground(layout, node->icon, at + sizes->number->width + sizes->gap,
                    y + (high - sizes->mark) / 2, sizes->mark);
}

static void put_qr(struct layout *layout, const struct screen_node *node, SDL_Rect rect)
{
    if (!node->value || !node->value[0])
        return;
    struct item *item = display_item(layout->display, ITEM_QR, rect);
    item->name = node->value;
    item->colour = 0xFF000000;
}

static void put_code(struct layout *layout, const struct screen_node *node,
                     const struct ticket_sizes *sizes, int x, int y, int width)
{
    if (node->detail.text)
        put_text(layout, node->detail.text, language_find("fr"), sizes->code_ink, x, y, width);
}

void lay_ticket(struct layout *layout, const struct screen_node *node)
{
    int width = layout->lying ? layout->width * 62 / 100 : layout->width;
    struct ticket_sizes sizes = ticket_sizes(layout, node, width);
    int number = sizes.number->height > sizes.mark ? sizes.number->height : sizes.mark;
    int code = sizes.code->height, padding = sizes.padding, height;
    struct block *block = block_begin(layout, PLACE_FLOW);
    if (layout->lying) {
        height = sizes.qr + 2 * padding;
        SDL_Rect rect = {layout->left, 0, width, height};
        put_card(layout, rect, space(layout, SPACE_RADIUS), space(layout, SPACE_BORDER),
                 colour(layout, COLOUR_LINE), colour(layout, COLOUR_PAPER));
        int words = width - sizes.qr - 3 * padding, top = (height - number - code - padding) / 2;
        put_number(layout, node, &sizes, rect.x + padding, top, words);
        put_code(layout, node, &sizes, rect.x + padding, top + number + padding, words);
        put_qr(layout, node,
               (SDL_Rect){rect.x + width - padding - sizes.qr, padding, sizes.qr, sizes.qr});
        put_seen(layout, node, rect);
    } else {
        height = number + sizes.qr + code + 2 * padding;
        SDL_Rect rect = {layout->left, 0, width, height};
        put_card(layout, rect, space(layout, SPACE_RADIUS), space(layout, SPACE_BORDER),
                 colour(layout, COLOUR_LINE), colour(layout, COLOUR_PAPER));
        put_number(layout, node, &sizes, rect.x, padding, width);
        put_qr(layout, node,
               (SDL_Rect){rect.x + (width - sizes.qr) / 2, padding + number, sizes.qr, sizes.qr});
        put_code(layout, node, &sizes, rect.x, padding + number + sizes.qr, width);
        put_seen(layout, node, rect);
    }
    block_end(layout, block, height, space(layout, SPACE_GAP));
    if (layout->lying) {
        layout->beside = true;
        layout->left += width + space(layout, SPACE_GAP);
        layout->width -= width + space(layout, SPACE_GAP);
    }
}
