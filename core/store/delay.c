#include "store/delay.h"

#include <sodium.h>
#include <string.h>

#define FREE_OF_LOGIN_AT_ADDRESS 3
#define FREE_OF_LOGIN            10
#define FREE_AT_ADDRESS          20
#define LONGEST_SECONDS          60
#define FORGET_ADDRESS_MS        (15 * 60 * 1000)
#define FORGET_MS                (60 * 60 * 1000)
#define HASH                     32u

struct tries {
    uint8_t login[HASH], address[HASH];
    int64_t count, last_ms, free;
};

static void hash_text(const char *text, uint8_t out[HASH])
{
    crypto_generichash(out, HASH, (const uint8_t *)text, strlen(text), NULL, 0);
}

/* NULL: any login, or all addresses where it is not known. */
static struct tries tries_of(const char *login, const char *address)
{
    struct tries tries = {.free = !login    ? FREE_AT_ADDRESS
                                  : address ? FREE_OF_LOGIN_AT_ADDRESS
                                            : FREE_OF_LOGIN};
    if (login)
        hash_text(login, tries.login);
    if (address)
        hash_text(address, tries.address);
    return tries;
}

static bool read_tries(struct store *store, struct tries *tries, struct error *error)
{
    struct query *query = database_query(
        store->database, "SELECT count, last_ms FROM sign_in_failures WHERE login_hash = ?"
                         " AND address_hash = ?");
    query_put_bytes(query, tries->login, HASH);
    query_put_bytes(query, tries->address, HASH);
    if (query_row(query, error)) {
        tries->count = query_number(query, 0);
        tries->last_ms = query_number(query, 1);
    }
    return query_end(query);
}

static int64_t seconds_to_wait(const struct tries *tries, int64_t now)
{
    /* After a clock was set back nobody should wait for it to catch up. */
    if (tries->count < tries->free || tries->last_ms > now)
        return 0;
    int64_t doublings = tries->count - tries->free;
    int64_t seconds = doublings < 6 ? (int64_t)1 << doublings : LONGEST_SECONDS;
    int64_t passed_ms = now - tries->last_ms;
    return passed_ms >= seconds * 1000 ? 0 : (seconds * 1000 - passed_ms + 999) / 1000;
}

static bool count_one(struct store *store, const struct tries *tries, int64_t now,
                      struct error *error)
{
    struct query *query = database_query(
        store->database, "INSERT INTO sign_in_failures VALUES (?, ?, 1, ?) ON CONFLICT DO UPDATE"
                         " SET count = count + 1, last_ms = excluded.last_ms");
    query_put_bytes(query, tries->login, HASH);
    query_put_bytes(query, tries->address, HASH);
    query_put_number(query, now);
    return query_run(query, error);
}

static bool forget_old(struct store *store, int64_t now, struct error *error)
{
    struct query *query =
        database_query(store->database, "DELETE FROM sign_in_failures WHERE last_ms <= ?1"
                                        " OR (last_ms <= ?2 AND login_hash = zeroblob(32))");
    query_put_number(query, now - FORGET_MS);
    query_put_number(query, now - FORGET_ADDRESS_MS);
    return query_run(query, error);
}

/* The rows one try counts in. */
static size_t rows_of(const char *login, const char *address, bool known, struct tries rows[3])
{
    size_t count = 0;
    rows[count++] = tries_of(login, address);
    rows[count++] = tries_of(NULL, address);
    if (!known)
        rows[count++] = tries_of(login, NULL);
    return count;
}

bool delay_count(struct store *store, const char *login, const char *address, bool known,
                 int64_t *wait_seconds, struct error *error)
{
    int64_t now = clock_now_ms(store->clock);
    struct tries rows[3];
    size_t count = rows_of(login, address, known, rows);
    *wait_seconds = 0;
    if (!forget_old(store, now, error))
        return false;
    for (size_t i = 0; i < count; i++) {
        if (!read_tries(store, &rows[i], error))
            return false;
        int64_t seconds = seconds_to_wait(&rows[i], now);
        if (seconds > *wait_seconds)
            *wait_seconds = seconds;
    }
    if (*wait_seconds > 0)
        return error_set(error, ERROR_BUSY, "too many wrong tries: wait %lld seconds",
                         (long long)*wait_seconds);
    for (size_t i = 0; i < count; i++)
        if (!count_one(store, &rows[i], now, error))
            return false;
    return true;
}

static bool take_back(struct store *store, const struct tries *tries, struct error *error)
{
    struct query *query = database_query(
        store->database, "UPDATE sign_in_failures SET count = count - 1 WHERE login_hash = ?"
                         " AND address_hash = ? AND count > 0");
    query_put_bytes(query, tries->login, HASH);
    query_put_bytes(query, tries->address, HASH);
    return query_run(query, error);
}

bool delay_forgive(struct store *store, const char *login, const char *address, bool known,
                   struct error *error)
{
    struct tries rows[3];
    size_t count = rows_of(login, address, known, rows);
    struct query *query = database_query(
        store->database, "DELETE FROM sign_in_failures WHERE login_hash = ? AND address_hash = ?");
    query_put_bytes(query, rows[0].login, HASH);
    query_put_bytes(query, rows[0].address, HASH);
    if (!query_run(query, error))
        return false;
    for (size_t i = 1; i < count; i++)
        if (!take_back(store, &rows[i], error))
            return false;
    return true;
}
