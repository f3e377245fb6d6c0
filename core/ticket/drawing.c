#include "ticket/drawing.h"

#include "base/file.h"
#include "base/memory.h"
#include "print/print.h"

#include <stdlib.h>

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
                                 .title = 42,
                                 .heading = 34,
                                 .body = 32,
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
                                   .title = 36,
                                   .heading = 30,
                                   .body = 29,
                                   .line = 26,
                                   .note = 21,
                                   .box = 28};

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

struct drawing drawing_begin(struct slip_maker *maker, const struct commune *commune,
                             const struct language *language, int paper_mm)
{
    int dots = print_dots(paper_mm);
    const struct look *look = dots == print_dots(80) ? &wide : &narrow;
    struct drawing drawing = {.maker = maker,
                              .commune = commune,
                              .language = language,
                              .look = look,
                              .french = language_find("fr"),
                              .arena = arena_new(),
                              .sheet = sheet_new(maker->engine, dots, language->is_rtl),
                              .width = dots - 2 * look->margin};
    sheet_move(drawing.sheet, 8);
    return drawing;
}

struct image drawing_end(struct drawing *drawing)
{
    sheet_move(drawing->sheet, 8);
    struct image paper = {0};
    if (!sheet_is_full(drawing->sheet))
        paper = sheet_finish(drawing->sheet);
    sheet_free(drawing->sheet);
    arena_free(drawing->arena);
    return paper;
}

/* ---- Lines of words ---- */

void draw_centred(struct drawing *drawing, const char *text, const struct language *language,
                  int size, bool bold)
{
    struct words words = {
        .text = text, .language = language, .size = size, .bold = bold, .align = TEXT_CENTRE};
    sheet_move(drawing->sheet,
               sheet_words(drawing->sheet, &words, drawing->look->margin + drawing->inset,
                           drawing->width - 2 * drawing->inset));
}

const char *drawing_message(struct drawing *drawing, const struct language *language,
                            const char *key, const struct language **found)
{
    const char *text =
        message_text(drawing->arena, drawing->maker->messages, language, key, NULL, 0, found);
    if (!*found)
        *found = drawing->french;
    return text;
}

void draw_centred_message(struct drawing *drawing, const char *key, int size, bool bold)
{
    const struct language *found;
    const char *text = drawing_message(drawing, drawing->language, key, &found);
    draw_centred(drawing, text, found, size, bold);
}

bool drawing_is_french(const struct drawing *drawing)
{
    return drawing->language == drawing->french;
}

void draw_date(struct drawing *drawing, enum date_form form, int64_t ms, int size,
               const struct language *language, bool bold)
{
    draw_centred(drawing, date_print(drawing->arena, language, form, ms), language, size, bold);
}

void draw_moment(struct drawing *drawing, enum date_form form, int64_t ms)
{
    const struct look *look = drawing->look;
    draw_date(drawing, form, ms, look->label, drawing->language, false);
    if (!drawing_is_french(drawing))
        draw_date(drawing, form, ms, look->second, drawing->french, false);
}

void draw_rule(struct drawing *drawing)
{
    sheet_move(drawing->sheet, drawing->look->gap);
    sheet_fill(drawing->sheet, drawing->look->margin, 0, drawing->width, 2);
    sheet_move(drawing->sheet, drawing->look->gap);
}

/* ---- Head and foot ---- */

static void draw_name(struct drawing *drawing, const char *language, int size)
{
    const char *name = local_text_get(&drawing->commune->name, language);
    if (name)
        draw_centred(drawing, name, language_find(language), size, true);
}

void draw_head(struct drawing *drawing)
{
    const struct look *look = drawing->look;
    const struct commune *commune = drawing->commune;
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
    const char *office = language_pick(drawing->language, &commune->office, &found);
    if (office)
        draw_centred(drawing, office, found, look->office, false);
    const char *french = local_text_get(&commune->office, "fr");
    if (french && found != drawing->french)
        draw_centred(drawing, french, drawing->french, look->office_fr, false);
}

void draw_foot(struct drawing *drawing, const char *key)
{
    const struct look *look = drawing->look;
    draw_rule(drawing);
    const struct language *found;
    const char *what = drawing_message(drawing, drawing->language, key, &found);
    draw_centred(drawing, what, found, look->line, true);
    if (found != drawing->french) {
        what = drawing_message(drawing, drawing->french, key, &found);
        draw_centred(drawing, what, found, look->second, false);
    }
    if (drawing->commune->phone) {
        struct argument phone = {
            .kind = ARGUMENT_CODE, .name = "phone", .text = drawing->commune->phone};
        const char *text = message_text(drawing->arena, drawing->maker->messages, drawing->language,
                                        "slip.phone", &phone, 1, &found);
        draw_centred(drawing, text, found ? found : drawing->french, look->second, false);
    }
    sheet_move(drawing->sheet, look->gap);
    sheet_star_band(drawing->sheet, look->margin);
}
