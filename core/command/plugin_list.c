#include "command/command.h"
#include "command/words.h"
#include "plugin/registry.h"

static const char *state_key(const struct plugin_entry *entry)
{
    if (entry->error.kind != ERROR_NONE)
        return "plugin.state_unusable";
    return entry->enabled ? "plugin.state_on" : "plugin.state_off";
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
    struct table *table = table_new(command, 4);
    table_add(table, (const char *const[]){words(command, "plugin.column_id", WITHOUT),
                                           words(command, "plugin.column_version", WITHOUT),
                                           words(command, "plugin.column_state", WITHOUT),
                                           words(command, "plugin.column_services", WITHOUT)});
    for (size_t i = 0; i < registry_count(registry); i++) {
        const struct plugin_entry *entry = registry_at(registry, i);
        table_add(table, (const char *const[]){entry->manifest.id, entry->manifest.version,
                                               words(command, state_key(entry), WITHOUT),
                                               services_of(command, &entry->manifest)});
    }
    table_print(table, 0);
    for (size_t i = 0; i < registry_count(registry); i++) {
        const struct plugin_entry *entry = registry_at(registry, i);
        if (entry->error.kind != ERROR_NONE)
            say(command, "plugin.why",
                WITH(with_code("id", entry->manifest.id), with_text("why", entry->error.text)));
    }
    registry_free(registry);
    return COMMAND_DONE;
}
