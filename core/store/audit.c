#include "store/audit.h"

#include "base/memory.h"
#include "store/inside.h"

#include <sodium.h>
#include <string.h>

#define HASH 32u

/* With its length, not up to a NUL: text behind one must not escape the hash. */
struct part {
    const void *bytes;
    size_t length;
};

struct line {
    int64_t seq, at_ms;
    struct part who, deed, what;
    uint8_t previous[HASH];
};

static struct part part_of(const char *text)
{
    return (struct part){.bytes = text, .length = strlen(text)};
}

static void hash_number(crypto_generichash_state *state, uint64_t number)
{
    uint8_t bytes[8];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (uint8_t)(number >> (56 - 8 * i));
    crypto_generichash_update(state, bytes, sizeof bytes);
}

/* The length goes in front, so that no two different lines have the same bytes. */
static void hash_part(crypto_generichash_state *state, struct part part)
{
    hash_number(state, part.length);
    crypto_generichash_update(state, part.bytes, part.length);
}

static void hash_line(const struct line *line, uint8_t out[HASH])
{
    crypto_generichash_state state;
    crypto_generichash_init(&state, NULL, 0, HASH);
    hash_part(&state, part_of("marhaba audit 1"));
    hash_number(&state, (uint64_t)line->seq);
    hash_number(&state, (uint64_t)line->at_ms);
    hash_part(&state, line->who);
    hash_part(&state, line->deed);
    hash_part(&state, line->what);
    crypto_generichash_update(&state, line->previous, HASH);
    crypto_generichash_final(&state, out, HASH);
}

static bool read_hash(struct query *query, int column, uint8_t out[HASH])
{
    size_t length;
    const void *bytes = query_bytes(query, column, &length);
    if (length != HASH)
        return false;
    memcpy(out, bytes, HASH);
    return true;
}

static bool read_head(struct store *store, int64_t *seq, uint8_t hash[HASH], struct error *error)
{
    struct query *query = database_query(store->database, "SELECT seq, hash FROM audit_head");
    bool found = query_row(query, error) && read_hash(query, 1, hash);
    if (found)
        *seq = query_number(query, 0);
    if (!query_end(query))
        return false;
    return found || error_set(error, ERROR_INPUT,
                              "the audit has lost its head: someone changed the database by other "
                              "means; compare with the last backup");
}

bool audit_line(struct store *store, const char *who, const char *deed, const char *what,
                struct error *error)
{
    struct line line = {.who = part_of(who), .deed = part_of(deed), .what = part_of(what)};
    uint8_t hash[HASH];
    line.at_ms = clock_now_ms(store->clock);
    if (!read_head(store, &line.seq, line.previous, error))
        return false;
    line.seq++;
    hash_line(&line, hash);
    struct query *query =
        database_query(store->database, "INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?)");
    query_put_number(query, line.seq);
    query_put_number(query, line.at_ms);
    query_put_text(query, who);
    query_put_text(query, deed);
    query_put_text(query, what);
    query_put_bytes(query, line.previous, HASH);
    query_put_bytes(query, hash, HASH);
    if (!query_run(query, error))
        return false;
    query = database_query(store->database, "UPDATE audit_head SET seq = ?, hash = ?");
    query_put_number(query, line.seq);
    query_put_bytes(query, hash, HASH);
    return query_run(query, error);
}

bool audit_add(struct store *store, const char *who, const char *deed, const char *what,
               struct error *error)
{
    struct database *database = store_database(store);
    return database_begin(database, error) &&
           database_end(database, audit_line(store, who, deed, what, error), error);
}

/* Compares one row with where the chain stands, and moves the chain on. */
static bool fits(struct query *query, struct line *chain, struct error *error)
{
    uint8_t previous[HASH], stored[HASH], hash[HASH];
    int64_t seq = query_number(query, 0);
    if (seq != chain->seq + 1)
        return error_set(error, ERROR_INPUT,
                         "line %lld of the audit is missing: line %lld follows line %lld; someone "
                         "changed the database by other means",
                         (long long)chain->seq + 1, (long long)seq, (long long)chain->seq);
    struct line line = {.seq = seq, .at_ms = query_number(query, 1)};
    line.who.bytes = query_bytes(query, 2, &line.who.length);
    line.deed.bytes = query_bytes(query, 3, &line.deed.length);
    line.what.bytes = query_bytes(query, 4, &line.what.length);
    memcpy(line.previous, chain->previous, HASH);
    hash_line(&line, hash);
    if (!read_hash(query, 5, previous) || !read_hash(query, 6, stored) ||
        memcmp(previous, chain->previous, HASH) != 0 || memcmp(stored, hash, HASH) != 0)
        return error_set(error, ERROR_INPUT,
                         "line %lld of the audit was changed or is out of place: someone changed "
                         "the database by other means",
                         (long long)seq);
    chain->seq = seq;
    memcpy(chain->previous, hash, HASH);
    return true;
}

static bool walk(struct store *store, struct line *chain, struct error *error)
{
    struct query *query = database_query(
        store->database,
        "SELECT seq, at_ms, who, deed, what, previous, hash FROM audit ORDER BY seq");
    bool good = true;
    while (good && query_row(query, error))
        good = fits(query, chain, error);
    return query_end(query) && good;
}

static bool verify(struct store *store, struct line *chain, struct error *error)
{
    int64_t head_seq;
    uint8_t head[HASH];
    if (!walk(store, chain, error) || !read_head(store, &head_seq, head, error))
        return false;
    if (head_seq == chain->seq && memcmp(head, chain->previous, HASH) == 0)
        return true;
    if (head_seq > chain->seq)
        return error_set(
            error, ERROR_INPUT,
            "line %lld of the audit is missing: it ends there although %lld lines were "
            "written; someone changed the database by other means",
            (long long)chain->seq + 1, (long long)head_seq);
    return error_set(error, ERROR_INPUT,
                     "the head of the audit does not belong to its last line, %lld: someone "
                     "changed the database by other means",
                     (long long)chain->seq);
}

bool audit_verify(struct store *store, uint64_t *lines, char head[65], struct error *error)
{
    struct database *database = store_database(store);
    struct line chain = {0};
    bool good = database_begin_reading(database, error) &&
                database_end(database, verify(store, &chain, error), error);
    *lines = (uint64_t)chain.seq;
    sodium_bin2hex(head, 65, chain.previous, HASH);
    return good;
}
