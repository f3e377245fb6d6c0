/* The visitor in a service: opening it, what its plugin answers to events, leaving it. */
#include "base/log.h"
#include "visit/inside.h"

#include <marhaba/plugin.h>

#include <stdio.h>
#include <string.h>

void service_close(struct visit *visit)
{
    if (visit->plugin) {
        plugin_visit_close(visit->plugin);
        visit->is_warm_due = true;
    }
    visit->plugin = NULL;
    visit->service = NULL;
}

static void show_trouble(struct visit *visit)
{
    service_close(visit);
    wish_clear(visit);
    visit->trouble = TROUBLE_SERVICE;
    visit_enter(visit, STAGE_TROUBLE);
}

void service_fail(struct visit *visit, const struct error *error)
{
    log_write(LOG_WARNING, "a visitor of %s was sent to the desk: %s",
              visit->service ? visit->service->code : "no service", error->text);
    show_trouble(visit);
}

static void open_plugin(struct visit *visit, const struct service *service)
{
    struct error error = {0};
    visit->service = service;
    if (!supervisor_is_open(visit->supervisor, service->plugin, &error)) {
        service_fail(visit, &error);
        return;
    }
    visit->plugin =
        plugin_visit_open(visit->supervisor, service, visit->language, &visit->services, &error);
    visit->is_warm_due = true;
    if (visit->plugin)
        visit_enter(visit, STAGE_PLUGIN);
    else
        service_fail(visit, &error);
}

void service_open(struct visit *visit, const char *code)
{
    const struct service *service = registry_service(visit->world.registry, code);
    service_close(visit);
    wish_clear(visit);
    if (!service) {
        log_write(LOG_WARNING, "there is no service %s", code);
        show_trouble(visit);
    } else if (service->plugin) {
        open_plugin(visit, service);
    } else {
        wish_make(visit, service, "core", &(const struct facts){0}, 0);
        visit_enter(visit, STAGE_REVIEW);
    }
}

void service_open_with(struct visit *visit, const char *code, const char *argument)
{
    const struct service *service = registry_service(visit->world.registry, code);
    size_t length = strlen(argument);
    if (!service || !service->plugin || length >= sizeof visit->argument) {
        service_open(visit, code);
        return;
    }
    service_close(visit);
    wish_clear(visit);
    memcpy(visit->argument, argument, length + 1);
    visit->handed = *service;
    visit->handed.argument = visit->argument;
    open_plugin(visit, &visit->handed);
}

/* The plugin may name only a service of its own. */
static void take_request(struct visit *visit)
{
    const char *code = plugin_visit_target(visit->plugin);
    const struct service *service = registry_service(visit->world.registry, code);
    const char *plugin = plugin_visit_id(visit->plugin);
    struct error error = {0};
    if (!service || !service->plugin || strcmp(service->plugin, plugin) != 0) {
        error_set(&error, ERROR_INPUT, "the plugin asked a ticket for \"%s\", which is not its own",
                  code);
        service_fail(visit, &error);
        return;
    }
    wish_make(visit, service, plugin, plugin_visit_facts(visit->plugin),
              plugin_visit_slot(visit->plugin));
    visit_enter(visit, STAGE_REVIEW);
}

static void go_elsewhere(struct visit *visit)
{
    char code[SCREEN_MAX_ID + 1];
    snprintf(code, sizeof code, "%s", plugin_visit_target(visit->plugin));
    service_open(visit, code);
}

void service_event(struct visit *visit, uint32_t type, const char *id, const char *value)
{
    struct error error = {0};
    switch (plugin_visit_event(visit->plugin, type, id, value, &error)) {
    case PLUGIN_STAY:
        visit->leaflet.is_due = plugin_visit_prints(visit->plugin);
        break;
    case PLUGIN_BACK:
        service_close(visit);
        visit_enter(visit, STAGE_HOME);
        break;
    case PLUGIN_GO:
        go_elsewhere(visit);
        break;
    case PLUGIN_TICKET:
        take_request(visit);
        break;
    case PLUGIN_FAILED:
        service_fail(visit, &error);
        break;
    }
}
