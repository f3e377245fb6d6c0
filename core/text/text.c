#include "text/text.h"

#include "base/buffer.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "text/shape.h"

#include <SDL.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>

#define SIZE_LEAST  4
#define SIZE_MOST   1000
#define WIDTH_MOST  16000 /* of one line: what the font library can draw in one go */
#define HINTED      1     /* pixels that hinting may add above and below the outline */
#define ARABIC_LINE 155   /* per cent of the size */
#define OTHER_LINE  130

struct text_engine {
    struct fonts *fonts;
    struct text_tools tools;
    hb_buffer_t *buffer;
};

struct text_run {
    char *text; /* in logical order, controls gone: the library mirrors and joins it itself */
    int file;
    UScriptCode script;
    UBiDiLevel level;
    uint32_t colour;
    int x;    /* of the pen, from the line's left edge */
    int left; /* how far ink stands left of the pen */
    int top;  /* ink above the baseline */
};

struct text_line {
    struct text_run *runs; /* in visual order */
    size_t count;
    int width, top, bottom; /* ink above and below the baseline */
};

struct text_paragraph {
    struct arena *arena;
    struct text_style style;
    struct text_line *lines;
    size_t count, capacity;
    int asked_width, width, height;
    int baseline, line_height; /* of the first line; from one to the next */
};

struct text_engine *text_engine_new(const char *fonts_yaml, struct error *error)
{
    struct fonts *fonts = fonts_new(fonts_yaml, error);
    if (!fonts)
        return NULL;
    struct text_engine *engine = memory_new(1, sizeof *engine);
    engine->fonts = fonts;
    engine->buffer = hb_buffer_create();
    return engine;
}

void text_engine_free(struct text_engine *engine)
{
    if (!engine)
        return;
    hb_buffer_destroy(engine->buffer);
    text_tools_close(&engine->tools);
    fonts_free(engine->fonts);
    free(engine);
}

/* ---- Lines ---- */

static int pixels_up(int position)
{
    return position > 0 ? (position + 63) / 64 : 0;
}

static uint32_t colour_of(const struct text_engine *engine, const struct text_style *style,
                          const struct text_cell *cell)
{
    bool is_marked = cell->emphasised || (style->bold && !fonts_is_bold(engine->fonts, cell->file));
    return is_marked && style->strong_colour ? style->strong_colour : style->colour;
}

static char *run_text(struct arena *arena, const struct text_cell *cells, size_t count)
{
    char *text = arena_take(arena, 4 * count + 1, 1);
    size_t length = 0;
    for (size_t i = 0; i < count; i++)
        if (!cells[i].hidden)
            length += utf8_put(cells[i].c, text + length);
    return text;
}

static int larger(int a, int b)
{
    return a > b ? a : b;
}

/* The ends of a line's ink while its runs are set, in 26.6 pixels from where the pen began. */
struct line_extent {
    int pen, left, right;
};

static void add_run(struct text_engine *engine, struct arena *arena, const struct text_style *style,
                    struct text_cell *cells, size_t count, struct text_line *line,
                    struct line_extent *extent)
{
    char *text = run_text(arena, cells, count);
    if (!text[0])
        return;
    struct shape shape =
        text_shape(engine->fonts, engine->buffer, cells, count, style->size, false);
    line->runs[line->count++] = (struct text_run){.text = text,
                                                  .file = cells->file,
                                                  .script = cells->script,
                                                  .level = cells->level,
                                                  .colour = colour_of(engine, style, cells),
                                                  .x = (extent->pen + 32) / 64,
                                                  .left = pixels_up(-shape.left),
                                                  .top = pixels_up(shape.top)};
    extent->left = -larger(-extent->left, -(extent->pen + shape.left));
    extent->right = larger(extent->right, extent->pen + shape.right);
    extent->pen += shape.advance;
    line->top = larger(line->top, pixels_up(shape.top));
    line->bottom = larger(line->bottom, pixels_up(shape.bottom));
}

/* Lays the runs of one line side by side as they are read; widths as shaped with these breaks. */
static struct text_line make_line(struct text_engine *engine, struct arena *arena,
                                  const struct text_style *style, struct text_cell *cells,
                                  size_t count)
{
    struct text_line line = {0};
    while (count > 0 && (cells[count - 1].space || cells[count - 1].hidden))
        count--;
    if (count == 0)
        return line;
    size_t *begins = arena_take(arena, count, sizeof *begins), run_count = 0;
    UBiDiLevel *levels = arena_take(arena, count, sizeof *levels);
    for (size_t i = 0; i < count; i += text_run_length(cells + i, count - i)) {
        levels[run_count] = cells[i].level;
        begins[run_count++] = i;
    }
    int32_t *order = arena_take(arena, run_count, sizeof *order);
    ubidi_reorderVisual(levels, (int32_t)run_count, order);
    line.runs = arena_take(arena, run_count, sizeof *line.runs);
    struct line_extent extent = {0};
    for (size_t i = 0; i < run_count; i++) {
        size_t begin = begins[order[i]];
        add_run(engine, arena, style, cells + begin, text_run_length(cells + begin, count - begin),
                &line, &extent);
    }
    int indent = pixels_up(-extent.left);
    for (size_t i = 0; i < line.count; i++)
        line.runs[i].x += indent;
    line.width = indent + pixels_up(larger(extent.pen, extent.right));
    return line;
}

/* How many cells fit within `limit`: up to the last place to break, else up to the last sign. */
static size_t fill_line(const struct text_cell *cells, size_t count, hb_position_t limit)
{
    hb_position_t sum = 0;
    size_t last_break = 0;
    for (size_t i = 0; i < count; i++) {
        if (i > 0 && cells[i].may_break)
            last_break = i;
        sum += cells[i].advance;
        if (sum <= limit || cells[i].space)
            continue;
        if (last_break > 0)
            return last_break;
        size_t cut = i;
        while (cut > 0 && !cells[cut].begins_sign)
            cut--;
        if (cut > 0)
            return cut;
        for (cut = i + 1; cut < count && !cells[cut].begins_sign; cut++) {
        }
        return cut;
    }
    return count;
}

static void add_line(struct text_paragraph *paragraph, struct text_line line)
{
    if (paragraph->count == paragraph->capacity) {
        paragraph->capacity = paragraph->capacity ? 2 * paragraph->capacity : 4;
        paragraph->lines =
            memory_resize(paragraph->lines, paragraph->capacity, sizeof *paragraph->lines);
    }
    paragraph->lines[paragraph->count++] = line;
    if (line.width > paragraph->width)
        paragraph->width = line.width;
}

/* A line shaped on its own can be some pixels wider than its part of the whole (an Arabic letter
 * takes its final form at a break): then a little less is put into it. */
static size_t add_filled_line(struct text_engine *engine, struct text_paragraph *paragraph,
                              struct text_cell *cells, size_t count, int width)
{
    hb_position_t limit = width * 64;
    size_t used = fill_line(cells, count, limit);
    struct text_line line = make_line(engine, paragraph->arena, &paragraph->style, cells, used);
    for (int tries = 0; tries < 4 && line.width > width && used > 1; tries++) {
        limit -= (line.width - width) * 64;
        size_t fewer = fill_line(cells, count, limit);
        if (limit <= 0 || fewer >= used)
            break;
        used = fewer;
        line = make_line(engine, paragraph->arena, &paragraph->style, cells, used);
    }
    add_line(paragraph, line);
    return used;
}

static void fill_lines(struct text_engine *engine, struct text_paragraph *paragraph,
                       struct text_cell *cells, size_t count)
{
    for (size_t i = 0, length; i < count; i += length) {
        length = text_run_length(cells + i, count - i);
        text_shape(engine->fonts, engine->buffer, cells + i, length, paragraph->style.size, true);
    }
    int width = paragraph->asked_width > 0 && paragraph->asked_width < WIDTH_MOST
                    ? paragraph->asked_width
                    : WIDTH_MOST;
    for (size_t begin = 0; begin < count;) {
        size_t end = begin + 1;
        while (end < count && !cells[end].begins_line)
            end++;
        while (begin < end)
            begin += add_filled_line(engine, paragraph, cells + begin, end - begin, width);
    }
    if (paragraph->count == 0)
        add_line(paragraph, (struct text_line){0});
}

/* ---- Height ---- */

/* The file whose extent sets the baseline: the Arabic one wherever there is Arabic, so that lines
 * with and without a foreign word keep one rhythm. */
static int leading_file(const struct text_engine *engine, const struct text_style *style,
                        const struct text_cell *cells, size_t count, bool *is_arabic)
{
    *is_arabic = style->language->is_rtl;
    for (size_t i = 0; i < count && !*is_arabic; i++)
        *is_arabic = cells[i].script == USCRIPT_ARABIC && !cells[i].hidden;
    int file = *is_arabic ? fonts_choose(engine->fonts, "ar", USCRIPT_ARABIC, 0x0628, false) : -1;
    return file >= 0 ? file : fonts_last_resort(engine->fonts, style->language->code);
}

static void set_height(const struct text_engine *engine, struct text_paragraph *paragraph,
                       const struct text_cell *cells, size_t count)
{
    const struct text_style *style = &paragraph->style;
    bool is_arabic;
    int file = leading_file(engine, style, cells, count, &is_arabic), above, below;
    fonts_extent(engine->fonts, file, &above, &below);
    int per_cent = style->line_height ? style->line_height : is_arabic ? ARABIC_LINE : OTHER_LINE;
    paragraph->line_height = (style->size * per_cent + 50) / 100;
    int box = style->size * (above + below) / 1000;
    int baseline = (paragraph->line_height - box) / 2 + style->size * above / 1000;
    const struct text_line *first = &paragraph->lines[0];
    const struct text_line *last = &paragraph->lines[paragraph->count - 1];
    int below_last = paragraph->line_height - baseline;
    paragraph->baseline = first->top + HINTED > baseline ? first->top + HINTED : baseline;
    if (last->bottom + HINTED > below_last)
        below_last = last->bottom + HINTED;
    paragraph->height =
        paragraph->baseline + below_last + (int)(paragraph->count - 1) * paragraph->line_height;
}

static struct text_style settled(const struct text_style *style)
{
    struct text_style settled = *style;
    if (!settled.language)
        settled.language = language_find("fr");
    settled.size = settled.size < SIZE_LEAST  ? SIZE_LEAST
                   : settled.size > SIZE_MOST ? SIZE_MOST
                                              : settled.size;
    return settled;
}

struct text_paragraph *text_lay_out(struct text_engine *engine, const char *text,
                                    const struct text_style *style, int width)
{
    struct text_paragraph *paragraph = memory_new(1, sizeof *paragraph);
    paragraph->arena = arena_new();
    paragraph->style = settled(style);
    paragraph->asked_width = width;
    struct arena *scratch = arena_new();
    size_t count;
    struct text_cell *cells = text_analyse(&engine->tools, engine->fonts, scratch, text ? text : "",
                                           &paragraph->style, &count);
    fill_lines(engine, paragraph, cells, count);
    set_height(engine, paragraph, cells, count);
    arena_free(scratch);
    hb_buffer_reset(engine->buffer);
    return paragraph;
}

void text_paragraph_free(struct text_paragraph *paragraph)
{
    if (!paragraph)
        return;
    free(paragraph->lines);
    arena_free(paragraph->arena);
    free(paragraph);
}

int text_width(const struct text_paragraph *paragraph)
{
    return paragraph->width;
}

int text_height(const struct text_paragraph *paragraph)
{
    return paragraph->height;
}

size_t text_line_count(const struct text_paragraph *paragraph)
{
    return paragraph->count;
}

/* ---- Drawing ---- */

static SDL_Surface *render(TTF_Font *letters, const struct text_run *run)
{
    TTF_SetFontDirection(letters, run->level & 1 ? TTF_DIRECTION_RTL : TTF_DIRECTION_LTR);
    TTF_SetFontScriptName(letters, uscript_getShortName(run->script));
    SDL_Color colour = {.r = run->colour >> 16 & 0xFF,
                        .g = run->colour >> 8 & 0xFF,
                        .b = run->colour & 0xFF,
                        .a = run->colour >> 24};
    return TTF_RenderUTF8_Blended(letters, run->text, colour);
}

static void draw_run(struct text_engine *engine, const struct text_style *style,
                     const struct text_run *run, struct image *image, int x, int baseline)
{
    TTF_Font *letters = fonts_letters(engine->fonts, run->file, style->size);
    SDL_Surface *surface = letters ? render(letters, run) : NULL;
    if (!surface)
        return;
    /* A surface grown past the font's height was shifted down by the ink above its ascent, and one
     * with ink left of the pen was shifted right; the library does not tell either. */
    int top = TTF_FontAscent(letters);
    if (surface->h > TTF_FontHeight(letters) && run->top > top)
        top = run->top;
    for (int row = 0; row < surface->h; row++) {
        struct image one = {.width = surface->w,
                            .height = 1,
                            .pixels = (uint32_t *)(void *)((char *)surface->pixels +
                                                           (size_t)row * (size_t)surface->pitch)};
        image_draw(image, &one, x + run->x - run->left, baseline - top + row);
    }
    SDL_FreeSurface(surface);
}

struct image text_draw(struct text_engine *engine, const struct text_paragraph *paragraph)
{
    const struct text_style *style = &paragraph->style;
    bool fills = style->align != TEXT_START && paragraph->asked_width > paragraph->width;
    int width = fills ? paragraph->asked_width : paragraph->width;
    struct image image = image_new(width > 0 ? width : 1, paragraph->height, 0);
    bool to_the_right = (style->align == TEXT_END) != style->layout_is_rtl;
    int baseline = paragraph->baseline;
    for (size_t i = 0; i < paragraph->count; i++) {
        const struct text_line *line = &paragraph->lines[i];
        int x = style->align == TEXT_CENTRE ? (width - line->width) / 2
                : to_the_right              ? width - line->width
                                            : 0;
        for (size_t k = 0; k < line->count; k++)
            draw_run(engine, style, &line->runs[k], &image, x, baseline);
        baseline += paragraph->line_height;
    }
    return image;
}

/* ---- For tests and checks ---- */

char *text_describe_line(const struct text_engine *engine, const struct text_paragraph *paragraph,
                         size_t index)
{
    struct buffer out = buffer_new(1 << 20);
    if (index < paragraph->count) {
        const struct text_line *line = &paragraph->lines[index];
        for (size_t i = 0; i < line->count; i++)
            buffer_print(&out, "%s%s %d %s", i ? " | " : "",
                         fonts_name(engine->fonts, line->runs[i].file), line->runs[i].level,
                         line->runs[i].text);
    }
    char *described = memory_copy_text(buffer_text(&out));
    buffer_free(&out);
    return described;
}

static bool is_ignorable(uint32_t c)
{
    return u_hasBinaryProperty((UChar32)c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
}

size_t text_missing_glyphs(struct text_engine *engine, const char *text)
{
    struct text_style style = settled(&(struct text_style){.size = 16});
    struct arena *scratch = arena_new();
    size_t count, missing = 0;
    struct text_cell *cells =
        text_analyse(&engine->tools, engine->fonts, scratch, text, &style, &count);
    for (size_t i = 0; i < count; i++)
        if (!cells[i].hidden && !is_ignorable(cells[i].c) &&
            !fonts_has(engine->fonts, cells[i].file, cells[i].c))
            missing++;
    arena_free(scratch);
    return missing;
}
