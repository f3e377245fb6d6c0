#include "ticket/leaflet.h"

#include "base/address.h"
#include "text/icon.h"
#include "ticket/drawing.h"

#include <string.h>

#define LARGEST_MODULE 10 /* dots, as a ticket's: for worn print heads */
#define BULLET         12
#define SMALL_GAP      6
#define GAP            16

/* How words stand: their size, and where on the sheet. */
struct spot {
    int size, start, width;
    bool bold;
};

static struct spot spot_at(const struct drawing *drawing, int size, int indent)
{
    return (struct spot){
        .size = size, .start = drawing->look->margin + indent, .width = drawing->width - indent};
}

static void draw_text(struct drawing *drawing, const char *text, const struct language *language,
                      const struct spot *spot)
{
    struct words words = {
        .text = text, .language = language, .size = spot->size, .bold = spot->bold};
    sheet_move(drawing->sheet, sheet_words(drawing->sheet, &words, spot->start, spot->width));
}

/* The French is quieter: smaller, and bold only where it is itself emphatic. */
static void draw_words(struct drawing *drawing, const struct leaflet_words *words, struct spot spot)
{
    if (!words->text)
        return;
    draw_text(drawing, words->text, words->language ? words->language : drawing->language, &spot);
    if (!words->french)
        return;
    int second = spot.size * 3 / 4;
    spot.size = second > drawing->look->second ? second : drawing->look->second;
    spot.bold = false;
    draw_text(drawing, words->french, drawing->french, &spot);
    sheet_move(drawing->sheet, SMALL_GAP); /* it belongs to what is above */
}

static struct leaflet_words own_words(struct drawing *drawing, const char *key)
{
    struct leaflet_words words = {0};
    const struct language *found;
    words.text = drawing_message(drawing, drawing->language, key, &words.language);
    if (words.language != drawing->french)
        words.french = drawing_message(drawing, drawing->french, key, &found);
    return words;
}

/* ---- Lines ---- */

static void draw_title(struct drawing *drawing, const struct leaflet_words *words)
{
    struct spot spot = spot_at(drawing, drawing->look->title, 0);
    spot.bold = true;
    draw_words(drawing, words, spot);
    sheet_move(drawing->sheet, GAP);
}

static void draw_heading(struct drawing *drawing, const struct leaflet_words *words)
{
    struct spot spot = spot_at(drawing, drawing->look->heading, 0);
    spot.bold = true;
    sheet_move(drawing->sheet, GAP);
    draw_words(drawing, words, spot);
    sheet_move(drawing->sheet, SMALL_GAP);
}

/* How far the first line of `size` is from top to bottom. */
static int line_height(const struct language *language, int size)
{
    return size * (language && language->is_rtl ? 155 : 130) / 100;
}

static void draw_listed(struct drawing *drawing, const struct leaflet_part *part)
{
    const struct look *look = drawing->look;
    int indent = look->box + SMALL_GAP;
    int line = line_height(part->words.language, look->body);
    if (part->kind == LEAFLET_BULLET) {
        sheet_put(drawing->sheet, star_draw(BULLET, false), look->margin + SMALL_GAP,
                  (line - BULLET) / 2);
    } else {
        struct words number = {.text = arena_print(drawing->arena, "%d", part->number),
                               .language = drawing->french,
                               .size = look->body,
                               .bold = true};
        struct image picture = sheet_picture(drawing->sheet, &number);
        indent = picture.width + GAP > indent ? picture.width + GAP : indent;
        sheet_put(drawing->sheet, picture, look->margin, (line - picture.height) / 2);
    }
    draw_words(drawing, &part->words, spot_at(drawing, look->body, indent));
    sheet_move(drawing->sheet, GAP / 2);
}

/* A warning has the thicker frame; its words keep their own emphasis. */
static void draw_notice(struct drawing *drawing, const struct leaflet_part *part)
{
    const int border = part->strong ? 5 : 2, inset = 14;
    struct sheet *sheet = drawing->sheet;
    struct spot spot = spot_at(drawing, drawing->look->body, inset);
    spot.width -= inset;
    sheet_move(sheet, SMALL_GAP);
    int top = sheet_y(sheet);
    sheet_move(sheet, inset);
    draw_words(drawing, &part->words, spot);
    if (part->detail.text)
        sheet_move(sheet, SMALL_GAP);
    draw_words(drawing, &part->detail, spot);
    sheet_move(sheet, inset);
    int height = sheet_y(sheet) - top;
    sheet_frame(sheet, drawing->look->margin, -height, drawing->width, height, border);
    sheet_move(sheet, GAP);
}

static void draw_paragraph(struct drawing *drawing, const struct leaflet_words *words, int indent)
{
    draw_words(drawing, words, spot_at(drawing, drawing->look->body, indent));
    sheet_move(drawing->sheet, GAP);
}

static void draw_detail(struct drawing *drawing, const struct leaflet_part *part)
{
    struct spot spot = spot_at(drawing, drawing->look->line, 0);
    draw_words(drawing, &part->words, spot);
    spot.size = drawing->look->body;
    spot.bold = true;
    draw_words(drawing, &part->detail, spot);
    sheet_move(drawing->sheet, GAP);
}

/* ---- Papers to bring ---- */

/* Struck over itself, for a pale print head. */
static struct image check_picture(struct drawing *drawing)
{
    int size = drawing->look->box - 4;
    struct image once = {0};
    if (!icon_draw(drawing->maker->icons, "check", size, SHEET_INK, &once, NULL))
        return once;
    struct image bold = image_new(size + 1, size + 2, 0);
    for (int i = 0; i < 6; i++)
        image_draw(&bold, &once, i % 2, i / 2);
    image_free(&once);
    return bold;
}

/* A cross in a box is a tick to many: what is missing has a thick, empty box and says so. */
static void draw_box(struct drawing *drawing, const struct leaflet_part *part)
{
    const struct look *look = drawing->look;
    struct sheet *sheet = drawing->sheet;
    int down = (line_height(part->words.language, look->body) - look->box) / 2;
    down = down > 0 ? down : 0;
    struct image inside = {0};
    if (part->mark == LEAFLET_HAVE) {
        inside = check_picture(drawing);
    } else if (part->mark == LEAFLET_UNSURE) {
        struct words question = {
            .text = "?", .language = drawing->french, .size = look->box - 4, .bold = true};
        inside = sheet_picture(sheet, &question);
    }
    sheet_frame(sheet, look->margin, down, look->box, look->box,
                part->mark == LEAFLET_MISSING ? 6 : 3);
    if (inside.width)
        sheet_put(sheet, inside, look->margin + (look->box - inside.width) / 2,
                  down + (look->box - inside.height) / 2);
}

static const char *tag_key(const struct leaflet_part *part)
{
    return part->mark == LEAFLET_MISSING  ? "slip.item.missing"
           : part->mark == LEAFLET_UNSURE ? "slip.item.unsure"
                                          : NULL;
}

/* What the box says, in words: on one line, for there are many. */
static void draw_tag(struct drawing *drawing, const char *key, int indent)
{
    struct leaflet_words tag = own_words(drawing, key);
    struct spot spot = spot_at(drawing, drawing->look->note, indent);
    spot.bold = true;
    if (tag.french)
        tag.text = arena_print(drawing->arena, "%s · %s", tag.text, tag.french);
    draw_text(drawing, tag.text, tag.language, &spot);
}

static int item_indent(const struct drawing *drawing)
{
    return drawing->look->box + GAP;
}

/* `is_tagged`: no heading above says yet what the box says. */
static void draw_item(struct drawing *drawing, const struct leaflet_part *part, bool is_tagged)
{
    const struct look *look = drawing->look;
    struct sheet *sheet = drawing->sheet;
    struct spot spot = spot_at(drawing, look->body, item_indent(drawing));
    int top = sheet_y(sheet);
    spot.bold = part->strong;
    draw_box(drawing, part);
    draw_words(drawing, &part->words, spot);
    if (is_tagged && tag_key(part))
        draw_tag(drawing, tag_key(part), item_indent(drawing));
    draw_words(drawing, &part->detail, spot_at(drawing, look->line, item_indent(drawing)));
    int least = top + look->box + SMALL_GAP;
    if (sheet_y(sheet) < least)
        sheet_move(sheet, least - sheet_y(sheet));
}

static void draw_note(struct drawing *drawing, const struct leaflet_part *part)
{
    draw_words(drawing, &part->words, spot_at(drawing, drawing->look->line, item_indent(drawing)));
}

/* ---- Links ---- */

static void draw_qr(struct drawing *drawing, const char *address)
{
    struct image smallest = qr_draw(address, 1);
    if (!smallest.width)
        return;
    int module = drawing->width / smallest.width;
    image_free(&smallest);
    module = module > LARGEST_MODULE ? LARGEST_MODULE : module;
    struct image qr = qr_draw(address, module > 0 ? module : 1);
    int height = qr.height;
    sheet_put(drawing->sheet, qr, drawing->look->margin + (drawing->width - qr.width) / 2, 0);
    sheet_move(drawing->sheet, height);
}

static void draw_link(struct drawing *drawing, const struct leaflet_part *part)
{
    struct spot spot = spot_at(drawing, drawing->look->body, 0);
    spot.bold = true;
    sheet_move(drawing->sheet, SMALL_GAP);
    draw_words(drawing, &part->words, spot);
    draw_words(drawing, &part->detail, spot_at(drawing, drawing->look->line, 0));
    draw_centred(drawing, address_words(drawing->arena, part->address), drawing->french,
                 drawing->look->note, false);
    draw_qr(drawing, part->address);
    sheet_move(drawing->sheet, GAP);
}

/* ---- The whole ---- */

static void draw_part(struct drawing *drawing, const struct leaflet_part *part,
                      const struct leaflet_part *next)
{
    switch (part->kind) {
    case LEAFLET_TITLE:
        draw_title(drawing, &part->words);
        break;
    case LEAFLET_HEADING:
        draw_heading(drawing, &part->words);
        break;
    case LEAFLET_PARAGRAPH:
        draw_paragraph(drawing, &part->words, 0);
        break;
    case LEAFLET_BULLET:
    case LEAFLET_NUMBERED:
        draw_listed(drawing, part);
        break;
    case LEAFLET_NOTICE:
        draw_notice(drawing, part);
        break;
    case LEAFLET_ITEM:
        draw_item(drawing, part, true);
        break;
    case LEAFLET_NOTE:
        draw_note(drawing, part);
        break;
    case LEAFLET_DETAIL:
        draw_detail(drawing, part);
        break;
    case LEAFLET_LINK:
        draw_link(drawing, part);
        break;
    case LEAFLET_RULE:
        draw_rule(drawing);
        break;
    }
    bool is_of_item = part->kind == LEAFLET_ITEM || part->kind == LEAFLET_NOTE;
    if (is_of_item && !(next && next->kind == LEAFLET_NOTE))
        sheet_move(drawing->sheet, GAP);
}

static void draw_list(struct drawing *drawing, const char *key, const struct leaflet_part *items,
                      size_t count)
{
    if (count == 0)
        return;
    struct leaflet_words heading = own_words(drawing, key);
    draw_heading(drawing, &heading);
    for (size_t i = 0; i < count; i++) {
        draw_item(drawing, &items[i], false);
        sheet_move(drawing->sheet, GAP);
    }
}

/* Whoever goes far for these papers should ask before. */
static void draw_doubt(struct drawing *drawing, const struct leaflet_words *words)
{
    struct leaflet_part notice = {.kind = LEAFLET_NOTICE, .words = *words, .strong = true};
    notice.detail = own_words(drawing, "slip.doubt");
    draw_notice(drawing, &notice);
}

struct image leaflet_draw(struct slip_maker *maker, const struct leaflet *leaflet, int paper_mm)
{
    struct drawing drawing = drawing_begin(maker, leaflet->commune, leaflet->language, paper_mm);
    draw_head(&drawing);
    draw_rule(&drawing);
    if (leaflet->missing_count + leaflet->unsure_count) {
        struct leaflet_words title = own_words(&drawing, "slip.bring");
        draw_title(&drawing, &title);
    }
    if (leaflet->doubt.text)
        draw_doubt(&drawing, &leaflet->doubt);
    draw_list(&drawing, "slip.missing", leaflet->missing, leaflet->missing_count);
    draw_list(&drawing, "slip.unsure", leaflet->unsure, leaflet->unsure_count);
    for (size_t i = 0; i < leaflet->part_count && !sheet_is_full(drawing.sheet); i++)
        draw_part(&drawing, &leaflet->parts[i],
                  i + 1 < leaflet->part_count ? &leaflet->parts[i + 1] : NULL);
    sheet_move(drawing.sheet, drawing.look->gap);
    draw_moment(&drawing, DATE_FULL, leaflet->made_ms);
    draw_foot(&drawing, "slip.information");
    return drawing_end(&drawing);
}
