#include "plugin/registry.h"

#include "base/file.h"
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define MOST_COMPLAINTS 64u

struct registry {
    struct arena *arena;
    const struct commune *commune;
    struct plugin_entry *entries;
    size_t count;
    struct service *services; /* of usable plugins and the core's own, with the commune's changes */
    size_t service_count;
    struct error complaints[MOST_COMPLAINTS]; /* those that are no single plugin's */
    size_t complaint_count;
};

/* "See the officer": there even when no plugin is. */
static const struct local_entry officer_name[] = {
    {"ar", "التحدث مع الموظف"},     {"zgh", "ⵜⵉⵡⵉⵙⵉ"},
    {"fr", "Voir l’agent"},         {"en", "See the officer"},
    {"es", "Hablar con el agente"},
};
static const struct local_entry officer_detail[] = {
    {"ar", "إذا لم تجدوا ما تبحثون عنه، نستقبلكم في المكتب"},
    {"fr", "Si vous ne trouvez pas, nous vous recevons au bureau"},
    {"en", "If you cannot find it, we will see you at the desk"},
    {"es", "Si no lo encuentra, le atendemos en la oficina"},
};
static const char *const no_bodies[] = {NULL};
static const struct service officer_service = {
    .code = OFFICER_SERVICE,
    .name = {officer_name, sizeof officer_name / sizeof officer_name[0]},
    .detail = {officer_detail, sizeof officer_detail / sizeof officer_detail[0]},
    .icon = "officer",
    .tint = "brick",
    .prefix = "D",
    .argument = "",
    .bodies = no_bodies,
    .seats = 1,
};

static bool list_has(const char *const *list, const char *word)
{
    for (size_t i = 0; list && list[i]; i++)
        if (strcmp(list[i], word) == 0)
            return true;
    return false;
}

static struct error *new_complaint(struct registry *registry)
{
    if (registry->complaint_count == MOST_COMPLAINTS)
        return NULL; /* they are all shown at once; the rest comes up when these are mended */
    return &registry->complaints[registry->complaint_count++];
}

static struct plugin_entry *find(const struct registry *registry, const char *plugin_id)
{
    for (size_t i = 0; i < registry->count; i++)
        if (strcmp(registry->entries[i].manifest.id, plugin_id) == 0)
            return &registry->entries[i];
    return NULL;
}

static struct plugin_entry *add_entry(struct registry *registry, const char *plugin_id)
{
    registry->entries =
        memory_resize(registry->entries, registry->count + 1, sizeof *registry->entries);
    struct plugin_entry *entry = &registry->entries[registry->count++];
    *entry = (struct plugin_entry){.manifest.id = arena_copy(registry->arena, plugin_id)};
    entry->enabled = list_has(registry->commune->plugins, plugin_id);
    return entry;
}

static void load_messages(struct registry *registry, struct plugin_entry *entry)
{
    struct error error = {0};
    char *folder = file_join(entry->manifest.folder, "locale");
    if (file_exists(folder)) {
        entry->messages = messages_load(folder, &error);
        struct error *complaint = entry->messages ? NULL : new_complaint(registry);
        if (complaint)
            *complaint = error;
    }
    free(folder);
}

static void load_plugin(struct registry *registry, const char *folder, const char *name)
{
    struct manifest manifest;
    if (find(registry, name))
        return; /* the commune's own copy goes before the shipped one */
    struct plugin_entry *entry = add_entry(registry, name);
    if (!manifest_load(registry->arena, folder, &manifest, &entry->error))
        return;
    entry->manifest = manifest;
    load_messages(registry, entry);
}

static void load_folder(struct registry *registry, const char *folder)
{
    char **names = file_list(folder);
    for (size_t i = 0; names[i]; i++) {
        struct stat status;
        char *path = file_join(folder, names[i]);
        if (stat(path, &status) == 0 && S_ISDIR(status.st_mode))
            load_plugin(registry, path, names[i]);
        free(path);
    }
    file_list_free(names);
}

static void add_missing(struct registry *registry, const char *folder, const struct place *place)
{
    const char *const *wanted = registry->commune->plugins;
    for (size_t i = 0; wanted && wanted[i]; i++)
        if (!find(registry, wanted[i]))
            error_set(&add_entry(registry, wanted[i])->error, ERROR_MISSING,
                      "commune.yaml switches on the plugin \"%s\", but neither %s nor %s has it",
                      wanted[i], folder, place->plugins);
}

static void apply_change(const struct commune *commune, struct service *service)
{
    const struct service_change *change = commune_change(commune, service->code);
    if (!change)
        return;
    if (change->prefix)
        service->prefix = change->prefix;
    if (change->minutes)
        service->minutes = change->minutes;
    if (change->seats)
        service->seats = change->seats;
}

static struct service *find_service(const struct registry *registry, const char *code)
{
    for (size_t i = 0; i < registry->service_count; i++)
        if (strcmp(registry->services[i].code, code) == 0)
            return &registry->services[i];
    return NULL;
}

static void add_service(struct registry *registry, const struct service *service)
{
    const struct service *first = find_service(registry, service->code);
    struct error *complaint = first ? new_complaint(registry) : NULL;
    if (complaint)
        error_set(complaint, ERROR_INPUT,
                  "the service %s of the plugin \"%s\" is left out: \"%s\" offers one of that code "
                  "already",
                  service->code, service->plugin, first->plugin ? first->plugin : "Marhaba");
    if (first)
        return;
    registry->services[registry->service_count] = *service;
    apply_change(registry->commune, &registry->services[registry->service_count++]);
}

static void collect_services(struct registry *registry)
{
    size_t most = 1;
    for (size_t i = 0; i < registry->count; i++)
        most += registry->entries[i].manifest.service_count;
    registry->services = arena_take(registry->arena, most, sizeof *registry->services);
    add_service(registry, &officer_service);
    for (size_t i = 0; i < registry->count; i++) {
        const struct plugin_entry *entry = &registry->entries[i];
        for (size_t j = 0; entry->enabled && j < entry->manifest.service_count; j++)
            add_service(registry, &entry->manifest.services[j]);
    }
}

/* Who would offer a service if it were switched on, or NULL. */
static const char *who_could_offer(const struct registry *registry, const char *code)
{
    for (size_t i = 0; i < registry->count; i++) {
        const struct manifest *manifest = &registry->entries[i].manifest;
        for (size_t j = 0; j < manifest->service_count; j++)
            if (strcmp(manifest->services[j].code, code) == 0)
                return manifest->id;
    }
    return NULL;
}

static void complain_of_service(struct registry *registry, const char *where, const char *code)
{
    const char *plugin = who_could_offer(registry, code);
    struct error *complaint = find_service(registry, code) ? NULL : new_complaint(registry);
    if (complaint && plugin)
        error_set(complaint, ERROR_INPUT,
                  "commune.yaml names the service %s in \"%s\", but its plugin \"%s\" is switched "
                  "off: add it to \"plugins\"",
                  code, where, plugin);
    else if (complaint)
        error_set(complaint, ERROR_INPUT,
                  "commune.yaml names the service %s in \"%s\", but no plugin offers it", code,
                  where);
}

static void check_commune(struct registry *registry)
{
    const struct commune *commune = registry->commune;
    for (size_t i = 0; commune->home_services && commune->home_services[i]; i++)
        complain_of_service(registry, "home", commune->home_services[i]);
    for (size_t i = 0; i < commune->change_count; i++)
        complain_of_service(registry, "services", commune->changes[i].code);
}

struct registry *registry_new(const struct commune *commune, const struct place *place)
{
    struct registry *registry = memory_new(1, sizeof *registry);
    char *own = commune_path(commune, "plugins.d");
    registry->arena = arena_new();
    registry->commune = commune;
    load_folder(registry, own);
    load_folder(registry, place->plugins);
    add_missing(registry, own, place);
    collect_services(registry);
    check_commune(registry);
    free(own);
    return registry;
}

void registry_free(struct registry *registry)
{
    if (!registry)
        return;
    for (size_t i = 0; i < registry->count; i++)
        messages_free(registry->entries[i].messages);
    free(registry->entries);
    arena_free(registry->arena);
    free(registry);
}

size_t registry_count(const struct registry *registry)
{
    return registry->count;
}

const struct plugin_entry *registry_at(const struct registry *registry, size_t index)
{
    return &registry->entries[index];
}

const struct plugin_entry *registry_find(const struct registry *registry, const char *plugin_id)
{
    return find(registry, plugin_id);
}

const struct service *registry_service(const struct registry *registry, const char *code)
{
    return find_service(registry, code);
}

size_t registry_home(const struct registry *registry, const struct service **out, size_t capacity)
{
    const char *const *codes = registry->commune->home_services;
    size_t count = 0;
    for (size_t i = 0; codes && codes[i] && count < capacity; i++) {
        const struct service *service = find_service(registry, codes[i]);
        if (service)
            out[count++] = service;
    }
    if (count == 0 && capacity > 0)
        out[count++] = find_service(registry, OFFICER_SERVICE);
    return count;
}

void registry_check(const struct registry *registry,
                    void (*say)(void *self, const struct error *error), void *self)
{
    for (size_t i = 0; i < registry->count; i++)
        if (registry->entries[i].error.kind)
            say(self, &registry->entries[i].error);
    for (size_t i = 0; i < registry->complaint_count; i++)
        say(self, &registry->complaints[i]);
}

const struct messages *registry_messages(const struct registry *registry, const char *plugin_id)
{
    const struct plugin_entry *entry = find(registry, plugin_id);
    return entry ? entry->messages : NULL;
}
