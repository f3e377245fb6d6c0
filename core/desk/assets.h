/* The desk's style, script and pictures, read once at start: a request only ever finds what is in
 * this list, so no path leads out of it. */
#ifndef MARHABA_DESK_ASSETS_H
#define MARHABA_DESK_ASSETS_H

#include "base/place.h"

#include <stddef.h>

struct assets;

struct asset {
    char *name;       /* "desk.css", "icons/check.svg" */
    const char *type; /* "text/css; charset=utf-8" */
    char *bytes;
    size_t length;
    char hash[17]; /* of the content, in hex */
};

/* share/desk, share/icons, and theme.css made of theme.yaml's colours. */
struct assets *assets_load(const struct place *place, struct error *error);
void assets_free(struct assets *assets);

/* NULL when there is none of that name. */
const struct asset *assets_find(const struct assets *assets, const char *name);

#endif
