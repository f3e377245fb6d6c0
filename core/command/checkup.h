/* What the doctor looks at. Each check says every single thing that is wrong, with its cure, and
 * changes nothing. */
#ifndef MARHABA_COMMAND_CHECKUP_H
#define MARHABA_COMMAND_CHECKUP_H

#include "command/command.h"
#include "plugin/registry.h"
#include "store/store.h"

struct checkup {
    const struct command *command;
    const struct commune *commune;   /* NULL when commune.yaml is wrong: then */
    const struct registry *registry; /* … what hangs on it is not looked at */
    struct store *store;             /* NULL when it cannot be opened: likewise */
    const char *detail;              /* a check may leave a remark here; NULL */
    bool not_looked;                 /* a check could not look, for a trouble already told */
    const char **troubles;           /* sentences, of all checks */
    size_t count, capacity;
};

/* Takes down one trouble; the sentence is copied. `self` is a struct checkup. */
void checkup_say(void *self, const struct error *error);

typedef void checkup_check(struct checkup *checkup);

checkup_check check_folders;
checkup_check check_store;
checkup_check check_history;
checkup_check check_sandbox;
checkup_check check_plugins;
checkup_check check_content;
checkup_check check_catalogues;
checkup_check check_fonts;
checkup_check check_printer;
checkup_check check_desk;
checkup_check check_clock;
checkup_check check_screen;
checkup_check check_officers;
checkup_check check_number;

/* The desk's certificate and key, when commune.yaml names both. */
checkup_check check_tls;

/* False when what is published is there and cannot be read, with the cure. */
bool check_published(const struct command *command, const char *published, struct error *error);

/* Whether Marhaba's own file, like "fonts.yaml", is there; else that is told. */
bool check_part(struct checkup *checkup, const char *name);

#endif
