#include "desk/colleagues.h"
#include "desk/pages.h"
#include "desk/services.h"
#include "language/date.h"
#include "store/tickets.h"
#include "ticket/ticket.h"

#include <string.h>

enum { MINUTE_MS = 60 * 1000, HOUR = 60, DAY = 24 * HOUR /* in minutes */ };

static bool is_mine(const struct exchange *exchange, const struct ticket_row *row)
{
    return row->state == TICKET_OPEN && strcmp(row->holder, exchange->officer.login) == 0;
}

static void write_badge(struct exchange *exchange, const struct ticket_row *row)
{
    int64_t now = clock_now_ms(exchange->desk->clock);
    if (is_mine(exchange, row)) {
        say_in(exchange, "span", "badge open", "waiting.open");
    } else if (row->state == TICKET_OPEN) {
        html_open(&exchange->html, "span", "class", "badge held", NULL);
        html_words(&exchange->html, colleague_name(exchange, row->holder), NULL);
        html_close(&exchange->html, "span");
    } else if (row->slot_ms && row->slot_ms <= now) {
        say_in(exchange, "span", "badge due", "waiting.due");
    }
}

static bool is_of_today(const struct exchange *exchange, const struct ticket_row *row)
{
    char today[11];
    clock_day(clock_now_ms(exchange->desk->clock), today);
    return strcmp(row->day, today) == 0;
}

/* How long somebody has waited, as one would say it; of what is weeks ago the date alone tells. */
static void write_wait(struct exchange *exchange, int64_t minutes)
{
    static const struct {
        int64_t below, unit; /* in minutes */
        const char *key, *name;
    } steps[] = {{2 * HOUR, 1, "waiting.minutes", "minutes"},
                 {DAY, HOUR, "waiting.hours", "hours"},
                 {31 * DAY, DAY, "waiting.days", "days"}};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        if (minutes >= steps[i].below)
            continue;
        struct argument argument = {.kind = ARGUMENT_NUMBER,
                                    .name = steps[i].name,
                                    .number = minutes < 0 ? 0 : minutes / steps[i].unit};
        html_text(&exchange->html, " · ");
        say_with(exchange, steps[i].key, &argument, 1);
        return;
    }
}

static void write_line(struct exchange *exchange, const struct ticket_row *row)
{
    struct html *html = &exchange->html;
    int64_t waited = (clock_now_ms(exchange->desk->clock) - row->issued_ms) / MINUTE_MS;
    html_open(html, "span", "class", "ticket-line", NULL);
    language_write(exchange, row->language);
    if (row->slot_ms) {
        html_text(html, " · ");
        struct argument at = {.kind = ARGUMENT_TIME, .name = "time", .number = row->slot_ms};
        say_with(exchange, "waiting.appointment", &at, 1);
    } else {
        write_wait(exchange, waited);
    }
    html_close(html, "span");
}

static void write_ticket(struct exchange *exchange, const struct ticket_row *row)
{
    struct html *html = &exchange->html;
    html_open(html, "span", "class", "ticket-number", NULL);
    html_element(html, "bdi", row->number, "dir", "ltr", NULL);
    mark_write(exchange, row);
    /* Every day begins with number one again. */
    if (!is_of_today(exchange, row))
        html_element(html, "span",
                     date_print(exchange->arena, exchange->language, DATE_BRIEF, row->issued_ms),
                     "class", "ticket-day", NULL);
    html_close(html, "span");
    html_open(html, "span", "class", "ticket-words", NULL);
    html_open(html, "span", "class", "ticket-service", NULL);
    service_write(exchange, row->service);
    html_close(html, "span");
    write_line(exchange, row);
    html_close(html, "span");
    write_badge(exchange, row);
}

static void write_row(struct exchange *exchange, const struct ticket_row *row, int64_t open_case)
{
    struct html *html = &exchange->html;
    bool is_current = row->case_id == open_case;
    html_open(html, "li", "class", is_current ? "current" : NULL, NULL);
    if (is_mine(exchange, row)) {
        html_open(html, "a", "class", "ticket", "href",
                  arena_print(exchange->arena, "/case/%lld", (long long)row->case_id),
                  "aria-current", is_current ? "page" : NULL, NULL);
        write_ticket(exchange, row);
        html_close(html, "a");
    } else if (row->state == TICKET_OPEN) {
        html_open(html, "div", "class", "ticket", NULL);
        write_ticket(exchange, row);
        html_close(html, "div");
    } else {
        char id[33];
        struct ticket_id ticket;
        memcpy(ticket.bytes, row->id, sizeof ticket.bytes);
        ticket_id_print(&ticket, id);
        page_form(exchange, "/open", NULL);
        page_hidden(exchange, "ticket", id);
        html_open(html, "button", "type", "submit", "class", "ticket", NULL);
        write_ticket(exchange, row);
        html_close(html, "button");
        html_close(html, "form");
    }
    html_close(html, "li");
}

void waiting_write(struct exchange *exchange, int64_t open_case)
{
    struct html *html = &exchange->html;
    struct error error = {0};
    struct ticket_row *rows = NULL;
    size_t count = 0, waiting = 0;
    bool good = ticket_waiting(exchange->desk->store, exchange->arena, &rows, &count, &error);
    for (size_t i = 0; good && i < count; i++)
        waiting += rows[i].state != TICKET_OPEN;
    struct argument number = {.kind = ARGUMENT_NUMBER, .name = "count", .number = (int64_t)waiting};
    say_in_with(exchange, "h2", NULL, "waiting.title", &number, 1);
    if (!good) {
        say_in(exchange, "p", "quiet", "waiting.trouble");
    } else if (count == 0) {
        say_in(exchange, "p", NULL, "waiting.nobody");
        say_in(exchange, "p", "quiet", "waiting.nobody-help");
    } else {
        html_open(html, "ul", "class", "tickets", NULL);
        for (size_t i = 0; i < count; i++)
            write_row(exchange, &rows[i], open_case);
        html_close(html, "ul");
        say_in(exchange, "p", "quiet", "waiting.order");
    }
}

/* The list alone, for the script that keeps it fresh. */
void waiting_fragment(struct exchange *exchange)
{
    waiting_write(exchange, request_query_number(exchange->request, "case"));
    fragment_end(exchange);
}
