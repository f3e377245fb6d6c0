/* The questions one by one, then the papers, or why there are none. */
#include "inside.h"

#include <string.h>

#define DAY_MS      INT64_C(86400000)
#define MOST_BODIES 32u /* on one result */

/* ---- The list of procedures ---- */

void build_list(const struct checklist *self, struct mrh_ui *ui)
{
    const json_t *items = json_object_get(self->list, "items");
    int64_t total = json_integer_value(json_object_get(self->list, "total"));
    MRH_TITLE(ui, .label = MRH_KEY("list.title"));
    MRH_PARAGRAPH(ui, .label = MRH_KEY("list.hint"), .tone = MRH_TONE_LEAD);
    MRH_BEGIN(ui, MRH_ROLE_ROWS, .id = "procedures");
    for (size_t i = 0; i < json_array_size(items); i++) {
        const json_t *item = json_array_get(items, i);
        struct words title = words_of(item, "title");
        struct id id = make_id("open", text_of(item, "id"));
        if (text_of(item, "service")[0])
            MRH_ROW(ui, .id = id.text, .icon = icon_of(item), .label = MRH_VARIANTS(title.list));
    }
    MRH_END(ui);
    if (self->list_from + json_array_size(items) < (size_t)total)
        MRH_BUTTON(ui, .id = "more", .label = MRH_KEY("list.more"));
}

/* ---- Questions ---- */

static void build_step(const struct checklist *self, struct mrh_ui *ui)
{
    int64_t number = 0, of = 0;
    for (size_t i = 0; i < json_array_size(self->procedure.questions); i++) {
        if (self->presets[i] || !question_is_asked(&self->procedure, &self->answers, i))
            continue;
        of++;
        if (i <= self->question)
            number++;
    }
    MRH_ADD(ui, MRH_ROLE_STEP, .number = number, .of = of);
}

static const char *option_key(const char *key)
{
    static const struct {
        const char *option, *key;
    } keys[] = {{"yes", "option.yes"}, {"no", "option.no"}, {"other", "option.other"}};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (strcmp(keys[i].option, key) == 0)
            return keys[i].key;
    return "option.unknown";
}

static void build_option(struct mrh_ui *ui, const json_t *option)
{
    struct words label = words_of(option, "label");
    const char *icon = text_of(option, "icon");
    MRH_OPTION(ui, .id = text_of(option, "id"), .icon = icon[0] ? icon : NULL,
               .label = label.list[0] ? MRH_VARIANTS(label.list)
                                      : MRH_KEY(option_key(text_of(option, "key"))));
}

static void build_choice(struct mrh_ui *ui, const json_t *question, const char *id)
{
    struct words label = words_of(question, "label"), detail = words_of(question, "detail");
    const json_t *options = json_object_get(question, "options");
    struct mrh_text text;
    MRH_BEGIN(ui, MRH_ROLE_CHOICE, .id = id, .label = MRH_VARIANTS(label.list),
              .detail = words_or_none(&detail, &text), .flags = MRH_REQUIRED);
    for (size_t i = 0; i < json_array_size(options); i++)
        build_option(ui, json_array_get(options, i));
    MRH_END(ui);
}

/* Unless the question says more itself: a year is enough. Many know no more, and that is normal. */
static void build_birth(const struct checklist *self, struct mrh_ui *ui, const json_t *question,
                        const char *id)
{
    struct words label = words_of(question, "label"), detail = words_of(question, "detail");
    struct mrh_text text;
    const struct mrh_text *own = words_or_none(&detail, &text);
    if (self->is_born_later)
        MRH_NOTICE(ui, .label = MRH_KEY("birth.future"), .tone = MRH_TONE_WARNING);
    MRH_FIELD(ui, .id = id, .label = MRH_VARIANTS(label.list),
              .detail = own ? own : MRH_KEY("birth.year-is-enough"), .tone = MRH_FIELD_DATE,
              .flags = MRH_REQUIRED | MRH_PRIVATE);
    MRH_BUTTON(ui, .id = "unknown", .label = MRH_KEY("option.unknown"), .icon = "unknown");
}

void build_question(const struct checklist *self, struct mrh_ui *ui)
{
    const json_t *question = json_array_get(self->procedure.questions, self->question);
    struct words title = words_of(self->procedure.root, "title");
    struct id id = make_id("question", text_of(question, "id"));
    MRH_TITLE(ui, .label = MRH_VARIANTS(title.list));
    build_step(self, ui);
    if (strcmp(text_of(question, "kind"), "birth") == 0)
        build_birth(self, ui, question, id.text);
    else
        build_choice(ui, question, id.text);
    MRH_BUTTON(ui, .id = "next", .label = MRH_KEY("question.next"), .tone = MRH_TONE_PRIMARY,
               .icon = "arrow-next");
}

/* ---- The result ---- */

static bool is_told(const struct checklist *self, const json_t *rule)
{
    bool is_stop = strcmp(text_of(rule, "tone"), "stop") == 0;
    return (is_stop || !self->stops) && rule_holds(&self->procedure, &self->answers, rule);
}

static void build_advice_of(const struct checklist *self, struct mrh_ui *ui, bool is_warning)
{
    const json_t *rules = self->procedure.rules;
    for (size_t i = 0; i < json_array_size(rules); i++) {
        const json_t *rule = json_array_get(rules, i);
        struct words words = words_of(rule, "say");
        bool is_info = strcmp(text_of(rule, "tone"), "info") == 0;
        if (words.list[0] && is_info != is_warning && is_told(self, rule))
            MRH_NOTICE(ui, .label = MRH_VARIANTS(words.list),
                       .tone = is_warning ? MRH_TONE_WARNING : MRH_TONE_INFO);
    }
}

/* Many stop reading early: what could go wrong comes first. */
static void build_advice(const struct checklist *self, struct mrh_ui *ui)
{
    build_advice_of(self, ui, true);
    build_advice_of(self, ui, false);
}

static void build_body(struct mrh_ui *ui, const json_t *body)
{
    struct words name = words_of(body, "name"), reach = words_of(body, "reach");
    if (!reach.list[0])
        reach = words_of(body, "does");
    const char *web = text_of(body, "web");
    struct mrh_text text;
    if (web[0])
        MRH_LINK(ui, .label = MRH_VARIANTS(name.list), .detail = words_or_none(&reach, &text),
                 .value = web);
    else
        MRH_PARAGRAPH(ui, .tone = MRH_TONE_BULLET,
                      .label = MRH_MESSAGE("result.body", MRH_WORDS("body", name.list),
                                           MRH_WORDS("reach", reach.list)));
}

struct shown_bodies {
    const json_t *list[MOST_BODIES];
    size_t count;
};

/* Each once, however many rules name it. */
static void show_body(struct shown_bodies *shown, const json_t *body)
{
    for (size_t i = 0; i < shown->count; i++)
        if (strcmp(text_of(shown->list[i], "id"), text_of(body, "id")) == 0)
            return;
    if (body && shown->count < MOST_BODIES)
        shown->list[shown->count++] = body;
}

/* Whom to turn to: first where the file is handed in, then those of the rules that hold. */
static void build_bodies(const struct checklist *self, struct mrh_ui *ui)
{
    struct shown_bodies shown = {.count = 0};
    const json_t *own = json_object_get(self->procedure.root, "bodies");
    if (!self->stops)
        show_body(&shown, json_array_get(own, 0));
    for (size_t i = 0; i < json_array_size(self->procedure.rules); i++) {
        const json_t *rule = json_array_get(self->procedure.rules, i);
        const json_t *bodies = json_object_get(rule, "bodies");
        for (size_t j = 0; j < json_array_size(bodies) && is_told(self, rule); j++)
            show_body(&shown, json_array_get(bodies, j));
    }
    if (shown.count == 0)
        return;
    MRH_BEGIN(ui, MRH_ROLE_GROUP, .label = MRH_KEY("result.bodies"));
    for (size_t i = 0; i < shown.count; i++)
        build_body(ui, shown.list[i]);
    MRH_END(ui);
}

/* The day until which an answer may be waited for: the procedure's, or a rule's that holds. */
static void build_answer(const struct checklist *self, struct mrh_ui *ui)
{
    const json_t *rules = self->procedure.rules;
    json_int_t days = json_integer_value(json_object_get(self->procedure.root, "answer_within"));
    for (size_t i = 0; i < json_array_size(rules); i++) {
        const json_t *rule = json_array_get(rules, i);
        json_int_t own = json_integer_value(json_object_get(rule, "answer_within"));
        days = own > days && is_told(self, rule) ? own : days;
    }
    if (days > 0)
        MRH_PARAGRAPH(ui, .label = MRH_MESSAGE(
                              "result.answer",
                              MRH_LONG_DATE("date", self->host->now(self->host) + days * DAY_MS)));
}

/* A button for each service a rule sends to, each once. */
static void build_ways(const struct checklist *self, struct mrh_ui *ui)
{
    const json_t *rules = self->procedure.rules;
    for (size_t i = 0; i < json_array_size(rules); i++) {
        const json_t *rule = json_array_get(rules, i);
        const char *go = text_of(rule, "go");
        struct id id = make_id("rule", text_of(rule, "id"));
        bool is_new = go[0] && is_told(self, rule);
        for (size_t j = 0; is_new && j < i; j++)
            is_new = strcmp(text_of(json_array_get(rules, j), "go"), go) != 0 ||
                     !is_told(self, json_array_get(rules, j));
        struct words title = words_of(rule, "go_title");
        if (is_new)
            MRH_BUTTON(ui, .id = id.text, .icon = "arrow-next",
                       .label = title.list[0] ? MRH_VARIANTS(title.list) : MRH_KEY("result.go"));
    }
}

static void build_doubt(const struct checklist *self, struct mrh_ui *ui)
{
    enum doubt doubt = doubt_about(self->host, self->procedure.root);
    if (doubt == DOUBT_OLD)
        MRH_NOTICE(ui, .tone = MRH_TONE_WARNING,
                   .label = MRH_MESSAGE("result.stale",
                                        MRH_LONG_DATE("date", checked_ms(self->procedure.root))));
    else if (doubt == DOUBT_UNCHECKED)
        MRH_NOTICE(ui, .tone = MRH_TONE_WARNING, .label = MRH_KEY("result.unchecked"));
}

static void build_checklist(const struct checklist *self, struct mrh_ui *ui,
                            const enum need needs[MOST_PAPERS])
{
    MRH_BEGIN(ui, MRH_ROLE_CHECKLIST, .id = "papers");
    for (size_t i = 0; i < json_array_size(self->procedure.papers); i++)
        if (needs[i] == NEED_BRING)
            build_paper(ui, json_array_get(self->procedure.papers, i));
    MRH_END(ui);
}

/* Law 55-19: what the administration holds need not be brought. */
static void build_held(const struct checklist *self, struct mrh_ui *ui,
                       const enum need needs[MOST_PAPERS])
{
    for (size_t i = 0; i < json_array_size(self->procedure.papers); i++) {
        const json_t *paper = json_array_get(self->procedure.papers, i);
        struct words name = words_of(paper, "name"),
                     body = words_of(json_object_get(paper, "held_by"), "name");
        if (needs[i] == NEED_HELD)
            MRH_NOTICE(ui, .tone = MRH_TONE_INFO,
                       .label = MRH_MESSAGE("result.held", MRH_WORDS("paper", name.list),
                                            MRH_WORDS("body", body.list)));
    }
}

static void build_words(struct mrh_ui *ui, const json_t *root, const char *key)
{
    struct words words = words_of(root, key);
    if (words.list[0])
        MRH_PARAGRAPH(ui, .label = MRH_VARIANTS(words.list));
}

void build_result(const struct checklist *self, struct mrh_ui *ui)
{
    const json_t *root = self->procedure.root;
    struct words title = words_of(root, "title");
    enum need needs[MOST_PAPERS];
    size_t count = papers_needed(&self->procedure, &self->answers, needs);
    bool is_discreet = json_is_true(json_object_get(root, "discreet"));
    MRH_TITLE(ui, .label = MRH_VARIANTS(title.list));
    build_doubt(self, ui);
    if (count) {
        MRH_PARAGRAPH(ui, .label = MRH_KEY("papers.hint"), .tone = MRH_TONE_LEAD);
        build_checklist(self, ui, needs);
    }
    build_held(self, ui, needs);
    build_advice(self, ui);
    if (count) {
        build_words(ui, root, "lead");
        build_words(ui, root, "delay");
        build_answer(self, ui);
    }
    build_bodies(self, ui);
    build_ways(self, ui);
    if (count && self->print && !is_discreet)
        MRH_BUTTON(ui, .id = "print", .label = MRH_KEY("papers.print"), .icon = "printer");
    MRH_BUTTON(ui, .id = "ticket", .tone = MRH_TONE_PRIMARY,
               .label = MRH_KEY(count ? "papers.ticket" : "result.officer"));
}
