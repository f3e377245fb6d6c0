#include "desk/draft.h"
#include "desk/pages.h"
#include "desk/session.h"

#include <string.h>

static void write_page(struct exchange *exchange, const struct page_notice *notice)
{
    struct html *html = &exchange->html;
    bool is_first = exchange->officer.must_change;
    page_begin(exchange, "password.title", 0, notice);
    html_open(html, "section", "class", "card door-card", NULL);
    say_in(exchange, "h1", NULL, "password.title");
    if (is_first)
        say_in(exchange, "p", NULL, "password.first");
    page_form(exchange, "/password", "stack");
    draft_carry(exchange);
    page_input(exchange, "password.old", "old", "password", "current-password", NULL);
    page_input(exchange, "password.new", "new", "password", "new-password", NULL);
    page_input(exchange, "password.again", "again", "password", "new-password", NULL);
    say_in(exchange, "p", "quiet", "password.rules");
    page_button(exchange, "primary", "password.go");
    html_close(html, "form");
    if (is_first) {
        page_form(exchange, "/sign-out", NULL);
        page_button(exchange, "plain", "menu.sign-out");
        html_close(html, "form");
        if (!draft_is_written(exchange))
            page_languages(exchange);
    } else {
        html_open(html, "a", "class", "button plain", "href", "/", NULL);
        say(exchange, "refusal.back");
        html_close(html, "a");
    }
    html_close(html, "section");
    page_end(exchange);
}

void password_page(struct exchange *exchange)
{
    write_page(exchange, NULL);
}

static void refuse(struct exchange *exchange, const char *key)
{
    exchange->response->status = 422;
    write_page(exchange, &(struct page_notice){.key = key});
}

static void refuse_slow(struct exchange *exchange, int64_t wait_seconds)
{
    struct argument argument;
    struct page_notice notice = too_many_tries(exchange, wait_seconds, &argument);
    write_page(exchange, &notice);
}

/* Ended by somebody else between this request's first look at it and its deed. */
static void demand_sign_in(struct exchange *exchange)
{
    exchange->is_signed_in = false;
    exchange->token = NULL;
    sign_in_demand(exchange);
}

static void change_session(struct exchange *exchange, const char token[SESSION_TOKEN])
{
    struct error error = {0};
    if (draft_is_own(exchange) && session_enter(exchange, token, &error)) {
        draft_give_back(exchange);
        return;
    }
    session_begin(exchange, token);
    response_redirect(exchange->response, "/?said=password");
}

void password_post(struct exchange *exchange)
{
    struct error error = {0};
    char token[SESSION_TOKEN];
    int64_t wait_seconds = 0;
    const char *old = form_value(&exchange->form, "old");
    const char *new = form_value(&exchange->form, "new");
    draft_read_carried(exchange);
    if (strcmp(new, form_value(&exchange->form, "again")) != 0) {
        refuse(exchange, "password.differ");
    } else if (officer_change_password(exchange->desk->store, exchange->token, old, new, token,
                                       &wait_seconds, &error)) {
        change_session(exchange, token);
    } else if (error.kind == ERROR_BUSY && wait_seconds > 0) {
        refuse_slow(exchange, wait_seconds);
    } else if (error.kind == ERROR_MISSING) {
        demand_sign_in(exchange);
    } else if (error.kind == ERROR_DENIED) {
        refuse(exchange, "password.wrong");
    } else if (error.kind == ERROR_INPUT) {
        refuse(exchange, "password.weak");
    } else {
        store_refusal(exchange, &error);
    }
}
