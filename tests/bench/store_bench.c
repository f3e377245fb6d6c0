/* How long a ticket takes to be durable, against a bare insert of SQLite on the same disk; and how
 * long a scan takes to show the case, with a thousand cases in the store and with a million. Prints
 * JSON lines. Arguments, if any: the folder to work in, then two or more numbers of cases, of which
 * the first is the yardstick. */
#include "base/file.h"
#include "base/log.h"
#include "base/memory.h"
#include "store/cases.h"
#include "store/database.h"
#include "store/officers.h"
#include "store/seal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define SAMPLES 300u

struct ticket_key {
    uint8_t id[16];
    char code[10];
};

struct figures {
    double median, high; /* ms */
};

static void must(bool done, const struct error *error)
{
    if (done)
        return;
    fprintf(stderr, "store_bench: %s\n", error->text);
    exit(1);
}

static double now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static struct figures figures_of(double samples[SAMPLES])
{
    qsort(samples, SAMPLES, sizeof *samples, compare);
    return (struct figures){samples[SAMPLES / 2], samples[SAMPLES * 95 / 100]};
}

static void print(const char *bench, const char *note, double value, double budget, double baseline)
{
    printf("{\"bench\":\"%s\",\"value\":%.3f,\"unit\":\"ms\",\"budget\":%.1f,\"baseline\":%.3f,"
           "\"ratio\":%.2f,\"note\":\"%s\"}\n",
           bench, value, budget, baseline, value / baseline, note);
    fflush(stdout);
}

static void remove_store(const char *home)
{
    static const char *const names[] = {
        "marhaba.db", "marhaba.db-journal", "marhaba.db-wal",   "marhaba.db-shm",
        "bare.db",    "bare.db-journal",    "keys/commune.key", "keys/commune.pub"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        char *path = file_join(home, names[i]);
        unlink(path);
        free(path);
    }
    char *keys = file_join(home, "keys");
    rmdir(keys);
    rmdir(home);
    free(keys);
}

/* The least that makes a row durable: one insert, one commit, the same safeties. */
static double time_bare_insert(struct database *database)
{
    struct error error = {0};
    char row[200];
    memset(row, 'x', sizeof row);
    double before = now_ms();
    struct query *query = database_query(database, "INSERT INTO t VALUES (?)");
    query_put_bytes(query, row, sizeof row);
    must(query_run(query, &error), &error);
    return now_ms() - before;
}

static double time_ticket(struct store *store, uint32_t i)
{
    struct error error = {0};
    static char facts[900];
    char code[10];
    struct ticket_row row;
    bool slot_taken;
    memset(facts, 'f', sizeof facts);
    snprintf(code, sizeof code, "9%08lu", (unsigned long)i);
    struct ticket_draft draft = {.code = code,
                                 .service = "PEN-FR",
                                 .prefix = "B",
                                 .language = "ar",
                                 .facts = facts,
                                 .facts_length = sizeof facts,
                                 .slot_ms = 1900000000000 + i,
                                 .slot_minutes = 20,
                                 .slot_seats = 1};
    memcpy(draft.id, &i, sizeof i);
    double before = now_ms();
    must(ticket_issue(store, &draft, &row, &slot_taken, &error), &error);
    return now_ms() - before;
}

/* Cases of the last years, put in by one statement a table: through ticket_issue a million would
 * take an hour of syncs. */
static void fill(struct database *database, int64_t count, struct error *error)
{
    static const char numbers[] =
        "CREATE TEMP TABLE n AS WITH RECURSIVE r(i) AS (SELECT 0 UNION ALL"
        " SELECT i + 1 FROM r WHERE i + 1 < %lld) SELECT i FROM r";
    char sql[256];
    snprintf(sql, sizeof sql, numbers, (long long)count);
    must(database_run(database, "PRAGMA cache_size = -600000", error) &&
             database_run(database, sql, error) && database_begin(database, error),
         error);
    bool done = database_run(
        database,
        "INSERT INTO cases (id, number, service, language, opened_ms, changed_ms, state)"
        " SELECT i + 1, printf('%04d-%05d', 2000 + i / 90000, i % 90000), 'PEN-FR',"
        " 'ar', 1600000000000 + i, 1600000000000 + i, 'waiting_body' FROM n;"
        "INSERT INTO tickets (id, case_id, day, prefix, ordinal, code, service,"
        " language, state, due_day, issued_ms, sealed)"
        " SELECT randomblob(16), i + 1, date('2000-01-01', (i / 200) || ' days'), 'A',"
        " i % 200 + 1, printf('%09d', i * 79190003 % 1000000000), 'PEN-FR', 'ar',"
        " 'closed', date('2000-01-01', (i / 200) || ' days'), 1600000000000 + i,"
        " randomblob(1072) FROM n;"
        "INSERT INTO case_events (case_id, at_ms, kind)"
        " SELECT i + 1, 1600000000000 + i, 'issued' FROM n;"
        "DROP TABLE n",
        error);
    must(database_end(database, done, error), error);
}

/* Tickets spread over the whole store, with facts that do open. */
static void pick(struct database *database, const char *home, int64_t count,
                 struct ticket_key keys[SAMPLES], struct error *error)
{
    static char facts[900];
    memset(facts, 'f', sizeof facts);
    struct seal *seal = seal_open(home, false, error);
    must(seal && database_begin(database, error), error);
    for (uint32_t i = 0; i < SAMPLES; i++) {
        size_t length;
        char record[33];
        struct buffer box;
        struct query *query =
            database_query(database, "SELECT id, code FROM tickets WHERE rowid = ?");
        query_put_number(query, 1 + (int64_t)(i * 7919u % SAMPLES) * count / SAMPLES);
        must(query_row(query, error), error);
        memcpy(keys[i].id, query_bytes(query, 0, &length), sizeof keys[i].id);
        query_text(query, 1, keys[i].code, sizeof keys[i].code);
        query_end(query);
        for (size_t k = 0; k < 16; k++)
            snprintf(record + 2 * k, 3, "%02x", keys[i].id[k]);
        must(seal_close(seal, "facts", record, facts, sizeof facts, &box, error), error);
        query = database_query(database, "UPDATE tickets SET sealed = ? WHERE id = ?");
        query_put_bytes(query, box.bytes, box.length);
        query_put_bytes(query, keys[i].id, sizeof keys[i].id);
        must(query_run(query, error), error);
        buffer_free(&box);
    }
    must(database_end(database, true, error), error);
    seal_free(seal);
}

/* What the desk does between a scan and the page: find, take, read. */
static double time_scan(struct store *store, const struct ticket_key *key, bool by_code)
{
    struct error error = {0};
    struct arena *arena = arena_new();
    struct ticket_row ticket;
    struct case_row found;
    struct case_event *events;
    size_t count;
    double before = now_ms();
    must(by_code ? ticket_by_code(store, key->code, &ticket, &error)
                 : ticket_by_id(store, key->id, &ticket, &error),
         &error);
    must(case_open_by_ticket(store, ticket.id, "officer", arena, &found, &error) &&
             case_history(store, found.id, arena, &events, &count, &error),
         &error);
    double passed = now_ms() - before;
    if (!found.facts || count < 2)
        must(error_set(&error, ERROR_SYSTEM, "the case did not open whole"), &error);
    must(case_release(store, found.id, "officer", &error), &error);
    arena_free(arena);
    return passed;
}

/* A store with many cases in it. */
struct archive {
    char *home;
    struct store *store;
    struct ticket_key keys[SAMPLES];
};

static struct archive *make_archive(const char *folder, const struct clock *clock,
                                    const char *cases)
{
    struct error error = {0};
    char password[20];
    struct archive *archive = memory_new(1, sizeof *archive);
    archive->home = file_join(folder, cases);
    must(store_create(archive->home, clock, &error), &error);
    char *path = file_join(archive->home, "marhaba.db");
    struct database *database = database_open(path, false, &error);
    must(database, &error);
    fill(database, atoll(cases), &error);
    pick(database, archive->home, atoll(cases), archive->keys, &error);
    database_close(database);
    free(path);
    archive->store = store_open(archive->home, STORE_ADMIN, clock, &error);
    must(archive->store && officer_add(archive->store, "officer", "Officer", password, &error),
         &error);
    return archive;
}

static void free_archive(struct archive *archive)
{
    store_close(archive->store);
    remove_store(archive->home);
    free(archive->home);
    free(archive);
}

/* By turns, so that whatever else the disk does falls on both alike. */
static void measure_scans(const char *folder, const struct clock *clock, const char *few,
                          const char *many)
{
    double few_ms[SAMPLES], many_ms[SAMPLES];
    struct archive *small = make_archive(folder, clock, few);
    struct archive *large = make_archive(folder, clock, many);
    for (uint32_t i = 0; i < SAMPLES; i++) {
        few_ms[i] = time_scan(small->store, &small->keys[i], i % 2);
        many_ms[i] = time_scan(large->store, &large->keys[i], i % 2);
    }
    char note[64];
    snprintf(note, sizeof note, "%s cases, against %s", many, few);
    struct figures a = figures_of(few_ms), b = figures_of(many_ms);
    print("scan_to_case", note, b.median, 50, a.median);
    print("scan_to_case_p95", note, b.high, 50, a.high);
    free_archive(small);
    free_archive(large);
}

static void measure_tickets(const char *folder, const struct clock *clock)
{
    double bare_ms[SAMPLES], ticket_ms[SAMPLES];
    struct error error = {0};
    char *home = file_join(folder, "tickets"), *path = file_join(home, "bare.db");
    must(store_create(home, clock, &error), &error);
    struct store *store = store_open(home, STORE_KIOSK, clock, &error);
    must(store, &error);
    struct database *bare = database_open(path, true, &error);
    must(bare && database_run(bare, "CREATE TABLE t (a BLOB)", &error), &error);
    for (uint32_t i = 0; i < SAMPLES; i++) {
        bare_ms[i] = time_bare_insert(bare);
        ticket_ms[i] = time_ticket(store, i);
    }
    struct figures a = figures_of(bare_ms), b = figures_of(ticket_ms);
    print("ticket_commit", store_describe(store), b.median, 8, a.median);
    print("ticket_commit_p95", store_describe(store), b.high, 12, a.high);
    database_close(bare);
    store_close(store);
    remove_store(home);
    free(path);
    free(home);
}

int main(int count, char **arguments)
{
    static const char *const usual[] = {"1000", "100000", "1000000"};
    char folder[512];
    log_start("store_bench", LOG_FAILURE);
    snprintf(folder, sizeof folder, "%s/store-bench-XXXXXX",
             count > 1 ? arguments[1] : MARHABA_BENCH_FOLDER);
    struct error error = {0};
    must(mkdtemp(folder) || error_set(&error, ERROR_SYSTEM, "%s cannot be made", folder), &error);
    struct clock *clock = clock_new();
    measure_tickets(folder, clock);
    if (count > 3) {
        for (int i = 3; i < count; i++)
            measure_scans(folder, clock, arguments[2], arguments[i]);
    } else {
        measure_scans(folder, clock, usual[0], usual[1]);
        measure_scans(folder, clock, usual[0], usual[2]);
    }
    clock_free(clock);
    rmdir(folder);
    return 0;
}
