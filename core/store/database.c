#define _DEFAULT_SOURCE /* realpath */
#include "store/database.h"

#include "base/file.h"
#include "base/log.h"
#include "base/memory.h"
#include "base/shell.h"
#include "base/system_words.h"

#include <errno.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define CACHE_SIZE       96u
#define PATIENCE_SECONDS 5

struct query {
    struct database *database;
    const char *sql;
    sqlite3_stmt *statement;
    int bound;
    int result; /* of the last call; SQLITE_OK, _ROW and _DONE are fine */
    bool in_use;
};

struct database {
    sqlite3 *handle;
    char *path;
    char describe[320];
    struct timespec wait_began;
    bool in_doubt; /* a COMMIT failed after it may have taken effect */
    struct query cache[CACHE_SIZE];
    size_t cached;
};

/* SQLite knows a full disk (ENOSPC) by name when it writes, but not when it makes its journal, and
 * calls a quota or a limit on the size of files an input/output error, and forgets its number when
 * that happens in COMMIT: errno, cleared before each call, still has it. */
static bool is_full(int result, int last_errno)
{
    return (result & 0xff) == SQLITE_FULL ||
           (((result & 0xff) == SQLITE_IOERR || (result & 0xff) == SQLITE_CANTOPEN) &&
            (last_errno == ENOSPC || last_errno == EDQUOT || last_errno == EFBIG));
}

/* The folder `path` lies in, as it is called from everywhere. */
static char *home_of(const char *path)
{
    const char *name = file_name(path);
    char *home = memory_copy_part(path, name > path + 1 ? (size_t)(name - path - 1) : 0);
    char *whole = realpath(home[0] ? home : ".", NULL);
    if (!whole)
        return home;
    free(home);
    return whole;
}

/* "/srv/commune.old", or the next of its kind that is not there yet. */
static char *name_aside(const char *home)
{
    size_t size = strlen(home) + 32;
    char *aside = memory_new(size, 1);
    snprintf(aside, size, "%s.old", home);
    for (unsigned i = 2; file_exists(aside); i++)
        snprintf(aside, size, "%s.old%u", home, i);
    return aside;
}

void database_tell_loss(const char *path, enum error_kind kind, struct error *error)
{
    char *home = home_of(path), *aside = name_aside(home);
    char *to = shell_word(home), *from = shell_word(aside);
    struct buffer commands = buffer_new(16384);
    buffer_print(&commands,
                 "mv %s %s && marhaba --home %s init && "
                 "cp -a %s/commune.yaml %s/content %s/plugins.d %s",
                 to, from, to, from, from, from, to);
    error_set(error, kind,
              "put back its last backup. Without one its tickets and cases are lost, and to begin "
              "anew with the same settings and content write: %s",
              buffer_text(&commands));
    buffer_free(&commands);
    free(to);
    free(from);
    free(home);
    free(aside);
}

/* Turns what SQLite said into what a person can do. */
static bool explain(const struct database *database, int result, struct error *error)
{
    int last_errno = errno;
    const char *path = database->path;
    int system_error = database->handle ? sqlite3_system_errno(database->handle) : 0;
    if (is_full(result, last_errno))
        return error_set(error, ERROR_SYSTEM,
                         "%s cannot grow, its disk is full: free some space on it and try again",
                         path);
    switch (result & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return error_set(error, ERROR_BUSY,
                         "%s is held by another program: nothing was stored; try again, and if "
                         "it stays so, close what has it open (a backup, a database browser)",
                         path);
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return error_set(error, ERROR_DENIED,
                         "%s cannot be written: give this user the right to write it and its "
                         "folder, and see that the disk is not mounted read-only",
                         path);
    case SQLITE_CORRUPT:
        return error_set(error, ERROR_SYSTEM,
                         "%s is damaged: stop the kiosk and the desk, keep a copy of the folder, "
                         "and put back the last backup",
                         path);
    case SQLITE_NOTADB:
        database_tell_loss(path, ERROR_INPUT, error);
        return error_context(error, "%s is not a database, something else was put in its place",
                             path);
    case SQLITE_CANTOPEN:
        return error_set(error, ERROR_SYSTEM, "%s cannot be opened: %s", path,
                         system_error ? words_of_errno(system_error)
                                      : error_translate("no reason given"));
    case SQLITE_IOERR:
        return error_set(error, ERROR_SYSTEM,
                         "reading or writing %s failed (%s): look at the health of its disk", path,
                         system_error ? words_of_errno(system_error) : sqlite3_errstr(result));
    case SQLITE_CONSTRAINT:
        return error_set(error, ERROR_SYSTEM, "%s refused what breaks its own rules: %s", path,
                         sqlite3_errmsg(database->handle));
    default:
        return error_set(error, ERROR_SYSTEM, "%s: the database does not work (%s)", path,
                         database->handle ? sqlite3_errmsg(database->handle)
                                          : sqlite3_errstr(result));
    }
}

/* SQLite's own waiting sleeps up to 100 ms a time, which a visitor at the other program would
 * feel: commits here take a millisecond or two. */
static int wait_for_lock(void *self, int tries)
{
    struct database *database = self;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    if (tries == 0)
        database->wait_began = now;
    if (now.tv_sec - database->wait_began.tv_sec >= PATIENCE_SECONDS)
        return 0;
    struct timespec pause = {.tv_nsec = tries < 20 ? 500000 : 4000000};
    nanosleep(&pause, NULL);
    return 1;
}

bool database_wal_is_safe(int version)
{
    /* Up to 3.51.2 two connections can lose a commit when the log is reset
     * (sqlite.org/wal.html#walresetbug); fixed there and in two backports. 3.52.0 was withdrawn. */
    if (version == 3052000)
        return false;
    return version >= 3051003 || (version >= 3050007 && version < 3051000) ||
           (version >= 3044006 && version < 3045000);
}

bool database_run(struct database *database, const char *sql, struct error *error)
{
    errno = 0;
    int result = sqlite3_exec(database->handle, sql, NULL, NULL, NULL);
    return result == SQLITE_OK || explain(database, result, error);
}

bool database_number(struct database *database, const char *sql, int64_t *out, struct error *error)
{
    sqlite3_stmt *statement = NULL;
    *out = 0;
    int result = sqlite3_prepare_v2(database->handle, sql, -1, &statement, NULL);
    if (result == SQLITE_OK)
        result = sqlite3_step(statement);
    if (result == SQLITE_ROW)
        *out = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return result == SQLITE_ROW || result == SQLITE_DONE || explain(database, result, error);
}

/* Below a safe write-ahead log: TRUNCATE. With synchronous=FULL, DELETE does not sync the folder
 * after unlinking the journal, so a power cut can bring the journal back and take an acknowledged
 * ticket away (that takes EXTRA, one more sync). TRUNCATE syncs the emptied journal itself, and the
 * folder only once, when the journal is first made; it measures the same as PERSIST, which would
 * leave old pages lying in the file. */
static bool choose_journal(struct database *database, struct error *error)
{
    bool wal = database_wal_is_safe(sqlite3_libversion_number());
    sqlite3_stmt *statement = NULL;
    int result = sqlite3_prepare_v2(
        database->handle, wal ? "PRAGMA journal_mode=WAL" : "PRAGMA journal_mode=TRUNCATE", -1,
        &statement, NULL);
    if (result == SQLITE_OK)
        result = sqlite3_step(statement);
    bool answered = result == SQLITE_ROW;
    const char *mode = answered ? (const char *)sqlite3_column_text(statement, 0) : NULL;
    bool chosen = mode && strcmp(mode, wal ? "wal" : "truncate") == 0;
    sqlite3_finalize(statement);
    if (!answered)
        return explain(database, result, error);
    if (!chosen)
        return error_set(error, ERROR_BUSY,
                         "%s is open in another program that uses another kind of journal: stop "
                         "the kiosk and the desk, then start them again",
                         database->path);
    snprintf(database->describe, sizeof database->describe,
             error_translate(
                 wal ? "sqlite %s, write-ahead log"
                     : "sqlite %s, rollback journal (WAL waits for 3.51.3: it has the reset race)"),
             sqlite3_libversion());
    return true;
}

static bool harden(struct database *database, struct error *error)
{
    sqlite3 *handle = database->handle;
    int64_t synchronous;
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 0);
    sqlite3_busy_handler(handle, wait_for_lock, database);
    /* recursive_triggers: else "INSERT OR REPLACE" deletes a row without its DELETE trigger.
     * temp_store: sorting must not put copies of rows into files beside the database. */
    if (!database_run(database,
                      "PRAGMA foreign_keys=ON; PRAGMA recursive_triggers=ON;"
                      "PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON;"
                      "PRAGMA secure_delete=ON; PRAGMA temp_store=MEMORY; PRAGMA mmap_size=0;",
                      error) ||
        !choose_journal(database, error) ||
        !database_run(database, "PRAGMA synchronous=FULL", error) ||
        !database_number(database, "PRAGMA synchronous", &synchronous, error))
        return false;
    if (synchronous != 2)
        return error_set(error, ERROR_SYSTEM,
                         "%s: this SQLite does not keep synchronous=FULL, so tickets could be "
                         "lost: install the distribution's",
                         database->path);
    return true;
}

/* SQLite opens a file it may not write read-only without a word, and finds out about the folder,
 * where the journal goes, at the first ticket. */
static bool is_writable(const struct database *database, struct error *error)
{
    char *folder = memory_copy_text(database->path);
    char *slash = strrchr(folder, '/');
    if (slash)
        slash[slash == folder] = '\0';
    bool writable = sqlite3_db_readonly(database->handle, "main") == 0 &&
                    access(slash ? folder : ".", W_OK | X_OK) == 0;
    free(folder);
    return writable || explain(database, SQLITE_READONLY, error);
}

struct database *database_open(const char *path, bool create, struct error *error)
{
    struct database *database = memory_new(1, sizeof *database);
    database->path = memory_copy_text(path);
    if (!create && !file_may_read(path, error))
        goto fail;
    if (!create && access(path, F_OK) != 0 && errno == ENOENT) {
        database_tell_loss(path, ERROR_MISSING, error);
        error_context(error, "there is no %s", path);
        goto fail;
    }
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE |
                SQLITE_OPEN_EXRESCODE | (create ? SQLITE_OPEN_CREATE : 0);
    int result = sqlite3_open_v2(path, &database->handle, flags, NULL);
    if (result != SQLITE_OK) {
        explain(database, result, error);
        goto fail;
    }
    if (is_writable(database, error) && harden(database, error))
        return database;
fail:
    database_close(database);
    return NULL;
}

void database_close(struct database *database)
{
    if (!database)
        return;
    for (size_t i = 0; i < database->cached; i++)
        sqlite3_finalize(database->cache[i].statement);
    int result = sqlite3_close(database->handle);
    if (result != SQLITE_OK)
        log_write(LOG_FAILURE, "closing the database: %s", sqlite3_errstr(result));
    free(database->path);
    free(database);
}

const char *database_describe(const struct database *database)
{
    return database->describe;
}

/* A COMMIT whose very last sync fails says so, and yet what it wrote can be read. Asked again, a
 * verb finds its deed done and writes nothing; a power cut would take that away. So the next
 * transaction writes and syncs at least the first page. */
static bool settle_doubt(struct database *database, struct error *error)
{
    int64_t version;
    char sql[48];
    if (!database->in_doubt)
        return true;
    if (!database_number(database, "PRAGMA user_version", &version, error))
        return false;
    snprintf(sql, sizeof sql, "PRAGMA user_version=%lld", (long long)version);
    return database_run(database, sql, error);
}

bool database_begin(struct database *database, struct error *error)
{
    return query_run(database_query(database, "BEGIN IMMEDIATE"), error) &&
           (settle_doubt(database, error) || database_end(database, false, error));
}

bool database_begin_reading(struct database *database, struct error *error)
{
    return query_run(database_query(database, "BEGIN DEFERRED"), error);
}

bool database_end(struct database *database, bool done, struct error *error)
{
    bool writes = sqlite3_txn_state(database->handle, "main") == SQLITE_TXN_WRITE;
    bool committed = done && query_run(database_query(database, "COMMIT"), error);
    /* The end of a mere reading settles nothing, and puts nothing in doubt. */
    if (writes && done)
        database->in_doubt = !committed;
    if (committed)
        return true;
    /* Some failures (a full disk) have already taken everything back. */
    if (!sqlite3_get_autocommit(database->handle) &&
        !query_run(database_query(database, "ROLLBACK"), NULL))
        log_write(LOG_FAILURE, "taking back a transaction: %s", sqlite3_errmsg(database->handle));
    return false;
}

static struct query *cached(struct database *database, const char *sql)
{
    for (size_t i = 0; i < database->cached; i++)
        if (database->cache[i].sql == sql || strcmp(database->cache[i].sql, sql) == 0)
            return &database->cache[i];
    if (database->cached == CACHE_SIZE)
        abort(); /* a statement was built at run time: a mistake in this room */
    struct query *query = &database->cache[database->cached++];
    query->database = database;
    query->sql = sql;
    return query;
}

struct query *database_query(struct database *database, const char *sql)
{
    struct query *query = cached(database, sql);
    if (query->in_use)
        abort(); /* the same statement inside its own loop: a mistake in this room */
    query->in_use = true;
    query->bound = 0;
    query->result = SQLITE_OK;
    if (!query->statement)
        query->result = sqlite3_prepare_v3(database->handle, sql, -1, SQLITE_PREPARE_PERSISTENT,
                                           &query->statement, NULL);
    return query;
}

void query_put_number(struct query *query, int64_t number)
{
    if (query->result == SQLITE_OK)
        query->result = sqlite3_bind_int64(query->statement, ++query->bound, number);
}

void query_put_text(struct query *query, const char *text)
{
    if (query->result == SQLITE_OK)
        query->result =
            sqlite3_bind_text(query->statement, ++query->bound, text, -1, SQLITE_STATIC);
}

void query_put_bytes(struct query *query, const void *bytes, size_t length)
{
    if (query->result == SQLITE_OK)
        query->result =
            sqlite3_bind_blob64(query->statement, ++query->bound, bytes, length, SQLITE_STATIC);
}

bool query_row(struct query *query, struct error *error)
{
    errno = 0;
    if (query->result == SQLITE_OK || query->result == SQLITE_ROW)
        query->result = sqlite3_step(query->statement);
    if (query->result == SQLITE_ROW)
        return true;
    if (query->result != SQLITE_DONE)
        explain(query->database, query->result, error);
    return false;
}

bool query_end(struct query *query)
{
    if (!query)
        return true;
    if (query->statement) {
        sqlite3_reset(query->statement);
        sqlite3_clear_bindings(query->statement);
    }
    query->in_use = false;
    return query->result == SQLITE_OK || query->result == SQLITE_ROW ||
           query->result == SQLITE_DONE;
}

bool query_run(struct query *query, struct error *error)
{
    query_row(query, error);
    return query_end(query);
}

int64_t query_number(struct query *query, int column)
{
    return sqlite3_column_int64(query->statement, column);
}

void query_text(struct query *query, int column, char *out, size_t size)
{
    const unsigned char *text = sqlite3_column_text(query->statement, column);
    snprintf(out, size, "%s", text ? (const char *)text : "");
}

const void *query_bytes(struct query *query, int column, size_t *length)
{
    const void *bytes = sqlite3_column_blob(query->statement, column);
    *length = (size_t)sqlite3_column_bytes(query->statement, column);
    return bytes;
}

int64_t database_changes(const struct database *database)
{
    return sqlite3_changes64(database->handle);
}

int64_t database_last_id(const struct database *database)
{
    return sqlite3_last_insert_rowid(database->handle);
}
