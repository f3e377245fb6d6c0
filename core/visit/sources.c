#include "visit/sources.h"

#include "base/file.h"
#include "base/log.h"
#include "store/audit.h"

#include <stdlib.h>
#include <string.h>

static bool is_usable(const struct plugin_entry *entry)
{
    return entry->enabled && entry->error.kind == ERROR_NONE;
}

static const char **list_services(struct arena *arena, const struct registry *registry,
                                  bool enabled_only)
{
    size_t count = 1, used = 0;
    for (size_t i = 0; i < registry_count(registry); i++)
        count += registry_at(registry, i)->manifest.service_count;
    const char **codes = arena_take(arena, count + 1, sizeof *codes);
    for (size_t i = 0; i < registry_count(registry); i++) {
        const struct plugin_entry *entry = registry_at(registry, i);
        for (size_t j = 0; j < entry->manifest.service_count; j++)
            if (is_usable(entry) || !enabled_only)
                codes[used++] = entry->manifest.services[j].code;
    }
    codes[used++] = OFFICER_SERVICE;
    return codes;
}

/* The product's, and each plugin's own, which the kiosk looks for behind that plugin's screens. */
static const char **list_icons(struct arena *arena, const struct place *place,
                               const struct registry *registry)
{
    size_t count = registry_count(registry), used = 0;
    const char **folders = arena_take(arena, count + 2, sizeof *folders);
    folders[used++] = arena_print(arena, "%s/icons", place->share);
    for (size_t i = 0; i < count; i++) {
        const struct plugin_entry *entry = registry_at(registry, i);
        if (is_usable(entry))
            folders[used++] = arena_print(arena, "%s/icons", entry->manifest.folder);
    }
    return folders;
}

struct content_world sources_find(struct arena *arena, const struct commune *commune,
                                  const struct place *place, const struct registry *registry,
                                  int64_t now_ms)
{
    size_t count = registry_count(registry), used = 0;
    const char **shipped = arena_take(arena, count + 2, sizeof *shipped);
    shipped[used++] = arena_print(arena, "%s/content", place->share);
    for (size_t i = 0; i < count; i++) {
        const struct plugin_entry *entry = registry_at(registry, i);
        const char *its = arena_print(arena, "%s/content", entry->manifest.folder);
        /* Not every plugin ships some. */
        if (is_usable(entry) && file_exists(its))
            shipped[used++] = its;
    }
    return (struct content_world){.shipped = shipped,
                                  .own = arena_print(arena, "%s/content", commune->home),
                                  .services = list_services(arena, registry, false),
                                  .offered = list_services(arena, registry, true),
                                  .icons = list_icons(arena, place, registry),
                                  .published =
                                      arena_print(arena, "%s/content/published.db", commune->home),
                                  .now_ms = now_ms};
}

static void write_to_log(void *self, enum content_finding finding, const struct error *error)
{
    (void)self;
    if (finding == CONTENT_WRONG)
        log_write(LOG_WARNING, "content: %s", error->text);
}

/* Visitors read it already: an audit that cannot be written does not take it from them. */
static void write_down(struct store *store, const char *who)
{
    struct error error = {0};
    if (store && !audit_add(store, who, "content.publish", "", &error))
        log_write(LOG_WARNING, "%s", error.text);
}

struct library *sources_open(const struct commune *commune, const struct place *place,
                             const struct registry *registry, struct store *store, const char *who,
                             int64_t now_ms)
{
    struct arena *arena = arena_new();
    struct error error = {0};
    struct content_world world = sources_find(arena, commune, place, registry, now_ms);
    struct library *library = library_await(world.published);
    if (!library_is_published(library)) {
        if (file_make_folder(world.own, 0750, &error) &&
            content_publish(&world, write_to_log, NULL, &error))
            write_down(store, who);
        else
            log_write(LOG_WARNING, "%s", error.text);
    }
    library_refresh(library);
    arena_free(arena);
    return library;
}

static const char *give_record(void *library, struct arena *arena, const char *kind, const char *id)
{
    return library_read(library, arena, kind, id);
}

static const char *give_list(void *library, struct arena *arena, const char *kind,
                             const char *group, uint32_t from)
{
    return library_list(library, arena, kind, group, from);
}

static const char *give_answers(void *library, struct arena *arena, const char *words)
{
    return library_search(library, arena, "fr", words);
}

struct plugin_services sources_services(struct library *library)
{
    return (struct plugin_services){.self = library,
                                    .content_read = give_record,
                                    .content_list = give_list,
                                    .content_search = give_answers};
}
