/* One visitor in one plugin: a runner of its own, from open to the end of its process. */
#include "plugin/inside.h"

#include "base/memory.h"
#include "base/utf8.h"

#include <marhaba/plugin.h>

#include <stdlib.h>
#include <string.h>

#define SURFACE_OF_VISITS 1u /* the kiosk */

struct plugin_visit {
    struct supervisor *supervisor;
    struct plugin_state *state;
    const struct service *service;
    struct process process;
    struct conversation conversation;
    struct error end;   /* why it is over; kind NONE while it lives */
    bool has_answered;  /* an event, at least once */
    struct arena *told; /* what the last event told: target and facts */
    const char *target;
    const struct facts *facts;
    int64_t slot_ms;
    bool prints;
};

/* The plugin did wrong: its process goes, and the failure counts. */
static void fail(struct plugin_visit *visit, const struct error *error)
{
    visit->end = *error;
    process_end(&visit->process, 0, NULL);
    supervisor_fail(visit->supervisor, visit->state, visit->conversation.reason, error);
}

/* Takes the spare, or starts a process now. */
static bool find_process(struct plugin_visit *visit, struct error *error)
{
    struct supervisor *supervisor = visit->supervisor;
    struct plugin_state *state = visit->state;
    if (state->spare.pid) {
        visit->process = state->spare;
        state->spare = (struct process){.watch = -1, .socket = -1, .noise = -1};
    } else {
        if (!process_start(supervisor->place->runner, &state->entry->manifest, &visit->process,
                           error))
            return false;
        visit->process.deadline_ms = clock_steady_ms(supervisor->stopwatch) + START_MS;
    }
    return conversation_start(&visit->conversation, true, error) == STARTING_READY;
}

static bool open_service(struct plugin_visit *visit, const struct language *language,
                         struct error *error)
{
    struct wire_order order = {.kind = WIRE_OPEN,
                               .now_ms = clock_now_ms(visit->supervisor->clock),
                               .surface = SURFACE_OF_VISITS,
                               .service = visit->service->code,
                               .argument = visit->service->argument,
                               .language = language->code};
    struct wire_report report;
    struct arena *arena = arena_new();
    bool opened = conversation_order(&visit->conversation, &order, arena, &report, error);
    arena_free(arena);
    return opened;
}

static void free_visit(struct plugin_visit *visit)
{
    arena_free(visit->told);
    memory_wipe(visit, sizeof *visit);
    free(visit);
}

struct plugin_visit *plugin_visit_open(struct supervisor *supervisor, const struct service *service,
                                       const struct language *language,
                                       const struct plugin_services *services, struct error *error)
{
    struct error ours = {0};
    struct error *why = error ? error : &ours;
    if (!service->plugin) {
        error_set(why, ERROR_INPUT, "the service %s is no plugin's", service->code);
        return NULL;
    }
    if (!supervisor_is_open(supervisor, service->plugin, why))
        return NULL;
    struct plugin_visit *visit = memory_new(1, sizeof *visit);
    visit->supervisor = supervisor;
    visit->state = supervisor_state(supervisor, service->plugin);
    visit->service = service;
    visit->conversation = (struct conversation){.supervisor = supervisor,
                                                .manifest = &visit->state->entry->manifest,
                                                .process = &visit->process,
                                                .services = services};
    if (find_process(visit, why) && open_service(visit, language, why))
        return visit;
    fail(visit, why);
    free_visit(visit);
    return NULL;
}

void plugin_visit_close(struct plugin_visit *visit)
{
    if (!visit)
        return;
    if (visit->has_answered && visit->end.kind == ERROR_NONE)
        supervisor_praise(visit->state);
    process_end(&visit->process, CLOSE_MS, NULL);
    free_visit(visit);
}

static bool is_alive(const struct plugin_visit *visit, struct error *error)
{
    if (!visit->end.kind)
        return true;
    *error = visit->end;
    return false;
}

struct screen_node *plugin_visit_build(struct plugin_visit *visit, struct arena *arena,
                                       const struct language *language, struct error *error)
{
    struct wire_order order = {.kind = WIRE_BUILD,
                               .now_ms = clock_now_ms(visit->supervisor->clock),
                               .surface = SURFACE_OF_VISITS,
                               .language = language->code};
    struct error ours = {0};
    struct error *why = error ? error : &ours;
    struct wire_report report;
    if (!is_alive(visit, why))
        return NULL;
    if (conversation_order(&visit->conversation, &order, arena, &report, why))
        return report.screen;
    fail(visit, why);
    return NULL;
}

static bool offers(const struct manifest *manifest, const char *service)
{
    for (size_t i = 0; i < manifest->service_count; i++)
        if (strcmp(manifest->services[i].code, service) == 0)
            return true;
    return false;
}

/* Each service has its own hours and seats: a time chosen for one says nothing about another. */
static bool has_chosen(const struct conversation *conversation, const struct wire_report *done)
{
    const struct service *service = conversation->chosen_service;
    return service && done->slot == conversation->chosen_ms &&
           strcmp(done->target, service->code) == 0;
}

/* A ticket is worth a place in the queue and maybe a slot, so nothing of it is taken on trust. */
static bool check_ticket(const struct plugin_visit *visit, const struct wire_report *done,
                         struct error *error)
{
    const struct manifest *manifest = &visit->state->entry->manifest;
    if (!(manifest->permissions & PERMISSION_TICKET))
        return error_set(error, ERROR_DENIED,
                         "the plugin \"%s\" asked for a ticket without the permission "
                         "marhaba.ticket/1 in its manifest",
                         manifest->id);
    if (!offers(manifest, done->target))
        return error_set(error, ERROR_DENIED,
                         "the plugin \"%s\" asked for a ticket for %s, which is no service of its "
                         "manifest",
                         manifest->id, done->target);
    if (done->slot && !has_chosen(&visit->conversation, done))
        return error_set(error, ERROR_DENIED,
                         "the plugin \"%s\" asked for a ticket for a time it did not choose for "
                         "that service",
                         manifest->id);
    return true;
}

/* The event with its texts cut to what the ABI allows. */
static struct wire_order event_order(const struct plugin_visit *visit, uint32_t type,
                                     const char *id, const char *value)
{
    size_t length = value ? strlen(value) : 0;
    return (struct wire_order){
        .kind = WIRE_EVENT,
        .now_ms = clock_now_ms(visit->supervisor->clock),
        .event = type,
        .id = id && strlen(id) <= SCREEN_MAX_ID ? id : "",
        .value = arena_copy_part(visit->told, value ? value : "",
                                 utf8_cut(value ? value : "", length, WIRE_LONGEST_VALUE)),
    };
}

enum plugin_outcome plugin_visit_event(struct plugin_visit *visit, uint32_t type, const char *id,
                                       const char *value, struct error *error)
{
    struct error ours = {0};
    struct error *why = error ? error : &ours;
    struct wire_report done;
    if (!is_alive(visit, why))
        return PLUGIN_FAILED;
    arena_free(visit->told);
    visit->told = arena_new();
    visit->target = NULL;
    visit->facts = NULL;
    visit->slot_ms = 0;
    visit->prints = false;
    struct wire_order order = event_order(visit, type, id, value);
    bool handled = conversation_order(&visit->conversation, &order, visit->told, &done, why);
    if (!handled || (done.outcome == PLUGIN_TICKET && !check_ticket(visit, &done, why))) {
        fail(visit, why);
        return PLUGIN_FAILED;
    }
    visit->has_answered = true;
    visit->target = done.target;
    visit->facts = done.facts;
    visit->slot_ms = done.slot;
    visit->prints =
        done.prints && (visit->state->entry->manifest.permissions & PERMISSION_PRINT) != 0;
    return (enum plugin_outcome)done.outcome;
}

const char *plugin_visit_target(const struct plugin_visit *visit)
{
    return visit->target;
}

const struct facts *plugin_visit_facts(const struct plugin_visit *visit)
{
    return visit->facts;
}

int64_t plugin_visit_slot(const struct plugin_visit *visit)
{
    return visit->slot_ms;
}

bool plugin_visit_prints(const struct plugin_visit *visit)
{
    return visit->prints;
}

const char *plugin_visit_id(const struct plugin_visit *visit)
{
    return visit->service->plugin;
}
