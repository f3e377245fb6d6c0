#include "base/memory.h"
#include "base/utf8.h"
#include "store/inside.h"
#include "store/password.h"

#include <stdio.h>
#include <string.h>

bool officer_login(const char *text, char out[64], struct error *error)
{
    size_t length = 0;
    bool good = text && text[0];
    for (; good && text[length]; length++) {
        char c = text[length];
        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        good = length < 63 && ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' ||
                               c == '_' || c == '-');
        if (good)
            out[length] = c;
    }
    if (!good)
        return error_set(error, ERROR_INPUT,
                         "a login is 1 to 63 of the letters a to z, digits, dots, dashes and "
                         "underlines, such as f.amrani");
    out[length] = '\0';
    return true;
}

bool officer_id(struct store *store, const char *login, int64_t *out, struct error *error)
{
    *out = 0;
    struct query *query =
        database_query(store->database, "SELECT id FROM officers WHERE login = ? AND disabled = 0");
    query_put_text(query, login);
    if (query_row(query, error))
        *out = query_number(query, 0);
    if (!query_end(query))
        return false;
    return *out ||
           error_set(error, ERROR_DENIED, "\"%s\" is not an officer who may work here", login);
}

/* *id is 0 when there is none. */
static bool find(struct store *store, const char *login, int64_t *id, bool *disabled,
                 struct error *error)
{
    *id = 0;
    *disabled = false;
    struct query *query =
        database_query(store->database, "SELECT id, disabled FROM officers WHERE login = ?");
    query_put_text(query, login);
    if (query_row(query, error)) {
        *id = query_number(query, 0);
        *disabled = query_number(query, 1) != 0;
    }
    return query_end(query);
}

static bool insert_officer(struct store *store, const char *login, const char *name,
                           const char *hash, struct error *error)
{
    int64_t id;
    bool disabled;
    if (!find(store, login, &id, &disabled, error))
        return false;
    if (id)
        return error_set(error, ERROR_TAKEN,
                         "there is an officer \"%s\" already: for a new password, reset theirs",
                         login);
    struct query *query = database_query(
        store->database,
        "INSERT INTO officers (login, name, password, created_ms) VALUES (?, ?, ?, ?)");
    query_put_text(query, login);
    query_put_text(query, name);
    query_put_text(query, hash);
    query_put_number(query, clock_now_ms(store->clock));
    return query_run(query, error) &&
           audit_line(store, store_who(store), "officer.add", login, error);
}

bool officer_add(struct store *store, const char *login, const char *name, char password[20],
                 struct error *error)
{
    char clean[64], hash[PASSWORD_HASH];
    struct database *database = store_database(store);
    size_t length = name ? strlen(name) : 0;
    password[0] = '\0';
    if (!officer_login(login, clean, error))
        return false;
    if (length < 1 || length > 127 || !utf8_is_plain_text(name, length) || strchr(name, '\n'))
        return error_set(error, ERROR_INPUT,
                         "an officer's name is one line of 1 to 127 bytes, as colleagues know it");
    password_first(password);
    bool done = password_hash(password, hash, error) && database_begin(database, error) &&
                database_end(database, insert_officer(store, clean, name, hash, error), error);
    if (!done)
        memory_wipe(password, 20);
    return done;
}

static bool end_sessions(struct store *store, int64_t id, struct error *error)
{
    struct query *query = database_query(store->database, "DELETE FROM sessions WHERE officer = ?");
    query_put_number(query, id);
    return query_run(query, error);
}

static bool require(struct store *store, const char *login, int64_t *id, bool *disabled,
                    struct error *error)
{
    if (!find(store, login, id, disabled, error))
        return false;
    return *id || error_set(error, ERROR_MISSING,
                            "there is no officer \"%s\": see \"marhaba officer list\"", login);
}

static bool set_first_password(struct store *store, const char *login, const char *hash,
                               struct error *error)
{
    int64_t id;
    bool disabled;
    if (!require(store, login, &id, &disabled, error))
        return false;
    struct query *query = database_query(
        store->database,
        "UPDATE officers SET password = ?, must_change = 1, disabled = 0 WHERE id = ?");
    query_put_text(query, hash);
    query_put_number(query, id);
    return query_run(query, error) && end_sessions(store, id, error) &&
           audit_line(store, store_who(store), "officer.reset", login, error);
}

bool officer_reset(struct store *store, const char *login, char password[20], struct error *error)
{
    char clean[64], hash[PASSWORD_HASH];
    struct database *database = store_database(store);
    password[0] = '\0';
    if (!officer_login(login, clean, error))
        return false;
    password_first(password);
    bool done = password_hash(password, hash, error) && database_begin(database, error) &&
                database_end(database, set_first_password(store, clean, hash, error), error);
    if (!done)
        memory_wipe(password, 20);
    return done;
}

static bool disable(struct store *store, const char *login, struct error *error)
{
    int64_t id;
    bool disabled;
    if (!require(store, login, &id, &disabled, error))
        return false;
    if (disabled)
        return true;
    struct query *query =
        database_query(store->database, "UPDATE officers SET disabled = 1 WHERE id = ?");
    query_put_number(query, id);
    return query_run(query, error) && end_sessions(store, id, error) &&
           cases_release_all(store, id, error) &&
           audit_line(store, store_who(store), "officer.disable", login, error);
}

bool officer_disable(struct store *store, const char *login, struct error *error)
{
    char clean[64];
    struct database *database = store_database(store);
    return officer_login(login, clean, error) && database_begin(database, error) &&
           database_end(database, disable(store, clean, error), error);
}

bool officer_list(struct store *store, struct arena *arena, struct officer **out, size_t *count,
                  struct error *error)
{
    size_t room = 8;
    struct query *query = database_query(
        store_database(store), "SELECT " OFFICER_COLUMNS " FROM officers o ORDER BY o.login");
    *count = 0;
    *out = arena_take(arena, room, sizeof **out);
    while (query_row(query, error)) {
        if (*count == room) {
            struct officer *more = arena_take(arena, room * 2, sizeof *more);
            memcpy(more, *out, room * sizeof *more);
            *out = more;
            room *= 2;
        }
        officer_read(query, &(*out)[(*count)++]);
    }
    return query_end(query);
}

void officer_read(struct query *query, struct officer *out)
{
    *out = (struct officer){0};
    query_text(query, 0, out->login, sizeof out->login);
    query_text(query, 1, out->name, sizeof out->name);
    query_text(query, 2, out->language, sizeof out->language);
    out->disabled = query_number(query, 3) != 0;
    out->must_change = query_number(query, 4) != 0;
    out->created_ms = query_number(query, 5);
    out->seen_ms = query_number(query, 6);
}

static bool update_language(struct store *store, const char *login, const char *language,
                            struct error *error)
{
    int64_t id;
    bool disabled;
    if (!require(store, login, &id, &disabled, error))
        return false;
    struct query *query =
        database_query(store->database, "UPDATE officers SET language = ? WHERE id = ?");
    query_put_text(query, language);
    query_put_number(query, id);
    return query_run(query, error) && audit_line(store, login, "officer.language", language, error);
}

bool officer_set_language(struct store *store, const char *login, const char *language,
                          struct error *error)
{
    struct database *database = store_database(store);
    if (strlen(language) > 7)
        return error_set(error, ERROR_INPUT, "\"%s\" is not a language: give one like fr",
                         language);
    return database_begin(database, error) &&
           database_end(database, update_language(store, login, language, error), error);
}
