#include "base/file.h"
#include "base/memory.h"
#include "base/system_words.h"
#include "store/audit.h"
#include "store/inside.h"
#include "store/migrate.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#define DATABASE_NAME  "marhaba.db"
#define APPLICATION_ID 0x4D524842
#define LEAST_FREE_MB  200u

struct database *store_database(struct store *store)
{
#if !defined(NDEBUG) || defined(MARHABA_SANITIZED)
    if (!store->used) {
        store->used = true;
        store->thread = pthread_self();
    }
    if (store->process != getpid() || !pthread_equal(store->thread, pthread_self())) {
        fputs("marhaba: a store was used by a second thread or a forked process\n", stderr);
        abort();
    }
#endif
    return store->database;
}

const char *store_who(const struct store *store)
{
    static const char *const names[] = {"kiosk", "desk", "administrator"};
    return names[store->role];
}

static bool is_ours(struct database *database, const char *path, struct error *error)
{
    int64_t id, version;
    if (!database_number(database, "PRAGMA application_id", &id, error) ||
        !database_number(database, "PRAGMA user_version", &version, error))
        return false;
    if (id == APPLICATION_ID)
        return true;
    database_tell_loss(path, ERROR_INPUT, error);
    if (id == 0 && version == 0)
        return error_context(error, "%s is empty or belongs to another program", path);
    return error_context(error, "%s is the database of another program", path);
}

static bool keys_belong(struct store *store, struct error *error)
{
    char recorded[65] = "", ours[65];
    struct query *query =
        database_query(store->database, "SELECT value FROM about WHERE name = 'public_key'");
    if (query_row(query, error))
        query_text(query, 0, recorded, sizeof recorded);
    if (!query_end(query))
        return false;
    seal_public_text(store->seal, ours);
    return strcmp(recorded, ours) == 0 ||
           error_set(error, ERROR_INPUT,
                     "%s/keys/commune.pub is not the key " DATABASE_NAME
                     " was made with: put back the keys that belong to it",
                     store->home);
}

static struct store *store_new(const char *home, enum store_role role, const struct clock *clock)
{
    struct store *store = memory_new(1, sizeof *store);
    store->home = memory_copy_text(home);
    store->role = role;
    store->clock = clock;
    store->process = getpid();
    return store;
}

struct store *store_open(const char *home, enum store_role role, const struct clock *clock,
                         struct error *error)
{
    struct store *store = store_new(home, role, clock);
    char *path = file_join(home, DATABASE_NAME);
    bool done = (store->database = database_open(path, false, error)) &&
                is_ours(store->database, path, error);
    if (done && !migrate(store->database, schema_steps, schema_step_count, error))
        done = error_context(error, "%s", path);
    done = done && (store->seal = seal_open(home, role != STORE_KIOSK, error)) &&
           keys_belong(store, error);
    free(path);
    if (done)
        return store;
    store_close(store);
    return NULL;
}

void store_close(struct store *store)
{
    if (!store)
        return;
    database_close(store->database);
    seal_free(store->seal);
    free(store->home);
    free(store);
}

/* Both programs' users write the file through their common group. An empty file left by an
 * interrupted creation counts as none. */
static bool make_empty_file(const char *path, struct error *error)
{
    struct stat about;
    if (stat(path, &about) == 0 && about.st_size > 0)
        return error_set(error, ERROR_TAKEN, "%s is there already: it is left alone", path);
    int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0660);
    if (fd < 0 || fchmod(fd, 0660) != 0) {
        error_set(error, errno == EACCES ? ERROR_DENIED : ERROR_SYSTEM, "%s: %s", path,
                  words_of_errno(errno));
        if (fd >= 0)
            close(fd);
        return false;
    }
    close(fd);
    return true;
}

static bool record_creation(struct store *store, struct error *error)
{
    char key[65];
    seal_public_text(store->seal, key);
    struct query *query =
        database_query(store->database, "INSERT INTO about VALUES ('public_key', ?)");
    query_put_text(query, key);
    return query_run(query, error) &&
           audit_line(store, store_who(store), "store.create", key, error);
}

static bool fill_database(const char *home, const char *path, const struct clock *clock,
                          struct error *error)
{
    struct store *store = store_new(home, STORE_ADMIN, clock);
    bool done = (store->seal = seal_open(home, true, error)) &&
                (store->database = database_open(path, true, error)) &&
                migrate(store->database, schema_steps, schema_step_count, error) &&
                database_begin(store->database, error) &&
                database_end(store->database, record_creation(store, error), error);
    store_close(store);
    return done;
}

static void remove_in(const char *home, const char *name)
{
    char *path = file_join(home, name);
    unlink(path);
    free(path);
}

bool store_create(const char *home, const struct clock *clock, struct error *error)
{
    bool done = false;
    char *path = file_join(home, DATABASE_NAME), *keys = file_join(home, "keys");
    if (!file_make_folder(keys, 0755, error) || !make_empty_file(path, error))
        goto end;
    if (!seal_create_keys(home, error)) {
        unlink(path);
        goto end;
    }
    done = fill_database(home, path, clock, error);
    if (!done) {
        remove_in(home, DATABASE_NAME "-journal");
        remove_in(home, DATABASE_NAME "-wal");
        remove_in(home, DATABASE_NAME);
        remove_in(home, "keys/commune.key");
        remove_in(home, "keys/commune.pub");
    }
end:
    free(path);
    free(keys);
    return done;
}

const char *store_describe(const struct store *store)
{
    return database_describe(store->database);
}

int64_t store_days_between(const char *from, const char *to)
{
    /* Noon, so that a day of 23 or 25 hours rounds to one. */
    struct civil_time a = {.hour = 12}, b = {.hour = 12};
    if (sscanf(from, "%4d-%2d-%2d", &a.year, &a.month, &a.day) != 3 ||
        sscanf(to, "%4d-%2d-%2d", &b.year, &b.month, &b.day) != 3)
        return INT64_MAX;
    const int64_t day = 24 * 3600 * 1000;
    int64_t apart = clock_from_civil(b) - clock_from_civil(a);
    return (apart + (apart >= 0 ? day / 2 : -day / 2)) / day;
}

bool store_working_day(struct store *store, char out[11], struct error *error)
{
    char latest[11] = "";
    struct query *query = database_query(store->database, "SELECT max(day) FROM ticket_counters");
    if (query_row(query, error))
        query_text(query, 0, latest, sizeof latest);
    if (!query_end(query))
        return false;
    clock_day(clock_now_ms(store->clock), out);
    /* A clock set back a little (no battery, no network yet) must not reopen yesterday and give out
     * numbers that people in the hall already hold. Two days and more back, it is the stored day
     * that was wrong: the clock had been ahead, and today counts by itself. */
    if (latest[0] && strcmp(out, latest) < 0 && store_days_between(out, latest) < 2)
        memcpy(out, latest, sizeof latest);
    return true;
}

struct checking {
    struct store *store;
    void (*say)(void *self, const struct error *error);
    void *self;
    bool good;
};

static void complain(struct checking *checking, const struct error *error)
{
    checking->good = false;
    if (checking->say)
        checking->say(checking->self, error);
}

static void check_integrity(struct checking *checking)
{
    struct error error = {0}, found = {0};
    struct query *query = database_query(checking->store->database, "PRAGMA integrity_check(10)");
    while (query_row(query, &error)) {
        char text[256];
        query_text(query, 0, text, sizeof text);
        if (strcmp(text, "ok") == 0)
            continue;
        error_set(&found, ERROR_SYSTEM,
                  "the database is damaged (%s): stop the kiosk and the desk, keep a copy of the "
                  "folder, and put back the last backup",
                  text);
        complain(checking, &found);
    }
    if (!query_end(query))
        complain(checking, &error);
}

static void check_references(struct checking *checking)
{
    struct error error = {0}, found = {0};
    struct query *query = database_query(checking->store->database, "PRAGMA foreign_key_check");
    if (query_row(query, &error)) {
        char table[64];
        query_text(query, 0, table, sizeof table);
        error_set(&found, ERROR_SYSTEM,
                  "the database has rows of \"%s\" that point nowhere: someone changed it by "
                  "other means; put back the last backup",
                  table);
        complain(checking, &found);
    }
    if (!query_end(query))
        complain(checking, &error);
}

static void check_version(struct checking *checking)
{
    struct error error = {0};
    int64_t version;
    if (!database_number(checking->store->database, "PRAGMA user_version", &version, &error))
        complain(checking, &error);
    else if (version != (int64_t)schema_step_count) {
        error_set(&error, ERROR_INPUT,
                  "the database has schema %lld and this program knows %zu: another version of "
                  "Marhaba runs on it; install the same one everywhere",
                  (long long)version, schema_step_count);
        complain(checking, &error);
    }
}

static void check_space(struct checking *checking)
{
    struct error error = {0};
    struct statvfs disk;
    if (statvfs(checking->store->home, &disk) != 0)
        return;
    unsigned long long free_mb =
        (unsigned long long)disk.f_bavail * disk.f_frsize / (1024u * 1024u);
    if (free_mb >= LEAST_FREE_MB)
        return;
    error_set(&error, ERROR_SYSTEM,
              "only %llu MB are free on the disk of %s: free some space before tickets can no "
              "longer be stored (%u MB is the least)",
              free_mb, checking->store->home, LEAST_FREE_MB);
    complain(checking, &error);
}

static void check_mode(struct checking *checking, const char *name, unsigned forbidden,
                       const char *wanted)
{
    struct error error = {0};
    struct stat about;
    char *path = file_join(checking->store->home, name);
    if (stat(path, &about) == 0 && (about.st_mode & forbidden) != 0) {
        error_set(&error, ERROR_DENIED, "%s can be read by others on this machine: chmod %s it",
                  path, wanted);
        complain(checking, &error);
    }
    free(path);
}

bool store_check(struct store *store, void (*say)(void *self, const struct error *error),
                 void *self)
{
    store_database(store);
    struct checking checking = {.store = store, .say = say, .self = self, .good = true};
    check_integrity(&checking);
    check_references(&checking);
    check_version(&checking);
    check_space(&checking);
    check_mode(&checking, "keys/commune.key", 0077, "0600");
    check_mode(&checking, DATABASE_NAME, 0007, "0660");
    return checking.good;
}

bool store_commune_number(struct store *store, char out[20], struct error *error)
{
    out[0] = '\0';
    struct query *query = database_query(store_database(store),
                                         "SELECT value FROM about WHERE name = 'commune_number'");
    if (query_row(query, error))
        query_text(query, 0, out, 20);
    return query_end(query);
}

bool store_newest(struct store *store, int64_t *ms, struct error *error)
{
    return database_number(
        store_database(store),
        "SELECT max(at_ms) FROM (SELECT at_ms FROM audit UNION ALL"
        " SELECT issued_ms FROM tickets UNION ALL SELECT at_ms FROM case_events)",
        ms, error);
}
