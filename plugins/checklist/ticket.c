/* What the officer is told. A ticket holds only so many facts: what is missing comes before what
 * was answered, and what is there comes last, so that only it is left out. */
#include "inside.h"

#include <stdio.h>
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

/* Each returns how many facts the ticket had no room for. */

static size_t tell_papers(const struct checklist *self, uint32_t kind)
{
    enum need needs[MOST_PAPERS];
    size_t lost = 0;
    papers_needed(&self->procedure, &self->answers, needs);
    for (size_t i = 0; i < json_array_size(self->procedure.papers); i++) {
        const json_t *paper = json_array_get(self->procedure.papers, i);
        if (needs[i] == NEED_BRING && mark_of(self, paper) == kind)
            lost += tell_paper(self, kind, paper) == MRH_TOO_MUCH;
    }
    return lost;
}

static size_t tell_answer(const struct checklist *self, size_t index)
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
    return MRH_FACT(self->ticket, MRH_FACT_ANSWER, .id = id.text, .label = MRH_VARIANTS(label.list),
                    .value = value.list[0] ? MRH_VARIANTS(value.list) : MRH_KEY(message)) ==
           MRH_TOO_MUCH;
}

static size_t tell_answers(const struct checklist *self)
{
    size_t lost = 0;
    for (size_t i = 0; i < json_array_size(self->procedure.questions); i++)
        if (question_is_asked(&self->procedure, &self->answers, i) && checklist_chosen(self, i))
            lost += tell_answer(self, i);
    return lost;
}

/* A list nobody has checked, or not for long, is told to the officer. */
static size_t tell_doubt(const struct checklist *self)
{
    enum doubt doubt = doubt_about(self->host, self->procedure.root);
    int32_t told = MRH_OK;
    if (doubt == DOUBT_OLD)
        told = MRH_FACT(self->ticket, MRH_FACT_NOTE, .id = MRH_NOTE_STALE,
                        .label = MRH_MESSAGE(
                            "fact.stale", MRH_LONG_DATE("date", checked_ms(self->procedure.root))));
    else if (doubt == DOUBT_UNCHECKED)
        told = MRH_FACT(self->ticket, MRH_FACT_NOTE, .id = MRH_NOTE_STALE,
                        .label = MRH_KEY("fact.unchecked"));
    return told == MRH_TOO_MUCH;
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
static size_t tell_law(const struct checklist *self)
{
    const char *law = text_of(self->procedure.root, "legal_basis");
    size_t lost =
        law[0] && MRH_FACT(self->ticket, MRH_FACT_NOTE, .id = "law",
                           .label = MRH_MESSAGE("fact.law", MRH_TEXT("law", law))) == MRH_TOO_MUCH;
    lost += is_any_plain(self) && MRH_FACT(self->ticket, MRH_FACT_NOTE, .id = "plain",
                                           .label = MRH_KEY("fact.plain")) == MRH_TOO_MUCH;
    return lost;
}

static void tell_all(const struct checklist *self)
{
    size_t lost = tell_doubt(self);
    char line[100];
    lost += tell_law(self);
    lost += tell_papers(self, MRH_FACT_MISSING);
    lost += tell_answers(self);
    lost += tell_papers(self, MRH_FACT_UNSURE);
    lost += tell_papers(self, MRH_FACT_HAVE);
    if (lost == 0)
        return;
    snprintf(line, sizeof line, "a ticket had no room for the last %zu of its facts", lost);
    self->host->log(self->host, MRH_LOG_WARNING, line);
}

void ask_for_ticket(struct checklist *self)
{
    if (!self->ticket)
        return;
    self->ticket->clear(self->ticket);
    if (json_is_true(json_object_get(self->procedure.root, "discreet")))
        MRH_FACT(self->ticket, MRH_FACT_NOTE, .id = "discreet", .label = MRH_KEY("fact.discreet"));
    else
        tell_all(self);
    self->ticket->request(self->ticket, self->service);
}
