/* Asks the few questions that decide something, then shows the papers to bring, each to mark as
 * there, missing or unsure; the ticket carries both to the officer.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "rules.h"

#include <marhaba/plugin.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct checklist {
    const struct mrh_host *host;
    const struct mrh_ticket_v1 *ticket;
    struct procedure *procedure;
    struct answers answers;
    size_t question; /* the one on screen; question_count: the papers */
};

struct id {
    char text[64];
};

/* Only small letters, digits and dashes: it becomes part of a file's name. */
static bool is_name(const char *text)
{
    size_t length = strlen(text);
    return length > 0 && length < 40 &&
           strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-") == length;
}

static struct id make_id(const char *kind, const char *name)
{
    struct id id;
    snprintf(id.text, sizeof id.text, "%s.%s", kind, name);
    return id;
}

static const struct mrh_text *words_or_none(const struct words *words, struct mrh_text *out)
{
    *out = (struct mrh_text){.size = sizeof *out, .variants = words->list};
    return words->list[0] ? out : NULL;
}

static void *checklist_open(const struct mrh_host *host, const struct mrh_opening *opening)
{
    char path[96], complaint[300] = "no such procedure";
    struct checklist *self = calloc(1, sizeof *self);
    if (!self)
        return NULL;
    self->host = host;
    self->ticket = host->extension(host, "marhaba.ticket/1");
    if (is_name(opening->argument)) {
        snprintf(path, sizeof path, "content/procedures/%s.yaml", opening->argument);
        self->procedure = procedure_load(path, complaint, sizeof complaint);
    }
    if (self->procedure)
        return self;
    host->log(host, MRH_LOG_FAILURE, complaint);
    free(self);
    return NULL;
}

static void checklist_close(void *data)
{
    struct checklist *self = data;
    procedure_free(self->procedure);
    free(self);
}

/* ---- Screens ---- */

static void build_option(struct mrh_ui *ui, const struct option *option)
{
    MRH_OPTION(ui, .id = option->id, .icon = option->icon,
               .label = option->key ? MRH_KEY(option->key) : MRH_VARIANTS(option->label.list));
}

static void build_step(struct checklist *self, struct mrh_ui *ui)
{
    int64_t number = 0, of = 0;
    for (size_t i = 0; i < self->procedure->question_count; i++) {
        if (!question_applies(self->procedure, &self->answers, i))
            continue;
        of++;
        if (i <= self->question)
            number++;
    }
    MRH_ADD(ui, MRH_ROLE_STEP, .number = number, .of = of);
}

static void build_question(struct checklist *self, struct mrh_ui *ui)
{
    const struct question *question = &self->procedure->questions[self->question];
    struct id id = make_id("question", question->id);
    struct mrh_text detail;
    MRH_TITLE(ui, .label = MRH_VARIANTS(self->procedure->title.list));
    build_step(self, ui);
    MRH_BEGIN(ui, MRH_ROLE_CHOICE, .id = id.text, .label = MRH_VARIANTS(question->label.list),
              .detail = words_or_none(&question->detail, &detail), .flags = MRH_REQUIRED);
    for (size_t i = 0; i < question->option_count; i++)
        build_option(ui, &question->options[i]);
    MRH_END(ui);
    MRH_BUTTON(ui, .id = "next", .label = MRH_KEY("question.next"), .tone = MRH_TONE_PRIMARY,
               .icon = "arrow-next");
}

static void build_advice(struct checklist *self, struct mrh_ui *ui)
{
    const struct procedure *procedure = self->procedure;
    for (size_t i = 0; i < procedure->rule_count; i++) {
        const struct rule *rule = &procedure->rules[i];
        if (rule->say.list[0] && rule_holds(procedure, &self->answers, i))
            MRH_NOTICE(ui, .label = MRH_VARIANTS(rule->say.list),
                       .tone = rule->is_warning ? MRH_TONE_WARNING : MRH_TONE_INFO);
    }
}

static void build_papers(struct checklist *self, struct mrh_ui *ui)
{
    const struct procedure *procedure = self->procedure;
    bool needed[MOST_PAPERS];
    papers_needed(procedure, &self->answers, needed);
    MRH_TITLE(ui, .label = MRH_VARIANTS(procedure->title.list));
    MRH_PARAGRAPH(ui, .label = MRH_KEY("papers.hint"), .tone = MRH_TONE_LEAD);
    MRH_BEGIN(ui, MRH_ROLE_CHECKLIST, .id = "papers");
    for (size_t i = 0; i < procedure->paper_count; i++) {
        struct id id = make_id("paper", procedure->papers[i].id);
        struct mrh_text detail;
        if (needed[i])
            MRH_ITEM(ui, .id = id.text, .icon = procedure->papers[i].icon,
                     .label = MRH_VARIANTS(procedure->papers[i].name.list),
                     .detail = words_or_none(&procedure->papers[i].detail, &detail));
    }
    MRH_END(ui);
    build_advice(self, ui);
    if (procedure->lead.list[0])
        MRH_PARAGRAPH(ui, .label = MRH_VARIANTS(procedure->lead.list));
    MRH_BUTTON(ui, .id = "ticket", .label = MRH_KEY("papers.ticket"), .tone = MRH_TONE_PRIMARY);
}

static void checklist_build(void *data, struct mrh_ui *ui)
{
    struct checklist *self = data;
    if (self->question < self->procedure->question_count)
        build_question(self, ui);
    else
        build_papers(self, ui);
}

/* ---- The ticket ---- */

static const struct option *chosen_option(const struct checklist *self, size_t index)
{
    const struct question *question = &self->procedure->questions[index];
    for (size_t i = 0; i < question->option_count; i++)
        if (strcmp(question->options[i].id, self->answers.of[index]) == 0)
            return &question->options[i];
    return NULL;
}

static uint32_t mark_of(const struct checklist *self, const char *id)
{
    char mark[16];
    self->host->value(self->host, id, mark, sizeof mark);
    if (strcmp(mark, "have") == 0)
        return MRH_FACT_HAVE;
    /* What nobody marked is not known to be there. */
    return strcmp(mark, "missing") == 0 ? MRH_FACT_MISSING : MRH_FACT_UNSURE;
}

static void tell_papers(struct checklist *self, uint32_t kind)
{
    const struct procedure *procedure = self->procedure;
    bool needed[MOST_PAPERS];
    papers_needed(procedure, &self->answers, needed);
    for (size_t i = 0; i < procedure->paper_count; i++) {
        const struct paper *paper = &procedure->papers[i];
        struct id id = make_id("paper", paper->id);
        struct mrh_text detail;
        const struct mrh_text *value =
            kind == MRH_FACT_HAVE ? NULL : words_or_none(&paper->detail, &detail);
        if (needed[i] && mark_of(self, id.text) == kind)
            MRH_FACT(self->ticket, kind, .id = id.text, .label = MRH_VARIANTS(paper->name.list),
                     .value = value);
    }
}

static void tell_answers(struct checklist *self)
{
    for (size_t i = 0; i < self->procedure->question_count; i++) {
        const struct question *question = &self->procedure->questions[i];
        const struct option *option = chosen_option(self, i);
        struct id id = make_id("answer", question->id);
        if (option && question_applies(self->procedure, &self->answers, i))
            MRH_FACT(self->ticket, MRH_FACT_ANSWER, .id = id.text,
                     .label = MRH_VARIANTS(question->label.list),
                     .value =
                         option->key ? MRH_KEY(option->key) : MRH_VARIANTS(option->label.list));
    }
}

/* What is missing comes first: that is what the officer needs. */
static void ask_for_ticket(struct checklist *self)
{
    if (!self->ticket)
        return;
    self->ticket->clear(self->ticket);
    tell_papers(self, MRH_FACT_MISSING);
    tell_papers(self, MRH_FACT_UNSURE);
    tell_answers(self);
    tell_papers(self, MRH_FACT_HAVE);
    self->ticket->request(self->ticket, self->procedure->service);
}

/* ---- Events ---- */

static void go_forward(struct checklist *self)
{
    size_t count = self->procedure->question_count;
    if (self->question >= count)
        return;
    struct id id = make_id("question", self->procedure->questions[self->question].id);
    char *answer = self->answers.of[self->question];
    self->host->value(self->host, id.text, answer, sizeof self->answers.of[0]);
    if (!chosen_option(self, self->question)) {
        answer[0] = '\0';
        return;
    }
    do
        self->question++;
    while (self->question < count &&
           !question_applies(self->procedure, &self->answers, self->question));
}

static void go_back(struct checklist *self)
{
    size_t earlier = self->question;
    while (earlier > 0)
        if (question_applies(self->procedure, &self->answers, --earlier)) {
            self->question = earlier;
            return;
        }
    self->host->back(self->host);
}

static void checklist_event(void *data, const struct mrh_event *event)
{
    struct checklist *self = data;
    if (event->type == MRH_EVENT_BACK)
        go_back(self);
    else if (event->type == MRH_EVENT_PRESS && strcmp(event->id, "next") == 0)
        go_forward(self);
    else if (event->type == MRH_EVENT_PRESS && strcmp(event->id, "ticket") == 0)
        ask_for_ticket(self);
}

static const struct mrh_plugin plugin = {
    sizeof plugin,   0, "checklist", checklist_open, checklist_close, checklist_build,
    checklist_event,
};

const struct mrh_plugin *marhaba_plugin_v1(void)
{
    return &plugin;
}
