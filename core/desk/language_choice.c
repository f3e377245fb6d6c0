#include "desk/pages.h"
#include "desk/router.h"
#include "desk/session.h"

#include <string.h>

/* Only a plain path of our own, never "//elsewhere". */
static bool is_way_back(const char *path)
{
    return path[0] == '/' && path[1] != '/' && strlen(path) < 100 &&
           strspn(path, "abcdefghijklmnopqrstuvwxyz0123456789/-") == strlen(path);
}

void language_post(struct exchange *exchange)
{
    const struct language *language = language_find(form_value(&exchange->form, "language"));
    struct error error = {0};
    const char *back = form_value(&exchange->form, "back");
    int64_t id;
    const char *name;
    bool other;
    if (!language) {
        page_refusal(exchange, 422, "refusal.form");
        return;
    }
    if (exchange->is_signed_in &&
        !officer_set_language(exchange->desk->store, exchange->officer.login, language->code,
                              &error)) {
        store_refusal(exchange, &error);
        return;
    }
    session_choose_language(exchange, language->code);
    bool can_go = is_way_back(back) && router_find(METHOD_GET, back, &id, &name, &other) != NULL;
    response_redirect(exchange->response, can_go ? back : "/");
}
