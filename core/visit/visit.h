/* One visitor's time at the kiosk, as a state machine: attract, language, home, a plugin's screens,
 * review, ticket, goodbye; idle warning and wipe. Knows no SDL and no HTTP. Used by one thread,
 * which it may block (store, plugin) for as long as their limits allow: whoever paints runs in
 * another. */
#ifndef MARHABA_VISIT_VISIT_H
#define MARHABA_VISIT_VISIT_H

#include "base/clock.h"
#include "base/commune.h"
#include "base/place.h"
#include "language/message.h"
#include "plugin/registry.h"
#include "screen/screen.h"
#include "store/tickets.h"
#include "ticket/leaflet.h"
#include "ticket/slip.h"

struct visit;

enum visit_stage {
    STAGE_ATTRACT,
    STAGE_LANGUAGE,
    STAGE_HOME,
    STAGE_PLUGIN,
    STAGE_REVIEW,
    STAGE_TICKET,
    STAGE_GOODBYE,
    STAGE_HELP,
    STAGE_TROUBLE, /* something failed: says what the visitor can do */
    STAGE_NOTICE   /* says what a scanned paper is */
};

/* What is to be seen now: complete, resolved, checked, and never changed once given. */
struct view {
    uint64_t serial; /* grows with every new view */
    uint64_t visit;  /* grows when a visit ended: what is kept of an older one is to be wiped */
    enum visit_stage stage;
    const struct language *language;
    const struct screen_node *root; /* ROLE_SCREEN: content nodes, then, but on attract, one
                                       ROLE_BAR */
    bool warning;                   /* a question lies over it */
    const struct screen_node *over; /* the tree of that question, when `warning`: "still there?"
                                       (core.stay, core.leave), or what becomes of the paper a
                                       screen asked for (core.read) */
    const char *service;            /* code, or "" */
};

enum visit_event_kind {
    VISIT_PRESS = 1, /* id: anything that can be pressed, the bar's buttons too */
    VISIT_CHANGE,    /* id and value: an option toggled (value: option id), an item marked, a field
                        typed */
    VISIT_TOUCH,     /* someone is there: a touch anywhere */
    VISIT_TICK,      /* time passed */
    VISIT_PRINTED,   /* id: of the order; value: "" when its paper came out, else the kind of
                        trouble */
    VISIT_SCAN,      /* value: what a scanner gave */
    VISIT_OPEN       /* id: a service's code, value: what its plugin is handed instead of what the
                        manifest says; only for automation: no touch leads to it */
};

struct visit_event {
    enum visit_event_kind kind;
    const char *id, *value; /* never NULL */
};

#define ORDER_ID 33u

/* Order for paper: everything it needs, copied; freed with slip_order_free. */
struct slip_order {
    struct arena *arena;
    struct slip slip;        /* of a ticket, when there is no leaflet */
    struct leaflet *leaflet; /* NULL: a ticket's slip */
    char name[64];           /* for file names: "2026-11-25-A-012" */
    char id[ORDER_ID];       /* of a ticket as ticket_id_print gives it; else of this order alone */
};
void slip_order_free(struct slip_order *order);

struct visit_world {
    const struct commune *commune;
    const struct place *place;
    const struct registry *registry;
    const struct messages *messages; /* of the core */
    const struct clock *clock;
    struct store *store; /* NULL: opened when first needed, from commune->home */
    /* Called when a ticket is durable, or a screen asked for paper; takes ownership, and prints
     * once the view of the same event is shown. NULL: no paper. */
    void (*print)(void *self, struct slip_order *order);
    void *print_self;
};

struct visit *visit_new(const struct visit_world *world, struct error *error);
void visit_free(struct visit *visit);

/* Handles one event. True when the view changed. */
bool visit_handle(struct visit *visit, const struct visit_event *event);

/* The view as of the last event; alive until the next one (copy with view_copy to keep it). */
const struct view *visit_view(const struct visit *visit);

/* Milliseconds until something happens by itself (a warning, a wipe, the goodbye's end, a spare to
 * start); -1: nothing will. Call VISIT_TICK then. */
int64_t visit_wait_ms(const struct visit *visit);

/* An owned copy for another thread; freed (and wiped) with view_free. */
struct view *view_copy(const struct view *view);
void view_free(struct view *view);

#endif
