#include "desk/pages.h"

/* To the case again, with a word of what was done. */
static void done(struct exchange *exchange, const char *said)
{
    response_redirect(exchange->response, arena_print(exchange->arena, "/case/%lld?said=%s",
                                                      (long long)exchange->id, said));
}

static bool read_state(struct exchange *exchange, enum case_state *out)
{
    if (case_state_find(form_value(&exchange->form, "state"), out))
        return true;
    page_refusal(exchange, 422, "refusal.form");
    return false;
}

void note_post(struct exchange *exchange)
{
    struct error error = {0};
    if (case_note(exchange->desk->store, exchange->id, exchange->officer.login,
                  form_value(&exchange->form, "key"), form_value(&exchange->form, "text"), &error))
        done(exchange, "note");
    else
        store_refusal(exchange, &error);
}

void step_post(struct exchange *exchange)
{
    struct error error = {0};
    enum case_state state;
    if (!read_state(exchange, &state))
        return;
    if (case_step(exchange->desk->store, exchange->id, exchange->officer.login,
                  form_value(&exchange->form, "key"), state, form_value(&exchange->form, "text"),
                  &error))
        done(exchange, "step");
    else
        store_refusal(exchange, &error);
}

void release_post(struct exchange *exchange)
{
    struct error error = {0};
    if (case_release(exchange->desk->store, exchange->id, exchange->officer.login, &error))
        response_redirect(exchange->response, "/?said=released");
    else
        store_refusal(exchange, &error);
}

void close_post(struct exchange *exchange)
{
    struct error error = {0};
    enum case_state state;
    if (!read_state(exchange, &state))
        return;
    if (case_close(exchange->desk->store, exchange->id, exchange->officer.login, state, &error))
        response_redirect(exchange->response, "/?said=closed");
    else
        store_refusal(exchange, &error);
}
