#include "desk/draft.h"

#include "base/utf8.h"
#include "desk/pages.h"

#include <string.h>

/* What can be kept of the text in the form: line ends as one character, nothing that cannot be
 * shown. */
static const char *showable(struct exchange *exchange)
{
    const char *text = form_value(&exchange->form, "text");
    size_t length = strlen(text), kept = 0;
    char *out = arena_copy(exchange->arena, text);
    for (size_t at = 0, next = 0; at < length; at = next) {
        utf8_next(text, length, &next);
        if (!utf8_is_plain_text(text + at, next - at))
            continue;
        memmove(out + kept, text + at, next - at);
        kept += next - at;
    }
    out[kept] = '\0';
    return out;
}

void draft_read(struct exchange *exchange, const char *deed)
{
    const struct form *form = &exchange->form;
    struct draft *draft = &exchange->draft;
    const char *text = showable(exchange);
    enum case_state state;
    draft->key = form_value(form, "key");
    draft->writer = form_value(form, "writer");
    if (strcmp(deed, "note") == 0) {
        draft->note = utf8_is_blank(text) ? "" : text;
    } else if (case_state_find(form_value(form, "state"), &state)) {
        draft->step = text;
        draft->state = case_state_name(state);
        draft->body = form_value(form, "body");
    }
}

bool draft_is_written(const struct exchange *exchange)
{
    const struct draft *draft = &exchange->draft;
    return draft->step || (draft->note && draft->note[0]);
}

bool draft_is_own(const struct exchange *exchange)
{
    return exchange->is_signed_in && draft_is_written(exchange) &&
           strcmp(exchange->draft.writer, exchange->officer.login) == 0;
}

void draft_carry(struct exchange *exchange)
{
    const struct draft *draft = &exchange->draft;
    if (exchange->id)
        page_hidden(exchange, "case",
                    arena_print(exchange->arena, "%lld", (long long)exchange->id));
    if (!draft_is_written(exchange))
        return;
    page_hidden(exchange, "deed", draft->step ? "step" : "note");
    page_hidden(exchange, "key", draft->key);
    page_hidden(exchange, "writer", draft->writer);
    page_hidden(exchange, "text", draft->step ? draft->step : draft->note);
    if (draft->step) {
        page_hidden(exchange, "state", draft->state);
        page_hidden(exchange, "body", draft->body);
    }
}

void draft_read_carried(struct exchange *exchange)
{
    const char *deed = form_value(&exchange->form, "deed");
    exchange->id = form_number(&exchange->form, "case");
    if (exchange->id && deed[0])
        draft_read(exchange, deed);
}

void draft_give_back(struct exchange *exchange)
{
    desk_page_write(exchange, exchange->id,
                    &(struct page_notice){.key = "text.back", .is_good = true});
}

void deed_form_begin(struct exchange *exchange, int64_t case_id, const char *deed,
                     const char *style)
{
    const struct draft *draft = &exchange->draft;
    bool comes_back = strcmp(deed, "note") == 0 ? draft->note != NULL : draft->step != NULL;
    page_form(exchange, arena_print(exchange->arena, "/case/%lld/%s", (long long)case_id, deed),
              style);
    page_form_key(exchange, comes_back ? draft->key : NULL);
    page_hidden(exchange, "writer",
                exchange->is_signed_in ? exchange->officer.login : draft->writer);
}

static void note_field_write(struct exchange *exchange)
{
    struct html *html = &exchange->html;
    const char *draft = exchange->draft.note;
    html_open(html, "textarea", "name", "text", "rows", draft && draft[0] ? "8" : "2", "dir",
              "auto", "required", "", "autofocus", draft ? "" : NULL, "aria-invalid",
              draft ? "true" : NULL, "aria-labelledby", "note-title", "placeholder",
              words_plain(exchange, "note.hint"), NULL);
    if (draft) {
        html_text(html, "\n"); /* the first line end of a textarea is none of its text */
        html_text(html, draft);
    }
    html_close(html, "textarea");
}

void step_field_write(struct exchange *exchange)
{
    struct html *html = &exchange->html;
    const char *draft = exchange->draft.step;
    html_open(html, "label", "class", "field", NULL);
    say_in(exchange, "span", NULL, "step.text");
    /* No maxlength: a browser would cut what is pasted without a word. */
    html_open(html, "input", "type", "text", "name", "text", "dir", "auto", "autocomplete", "off",
              "value", draft, "autofocus", draft ? "" : NULL, "aria-invalid", draft ? "true" : NULL,
              "placeholder", words_plain(exchange, "step.hint"), NULL);
    html_close(html, "label");
}

static void write_step(struct exchange *exchange)
{
    say_in(exchange, "h2", NULL, "step.title");
    deed_form_begin(exchange, exchange->id, "step", "stack step-form");
    page_hidden(exchange, "state", exchange->draft.state);
    page_hidden(exchange, "body", exchange->draft.body);
    step_field_write(exchange);
    page_button(exchange, "primary", "step.go");
    html_close(&exchange->html, "form");
}

void note_form_write(struct exchange *exchange, int64_t case_id, const char *button)
{
    struct html *html = &exchange->html;
    html_open(html, "h2", "id", "note-title", NULL);
    say(exchange, "note.title");
    html_close(html, "h2");
    deed_form_begin(exchange, case_id, "note", "stack note-form");
    note_field_write(exchange);
    page_button(exchange, button, "note.go");
    html_close(html, "form");
}

void draft_page(struct exchange *exchange, const char *key)
{
    struct html *html = &exchange->html;
    page_begin(exchange, "refusal.title", 0, &(struct page_notice){.key = key});
    html_open(html, "section", "class", "card door-card", NULL);
    say_in(exchange, "h1", NULL, "refusal.title");
    if (exchange->draft.step)
        write_step(exchange);
    else
        note_form_write(exchange, exchange->id, "primary");
    html_open(html, "a", "class", "button plain", "href", "/", NULL);
    say(exchange, "refusal.back");
    html_close(html, "a");
    html_close(html, "section");
    page_end(exchange);
}
