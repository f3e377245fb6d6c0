#include "desk/router.h"

#include "desk/draft.h"
#include "desk/freshness.h"
#include "desk/pages.h"
#include "desk/session.h"

#include <stdlib.h>
#include <string.h>

static const struct route routes[] = {
    {METHOD_GET, "/", ACCESS_OFFICER, desk_page},
    {METHOD_GET, "/sign-in", ACCESS_ANYONE, sign_in_page},
    {METHOD_POST, "/sign-in", ACCESS_ANYONE, sign_in_post},
    {METHOD_POST, "/sign-out", ACCESS_NEW_PASSWORD, sign_out_post},
    {METHOD_POST, "/language", ACCESS_ANYONE, language_post},
    {METHOD_GET, "/password", ACCESS_NEW_PASSWORD, password_page},
    {METHOD_POST, "/password", ACCESS_NEW_PASSWORD, password_post},
    {METHOD_GET, "/waiting", ACCESS_OFFICER, waiting_fragment},
    {METHOD_GET, "/troubles", ACCESS_OFFICER, troubles_fragment},
    {METHOD_GET, "/content", ACCESS_OFFICER, content_page},
    {METHOD_POST, "/scan", ACCESS_OFFICER, scan_post},
    {METHOD_POST, "/open", ACCESS_OFFICER, open_post},
    {METHOD_GET, "/case/#", ACCESS_OFFICER, case_page},
    {METHOD_POST, "/case/#/note", ACCESS_OFFICER, note_post},
    {METHOD_POST, "/case/#/step", ACCESS_OFFICER, step_post},
    {METHOD_POST, "/case/#/release", ACCESS_OFFICER, release_post},
    {METHOD_POST, "/case/#/close", ACCESS_OFFICER, close_post},
    {METHOD_GET, "/assets/*", ACCESS_ANYONE, asset_page},
};

const struct route *router_routes(size_t *count)
{
    *count = sizeof routes / sizeof *routes;
    return routes;
}

static bool matches(const char *pattern, const char *path, int64_t *id, const char **name)
{
    while (*pattern) {
        if (*pattern == '*') {
            *name = path;
            return *path != '\0';
        }
        if (*pattern == '#') {
            size_t digits = strspn(path, "0123456789");
            if (digits == 0 || digits > 15 || *path == '0')
                return false;
            *id = strtoll(path, NULL, 10);
            path += digits;
            pattern++;
        } else if (*pattern++ != *path++) {
            return false;
        }
    }
    return *path == '\0';
}

const struct route *router_find(enum request_method method, const char *path, int64_t *id,
                                const char **name, bool *other)
{
    *other = false;
    *id = 0;
    *name = NULL;
    if (method == METHOD_HEAD)
        method = METHOD_GET;
    for (size_t i = 0; i < sizeof routes / sizeof *routes; i++) {
        if (!matches(routes[i].path, path, id, name))
            continue;
        if (routes[i].method == method)
            return &routes[i];
        *other = true;
    }
    return NULL;
}

static bool is_form(const struct request *request)
{
    static const char form[] = "application/x-www-form-urlencoded";
    const char *type = request_field(request, "content-type");
    return type && strncmp(type, form, sizeof form - 1) == 0 &&
           (type[sizeof form - 1] == '\0' || type[sizeof form - 1] == ';');
}

/* The page that says which methods a path has; a path nobody has is allowed none of its own. */
static void refuse_method(struct exchange *exchange)
{
    static const struct {
        enum request_method method;
        const char *words;
    } asked[] = {{METHOD_GET, "GET, HEAD"}, {METHOD_POST, "POST"}};
    const char *allowed = "";
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        int64_t id;
        const char *name;
        bool other;
        if (router_find(asked[i].method, exchange->request->path, &id, &name, &other))
            allowed = arena_print(exchange->arena, "%s%s%s", allowed, allowed[0] ? ", " : "",
                                  asked[i].words);
    }
    response_field(exchange->response, "Allow", allowed);
    page_refusal(exchange, 405, "refusal.method");
}

/* What was written into the form of a deed, for the page that has to come first. */
static void keep_draft(struct exchange *exchange, const struct route *route)
{
    struct error error = {0};
    const struct request *request = exchange->request;
    bool has_text = route->answer == note_post || route->answer == step_post;
    if (has_text && site_sent_it(&exchange->desk->site, request) && is_form(request) &&
        form_read(exchange->arena, request->body, request->body_length, &exchange->form, &error))
        draft_read(exchange, route->answer == note_post ? "note" : "step");
}

/* A form of a session before this one does nothing, but nothing written in it is lost either. */
static void refuse_stale(struct exchange *exchange, const struct route *route)
{
    if (route->answer == sign_in_post)
        draft_read_carried(exchange);
    else
        keep_draft(exchange, route);
    exchange->response->status = 403;
    if (draft_is_own(exchange))
        desk_page_write(exchange, exchange->id, &(struct page_notice){.key = "text.stale"});
    else if (draft_is_written(exchange) && !exchange->is_signed_in)
        sign_in_demand(exchange);
    else
        page_refusal(exchange, 403, "refusal.stale");
}

/* What every POST must be before its page sees it. */
static bool accept_form(struct exchange *exchange, const struct route *route)
{
    struct error error = {0};
    const struct request *request = exchange->request;
    if (!site_sent_it(&exchange->desk->site, request)) {
        page_refusal(exchange, 403, "refusal.elsewhere");
        return false;
    }
    if (!is_form(request)) {
        page_refusal(exchange, 415, "refusal.form");
        return false;
    }
    if (!form_read(exchange->arena, request->body, request->body_length, &exchange->form, &error)) {
        page_refusal(exchange, 400, "refusal.form");
        return false;
    }
    if (!session_form_is_ours(exchange)) {
        refuse_stale(exchange, route);
        return false;
    }
    return true;
}

static bool accept_person(struct exchange *exchange, const struct route *route)
{
    if (route->access == ACCESS_ANYONE)
        return true;
    if (!exchange->is_signed_in) {
        keep_draft(exchange, route);
        sign_in_demand(exchange);
        return false;
    }
    if (exchange->officer.must_change && route->access != ACCESS_NEW_PASSWORD) {
        response_redirect(exchange->response, "/password");
        return false;
    }
    return true;
}

static void route(struct exchange *exchange)
{
    const struct request *request = exchange->request;
    const char *host = request_field(request, "host");
    struct error error = {0};
    bool other = false;
    if (!host || !site_knows_host(&exchange->desk->site, host)) {
        page_refusal(exchange, 421, "refusal.host");
        return;
    }
    const struct route *found =
        router_find(request->method, request->path, &exchange->id, &exchange->name, &other);
    if (!found && (other || request->method == METHOD_OTHER)) {
        refuse_method(exchange);
        return;
    }
    /* Assets are the same for everybody: no reason to wake the store. */
    bool wants_session = !found || found->answer != asset_page;
    bool by_itself =
        found && (found->answer == waiting_fragment || found->answer == troubles_fragment);
    if (wants_session && !session_read(exchange, by_itself, &error)) {
        if (found)
            keep_draft(exchange, found);
        store_refusal(exchange, &error);
    } else if (!found) {
        page_refusal(exchange, 404, "refusal.missing");
    } else if (accept_person(exchange, found) &&
               (found->method != METHOD_POST || accept_form(exchange, found))) {
        found->answer(exchange);
    }
}

static void with_exchange(struct desk *desk, const struct request *request,
                          struct response *response, void (*answer)(struct exchange *exchange))
{
    struct exchange exchange = {.desk = desk,
                                .request = request,
                                .response = response,
                                .arena = arena_new(),
                                .language = desk->language,
                                .html = {.out = &response->body, .language = desk->language}};
    answer(&exchange);
    arena_free(exchange.arena);
}

void router_answer(struct desk *desk, const struct request *request, struct response *response)
{
    library_refresh(desk->library);
    with_exchange(desk, request, response, route);
    if (response->body.full) {
        struct response failed = response_new();
        response_free(response);
        *response = failed;
        response->status = 500;
    }
}

static void refuse(struct exchange *exchange)
{
    page_refusal(exchange, exchange->response->status, "refusal.request");
}

void router_refuse(struct desk *desk, int status, struct response *response)
{
    static const struct request none = {.path = "/", .query = "", .body = "", .address = ""};
    response->status = status;
    with_exchange(desk, &none, response, refuse);
}
