/* A procedure as the host published it, and what follows from answers to its questions.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CHECKLIST_PROCEDURE_H
#define CHECKLIST_PROCEDURE_H

#include "../shared/content.h"

#define MOST_QUESTIONS 12u
#define MOST_PAPERS    80u
#define LONGEST_ANSWER 64u

struct procedure {
    json_t *root; /* owned */
    const json_t *questions, *papers, *rules;
};

/* The chosen option of each question; "" where there is none yet. */
struct answers {
    char of[MOST_QUESTIONS][LONGEST_ANSWER];
};

/* False when the record is not there or is not one we can show. */
bool procedure_take(struct procedure *procedure, json_t *root);
void procedure_free(struct procedure *procedure);

/* The index of a question; the count of questions when there is none. */
size_t question_index(const struct procedure *procedure, const char *id);
const json_t *question_option(const json_t *question, const char *id); /* NULL: none */

/* Whether the question is to be asked. What is not answered yet may still lead to it. */
bool question_is_asked(const struct procedure *procedure, const struct answers *answers,
                       size_t question);

/* Whether the rule holds. An answer to a question that is not asked counts for nothing. */
bool rule_holds(const struct procedure *procedure, const struct answers *answers,
                const json_t *rule);

/* Whether a rule holds that says the procedure does not apply: then no more is asked. */
bool procedure_stops(const struct procedure *procedure, const struct answers *answers);

enum need { NEED_NOT, NEED_BRING, NEED_HELD /* the administration has it already */ };

/* For each paper whether it is to be brought; of one kind only the first. Returns how many are. */
size_t papers_needed(const struct procedure *procedure, const struct answers *answers,
                     enum need needs[MOST_PAPERS]);

/* The option that fits someone born on `birth` ("1951", "1951-03", "1951-03-09") when it is
 * `today` ("2026-11-25"); "unknown" when more than one could. */
const char *birth_answer(const json_t *question, const char *birth, const char *today);

#endif
