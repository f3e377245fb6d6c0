#include "base/address.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/yaml.h"
#include "store/delay.h"
#include "store/password.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#define IDLE_MS     (30 * 60 * 1000)
#define ABSOLUTE_MS (10 * 60 * 60 * 1000)
#define TOUCH_MS    (60 * 1000)
#define KNOWN_MS    (INT64_C(30) * 24 * 60 * 60 * 1000)
#define TOKEN_BYTES 32u
#define HASH        32u
#define ADDRESS_MAX 64u

/* What is known of a login before its password is looked at. */
struct candidate {
    char login[64];
    char address[ADDRESS_MAX];
    int64_t id; /* 0: nobody */
    char hash[PASSWORD_HASH];
    bool disabled, known_address;
};

struct session {
    int64_t officer_id, started_ms, seen_ms;
    struct officer officer;
    char address[ADDRESS_MAX];
    char hash[PASSWORD_HASH];
    uint8_t token_hash[HASH];
};

static bool read_token(const char *token, uint8_t hash[HASH])
{
    uint8_t bytes[TOKEN_BYTES];
    size_t length = 0;
    bool good =
        token && strlen(token) == 2 * TOKEN_BYTES &&
        sodium_hex2bin(bytes, sizeof bytes, token, 2 * TOKEN_BYTES, NULL, &length, NULL) == 0 &&
        length == sizeof bytes;
    if (good)
        crypto_generichash(hash, HASH, bytes, sizeof bytes, NULL, 0);
    memory_wipe(bytes, sizeof bytes);
    return good;
}

/* Only the hash is stored: who reads the database cannot take over a session. */
static bool start_session(struct store *store, int64_t officer, const char *address,
                          char token[SESSION_TOKEN], struct error *error)
{
    uint8_t bytes[TOKEN_BYTES], hash[HASH];
    int64_t now = clock_now_ms(store->clock);
    randombytes_buf(bytes, sizeof bytes);
    sodium_bin2hex(token, SESSION_TOKEN, bytes, sizeof bytes);
    crypto_generichash(hash, HASH, bytes, sizeof bytes, NULL, 0);
    memory_wipe(bytes, sizeof bytes);
    struct query *query =
        database_query(store->database, "INSERT INTO sessions VALUES (?, ?, ?, ?, ?)");
    query_put_bytes(query, hash, HASH);
    query_put_number(query, officer);
    query_put_text(query, address);
    query_put_number(query, now);
    query_put_number(query, now);
    return query_run(query, error);
}

static bool remove_ended(struct store *store, struct error *error)
{
    int64_t now = clock_now_ms(store->clock);
    struct query *query =
        database_query(store->database, "DELETE FROM sessions WHERE seen_ms < ? OR started_ms < ?");
    query_put_number(query, now - IDLE_MS);
    query_put_number(query, now - ABSOLUTE_MS);
    return query_run(query, error);
}

/* Signing in */

static bool is_own_machine(const char *address)
{
    return address_is_loopback(address);
}

static bool read_known_address(struct store *store, struct candidate *who, struct error *error)
{
    if (is_own_machine(who->address)) {
        who->known_address = true;
        return true;
    }
    struct query *query = database_query(
        store->database,
        "SELECT 1 FROM known_addresses WHERE officer = ? AND address = ? AND seen_ms >= ?");
    query_put_number(query, who->id);
    query_put_text(query, who->address);
    query_put_number(query, clock_now_ms(store->clock) - KNOWN_MS);
    who->known_address = query_row(query, error);
    return query_end(query);
}

static bool read_candidate(struct store *store, struct candidate *who, struct error *error)
{
    struct query *query = database_query(
        store->database, "SELECT id, password, disabled FROM officers WHERE login = ?");
    query_put_text(query, who->login);
    if (query_row(query, error)) {
        who->id = query_number(query, 0);
        query_text(query, 1, who->hash, sizeof who->hash);
        who->disabled = query_number(query, 2) != 0;
    }
    return query_end(query) && read_known_address(store, who, error);
}

static bool count_try(struct store *store, struct candidate *who, int64_t *wait_seconds,
                      struct error *error)
{
    return read_candidate(store, who, error) &&
           delay_count(store, who->login, who->address, who->known_address, wait_seconds, error);
}

static bool wrong(struct error *error)
{
    return error_set(error, ERROR_DENIED, "the login or the password is wrong");
}

static bool remember_address(struct store *store, const struct candidate *who, struct error *error)
{
    struct query *query =
        database_query(store->database, "INSERT INTO known_addresses VALUES (?, ?, ?)"
                                        " ON CONFLICT DO UPDATE SET seen_ms = excluded.seen_ms");
    query_put_number(query, who->id);
    query_put_text(query, who->address);
    query_put_number(query, clock_now_ms(store->clock));
    return query_run(query, error);
}

/* `hash` is today's: the same as before, or a stronger one of the same password. The update finds
 * its row only if nobody changed the password or disabled the officer meanwhile. */
static bool let_in(struct store *store, const struct candidate *who, const char *hash,
                   char token[SESSION_TOKEN], struct error *error)
{
    struct query *query =
        database_query(store->database, "UPDATE officers SET seen_ms = ?, password = ? WHERE id = ?"
                                        " AND password = ? AND disabled = 0");
    query_put_number(query, clock_now_ms(store->clock));
    query_put_text(query, hash);
    query_put_number(query, who->id);
    query_put_text(query, who->hash);
    if (!query_run(query, error))
        return false;
    if (database_changes(store->database) != 1)
        return wrong(error);
    return delay_forgive(store, who->login, who->address, who->known_address, error) &&
           remember_address(store, who, error) && remove_ended(store, error) &&
           start_session(store, who->id, who->address, token, error) &&
           audit_line(store, who->login, "officer.sign_in", who->address, error);
}

/* The login as it can be; what cannot be one stays what was typed, and belongs to nobody. */
static void fill_candidate(struct candidate *who, const char *login, const char *address)
{
    *who = (struct candidate){0};
    if (!officer_login(login, who->login, NULL))
        strncpy(who->login, login ? login : "", sizeof who->login - 1);
    strncpy(who->address, address ? address : "", sizeof who->address - 1);
}

static bool refuse(struct store *store, const struct candidate *who, struct error *error)
{
    /* The name of nobody is not written down: people type passwords where logins go. */
    return database_begin(store->database, error) &&
           database_end(store->database,
                        audit_line(store, who->id ? who->login : "nobody",
                                   "officer.sign_in_refused", who->address, error),
                        error) &&
           wrong(error);
}

static bool try_candidate(struct store *store, struct candidate *who, const char *password,
                          char token[SESSION_TOKEN], int64_t *wait_seconds, struct error *error)
{
    char hash[PASSWORD_HASH];
    struct database *database = store->database;
    if (!database_begin(database, error) ||
        !database_end(database, count_try(store, who, wait_seconds, error), error))
        return false;
    /* Between two transactions: hashing takes a tenth of a second, in which the kiosk may write. */
    if (!password_matches(who->id ? who->hash : NULL, password) || who->disabled)
        return refuse(store, who, error);
    memcpy(hash, who->hash, sizeof hash);
    bool done = (!password_is_stale(who->hash) || password_hash(password, hash, error)) &&
                database_begin(database, error) &&
                database_end(database, let_in(store, who, hash, token, error), error);
    memory_wipe(hash, sizeof hash);
    return done;
}

bool officer_sign_in(struct store *store, const char *login, const char *password,
                     const char *address, char token[SESSION_TOKEN], int64_t *wait_seconds,
                     struct error *error)
{
    struct candidate who;
    token[0] = '\0';
    *wait_seconds = 0;
    store_database(store);
    fill_candidate(&who, login, address);
    bool done = try_candidate(store, &who, password, token, wait_seconds, error);
    if (!done)
        memory_wipe(token, SESSION_TOKEN);
    memory_wipe(&who, sizeof who);
    return done;
}

/* Sessions */

static bool has_ended(const struct session *session, int64_t now)
{
    return now - session->seen_ms > IDLE_MS || now - session->started_ms > ABSOLUTE_MS ||
           session->started_ms - now > IDLE_MS; /* the clock was set back: trust nothing */
}

static bool read_session(struct store *store, const char *token, struct session *out,
                         struct error *error)
{
    bool found = false;
    *out = (struct session){0};
    if (read_token(token, out->token_hash)) {
        struct query *query = database_query(
            store->database, "SELECT " OFFICER_COLUMNS ", o.id, o.password, s.address,"
                             " s.started_ms, s.seen_ms FROM sessions s"
                             " JOIN officers o ON o.id = s.officer"
                             " WHERE s.token_hash = ? AND o.disabled = 0");
        query_put_bytes(query, out->token_hash, HASH);
        found = query_row(query, error);
        if (found) {
            officer_read(query, &out->officer);
            out->officer_id = query_number(query, 7);
            query_text(query, 8, out->hash, sizeof out->hash);
            query_text(query, 9, out->address, sizeof out->address);
            out->started_ms = query_number(query, 10);
            out->seen_ms = query_number(query, 11);
        }
        if (!query_end(query))
            return false;
    }
    if (found && !has_ended(out, clock_now_ms(store->clock)))
        return true;
    return error_set(error, ERROR_DENIED, "this session has ended: sign in again");
}

/* Written at most once a minute, so that reading pages does not wear the disk. A failure costs the
 * officer nothing but an earlier end. */
static void touch_session(struct store *store, const struct session *session)
{
    int64_t now = clock_now_ms(store->clock);
    if (now - session->seen_ms < TOUCH_MS)
        return;
    struct query *query =
        database_query(store->database, "UPDATE sessions SET seen_ms = ? WHERE token_hash = ?");
    query_put_number(query, now);
    query_put_bytes(query, session->token_hash, HASH);
    query_run(query, NULL);
}

bool session_peek(struct store *store, const char *token, struct officer *out, struct error *error)
{
    struct session session;
    store_database(store);
    bool done = read_session(store, token, &session, error);
    if (done)
        *out = session.officer;
    memory_wipe(&session, sizeof session);
    return done;
}

bool session_officer(struct store *store, const char *token, struct officer *out,
                     struct error *error)
{
    struct session session;
    store_database(store);
    bool done = read_session(store, token, &session, error);
    if (done) {
        touch_session(store, &session);
        *out = session.officer;
    }
    memory_wipe(&session, sizeof session);
    return done;
}

static bool end_session(struct store *store, const struct session *session, struct error *error)
{
    struct query *query =
        database_query(store->database, "DELETE FROM sessions WHERE token_hash = ?");
    query_put_bytes(query, session->token_hash, HASH);
    return query_run(query, error) &&
           audit_line(store, session->officer.login, "officer.sign_out", session->address, error);
}

bool session_end(struct store *store, const char *token, struct error *error)
{
    struct session session;
    struct error ended = {0};
    struct database *database = store_database(store);
    if (!read_session(store, token, &session, &ended)) {
        if (ended.kind == ERROR_DENIED)
            return true;
        return error_set(error, ended.kind, "%s", ended.text);
    }
    bool done = database_begin(database, error) &&
                database_end(database, end_session(store, &session, error), error);
    memory_wipe(&session, sizeof session);
    return done;
}

/* Changing the password */

static char *read_slug(struct store *store)
{
    struct arena *arena = arena_new();
    char *path = file_join(store->home, "commune.yaml");
    const char *slug = NULL;
    yaml_read_text(yaml_load(arena, path, NULL), "slug", false, 64, &slug, NULL);
    char *copy = memory_copy_text(slug);
    free(path);
    arena_free(arena);
    return copy;
}

static bool store_password(struct store *store, const struct session *session, const char *hash,
                           char new_token[SESSION_TOKEN], struct error *error)
{
    struct query *query = database_query(
        store->database, "UPDATE officers SET password = ?, must_change = 0 WHERE id = ?"
                         " AND password = ? AND disabled = 0");
    query_put_text(query, hash);
    query_put_number(query, session->officer_id);
    query_put_text(query, session->hash);
    if (!query_run(query, error))
        return false;
    if (database_changes(store->database) != 1)
        return error_set(error, ERROR_MISSING, "this session has ended: sign in again");
    query = database_query(store->database, "DELETE FROM sessions WHERE officer = ?");
    query_put_number(query, session->officer_id);
    return query_run(query, error) &&
           delay_forgive(store, session->officer.login, session->address, true, error) &&
           start_session(store, session->officer_id, session->address, new_token, error) &&
           audit_line(store, session->officer.login, "officer.change_password", session->address,
                      error);
}

/* Counted like signing in: a stolen session must not be a way to guess the password. */
static bool old_password_is_right(struct store *store, const struct session *session,
                                  const char *password, int64_t *wait_seconds, struct error *error)
{
    struct database *database = store->database;
    return database_begin(database, error) &&
           database_end(database,
                        delay_count(store, session->officer.login, session->address, true,
                                    wait_seconds, error),
                        error) &&
           (password_matches(session->hash, password) ||
            error_set(error, ERROR_DENIED, "the old password is wrong"));
}

static bool change_password(struct store *store, const struct session *session,
                            const char *old_password, const char *password,
                            char new_token[SESSION_TOKEN], int64_t *wait_seconds,
                            struct error *error)
{
    char hash[PASSWORD_HASH];
    struct database *database = store->database;
    char *slug = read_slug(store);
    bool fit = password_is_fit(password, session->officer.login, slug, error);
    free(slug);
    if (!fit)
        return false;
    if (strcmp(old_password, password) == 0)
        return error_set(error, ERROR_INPUT, "the new password is the old one: choose another");
    bool done =
        old_password_is_right(store, session, old_password, wait_seconds, error) &&
        password_hash(password, hash, error) && database_begin(database, error) &&
        database_end(database, store_password(store, session, hash, new_token, error), error);
    memory_wipe(hash, sizeof hash);
    return done;
}

bool officer_change_password(struct store *store, const char *token, const char *old_password,
                             const char *password, char new_token[SESSION_TOKEN],
                             int64_t *wait_seconds, struct error *error)
{
    struct session session;
    struct error ended = {0};
    store_database(store);
    new_token[0] = '\0';
    *wait_seconds = 0;
    bool done = read_session(store, token, &session, &ended);
    if (!done)
        error_set(error, ended.kind == ERROR_DENIED ? ERROR_MISSING : ended.kind, "%s", ended.text);
    done = done &&
           change_password(store, &session, old_password, password, new_token, wait_seconds, error);
    if (!done)
        memory_wipe(new_token, SESSION_TOKEN);
    memory_wipe(&session, sizeof session);
    return done;
}
