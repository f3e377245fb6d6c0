#include "command/command.h"
#include "command/words.h"
#include "language/date.h"
#include "plugin/registry.h"

#include <stdio.h>
#include <string.h>

/* Those the kiosk closed or saw failing. */
struct troubles {
    struct plugin_trouble *items;
    size_t count;
};

static const struct plugin_trouble *trouble_of(const struct troubles *troubles, const char *id)
{
    for (size_t i = 0; i < troubles->count; i++)
        if (strcmp(troubles->items[i].plugin, id) == 0)
            return &troubles->items[i];
    return NULL;
}

static const char *state_key(const struct plugin_entry *entry, const struct troubles *troubles)
{
    const struct plugin_trouble *trouble = trouble_of(troubles, entry->manifest.id);
    if (entry->error.kind != ERROR_NONE)
        return "plugin.state_unusable";
    if (!entry->enabled)
        return "plugin.state_off";
    if (trouble)
        return trouble->is_quarantined ? "plugin.state_closed" : "plugin.state_failed";
    return "plugin.state_on";
}

const char *plugin_trouble_words(const struct command *command,
                                 const struct plugin_trouble *trouble)
{
    const char *until =
        date_print(command->arena, command->language, DATE_FULL, clock_noon(trouble->until_day));
    const char *reason = arena_print(command->arena, "plugin.%s", trouble->reason);
    return words(command, trouble->is_quarantined ? "plugin.closed" : "plugin.failed",
                 WITH(with_code("id", trouble->plugin),
                      with_text("since", words_of_time(command, trouble->since_ms)),
                      with_text("until", until),
                      with_text("reason", words(command, reason, WITHOUT)),
                      with_text("detail", trouble->detail)));
}

static bool read_troubles(const struct command *command, struct troubles *out, struct error *error)
{
    struct store *store = store_open(command->home, STORE_ADMIN, command->clock, error);
    bool done = store && plugin_troubles(store, command->arena, &out->items, &out->count, error);
    store_close(store);
    return done;
}

static const char *services_of(const struct command *command, const struct manifest *manifest)
{
    const char *list = "";
    for (size_t i = 0; i < manifest->service_count; i++)
        list =
            arena_print(command->arena, "%s%s%s", list, i ? ", " : "", manifest->services[i].code);
    return list;
}

enum command_exit command_plugin_list(const struct command *command, const struct request *request,
                                      struct error *error)
{
    (void)request;
    struct commune commune;
    if (!commune_load(command->arena, command->home, &commune, error))
        return COMMAND_FAILED;
    struct registry *registry = registry_new(&commune, command->place);
    struct troubles troubles = {0};
    /* What is installed is told even when what became of it cannot be. */
    bool is_whole = read_troubles(command, &troubles, error);
    struct table *table = table_new(command, 4);
    table_add(table, (const char *const[]){words(command, "plugin.column_id", WITHOUT),
                                           words(command, "plugin.column_version", WITHOUT),
                                           words(command, "plugin.column_state", WITHOUT),
                                           words(command, "plugin.column_services", WITHOUT)});
    for (size_t i = 0; i < registry_count(registry); i++) {
        const struct plugin_entry *entry = registry_at(registry, i);
        table_add(table, (const char *const[]){entry->manifest.id, entry->manifest.version,
                                               words(command, state_key(entry, &troubles), WITHOUT),
                                               services_of(command, &entry->manifest)});
    }
    table_print(table, 0);
    for (size_t i = 0; i < registry_count(registry); i++) {
        const struct plugin_entry *entry = registry_at(registry, i);
        if (entry->error.kind != ERROR_NONE)
            say(command, "plugin.why",
                WITH(with_code("id", entry->manifest.id), with_text("why", entry->error.text)));
    }
    for (size_t i = 0; i < troubles.count; i++)
        puts(plugin_trouble_words(command, &troubles.items[i]));
    registry_free(registry);
    return is_whole ? COMMAND_DONE : COMMAND_FAILED;
}
