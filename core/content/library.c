#include "content/library.h"

#include "base/buffer.h"
#include "base/log.h"
#include "base/memory.h"
#include "content/inside.h"
#include "content/words.h"

#include <sqlite3.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define MOST_WORDS 8 /* of a query */

struct library {
    char *path;
    sqlite3 *database;   /* NULL: nothing is published */
    struct stat about;   /* of the file that is open */
    struct stat refused; /* of the last one that is none of ours: no use to open it again */
};

/* SQLite reads these three as parts of a URI. Freed with sqlite3_free. */
static char *uri_of(const char *path)
{
    struct buffer uri = buffer_new(3 * strlen(path) + 64);
    buffer_add_text(&uri, "file:");
    for (; *path; path++)
        if (strchr("#?%", *path))
            buffer_print(&uri, "%%%02X", (unsigned char)*path);
        else
            buffer_add_char(&uri, *path);
    char *copy = sqlite3_mprintf("%s?immutable=1", buffer_text(&uri));
    buffer_free(&uri);
    return copy;
}

static bool open_file(const char *path, sqlite3 **out, struct stat *about, struct error *error)
{
    sqlite3_stmt *statement = NULL;
    *out = NULL;
    if (stat(path, about) != 0)
        return error_set(error, ERROR_MISSING,
                         "%s: no content is published yet; run \"marhaba content publish\"", path);
    /* The file is never changed, only replaced: nothing is to be locked. */
    char *uri = uri_of(path);
    int code = sqlite3_open_v2(uri, out, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, NULL);
    sqlite3_free(uri);
    bool is_ours =
        code == SQLITE_OK &&
        sqlite3_prepare_v2(*out, "SELECT version FROM about", -1, &statement, NULL) == SQLITE_OK &&
        sqlite3_step(statement) == SQLITE_ROW &&
        sqlite3_column_int(statement, 0) == CONTENT_VERSION;
    sqlite3_finalize(statement);
    if (is_ours)
        return true;
    const char *why = code == SQLITE_OK ? NULL : sqlite3_errstr(code);
    sqlite3_close(*out);
    *out = NULL;
    if (why)
        return error_set(error, ERROR_SYSTEM, "%s cannot be opened: %s", path, why);
    return error_set(error, ERROR_INPUT,
                     "%s is damaged or of another version; run \"marhaba content publish\"", path);
}

struct library *library_open(const char *published, struct error *error)
{
    struct library *library = memory_new(1, sizeof *library);
    library->path = memory_copy_text(published);
    if (open_file(published, &library->database, &library->about, error))
        return library;
    library_close(library);
    return NULL;
}

struct library *library_await(const char *published)
{
    struct library *library = memory_new(1, sizeof *library);
    library->path = memory_copy_text(published);
    library_refresh(library);
    return library;
}

bool library_is_published(const struct library *library)
{
    return library->database != NULL;
}

void library_close(struct library *library)
{
    if (!library)
        return;
    sqlite3_close(library->database);
    free(library->path);
    free(library);
}

static bool is_same_file(const struct stat *one, const struct stat *other)
{
    return one->st_ino == other->st_ino && one->st_mtim.tv_sec == other->st_mtim.tv_sec &&
           one->st_mtim.tv_nsec == other->st_mtim.tv_nsec;
}

bool library_refresh(struct library *library)
{
    struct stat about;
    struct error error = {0};
    sqlite3 *newer;
    if (stat(library->path, &about) != 0 || is_same_file(&about, &library->about) ||
        is_same_file(&about, &library->refused))
        return false;
    if (!open_file(library->path, &newer, &about, &error)) {
        log_write(LOG_WARNING, "%s", error.text);
        if (error.kind == ERROR_INPUT)
            library->refused = about;
        return false;
    }
    sqlite3_close(library->database);
    library->database = newer;
    library->about = about;
    return true;
}

/* A statement with its texts bound; NULL when nothing is published or the file is damaged. */
static sqlite3_stmt *prepare(struct library *library, const char *sql, const char *const *texts)
{
    sqlite3_stmt *statement = NULL;
    if (!library->database)
        return NULL;
    if (sqlite3_prepare_v2(library->database, sql, -1, &statement, NULL) != SQLITE_OK) {
        log_write(LOG_WARNING, "%s: %s", library->path, sqlite3_errmsg(library->database));
        return NULL;
    }
    for (int i = 0; texts[i]; i++)
        sqlite3_bind_text(statement, i + 1, texts[i], -1, SQLITE_TRANSIENT);
    return statement;
}

static const char *column(sqlite3_stmt *statement, int index)
{
    const char *text = (const char *)sqlite3_column_text(statement, index);
    return text ? text : "";
}

/* As sqlite3_step; what cannot be read is logged, so that it does not pass for nothing there. */
static int step(struct library *library, sqlite3_stmt *statement)
{
    int code = statement ? sqlite3_step(statement) : SQLITE_ERROR;
    if (statement && code != SQLITE_ROW && code != SQLITE_DONE)
        log_write(LOG_WARNING, "%s: %s", library->path, sqlite3_errmsg(library->database));
    return code;
}

/* The first column of the first row; NULL when there is none. */
static const char *read_one(struct library *library, struct arena *arena, const char *sql,
                            const char *const *texts)
{
    sqlite3_stmt *statement = prepare(library, sql, texts);
    const char *text = NULL;
    if (step(library, statement) == SQLITE_ROW)
        text = arena_copy(arena, column(statement, 0));
    sqlite3_finalize(statement);
    return text;
}

bool library_is_of(struct library *library, const char *fingerprint)
{
    struct arena *arena = arena_new();
    const char *texts[] = {NULL};
    const char *its = read_one(library, arena, "SELECT fingerprint FROM about", texts);
    bool is_same = its && strcmp(its, fingerprint) == 0;
    arena_free(arena);
    return is_same;
}

const char *library_read(struct library *library, struct arena *arena, const char *kind,
                         const char *id)
{
    const char *texts[] = {kind, id, NULL};
    return read_one(library, arena, "SELECT body FROM record WHERE kind = ? AND id = ?", texts);
}

const char *library_body_name(struct library *library, struct arena *arena, const char *id)
{
    const char *text = library_read(library, arena, "body", id);
    json_t *body = text ? json_loads(text, 0, NULL) : NULL;
    const char *name = content_text(body, "short");
    name = arena_copy(arena, name[0] ? name : id);
    json_decref(body);
    return name;
}

/* Rows whose first column is an item's JSON become a list; NULL when they cannot be read. */
static const char *join_items(struct library *library, struct arena *arena, const char *sql,
                              const char *const *texts, long long total)
{
    struct buffer out = buffer_new(LIBRARY_LONGEST);
    sqlite3_stmt *statement = prepare(library, sql, texts);
    unsigned count = 0;
    int code = SQLITE_DONE;
    buffer_add_text(&out, "\"items\":[");
    while (count < LIBRARY_MOST_ITEMS && (code = step(library, statement)) == SQLITE_ROW) {
        const char *item = column(statement, 0);
        if (out.length + strlen(item) + 64 > LIBRARY_LONGEST)
            break;
        buffer_print(&out, "%s%s", count++ ? "," : "", item);
    }
    sqlite3_finalize(statement);
    bool is_read = code == SQLITE_ROW || code == SQLITE_DONE;
    const char *joined = is_read ? arena_print(arena, "{\"total\":%lld,%s]}",
                                               total < 0 ? count : total, buffer_text(&out))
                                 : NULL;
    buffer_free(&out);
    return joined;
}

const char *library_list(struct library *library, struct arena *arena, const char *kind,
                         const char *group, uint32_t from)
{
    if (!library->database)
        return NULL;
    const char *word = group[0] ? arena_print(arena, " %s ", group) : "";
    const char *offset = arena_print(arena, "%u", from);
    const char *counted[] = {kind, word, NULL}, *listed[] = {kind, word, offset, NULL};
    const char *total = read_one(
        library, arena,
        "SELECT count(*) FROM record WHERE kind = ?1 AND (?2 = '' OR instr(groups, ?2))", counted);
    return join_items(library, arena,
                      "SELECT item FROM record WHERE kind = ?1 AND (?2 = '' OR instr(groups, ?2)) "
                      "ORDER BY position LIMIT 24 OFFSET CAST(?3 AS INTEGER)",
                      listed, total ? strtoll(total, NULL, 10) : 0);
}

/* ---- Search ---- */

/* `words` (folded: letters, digits, blanks) as a query for FTS5: each word's beginning in one of
 * the columns named. */
static void add_terms(struct buffer *out, const char *columns, const char *words, const char *join,
                      size_t shortest)
{
    int count = 0;
    for (const char *at = words; *at && count < MOST_WORDS;) {
        size_t length = strcspn(at, " ");
        if (length >= shortest) {
            buffer_add_text(out, count++ ? join : "");
            buffer_print(out, "%s : \"", columns);
            buffer_add(out, at, length);
            buffer_add_text(out, "\" *");
        }
        at += length + (at[length] == ' ');
    }
}

/* Ever more forgiving: all words, any word, what sounds like any of them. */
static const char *query_of(struct arena *arena, const char *query, int patience)
{
    struct buffer out = buffer_new(4096);
    if (patience < 2)
        add_terms(&out, "{title keywords body}", fold_words(arena, query),
                  patience == 0 ? " AND " : " OR ", patience == 0 ? 1 : 3);
    else
        add_terms(&out, "{sounds}", fold_sounds(arena, query), patience == 2 ? " AND " : " OR ", 2);
    const char *text = arena_copy(arena, buffer_text(&out));
    buffer_free(&out);
    return text;
}

const char *library_search(struct library *library, struct arena *arena, const char *language,
                           const char *query)
{
    static const char sql[] =
        "WITH raw AS MATERIALIZED (SELECT id, language, bm25(words, 0, 0, 10.0, 8.0, 1.0, 4.0) AS "
        "score FROM words WHERE words MATCH ?1), hits AS (SELECT id, min(score - CASE language "
        "WHEN ?2 THEN 1000 ELSE 0 END) AS place FROM raw GROUP BY id) "
        "SELECT record.item FROM hits JOIN record ON record.kind = 'page' AND record.id = hits.id "
        "ORDER BY place LIMIT 24";
    const char *found = "{\"total\":0,\"items\":[]}";
    for (int patience = 0; patience < 4; patience++) {
        const char *terms = query_of(arena, query, patience);
        const char *texts[] = {terms, language, NULL};
        if (!terms[0])
            continue;
        found = join_items(library, arena, sql, texts, -1);
        if (!found || strncmp(found, "{\"total\":0,", 11) != 0)
            break;
    }
    return found;
}

/* ---- Dates and pictures ---- */

static void take_date(sqlite3_stmt *statement, struct library_date *out)
{
    snprintf(out->kind, sizeof out->kind, "%s", column(statement, 0));
    snprintf(out->id, sizeof out->id, "%s", column(statement, 1));
    snprintf(out->checked_on, sizeof out->checked_on, "%s", column(statement, 2));
    snprintf(out->valid_until, sizeof out->valid_until, "%s", column(statement, 3));
    out->is_held = sqlite3_column_int(statement, 4) != 0;
}

bool library_date_of(struct library *library, const char *service, struct library_date *out)
{
    const char *texts[] = {service, NULL};
    sqlite3_stmt *statement =
        prepare(library,
                "SELECT record.kind, record.id, checked_on, valid_until, held FROM service "
                "JOIN record USING (kind, id) WHERE code = ? "
                "ORDER BY record.kind = 'procedure' DESC LIMIT 1",
                texts);
    bool is_there = step(library, statement) == SQLITE_ROW;
    if (is_there)
        take_date(statement, out);
    sqlite3_finalize(statement);
    return is_there;
}

bool library_is_doubtful(const struct library_date *date, const char *today)
{
    return date->is_held || !date->checked_on[0] ||
           (date->valid_until[0] && strcmp(date->valid_until, today) <= 0);
}

size_t library_stale(struct library *library, const char *today, struct library_date *out,
                     size_t capacity)
{
    const char *texts[] = {NULL};
    sqlite3_stmt *statement = prepare(library,
                                      "SELECT kind, id, checked_on, valid_until, held FROM record "
                                      "ORDER BY held DESC, valid_until, kind, id",
                                      texts);
    size_t count = 0;
    while (step(library, statement) == SQLITE_ROW) {
        struct library_date date;
        take_date(statement, &date);
        if (!library_is_doubtful(&date, today))
            continue;
        if (count < capacity)
            out[count] = date;
        count++;
    }
    sqlite3_finalize(statement);
    return count;
}

const void *library_picture(struct library *library, struct arena *arena, const char *name,
                            size_t *length)
{
    const char *texts[] = {name, NULL};
    sqlite3_stmt *statement = prepare(library, "SELECT bytes FROM picture WHERE name = ?", texts);
    const void *copy = NULL;
    *length = 0;
    if (step(library, statement) == SQLITE_ROW) {
        const void *bytes = sqlite3_column_blob(statement, 0);
        *length = (size_t)sqlite3_column_bytes(statement, 0);
        copy = bytes ? arena_copy_part(arena, bytes, *length) : NULL;
    }
    sqlite3_finalize(statement);
    return copy;
}

bool library_has_picture(struct library *library, const char *name)
{
    const char *texts[] = {name, NULL};
    sqlite3_stmt *statement = prepare(library, "SELECT 1 FROM picture WHERE name = ?", texts);
    bool has = statement && sqlite3_step(statement) == SQLITE_ROW;
    sqlite3_finalize(statement);
    return has;
}
