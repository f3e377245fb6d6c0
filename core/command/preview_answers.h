/* The answers of a preview: "role=self married=yes", held against the procedure's questions. */
#ifndef MARHABA_COMMAND_PREVIEW_ANSWERS_H
#define MARHABA_COMMAND_PREVIEW_ANSWERS_H

#include "command/command.h"

#include <jansson.h>

#define MOST_ANSWERS 12u

struct preview_answers {
    const struct command *command;
    const json_t *questions; /* of the procedure, borrowed */
    struct {
        const char *question, *option;
        bool is_used;
    } of[MOST_ANSWERS];
    size_t count;
};

/* `text` may be NULL. False with a sentence that names the question, its words and its options when
 * an answer is to none of the questions, or none of its options. Everything lives as long as the
 * command's arena. */
bool preview_answers_read(const struct command *command, const char *text, const json_t *questions,
                          struct preview_answers *out, struct error *error);

/* The option (or the date of birth) given to a question; NULL with a sentence like those above. */
const char *preview_answers_get(struct preview_answers *answers, const json_t *question,
                                struct error *error);

/* Says of each answer that nobody asked for that it was not. */
void preview_answers_tell_unused(const struct preview_answers *answers);

/* For a question about a date of birth: what is to be typed for that answer today; NULL when it is
 * an option to touch. */
const char *preview_answers_birth(const struct preview_answers *answers, const json_t *question,
                                  const char *answer);

#endif
