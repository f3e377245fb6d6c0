#include "store/plugins.h"

#include "store/audit.h"
#include "store/inside.h"

#include <string.h>

static bool record(struct store *store, const struct plugin_trouble *trouble, struct error *error)
{
    struct query *query =
        database_query(store->database, "INSERT OR REPLACE INTO plugin_troubles"
                                        " (plugin, state, since_ms, until_day, reason, detail)"
                                        " VALUES (?, ?, ?, ?, ?, ?)");
    query_put_text(query, trouble->plugin);
    query_put_text(query, trouble->is_quarantined ? "quarantine" : "resting");
    query_put_number(query, trouble->since_ms);
    query_put_text(query, trouble->until_day);
    query_put_text(query, trouble->reason);
    query_put_text(query, trouble->detail);
    return query_run(query, error) &&
           (!trouble->is_quarantined ||
            audit_line(store, store_who(store), "plugin.quarantine", trouble->plugin, error));
}

bool plugin_trouble_record(struct store *store, const struct plugin_trouble *trouble,
                           struct error *error)
{
    struct database *database = store_database(store);
    return database_begin(database, error) &&
           database_end(database, record(store, trouble, error), error);
}

bool plugin_trouble_clear(struct store *store, const char *plugin, struct error *error)
{
    struct query *query =
        database_query(store_database(store), "DELETE FROM plugin_troubles WHERE plugin = ?");
    query_put_text(query, plugin);
    return query_run(query, error);
}

static void read_trouble(struct query *query, struct plugin_trouble *out)
{
    char state[16];
    *out = (struct plugin_trouble){0};
    query_text(query, 0, out->plugin, sizeof out->plugin);
    query_text(query, 1, state, sizeof state);
    out->is_quarantined = strcmp(state, "quarantine") == 0;
    out->since_ms = query_number(query, 2);
    query_text(query, 3, out->until_day, sizeof out->until_day);
    query_text(query, 4, out->reason, sizeof out->reason);
    query_text(query, 5, out->detail, sizeof out->detail);
}

bool plugin_troubles(struct store *store, struct arena *arena, struct plugin_trouble **out,
                     size_t *count, struct error *error)
{
    char today[11];
    size_t room = 4;
    clock_day(clock_now_ms(store->clock), today);
    struct query *query = database_query(
        store_database(store), "SELECT plugin, state, since_ms, until_day, reason, detail"
                               " FROM plugin_troubles WHERE until_day > ?1"
                               " OR (until_day = ?1 AND state = 'resting') ORDER BY plugin");
    query_put_text(query, today);
    *count = 0;
    *out = arena_take(arena, room, sizeof **out);
    while (query_row(query, error)) {
        if (*count == room) {
            struct plugin_trouble *more = arena_take(arena, room * 2, sizeof *more);
            memcpy(more, *out, room * sizeof *more);
            *out = more;
            room *= 2;
        }
        read_trouble(query, &(*out)[(*count)++]);
    }
    return query_end(query);
}
