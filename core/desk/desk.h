/* The officer's desk: what all its pages work with. */
#ifndef MARHABA_DESK_DESK_H
#define MARHABA_DESK_DESK_H

#include "base/clock.h"
#include "base/commune.h"
#include "base/place.h"
#include "content/library.h"
#include "desk/assets.h"
#include "desk/server.h"
#include "desk/site.h"
#include "language/message.h"
#include "plugin/registry.h"
#include "store/store.h"

struct desk {
    struct arena *arena; /* of the commune's words */
    struct commune commune;
    struct place place;
    struct registry *registry;
    struct messages *messages;       /* domain "desk" */
    struct messages *visit_messages; /* domain "kiosk": of facts that no plugin made */
    const struct language *language; /* of the commune's officers */
    struct clock *clock;
    struct store *store;
    struct library *library; /* what visitors read */
    struct assets *assets;
    struct site site;
};

struct desk_options {
    const char *home;
    const char *prefix;  /* of this copy of Marhaba; NULL: where the program lies */
    const char *address; /* NULL: commune.yaml's */
    int port;            /* -1: commune.yaml's; 0: any free one */
    const char *at;      /* the clock starts there, in the commune's time zone, and runs; NULL: the
                          * machine's */
};

/* Loads everything and refuses what would not be safe: another address than loopback without a
 * certificate. Everything lives until desk_close. */
struct desk *desk_open(const struct desk_options *options, struct error *error);
void desk_close(struct desk *desk);

/* What the server calls; `self` is the desk. */
struct server_answers desk_answers(struct desk *desk);

#endif
