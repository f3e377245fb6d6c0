/* What the supervisor's own files share. */
#ifndef MARHABA_PLUGIN_INSIDE_H
#define MARHABA_PLUGIN_INSIDE_H

#include "plugin/process.h"
#include "plugin/supervisor.h"
#include "plugin/wire.h"

#ifdef MARHABA_SANITIZED
#define PATIENCE 4 /* sanitized code is that much slower, and its tests share their machine */
#else
#define PATIENCE 1
#endif
#define START_MS (1000 * PATIENCE) /* from nothing to ready, and open */
#define OPEN_MS  (500 * PATIENCE)
#define EVENT_MS (500 * PATIENCE)
#define BUILD_MS (250 * PATIENCE)
#define CLOSE_MS 20  /* for the plugin's close; nobody waits longer for a visitor who has left */
#define CRASH_MS 200 /* between a wire that broke and the process' end being known */

#define SYSTEM_REST_MS     1000 /* after an error of the system */
#define FAILURES_FORGIVEN  3    /* in FAILURES_WINDOW_MS; one more is quarantine */
#define FAILURES_WINDOW_MS (10 * 60 * 1000)

/* One plugin, as the supervisor knows it. */
struct plugin_state {
    const struct plugin_entry *entry;
    struct process spare;
    int64_t failed_ms[FAILURES_FORGIVEN + 1]; /* the latest, oldest first; on the given clock */
    size_t failures;
    int64_t rests_until_ms;
    char quarantine_day[11]; /* "": not in quarantine */
    struct error last;       /* what it did */
    enum plugin_health health;
    enum plugin_reason reason;
    int64_t since_ms; /* of that health, on the wall */
    bool is_kept;     /* the health is known beyond this process */
};

struct supervisor {
    const struct registry *registry;
    const struct place *place;
    const struct clock *clock; /* what rests and quarantine go by: tests move it */
    struct clock *stopwatch;   /* what deadlines go by: the machine's */
    struct plugin_state *states;
    size_t count;
    struct error floor;     /* why this system could run no plugin when one was last tried */
    int64_t floor_until_ms; /* on `clock`: none is tried before */
    unsigned char message[WIRE_LARGEST];
};

struct plugin_state *supervisor_state(struct supervisor *supervisor, const char *plugin_id);

/* Counts a failure of the plugin: logs it, and sets how long it rests. An error of the system
 * (ERROR_SYSTEM: the runner cannot be started, or cannot confine) is no failure of the plugin's. */
void supervisor_fail(struct supervisor *supervisor, struct plugin_state *state,
                     enum plugin_reason reason, const struct error *error);

/* A visit to the plugin ended well: whatever it did before, it works again. */
void supervisor_praise(struct plugin_state *state);

/* ---- Talking to a runner. A false answer means it must go: the error says what it did. ---- */

struct conversation {
    struct supervisor *supervisor;
    const struct manifest *manifest;
    struct process *process;
    const struct plugin_services *services; /* NULL: it may call nothing */
    int64_t chosen_ms;                      /* the slot that was free when it chose it; 0: none */
    const struct service *chosen_service;   /* what it chose that slot for */
    unsigned store_calls;                   /* during the order it handles now */
    enum plugin_reason reason;              /* beside the error, when it must go */
};

enum starting { STARTING_READY, STARTING_STILL, STARTING_FAILED };

/* Reads what a new process says until it is ready or its deadline (or, with `wait` false, what is
 * there) has passed. When the system cannot confine plugins or the runner is not ours, no
 * plugin is tried again for SYSTEM_REST_MS. */
enum starting conversation_start(struct conversation *conversation, bool wait, struct error *error);

/* Gives an order and waits for its last report, serving calls and writing log lines meanwhile. */
bool conversation_order(struct conversation *conversation, const struct wire_order *order,
                        struct arena *arena, struct wire_report *out, struct error *error);

/* ---- Sentences ---- */

/* "while it was being loaded", by the order it had been given (0: none yet). */
const char *complaint_when(enum wire_kind order);

bool complaint_of_fault(struct error *error, const struct manifest *manifest,
                        const struct wire_report *fault, enum wire_kind order);
bool complaint_of_end(struct error *error, const struct manifest *manifest, const siginfo_t *how,
                      bool ended, enum wire_kind order);

/* The same, for who needs no more than the kind of it. */
enum plugin_reason reason_of_fault(const struct wire_report *fault);
enum plugin_reason reason_of_end(const siginfo_t *how, bool ended);

#endif
