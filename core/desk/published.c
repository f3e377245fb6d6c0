#include "desk/published.h"

#include "content/words.h"
#include "language/date.h"

#include <string.h>

struct library *published_library(struct exchange *exchange)
{
    return exchange->desk->library;
}

json_t *published_record(struct exchange *exchange, const char *kind, const char *id)
{
    const char *text = library_read(published_library(exchange), exchange->arena, kind, id);
    return text ? json_loads(text, JSON_REJECT_DUPLICATES, NULL) : NULL;
}

const char *published_pick(struct exchange *exchange, const json_t *words,
                           const struct language **found)
{
    const char *picked = content_words(words, exchange->language, found);
    return picked ? message_mark(exchange->arena, picked) : NULL;
}

void published_say_in(struct exchange *exchange, const char *tag, const char *style,
                      const json_t *words)
{
    const struct language *found = NULL;
    const char *text = published_pick(exchange, words, &found);
    if (!text)
        return;
    html_open(&exchange->html, tag, "class", style, NULL);
    html_words(&exchange->html, text, found);
    html_close(&exchange->html, tag);
}

const char *published_day(struct exchange *exchange, const char *day)
{
    return date_print(exchange->arena, exchange->language, DATE_FULL, clock_noon(day));
}

bool published_is_doubtful(struct exchange *exchange, const struct library_date *date)
{
    char today[11];
    clock_day(clock_now_ms(exchange->desk->clock), today);
    return library_is_doubtful(date, today);
}
