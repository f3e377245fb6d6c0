/* Plugins that failed: what the kiosk's own process knows of them, kept where the officer and the
 * administrator can read it. A row a plugin; none for one that works. */
#ifndef MARHABA_STORE_PLUGINS_H
#define MARHABA_STORE_PLUGINS_H

#include "store/store.h"

struct plugin_trouble {
    char plugin[33];
    bool is_quarantined; /* closed until `until_day`; else it failed, rested and is tried again */
    int64_t since_ms;
    char until_day[11]; /* the local day it opens again */
    char reason[16];    /* "wrong", "crashed", "slow", "forbidden", "unloadable" */
    char detail[1024];  /* the sentence of the kiosk's log, for who mends the plugin */
};

/* Writes down how a plugin is now, instead of what was known before. Quarantine is a deed of the
 * audit. */
bool plugin_trouble_record(struct store *store, const struct plugin_trouble *trouble,
                           struct error *error);

/* It works (again), or a fresh kiosk has not seen it fail. */
bool plugin_trouble_clear(struct store *store, const char *plugin, struct error *error);

/* Those that still hold today, by plugin: nothing is left of a day that has passed, even when no
 * kiosk ran to say so. */
bool plugin_troubles(struct store *store, struct arena *arena, struct plugin_trouble **out,
                     size_t *count, struct error *error);

#endif
