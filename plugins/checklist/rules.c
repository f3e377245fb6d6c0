#include "rules.h"

#include <string.h>

static bool names_answer(const struct condition *condition, const char *answer)
{
    for (size_t i = 0; i < condition->answer_count; i++)
        if (strcmp(condition->answers[i], answer) == 0)
            return true;
    return false;
}

bool question_applies(const struct procedure *procedure, const struct answers *answers,
                      size_t question)
{
    const struct conditions *when = &procedure->questions[question].when;
    for (size_t i = 0; i < when->count; i++) {
        const char *answer = answers->of[when->list[i].question];
        if (answer[0] && !names_answer(&when->list[i], answer))
            return false;
    }
    return true;
}

bool rule_holds(const struct procedure *procedure, const struct answers *answers, size_t rule)
{
    const struct conditions *when = &procedure->rules[rule].when;
    for (size_t i = 0; i < when->count; i++) {
        const struct condition *condition = &when->list[i];
        if (!question_applies(procedure, answers, condition->question) ||
            !names_answer(condition, answers->of[condition->question]))
            return false;
    }
    return true;
}

size_t papers_needed(const struct procedure *procedure, const struct answers *answers,
                     bool needed[MOST_PAPERS])
{
    size_t count = 0;
    memset(needed, 0, MOST_PAPERS * sizeof *needed);
    for (size_t rule = 0; rule < procedure->rule_count; rule++) {
        if (!rule_holds(procedure, answers, rule))
            continue;
        for (size_t paper = 0; paper < procedure->paper_count; paper++)
            needed[paper] = needed[paper] || procedure->rules[rule].adds[paper];
    }
    for (size_t paper = 0; paper < procedure->paper_count; paper++)
        count += needed[paper];
    return count;
}
