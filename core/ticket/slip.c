#include "ticket/slip.h"

#include "text/icon.h"
#include "ticket/drawing.h"

static struct image number_picture(struct drawing *drawing, const struct slip *slip, int room)
{
    struct words words = {.text = slip->number, .language = drawing->french, .bold = true};
    for (words.size = drawing->look->number;; words.size -= 8) {
        struct image picture = sheet_picture(drawing->sheet, &words);
        if (picture.width <= room || words.size <= 20)
            return picture;
        image_free(&picture);
    }
}

/* A mark whose picture is missing is left out: the number alone says who is called. */
static struct image mark_picture(struct drawing *drawing, const struct slip *slip)
{
    struct image mark = {0};
    const char *name = slip->mark;
    if (name)
        icon_draw(drawing->maker->icons, arena_print(drawing->arena, "mark-%s", name),
                  drawing->look->mark, SHEET_INK, &mark, NULL);
    return mark;
}

static void draw_number(struct drawing *drawing, const struct slip *slip)
{
    const struct look *look = drawing->look;
    draw_centred_message(drawing, "slip.number", look->label, false);
    struct image mark = mark_picture(drawing, slip);
    int between = mark.width ? look->gap : 0;
    struct image number = number_picture(drawing, slip, drawing->width - mark.width - between);
    int start = look->margin + (drawing->width - number.width - mark.width - between) / 2;
    int height = number.height, number_width = number.width;
    int above = mark.height > height ? (mark.height - height) / 2 : 0;
    sheet_move(drawing->sheet, 12 + above);
    sheet_put(drawing->sheet, number, start, 0);
    if (mark.width)
        sheet_put(drawing->sheet, mark, start + number_width + between, (height - mark.height) / 2);
    sheet_move(drawing->sheet, height + above + 18);
    draw_centred(drawing, slip->service, drawing->language, look->service, true);
}

static void draw_appointment(struct drawing *drawing, const struct slip *slip)
{
    const struct look *look = drawing->look;
    int64_t when = slip->appointment_ms;
    if (when == 0)
        return;
    struct sheet *sheet = drawing->sheet;
    sheet_move(sheet, look->gap);
    int top = sheet_y(sheet);
    drawing->inset = 16;
    sheet_move(sheet, 18);
    draw_centred_message(drawing, "slip.appointment", look->label, false);
    draw_date(drawing, DATE_FULL, when, look->day, drawing->language, true);
    draw_date(drawing, DATE_TIME, when, look->time, drawing->french, true);
    if (!drawing_is_french(drawing))
        draw_date(drawing, DATE_FULL, when, look->second, drawing->french, false);
    sheet_move(sheet, 14);
    drawing->inset = 0;
    int height = sheet_y(sheet) - top;
    sheet_frame(sheet, look->margin, -height, drawing->width, height, 4);
}

static void draw_code(struct drawing *drawing, const struct slip *slip)
{
    const struct look *look = drawing->look;
    char spaced[12];
    ticket_code_print(slip->code, spaced);
    struct image qr = qr_draw(slip->digits, look->module);
    int height = qr.height;
    sheet_put(drawing->sheet, qr, look->margin + (drawing->width - qr.width) / 2, 0);
    sheet_move(drawing->sheet, height);
    draw_centred_message(drawing, "slip.code", look->second, false);
    draw_centred(drawing, spaced, drawing->french, look->code, true);
}

struct image slip_draw(struct slip_maker *maker, const struct slip *slip, int paper_mm)
{
    struct drawing drawing = drawing_begin(maker, slip->commune, slip->language, paper_mm);
    draw_head(&drawing);
    draw_rule(&drawing);
    draw_number(&drawing, slip);
    sheet_move(drawing.sheet, 6);
    draw_moment(&drawing, DATE_DAY_TIME, slip->issued_ms);
    draw_appointment(&drawing, slip);
    draw_code(&drawing, slip);
    draw_foot(&drawing, "slip.keep");
    return drawing_end(&drawing);
}
