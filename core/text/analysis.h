/* What is known of each character before lines are made: direction, script, font, where lines may
 * break. Used inside this room only. */
#ifndef MARHABA_TEXT_ANALYSIS_H
#define MARHABA_TEXT_ANALYSIS_H

#include "base/arena.h"
#include "text/fonts.h"
#include "text/text.h"

#include <unicode/ubidi.h>
#include <unicode/ubrk.h>

struct text_cell {
    uint32_t c;
    UScriptCode script;
    int file;
    hb_position_t advance; /* of the cluster that begins here, measured in its run */
    UBiDiLevel level;
    bool emphasised;
    bool hidden; /* a bidi control: done its work, never drawn */
    bool space;
    bool may_break;   /* a line may begin here */
    bool begins_sign; /* what a reader takes for one character begins here */
    bool begins_line; /* after a newline */
};

/* ICU's tools, opened when first needed. */
struct text_tools {
    UBiDi *bidi;
    UBreakIterator *signs;
    struct {
        char language[8];
        UBreakIterator *breaks;
    } lines[8];
};

void text_tools_close(struct text_tools *tools);

/* Cells of `text`, newlines and emphasis marks taken out; alive as long as `arena`. */
struct text_cell *text_analyse(struct text_tools *tools, struct fonts *fonts, struct arena *arena,
                               const char *text, const struct text_style *style, size_t *count);

#endif
