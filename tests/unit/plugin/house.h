/* An installation made of hostile plugins and hello, without files of its own. */
#ifndef PLUGIN_TEST_HOUSE_H
#define PLUGIN_TEST_HOUSE_H

#include "plugin/supervisor.h"

#include <marhaba/plugin.h>

/* After the headers it needs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

struct house {
    struct clock *clock;
    struct commune commune;
    struct place place;
    struct registry *registry;
    struct supervisor *supervisor;
    const struct language *language;
    struct plugin_services services;
    char value[64]; /* what the visitor typed, whatever the id */
};

static inline const char *house_value(void *self, const char *id)
{
    struct house *house = self;
    (void)id;
    return house->value;
}

static inline void house_open(struct house *house, const char *const *plugins)
{
    *house = (struct house){.clock = clock_new_at(1795597200000, true)};
    house->commune = (struct commune){.home = HOSTILE_PLUGINS "/nowhere", .plugins = plugins};
    house->place.plugins = (char *)(uintptr_t)HOSTILE_PLUGINS;
    house->place.runner = (char *)(uintptr_t)(MARHABA_STAGE "/libexec/marhaba/marhaba-runner");
    house->registry = registry_new(&house->commune, &house->place);
    house->supervisor = supervisor_new(house->registry, &house->place, house->clock);
    house->language = language_find("fr");
    house->services = (struct plugin_services){.self = house, .value = house_value};
}

static inline void house_close(struct house *house)
{
    supervisor_free(house->supervisor);
    registry_free(house->registry);
    clock_free(house->clock);
}

/* The first service of a plugin, whether or not another has the code too. */
static inline const struct service *house_service(struct house *house, const char *plugin)
{
    const struct plugin_entry *entry = registry_find(house->registry, plugin);
    assert_non_null(entry);
    assert_string_equal(entry->error.text, "");
    return &entry->manifest.services[0];
}

static inline struct plugin_visit *house_visit(struct house *house, const char *plugin,
                                               struct error *error)
{
    return plugin_visit_open(house->supervisor, house_service(house, plugin), house->language,
                             &house->services, error);
}

#endif
