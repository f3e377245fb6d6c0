#include "plugin/inside.h"

#include "base/log.h"
#include "base/memory.h"
#include "base/utf8.h"

#include <marhaba/plugin.h>

#include <string.h>

/* One message read and decoded; false with the sentence when there was none or a wrong one. */
static bool listen_once(struct conversation *conversation, int64_t deadline_ms,
                        enum wire_kind order, struct arena *arena, struct wire_report *out,
                        bool *silent, struct error *error)
{
    struct supervisor *supervisor = conversation->supervisor;
    const struct manifest *manifest = conversation->manifest;
    size_t length = 0;
    siginfo_t how;
    bool ended, read;
    *silent = false;
    switch (process_receive(conversation->process, supervisor->stopwatch, deadline_ms,
                            supervisor->message, sizeof supervisor->message, &length)) {
    case PROCESS_SILENT:
        *silent = true;
        conversation->reason = PLUGIN_SLOW;
        return error_set(error, ERROR_INPUT, "the plugin \"%s\" did not answer in time %s",
                         manifest->id, complaint_when(order));
    case PROCESS_GONE:
        ended = process_end(conversation->process, CRASH_MS * PATIENCE, &how);
        conversation->reason = reason_of_end(&how, ended);
        return complaint_of_end(error, manifest, &how, ended, order);
    case PROCESS_TOO_BIG:
        return error_set(error, ERROR_INPUT,
                         "the plugin \"%s\" sent a message of more than %u KiB %s", manifest->id,
                         WIRE_LARGEST / 1024, complaint_when(order));
    default:
        read = wire_read_report(arena, supervisor->message, length, out, error);
        memory_wipe(supervisor->message, length);
        return read || error_context(error, "the plugin \"%s\"", manifest->id);
    }
}

static bool take_fault(struct conversation *conversation, const struct wire_report *fault,
                       enum wire_kind order, struct error *error)
{
    conversation->reason = reason_of_fault(fault);
    return complaint_of_fault(error, conversation->manifest, fault, order);
}

/* Before CONFINED no code of the plugin has run, so what goes wrong is the installation's fault. */
static bool complain_of_system(struct conversation *conversation, const struct wire_report *report,
                               struct error *error)
{
    struct supervisor *supervisor = conversation->supervisor;
    if (report->kind == WIRE_FAULT && report->fault == FAULT_FLOOR)
        error_set(error, ERROR_SYSTEM,
                  "this system cannot confine plugins (not available: %s), so none is run: use "
                  "Linux 5.13 or later with Landlock and seccomp switched on",
                  report->text);
    else
        error_set(error, ERROR_SYSTEM,
                  "%s is of another version of Marhaba than this program: install both again",
                  supervisor->place->runner);
    supervisor->floor = *error;
    supervisor->floor_until_ms = clock_steady_ms(supervisor->clock) + SYSTEM_REST_MS;
    return false;
}

static bool is_confined(const struct wire_report *report)
{
    return report->kind == WIRE_CONFINED && strcmp(report->version, WIRE_VERSION) == 0;
}

static bool hear_start(struct conversation *conversation, const struct wire_report *report,
                       struct error *error)
{
    struct process *process = conversation->process;
    if (!process->confined) {
        process->confined = is_confined(report);
        if (process->confined || (report->kind == WIRE_FAULT && report->fault == FAULT_LOAD))
            return process->confined || take_fault(conversation, report, WIRE_READY, error);
        return complain_of_system(conversation, report, error);
    }
    if (report->kind == WIRE_FAULT)
        return take_fault(conversation, report, WIRE_READY, error);
    process->ready = report->kind == WIRE_READY;
    return process->ready ||
           error_set(error, ERROR_INPUT, "the plugin \"%s\" spoke on the wire by itself %s",
                     conversation->manifest->id, complaint_when(WIRE_READY));
}

enum starting conversation_start(struct conversation *conversation, bool wait, struct error *error)
{
    struct process *process = conversation->process;
    struct wire_report report;
    bool silent = false;
    while (!process->ready) {
        struct arena *arena = arena_new();
        bool confined = process->confined; /* forgotten when the process has ended */
        int64_t now = clock_steady_ms(conversation->supervisor->stopwatch);
        bool heard = listen_once(conversation, wait ? process->deadline_ms : now, WIRE_READY, arena,
                                 &report, &silent, error) &&
                     hear_start(conversation, &report, error);
        arena_free(arena);
        if (silent && !wait && now < process->deadline_ms)
            return STARTING_STILL;
        if (!heard && !confined && process->pid == 0)
            error_set(error, ERROR_SYSTEM,
                      "%s ended before it loaded the plugin \"%s\": install Marhaba again",
                      conversation->supervisor->place->runner, conversation->manifest->id);
        if (!heard)
            return STARTING_FAILED;
    }
    return STARTING_READY;
}

/* The service of that code when the plugin may book it, or NULL. */
static const struct service *bookable(const struct manifest *manifest, const char *service)
{
    if (!(manifest->permissions & PERMISSION_BOOKING))
        return NULL;
    for (size_t i = 0; i < manifest->service_count; i++)
        if (strcmp(manifest->services[i].code, service) == 0)
            return &manifest->services[i];
    return NULL;
}

static void serve_slots(struct conversation *conversation, const struct wire_report *call,
                        struct arena *arena, struct wire_order *answer)
{
    const struct plugin_services *services = conversation->services;
    answer->result = MRH_FAILED;
    if (!bookable(conversation->manifest, call->service))
        answer->result = MRH_WRONG;
    else if (services->slots) {
        struct slot *slots = arena_take(arena, call->capacity, sizeof *slots);
        int32_t count = services->slots(services->self, call->service, call->from_ms, call->days,
                                        slots, call->capacity);
        answer->result = count > (int32_t)call->capacity ? (int32_t)call->capacity : count;
        answer->slots = slots;
    }
}

static void serve_choose(struct conversation *conversation, const struct wire_report *call,
                         struct wire_order *answer)
{
    const struct plugin_services *services = conversation->services;
    const struct service *service = bookable(conversation->manifest, call->service);
    answer->result = MRH_FAILED;
    if (!service)
        answer->result = MRH_WRONG;
    else if (services->choose)
        answer->result = services->choose(services->self, call->service, call->from_ms);
    if (answer->result >= 0) {
        conversation->chosen_ms = call->from_ms;
        conversation->chosen_service = service;
    }
}

static void serve_content(struct conversation *conversation, const struct wire_report *call,
                          struct arena *arena, struct wire_order *answer)
{
    const struct plugin_services *services = conversation->services;
    answer->result = MRH_FAILED;
    if (!(conversation->manifest->permissions & PERMISSION_CONTENT)) {
        answer->result = MRH_WRONG;
        return;
    }
    if (call->call == CALL_READ && services->content_read)
        answer->text = services->content_read(services->self, arena, call->topic, call->id);
    else if (call->call == CALL_LIST && services->content_list)
        answer->text =
            services->content_list(services->self, arena, call->topic, call->id, call->from);
    else if (call->call == CALL_SEARCH && services->content_search)
        answer->text = services->content_search(services->self, arena, call->id);
    else
        return;
    size_t length = answer->text ? strlen(answer->text) : 0;
    size_t from = call->call == CALL_READ ? call->from : 0;
    answer->result = MRH_WRONG;
    if (length == 0 || length > MRH_MAX_CONTENT || from > length) {
        answer->text = NULL;
        return;
    }
    answer->result = (int64_t)length;
    answer->text =
        arena_copy_part(arena, answer->text + from,
                        utf8_cut(answer->text + from, length - from, WIRE_LONGEST_CONTENT));
}

static bool send_order(struct conversation *conversation, const struct wire_order *order,
                       struct error *error)
{
    struct buffer bytes = buffer_new(WIRE_LARGEST);
    wire_write_order(&bytes, order);
    bool sent = !bytes.full && process_send(conversation->process, bytes.bytes, bytes.length);
    buffer_free(&bytes);
    return sent || error_set(error, ERROR_INPUT, "the plugin \"%s\" does not take its messages",
                             conversation->manifest->id);
}

static bool serve_call(struct conversation *conversation, const struct wire_report *call,
                       struct arena *arena, struct error *error)
{
    const struct plugin_services *services = conversation->services;
    struct wire_order answer = {.kind = WIRE_ANSWER};
    /* Each asks the store, in time that is not the plugin's but the visitor's all the same. */
    if (call->call != CALL_VALUE && ++conversation->store_calls > WIRE_MOST_STORE_CALLS)
        return error_set(error, ERROR_INPUT,
                         "the plugin \"%s\" asked for bookings and content more than %u times at "
                         "once: keep what you were given",
                         conversation->manifest->id, WIRE_MOST_STORE_CALLS);
    if (call->call == CALL_SLOTS)
        serve_slots(conversation, call, arena, &answer);
    else if (call->call == CALL_CHOOSE)
        serve_choose(conversation, call, &answer);
    else if (call->call >= CALL_READ)
        serve_content(conversation, call, arena, &answer);
    else if (services->value)
        answer.text = services->value(services->self, call->id);
    return send_order(conversation, &answer, error);
}

static void write_log(const struct manifest *manifest, const struct wire_report *report)
{
    static const enum log_level levels[] = {LOG_DEBUG, LOG_INFO, LOG_WARNING, LOG_FAILURE};
    log_write(levels[report->level], "plugin %s: %s", manifest->id, report->text);
}

/* The report that ends an order of this kind. */
static enum wire_kind last_report(enum wire_kind order)
{
    if (order == WIRE_OPEN)
        return WIRE_OPENED;
    return order == WIRE_BUILD ? WIRE_SCREEN : WIRE_DONE;
}

static int64_t time_for(enum wire_kind order)
{
    if (order == WIRE_OPEN)
        return OPEN_MS;
    return order == WIRE_BUILD ? BUILD_MS : EVENT_MS;
}

static bool wait_for_last(struct conversation *conversation, enum wire_kind order,
                          struct arena *arena, struct wire_report *out, struct error *error)
{
    const struct manifest *manifest = conversation->manifest;
    const struct clock *stopwatch = conversation->supervisor->stopwatch;
    int64_t deadline = clock_steady_ms(stopwatch) + time_for(order);
    unsigned calls = 0;
    bool silent;
    conversation->store_calls = 0;
    for (unsigned messages = 0; messages < WIRE_MOST_MESSAGES && calls <= WIRE_MOST_CALLS;
         messages++) {
        if (!listen_once(conversation, deadline, order, arena, out, &silent, error))
            return false;
        if (out->kind == WIRE_FAULT)
            return take_fault(conversation, out, order, error);
        if (out->kind == last_report(order))
            return true;
        if (out->kind == WIRE_LOG) {
            write_log(manifest, out);
        } else if (out->kind == WIRE_CALL) {
            int64_t before = clock_steady_ms(stopwatch);
            if (!serve_call(conversation, out, arena, error))
                return false;
            deadline += clock_steady_ms(stopwatch) - before;
            calls++;
        } else {
            return error_set(error, ERROR_INPUT, "the plugin \"%s\" answered out of turn %s",
                             manifest->id, complaint_when(order));
        }
    }
    return error_set(error, ERROR_INPUT,
                     "the plugin \"%s\" flooded the kiosk with messages %s (%u calls at most)",
                     manifest->id, complaint_when(order), WIRE_MOST_CALLS);
}

bool conversation_order(struct conversation *conversation, const struct wire_order *order,
                        struct arena *arena, struct wire_report *out, struct error *error)
{
    const char *id = conversation->manifest->id;
    struct wire_report early;
    bool silent;
    if (process_has_news(conversation->process)) {
        /* It may have died since: then that is what happened. */
        if (!listen_once(conversation, 0, order->kind, arena, &early, &silent, error))
            return false;
        return error_set(error, ERROR_INPUT, "the plugin \"%s\" spoke on the wire by itself %s", id,
                         complaint_when(order->kind));
    }
    return send_order(conversation, order, error) &&
           wait_for_last(conversation, order->kind, arena, out, error);
}
