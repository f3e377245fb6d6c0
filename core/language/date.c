#include "language/date.h"

#include "base/clock.h"
#include "base/memory.h"
#include "base/utf8.h"

#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/udat.h>
#include <unicode/unum.h>
#include <unicode/ustring.h>

#define LANGUAGES       5u
#define FORMS           5u /* those that need words: up to DATE_MONTH */
#define LONGEST_WRITTEN 160

/* Years 1 to 9999: what a calendar on the wall can show. */
#define EARLIEST_MS (-62135596800000)
#define LATEST_MS   253402214400000

/* Patterns of our own, not ICU's generated ones: those put commas between weekday and day, take
 * milliseconds to open, and for zgh fall back to Latin letters in their short forms. */
static const char *const patterns[LANGUAGES][FORMS] = {
    {"EEEE d MMMM", "EEEE d MMMM", "EEEE d MMMM y", "d MMMM y", "LLLL y"}, /* ar */
    {"EEEE d MMMM", "EEEE d MMMM", "EEEE d MMMM y", "d MMMM y", "LLLL y"}, /* zgh */
    {"EEEE d MMMM", "EEE d MMM", "EEEE d MMMM y", "d MMM y", "LLLL y"},    /* fr */
    {"EEEE d MMMM", "EEE d MMM", "EEEE d MMMM y", "d MMM y", "LLLL y"},    /* en */
    {"EEEE d 'de' MMMM", "EEE d MMM", "EEEE d 'de' MMMM 'de' y", "d MMM y", "LLLL 'de' y"}, /* es */
};

/* ICU's formatters change while they work, so each thread has its own; opening one costs a tenth of
 * a millisecond or more, so each is opened when first used. */
struct formatters {
    UDateFormat *dates[LANGUAGES][FORMS];
    UNumberFormat *numbers[LANGUAGES];
};

static pthread_key_t formatters_key;
static pthread_once_t formatters_once = PTHREAD_ONCE_INIT;

static void close_formatters(void *self)
{
    struct formatters *formatters = self;
    for (size_t i = 0; i < LANGUAGES; i++) {
        for (size_t j = 0; j < FORMS; j++)
            if (formatters->dates[i][j])
                udat_close(formatters->dates[i][j]);
        if (formatters->numbers[i])
            unum_close(formatters->numbers[i]);
    }
    free(formatters);
}

static void make_key(void)
{
    if (pthread_key_create(&formatters_key, close_formatters) != 0)
        abort();
}

static struct formatters *this_threads_formatters(void)
{
    pthread_once(&formatters_once, make_key);
    struct formatters *formatters = pthread_getspecific(formatters_key);
    if (!formatters) {
        formatters = memory_new(1, sizeof *formatters);
        if (pthread_setspecific(formatters_key, formatters) != 0)
            abort();
    }
    return formatters;
}

static size_t index_of(const struct language *language)
{
    size_t count;
    return (size_t)(language - language_all(&count));
}

static UDateFormat *date_formatter(const struct language *language, enum date_form form)
{
    size_t index = index_of(language);
    UDateFormat **kept = &this_threads_formatters()->dates[index][form];
    if (!*kept) {
        UErrorCode status = U_ZERO_ERROR;
        UChar pattern[64], zone[8];
        u_uastrcpy(pattern, patterns[index][form]);
        u_uastrcpy(zone, "GMT");
        *kept =
            udat_open(UDAT_PATTERN, UDAT_PATTERN, language->locale, zone, -1, pattern, -1, &status);
        if (U_FAILURE(status))
            *kept = NULL;
    }
    return *kept;
}

static UNumberFormat *number_formatter(const struct language *language)
{
    UNumberFormat **kept = &this_threads_formatters()->numbers[index_of(language)];
    if (!*kept) {
        UErrorCode status = U_ZERO_ERROR;
        *kept = unum_open(UNUM_DECIMAL, NULL, 0, language->locale, NULL, &status);
        if (U_FAILURE(status))
            *kept = NULL;
    }
    return *kept;
}

/* UTF-8 of what ICU wrote, without right-to-left marks: whoever lays the text out knows its
 * direction, and a mark at an edge would move a neighbour's full stop. */
static char *finish(struct arena *arena, const UChar *text, int32_t length)
{
    char out[LONGEST_WRITTEN * 3 + 1];
    size_t used = 0;
    for (int32_t i = 0; i < length;) {
        UChar32 c;
        U16_NEXT(text, i, length, c);
        if (c != 0x200F)
            used += utf8_put((uint32_t)c, out + used);
    }
    return arena_copy_part(arena, out, used);
}

static char *print_plainly(struct arena *arena, const struct civil_time *civil)
{
    return arena_print(arena, "%04d-%02d-%02d", civil->year, civil->month, civil->day);
}

static char *print_words(struct arena *arena, const struct language *language, enum date_form form,
                         int64_t ms)
{
    /* ICU brings zone rules of its own, older than the distribution's (ICU 72 does not know that
     * Morocco left UTC+1 in September 2026), and a booking shown an hour off is worse than none.
     * So the local fields come from tzdata, through the clock, and ICU is told they are GMT. */
    struct civil_time civil = clock_civil(ms);
    UDateFormat *formatter = date_formatter(language, form);
    UChar written[LONGEST_WRITTEN];
    UErrorCode status = U_ZERO_ERROR;
    int32_t length = 0;
    if (formatter)
        length = udat_format(formatter, (UDate)clock_local_ms(ms), written, LONGEST_WRITTEN, NULL,
                             &status);
    /* Digits are better than nothing when the data of ICU are missing. */
    if (!formatter || U_FAILURE(status) || length > LONGEST_WRITTEN)
        return print_plainly(arena, &civil);
    char *words = finish(arena, written, length);
    if (strcmp(language->code, "fr") != 0 || civil.day != 1)
        return words;
    if (strncmp(words, "1 ", 2) == 0)
        return arena_print(arena, "1er %s", words + 2);
    char *first = strstr(words, " 1 ");
    return first ? arena_print(arena, "%.*s 1er %s", (int)(first - words), words, first + 3)
                 : words;
}

char *date_print(struct arena *arena, const struct language *language, enum date_form form,
                 int64_t ms)
{
    ms = ms < EARLIEST_MS ? EARLIEST_MS : ms > LATEST_MS ? LATEST_MS : ms;
    if (form != DATE_TIME && form != DATE_DAY_TIME)
        return print_words(arena, language, form, ms);
    struct civil_time civil = clock_civil(ms);
    if (form == DATE_TIME)
        return arena_print(arena, "%02d:%02d", civil.hour, civil.minute);
    return arena_print(arena, "%s%s %02d:%02d", print_words(arena, language, DATE_DAY, ms),
                       language->is_rtl ? "،" : ",", civil.hour, civil.minute);
}

char *number_print(struct arena *arena, const struct language *language, int64_t number)
{
    /* Below a thousand all five languages write alike (ar_MA has European digits): nearly every
     * number on a screen, and none of them needs ICU. */
    UNumberFormat *formatter = number >= 0 && number < 1000 ? NULL : number_formatter(language);
    UChar written[LONGEST_WRITTEN];
    UErrorCode status = U_ZERO_ERROR;
    if (formatter) {
        int32_t length =
            unum_formatInt64(formatter, number, written, LONGEST_WRITTEN, NULL, &status);
        if (U_SUCCESS(status) && length <= LONGEST_WRITTEN)
            return finish(arena, written, length);
    }
    return arena_print(arena, "%" PRId64, number);
}
