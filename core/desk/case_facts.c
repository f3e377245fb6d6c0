#include "base/log.h"
#include "desk/pages.h"
#include "screen/fact.h"

#include <string.h>

/* How papers of a kind are shown; in this order, what is missing on top. */
static const struct {
    enum fact_kind kind;
    const char *style, *icon, *key;
} shown_as[] = {{FACT_MISSING, "missing", "cross", "paper.missing"},
                {FACT_UNSURE, "unsure", "unknown", "paper.unsure"},
                {FACT_HAVE, "have", "check", "paper.have"}};

static size_t count_of(const struct facts *facts, enum fact_kind kind)
{
    size_t count = 0;
    for (size_t i = 0; i < facts->count; i++)
        count += facts->items[i].kind == kind;
    return count;
}

static void write_words(struct exchange *exchange, const struct screen_text *text)
{
    html_words(&exchange->html, text->text ? text->text : "", text->language);
}

static bool has_words(const struct screen_text *text)
{
    return text->text && text->text[0];
}

static void write_count(struct exchange *exchange, const struct facts *facts, size_t index)
{
    size_t count = count_of(facts, shown_as[index].kind);
    struct argument number = {.kind = ARGUMENT_NUMBER, .name = "count", .number = (int64_t)count};
    if (count == 0)
        return;
    html_open(&exchange->html, "span", "class", shown_as[index].style, NULL);
    say_with(exchange, words_key(exchange, "count.", shown_as[index].style), &number, 1);
    html_close(&exchange->html, "span");
}

static void write_paper(struct exchange *exchange, const struct fact *fact, size_t index)
{
    struct html *html = &exchange->html;
    html_open(html, "li", "class", shown_as[index].style, "data-fact", fact->id, NULL);
    page_icon(exchange, shown_as[index].icon);
    html_open(html, "div", "class", "paper-words", NULL);
    html_open(html, "strong", NULL);
    write_words(exchange, &fact->label);
    html_close(html, "strong");
    if (has_words(&fact->value)) {
        html_open(html, "span", "class", "paper-where", NULL);
        write_words(exchange, &fact->value);
        html_close(html, "span");
    }
    html_close(html, "div");
    say_in(exchange, "span", "badge", shown_as[index].key);
    html_close(html, "li");
}

static void write_papers(struct exchange *exchange, const struct facts *facts)
{
    struct html *html = &exchange->html;
    size_t kinds = sizeof shown_as / sizeof *shown_as, count = 0;
    for (size_t k = 0; k < kinds; k++)
        count += count_of(facts, shown_as[k].kind);
    if (count == 0)
        return;
    html_open(html, "section", "class", "card papers", NULL);
    html_open(html, "div", "class", "papers-head", NULL);
    say_in(exchange, "h2", NULL, "papers.title");
    html_open(html, "p", "class", "counts", NULL);
    for (size_t k = 0; k < kinds; k++)
        write_count(exchange, facts, k);
    html_close(html, "p");
    html_close(html, "div");
    html_open(html, "ul", NULL);
    for (size_t k = 0; k < kinds; k++)
        for (size_t i = 0; i < facts->count; i++)
            if (facts->items[i].kind == shown_as[k].kind)
                write_paper(exchange, &facts->items[i], k);
    html_close(html, "ul");
    html_close(html, "section");
}

static void write_answers(struct exchange *exchange, const struct facts *facts)
{
    struct html *html = &exchange->html;
    size_t answers = count_of(facts, FACT_ANSWER), notes = count_of(facts, FACT_NOTE);
    if (answers + notes == 0)
        return;
    html_open(html, "section", "class", "card answers", NULL);
    say_in(exchange, "h2", NULL, "answers.title");
    html_open(html, "dl", NULL);
    for (size_t i = 0; i < facts->count; i++) {
        const struct fact *fact = &facts->items[i];
        if (fact->kind != FACT_ANSWER && fact->kind != FACT_NOTE)
            continue;
        html_open(html, "div", "class", fact->kind == FACT_NOTE ? "remark" : NULL, NULL);
        html_open(html, "dt", NULL);
        write_words(exchange, &fact->label);
        html_close(html, "dt");
        html_open(html, "dd", NULL);
        write_words(exchange, &fact->value);
        html_close(html, "dd");
        html_close(html, "div");
    }
    html_close(html, "dl");
    html_close(html, "section");
}

static void write_sentence(struct exchange *exchange, const char *key)
{
    html_open(&exchange->html, "section", "class", "card", NULL);
    say_in(exchange, "p", "quiet", key);
    html_close(&exchange->html, "section");
}

void case_facts_write(struct exchange *exchange, const struct case_row *row)
{
    struct error error = {0};
    struct facts *facts = arena_take(exchange->arena, 1, sizeof *facts);
    const char *domain = NULL;
    if (!row->facts || row->facts_length == 0) {
        write_sentence(exchange, row->facts ? "facts.none" : "facts.sealed");
        return;
    }
    if (!facts_decode(exchange->arena, row->facts, row->facts_length, &domain, facts, &error)) {
        log_write(LOG_WARNING, "case %s: %s", row->number, error.text);
        write_sentence(exchange, "facts.sealed");
        return;
    }
    const struct messages *messages =
        domain ? registry_messages(exchange->desk->registry, domain) : NULL;
    facts_resolve(exchange->arena, facts, messages ? messages : exchange->desk->visit_messages,
                  exchange->language);
    if (facts->count == 0)
        write_sentence(exchange, "facts.none");
    write_papers(exchange, facts);
    write_answers(exchange, facts);
}
