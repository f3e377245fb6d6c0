/* The published file: one SQLite database, replaced whole. A record whose sources are wrong is
 * taken over from the file before. Searching is SQLite's (FTS5) on words folded by fold.c. */
#include "base/clock.h"
#include "base/file.h"
#include "base/memory.h"
#include "content/inside.h"
#include "content/library.h"

#include <sodium.h>
#include <sqlite3.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char schema[] =
    "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
    "CREATE TABLE about (version INTEGER NOT NULL, fingerprint TEXT NOT NULL) STRICT;"
    "CREATE TABLE record ("
    " kind TEXT NOT NULL, id TEXT NOT NULL, groups TEXT NOT NULL, position INTEGER NOT NULL,"
    " checked_on TEXT NOT NULL, valid_until TEXT NOT NULL, held INTEGER NOT NULL,"
    " item TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (kind, id)) STRICT, WITHOUT ROWID;"
    "CREATE INDEX record_order ON record (kind, position);"
    "CREATE TABLE service ("
    " code TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (code, kind, id)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE TABLE picture (name TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE VIRTUAL TABLE words USING fts5("
    " id UNINDEXED, language UNINDEXED, title, keywords, body, sounds,"
    " tokenize = \"unicode61 remove_diacritics 0\", prefix = '2 3');";

struct publishing {
    struct draft *draft;
    sqlite3 *database;
    struct error *error;
};

static bool fail(struct publishing *publishing)
{
    return error_set(publishing->error, ERROR_SYSTEM, "%s: it cannot be written: %s",
                     publishing->draft->world->published, sqlite3_errmsg(publishing->database));
}

static bool run(struct publishing *publishing, const char *sql)
{
    return sqlite3_exec(publishing->database, sql, NULL, NULL, NULL) == SQLITE_OK ||
           fail(publishing);
}

/* Texts in order; a NULL ends them. */
static bool insert(struct publishing *publishing, const char *sql, const char *const *texts)
{
    sqlite3_stmt *statement = NULL;
    bool ok = sqlite3_prepare_v2(publishing->database, sql, -1, &statement, NULL) == SQLITE_OK;
    for (int i = 0; ok && texts[i]; i++)
        ok = sqlite3_bind_text(statement, i + 1, texts[i], -1, SQLITE_TRANSIENT) == SQLITE_OK;
    ok = ok && sqlite3_step(statement) == SQLITE_DONE;
    sqlite3_finalize(statement);
    return ok || fail(publishing);
}

static bool insert_services(struct publishing *publishing, const struct record *record)
{
    size_t index;
    json_t *code;
    json_array_foreach(record->services, index, code)
    {
        const char *texts[] = {json_string_value(code), record->kind, record->id, NULL};
        if (!insert(publishing, "INSERT OR IGNORE INTO service VALUES (?, ?, ?)", texts))
            return false;
    }
    return true;
}

static bool insert_words(struct publishing *publishing, const struct record *record)
{
    struct arena *arena = publishing->draft->arena;
    const char *language;
    json_t *words;
    json_object_foreach(record->words, language, words)
    {
        const char *title = json_string_value(json_object_get(words, "title")),
                   *keywords = json_string_value(json_object_get(words, "keywords")),
                   *text = json_string_value(json_object_get(words, "text"));
        const char *named =
            arena_print(arena, "%s %s", title ? title : "", keywords ? keywords : "");
        const char *texts[] = {record->id,
                               language,
                               fold_words(arena, title ? title : ""),
                               fold_words(arena, keywords ? keywords : ""),
                               fold_words(arena, text ? text : ""),
                               fold_sounds(arena, named),
                               NULL};
        if (!insert(publishing, "INSERT INTO words VALUES (?, ?, ?, ?, ?, ?)", texts))
            return false;
    }
    return true;
}

/* What a list shows of it. */
static char *item_of(const struct record *record)
{
    static const char *const kept[] = {"id", "icon", "service", "title", "detail", "short"};
    json_t *item = json_object();
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        if (json_object_get(record->body, kept[i]))
            json_object_set(item, kept[i], json_object_get(record->body, kept[i]));
    const json_t *service = json_array_get(record->services, 0);
    if (service && !json_object_get(item, "service"))
        json_object_set_new(item, "service", json_string(json_string_value(service)));
    char *text = json_dumps(item, JSON_COMPACT);
    json_decref(item);
    return text;
}

static bool insert_record(struct publishing *publishing, const struct record *record,
                          size_t position)
{
    char *item = item_of(record), *body = json_dumps(record->body, JSON_COMPACT);
    char number[24];
    snprintf(number, sizeof number, "%zu", (size_t)record->rank * MOST_RECORDS + position);
    const char *texts[] = {
        record->kind,        record->id, record->groups, number, record->checked_on,
        record->valid_until, "0",        item,           body,   NULL};
    bool done = insert(publishing,
                       "INSERT INTO record VALUES (?, ?, ?, CAST(? AS INTEGER), ?, ?, "
                       "CAST(? AS INTEGER), ?, ?)",
                       texts) &&
                insert_services(publishing, record) && insert_words(publishing, record);
    free(item);
    free(body);
    return done;
}

/* ---- The last good version ---- */

static bool attach_before(struct publishing *publishing)
{
    const char *path[] = {publishing->draft->world->published, NULL};
    sqlite3_stmt *statement = NULL;
    struct error unread = {0};
    struct library *before = library_open(path[0], &unread);
    if (!before)
        return false;
    library_close(before);
    bool ok = sqlite3_prepare_v2(publishing->database, "ATTACH ? AS before", -1, &statement,
                                 NULL) == SQLITE_OK &&
              sqlite3_bind_text(statement, 1, path[0], -1, SQLITE_STATIC) == SQLITE_OK &&
              sqlite3_step(statement) == SQLITE_DONE;
    sqlite3_finalize(statement);
    return ok;
}

/* A star: a file of the commune's cannot be read, and what was read without it is not what it
 * says. */
static bool keep_before(struct publishing *publishing, const char *kind, const char *id)
{
    const char *texts[] = {kind, id, NULL};
    if (strcmp(id, "*") == 0 &&
        !(insert(publishing,
                 "DELETE FROM record WHERE kind = ?1 AND id IN (SELECT id FROM before.record "
                 "WHERE kind = ?1)",
                 (const char *[]){kind, NULL}) &&
          insert(publishing,
                 "DELETE FROM service WHERE kind = ?1 AND id IN (SELECT id FROM before.record "
                 "WHERE kind = ?1)",
                 (const char *[]){kind, NULL})))
        return false;
    return insert(publishing,
                  "INSERT OR IGNORE INTO record SELECT kind, id, groups, position, checked_on, "
                  "valid_until, 1, item, body FROM before.record WHERE kind = ?1 AND "
                  "(id = ?2 OR ?2 = '*')",
                  texts) &&
           insert(publishing,
                  "INSERT OR IGNORE INTO service SELECT code, kind, id FROM before.service "
                  "WHERE kind = ?1 AND (id = ?2 OR ?2 = '*')",
                  texts) &&
           insert(publishing,
                  "INSERT INTO words SELECT id, language, title, keywords, body, sounds FROM "
                  "before.words WHERE 'page' = ?1 AND (id = ?2 OR ?2 = '*')",
                  texts) &&
           insert(publishing,
                  "INSERT OR IGNORE INTO picture SELECT name, bytes FROM before.picture "
                  "WHERE ?1 = 'page' AND ?2 <> ''",
                  texts);
}

static bool keep_failed(struct publishing *publishing)
{
    size_t index;
    json_t *name;
    if (json_array_size(publishing->draft->failed) == 0 || !attach_before(publishing))
        return true;
    json_array_foreach(publishing->draft->failed, index, name)
    {
        const char *kind_and_id = json_string_value(name), *slash = strchr(kind_and_id, '/');
        const char *kind =
            arena_copy_part(publishing->draft->arena, kind_and_id, (size_t)(slash - kind_and_id));
        if (!keep_before(publishing, kind, slash + 1))
            return false;
    }
    return true;
}

/* ---- Pictures and the fingerprint ---- */

static bool insert_picture(struct publishing *publishing, const struct picture_source *picture)
{
    struct buffer bytes;
    sqlite3_stmt *statement = NULL;
    if (!file_read(picture->path, 2u * 1024 * 1024, &bytes, publishing->error))
        return draft_fail(publishing->draft, publishing->error) || true;
    bool ok =
        sqlite3_prepare_v2(publishing->database, "INSERT OR IGNORE INTO picture VALUES (?, ?)", -1,
                           &statement, NULL) == SQLITE_OK &&
        sqlite3_bind_text(statement, 1, picture->name, -1, SQLITE_STATIC) == SQLITE_OK &&
        sqlite3_bind_blob(statement, 2, buffer_text(&bytes), (int)bytes.length, SQLITE_TRANSIENT) ==
            SQLITE_OK &&
        sqlite3_step(statement) == SQLITE_DONE;
    sqlite3_finalize(statement);
    buffer_free(&bytes);
    return ok || fail(publishing);
}

static void add_file(crypto_generichash_state *state, const char *place, const char *name)
{
    char *path = file_join(place, name), line[400];
    struct stat about;
    if (stat(path, &about) == 0 && S_ISREG(about.st_mode)) {
        int length =
            snprintf(line, sizeof line, "%s %lld %lld.%ld\n", name, (long long)about.st_size,
                     (long long)about.st_mtim.tv_sec, about.st_mtim.tv_nsec);
        crypto_generichash_update(state, (const unsigned char *)line, (size_t)length);
    }
    free(path);
}

static const char *const parts[] = {".", "procedures", "pages", "pictures"};
#define PARTS (sizeof parts / sizeof *parts)

/* By names within the folder: an installation may be reached by several paths. */
static void add_folder(crypto_generichash_state *state, const char *folder)
{
    for (size_t i = 0; i < PARTS; i++) {
        char *place = file_join(folder, parts[i]);
        char **names = file_list(place);
        crypto_generichash_update(state, (const unsigned char *)parts[i], strlen(parts[i]) + 1);
        for (size_t j = 0; names[j]; j++)
            if (strncmp(names[j], "published.", 10) != 0)
                add_file(state, place, names[j]);
        file_list_free(names);
        free(place);
    }
}

/* Of names, sizes and times of change; and of the services records may name. */
static void take_fingerprint(const struct content_world *world, char out[65])
{
    crypto_generichash_state state;
    unsigned char hash[32];
    crypto_generichash_init(&state, NULL, 0, sizeof hash);
    for (size_t i = 0; world->shipped[i]; i++)
        add_folder(&state, world->shipped[i]);
    add_folder(&state, world->own);
    for (size_t i = 0; world->offered[i]; i++)
        crypto_generichash_update(&state, (const unsigned char *)world->offered[i],
                                  strlen(world->offered[i]) + 1);
    crypto_generichash_final(&state, hash, sizeof hash);
    sodium_bin2hex(out, 65, hash, sizeof hash);
}

/* ---- The whole ---- */

static bool fill(struct publishing *publishing)
{
    struct draft *draft = publishing->draft;
    char version[16];
    snprintf(version, sizeof version, "%d", CONTENT_VERSION);
    const char *about[] = {version, draft->fingerprint, NULL};
    if (!run(publishing, schema) || !run(publishing, "BEGIN"))
        return false;
    for (size_t i = 0; i < draft->count; i++)
        if (!insert_record(publishing, &draft->records[i], i))
            return false;
    for (size_t i = 0; i < draft->picture_count; i++)
        if (!insert_picture(publishing, &draft->pictures[i]))
            return false;
    if (!insert(publishing, "INSERT INTO about VALUES (CAST(? AS INTEGER), ?)", about) ||
        !run(publishing, "COMMIT"))
        return false;
    /* ATTACH is no part of a transaction. */
    return keep_failed(publishing) &&
           run(publishing, "INSERT INTO words (words) VALUES ('optimize')");
}

static bool write_whole(struct draft *draft, struct error *error)
{
    const char *path = draft->world->published;
    const char *draft_path = arena_print(draft->arena, "%s.%ld.tmp", path, (long)getpid());
    struct publishing publishing = {.draft = draft, .error = error};
    unlink(draft_path);
    bool ok = sqlite3_open_v2(draft_path, &publishing.database,
                              SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL) == SQLITE_OK;
    ok = ok ? fill(&publishing) : fail(&publishing);
    sqlite3_close(publishing.database);
    if (ok)
        return file_replace(path, draft_path, error);
    unlink(draft_path);
    return false;
}

/* Who asks for a record gets it whole or not at all. */
static void check_largest(struct draft *draft)
{
    for (size_t i = draft->count; i-- > 0;) {
        const struct record *record = &draft->records[i];
        struct yaml_node at = {.file = record->file, .line = record->line};
        size_t length = json_dumpb(record->body, NULL, 0, JSON_COMPACT);
        if (length <= LIBRARY_LARGEST)
            continue;
        draft_say(draft, CONTENT_WRONG, &at, "the record is too large: %zu bytes, at most %u",
                  length, LIBRARY_LARGEST);
        draft_give_up(draft, record->kind, record->id);
    }
}

static void read_all(struct draft *draft)
{
    draft->sources = draft_load_merged(draft, "sources.yaml", "source");
    bodies_read(draft);
    conventions_read(draft);
    calendar_read(draft);
    procedures_read(draft);
    check_largest(draft); /* pages say whether there is one */
    pages_read(draft);
    check_largest(draft);
    pages_drop_refused(draft);
    procedures_name_ways(draft);
}

static void begin(struct draft *draft, const struct content_world *world, content_say *say,
                  void *self)
{
    char today[11];
    *draft = (struct draft){
        .world = world, .arena = arena_new(), .say = say, .self = self, .failed = json_array()};
    clock_day(world->now_ms, today);
    draft->today = arena_copy(draft->arena, today);
    /* Before anything is read: what changes meanwhile is a change. */
    take_fingerprint(world, draft->fingerprint);
}

static bool can_read_parts(struct draft *draft, const char *folder, struct error *error)
{
    for (size_t i = 0; i < PARTS; i++) {
        const char *part = arena_print(draft->arena, "%s/%s", folder, parts[i]);
        if (draft_has_file(part) && !file_can_list(part, error))
            return false;
    }
    return true;
}

/* A folder that is missing or closed would read as an empty one, and all it holds be taken away.
 * The commune's own may be missing. */
static bool can_read_all(struct draft *draft, struct error *error)
{
    const struct content_world *world = draft->world;
    for (size_t i = 0; world->shipped[i]; i++)
        if (!file_can_list(world->shipped[i], error) ||
            !can_read_parts(draft, world->shipped[i], error))
            return false;
    return can_read_parts(draft, world->own, error);
}

static void end(struct draft *draft)
{
    for (size_t i = 0; i < draft->count; i++) {
        json_decref(draft->records[i].body);
        json_decref(draft->records[i].services);
        json_decref(draft->records[i].words);
    }
    free(draft->records);
    json_decref(draft->failed);
    arena_free(draft->arena);
}

bool content_check(const struct content_world *world, content_say *say, void *self)
{
    struct draft draft;
    struct error error = {0};
    begin(&draft, world, say, self);
    if (can_read_all(&draft, &error))
        read_all(&draft);
    else
        draft_fail(&draft, &error);
    bool is_right = draft.wrongs == 0;
    end(&draft);
    return is_right;
}

bool content_publish(const struct content_world *world, content_say *say, void *self,
                     struct error *error)
{
    struct draft draft;
    begin(&draft, world, say, self);
    bool is_written = can_read_all(&draft, error);
    if (is_written) {
        read_all(&draft);
        is_written = write_whole(&draft, error);
    }
    end(&draft);
    return is_written;
}

bool content_has_changed(const struct content_world *world)
{
    char fingerprint[65];
    struct error error = {0};
    struct library *library = library_open(world->published, &error);
    take_fingerprint(world, fingerprint);
    bool is_same = library && library_is_of(library, fingerprint);
    library_close(library);
    return !is_same;
}
