/* Inside of the store: SQLite behind a few verbs. Nothing else in the product includes sqlite3.h.
 *
 * Reading a query:
 *     struct query *query = database_query(database, "SELECT name FROM officers WHERE login = ?");
 *     query_put_text(query, login);
 *     while (query_row(query, error))
 *         query_text(query, 0, name, sizeof name);
 *     return query_end(query);                  false when anything went wrong on the way
 *
 * A transaction:
 *     return database_begin(database, error) &&
 *            database_end(database, several_deeds(database, error), error);
 */
#ifndef MARHABA_STORE_DATABASE_H
#define MARHABA_STORE_DATABASE_H

#include "base/error.h"

#include <stddef.h>
#include <stdint.h>

struct database;
struct query;

/* Opens `path` (an absent file is made when `create`) with every safety this product asks for.
 * ERROR_MISSING, ERROR_DENIED (read-only), ERROR_INPUT (not a database), ERROR_BUSY (locked for
 * five seconds), ERROR_SYSTEM (damaged, disk). */
struct database *database_open(const char *path, bool create, struct error *error);

/* Says what to do when no database of ours is at `path`: the backup, or the commands that begin
 * anew. What is there instead is told before it, with error_context. */
void database_tell_loss(const char *path, enum error_kind kind, struct error *error);
void database_close(struct database *database);

/* Which SQLite, which journal and why; lives as long as the database. */
const char *database_describe(const struct database *database);

/* Whether this SQLite (as sqlite3_libversion_number() counts) may use a write-ahead log. */
bool database_wal_is_safe(int version);

/* Takes the one write lock at once, so that what is read inside cannot change before it ends. */
bool database_begin(struct database *database, struct error *error);

/* One unchanging picture for several reads; ended with database_end too. */
bool database_begin_reading(struct database *database, struct error *error);

/* Commits when `done`; else, and when the commit fails, takes everything back. True when committed,
 * and then it is on the disk. A commit that failed at its very last sync may have taken effect all
 * the same: verbs that are asked again with the same id or key find out, and are durable then. */
bool database_end(struct database *database, bool done, struct error *error);

/* A statement from the cache, ready for its values, which are put in order. `sql` is a literal:
 * its address is kept. A failure to prepare is told by query_row or query_run. */
struct query *database_query(struct database *database, const char *sql);

/* Values are borrowed until the query ends. NULL is SQL's NULL. */
void query_put_number(struct query *query, int64_t number);
void query_put_text(struct query *query, const char *text);
void query_put_bytes(struct query *query, const void *bytes, size_t length);

/* The next row, if there is one. */
bool query_row(struct query *query, struct error *error);

/* Must be called when rows are no longer wanted: an unfinished read keeps others from writing.
 * False when a row could not be had for any other reason than the end. NULL is fine. */
bool query_end(struct query *query);

/* For statements without rows: does it and ends it. */
bool query_run(struct query *query, struct error *error);

int64_t query_number(struct query *query, int column);

/* Copies, cut to `size` bytes with NUL; "" for NULL. */
void query_text(struct query *query, int column, char *out, size_t size);

/* Borrowed until the next row or the end. NULL for NULL. */
const void *query_bytes(struct query *query, int column, size_t *length);

/* Rows the last statement changed; the rowid of the last inserted one. */
int64_t database_changes(const struct database *database);
int64_t database_last_id(const struct database *database);

/* Statements without values, such as a step of the schema. */
bool database_run(struct database *database, const char *sql, struct error *error);

/* The first column of the first row of `sql`; 0 when there is none. */
bool database_number(struct database *database, const char *sql, int64_t *out, struct error *error);

#endif
