/* What the officer is told. What is missing comes first: that is what they need. */
#include "inside.h"

#include <string.h>

static uint32_t mark_of(const struct checklist *self, const json_t *paper)
{
    struct id id = make_id("paper", text_of(paper, "id"));
    char mark[16];
    self->host->value(self->host, id.text, mark, sizeof mark);
    if (strcmp(mark, "have") == 0)
        return MRH_FACT_HAVE;
    /* What nobody marked is not known to be there. */
    return strcmp(mark, "missing") == 0 ? MRH_FACT_MISSING : MRH_FACT_UNSURE;
}

static void tell_papers(const struct checklist *self, uint32_t kind)
{
    enum need needs[MOST_PAPERS];
    papers_needed(&self->procedure, &self->answers, needs);
    for (size_t i = 0; i < json_array_size(self->procedure.papers); i++) {
        const json_t *paper = json_array_get(self->procedure.papers, i);
        if (needs[i] == NEED_BRING && mark_of(self, paper) == kind)
            tell_paper(self, kind, paper);
    }
}

static void tell_answer(const struct checklist *self, size_t index)
{
    const json_t *question = json_array_get(self->procedure.questions, index);
    const json_t *option = checklist_chosen(self, index);
    struct words label = words_of(question, "label"), value = words_of(option, "label");
    struct id id = make_id("answer", text_of(question, "id"));
    const char *key = text_of(option, "key");
    const char *message = strcmp(key, "yes") == 0     ? "option.yes"
                          : strcmp(key, "no") == 0    ? "option.no"
                          : strcmp(key, "other") == 0 ? "option.other"
                                                      : "option.unknown";
    MRH_FACT(self->ticket, MRH_FACT_ANSWER, .id = id.text, .label = MRH_VARIANTS(label.list),
             .value = value.list[0] ? MRH_VARIANTS(value.list) : MRH_KEY(message));
}

static void tell_answers(const struct checklist *self)
{
    for (size_t i = 0; i < json_array_size(self->procedure.questions); i++)
        if (question_is_asked(&self->procedure, &self->answers, i) && checklist_chosen(self, i))
            tell_answer(self, i);
}

/* A list nobody has checked, or not for long, is told to the officer. */
static void tell_doubt(const struct checklist *self)
{
    enum doubt doubt = doubt_about(self->host, self->procedure.root);
    if (doubt == DOUBT_OLD)
        MRH_FACT(self->ticket, MRH_FACT_NOTE, .id = "stale",
                 .label = MRH_MESSAGE("fact.stale",
                                      MRH_LONG_DATE("date", checked_ms(self->procedure.root))));
    else if (doubt == DOUBT_UNCHECKED)
        MRH_FACT(self->ticket, MRH_FACT_NOTE, .id = "stale", .label = MRH_KEY("fact.unchecked"));
}

/* Whether a paper to bring is asked in a plainer form than its source says, as law 55-19 has it. */
static bool is_any_plain(const struct checklist *self)
{
    enum need needs[MOST_PAPERS];
    papers_needed(&self->procedure, &self->answers, needs);
    for (size_t i = 0; i < json_array_size(self->procedure.papers); i++)
        if (needs[i] == NEED_BRING &&
            json_is_true(json_object_get(json_array_get(self->procedure.papers, i), "law")))
            return true;
    return false;
}

/* What the officer may answer with at a counter that asks for more. */
static void tell_law(const struct checklist *self)
{
    const char *law = text_of(self->procedure.root, "legal_basis");
    if (law[0])
        MRH_FACT(self->ticket, MRH_FACT_NOTE, .id = "law",
                 .label = MRH_MESSAGE("fact.law", MRH_TEXT("law", law)));
    if (is_any_plain(self))
        MRH_FACT(self->ticket, MRH_FACT_NOTE, .id = "plain", .label = MRH_KEY("fact.plain"));
}

void ask_for_ticket(struct checklist *self)
{
    if (!self->ticket)
        return;
    self->ticket->clear(self->ticket);
    if (!json_is_true(json_object_get(self->procedure.root, "discreet"))) {
        tell_papers(self, MRH_FACT_MISSING);
        tell_papers(self, MRH_FACT_UNSURE);
        tell_doubt(self);
        tell_law(self);
        tell_answers(self);
        tell_papers(self, MRH_FACT_HAVE);
    } else {
        MRH_FACT(self->ticket, MRH_FACT_NOTE, .id = "discreet", .label = MRH_KEY("fact.discreet"));
    }
    self->ticket->request(self->ticket, self->service);
}
