/* What the kiosk shows: kept as pictures, and told as plain text. */
#ifndef MARHABA_COMMAND_PREVIEW_SCREENS_H
#define MARHABA_COMMAND_PREVIEW_SCREENS_H

#include "command/preview_kiosk.h"

struct preview_screens {
    const struct command *command;
    struct preview_kiosk *kiosk;
    const json_t *notes; /* for who checks: {"paper.ID": line} below what has that id; borrowed */
    const char *out;     /* an existing folder for pictures; NULL: none are kept */
    const char *name;    /* "pension.fr" */
    unsigned count;      /* pictures kept so far */
};

/* Prints what is to be seen now and keeps a picture of each of its pages. Returns the screen as the
 * kiosk describes it, the caller's to free; NULL with the reason. */
json_t *preview_screens_keep(struct preview_screens *screens, struct error *error);

/* Touches the node `id`, wherever on the screen's pages it is. */
bool preview_screens_tap(struct preview_screens *screens, const char *id, struct error *error);

/* The node `id` of a screen; borrowed, NULL when it has none. */
const json_t *preview_screens_find(const json_t *tree, const char *id);

#endif
