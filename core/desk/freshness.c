#include "desk/freshness.h"

#include "desk/published.h"

#include <string.h>

#define MOST_LISTED 2000u
#define FIRST_FEW   5u

/* ---- One record ---- */

/* Why it is to be checked again; the worst first. */
static const char *reason_of(struct exchange *exchange, const struct library_date *date)
{
    if (date->is_held)
        return "held";
    if (!date->checked_on[0])
        return "unchecked";
    return published_is_doubtful(exchange, date) ? "expired" : "checked";
}

static void write_reason(struct exchange *exchange, const char *tag, const char *style,
                         const char *key, const struct library_date *date)
{
    const struct argument arguments[] = {
        {.kind = ARGUMENT_TEXT,
         .name = "checked",
         .text = date->checked_on[0] ? published_day(exchange, date->checked_on) : "–"},
        {.kind = ARGUMENT_TEXT,
         .name = "until",
         .text = date->valid_until[0] ? published_day(exchange, date->valid_until) : "–"}};
    say_in_with(exchange, tag, style, key, arguments, 2);
}

static void write_title(struct exchange *exchange, const struct library_date *date)
{
    struct html *html = &exchange->html;
    const struct language *found = NULL;
    json_t *record = published_record(exchange, date->kind, date->id);
    const json_t *words = json_object_get(record, "title");
    const char *title =
        published_pick(exchange, words ? words : json_object_get(record, "name"), &found);
    if (title)
        html_words(html, title, found);
    else
        html_element(html, "bdi", date->id, "dir", "ltr", NULL);
    json_decref(record);
}

static void write_record(struct exchange *exchange, const struct library_date *date)
{
    struct html *html = &exchange->html;
    html_open(html, "li", "data-record",
              arena_print(exchange->arena, "%s/%s", date->kind, date->id), NULL);
    html_open(html, "strong", NULL);
    write_title(exchange, date);
    html_close(html, "strong");
    say_in(exchange, "span", "badge", words_key(exchange, "content.kind-", date->kind));
    write_reason(exchange, "p", "quiet", words_key(exchange, "content.", reason_of(exchange, date)),
                 date);
    html_close(html, "li");
}

static void write_records(struct exchange *exchange, const struct library_date *dates, size_t count)
{
    html_open(&exchange->html, "ul", "class", "records", NULL);
    for (size_t i = 0; i < count; i++)
        write_record(exchange, &dates[i]);
    html_close(&exchange->html, "ul");
}

/* How many there are to check again; at most `capacity` of them in *out. */
static size_t find_stale(struct exchange *exchange, struct library_date **out, size_t capacity)
{
    char today[11];
    clock_day(clock_now_ms(exchange->desk->clock), today);
    *out = arena_take(exchange->arena, capacity, sizeof **out);
    return library_stale(published_library(exchange), today, *out, capacity);
}

/* ---- A case ---- */

static bool find_date(struct exchange *exchange, const struct case_row *row,
                      struct library_date *out)
{
    return library_date_of(published_library(exchange), row->service, out);
}

void freshness_warning_write(struct exchange *exchange, const struct case_row *row)
{
    struct html *html = &exchange->html;
    struct library_date date;
    if (!find_date(exchange, row, &date) || !published_is_doubtful(exchange, &date))
        return;
    html_open(html, "section", "class", "card trouble freshness", NULL);
    page_icon(exchange, "error");
    html_open(html, "div", NULL);
    write_reason(exchange, "p", NULL,
                 words_key(exchange, "content.case-", reason_of(exchange, &date)), &date);
    html_close(html, "div");
    html_close(html, "section");
}

void freshness_line_write(struct exchange *exchange, const struct case_row *row)
{
    struct library_date date;
    if (!find_date(exchange, row, &date) || published_is_doubtful(exchange, &date))
        return;
    bool is_page = strcmp(date.kind, "page") == 0;
    write_reason(exchange, "p", "quiet freshness",
                 is_page ? "content.case-checked-page" : "content.case-checked", &date);
}

/* ---- All of them ---- */

void freshness_notice_write(struct exchange *exchange)
{
    struct html *html = &exchange->html;
    struct library_date *dates;
    size_t count = find_stale(exchange, &dates, FIRST_FEW);
    struct argument number = {.kind = ARGUMENT_NUMBER, .name = "count", .number = (int64_t)count};
    if (count == 0)
        return;
    html_open(html, "section", "class", "card trouble stale", NULL);
    page_icon(exchange, "error");
    html_open(html, "div", NULL);
    say_in_with(exchange, "h2", NULL, "content.to-check", &number, 1);
    html_open(html, "details", NULL);
    say_in(exchange, "summary", NULL, "content.which");
    write_records(exchange, dates, count < FIRST_FEW ? count : FIRST_FEW);
    html_open(html, "a", "class", "button plain", "href", "/content", NULL);
    say(exchange, "content.all");
    html_close(html, "a");
    html_close(html, "details");
    html_close(html, "div");
    html_close(html, "section");
}

void content_page(struct exchange *exchange)
{
    struct html *html = &exchange->html;
    struct library_date *dates;
    size_t count = find_stale(exchange, &dates, MOST_LISTED);
    page_begin(exchange, "content.title", 0, NULL);
    html_open(html, "section", "class", "card content-page", NULL);
    say_in(exchange, "h1", NULL, "content.title");
    if (!library_is_published(published_library(exchange)))
        say_in(exchange, "p", NULL, "content.nothing");
    else
        say_in(exchange, "p", NULL, count ? "content.help" : "content.all-good");
    if (count)
        write_records(exchange, dates, count < MOST_LISTED ? count : MOST_LISTED);
    html_open(html, "a", "class", "button plain", "href", "/", NULL);
    say(exchange, "refusal.back");
    html_close(html, "a");
    html_close(html, "section");
    page_end(exchange);
}
