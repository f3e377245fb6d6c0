/* Power cuts: the real store works on a disk that writes down what reaches it
 * (tests/support/disk.h); then the files are made again as a cut at every single moment could leave
 * them, and opened. */
#include "base/log.h"
#include "deeds.h"
#include "disk.h"
#include "pretend.h"
#include "store/inside.h"
#include "store/migrate.h"

#include <time.h>

#define RANDOM_CUTS 2 /* at each moment, beside all and nothing */

struct state {
    size_t steps; /* of the disk, when the caller was told that it is done */
    uint64_t hash;
};

struct cutting {
    struct fixture *f;
    char folder[256]; /* where the files are made again */
    struct state states[32];
    size_t state_count;
    uint64_t random;
    size_t cuts;
};

static uint64_t first_seed(void)
{
    const char *given = getenv("MARHABA_SEED");
    return given ? strtoull(given, NULL, 10) : (uint64_t)time(NULL);
}

/* ---- Everything in a database, as one number ---- */

static void mix(uint64_t *hash, const void *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++)
        *hash = (*hash ^ ((const unsigned char *)bytes)[i]) * UINT64_C(1099511628211);
}

static void mix_table(sqlite3 *handle, const char *name, uint64_t *hash)
{
    sqlite3_stmt *rows = NULL;
    char *sql = sqlite3_mprintf("SELECT * FROM \"%w\"", name);
    assert_int_equal(sqlite3_prepare_v2(handle, sql, -1, &rows, NULL), SQLITE_OK);
    mix(hash, name, strlen(name));
    while (sqlite3_step(rows) == SQLITE_ROW)
        for (int i = 0; i < sqlite3_column_count(rows); i++) {
            int kind = sqlite3_column_type(rows, i);
            mix(hash, &kind, sizeof kind);
            mix(hash, sqlite3_column_blob(rows, i), (size_t)sqlite3_column_bytes(rows, i));
        }
    assert_int_equal(sqlite3_finalize(rows), SQLITE_OK);
    sqlite3_free(sql);
}

static uint64_t hash_of(const char *folder)
{
    uint64_t hash = UINT64_C(14695981039346656037);
    sqlite3 *handle = NULL;
    sqlite3_stmt *names = NULL;
    char *path = file_join(folder, "marhaba.db");
    assert_int_equal(sqlite3_open_v2(path, &handle, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(handle, "SELECT name, sql FROM sqlite_schema ORDER BY name",
                                        -1, &names, NULL),
                     SQLITE_OK);
    while (sqlite3_step(names) == SQLITE_ROW) {
        const char *sql = (const char *)sqlite3_column_text(names, 1);
        mix(&hash, sql ? sql : "", sql ? strlen(sql) : 0);
        if (sql && strncmp(sql, "CREATE TABLE", 12) == 0)
            mix_table(handle, (const char *)sqlite3_column_text(names, 0), &hash);
    }
    assert_int_equal(sqlite3_finalize(names), SQLITE_OK);
    assert_int_equal(sqlite3_close(handle), SQLITE_OK);
    free(path);
    return hash;
}

/* ---- Making and checking one cut ---- */

static void remember_state(struct cutting *cutting)
{
    size_t steps = disk_steps();
    assert_true(cutting->state_count < sizeof cutting->states / sizeof cutting->states[0]);
    cutting->states[cutting->state_count++] =
        (struct state){.steps = steps, .hash = hash_of(cutting->f->home)};
}

static void begin_cutting(struct cutting *cutting, struct fixture *f, uint64_t seed)
{
    *cutting = (struct cutting){.f = f, .random = seed};
    snprintf(cutting->folder, sizeof cutting->folder, "%.200s/after-the-cut", f->home);
    assert_int_equal(mkdir(cutting->folder, 0755), 0);
    char *from = file_join(f->home, "keys"), *to = file_join(cutting->folder, "keys");
    assert_int_equal(symlink(from, to), 0);
    free(from);
    free(to);
}

/* How many deeds had been told as done when only the first `steps` steps had happened. */
static size_t told_by(const struct cutting *cutting, size_t steps)
{
    size_t told = 0;
    while (told < cutting->state_count && cutting->states[told].steps <= steps)
        told++;
    return told;
}

static void fail_cut(const struct cutting *cutting, size_t steps, enum disk_survivors survivors,
                     const char *why)
{
    static const char *const names[] = {"nothing", "everything", "some"};
    print_error("cut after step %zu of %zu, of what was not synced survives %s: %s\n", steps,
                disk_steps(), names[survivors], why);
    print_error("the files are in %s\n", cutting->folder);
    fail();
}

/* The state after the last deed that was told, or after the one that was under way. */
static size_t which_state(const struct cutting *cutting, size_t steps,
                          enum disk_survivors survivors)
{
    uint64_t hash = hash_of(cutting->folder);
    size_t told = told_by(cutting, steps);
    if (told > 0 && cutting->states[told - 1].hash == hash)
        return told - 1;
    if (told < cutting->state_count && cutting->states[told].hash == hash)
        return told;
    for (size_t i = 0; i < cutting->state_count; i++)
        if (cutting->states[i].hash == hash)
            fail_cut(cutting, steps, survivors, "an earlier or later state came back");
    fail_cut(cutting, steps, survivors, "something is half-written");
    return 0;
}

static void remember(void *self, const struct error *error)
{
    if (!strstr(error->text, "MB are free"))
        snprintf(self, sizeof error->text, "%s", error->text);
}

static void check_counts(const struct cutting *cutting, size_t steps, enum disk_survivors survivors,
                         struct store *store, size_t deeds_done)
{
    struct counts found = counts_of(store_database(store)), wanted = deeds_leave(deeds_done);
    if (!counts_equal(&found, &wanted))
        fail_cut(cutting, steps, survivors, "a ticket, booking or note is lost or doubled");
}

static void check_store(const struct cutting *cutting, size_t steps, enum disk_survivors survivors,
                        size_t deeds_done)
{
    struct error error = {0};
    char said[sizeof error.text] = "", head[65];
    uint64_t lines;
    struct store *store = store_open(cutting->folder, STORE_DESK, cutting->f->clock, &error);
    if (!store)
        fail_cut(cutting, steps, survivors, error.text);
    if (!store_check(store, remember, said) && said[0])
        fail_cut(cutting, steps, survivors, said);
    if (!audit_verify(store, &lines, head, &error))
        fail_cut(cutting, steps, survivors, error.text);
    check_counts(cutting, steps, survivors, store, deeds_done);
    store_close(store);
}

/* After the lights come back the same is asked for again: it is there once. */
static void ask_again(const struct cutting *cutting, size_t steps, enum disk_survivors survivors,
                      size_t deed, bool was_done)
{
    struct fixture again = {.clock = cutting->f->clock, .arena = arena_new()};
    snprintf(again.home, sizeof again.home, "%s", cutting->folder);
    again.kiosk = fixture_open(&again, STORE_KIOSK);
    again.desk = fixture_open(&again, STORE_DESK);
    again.admin = fixture_open(&again, STORE_ADMIN);
    if (!deeds[deed].run(&again) && !(was_done && deeds[deed].is_refused_again))
        fail_cut(cutting, steps, survivors, again.error.text);
    check_counts(cutting, steps, survivors, again.admin, deed + 1);
    fixture_close_stores(&again);
    arena_free(again.arena);
}

typedef void checker(struct cutting *cutting, size_t steps, enum disk_survivors survivors);

static void check_deeds(struct cutting *cutting, size_t steps, enum disk_survivors survivors)
{
    size_t state = which_state(cutting, steps, survivors); /* 0: as it was before the first deed */
    check_store(cutting, steps, survivors, state);
    size_t told = told_by(cutting, steps);
    if (told == 0 || told > DEED_COUNT || disk_random(&cutting->random) % 8)
        return;
    size_t deed = told - 1; /* the state before any deed is told first */
    if (!deeds[deed].is_slow && !(deeds[deed].counts_again && state > deed))
        ask_again(cutting, steps, survivors, deed, state > deed);
}

static void cut(struct cutting *cutting, size_t steps, enum disk_survivors survivors,
                checker *check_one)
{
    disk_cut(cutting->folder, steps, survivors, &cutting->random);
    check_one(cutting, steps, survivors);
    cutting->cuts++;
}

/* After a step that syncs nothing, no more survives for certain than before it; after one that
 * does, mostly all that can. */
static void cut_everywhere(struct cutting *cutting, checker *check_one)
{
    size_t recorded = disk_steps();
    for (size_t steps = 0; steps <= recorded; steps++) {
        bool synced = steps == 0 || disk_step_syncs(steps - 1);
        cut(cutting, steps, synced ? DISK_NOTHING : DISK_EVERYTHING, check_one);
        for (int i = 0; i < (synced ? 1 : RANDOM_CUTS); i++)
            cut(cutting, steps, DISK_SOME, check_one);
    }
    assert_int_equal(disk_steps(), recorded);
}

/* ---- The tests ---- */

static void open_all(struct fixture *f, const struct journal *journal)
{
    f->kiosk = fixture_open(f, STORE_KIOSK);
    f->desk = fixture_open(f, STORE_DESK);
    f->admin = fixture_open(f, STORE_ADMIN);
    assert_non_null(strstr(store_describe(f->desk), journal->name));
}

static void start(struct fixture *f, const struct journal *journal)
{
    char password[20];
    pretend(journal);
    disk_start();
    fixture_start(f);
    add_officer(f, "fatima", "Fatima", password);
    fixture_close_stores(f);
}

static void finish(struct cutting *cutting, uint64_t seed, const char *journal)
{
    print_message("%s: %zu cuts over %zu steps, seed %llu\n", journal, cutting->cuts, disk_steps(),
                  (unsigned long long)seed);
    fixture_end(cutting->f);
    disk_stop();
}

static void what_was_told_survives_any_power_cut(void **state)
{
    (void)state;
    for (size_t j = 0; j < JOURNAL_COUNT; j++) {
        struct fixture f;
        struct cutting cutting;
        uint64_t seed = first_seed();
        print_message("MARHABA_SEED=%llu\n", (unsigned long long)seed);
        start(&f, &journals[j]);
        begin_cutting(&cutting, &f, seed);
        disk_record(f.home);
        open_all(&f, &journals[j]);
        remember_state(&cutting);
        for (size_t i = 0; i < DEED_COUNT; i++) {
            if (!deeds[i].run(&f))
                fail_msg("%s: %s", deeds[i].name, f.error.text);
            clock_advance(f.clock, 1000);
            remember_state(&cutting);
            if (i % 4 == 3) { /* a program ends and starts again */
                fixture_close_stores(&f);
                open_all(&f, &journals[j]);
            }
        }
        fixture_close_stores(&f);
        cut_everywhere(&cutting, check_deeds);
        finish(&cutting, seed, journals[j].name);
    }
}

/* A schema like ours and two steps that rewrite what is there, as one of a later version may. */
#define LATER_STEPS 2u
static const struct schema_step later_steps[LATER_STEPS] = {
    {{"ALTER TABLE tickets ADD COLUMN counter INTEGER NOT NULL DEFAULT 0;"
      "CREATE TABLE counters (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;",
      "INSERT INTO counters SELECT rowid, code FROM tickets; UPDATE tickets SET counter = rowid;"}},
    {{"CREATE INDEX tickets_of_counter ON tickets (counter);", "DELETE FROM counters WHERE id = 1;",
      "ALTER TABLE counters ADD COLUMN room TEXT;"}},
};

/* Takes our schema `later` of those steps further. */
static void take_steps(struct database *database, size_t later)
{
    struct schema_step steps[16];
    struct error error = {0};
    assert_true(schema_step_count + LATER_STEPS <= 16);
    memcpy(steps, schema_steps, schema_step_count * sizeof *steps);
    memcpy(steps + schema_step_count, later_steps, sizeof later_steps);
    check(migrate(database, steps, schema_step_count + later, &error), &error);
}

static struct database *open_database(const char *folder)
{
    struct error error = {0};
    char *path = file_join(folder, "marhaba.db");
    struct database *database = database_open(path, false, &error);
    check(database, &error);
    free(path);
    return database;
}

static void check_migration(struct cutting *cutting, size_t steps, enum disk_survivors survivors)
{
    which_state(cutting, steps, survivors);
    struct database *database = open_database(cutting->folder);
    if (count_in(database, "SELECT count(*) FROM pragma_integrity_check"
                           " WHERE integrity_check <> 'ok'") != 0)
        fail_cut(cutting, steps, survivors, "the database is damaged");
    take_steps(database, LATER_STEPS);
    database_close(database);
    if (hash_of(cutting->folder) != cutting->states[LATER_STEPS].hash)
        fail_cut(cutting, steps, survivors, "the rest of the migration gave something else");
}

static void a_migration_is_taken_whole_or_not(void **state)
{
    (void)state;
    for (size_t j = 0; j < JOURNAL_COUNT; j++) {
        struct fixture f;
        struct cutting cutting;
        uint64_t seed = first_seed();
        start(&f, &journals[j]);
        open_all(&f, &journals[j]);
        for (uint32_t n = 0; n < 10; n++)
            issue(&f, f.kiosk, n);
        fixture_close_stores(&f);
        begin_cutting(&cutting, &f, seed);
        disk_record(f.home);
        struct database *database = open_database(f.home);
        remember_state(&cutting);
        for (size_t i = 1; i <= LATER_STEPS; i++) {
            take_steps(database, i);
            remember_state(&cutting);
        }
        database_close(database);
        cut_everywhere(&cutting, check_migration);
        finish(&cutting, seed, journals[j].name);
    }
}

/* A disk that lies about its syncs loses tickets: were that not seen, nothing above would be. */
static void a_lost_sync_would_be_found(void **state)
{
    (void)state;
    struct fixture f;
    struct cutting cutting;
    start(&f, &journals[0]);
    begin_cutting(&cutting, &f, 1);
    disk_record(f.home);
    open_all(&f, &journals[0]);
    remember_state(&cutting);
    check(deeds[0].run(&f), &f.error);
    remember_state(&cutting);
    fixture_close_stores(&f);
    disk_forget_syncs();
    disk_cut(cutting.folder, disk_steps(), DISK_NOTHING, &cutting.random);
    assert_true(hash_of(cutting.folder) != cutting.states[1].hash);
    fixture_end(&f);
    disk_stop();
}

int main(void)
{
    log_start("power_test", LOG_WARNING);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_told_survives_any_power_cut),
        cmocka_unit_test(a_migration_is_taken_whole_or_not),
        cmocka_unit_test(a_lost_sync_would_be_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
