#include "base/log.h"
#include "base/utf8.h"
#include "desk/draft.h"
#include "desk/pages.h"
#include "desk/published.h"

#include <sodium.h>
#include <string.h>

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

/* Carriage returns come with every line end; what else is missing was taken out. */
static bool lost_signs(struct exchange *exchange, const char *kept)
{
    size_t returns = 0;
    const char *text = form_value(&exchange->form, "text");
    for (const char *at = text; *at; at++)
        returns += *at == '\r';
    return strlen(kept) + returns != strlen(text);
}

/* The case's page again, with what was written still in its form and a sentence what to do. */
static bool give_back(struct exchange *exchange, int status, const struct page_notice *notice)
{
    exchange->response->status = status;
    desk_page_write(exchange, exchange->id, notice);
    return false;
}

static bool refuse_text(struct exchange *exchange, const struct page_notice *notice)
{
    return give_back(exchange, 422, notice);
}

/* A store that is full or busy takes nothing from who wrote; whether it was kept after all, the
 * same form finds out when it is sent again. */
static void tell_failure(struct exchange *exchange, const struct error *error)
{
    bool is_busy = error->kind == ERROR_BUSY;
    if (!is_busy && error->kind != ERROR_SYSTEM) {
        store_refusal(exchange, error);
        return;
    }
    log_write(LOG_WARNING, "%s", error->text);
    give_back(exchange, is_busy ? 503 : 500,
              &(struct page_notice){.key = is_busy ? "text.busy" : "text.store"});
}

/* The same form with the same words is one deed, however often it is sent; with other words, after
 * the browser's "back", it is another. */
static const char *deed_key(const struct exchange *exchange, const char *text)
{
    const char *const parts[] = {form_value(&exchange->form, "key"),
                                 form_value(&exchange->form, "state"),
                                 form_value(&exchange->form, "body"), text};
    unsigned char hash[crypto_generichash_BYTES_MIN];
    char hex[2 * sizeof hash + 1];
    crypto_generichash_state state;
    if (!parts[0][0])
        return "";
    crypto_generichash_init(&state, NULL, 0, sizeof hash);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        crypto_generichash_update(&state, (const unsigned char *)parts[i], strlen(parts[i]) + 1);
    crypto_generichash_final(&state, hash, sizeof hash);
    sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
    return arena_copy(exchange->arena, hex);
}

static bool text_is_good(struct exchange *exchange, const char *text, size_t most)
{
    size_t length = utf8_count(text);
    const struct argument counts[] = {
        {.kind = ARGUMENT_NUMBER, .name = "length", .number = (int64_t)length},
        {.kind = ARGUMENT_NUMBER, .name = "most", .number = (int64_t)most}};
    if (length > most)
        return refuse_text(
            exchange, &(struct page_notice){.key = "text.long", .arguments = counts, .count = 2});
    return !lost_signs(exchange, text) ||
           refuse_text(exchange, &(struct page_notice){.key = "text.odd"});
}

/* It may have gone from the published content since the page was loaded. */
static bool body_is_known(struct exchange *exchange, const char *body)
{
    json_t *record = body[0] ? published_record(exchange, "body", body) : NULL;
    bool is_known = !body[0] || record;
    json_decref(record);
    return is_known || refuse_text(exchange, &(struct page_notice){.key = "step.body-gone"});
}

void note_post(struct exchange *exchange)
{
    struct error error = {0};
    draft_read(exchange, "note");
    const char *text = exchange->draft.note;
    if (!draft_is_written(exchange)) {
        refuse_text(exchange, &(struct page_notice){.key = "text.blank"});
        return;
    }
    if (!text_is_good(exchange, text, NOTE_MOST))
        return;
    if (case_note(exchange->desk->store, exchange->id, exchange->officer.login,
                  deed_key(exchange, text), text, &error))
        done(exchange, "note");
    else
        tell_failure(exchange, &error);
}

void step_post(struct exchange *exchange)
{
    struct error error = {0};
    enum case_state state;
    if (!read_state(exchange, &state))
        return;
    draft_read(exchange, "step");
    const char *text = exchange->draft.step, *body = exchange->draft.body;
    if (!text_is_good(exchange, text, STEP_MOST) || !body_is_known(exchange, body))
        return;
    if (case_step(exchange->desk->store, exchange->id, exchange->officer.login,
                  deed_key(exchange, text), state, body[0] ? body : NULL,
                  utf8_is_blank(text) ? "" : text, &error))
        done(exchange, "step");
    else
        tell_failure(exchange, &error);
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
