#include "text/analysis.h"

#include "base/log.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "language/message.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>

#define TEXT_MOST     65536 /* bytes; what is longer is cut */
#define BRACKETS_MOST 32

struct analysis {
    struct text_cell *cells;
    size_t count;
    UChar *units;     /* UTF-16, for ICU */
    int32_t *unit_of; /* first unit of each cell, and the end */
    size_t *cell_of;  /* cell of each unit, and the end */
    int32_t unit_count;
};

void text_tools_close(struct text_tools *tools)
{
    if (tools->bidi)
        ubidi_close(tools->bidi);
    if (tools->signs)
        ubrk_close(tools->signs);
    for (size_t i = 0; i < sizeof tools->lines / sizeof *tools->lines; i++)
        if (tools->lines[i].breaks)
            ubrk_close(tools->lines[i].breaks);
    *tools = (struct text_tools){0};
}

/* ---- Characters ---- */

static bool is_bidi_control(uint32_t c)
{
    return (c >= 0x2066 && c <= 0x2069) || (c >= 0x202A && c <= 0x202E) || c == 0x200E ||
           c == 0x200F || c == 0x061C;
}

static void read_cells(struct analysis *analysis, struct arena *arena, const char *text)
{
    size_t length = utf8_cut(text, strlen(text), TEXT_MOST);
    analysis->cells = arena_take(arena, length + 1, sizeof *analysis->cells);
    bool emphasised = false, begins_line = false;
    for (size_t i = 0; i < length;) {
        uint32_t c = utf8_next(text, length, &i);
        if (c == TEXT_STRONG || c == TEXT_PLAIN)
            emphasised = c == TEXT_STRONG;
        if (c == '\n') {
            /* An empty line is a line too: a hidden cell holds its place. */
            analysis->cells[analysis->count++] = (struct text_cell){
                .c = ' ', .hidden = true, .space = true, .begins_line = begins_line};
            begins_line = true;
        }
        if (c == '\t')
            c = ' ';
        if (c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029)
            continue;
        analysis->cells[analysis->count++] = (struct text_cell){.c = c,
                                                                .emphasised = emphasised,
                                                                .hidden = is_bidi_control(c),
                                                                .space = u_isWhitespace((UChar32)c),
                                                                .begins_line = begins_line};
        begins_line = false;
    }
}

static void write_units(struct analysis *analysis, struct arena *arena)
{
    size_t most = 2 * analysis->count + 1;
    analysis->units = arena_take(arena, most, sizeof *analysis->units);
    analysis->unit_of = arena_take(arena, analysis->count + 1, sizeof *analysis->unit_of);
    analysis->cell_of = arena_take(arena, most, sizeof *analysis->cell_of);
    int32_t end = 0;
    for (size_t i = 0; i < analysis->count; i++) {
        int32_t begin = end;
        U16_APPEND_UNSAFE(analysis->units, end, analysis->cells[i].c);
        analysis->unit_of[i] = begin;
        for (int32_t unit = begin; unit < end; unit++)
            analysis->cell_of[unit] = i;
    }
    analysis->unit_of[analysis->count] = end;
    analysis->cell_of[end] = analysis->count;
    analysis->unit_count = end;
}

/* ---- Direction ---- */

static void find_levels(struct text_tools *tools, struct analysis *analysis, size_t begin,
                        size_t end, bool rtl)
{
    struct text_cell *cells = analysis->cells;
    int32_t from = analysis->unit_of[begin], units = analysis->unit_of[end] - from;
    UErrorCode status = U_ZERO_ERROR;
    if (!tools->bidi)
        tools->bidi = ubidi_open();
    ubidi_setPara(tools->bidi, analysis->units + from, units, rtl ? 1 : 0, NULL, &status);
    const UBiDiLevel *levels = units ? ubidi_getLevels(tools->bidi, &status) : NULL;
    for (size_t i = begin; i < end; i++)
        cells[i].level = U_SUCCESS(status) && levels ? levels[analysis->unit_of[i] - from] : rtl;
}

/* ---- Scripts ---- */

static bool has_no_script(UScriptCode script)
{
    return script == USCRIPT_COMMON || script == USCRIPT_INHERITED;
}

#define ISOLATE_ENDS 0x2069

/* What closes the sign or isolate that opens with `c`; 0 when it opens none. */
static uint32_t closing_of(uint32_t c)
{
    int8_t kind = u_charType((UChar32)c);
    if (kind == U_START_PUNCTUATION || kind == U_INITIAL_PUNCTUATION)
        return (uint32_t)u_charMirror((UChar32)c);
    return c >= 0x2066 && c <= 0x2068 ? ISOLATE_ENDS : 0;
}

static bool may_close(uint32_t c)
{
    int8_t kind = u_charType((UChar32)c);
    return kind == U_END_PUNCTUATION || kind == U_FINAL_PUNCTUATION || c == ISOLATE_ENDS;
}

/* Brackets and guillemets take one script, that of what stands before them, so that both are drawn
 * by one font even round a foreign word; what follows an isolate goes on as before it. */
static void find_scripts(struct text_cell *cells, size_t count, UScriptCode home)
{
    struct {
        uint32_t closing;
        UScriptCode script;
    } open[BRACKETS_MOST];
    size_t depth = 0;
    UScriptCode current = USCRIPT_COMMON;
    for (size_t i = 0; i < count; i++) {
        UErrorCode status = U_ZERO_ERROR;
        UChar32 c = (UChar32)cells[i].c;
        UScriptCode script = uscript_getScript(c, &status);
        if (U_FAILURE(status))
            script = USCRIPT_COMMON;
        if (!has_no_script(script))
            current = script;
        cells[i].script = has_no_script(script) ? current : script;
        uint32_t closing = closing_of(cells[i].c);
        if (closing && depth < BRACKETS_MOST) {
            open[depth].closing = closing;
            open[depth++].script = cells[i].script;
        }
        for (size_t k = may_close(cells[i].c) ? depth : 0; k > 0; k--)
            if (open[k - 1].closing == cells[i].c) {
                cells[i].script = current = open[k - 1].script;
                depth = k - 1;
                break;
            }
    }
    /* What stands before the first letter goes with the language of the text. */
    for (size_t i = 0; i < count; i++)
        if (has_no_script(cells[i].script))
            cells[i].script = home;
}

static UScriptCode script_of_language(const char *language)
{
    UScriptCode script[4] = {USCRIPT_LATIN};
    UErrorCode status = U_ZERO_ERROR;
    uscript_getCode(language, script, 4, &status);
    return U_SUCCESS(status) ? script[0] : USCRIPT_LATIN;
}

/* ---- Fonts ---- */

static bool joins_what_stands_before(uint32_t c)
{
    return (U_GET_GC_MASK((UChar32)c) & U_GC_M_MASK) != 0 ||
           u_hasBinaryProperty((UChar32)c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
}

static void find_fonts(struct fonts *fonts, struct text_cell *cells, size_t count,
                       const struct text_style *style)
{
    const char *language = style->language->code;
    for (size_t i = 0; i < count; i++) {
        struct text_cell *cell = &cells[i];
        if (i > 0 && !cell->begins_line && joins_what_stands_before(cell->c) &&
            (fonts_has(fonts, cells[i - 1].file, cell->c) || cell->hidden)) {
            cell->file = cells[i - 1].file;
            continue;
        }
        bool bold = style->bold || cell->emphasised;
        cell->file = fonts_choose(fonts, language, cell->script, cell->c, bold);
        if (cell->file < 0)
            cell->file = fonts_last_resort(fonts, language);
    }
}

/* ---- Breaks ---- */

static UBreakIterator *line_breaks(struct text_tools *tools, const char *language)
{
    size_t most = sizeof tools->lines / sizeof *tools->lines, i = 0;
    while (i + 1 < most && tools->lines[i].breaks &&
           strcmp(tools->lines[i].language, language) != 0)
        i++;
    if (!tools->lines[i].breaks) {
        UErrorCode status = U_ZERO_ERROR;
        tools->lines[i].breaks = ubrk_open(UBRK_LINE, language, NULL, 0, &status);
        strncat(tools->lines[i].language, language, sizeof tools->lines[i].language - 1);
    }
    return tools->lines[i].breaks;
}

static bool is_of_address(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '-' || c == '/' || c == '_' || c == '@';
}

/* An address ("info-retraite.fr") is not torn at its hyphens: who copies it would not know whether
 * they belong to it. */
static void keep_addresses_whole(struct text_cell *cells, size_t count)
{
    for (size_t begin = 0, end; begin < count; begin = end + 1) {
        bool has_inner_dot = false;
        for (end = begin; end < count && is_of_address(cells[end].c); end++)
            has_inner_dot |= cells[end].c == '.' && end > begin && end + 1 < count &&
                             is_of_address(cells[end + 1].c);
        for (size_t i = begin + 1; has_inner_dot && i < end; i++)
            cells[i].may_break = cells[i].may_break && cells[i - 1].c != '-';
    }
}

static void find_breaks(struct text_tools *tools, struct analysis *analysis, const char *language)
{
    UErrorCode status = U_ZERO_ERROR;
    UBreakIterator *lines = line_breaks(tools, language);
    if (!tools->signs)
        tools->signs = ubrk_open(UBRK_CHARACTER, "", NULL, 0, &status);
    if (!lines || !tools->signs) {
        log_write(LOG_FAILURE, "ICU's line-breaking data is missing: lines will not be broken");
        return;
    }
    ubrk_setText(lines, analysis->units, analysis->unit_count, &status);
    for (int32_t at = ubrk_first(lines); at != UBRK_DONE; at = ubrk_next(lines))
        if (at < analysis->unit_count)
            analysis->cells[analysis->cell_of[at]].may_break = true;
    keep_addresses_whole(analysis->cells, analysis->count);
    ubrk_setText(tools->signs, analysis->units, analysis->unit_count, &status);
    for (int32_t at = ubrk_first(tools->signs); at != UBRK_DONE; at = ubrk_next(tools->signs))
        if (at < analysis->unit_count)
            analysis->cells[analysis->cell_of[at]].begins_sign = true;
}

struct text_cell *text_analyse(struct text_tools *tools, struct fonts *fonts, struct arena *arena,
                               const char *text, const struct text_style *style, size_t *count)
{
    struct analysis analysis = {0};
    read_cells(&analysis, arena, text);
    write_units(&analysis, arena);
    *count = analysis.count;
    if (analysis.count == 0)
        return analysis.cells;
    for (size_t begin = 0, end; begin < analysis.count; begin = end) {
        end = begin + 1;
        while (end < analysis.count && !analysis.cells[end].begins_line)
            end++;
        find_levels(tools, &analysis, begin, end, style->language->is_rtl);
    }
    find_scripts(analysis.cells, analysis.count, script_of_language(style->language->code));
    find_fonts(fonts, analysis.cells, analysis.count, style);
    find_breaks(tools, &analysis, style->language->code);
    return analysis.cells;
}
