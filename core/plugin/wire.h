/* What the supervisor and a runner say to each other over their one socketpair: one message a
 * packet, both ends of the same version, private. The supervisor gives an order and the runner
 * answers it with one report, with any calls and log lines before it; otherwise the runner is
 * silent. wire.c is the core's end, whose input is hostile; wire_runner.c is the runner's.
 *
 *     order                      reports before the last one    the last report
 *     (start)                    CONFINED                       READY
 *     OPEN                       LOG, CALL (each answered)      OPENED
 *     BUILD                      LOG, CALL                      SCREEN
 *     EVENT                      LOG, CALL                      DONE
 * FAULT may stand in for any report and is a runner's last word. CONFINED is said before the plugin
 * is loaded: what comes before it is the runner's own, what comes after may be the plugin's. */
#ifndef MARHABA_PLUGIN_WIRE_H
#define MARHABA_PLUGIN_WIRE_H

#include "plugin/supervisor.h"
#include "screen/fact.h"
#include "screen/screen.h"

#define WIRE_VERSION "1/" MARHABA_VERSION
#define WIRE_FD      3 /* the runner's end in the runner */
#define WIRE_LARGEST (64u * 1024u)

/* A screen has at most 400 nodes; whoever asks or says more than this during one order floods. */
#define WIRE_MOST_MESSAGES    600u
#define WIRE_MOST_CALLS       512u
#define WIRE_MOST_STORE_CALLS 16u /* of these, calls of booking and content */
#define WIRE_MOST_LOGS        32u /* and one more that says how many were left out */
#define WIRE_MOST_SLOTS       1000u
#define WIRE_LONGEST_LOG      500u
#define WIRE_LONGEST_VALUE    4000u
#define WIRE_LONGEST_FACTS    (48u * 1024u)
#define WIRE_LONGEST_SHORT    200u
#define WIRE_LONGEST_CONTENT  57344u /* of one answer; longer records come in parts */

enum wire_kind {
    WIRE_OPEN = 1,
    WIRE_BUILD,
    WIRE_EVENT,
    WIRE_ANSWER,
    WIRE_CONFINED = 101,
    WIRE_READY,
    WIRE_OPENED,
    WIRE_SCREEN,
    WIRE_DONE,
    WIRE_CALL,
    WIRE_LOG,
    WIRE_FAULT
};

enum wire_call {
    CALL_VALUE = 1,
    CALL_SLOTS,
    CALL_CHOOSE,
    CALL_READ,
    CALL_LIST,
    CALL_SEARCH,
    CALL_LAST = CALL_SEARCH
};

/* Which rule was broken; the supervisor has the sentence for each. */
enum wire_fault {
    FAULT_FLOOR = 1, /* detail: what the system lacks to confine plugins; before CONFINED only */
    FAULT_LOAD,      /* detail: what the loader says */
    FAULT_SYMBOL,    /* no marhaba_plugin_v1 */
    FAULT_TABLE,     /* it returned NULL, or a table without the field in detail */
    FAULT_ID,        /* detail: the id it claims */
    FAULT_MINOR,     /* number: the ABI minor it needs */
    FAULT_REFUSED,   /* open returned NULL */
    FAULT_PHASE,     /* detail: the host call made at the wrong time */
    FAULT_STRUCT,    /* detail: the struct whose size cannot be */
    FAULT_NODES,     /* too many */
    FAULT_DEPTH,     /* nested too deeply */
    FAULT_BALANCE,   /* begin without end, or end without begin */
    FAULT_ROLE,      /* detail: id of a node that cannot hold others */
    FAULT_TEXT,      /* detail: id of a node with too long a text; number: bytes allowed */
    FAULT_UTF8,      /* detail: id of a node with a text that is not plain UTF-8 */
    FAULT_ARGUMENTS, /* detail: id of a node with too many arguments or variants */
    FAULT_SIZE,      /* the screen or the facts do not fit into one message */
    FAULT_LAST = FAULT_SIZE
};

struct wire_order {
    enum wire_kind kind;
    int64_t now_ms;
    uint32_t surface;                          /* OPEN, BUILD */
    const char *service, *argument, *language; /* OPEN; language: BUILD too */
    uint32_t event;                            /* EVENT */
    const char *id, *value;                    /* EVENT */
    int64_t result;                            /* ANSWER */
    const char *text;                          /* ANSWER to value and content; may be NULL */
    const struct slot *slots;                  /* ANSWER to CALL_SLOTS: `result` of them */
};

struct wire_report {
    enum wire_kind kind;
    const char *version;        /* CONFINED */
    struct screen_node *screen; /* SCREEN: checked */
    uint32_t outcome;           /* DONE: enum plugin_outcome */
    const char *target;         /* DONE: a service code, for GO and TICKET */
    bool prints;                /* DONE with STAY: the next screen goes to paper too */
    int64_t slot;               /* DONE with TICKET */
    const struct facts *facts;  /* DONE with TICKET; else NULL */
    enum wire_call call;        /* CALL */
    const char *service,
        *id;                 /* CALL: slots and choose; value, read, list (group), search (words) */
    const char *topic;       /* CALL: read and list: the kind of record */
    uint32_t from;           /* CALL: list; read: the bytes had already */
    int64_t from_ms;         /* CALL: slots and choose */
    uint32_t days, capacity; /* CALL: slots */
    uint32_t level;          /* LOG: enum log_level */
    const char *text;        /* LOG; FAULT: detail, may be NULL */
    enum wire_fault fault;   /* FAULT */
    uint32_t number;         /* FAULT */
};

/* ---- The core's end ---- */

void wire_write_order(struct buffer *out, const struct wire_order *order);

/* Everything is checked; what comes back lives as long as `arena`. */
bool wire_read_report(struct arena *arena, const void *bytes, size_t length,
                      struct wire_report *out, struct error *error);

/* ---- The runner's end ---- */

bool wire_read_order(struct arena *arena, const void *bytes, size_t length, struct wire_order *out);
void wire_write_report(struct buffer *out, const struct wire_report *report);
void wire_write_fact(struct buffer *out, const struct fact *fact);

#endif
