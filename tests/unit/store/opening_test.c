/* What is said when the store cannot be used as it should, and that nothing is half-written. */
#define _GNU_SOURCE /* setgroups */
#include "fixture.h"
#include "store/migrate.h"

#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>

static void the_log_is_used_only_where_its_race_is_mended(void **state)
{
    (void)state;
    static const struct {
        int version;
        bool safe;
    } cases[] = {{3006023, false}, {3007000, false}, {3040001, false}, {3044005, false},
                 {3044006, true},  {3044009, true},  {3045000, false}, {3050006, false},
                 {3050007, true},  {3050012, true},  {3051000, false}, {3051002, false},
                 {3051003, true},  {3051009, true},  {3052000, false}, {3052001, true},
                 {3053000, true},  {4000000, true}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        if (database_wal_is_safe(cases[i].version) != cases[i].safe)
            fail_msg("version %d", cases[i].version);
}

static void a_store_says_what_it_stands_on(void **state)
{
    (void)state;
    struct fixture f;
    fixture_start(&f);
    assert_non_null(strstr(store_describe(f.kiosk), "sqlite 3."));
    assert_true(strstr(store_describe(f.kiosk), "rollback journal") ||
                strstr(store_describe(f.kiosk), "write-ahead log"));
    fixture_end(&f);
}

static void creation_touches_nothing_that_is_there(void **state)
{
    (void)state;
    struct fixture f;
    struct buffer before, after;
    fixture_start(&f);
    issue(&f, f.kiosk, 1);
    char *key = file_join(f.home, "keys/commune.key"), *path = file_join(f.home, "marhaba.db");
    struct stat about;
    assert_int_equal(stat(key, &about), 0);
    assert_int_equal(about.st_mode & 0777, 0600);
    check(file_read(key, 1000, &before, &f.error), &f.error);
    assert_false(store_create(f.home, f.clock, &f.error));
    expect_sentence(&f.error, ERROR_TAKEN, "marhaba.db is there already");
    fixture_close_stores(&f);
    unlink(path);
    assert_false(store_create(f.home, f.clock, &f.error));
    expect_sentence(&f.error, ERROR_TAKEN, "already holds keys");
    assert_false(file_exists(path));
    check(file_read(key, 1000, &after, &f.error), &f.error);
    assert_string_equal(before.bytes, after.bytes);
    buffer_free(&before);
    buffer_free(&after);
    free(key);
    free(path);
    fixture_end(&f);
}

static void expect_refusal(struct fixture *f, enum store_role role, enum error_kind kind,
                           const char *part)
{
    error_clear(&f->error);
    struct store *store = store_open(f->home, role, f->clock, &f->error);
    if (store) {
        store_close(store);
        fail_msg("opened, where \"%s\" was expected", part);
    }
    expect_sentence(&f->error, kind, part);
}

static void write_text(struct fixture *f, const char *name, const char *text)
{
    char *path = file_join(f->home, name);
    check(file_write(path, text, strlen(text), 0600, &f->error), &f->error);
    free(path);
}

static void wrong_and_missing_keys_are_named(void **state)
{
    (void)state;
    static const char zeros[] =
        " key 1 0000000000000000000000000000000000000000000000000000000000000000\n";
    static const struct {
        const char *name, *text; /* NULL: removed; starts with a space: after the right head */
        enum store_role role;
        enum error_kind kind; /* ERROR_NONE: opens */
        const char *part;
    } cases[] = {
        {"keys/commune.pub", NULL, STORE_KIOSK, ERROR_MISSING, "keys/commune.pub is missing"},
        {"keys/commune.pub", "", STORE_KIOSK, ERROR_INPUT, "does not hold a key"},
        {"keys/commune.pub", "marhaba public key 1 xyz\n", STORE_KIOSK, ERROR_INPUT, "does not"},
        {"keys/commune.pub", zeros, STORE_KIOSK, ERROR_INPUT, "is not the key"},
        {"keys/commune.pub", zeros, STORE_DESK, ERROR_INPUT, "does not belong to commune.pub"},
        {"keys/commune.key", NULL, STORE_DESK, ERROR_MISSING, "keys/commune.key is missing"},
        {"keys/commune.key", NULL, STORE_ADMIN, ERROR_MISSING, "keys/commune.key is missing"},
        {"keys/commune.key", NULL, STORE_KIOSK, ERROR_NONE, ""},
        {"keys/commune.key", "junk", STORE_DESK, ERROR_INPUT, "does not hold a key"},
        {"keys/commune.key", "junk", STORE_KIOSK, ERROR_NONE, ""},
        {"keys/commune.key", zeros, STORE_DESK, ERROR_INPUT, "does not belong to commune.pub"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct fixture f;
        char text[160];
        fixture_start(&f);
        fixture_close_stores(&f);
        char *path = file_join(f.home, cases[i].name);
        bool secret = strstr(cases[i].name, ".key") != NULL;
        if (cases[i].text) {
            snprintf(text, sizeof text, "%s%s",
                     cases[i].text == zeros ? secret ? "marhaba secret" : "marhaba public" : "",
                     cases[i].text);
            write_text(&f, cases[i].name, text);
        } else {
            unlink(path);
        }
        if (cases[i].kind == ERROR_NONE)
            store_close(fixture_open(&f, cases[i].role));
        else
            expect_refusal(&f, cases[i].role, cases[i].kind, cases[i].part);
        free(path);
        fixture_end(&f);
    }
}

static void what_is_no_store_is_refused(void **state)
{
    (void)state;
    struct fixture f;
    fixture_start(&f);
    fixture_close_stores(&f);
    char *path = file_join(f.home, "marhaba.db");
    tamper(&f, "PRAGMA user_version = 7");
    expect_refusal(&f, STORE_KIOSK, ERROR_INPUT, "newer Marhaba (schema 7, this one knows 3)");
    tamper(&f, "PRAGMA user_version = 3; PRAGMA application_id = 99");
    expect_refusal(&f, STORE_KIOSK, ERROR_INPUT, "another program");
    check(truncate(path, 8192) == 0, &f.error);
    expect_refusal(&f, STORE_KIOSK, ERROR_SYSTEM, "is damaged");
    write_text(&f, "marhaba.db",
               "Not a database at all, but long enough to look like a header "
               "of one, if nobody reads it: it must be a hundred bytes.");
    expect_refusal(&f, STORE_KIOSK, ERROR_INPUT, "is not a database");
    check(truncate(path, 0) == 0, &f.error);
    expect_refusal(&f, STORE_KIOSK, ERROR_INPUT, "is empty");
    unlink(path);
    expect_refusal(&f, STORE_KIOSK, ERROR_MISSING, " init && cp -a ");
    free(path);
    fixture_end(&f);
}

/* Runs `body` in a child; its exit status. */
static int in_child(void (*body)(struct fixture *f), struct fixture *f)
{
    int status = 0;
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        body(f);
        _exit(0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 255;
}

static void open_as_nobody(struct fixture *f)
{
    struct error error = {0};
    const char *home = f->home;
    if (geteuid() == 0) {
        /* The folders above may be closed to everyone but root. */
        if (chroot(f->home) != 0 || chdir("/") != 0)
            _exit(2);
        home = "/";
        if (setgroups(0, NULL) != 0 || setgid(65534) != 0 || setuid(65534) != 0)
            _exit(3);
    }
    struct store *store = store_open(home, STORE_KIOSK, f->clock, &error);
    if (store)
        _exit(4);
    if (error.kind != ERROR_DENIED || !strstr(error.text, "cannot be written"))
        _exit(5);
}

static void a_read_only_store_is_refused(void **state)
{
    (void)state;
    struct fixture f;
    fixture_start(&f);
    fixture_close_stores(&f);
    char *path = file_join(f.home, "marhaba.db"),
         *journal = file_join(f.home, "marhaba.db-journal");
    chmod(path, 0444);
    chmod(journal, 0444);
    chmod(f.home, 0755);
    assert_int_equal(in_child(open_as_nobody, &f), 0);
    chmod(path, 0666);
    chmod(f.home, 0555);
    assert_int_equal(in_child(open_as_nobody, &f), 0);
    chmod(f.home, 0755);
    free(path);
    free(journal);
    fixture_end(&f);
}

/* Holds the whole database until it is killed; says through the pipe that it does. */
static pid_t lock_elsewhere(struct fixture *f)
{
    int ready[2];
    char byte;
    assert_int_equal(pipe(ready), 0);
    pid_t child = fork();
    if (child == 0) {
        char *path = file_join(f->home, "marhaba.db");
        struct database *database = database_open(path, false, &f->error);
        if (!database || !database_run(database, "BEGIN EXCLUSIVE", &f->error) ||
            write(ready[1], "x", 1) != 1)
            _exit(1);
        pause();
        _exit(0);
    }
    close(ready[1]);
    assert_int_equal(read(ready[0], &byte, 1), 1);
    close(ready[0]);
    return child;
}

static void a_locked_store_is_waited_for_and_then_named(void **state)
{
    (void)state;
    struct fixture f;
    struct draft_text text;
    struct ticket_row row;
    bool slot_taken;
    fixture_folder(&f);
    check(store_create(f.home, f.clock, &f.error), &f.error);
    pid_t child = lock_elsewhere(&f);
    expect_refusal(&f, STORE_KIOSK, ERROR_BUSY, "held by another program");
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    f.kiosk = fixture_open(&f, STORE_KIOSK);
    child = lock_elsewhere(&f);
    struct ticket_draft draft = draft_of(1, &text);
    assert_false(ticket_issue(f.kiosk, &draft, &row, &slot_taken, &f.error));
    expect_sentence(&f.error, ERROR_BUSY, "held by another program");
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    assert_string_equal(issue(&f, f.kiosk, 1).number, "A-001");
    fixture_end(&f);
}

/* A disk that fills up at any point: no file may grow past the limit. Each ticket is there whole or
 * not at all. */
static void issue_until_full(struct fixture *f)
{
    struct draft_text text;
    struct ticket_row row;
    bool slot_taken;
    struct error error = {0};
    struct store *store = store_open(f->home, STORE_KIOSK, f->clock, &error);
    if (!store)
        _exit(3);
    char *path = file_join(f->home, "marhaba.db");
    struct stat about;
    if (stat(path, &about) != 0)
        _exit(4);
    free(path);
    signal(SIGXFSZ, SIG_IGN);
    rlim_t most = (rlim_t)about.st_size + 16384 + (rlim_t)(clock_now_ms(f->clock) % 40000);
    setrlimit(RLIMIT_FSIZE, &(struct rlimit){most, RLIM_INFINITY});
    uint32_t n = 0;
    for (; n < 1000; n++) {
        struct ticket_draft draft = draft_of(n + (uint32_t)(about.st_size * 1000), &text);
        if (!ticket_issue(store, &draft, &row, &slot_taken, &error))
            break;
    }
    if (n == 1000)
        _exit(5);
    if (error.kind != ERROR_SYSTEM || !strstr(error.text, "disk is full"))
        _exit(6);
    struct ticket_draft draft = draft_of(n + (uint32_t)(about.st_size * 1000), &text);
    if (ticket_by_id(store, draft.id, &row, &error))
        _exit(7);
    setrlimit(RLIMIT_FSIZE, &(struct rlimit){RLIM_INFINITY, RLIM_INFINITY});
    if (!ticket_issue(store, &draft, &row, &slot_taken, &error) || row.ordinal == 0)
        _exit(8);
    store_close(store);
}

static void remember(void *self, const struct error *error)
{
    snprintf(self, 1024, "%s", error->text);
}

static void a_full_disk_loses_nothing(void **state)
{
    (void)state;
    struct fixture f;
    char said[1024] = "";
    char head[65];
    uint64_t lines;
    fixture_folder(&f);
    check(store_create(f.home, f.clock, &f.error), &f.error);
    for (int i = 0; i < 12; i++) {
        clock_advance(f.clock, 3100);
        assert_int_equal(in_child(issue_until_full, &f), 0);
    }
    f.desk = fixture_open(&f, STORE_DESK);
    if (!store_check(f.desk, remember, said) && !strstr(said, "MB are free"))
        fail_msg("%s", said);
    check(audit_verify(f.desk, &lines, head, &f.error), &f.error);
    assert_int_equal(count_of(&f, "SELECT count(*) - max(ordinal) FROM tickets"), 0);
    assert_int_equal(count_of(&f, "SELECT count(*) FROM tickets") + 1, lines);
    fixture_end(&f);
}

static void create_on_a_full_disk(struct fixture *f)
{
    struct error error = {0};
    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &(struct rlimit){20000, RLIM_INFINITY});
    if (store_create(f->home, f->clock, &error) || !strstr(error.text, "disk is full"))
        _exit(3);
}

static void a_creation_that_fails_leaves_nothing(void **state)
{
    (void)state;
    struct fixture f;
    fixture_folder(&f);
    assert_int_equal(in_child(create_on_a_full_disk, &f), 0);
    char **names = file_list(f.home);
    assert_string_equal(names[0], "keys");
    assert_null(names[1]);
    file_list_free(names);
    check(store_create(f.home, f.clock, &f.error), &f.error);
    fixture_end(&f);
}

static void half_a_pair_of_keys_is_not_left(void **state)
{
    (void)state;
    struct fixture f;
    char in_the_way[320];
    fixture_folder(&f);
    snprintf(in_the_way, sizeof in_the_way, "%s/keys", f.home);
    assert_int_equal(mkdir(in_the_way, 0755), 0);
    /* Where the public key is written before it gets its name. */
    snprintf(in_the_way, sizeof in_the_way, "%s/keys/commune.pub.%ld.tmp", f.home, (long)getpid());
    assert_int_equal(mkdir(in_the_way, 0755), 0);
    assert_false(store_create(f.home, f.clock, &f.error));
    assert_non_null(strstr(f.error.text, "commune.pub"));
    assert_int_equal(rmdir(in_the_way), 0);
    check(store_create(f.home, f.clock, &f.error), &f.error);
    fixture_end(&f);
}

static void the_check_names_each_thing(void **state)
{
    (void)state;
    struct fixture f;
    char said[1024] = "";
    fixture_start(&f);
    bool good = store_check(f.admin, remember, said);
    if (!good && !strstr(said, "MB are free"))
        fail_msg("%s", said);
    char *key = file_join(f.home, "keys/commune.key");
    chmod(key, 0644);
    assert_false(store_check(f.admin, remember, said));
    assert_non_null(strstr(said, "commune.key can be read by others"));
    chmod(key, 0600);
    tamper(&f, "PRAGMA user_version = 4");
    assert_false(store_check(f.admin, remember, said));
    assert_non_null(strstr(said, "schema 4"));
    tamper(&f, "PRAGMA user_version = 3; PRAGMA foreign_keys = OFF;"
               "INSERT INTO case_events (case_id, at_ms, kind) VALUES (77, 1, 'issued')");
    assert_false(store_check(f.admin, remember, said));
    assert_non_null(strstr(said, "case_events"));
    free(key);
    fixture_end(&f);
}

static void damage_inside_is_found(void **state)
{
    (void)state;
    struct fixture f;
    char said[1024] = "";
    static const char garbage[4096] = {0x5a, 0x5a, 0x5a};
    fixture_start(&f);
    for (uint32_t i = 0; i < 50; i++)
        issue(&f, f.kiosk, i);
    fixture_close_stores(&f);
    char *path = file_join(f.home, "marhaba.db");
    int64_t page =
        count_of(&f, "SELECT rootpage FROM sqlite_schema WHERE name = 'tickets_live_code'");
    int fd = open(path, O_WRONLY);
    assert_int_equal(pwrite(fd, garbage, sizeof garbage, (off_t)(page - 1) * 4096), sizeof garbage);
    close(fd);
    f.kiosk = fixture_open(&f, STORE_KIOSK);
    struct ticket_row row;
    assert_false(ticket_by_code(f.kiosk, "000000007", &row, &f.error));
    expect_sentence(&f.error, ERROR_SYSTEM, "is damaged");
    assert_false(store_check(f.kiosk, remember, said));
    assert_non_null(strstr(said, "damaged"));
    free(path);
    fixture_end(&f);
}

static void schema_steps_are_taken_in_order_and_whole(void **state)
{
    (void)state;
    struct fixture f;
    int64_t value;
    fixture_folder(&f);
    static const struct schema_step good[] = {
        {{"CREATE TABLE a (x INTEGER)", "INSERT INTO a VALUES (1)"}},
        {{"UPDATE a SET x = x + 1"}},
        {{"UPDATE a SET x = x * 10"}},
    };
    static const struct schema_step broken[] = {
        {{"unused"}}, {{"unused"}}, {{"unused"}}, {{"UPDATE a SET x = 99", "UPDATE b SET y = 1"}}};
    char *path = file_join(f.home, "steps.db");
    struct database *database = database_open(path, true, &f.error);
    check(database && migrate(database, good, 1, &f.error), &f.error);
    check(migrate(database, good, 3, &f.error) && migrate(database, good, 3, &f.error), &f.error);
    check(database_number(database, "SELECT x FROM a", &value, &f.error), &f.error);
    assert_int_equal(value, 20);
    assert_false(migrate(database, broken, 4, &f.error));
    assert_non_null(strstr(f.error.text, "schema step 4"));
    check(database_number(database, "SELECT x FROM a", &value, &f.error), &f.error);
    assert_int_equal(value, 20);
    check(database_number(database, "PRAGMA user_version", &value, &f.error), &f.error);
    assert_int_equal(value, 3);
    assert_false(migrate(database, good, 2, &f.error));
    expect_sentence(&f.error, ERROR_INPUT, "(schema 3, this one knows 2)");
    database_close(database);
    free(path);
    fixture_end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_log_is_used_only_where_its_race_is_mended),
        cmocka_unit_test(a_store_says_what_it_stands_on),
        cmocka_unit_test(creation_touches_nothing_that_is_there),
        cmocka_unit_test(wrong_and_missing_keys_are_named),
        cmocka_unit_test(what_is_no_store_is_refused),
        cmocka_unit_test(a_read_only_store_is_refused),
        cmocka_unit_test(a_locked_store_is_waited_for_and_then_named),
        cmocka_unit_test(a_full_disk_loses_nothing),
        cmocka_unit_test(a_creation_that_fails_leaves_nothing),
        cmocka_unit_test(half_a_pair_of_keys_is_not_left),
        cmocka_unit_test(the_check_names_each_thing),
        cmocka_unit_test(damage_inside_is_found),
        cmocka_unit_test(schema_steps_are_taken_in_order_and_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
