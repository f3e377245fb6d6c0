/* manifest.yaml: what a plugin says of itself, read without running any of its code. */
#ifndef MARHABA_PLUGIN_MANIFEST_H
#define MARHABA_PLUGIN_MANIFEST_H

#include "base/local_text.h"

#include <stdint.h>

enum plugin_permission { /* bits; words in the manifest: marhaba.ticket/1, marhaba.booking/1 … */
                         PERMISSION_TICKET = 1u,
                         PERMISSION_BOOKING = 2u,
                         PERMISSION_CONTENT = 4u,
                         PERMISSION_PRINT = 8u
};

enum plugin_surface { /* bits; words in the manifest: kiosk, desk */
                      SURFACE_KIOSK = 1u,
                      SURFACE_DESK = 2u
};

struct service {
    const char *code;         /* "PEN-FR": [A-Z][A-Z0-9-]{1,23} */
    const char *plugin;       /* id; NULL for the core's own */
    struct local_text name;   /* two or three words */
    struct local_text detail; /* when to choose it */
    const char *icon;
    const char *tint; /* a colour's name in the theme: indigo, ochre, argan, teal, brick, saffron */
    const char *prefix;        /* of its ticket numbers, one capital letter; "A" unless said */
    const char *argument;      /* handed to the plugin's open; "" unless said */
    const char *const *bodies; /* ids of bodies to orient to, NULL-ended */
    int64_t minutes, seats;    /* of an appointment; minutes 0: none can be booked */
};

struct manifest {
    const char *id; /* [a-z][a-z0-9-]{0,31}, equal to the folder's name */
    const char *version;
    uint32_t abi_major, abi_minor;
    const char *library; /* file name in the folder; ID.so unless said */
    const char *folder;  /* absolute */
    struct local_text name;
    const char *icon;
    unsigned permissions; /* PERMISSION_* */
    unsigned surfaces;    /* SURFACE_*; both unless said */
    const struct service *services;
    size_t service_count;
};

/* Reads folder/manifest.yaml. Everything lives as long as `arena`. A complaint says file, line and
 * what was expected. */
bool manifest_load(struct arena *arena, const char *folder, struct manifest *out,
                   struct error *error);

/* Whether `code` looks like a service's: [A-Z][A-Z0-9-]{1,23}. */
bool service_code_is_valid(const char *code);

#endif
