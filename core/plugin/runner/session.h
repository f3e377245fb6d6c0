/* The one visit this process serves, from the runner's side: what the host's tables keep between
 * the plugin's calls. The process ends with the visit, so there is one session and it is never
 * freed. */
#ifndef MARHABA_PLUGIN_RUNNER_SESSION_H
#define MARHABA_PLUGIN_RUNNER_SESSION_H

#include "plugin/wire.h"

#include <marhaba/plugin.h>

enum phase { PHASE_NONE, PHASE_OPEN, PHASE_BUILD, PHASE_EVENT };

struct session {
    unsigned permissions;
    enum phase phase;    /* which of the plugin's functions is running */
    struct arena *arena; /* of the order being carried out */
    int64_t now_ms;

    enum wire_fault fault; /* the first rule broken in this order; 0: none */
    uint32_t fault_number;
    char fault_detail[WIRE_LONGEST_SHORT + 1];

    uint32_t logs; /* lines given in this order */

    struct screen_node *root, *open_node; /* BUILD: the tree, and the node begun last */
    uint32_t nodes, depth;

    uint32_t outcome; /* EVENT: enum plugin_outcome */
    const char *target;
    struct arena *facts_arena; /* NULL: no facts */
    struct facts facts;
    size_t facts_length; /* encoded */
    int64_t slot;
    bool prints;
};

/* Remembers the first fault; `detail` may be anything a plugin gave, or NULL. */
void session_fault(struct session *session, enum wire_fault fault, const char *detail,
                   uint32_t number);

/* Whether `phase` is one of the two in which the call named may be made; a fault if not, and false
 * too after any fault: the plugin's visit is over then. */
bool session_allows(struct session *session, const char *call, enum phase one, enum phase other);

/* Copies a struct the plugin filled, of whatever size its header gave it, into a zeroed one of
 * ours. */
bool session_take(struct session *session, void *copy, size_t size, const void *given,
                  const char *name);

/* Copies a text of at most `maximum` bytes. NULL stays NULL; too long is a fault at node `id`. */
const char *session_text(struct session *session, struct arena *arena, const char *text,
                         size_t maximum, const char *id);

/* Copies words with their arguments or variants. */
bool session_words(struct session *session, struct arena *arena, const struct mrh_text *given,
                   const char *id, struct screen_text *out);

/* Copies `text` into `out`, cut to fit, with whatever is not plain UTF-8 replaced. */
void session_clean_text(char *out, size_t capacity, const char *text);

/* ---- The wire's end; each ends the process when the supervisor is gone ---- */

void port_send(const struct wire_report *report);

/* Sends the session's fault and ends the process. */
_Noreturn void port_send_fault(const struct session *session);

/* The next order; false when the supervisor has closed its end. */
bool port_receive(struct arena *arena, struct wire_order *out);

/* ---- The host's tables ---- */

/* Fills a build's table; valid during this build. */
struct mrh_ui *screen_table(struct session *session, const struct wire_order *order);

/* The host, whose context is the session; the same throughout the process. */
const struct mrh_host *host_table(struct session *session);

/* Says how many lines of the log were left out in this order, if any were. */
void host_end_order(struct session *session);

#endif
