/* Every plugin and service of the installation: manifests found in the commune's plugins.d and
 * among the shipped ones, joined with what commune.yaml switches on and changes. Discovery runs no
 * code. */
#ifndef MARHABA_PLUGIN_REGISTRY_H
#define MARHABA_PLUGIN_REGISTRY_H

#include "base/commune.h"
#include "base/place.h"
#include "language/message.h"
#include "plugin/manifest.h"

struct plugin_entry {
    struct manifest manifest;
    struct messages
        *messages; /* its locale folder; NULL when it has none or it could not be read */
    bool enabled;
    struct error error; /* why it cannot be used; kind ERROR_NONE when it can */
};

struct registry;

/* Never fails as a whole: an entry that is wrong keeps its complaint and the rest goes on. A plugin
 * that commune.yaml names and nobody has is an entry with a complaint. */
struct registry *registry_new(const struct commune *commune, const struct place *place);
void registry_free(struct registry *registry);

size_t registry_count(const struct registry *registry);
const struct plugin_entry *registry_at(const struct registry *registry, size_t index);
const struct plugin_entry *registry_find(const struct registry *registry, const char *plugin_id);

/* The core's own service: see the officer. */
#define OFFICER_SERVICE "OFFICER"

/* A service of an enabled, usable plugin, or the core's own, with the commune's changes
 * applied. NULL when there is none. */
const struct service *registry_service(const struct registry *registry, const char *code);

/* Services for the home screen, in the commune's order; those that cannot be found are left out
 * (and are complaints of the commune, see registry_check). When none is left, the officer's: a
 * visitor always has a way. */
size_t registry_home(const struct registry *registry, const struct service **out, size_t capacity);

/* Calls `say` with each thing that is wrong: plugins, unknown services in commune.yaml. */
void registry_check(const struct registry *registry,
                    void (*say)(void *self, const struct error *error), void *self);

/* The messages a plugin's keys belong to; those of the core are not here. NULL: no such plugin. */
const struct messages *registry_messages(const struct registry *registry, const char *plugin_id);

#endif
