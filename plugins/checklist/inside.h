/* The checklist's state and what its files do with it. SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CHECKLIST_INSIDE_H
#define CHECKLIST_INSIDE_H

#include "procedure.h"

struct checklist {
    const struct mrh_host *host;
    const struct mrh_ticket_v1 *ticket;
    const struct mrh_content_v1 *content;
    const struct mrh_print_v1 *print;
    char service[32];
    json_t *list; /* of procedures, when none was asked for; then there is no procedure */
    uint32_t list_from;
    struct procedure procedure;
    struct answers answers;
    bool presets[MOST_QUESTIONS]; /* answered by the tile the visitor came through */
    size_t question;              /* the one on screen; the count of questions: the result */
    bool is_born_later;           /* the date of birth that was typed has not come yet */
    bool stops;                   /* at the result: a rule holds that says it does not apply */
};

struct id {
    char text[64];
};
struct id make_id(const char *kind, const char *name);

bool checklist_is_result(const struct checklist *self);
const json_t *checklist_chosen(const struct checklist *self, size_t question); /* option or NULL */

/* screens.c */
void build_list(const struct checklist *self, struct mrh_ui *ui);
void build_question(const struct checklist *self, struct mrh_ui *ui);
void build_result(const struct checklist *self, struct mrh_ui *ui);

/* paper.c: what is to be known of a paper. */
void build_paper(struct mrh_ui *ui, const json_t *paper);
int32_t tell_paper(const struct checklist *self, uint32_t kind, const json_t *paper);

/* ticket.c */
void ask_for_ticket(struct checklist *self);

#endif
