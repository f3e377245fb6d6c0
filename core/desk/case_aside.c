#include "desk/bodies.h"
#include "desk/colleagues.h"
#include "desk/draft.h"
#include "desk/pages.h"
#include "desk/published.h"
#include "language/date.h"

#include <stdio.h>
#include <string.h>

static const char *case_path(struct exchange *exchange, const struct case_row *row,
                             const char *deed)
{
    return arena_print(exchange->arena, "/case/%lld/%s", (long long)row->id, deed);
}

static void write_option(struct exchange *exchange, enum case_state state, const char *key,
                         bool is_chosen)
{
    struct html *html = &exchange->html;
    html_open(html, "option", "value", case_state_name(state), "selected", is_chosen ? "" : NULL,
              NULL);
    html_text(html, words_plain(exchange, key));
    html_close(html, "option");
}

static void write_state(struct exchange *exchange, const struct case_row *row)
{
    static const enum case_state states[] = {CASE_ORIENTED, CASE_CONTACTED, CASE_WAITING_BODY,
                                             CASE_INFO_RETURNED, CASE_REORIENTED};
    struct html *html = &exchange->html;
    const char *chosen =
        exchange->draft.state ? exchange->draft.state : case_state_name(row->state);
    html_open(html, "label", "class", "field", NULL);
    say_in(exchange, "span", NULL, "step.state");
    html_open(html, "select", "name", "state", NULL);
    for (size_t i = 0; i < sizeof states / sizeof *states; i++)
        write_option(exchange, states[i], words_key(exchange, "state.", case_state_name(states[i])),
                     strcmp(case_state_name(states[i]), chosen) == 0);
    html_close(html, "select");
    html_close(html, "label");
}

static void write_step(struct exchange *exchange, const struct case_row *row)
{
    struct html *html = &exchange->html;
    struct bodies bodies = bodies_for(exchange, row->service);
    html_open(html, "section", "class", "card", NULL);
    html_open(html, "div", "class", "step-head", NULL);
    say_in(exchange, "h2", NULL, "step.title");
    bodies_write(exchange, &bodies);
    html_close(html, "div");
    deed_form_begin(exchange, row->id, "step", "stack step-form");
    html_open(html, "div", "class", "step-what", NULL);
    write_state(exchange, row);
    bodies_choice_write(exchange, &bodies, exchange->draft.body);
    html_close(html, "div");
    step_field_write(exchange);
    page_button(exchange, "primary", "step.go");
    html_close(html, "form");
    html_close(html, "section");
}

static void write_note(struct exchange *exchange, const struct case_row *row)
{
    struct html *html = &exchange->html;
    html_open(html, "section", "class", "card", NULL);
    note_form_write(exchange, row->id, "plain");
    html_close(html, "section");
}

static void write_end(struct exchange *exchange, const struct case_row *row)
{
    struct html *html = &exchange->html;
    bool is_over = row->state == CASE_DONE || row->state == CASE_ABANDONED;
    enum case_state stays = is_over ? CASE_NEW : row->state;
    html_open(html, "section", "class", "card", NULL);
    say_in(exchange, "h2", NULL, "close.title");
    page_form(exchange, case_path(exchange, row, "close"), "stack close-form");
    html_open(html, "select", "name", "state", "aria-label", words_plain(exchange, "close.then"),
              NULL);
    write_option(exchange, stays, "close.comes-back", true);
    write_option(exchange, CASE_DONE, "close.done", false);
    write_option(exchange, CASE_ABANDONED, "close.abandoned", false);
    html_close(html, "select");
    page_button(exchange, "primary", "close.go");
    html_close(html, "form");
    page_form(exchange, case_path(exchange, row, "release"), "release-form");
    page_button(exchange, "plain", "release.go");
    html_close(html, "form");
    html_close(html, "section");
}

/* "orienté : CNSS" */
static void write_deed(struct exchange *exchange, const struct case_event *event)
{
    const char *key = words_key(exchange, "history.", event->kind);
    const char *state = words_key(exchange, "state.", case_state_name(event->state));
    if (strcmp(event->kind, "step") != 0) {
        say(exchange, words_has(exchange, key) ? key : "history.other");
    } else if (!event->body[0]) {
        say(exchange, state);
    } else {
        const struct argument arguments[] = {
            {.kind = ARGUMENT_KEY, .name = "state", .text = state},
            {.kind = ARGUMENT_TEXT,
             .name = "body",
             .text = library_body_name(published_library(exchange), exchange->arena, event->body)}};
        say_with(exchange, "history.step-body", arguments, 2);
    }
}

static void write_event(struct exchange *exchange, const struct case_event *event)
{
    struct html *html = &exchange->html;
    int64_t now = clock_now_ms(exchange->desk->clock);
    char today[11], day[11];
    clock_day(now, today);
    clock_day(event->at_ms, day);
    bool is_today = strcmp(today, day) == 0;
    html_open(html, "li", "class", event->kind, NULL);
    html_open(html, "p", "class", "event-head", NULL);
    html_open(html, "time", NULL);
    html_text(html, date_print(exchange->arena, exchange->language,
                               is_today ? DATE_TIME : DATE_DAY_SHORT, event->at_ms));
    html_close(html, "time");
    html_open(html, "span", NULL);
    write_deed(exchange, event);
    html_close(html, "span");
    if (event->officer[0]) {
        html_open(html, "span", "class", "quiet", NULL);
        html_words(html, colleague_name(exchange, event->officer), NULL);
        html_close(html, "span");
    }
    html_close(html, "p");
    if (event->unreadable)
        say_in(exchange, "p", "quiet", "history.unreadable");
    else if (event->text && event->text[0])
        html_element(html, "p", event->text, "class", "event-text", "dir", "auto", NULL);
    html_close(html, "li");
}

void case_history_write(struct exchange *exchange, const struct case_row *row)
{
    struct html *html = &exchange->html;
    struct error error = {0};
    struct case_event *events = NULL;
    size_t count = 0;
    html_open(html, "section", "class", "card history", NULL);
    say_in(exchange, "h2", NULL, "history.title");
    if (!case_history(exchange->desk->store, row->id, exchange->arena, &events, &count, &error))
        say_in(exchange, "p", "quiet", "waiting.trouble");
    html_open(html, "ol", NULL);
    /* The newest first: what happened last is what one wants to know. */
    for (size_t i = count; i > 0; i--)
        write_event(exchange, &events[i - 1]);
    html_close(html, "ol");
    html_close(html, "section");
}

void case_aside_write(struct exchange *exchange, const struct case_row *row, bool is_mine)
{
    if (is_mine) {
        write_step(exchange, row);
        write_note(exchange, row);
        write_end(exchange, row);
    } else {
        html_open(&exchange->html, "section", "class", "card", NULL);
        say_in(exchange, "p", "quiet", "case.closed-help");
        html_close(&exchange->html, "section");
    }
}
