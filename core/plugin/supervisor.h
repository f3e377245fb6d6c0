/* Runs plugins, one confined process a visit and plugin, with a warm spare for each enabled one,
 * and survives whatever they do: crash, hang, lie, flood. Used by one thread; when that thread
 * ends, so do its runners. Deadlines go by the machine's time, rests and quarantine by `clock`. */
#ifndef MARHABA_PLUGIN_SUPERVISOR_H
#define MARHABA_PLUGIN_SUPERVISOR_H

#include "base/clock.h"
#include "plugin/registry.h"
#include "screen/fact.h"

struct supervisor;
struct plugin_visit;

struct slot {
    int64_t start_ms;
    uint32_t minutes, free_seats;
};

/* What a plugin may ask of the core while it handles an event. Unset functions answer MRH_FAILED.
 */
struct plugin_services {
    void *self;
    /* Up to `capacity` slots; returns how many or a negative MRH_ result. */
    int32_t (*slots)(void *self, const char *service, int64_t from_ms, uint32_t days,
                     struct slot *out, uint32_t capacity);
    /* MRH_OK or MRH_TAKEN: is there a seat free at this time? */
    int32_t (*choose)(void *self, const char *service, int64_t start_ms);
    const char *(*value)(void *self, const char *id); /* typed by the visitor; NULL: nothing */
    /* JSON from the published content (content/library.h), alive as long as `arena`; NULL: none. */
    const char *(*content_read)(void *self, struct arena *arena, const char *kind, const char *id);
    const char *(*content_list)(void *self, struct arena *arena, const char *kind,
                                const char *group, uint32_t from);
    const char *(*content_search)(void *self, struct arena *arena, const char *words);
};

enum plugin_outcome {
    PLUGIN_STAY,   /* a new screen, or the same */
    PLUGIN_BACK,   /* it asked to be left */
    PLUGIN_GO,     /* it asked for another service: plugin_visit_target */
    PLUGIN_TICKET, /* it asked for a ticket: plugin_visit_facts, plugin_visit_target */
    PLUGIN_FAILED  /* it is gone; the error says why */
};

struct supervisor *supervisor_new(const struct registry *registry, const struct place *place,
                                  const struct clock *clock);
void supervisor_free(struct supervisor *supervisor);

/* Starts missing spares; call when nothing else is to do. Never blocks on a plugin. */
void supervisor_warm(struct supervisor *supervisor);

/* Whether the plugin may be opened now; when not, why. After a failure it rests 1 s, 5 s, 25 s;
 * more than three in ten minutes put it in quarantine until tomorrow: the next local day. When the
 * system cannot run plugins, all rest a second before it is tried again. */
bool supervisor_is_open(struct supervisor *supervisor, const char *plugin_id, struct error *why);

/* How a plugin is. */
enum plugin_health {
    PLUGIN_WELL,
    PLUGIN_RESTING,    /* it failed, and has not been seen working since */
    PLUGIN_QUARANTINED /* closed until tomorrow */
};

/* What it did, as coarse as somebody who did not write it needs to know. */
enum plugin_reason {
    PLUGIN_WRONG,     /* it broke the rules of marhaba/plugin.h */
    PLUGIN_CRASHED,   /* its process ended */
    PLUGIN_SLOW,      /* it did not answer in time */
    PLUGIN_FORBIDDEN, /* it asked the system for what plugins may not have */
    PLUGIN_UNLOADABLE /* it cannot be started at all */
};

const char *plugin_reason_name(enum plugin_reason reason); /* "crashed" */

struct plugin_news {
    const char *plugin;
    enum plugin_health health;
    enum plugin_reason reason; /* this and the rest unless PLUGIN_WELL */
    int64_t since_ms;
    char until_day[11]; /* the local day it opens again */
    const char *detail; /* the sentence that was logged */
};

/* How a plugin is, when nobody has kept that yet; false when there is nothing new. Each plugin is
 * news once at the start: what an earlier process said of it no longer holds. Alive until the next
 * call of this room. */
bool supervisor_news(const struct supervisor *supervisor, struct plugin_news *out);
void supervisor_news_kept(struct supervisor *supervisor, const char *plugin_id);

/* Opens a service: a spare becomes this visit's, or a process is started. NULL when it failed,
 * which counts. `services` must outlive the visit. */
struct plugin_visit *plugin_visit_open(struct supervisor *supervisor, const struct service *service,
                                       const struct language *language,
                                       const struct plugin_services *services, struct error *error);
void plugin_visit_close(struct plugin_visit *visit); /* ends the process */

/* The screen as it is now in `language`: a fresh tree in `arena`, checked but not resolved. */
struct screen_node *plugin_visit_build(struct plugin_visit *visit, struct arena *arena,
                                       const struct language *language, struct error *error);

/* `type` is an MRH_EVENT_*. Takes at most half a second of the plugin's time. */
enum plugin_outcome plugin_visit_event(struct plugin_visit *visit, uint32_t type, const char *id,
                                       const char *value, struct error *error);

/* After PLUGIN_GO and PLUGIN_TICKET: a service code. Alive until the next event. */
const char *plugin_visit_target(const struct plugin_visit *visit);

/* What the plugin told for the ticket, and the slot it chose (0: none). Alive until the next event.
 */
const struct facts *plugin_visit_facts(const struct plugin_visit *visit);
int64_t plugin_visit_slot(const struct plugin_visit *visit);
const char *plugin_visit_id(const struct plugin_visit *visit); /* the plugin's */

/* After PLUGIN_STAY: whether the screen as it is now is to be printed. Alive until the next event.
 */
bool plugin_visit_prints(const struct plugin_visit *visit);

#endif
