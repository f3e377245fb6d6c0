/* marhaba-runner FOLDER LIBRARY ID PERMISSIONS: confines itself, loads one plugin, serves one visit
 * over the socket it finds at WIRE_FD, and ends. Started by the supervisor only. */
#include "plugin/runner/confine.h"
#include "plugin/runner/session.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#ifdef MARHABA_SANITIZED
/* The environment is empty, so the sanitizer's options stand here: nothing that needs files,
 * threads or another process, and an end the supervisor sees as a crash. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
    return "detect_leaks=0:abort_on_error=1:symbolize=0:allocator_may_return_null=1:"
           "max_allocation_size_mb=256";
}
#endif

struct guest {
    struct mrh_plugin table;
    void *self;
};

static _Noreturn void give_up(struct session *session, enum wire_fault fault, const char *detail,
                              uint32_t number)
{
    session_fault(session, fault, detail, number);
    port_send_fault(session);
}

static const char *missing_part(const struct mrh_plugin *table)
{
    if (!table->id)
        return "id";
    if (!table->open)
        return "open";
    return table->build ? NULL : "build";
}

/* Constructors of the library run in here: whatever they do is the plugin's doing. */
static void load(struct session *session, struct guest *guest, const char *library, const char *id)
{
    const struct mrh_plugin *(*entry)(void);
    const char *lacking;
    char path[256] = "./";
    strncat(path, library, sizeof path - 3);
    void *loaded = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (!confine_after_loading(&lacking))
        give_up(session, FAULT_LOAD, lacking, 0);
    if (!loaded)
        give_up(session, FAULT_LOAD, dlerror(), 0);
    *(void **)&entry = dlsym(loaded, "marhaba_plugin_v1");
    if (!entry)
        give_up(session, FAULT_SYMBOL, NULL, 0);
    const struct mrh_plugin *given = entry();
    if (!given)
        give_up(session, FAULT_TABLE, NULL, 0);
    if (!session_take(session, &guest->table, sizeof guest->table, given, "mrh_plugin"))
        port_send_fault(session);
    if (missing_part(&guest->table))
        give_up(session, FAULT_TABLE, missing_part(&guest->table), 0);
    if (strcmp(guest->table.id, id) != 0)
        give_up(session, FAULT_ID, guest->table.id, 0);
    if (guest->table.needs_minor > MRH_ABI_MINOR)
        give_up(session, FAULT_MINOR, NULL, guest->table.needs_minor);
}

static void finish(struct session *session, const struct wire_report *report)
{
    session->phase = PHASE_NONE;
    host_end_order(session);
    if (session->fault)
        port_send_fault(session);
    port_send(report);
}

static void serve_open(struct session *session, struct guest *guest, const struct wire_order *order)
{
    struct mrh_opening opening = {.size = sizeof opening,
                                  .surface = order->surface,
                                  .service = order->service,
                                  .argument = order->argument,
                                  .language = order->language};
    session->phase = PHASE_OPEN;
    guest->self = guest->table.open(host_table(session), &opening);
    if (!guest->self)
        session_fault(session, FAULT_REFUSED, NULL, 0);
    finish(session, &(struct wire_report){.kind = WIRE_OPENED});
}

static void serve_build(struct session *session, struct guest *guest,
                        const struct wire_order *order)
{
    session->phase = PHASE_BUILD;
    guest->table.build(guest->self, screen_table(session, order));
    if (session->depth)
        session_fault(session, FAULT_BALANCE, NULL, 1);
    finish(session, &(struct wire_report){.kind = WIRE_SCREEN, .screen = session->root});
}

static void serve_event(struct session *session, struct guest *guest,
                        const struct wire_order *order)
{
    struct mrh_event event = {
        .size = sizeof event, .type = order->event, .id = order->id, .value = order->value};
    session->phase = PHASE_EVENT;
    session->outcome = PLUGIN_STAY;
    session->prints = false;
    if (guest->table.event)
        guest->table.event(guest->self, &event);
    else if (order->event == MRH_EVENT_BACK)
        session->outcome = PLUGIN_BACK;
    finish(session, &(struct wire_report){.kind = WIRE_DONE,
                                          .outcome = session->outcome,
                                          .target = session->target,
                                          .prints = session->prints,
                                          .slot = session->slot,
                                          .facts = &session->facts});
}

static void serve(struct session *session, struct guest *guest)
{
    struct wire_order order;
    for (;;) {
        session->arena = arena_new();
        session->logs = 0;
        if (!port_receive(session->arena, &order))
            return;
        session->now_ms = order.now_ms;
        if (order.kind == WIRE_OPEN && !guest->self)
            serve_open(session, guest, &order);
        else if (order.kind == WIRE_BUILD && guest->self)
            serve_build(session, guest, &order);
        else if (order.kind == WIRE_EVENT && guest->self)
            serve_event(session, guest, &order);
        arena_free(session->arena);
    }
}

int main(int count, char **arguments)
{
    static struct session session;
    static struct guest guest;
    const char *lacking;
    if (count != 5)
        return EXIT_FAILURE;
    session.permissions = (unsigned)strtoul(arguments[4], NULL, 10);
    tzset(); /* reads the time zone's file once, while that is certain to work */
    if (chdir(arguments[1]) != 0)
        give_up(&session, FAULT_LOAD, "its folder cannot be entered", 0);
    if (!confine_before_loading(&lacking))
        give_up(&session, FAULT_FLOOR, lacking, 0);
    port_send(&(struct wire_report){.kind = WIRE_CONFINED, .version = WIRE_VERSION});
    load(&session, &guest, arguments[2], arguments[3]);
    port_send(&(struct wire_report){.kind = WIRE_READY});
    serve(&session, &guest);
    if (guest.self && guest.table.close)
        guest.table.close(guest.self);
    _exit(EXIT_SUCCESS); /* exit handlers are the plugin's code too, and nobody waits for them */
}
