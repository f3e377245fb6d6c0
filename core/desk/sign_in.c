#include "base/log.h"
#include "desk/draft.h"
#include "desk/pages.h"
#include "desk/session.h"

#include <stdio.h>

static void write_page(struct exchange *exchange, const char *login,
                       const struct page_notice *notice)
{
    struct html *html = &exchange->html;
    page_begin(exchange, "sign-in.title", 0, notice);
    html_open(html, "section", "class", "card door-card", NULL);
    say_in(exchange, "h1", NULL, "sign-in.title");
    page_form(exchange, "/sign-in", "stack");
    draft_carry(exchange);
    page_input(exchange, "sign-in.login", "login", "text", "username", login);
    page_input(exchange, "sign-in.password", "password", "password", "current-password", NULL);
    page_button(exchange, "primary", "sign-in.go");
    html_close(html, "form");
    say_in(exchange, "p", "quiet", "sign-in.help");
    /* The way to another language would lose what waits here. */
    if (!draft_is_written(exchange))
        page_languages(exchange);
    html_close(html, "section");
    page_end(exchange);
}

void sign_in_page(struct exchange *exchange)
{
    char said[32];
    if (exchange->is_signed_in) {
        response_redirect(exchange->response, "/");
        return;
    }
    request_query_word(exchange->request, "said", said);
    struct page_notice notice = {.key = said[0] ? "sign-in.bye" : NULL, .is_good = true};
    write_page(exchange, NULL, &notice);
}

void sign_in_demand(struct exchange *exchange)
{
    /* Whoever comes for the first time needs no reproach. */
    bool had_session = request_field(exchange->request, "cookie") != NULL &&
                       exchange->request->method == METHOD_POST;
    struct page_notice notice = {.key = draft_is_written(exchange) ? "sign-in.kept"
                                        : had_session              ? "sign-in.again"
                                                                   : NULL};
    exchange->response->status = 401;
    write_page(exchange, NULL, &notice);
}

struct page_notice too_many_tries(struct exchange *exchange, int64_t wait_seconds,
                                  struct argument *argument)
{
    char seconds[24];
    *argument =
        (struct argument){.kind = ARGUMENT_NUMBER, .name = "seconds", .number = wait_seconds};
    snprintf(seconds, sizeof seconds, "%lld", (long long)wait_seconds);
    exchange->response->status = 429;
    response_field(exchange->response, "Retry-After", seconds);
    return (struct page_notice){.key = "sign-in.slow", .arguments = argument, .count = 1};
}

/* To where one was, with what one wrote there, if it was the same person. */
static void come_in(struct exchange *exchange)
{
    if (draft_is_own(exchange) && exchange->officer.must_change)
        password_page(exchange);
    else if (draft_is_own(exchange))
        draft_give_back(exchange);
    else
        response_redirect(exchange->response,
                          exchange->id
                              ? arena_print(exchange->arena, "/case/%lld", (long long)exchange->id)
                              : "/");
}

void sign_in_post(struct exchange *exchange)
{
    struct error error = {0};
    char token[SESSION_TOKEN];
    int64_t wait_seconds = 0;
    const char *login = form_value(&exchange->form, "login");
    draft_read_carried(exchange);
    if (officer_sign_in(exchange->desk->store, login, form_value(&exchange->form, "password"),
                        exchange->request->address, token, &wait_seconds, &error) &&
        session_enter(exchange, token, &error)) {
        come_in(exchange);
        return;
    }
    if (error.kind == ERROR_BUSY && wait_seconds > 0) {
        struct argument argument;
        struct page_notice notice = too_many_tries(exchange, wait_seconds, &argument);
        write_page(exchange, login, &notice);
    } else if (error.kind == ERROR_DENIED) {
        exchange->response->status = 403;
        write_page(exchange, login, &(struct page_notice){.key = "sign-in.wrong"});
    } else {
        store_refusal(exchange, &error);
    }
}

void sign_out_post(struct exchange *exchange)
{
    struct error error = {0};
    if (!session_end(exchange->desk->store, exchange->token, &error)) {
        store_refusal(exchange, &error);
        return;
    }
    session_forget(exchange);
    response_redirect(exchange->response, "/sign-in?said=bye");
}
