/* The `marhaba` command of administrators: a table of words, one file a subject.
 *
 * Output is for people, in the administrator's language: finished work on standard output, trouble
 * on standard error. Exit codes: 0 done, 1 it could not be done (or doctor found something), 2 the
 * command was written wrongly. */
#ifndef MARHABA_COMMAND_COMMAND_H
#define MARHABA_COMMAND_COMMAND_H

#include "base/arena.h"
#include "base/clock.h"
#include "base/commune.h"
#include "base/place.h"
#include "content/content.h"
#include "language/message.h"
#include "store/plugins.h"

enum command_exit { COMMAND_DONE = 0, COMMAND_FAILED = 1, COMMAND_MISUSED = 2 };

/* What every command works with; all of it outlives the call. */
struct command {
    const char *home;                /* the installation folder, without a slash at its end */
    const struct place *place;       /* this copy's own files */
    const struct messages *messages; /* domain "admin"; NULL when it cannot be read */
    const struct language *language; /* the administrator's */
    const struct clock *clock;
    struct arena *arena;
};

/* What was written after the command's words. */
struct request {
    const char *subject; /* LOGIN, CODE or NUMBER; NULL for commands without one */
    const char *commune; /* --commune, --officer, --name …; NULL when absent */
    const char *officer;
    const char *name;
    const char *language, *answers, *out;
    const char *lying, *zgh_confirmed; /* without a value: not NULL when written */
};

/* A command says what it did by itself; when it fills `error`, the caller tells it. */
typedef enum command_exit command_run(const struct command *command, const struct request *request,
                                      struct error *error);

enum request_option {
    OPTION_COMMUNE = 1,
    OPTION_OFFICER = 2,
    OPTION_NAME = 4,
    OPTION_LANGUAGE = 8,
    OPTION_ANSWERS = 16,
    OPTION_OUT = 32,
    OPTION_LYING = 64,
    OPTION_ZGH_CONFIRMED = 128
};

struct command_word {
    const char *word;    /* "officer" */
    const char *verb;    /* "add"; NULL for commands of one word */
    const char *subject; /* "LOGIN"; NULL for none */
    unsigned options;    /* request_option bits */
    const char *usage;   /* "officer add LOGIN [--name NAME]" */
    const char *help;    /* message key */
    command_run *run;
};

/* Every command, ended by one without a word. */
extern const struct command_word command_words[];

/* Finds the command that `words` (ended by NULL) begin with and reads the rest into *request.
 * NULL with one sentence that says what to write instead. */
const struct command_word *command_read(const char *const *words, struct request *request,
                                        struct error *error);

/* Prints what can be written. */
void command_help(const struct command *command);

/* What the kiosk wrote down of a plugin that failed: since and until when, why, and the cure. */
const char *plugin_trouble_words(const struct command *command,
                                 const struct plugin_trouble *trouble);

/* One thing found in the content, as a line. */
void content_tell(const struct command *command, enum content_finding finding,
                  const struct error *error);

/* content_publish; a disk that fails is told with what to do about it. */
bool content_put_in_place(const struct command *command, const struct content_world *world,
                          content_say *say_finding, void *self, struct error *error);

command_run command_init;
command_run command_doctor;
command_run command_officer_add;
command_run command_officer_list;
command_run command_officer_reset;
command_run command_officer_disable;
command_run command_plugin_list;
command_run command_ticket_show;
command_run command_case_show;
command_run command_audit_verify;
command_run command_content_check;
command_run command_content_publish;
command_run command_content_preview;

#endif
