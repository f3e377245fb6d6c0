/* Several programs on one store, and programs that are killed. */
#include "fixture.h"

#include <pthread.h>
#include <signal.h>
#include <sys/wait.h>
#include <time.h>

#define EACH  200u
#define KILLS 70u

static pid_t fork_quietly(void)
{
    fflush(NULL);
    return fork();
}

/* A program of its own: drafts `from` to `from + count`, each asked twice. */
static void issue_many(struct fixture *f, uint32_t from, uint32_t count)
{
    struct draft_text text;
    struct ticket_row row, again;
    bool slot_taken;
    struct error error = {0};
    struct store *store = store_open(f->home, STORE_KIOSK, f->clock, &error);
    for (uint32_t n = from; store && n < from + count; n++) {
        struct ticket_draft draft = draft_of(n, &text);
        if (!ticket_issue(store, &draft, &row, &slot_taken, &error) ||
            !ticket_issue(store, &draft, &again, &slot_taken, &error) ||
            row.ordinal != again.ordinal)
            break;
    }
    if (error.text[0])
        fprintf(stderr, "%s\n", error.text);
    store_close(store);
    _exit(error.text[0] ? 1 : 0);
}

static void expect_success(pid_t child)
{
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

static void say(void *self, const struct error *error)
{
    snprintf(self, 1024, "%s", error->text);
}

/* Numbers without gap or double, the file sound, the audit whole. */
static void expect_order(struct fixture *f, int64_t tickets)
{
    char said[1024] = "", head[65];
    uint64_t lines;
    f->desk = fixture_open(f, STORE_DESK);
    if (!store_check(f->desk, say, said) && !strstr(said, "MB are free"))
        fail_msg("%s", said);
    check(audit_verify(f->desk, &lines, head, &f->error), &f->error);
    assert_int_equal(lines, tickets + 1);
    assert_int_equal(count_of(f, "SELECT count(*) FROM tickets"), tickets);
    assert_int_equal(count_of(f, "SELECT count(DISTINCT ordinal) FROM tickets"), tickets);
    assert_int_equal(count_of(f, "SELECT max(ordinal) FROM tickets"), tickets);
    assert_int_equal(count_of(f, "SELECT min(ordinal) FROM tickets"), 1);
    assert_int_equal(count_of(f, "SELECT count(DISTINCT number) FROM cases"), tickets);
}

static void two_programs_issue_at_once(void **state)
{
    (void)state;
    struct fixture f;
    fixture_folder(&f);
    check(store_create(f.home, f.clock, &f.error), &f.error);
    pid_t children[2];
    for (uint32_t i = 0; i < 2; i++) {
        children[i] = fork_quietly();
        if (children[i] == 0)
            issue_many(&f, i * EACH, EACH);
    }
    expect_success(children[0]);
    expect_success(children[1]);
    expect_order(&f, 2 * EACH);
    fixture_end(&f);
}

/* What one of two racing programs does with its open store: 0 it won, 1 the other did. */
typedef int racer(struct fixture *f, struct store *store, uint32_t n);

static void run_racer(struct fixture *f, racer *body, uint32_t n, int start)
{
    char byte;
    struct error error = {0};
    struct store *store = store_open(f->home, STORE_DESK, f->clock, &error);
    if (!store || read(start, &byte, 1) != 0)
        _exit(9);
    int result = body(f, store, n);
    store_close(store);
    _exit(result);
}

/* Two programs that start at the same instant: exactly one wins. */
static void race(struct fixture *f, racer *body, uint32_t round)
{
    int start[2], results[2] = {0, 0};
    pid_t children[2];
    assert_int_equal(pipe(start), 0);
    for (uint32_t i = 0; i < 2; i++) {
        children[i] = fork_quietly();
        if (children[i] == 0) {
            close(start[1]);
            run_racer(f, body, 2 * round + i, start[0]);
        }
    }
    close(start[0]);
    close(start[1]);
    for (size_t i = 0; i < 2; i++)
        waitpid(children[i], &results[i], 0);
    assert_int_equal(WEXITSTATUS(results[0]) + WEXITSTATUS(results[1]), 1);
}

static int take_last_seat(struct fixture *f, struct store *store, uint32_t n)
{
    struct draft_text text;
    struct ticket_row row;
    bool slot_taken = false;
    struct ticket_draft draft = draft_of(n, &text);
    draft.slot_ms = at("2026-12-02T10:00") + (int64_t)(n / 2) * HOUR_MS;
    draft.slot_minutes = 20;
    draft.slot_seats = 1;
    if (ticket_issue(store, &draft, &row, &slot_taken, &f->error))
        return 0;
    return slot_taken && f->error.kind == ERROR_TAKEN ? 1 : 8;
}

static void one_of_two_programs_gets_the_last_seat(void **state)
{
    (void)state;
    struct fixture f;
    fixture_folder(&f);
    check(store_create(f.home, f.clock, &f.error), &f.error);
    for (uint32_t round = 0; round < 20; round++)
        race(&f, take_last_seat, round);
    assert_int_equal(count_of(&f, "SELECT count(*) FROM bookings"), 20);
    assert_int_equal(count_of(&f, "SELECT count(*) FROM tickets"), 20);
    fixture_end(&f);
}

static int take_person(struct fixture *f, struct store *store, uint32_t n)
{
    struct draft_text text;
    struct case_row found;
    struct ticket_draft draft = draft_of(n / 2, &text);
    if (case_open_by_ticket(store, draft.id, n % 2 ? "fatima" : "said", f->arena, &found,
                            &f->error))
        return 0;
    return f->error.kind == ERROR_TAKEN ? 1 : 8;
}

static void one_of_two_officers_gets_the_person(void **state)
{
    (void)state;
    struct fixture f;
    char password[20];
    fixture_start(&f);
    add_officer(&f, "fatima", "Fatima", password);
    add_officer(&f, "said", "Saïd", password);
    for (uint32_t n = 0; n < 20; n++)
        issue(&f, f.kiosk, n);
    fixture_close_stores(&f);
    for (uint32_t round = 0; round < 20; round++)
        race(&f, take_person, round);
    assert_int_equal(count_of(&f, "SELECT count(*) FROM cases WHERE holder IS NOT NULL"), 20);
    assert_int_equal(count_of(&f, "SELECT count(*) FROM case_events WHERE kind = 'opened'"), 20);
    fixture_end(&f);
}

struct shown {
    uint32_t n, ordinal;
};

/* Issues for ever, and says each ticket that it would show. */
static void issue_until_killed(struct fixture *f, uint32_t from, int out)
{
    struct draft_text text;
    struct ticket_row row;
    bool slot_taken;
    struct error error = {0};
    struct store *store = store_open(f->home, STORE_KIOSK, f->clock, &error);
    for (uint32_t n = from; store; n++) {
        struct ticket_draft draft = draft_of(n, &text);
        draft.slot_ms = n % 2 ? 0 : at("2026-12-02T10:00") + n * MINUTE_MS;
        draft.slot_minutes = draft.slot_seats = 1;
        if (!ticket_issue(store, &draft, &row, &slot_taken, &error))
            break;
        struct shown shown = {.n = n, .ordinal = row.ordinal};
        if (write(out, &shown, sizeof shown) != sizeof shown)
            break;
    }
    fprintf(stderr, "%s\n", error.text);
    _exit(1);
}

/* Kills a program some time after its first ticket; adds what it showed to `shown`. */
static size_t kill_one(struct fixture *f, uint32_t round, struct shown *shown, size_t room)
{
    int told[2];
    size_t count = 0;
    assert_int_equal(pipe(told), 0);
    pid_t child = fork_quietly();
    if (child == 0) {
        close(told[0]);
        issue_until_killed(f, round * 10000, told[1]);
    }
    close(told[1]);
    assert_int_equal(read(told[0], &shown[count], sizeof *shown), sizeof *shown);
    count++;
    struct timespec pause = {.tv_nsec = (long)(round * 7919 % 997) * 30000};
    nanosleep(&pause, NULL);
    kill(child, SIGKILL);
    while (count < room && read(told[0], &shown[count], sizeof *shown) == sizeof *shown)
        count++;
    close(told[0]);
    waitpid(child, NULL, 0);
    return count;
}

static void a_ticket_that_was_shown_survives_being_killed(void **state)
{
    (void)state;
    struct fixture f;
    fixture_folder(&f);
    check(store_create(f.home, f.clock, &f.error), &f.error);
    static struct shown shown[100000];
    size_t count = 0;
    for (uint32_t round = 0; round < KILLS; round++)
        count += kill_one(&f, round, shown + count, sizeof shown / sizeof shown[0] - count);
    f.kiosk = fixture_open(&f, STORE_KIOSK);
    for (size_t i = 0; i < count; i++) {
        struct ticket_row row;
        struct draft_text text;
        struct ticket_draft draft = draft_of(shown[i].n, &text);
        check(ticket_by_id(f.kiosk, draft.id, &row, &f.error), &f.error);
        assert_int_equal(row.ordinal, shown[i].ordinal);
    }
    int64_t stored = count_of(&f, "SELECT count(*) FROM tickets");
    assert_true(stored >= (int64_t)count && stored <= (int64_t)(count + KILLS));
    assert_int_equal(count_of(&f, "SELECT count(*) FROM cases"), stored);
    assert_int_equal(count_of(&f, "SELECT count(*) FROM bookings"),
                     count_of(&f, "SELECT count(*) FROM tickets WHERE slot_ms > 0"));
    expect_order(&f, stored);
    print_message("%zu tickets shown before %u kills\n", count, KILLS);
    fixture_end(&f);
}

#if !defined(NDEBUG) || defined(MARHABA_SANITIZED)
static void *use_from_a_thread(void *self)
{
    struct fixture *f = self;
    issue(f, f->kiosk, 2);
    return NULL;
}

static void a_store_is_not_shared_by_threads_or_forks(void **state)
{
    (void)state;
    for (int forked = 0; forked < 2; forked++) {
        struct fixture f;
        int status = 0;
        fixture_folder(&f);
        check(store_create(f.home, f.clock, &f.error), &f.error);
        pid_t child = fork_quietly();
        if (child == 0) {
            pthread_t thread;
            signal(SIGABRT, SIG_DFL);
            f.kiosk = fixture_open(&f, STORE_KIOSK);
            issue(&f, f.kiosk, 1);
            if (forked && fork_quietly() == 0)
                use_from_a_thread(&f);
            if (forked)
                wait(&status);
            else if (pthread_create(&thread, NULL, use_from_a_thread, &f) == 0)
                pthread_join(thread, NULL);
            _exit(WIFSIGNALED(status) ? 66 : 0);
        }
        waitpid(child, &status, 0);
        assert_true(forked ? WIFEXITED(status) && WEXITSTATUS(status) == 66
                           : WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
        fixture_end(&f);
    }
}
#endif

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_programs_issue_at_once),
        cmocka_unit_test(one_of_two_programs_gets_the_last_seat),
        cmocka_unit_test(one_of_two_officers_gets_the_person),
        cmocka_unit_test(a_ticket_that_was_shown_survives_being_killed),
#if !defined(NDEBUG) || defined(MARHABA_SANITIZED)
        cmocka_unit_test(a_store_is_not_shared_by_threads_or_forks),
#endif
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
