#include "ticket/slip.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/memory.h"
#include "language/date.h"
#include "language/message.h"
#include "print/print.h"
#include "text/icon.h"
#include "ticket/sheet.h"

#include <stdlib.h>
#include <string.h>

struct slip_maker {
    struct text_engine *engine;
    struct messages *messages; /* domain "slip" */
    char *icons;
};

/* Sizes in dots; the narrow paper is no scaled wide one: what must be read keeps its size. */
struct look {
    int margin, gap, star;
    int name_ar, name_zgh, name_fr, office, office_fr;
    int number, mark, label, service, second;
    int day, time, module, code, heading, line, note, box;
};

static const struct look wide = {.margin = 24,
                                 .gap = 28,
                                 .star = 76,
                                 .name_ar = 40,
                                 .name_zgh = 33,
                                 .name_fr = 32,
                                 .office = 27,
                                 .office_fr = 23,
                                 .number = 148,
                                 .mark = 128,
                                 .label = 27,
                                 .service = 32,
                                 .second = 23,
                                 .day = 38,
                                 .time = 76,
                                 .module = 10,
                                 .code = 56,
                                 .heading = 34,
                                 .line = 28,
                                 .note = 23,
                                 .box = 32};

static const struct look narrow = {.margin = 14,
                                   .gap = 22,
                                   .star = 64,
                                   .name_ar = 34,
                                   .name_zgh = 28,
                                   .name_fr = 27,
                                   .office = 24,
                                   .office_fr = 21,
                                   .number = 100,
                                   .mark = 88,
                                   .label = 25,
                                   .service = 28,
                                   .second = 21,
                                   .day = 32,
                                   .time = 64,
                                   .module = 10,
                                   .code = 48,
                                   .heading = 30,
                                   .line = 26,
                                   .note = 21,
                                   .box = 28};

/* One slip in the making. */
struct drawing {
    struct slip_maker *maker;
    const struct slip *slip;
    const struct look *look;
    const struct language *french;
    struct arena *arena;
    struct sheet *sheet;
    int width; /* between the margins */
    int inset; /* of centred words within that */
};

struct slip_maker *slip_maker_new(const char *share, struct error *error)
{
    struct slip_maker *maker = memory_new(1, sizeof *maker);
    char *fonts = file_join(share, "fonts.yaml"), *words = file_join(share, "locale/slip");
    maker->icons = file_join(share, "icons");
    maker->engine = text_engine_new(fonts, error);
    maker->messages = maker->engine ? messages_load(words, error) : NULL;
    free(fonts);
    free(words);
    if (maker->messages)
        return maker;
    slip_maker_free(maker);
    return NULL;
}

void slip_maker_free(struct slip_maker *maker)
{
    if (!maker)
        return;
    messages_free(maker->messages);
    text_engine_free(maker->engine);
    free(maker->icons);
    free(maker);
}

/* ---- Lines of words ---- */

static void centre(struct drawing *drawing, const char *text, const struct language *language,
                   int size, bool bold)
{
    struct words words = {
        .text = text, .language = language, .size = size, .bold = bold, .align = TEXT_CENTRE};
    sheet_move(drawing->sheet,
               sheet_words(drawing->sheet, &words, drawing->look->margin + drawing->inset,
                           drawing->width - 2 * drawing->inset));
}

static const char *message(struct drawing *drawing, const struct language *language,
                           const char *key, const struct language **found)
{
    const char *text =
        message_text(drawing->arena, drawing->maker->messages, language, key, NULL, 0, found);
    if (!*found)
        *found = drawing->french;
    return text;
}

static void centre_message(struct drawing *drawing, const char *key, int size, bool bold)
{
    const struct language *found;
    const char *text = message(drawing, drawing->slip->language, key, &found);
    centre(drawing, text, found, size, bold);
}

static bool is_french(const struct drawing *drawing)
{
    return drawing->slip->language == drawing->french;
}

static void rule(struct drawing *drawing)
{
    sheet_move(drawing->sheet, drawing->look->gap);
    sheet_fill(drawing->sheet, drawing->look->margin, 0, drawing->width, 2);
    sheet_move(drawing->sheet, drawing->look->gap);
}

/* ---- Parts, from the top down ---- */

static void draw_name(struct drawing *drawing, const char *language, int size)
{
    const char *name = local_text_get(&drawing->slip->commune->name, language);
    if (name)
        centre(drawing, name, language_find(language), size, true);
}

static void draw_head(struct drawing *drawing)
{
    const struct look *look = drawing->look;
    const struct commune *commune = drawing->slip->commune;
    struct sheet *sheet = drawing->sheet;
    sheet_star_band(sheet, look->margin);
    sheet_move(sheet, look->gap);
    sheet_put(sheet, star_draw(look->star, true), look->margin + (drawing->width - look->star) / 2,
              0);
    sheet_move(sheet, look->star + 10);
    draw_name(drawing, "ar", look->name_ar);
    draw_name(drawing, "zgh", look->name_zgh);
    draw_name(drawing, "fr", look->name_fr);
    sheet_move(sheet, 10);
    const struct language *found = NULL;
    const char *office = language_pick(drawing->slip->language, &commune->office, &found);
    if (office)
        centre(drawing, office, found, look->office, false);
    const char *french = local_text_get(&commune->office, "fr");
    if (french && found != drawing->french)
        centre(drawing, french, drawing->french, look->office_fr, false);
}

static struct image number_picture(struct drawing *drawing, int room)
{
    struct words words = {.text = drawing->slip->number, .language = drawing->french, .bold = true};
    for (words.size = drawing->look->number;; words.size -= 8) {
        struct image picture = sheet_picture(drawing->sheet, &words);
        if (picture.width <= room || words.size <= 40)
            return picture;
        image_free(&picture);
    }
}

/* A mark whose picture is missing is left out: the number alone says who is called. */
static struct image mark_picture(struct drawing *drawing)
{
    struct image mark = {0};
    const char *name = drawing->slip->mark;
    if (name)
        icon_draw(drawing->maker->icons, arena_print(drawing->arena, "mark-%s", name),
                  drawing->look->mark, SHEET_INK, &mark, NULL);
    return mark;
}

static void draw_number(struct drawing *drawing)
{
    const struct look *look = drawing->look;
    centre_message(drawing, "slip.number", look->label, false);
    struct image mark = mark_picture(drawing);
    int between = mark.width ? look->gap : 0;
    struct image number = number_picture(drawing, drawing->width - mark.width - between);
    int start = look->margin + (drawing->width - number.width - mark.width - between) / 2;
    int height = number.height, number_width = number.width;
    int above = mark.height > height ? (mark.height - height) / 2 : 0;
    sheet_move(drawing->sheet, 12 + above);
    sheet_put(drawing->sheet, number, start, 0);
    if (mark.width)
        sheet_put(drawing->sheet, mark, start + number_width + between, (height - mark.height) / 2);
    sheet_move(drawing->sheet, height + above + 18);
    centre(drawing, drawing->slip->service, drawing->slip->language, look->service, true);
}

static void draw_date(struct drawing *drawing, enum date_form form, int64_t ms, int size,
                      const struct language *language, bool bold)
{
    centre(drawing, date_print(drawing->arena, language, form, ms), language, size, bold);
}

static void draw_issued(struct drawing *drawing)
{
    const struct look *look = drawing->look;
    int64_t issued = drawing->slip->issued_ms;
    sheet_move(drawing->sheet, 6);
    draw_date(drawing, DATE_DAY_TIME, issued, look->label, drawing->slip->language, false);
    if (!is_french(drawing))
        draw_date(drawing, DATE_DAY_TIME, issued, look->second, drawing->french, false);
}

static void draw_appointment(struct drawing *drawing)
{
    const struct look *look = drawing->look;
    int64_t when = drawing->slip->appointment_ms;
    if (when == 0)
        return;
    struct sheet *sheet = drawing->sheet;
    sheet_move(sheet, look->gap);
    int top = sheet_y(sheet);
    drawing->inset = 16;
    sheet_move(sheet, 18);
    centre_message(drawing, "slip.appointment", look->label, false);
    draw_date(drawing, DATE_FULL, when, look->day, drawing->slip->language, true);
    draw_date(drawing, DATE_TIME, when, look->time, drawing->french, true);
    if (!is_french(drawing))
        draw_date(drawing, DATE_FULL, when, look->second, drawing->french, false);
    sheet_move(sheet, 14);
    drawing->inset = 0;
    int height = sheet_y(sheet) - top;
    sheet_frame(sheet, look->margin, -height, drawing->width, height, 4);
}

static void draw_code(struct drawing *drawing)
{
    const struct look *look = drawing->look;
    char spaced[12];
    ticket_code_print(drawing->slip->code, spaced);
    struct image qr = qr_draw(drawing->slip->digits, look->module);
    int height = qr.height;
    sheet_put(drawing->sheet, qr, look->margin + (drawing->width - qr.width) / 2, 0);
    sheet_move(drawing->sheet, height);
    centre_message(drawing, "slip.code", look->second, false);
    centre(drawing, spaced, drawing->french, look->code, true);
}

static void draw_line(struct drawing *drawing, const struct slip_line *line)
{
    const struct look *look = drawing->look;
    struct sheet *sheet = drawing->sheet;
    int indent = line->tick_box ? look->box + 16 : 0;
    int start = look->margin + indent, width = drawing->width - indent, top = sheet_y(sheet);
    const struct language *language = line->language ? line->language : drawing->slip->language;
    struct words words = {
        .text = line->text, .language = language, .size = look->line, .bold = line->strong};
    int first_line = look->line * (language->is_rtl ? 155 : 130) / 100;
    if (line->tick_box) {
        int down = first_line > look->box ? (first_line - look->box) / 2 : 0;
        sheet_frame(sheet, look->margin, down, look->box, look->box, 3);
    }
    sheet_move(sheet, sheet_words(sheet, &words, start, width));
    if (line->note) {
        words.text = line->note;
        words.size = look->note;
        words.bold = false;
        sheet_move(sheet, sheet_words(sheet, &words, start, width));
    }
    int least = top + look->box + 8;
    if (line->tick_box && sheet_y(sheet) < least)
        sheet_move(sheet, least - sheet_y(sheet));
    sheet_move(sheet, 12);
}

static void draw_lines(struct drawing *drawing)
{
    const struct look *look = drawing->look;
    if (drawing->slip->line_count == 0)
        return;
    rule(drawing);
    struct words words = {.size = look->heading, .bold = true};
    words.text = message(drawing, drawing->slip->language, "slip.bring", &words.language);
    sheet_move(drawing->sheet, sheet_words(drawing->sheet, &words, look->margin, drawing->width));
    sheet_move(drawing->sheet, 12);
    for (size_t i = 0; i < drawing->slip->line_count; i++)
        draw_line(drawing, &drawing->slip->lines[i]);
}

static void draw_foot(struct drawing *drawing)
{
    const struct look *look = drawing->look;
    rule(drawing);
    const struct language *found;
    const char *keep = message(drawing, drawing->slip->language, "slip.keep", &found);
    centre(drawing, keep, found, look->line, true);
    if (found != drawing->french) {
        keep = message(drawing, drawing->french, "slip.keep", &found);
        centre(drawing, keep, found, look->second, false);
    }
    if (drawing->slip->commune->phone) {
        struct argument phone = {
            .kind = ARGUMENT_CODE, .name = "phone", .text = drawing->slip->commune->phone};
        const char *text = message_text(drawing->arena, drawing->maker->messages,
                                        drawing->slip->language, "slip.phone", &phone, 1, &found);
        centre(drawing, text, found ? found : drawing->french, look->second, false);
    }
    sheet_move(drawing->sheet, look->gap);
    sheet_star_band(drawing->sheet, look->margin);
}

struct image slip_draw(struct slip_maker *maker, const struct slip *slip, int paper_mm)
{
    int dots = print_dots(paper_mm);
    const struct look *look = dots == print_dots(80) ? &wide : &narrow;
    struct drawing drawing = {.maker = maker,
                              .slip = slip,
                              .look = look,
                              .french = language_find("fr"),
                              .arena = arena_new(),
                              .sheet = sheet_new(maker->engine, dots, slip->language->is_rtl),
                              .width = dots - 2 * look->margin};
    sheet_move(drawing.sheet, 8);
    draw_head(&drawing);
    rule(&drawing);
    draw_number(&drawing);
    draw_issued(&drawing);
    draw_appointment(&drawing);
    draw_code(&drawing);
    draw_lines(&drawing);
    draw_foot(&drawing);
    sheet_move(drawing.sheet, 8);
    struct image paper = sheet_finish(drawing.sheet);
    sheet_free(drawing.sheet);
    arena_free(drawing.arena);
    return paper;
}
