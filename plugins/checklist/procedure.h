/* A procedure as content/procedures/ID.yaml tells it: questions that decide something, papers, and
 * the rules that join them. SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CHECKLIST_PROCEDURE_H
#define CHECKLIST_PROCEDURE_H

#include <stdbool.h>
#include <stddef.h>

#define MOST_QUESTIONS  12
#define MOST_OPTIONS    9 /* "I do not know" among them */
#define MOST_CONDITIONS 3
#define MOST_PAPERS     32
#define MOST_RULES      32

/* Languages and texts in turn, NULL-ended, as MRH_VARIANTS takes them. */
struct words {
    const char *list[11];
};

struct option {
    const char *id, *icon;
    const char *key;    /* a message of the plugin's own: yes, no, unknown … */
    struct words label; /* … or the procedure's words */
};

/* Holds when the question has one of the answers. */
struct condition {
    size_t question;
    const char *answers[MOST_OPTIONS];
    size_t answer_count;
};

struct conditions { /* all must hold; none: always */
    struct condition list[MOST_CONDITIONS];
    size_t count;
};

struct question {
    const char *id;
    struct words label, detail;
    struct option options[MOST_OPTIONS];
    size_t option_count;
    struct conditions when;
};

struct paper {
    const char *id, *icon;
    struct words name, detail;
};

struct rule {
    struct conditions when;
    bool adds[MOST_PAPERS]; /* papers to bring */
    bool is_warning;
    struct words say; /* empty: nothing */
};

struct procedure {
    void *document; /* owns every text */
    const char *service;
    struct words title, lead;
    struct question questions[MOST_QUESTIONS];
    struct paper papers[MOST_PAPERS];
    struct rule rules[MOST_RULES];
    size_t question_count, paper_count, rule_count;
};

/* NULL with a complaint (file, line, what is wrong) when the file cannot be used. */
struct procedure *procedure_load(const char *path, char *complaint, size_t size);
void procedure_free(struct procedure *procedure);

#endif
