#include "content.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static json_t *parse(char *text, int32_t length)
{
    json_t *json = length > 0 && length < (int32_t)MRH_MAX_CONTENT + 1
                       ? json_loadb(text, (size_t)length, 0, NULL)
                       : NULL;
    free(text);
    return json;
}

json_t *content_read(const struct mrh_content_v1 *content, const char *kind, const char *id)
{
    char *text = content ? malloc(MRH_MAX_CONTENT + 1) : NULL;
    return text ? parse(text, content->read(content, kind, id, text, MRH_MAX_CONTENT + 1)) : NULL;
}

json_t *content_list(const struct mrh_content_v1 *content, const char *kind, const char *group,
                     uint32_t from)
{
    char *text = content ? malloc(MRH_MAX_CONTENT + 1) : NULL;
    return text ? parse(text, content->list(content, kind, group, from, text, MRH_MAX_CONTENT + 1))
                : NULL;
}

json_t *content_search(const struct mrh_content_v1 *content, const char *words)
{
    char *text = content ? malloc(MRH_MAX_CONTENT + 1) : NULL;
    return text ? parse(text, content->search(content, words, text, MRH_MAX_CONTENT + 1)) : NULL;
}

const char *text_of(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text ? text : "";
}

const char *icon_of(const json_t *record)
{
    const char *icon = text_of(record, "icon");
    return is_plain_id(icon) ? icon : "document";
}

struct words words_of(const json_t *object, const char *key)
{
    struct words words = {{NULL}};
    const char *language;
    json_t *text;
    size_t used = 0;
    json_object_foreach(json_object_get(object, key), language, text)
    {
        if (used + 2 >= sizeof words.list / sizeof *words.list || !json_is_string(text))
            break;
        words.list[used++] = language;
        words.list[used++] = json_string_value(text);
    }
    return words;
}

const struct mrh_text *words_or_none(const struct words *words, struct mrh_text *out)
{
    *out = (struct mrh_text){.size = sizeof *out, .variants = words->list};
    return words->list[0] ? out : NULL;
}

/* Noon of a day like "2026-11-25", in milliseconds; 0 when it is none. */
static int64_t day_ms(const char *day)
{
    struct tm civil = {.tm_hour = 12, .tm_isdst = -1};
    if (sscanf(day, "%4d-%2d-%2d", &civil.tm_year, &civil.tm_mon, &civil.tm_mday) != 3)
        return 0;
    civil.tm_year -= 1900;
    civil.tm_mon--;
    return (int64_t)mktime(&civil) * 1000;
}

int64_t checked_ms(const json_t *record)
{
    return day_ms(text_of(record, "checked_on"));
}

enum doubt doubt_about(const struct mrh_host *host, const json_t *record)
{
    int64_t until = day_ms(text_of(record, "valid_until"));
    if (!checked_ms(record))
        return DOUBT_UNCHECKED;
    return until && host->now(host) >= until - (int64_t)12 * 60 * 60 * 1000 ? DOUBT_OLD
                                                                            : DOUBT_NONE;
}

bool is_plain_id(const char *text)
{
    size_t length = strlen(text);
    return length > 0 && length <= 40 &&
           strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-") == length;
}
