#include "desk/pages.h"
#include "desk/services.h"
#include "language/date.h"

#include <string.h>

enum { MINUTE_MS = 60 * 1000 };

static void write_number(struct exchange *exchange, const struct case_row *row)
{
    struct html *html = &exchange->html;
    html_open(html, "p", "class", "case-ticket", NULL);
    html_element(html, "bdi", row->ticket.number, "dir", "ltr", NULL);
    mark_write(exchange, &row->ticket);
    html_close(html, "p");
}

static void write_since(struct exchange *exchange, const struct case_row *row)
{
    int64_t now = clock_now_ms(exchange->desk->clock);
    char today[11];
    clock_day(now, today);
    bool is_today = strcmp(today, row->ticket.day) == 0;
    bool is_this_year = strncmp(today, row->ticket.day, 4) == 0;
    int64_t minutes = (now - row->ticket.issued_ms) / MINUTE_MS;
    const char *at = date_print(exchange->arena, exchange->language,
                                is_today       ? DATE_TIME
                                : is_this_year ? DATE_DAY_TIME
                                               : DATE_FULL,
                                row->ticket.issued_ms);
    struct argument arguments[] = {
        {.kind = ARGUMENT_TEXT, .name = "time", .text = at},
        {.kind = ARGUMENT_NUMBER, .name = "minutes", .number = minutes < 0 ? 0 : minutes}};
    say_with(exchange, is_today ? "case.since" : "case.since-day", arguments, 2);
}

/* A case that was over, and whose ticket has been scanned again, is open like its row in the list.
 */
static void write_state(struct exchange *exchange, const struct case_row *row)
{
    bool is_over = row->state == CASE_DONE || row->state == CASE_ABANDONED;
    struct argument state = {.kind = ARGUMENT_KEY,
                             .name = "state",
                             .text = words_key(exchange, "state.", case_state_name(row->state))};
    html_open(&exchange->html, "span", "class", "state", NULL);
    if (is_over && row->holder[0])
        say_with(exchange, "case.reopened", &state, 1);
    else
        say(exchange, state.text);
    html_close(&exchange->html, "span");
}

static void write_line(struct exchange *exchange, const struct case_row *row)
{
    struct html *html = &exchange->html;
    html_open(html, "p", "class", "case-line", NULL);
    html_open(html, "span", NULL);
    say(exchange, "case.number");
    html_text(html, " ");
    html_element(html, "bdi", row->number, "dir", "ltr", "data-case-number", row->number, NULL);
    html_close(html, "span");
    html_open(html, "span", NULL);
    write_since(exchange, row);
    html_close(html, "span");
    write_state(exchange, row);
    html_close(html, "p");
    if (!row->ticket.slot_ms)
        return;
    const char *when =
        date_print(exchange->arena, exchange->language, DATE_DAY_TIME, row->ticket.slot_ms);
    struct argument argument = {.kind = ARGUMENT_TEXT, .name = "time", .text = when};
    html_open(html, "p", "class", "case-slot", NULL);
    page_icon(exchange, "calendar");
    html_open(html, "span", NULL);
    say_with(exchange, "case.appointment", &argument, 1);
    html_close(html, "span");
    html_close(html, "p");
}

static void write_speak(struct exchange *exchange, const struct case_row *row)
{
    struct html *html = &exchange->html;
    html_open(html, "p", "class", "speak", NULL);
    page_icon(exchange, "speak");
    html_open(html, "span", NULL);
    say(exchange, "case.speak");
    html_text(html, " ");
    html_open(html, "strong", NULL);
    language_write(exchange, row->language);
    html_close(html, "strong");
    html_close(html, "span");
    html_close(html, "p");
}

void case_head_write(struct exchange *exchange, const struct case_row *row)
{
    struct html *html = &exchange->html;
    html_open(html, "section", "class", "card case-head", NULL);
    write_number(exchange, row);
    html_open(html, "div", "class", "case-title", NULL);
    html_open(html, "h1", NULL);
    service_write(exchange, row->service);
    html_close(html, "h1");
    write_line(exchange, row);
    html_close(html, "div");
    write_speak(exchange, row);
    html_close(html, "section");
}
