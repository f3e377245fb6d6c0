/* The thread that owns the visit, and with it the store and the plugins: it may wait for them, the
 * thread that paints never does. Events go in, finished views come out. */
#ifndef MARHABA_KIOSK_WORKER_H
#define MARHABA_KIOSK_WORKER_H

#include "visit/visit.h"

struct worker;
struct press;

/* Everything is borrowed and outlives the worker. `wake` is called from the worker's thread when
 * worker_take has something new. */
struct worker_world {
    const struct commune *commune;
    const struct place *place;
    const struct messages *messages; /* domain "kiosk" */
    const struct clock *clock;
    struct press *press;
    void (*wake)(void *self);
    void *wake_self;
};

/* What the worker has to say. */
struct delivery {
    struct view *view; /* a new one, the caller's to free; NULL: the old one stands */
    char *folder;      /* owned: icons of the plugin shown; NULL */
    uint64_t answered; /* events handled so far, of those worker_send counted */
    bool failed;       /* the visit cannot begin: `error` says why */
    struct error error;
};

struct worker *worker_start(const struct worker_world *world);

/* Ends the thread and frees everything, views not yet taken too. */
void worker_stop(struct worker *worker);

/* Queues an event, copied. False when the queue is full: the visitor taps faster than we live. */
bool worker_send(struct worker *worker, enum visit_event_kind kind, const char *id,
                 const char *value);
uint64_t worker_sent(struct worker *worker);

/* False when there is nothing new. */
bool worker_take(struct worker *worker, struct delivery *out);

/* Nothing is queued, nothing is being done and nothing is due. */
bool worker_is_idle(struct worker *worker);

#endif
