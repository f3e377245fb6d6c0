#include "store/delay.h"

#include <sodium.h>
#include <string.h>

#define FREE_AT_ADDRESS 3
#define FREE_AT_LOGIN   10
#define LONGEST_SECONDS 60
#define FORGET_MS       (60 * 60 * 1000)
#define HASH            32u

struct tries {
    uint8_t login[HASH], address[HASH];
    int64_t count, last_ms, free;
};

static void hash_text(const char *text, uint8_t out[HASH])
{
    crypto_generichash(out, HASH, (const uint8_t *)text, strlen(text), NULL, 0);
}

static struct tries tries_of(const char *login, const char *address)
{
    struct tries tries = {.free = address ? FREE_AT_ADDRESS : FREE_AT_LOGIN};
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
        database_query(store->database, "DELETE FROM sign_in_failures WHERE last_ms <= ?");
    query_put_number(query, now - FORGET_MS);
    return query_run(query, error);
}

bool delay_count(struct store *store, const char *login, const char *address, bool known,
                 int64_t *wait_seconds, struct error *error)
{
    int64_t now = clock_now_ms(store->clock);
    struct tries here = tries_of(login, address), everywhere = tries_of(login, NULL);
    *wait_seconds = 0;
    if (!forget_old(store, now, error) || !read_tries(store, &here, error) ||
        (!known && !read_tries(store, &everywhere, error)))
        return false;
    int64_t a = seconds_to_wait(&here, now), b = seconds_to_wait(&everywhere, now);
    *wait_seconds = a > b ? a : b;
    if (*wait_seconds > 0)
        return error_set(error, ERROR_BUSY, "too many wrong tries: wait %lld seconds",
                         (long long)*wait_seconds);
    return count_one(store, &here, now, error) &&
           (known || count_one(store, &everywhere, now, error));
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
    struct tries here = tries_of(login, address), everywhere = tries_of(login, NULL);
    struct query *query = database_query(
        store->database, "DELETE FROM sign_in_failures WHERE login_hash = ? AND address_hash = ?");
    query_put_bytes(query, here.login, HASH);
    query_put_bytes(query, here.address, HASH);
    return query_run(query, error) && (known || take_back(store, &everywhere, error));
}
