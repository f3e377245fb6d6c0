/* Where this copy of Marhaba keeps its own files, found from where the running program lies, so
 * that a build tree and an installation work alike. */
#ifndef MARHABA_BASE_PLACE_H
#define MARHABA_BASE_PLACE_H

#include "base/error.h"

struct place {
    char *share;   /* assets, icons, fonts.yaml, locale */
    char *plugins; /* the shipped plugins, one folder each */
    char *runner;  /* the marhaba-runner program … */
    char *kiosk;   /* … and marhaba-kiosk */
};

bool place_find(struct place *out, struct error *error);

/* The same for who tells by itself which of those files are missing. */
bool place_find_incomplete(struct place *out, struct error *error);

/* The same below a given prefix. */
bool place_at(const char *prefix, struct place *out, struct error *error);
void place_free(struct place *place);

/* Owned path of a file under `share`. */
char *place_share(const struct place *place, const char *name);

#endif
