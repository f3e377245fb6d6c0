#include "store/migrate.h"

#include "base/log.h"

#include <stdio.h>

static bool version_of(struct database *database, size_t count, int64_t *version,
                       struct error *error)
{
    if (!database_number(database, "PRAGMA user_version", version, error))
        return false;
    if (*version < 0 || *version > (int64_t)count)
        return error_set(error, ERROR_INPUT,
                         "the database was made by a newer Marhaba (schema %lld, this one knows "
                         "%zu): install that version or newer",
                         (long long)*version, count);
    return true;
}

static bool take_step(struct database *database, const struct schema_step *steps, size_t count,
                      struct error *error)
{
    int64_t version;
    /* Read again inside the transaction: another program may have been here in between. */
    if (!version_of(database, count, &version, error))
        return false;
    if (version == (int64_t)count)
        return true;
    char next[48];
    snprintf(next, sizeof next, "PRAGMA user_version=%lld", (long long)version + 1);
    bool done = true;
    for (const char *const *sql = steps[version].sql; done && *sql; sql++)
        done = database_run(database, *sql, error);
    if (!done || !database_run(database, next, error))
        return error_context(error, "schema step %lld", (long long)version + 1);
    log_write(LOG_INFO, "database brought to schema %lld", (long long)version + 1);
    return true;
}

bool migrate(struct database *database, const struct schema_step *steps, size_t count,
             struct error *error)
{
    int64_t version;
    for (;;) {
        if (!version_of(database, count, &version, error))
            return false;
        if (version == (int64_t)count)
            return true;
        if (!database_begin(database, error) ||
            !database_end(database, take_step(database, steps, count, error), error))
            return false;
    }
}
