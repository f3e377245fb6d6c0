/* What follows from answers: which questions to ask, which papers to bring, what to say.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CHECKLIST_RULES_H
#define CHECKLIST_RULES_H

#include "procedure.h"

/* The chosen option of each question; "" where there is none yet. */
struct answers {
    char of[MOST_QUESTIONS][64];
};

/* Whether the question is to be asked. What is not answered yet may still lead to it. */
bool question_applies(const struct procedure *procedure, const struct answers *answers,
                      size_t question);

/* Whether the rule holds. An answer to a question that is not asked counts for nothing. */
bool rule_holds(const struct procedure *procedure, const struct answers *answers, size_t rule);

/* Marks the papers to bring; returns how many. */
size_t papers_needed(const struct procedure *procedure, const struct answers *answers,
                     bool needed[MOST_PAPERS]);

#endif
