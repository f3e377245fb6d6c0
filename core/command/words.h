/* Words and tables for a terminal: plain text, aligned, nothing in it that could steer the
 * terminal. */
#ifndef MARHABA_COMMAND_WORDS_H
#define MARHABA_COMMAND_WORDS_H

#include "command/command.h"

#include <stddef.h>

/* Arguments of a message, to be written as WITH(with_text("folder", path), …). */
#define WITH(...)                                                                                  \
    (const struct argument[]){__VA_ARGS__},                                                        \
        sizeof((const struct argument[]){__VA_ARGS__}) / sizeof(struct argument)
#define WITHOUT NULL, 0

struct argument with_text(const char *name, const char *text);
struct argument with_code(const char *name, const char *text);
struct argument with_number(const char *name, int64_t number);

/* The words of a message of the domain "admin", alive as long as the command's arena. */
const char *words(const struct command *command, const char *key, const struct argument *arguments,
                  size_t count);

/* The same, as a line on standard output. */
void say(const struct command *command, const char *key, const struct argument *arguments,
         size_t count);

/* A finished sentence as a line on standard error. */
void say_error(const struct command *command, const struct error *error);

/* "mercredi 25 novembre 2026, 10:24"; "" for 0. */
const char *words_of_time(const struct command *command, int64_t ms);

/* Without control characters: what others wrote, for a line of the terminal. */
const char *words_clean(const struct command *command, const char *text);

/* A path or another text as one word of a command that is told: quoted where a shell needs it. */
const char *words_for_shell(const struct command *command, const char *text);

/* Rows of cells, printed in columns as wide as their widest cell. */
struct table;

struct table *table_new(const struct command *command, size_t columns);

/* `cells` are `columns` texts, cleaned and kept; NULL stands for "". */
void table_add(struct table *table, const char *const *cells);

/* Each line begins with `indent` spaces. */
void table_print(const struct table *table, size_t indent);

#endif
