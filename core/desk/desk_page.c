#include "base/log.h"
#include "desk/colleagues.h"
#include "desk/draft.h"
#include "desk/freshness.h"
#include "desk/pages.h"
#include "store/audit.h"

#include <string.h>

void store_refusal(struct exchange *exchange, const struct error *error)
{
    static const struct {
        enum error_kind kind;
        int status;
        const char *key, *of_draft;
    } known[] = {{ERROR_DENIED, 403, "refusal.not-yours", "refusal.not-yours"},
                 {ERROR_MISSING, 404, "refusal.missing", "refusal.missing"},
                 {ERROR_INPUT, 422, "refusal.form", "refusal.form"},
                 {ERROR_BUSY, 503, "refusal.busy", "text.busy"},
                 {ERROR_SYSTEM, 500, "refusal.store", "text.store"}};
    size_t last = sizeof known / sizeof *known - 1, i = 0;
    log_write(LOG_WARNING, "%s", error->text);
    buffer_clear(&exchange->response->body);
    while (i < last && known[i].kind != error->kind)
        i++;
    exchange->response->status = known[i].status;
    if (draft_is_written(exchange))
        draft_page(exchange, known[i].of_draft);
    else
        page_refusal(exchange, known[i].status, known[i].key);
}

static void write_nothing_open(struct exchange *exchange)
{
    struct html *html = &exchange->html;
    html_open(html, "section", "class", "card empty", NULL);
    html_open(html, "img", "src", "/assets/star.svg", "alt", "", "width", "96", "height", "96",
              NULL);
    say_in(exchange, "h1", NULL, "desk.empty");
    say_in(exchange, "p", "quiet", "desk.empty-help");
    html_close(html, "section");
}

/* Another's case shows whose it is and nothing else. */
static void write_held(struct exchange *exchange, const struct case_row *row)
{
    struct html *html = &exchange->html;
    struct argument name = {
        .kind = ARGUMENT_TEXT, .name = "name", .text = colleague_name(exchange, row->holder)};
    html_open(html, "section", "class", "card empty", NULL);
    html_element(html, "h1", row->ticket.number, "dir", "ltr", NULL);
    say_in_with(exchange, "p", NULL, "scan.held", &name, 1);
    html_close(html, "section");
}

static bool find_case(struct exchange *exchange, int64_t case_id, struct case_row *row)
{
    struct error error = {0};
    if (case_id == 0)
        return true;
    if (case_find(exchange->desk->store, case_id, exchange->arena, row, &error))
        return true;
    store_refusal(exchange, &error);
    return false;
}

/* Who read what a visitor told is written down before it is shown: the holder by opening the case,
 * anybody else here. */
static bool may_be_shown(struct exchange *exchange, const struct case_row *row)
{
    struct error error = {0};
    if (audit_add(exchange->desk->store, exchange->officer.login, "case.read", row->number, &error))
        return true;
    store_refusal(exchange, &error);
    return false;
}

void desk_page_write(struct exchange *exchange, int64_t case_id, const struct page_notice *notice)
{
    struct html *html = &exchange->html;
    struct case_row row = {0};
    if (!find_case(exchange, case_id, &row))
        return;
    bool is_mine = row.id && strcmp(row.holder, exchange->officer.login) == 0;
    bool is_anothers = row.id && row.holder[0] && !is_mine;
    if (row.id && !is_mine && draft_is_written(exchange)) {
        exchange->response->status = 403;
        draft_page(exchange, "refusal.not-yours");
        return;
    }
    if (row.id && !row.holder[0] && !may_be_shown(exchange, &row))
        return;
    page_begin(exchange, "desk.title", is_anothers ? 0 : row.id, notice);
    html_open(html, "div", "class", row.id ? "columns with-case" : "columns", NULL);
    html_open(html, "section", "class", "card waiting", "data-fresh",
              arena_print(exchange->arena, "/waiting?case=%lld", (long long)row.id), "id",
              "waiting", NULL);
    waiting_write(exchange, row.id);
    html_close(html, "section");
    html_open(html, "div", "class", "case", NULL);
    if (!row.id) {
        html_open(html, "div", "class", "troubles", "data-fresh", "/troubles", NULL);
        troubles_write(exchange);
        html_close(html, "div");
        freshness_notice_write(exchange);
        write_nothing_open(exchange);
    } else if (is_anothers) {
        write_held(exchange, &row);
    } else {
        case_head_write(exchange, &row);
        freshness_warning_write(exchange, &row);
        case_facts_write(exchange, &row);
        freshness_line_write(exchange, &row);
        case_history_write(exchange, &row);
    }
    html_close(html, "div");
    if (row.id && !is_anothers) {
        html_open(html, "aside", "class", "aside", NULL);
        case_aside_write(exchange, &row, is_mine);
        html_close(html, "aside");
    }
    html_close(html, "div");
    page_end(exchange);
}

/* What a deed that ended in a redirect has to say; the words of the address choose among these. */
static struct page_notice said(const struct exchange *exchange)
{
    static const struct {
        const char *word, *key;
    } known[] = {{"note", "said.note"},
                 {"step", "said.step"},
                 {"released", "said.released"},
                 {"closed", "said.closed"},
                 {"password", "said.password"}};
    char word[32];
    request_query_word(exchange->request, "said", word);
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(known[i].word, word) == 0)
            return (struct page_notice){.key = known[i].key, .is_good = true};
    return (struct page_notice){.key = NULL};
}

void desk_page(struct exchange *exchange)
{
    struct page_notice notice = said(exchange);
    desk_page_write(exchange, 0, &notice);
}

void case_page(struct exchange *exchange)
{
    struct page_notice notice = said(exchange);
    desk_page_write(exchange, exchange->id, &notice);
}
