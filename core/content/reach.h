/* Which answers each question and rule of a procedure needs, worked out once. */
#ifndef MARHABA_CONTENT_REACH_H
#define MARHABA_CONTENT_REACH_H

#include "content/inside.h"

/* At most, of one procedure. */
#define REACH_QUESTIONS 12u
#define REACH_PAPERS    80u
#define REACH_RULES     120u

/* For each question the answers still possible, as bits; all ones: not constrained. */
struct sets {
    uint64_t of[REACH_QUESTIONS];
};

struct reach {
    struct draft *draft;
    const struct yaml_node *root; /* the merged YAML of the procedure */
    const json_t *procedure, *questions, *papers, *rules;
    struct sets *asked; /* of each question: by which answers it comes up */
    struct sets *held;  /* of each rule: by which answers it holds */
};

/* `procedure` is what was read, without complaint, from `root`. Both must outlive it. */
struct reach reach_new(struct draft *draft, const struct yaml_node *root, const json_t *procedure);

bool sets_can_hold(const struct sets *sets);
bool sets_can_hold_together(const struct sets *one, const struct sets *other);
bool sets_imply(const struct sets *one, const struct sets *other); /* with one, other holds too */

/* Where in the list the thing of that id stands; the list's length when it does not. */
size_t reach_index(const json_t *list, const char *id);

/* Whether the rule says that the procedure does not apply. */
bool reach_is_stop(const json_t *rule);

/* Where the thing stands in its file. */
const struct yaml_node *reach_place(const struct reach *reach, const char *list, size_t index);

/* Says what no answers lead to, and which rules contradict each other. */
void reach_check(const struct reach *reach);

/* ---- size.c ---- */

/* Whether each screen, and the ticket, has room for what any answers lead to; complains else. */
bool procedure_check_size(const struct reach *reach);

#endif
