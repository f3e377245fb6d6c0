/* A disk that fails at any one call, or from it on: the caller is told so, nothing is half-written,
 * and the next try does it. And what the caller was told is done is safe from a power cut. */
#include "base/log.h"
#include "deeds.h"
#include "disk.h"
#include "pretend.h"

#include <fcntl.h>

enum { ONCE_FULL, STAYS_FULL, ONCE_BROKEN, STAYS_BROKEN };

static const struct way {
    const char *name;
    enum disk_failure how;
    bool lasting;
    const char *part; /* of the sentence, when it is the deed itself that met the failure */
} ways[] = {
    [ONCE_FULL] = {"one call finds the disk full", DISK_FULL, false, "disk is full"},
    [STAYS_FULL] = {"the disk stays full", DISK_FULL, true, "disk is full"},
    [ONCE_BROKEN] = {"one call fails", DISK_BROKEN, false, "marhaba.db"},
    [STAYS_BROKEN] = {"every call fails", DISK_BROKEN, true, "marhaba.db"},
};

struct trial {
    struct fixture *f;
    const struct journal *journal;
    const struct way *way;
    size_t deed;
    unsigned nth;
    char folder[320]; /* for power cuts */
};

static void fail_trial(const struct trial *trial, const char *why)
{
    fail_msg("%s, %s at call %u of \"%s\": %s (%s)", trial->journal->name, trial->way->name,
             trial->nth, deeds[trial->deed].name, why, trial->f->error.text);
}

/* One store in every role: what is written, and how, is the same. */
static void open_one(struct fixture *f, const struct journal *journal)
{
    f->kiosk = f->desk = f->admin = fixture_open(f, STORE_ADMIN);
    assert_non_null(strstr(store_describe(f->desk), journal->name));
}

static void close_one(struct fixture *f)
{
    store_close(f->admin);
    f->kiosk = f->desk = f->admin = NULL;
}

static void copy_database(const char *from, const char *to)
{
    struct buffer bytes;
    struct error error = {0};
    check(file_read(from, 64u << 20, &bytes, &error), &error);
    int fd = open(to, O_WRONLY | O_CREAT | O_TRUNC, 0660);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, bytes.bytes, bytes.length), bytes.length);
    assert_int_equal(close(fd), 0);
    buffer_free(&bytes);
}

static struct counts counts_in(const char *folder)
{
    struct error error = {0};
    char *path = file_join(folder, "marhaba.db");
    struct database *database = database_open(path, false, &error);
    check(database, &error);
    struct counts counts = counts_of(database);
    if (count_in(database, "SELECT count(*) FROM pragma_integrity_check"
                           " WHERE integrity_check <> 'ok'") != 0)
        counts.tickets = -1;
    database_close(database);
    free(path);
    return counts;
}

/* 0: as before the deed; 1: as after it. */
static int side_of(const struct trial *trial, const char *folder)
{
    struct counts found = counts_in(folder), before = deeds_leave(trial->deed),
                  after = deeds_leave(trial->deed + 1);
    if (counts_equal(&found, &before))
        return 0;
    if (!counts_equal(&found, &after))
        fail_trial(trial, "something is half-written");
    return 1;
}

static void expect_durable(const struct trial *trial)
{
    uint64_t random = 0;
    disk_cut(trial->folder, disk_steps(), DISK_NOTHING, &random);
    if (side_of(trial, trial->folder) != 1)
        fail_trial(trial, "it was told as done, and a power cut takes it away");
}

static void expect_honest(const struct trial *trial, bool was_done)
{
    if (trial->f->error.kind == ERROR_NONE || !strstr(trial->f->error.text, trial->way->part))
        fail_trial(trial, "the sentence does not say what is wrong");
    if (was_done && strstr(trial->f->error.text, "nothing was stored"))
        fail_trial(trial, "it is stored, and the sentence denies it");
}

static void try_again(const struct trial *trial, bool was_done)
{
    struct fixture *f = trial->f;
    char head[65];
    uint64_t lines;
    error_clear(&f->error);
    /* Whoever asks again looks first; looking must not settle what is in doubt. */
    if (!audit_verify(f->desk, &lines, head, &f->error))
        fail_trial(trial, "the audit does not verify before the next try");
    if (!deeds[trial->deed].run(f) && !(was_done && deeds[trial->deed].is_refused_again))
        fail_trial(trial, "the next try fails");
    if (!audit_verify(f->desk, &lines, head, &f->error))
        fail_trial(trial, "the audit does not verify");
    expect_durable(trial);
}

/* One deed with one failing call; false when the deed has no such call any more. */
static bool try_one(const struct trial *trial, const char *before)
{
    struct fixture *f = trial->f;
    char *path = file_join(f->home, "marhaba.db");
    copy_database(before, path);
    disk_record(f->home);
    open_one(f, trial->journal);
    error_clear(&f->error);
    disk_fail(trial->nth, trial->way->how, trial->way->lasting);
    bool done = deeds[trial->deed].run(f);
    disk_heal();
    bool met = disk_has_failed(), is_there = !met || side_of(trial, f->home) == 1;
    if (!done && !met)
        fail_trial(trial, "it fails although nothing was in its way");
    if (done)
        expect_durable(trial);
    else
        expect_honest(trial, is_there);
    if (met && !(is_there && deeds[trial->deed].counts_again))
        try_again(trial, is_there);
    close_one(f);
    free(path);
    return met;
}

/* Fails each call of a deed in turn, once and from there on, the disk full or broken by turns; how
 * many there were. */
static unsigned try_all(struct trial *trial, const char *before)
{
    static const size_t turns[2][2] = {{ONCE_FULL, STAYS_BROKEN}, {ONCE_BROKEN, STAYS_FULL}};
    bool met = true;
    for (trial->nth = 1; met; trial->nth++)
        for (size_t i = 0; i < 2; i++) {
            trial->way = &ways[turns[trial->nth % 2][i]];
            met = try_one(trial, before);
        }
    return trial->nth - 2;
}

static void start(struct fixture *f, const struct journal *journal, struct trial *trial)
{
    char password[20];
    pretend(journal);
    disk_start();
    fixture_start(f);
    add_officer(f, "fatima", "Fatima", password);
    fixture_close_stores(f);
    *trial = (struct trial){.f = f, .journal = journal};
    snprintf(trial->folder, sizeof trial->folder, "%s/after-the-cut", f->home);
    assert_int_equal(mkdir(trial->folder, 0755), 0);
}

static void no_failing_call_halves_a_deed(void **state)
{
    (void)state;
    for (size_t j = 0; j < JOURNAL_COUNT; j++) {
        struct fixture f;
        struct trial trial;
        unsigned calls = 0;
        start(&f, &journals[j], &trial);
        char *path = file_join(f.home, "marhaba.db"), *before = file_join(f.home, "before");
        for (trial.deed = 0; trial.deed < DEED_COUNT; trial.deed++) {
            copy_database(path, before);
            if (!deeds[trial.deed].is_slow)
                calls += try_all(&trial, before);
            copy_database(before, path);
            open_one(&f, &journals[j]);
            check(deeds[trial.deed].run(&f), &f.error);
            close_one(&f);
        }
        print_message("%s: %u failing calls\n", journals[j].name, calls);
        assert_true(calls > 100);
        free(path);
        free(before);
        fixture_end(&f);
        disk_stop();
    }
}

/* Fails each call of an opening in turn, on the files as a power cut after `steps` left them. */
static void open_failing(const struct trial *trial, size_t steps)
{
    bool met = true;
    for (unsigned nth = 1; met; nth++) {
        uint64_t random = steps;
        struct error error = {0};
        disk_cut(trial->folder, steps, DISK_EVERYTHING, &random);
        disk_fail(nth, trial->way->how, trial->way->lasting);
        struct store *store = store_open(trial->folder, STORE_DESK, trial->f->clock, &error);
        disk_heal();
        met = disk_has_failed();
        if (!store && (!met || !strstr(error.text, trial->way->part)))
            fail_msg("%s at call %u of opening: %s", trial->way->name, nth, error.text);
        store_close(store);
        store = store_open(trial->folder, STORE_DESK, trial->f->clock, &error);
        check(store, &error);
        store_close(store);
        side_of(trial, trial->folder);
    }
}

/* Opening, with the recovery of what a program left that ended in the middle of a deed. */
static void no_failing_call_halves_an_opening(void **state)
{
    (void)state;
    for (size_t j = 0; j < JOURNAL_COUNT; j++) {
        struct fixture f;
        struct trial trial;
        start(&f, &journals[j], &trial);
        char *keys = file_join(f.home, "keys"), *to = file_join(trial.folder, "keys");
        assert_int_equal(symlink(keys, to), 0);
        free(keys);
        free(to);
        disk_record(f.home);
        open_one(&f, &journals[j]);
        size_t first = disk_steps();
        check(deeds[0].run(&f), &f.error);
        size_t last = disk_steps();
        close_one(&f);
        for (size_t steps = first, i = 0; steps <= last; steps += 9, i++) {
            trial.way = &ways[i % (sizeof ways / sizeof *ways)];
            open_failing(&trial, steps);
        }
        fixture_end(&f);
        disk_stop();
    }
}

int main(void)
{
    log_start("failing_disk_test", LOG_FAILURE);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_failing_call_halves_a_deed),
        cmocka_unit_test(no_failing_call_halves_an_opening),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
