#include "ticket/sheet.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

#define BAND_STAR    20
#define BAND_DIAMOND 8
#define BAND_STEP    36
#define SAMPLES      4 /* across a pixel: smooth edges */

struct piece {
    struct image image;
    int x, y;
};

struct sheet {
    struct text_engine *engine;
    struct piece *pieces;
    size_t count, capacity;
    int width, y;
    bool rtl, is_full;
};

struct sheet *sheet_new(struct text_engine *engine, int width, bool rtl)
{
    struct sheet *sheet = memory_new(1, sizeof *sheet);
    *sheet = (struct sheet){.engine = engine, .width = width, .rtl = rtl};
    return sheet;
}

void sheet_free(struct sheet *sheet)
{
    for (size_t i = 0; i < sheet->count; i++)
        image_free(&sheet->pieces[i].image);
    free(sheet->pieces);
    free(sheet);
}

int sheet_y(const struct sheet *sheet)
{
    return sheet->y;
}

void sheet_move(struct sheet *sheet, int down)
{
    sheet->y += down;
}

bool sheet_is_full(const struct sheet *sheet)
{
    return sheet->is_full;
}

void sheet_put(struct sheet *sheet, struct image picture, int start, int down)
{
    sheet->is_full |= picture.height > SHEET_LONGEST - sheet->y - down;
    if (sheet->is_full) {
        image_free(&picture);
        return;
    }
    if (sheet->count == sheet->capacity) {
        sheet->capacity = sheet->capacity ? 2 * sheet->capacity : 32;
        sheet->pieces = memory_resize(sheet->pieces, sheet->capacity, sizeof *sheet->pieces);
    }
    int x = sheet->rtl ? sheet->width - start - picture.width : start;
    sheet->pieces[sheet->count++] = (struct piece){.image = picture, .x = x, .y = sheet->y + down};
}

/* ---- Words ---- */

/* Tifinagh has no bold face: its strong words are struck twice, as on a typewriter, which at these
 * sizes thickens the strokes and keeps the letters apart. */
static bool is_struck_twice(const struct words *words)
{
    return words->bold && strcmp(words->language->code, "zgh") == 0;
}

static struct text_style style_of(const struct sheet *sheet, const struct words *words)
{
    return (struct text_style){.size = words->size,
                               .bold = words->bold && !is_struck_twice(words),
                               .colour = SHEET_INK,
                               .align = words->align,
                               .language = words->language,
                               .layout_is_rtl = sheet->rtl};
}

static struct image draw_words(const struct sheet *sheet, const struct words *words,
                               const struct text_paragraph *paragraph)
{
    struct image once = text_draw(sheet->engine, paragraph);
    if (!is_struck_twice(words))
        return once;
    struct image twice = image_new(once.width + 1, once.height, 0);
    image_draw(&twice, &once, 0, 0);
    image_draw(&twice, &once, 1, 0);
    image_free(&once);
    return twice;
}

/* Centred lines look best when they are about equally long: the narrowest width that needs no more
 * lines. */
static struct text_paragraph *balance(const struct sheet *sheet, const struct words *words,
                                      struct text_paragraph *paragraph, int width)
{
    struct text_style style = style_of(sheet, words);
    size_t lines = text_line_count(paragraph);
    int narrow = width / 2, enough = text_width(paragraph);
    while (enough - narrow > 8) {
        int middle = (narrow + enough) / 2;
        struct text_paragraph *tried = text_lay_out(sheet->engine, words->text, &style, middle);
        bool fits = text_line_count(tried) <= lines && text_width(tried) <= middle;
        if (fits) {
            text_paragraph_free(paragraph);
            paragraph = tried;
            enough = middle;
        } else {
            text_paragraph_free(tried);
            narrow = middle;
        }
    }
    return paragraph;
}

int sheet_words(struct sheet *sheet, const struct words *words, int start, int width)
{
    struct text_style style = style_of(sheet, words);
    struct text_paragraph *paragraph = text_lay_out(sheet->engine, words->text, &style, width);
    bool centred = words->align == TEXT_CENTRE;
    if (centred && text_line_count(paragraph) > 1)
        paragraph = balance(sheet, words, paragraph, width);
    int height = text_height(paragraph);
    if (height > SHEET_LONGEST - sheet->y) {
        sheet->is_full = true;
        height = 0;
    } else {
        struct image picture = draw_words(sheet, words, paragraph);
        sheet_put(sheet, picture, start + (centred ? (width - picture.width) / 2 : 0), 0);
    }
    text_paragraph_free(paragraph);
    return height;
}

static bool is_blank_row(const struct image *image, int y)
{
    for (int x = 0; x < image->width; x++)
        if (image->pixels[y * image->width + x] >> 24)
            return false;
    return true;
}

struct image sheet_picture(struct sheet *sheet, const struct words *words)
{
    struct text_style style = style_of(sheet, words);
    struct text_paragraph *paragraph = text_lay_out(sheet->engine, words->text, &style, 0);
    struct image whole = draw_words(sheet, words, paragraph);
    text_paragraph_free(paragraph);
    int top = 0, bottom = whole.height;
    while (top + 1 < bottom && is_blank_row(&whole, top))
        top++;
    while (bottom > top + 1 && is_blank_row(&whole, bottom - 1))
        bottom--;
    struct image picture = image_new(whole.width, bottom - top, 0);
    image_draw(&picture, &whole, 0, -top);
    image_free(&whole);
    return picture;
}

/* ---- Shapes ---- */

void sheet_fill(struct sheet *sheet, int start, int down, int width, int height)
{
    sheet_put(sheet, image_new(width, height, SHEET_INK), start, down);
}

void sheet_frame(struct sheet *sheet, int start, int down, int width, int height, int border)
{
    struct image frame = image_new(width, height, SHEET_INK);
    image_fill(&frame, border, border, width - 2 * border, height - 2 * border, 0);
    sheet_put(sheet, frame, start, down);
}

/* Within the star of points at distance 1 from the middle. */
static bool is_in_star(double x, double y, double radius)
{
    double side = radius * 0.70710678;
    x = x < 0 ? -x : x;
    y = y < 0 ? -y : y;
    return x + y <= radius || (x <= side && y <= side);
}

static bool is_star_ink(double x, double y, bool hollow)
{
    if (!is_in_star(x, y, 1))
        return false;
    return !hollow || !is_in_star(x, y, 0.68) || x * x + y * y <= 0.26 * 0.26;
}

struct image star_draw(int size, bool hollow)
{
    struct image star = image_new(size, size, 0);
    for (int y = 0; y < size; y++)
        for (int x = 0; x < size; x++) {
            unsigned inside = 0;
            for (int k = 0; k < SAMPLES * SAMPLES; k++) {
                double at_x = (x + (k % SAMPLES + 0.5) / SAMPLES) * 2 / size - 1;
                double at_y = (y + (k / SAMPLES + 0.5) / SAMPLES) * 2 / size - 1;
                inside += is_star_ink(at_x, at_y, hollow);
            }
            star.pixels[y * size + x] = (inside * 255 / (SAMPLES * SAMPLES)) << 24;
        }
    return star;
}

static struct image diamond_draw(int size)
{
    struct image diamond = image_new(size, size, 0);
    int middle = size - 1; /* in half pixels, so that even sizes are symmetric */
    for (int y = 0; y < size; y++)
        for (int x = 0; x < size; x++)
            if (abs(2 * x - middle) + abs(2 * y - middle) <= size)
                diamond.pixels[y * size + x] = SHEET_INK;
    return diamond;
}

void sheet_star_band(struct sheet *sheet, int margin)
{
    int stars = (sheet->width - 2 * margin - BAND_STAR) / BAND_STEP + 1;
    int left = (sheet->width - (stars - 1) * BAND_STEP - BAND_STAR) / 2;
    for (int i = 0; i < stars; i++) {
        int x = left + i * BAND_STEP;
        sheet_put(sheet, star_draw(BAND_STAR, false), x, 0);
        if (i + 1 < stars)
            sheet_put(sheet, diamond_draw(BAND_DIAMOND),
                      x + (BAND_STAR + BAND_STEP - BAND_DIAMOND) / 2,
                      (BAND_STAR - BAND_DIAMOND) / 2);
    }
    sheet_move(sheet, BAND_STAR);
}

struct image sheet_finish(const struct sheet *sheet)
{
    struct image paper = image_new(sheet->width, sheet->y > 0 ? sheet->y : 1, SHEET_PAPER);
    for (size_t i = 0; i < sheet->count; i++)
        image_draw(&paper, &sheet->pieces[i].image, sheet->pieces[i].x, sheet->pieces[i].y);
    return paper;
}
