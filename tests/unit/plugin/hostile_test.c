/* Every hostile plugin does its one act; it must come to nothing, the supervisor must say whose and
 * what it was, hello must work as before, and nothing may be left: no process, no descriptor. */
#include "house.h"

#include "plugin/inside.h"

#include <dirent.h>
#include <errno.h>
#include <pthread.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum where { AT_OPEN, AT_BUILD, AT_EVENT };

struct act {
    const char *plugin;
    enum where where; /* the step that must fail; AT_EVENT with "denied" may also go well */
    const char
        *sentence; /* a part of the complaint; NULL: the act is refused and the visit goes on */
    const char *killed; /* a part of the complaint where the system kills for the act; NULL: same */
};

#define FORBIDDEN "asked the system for something plugins may not do"

static const struct act acts[] = {
    {"null-write", AT_EVENT, "crashed (signal", NULL},
    {"loop-event", AT_EVENT, "did not answer in time while it handled an event", NULL},
    {"loop-build", AT_BUILD, "did not answer in time while it described its screen", NULL},
    {"loop-constructor", AT_OPEN, "did not answer in time while it was being loaded", NULL},
    {"gigabyte", AT_EVENT, NULL, NULL},
    {"fork", AT_EVENT, NULL, FORBIDDEN},
    {"thread", AT_EVENT, NULL, FORBIDDEN},
    {"constructor-reads", AT_EVENT, NULL, NULL},
    {"read-neighbour", AT_EVENT, NULL, NULL},
    {"socket", AT_EVENT, NULL, FORBIDDEN},
    {"unix-socket", AT_OPEN, NULL, FORBIDDEN},
    {"exec", AT_EVENT, NULL, FORBIDDEN},
    {"ptrace", AT_EVENT, NULL, FORBIDDEN},
    {"write-file", AT_EVENT, NULL, NULL},
    {"kill-parent", AT_EVENT, NULL, FORBIDDEN},
    {"new-code", AT_EVENT, NULL, FORBIDDEN},
    {"raise-limits", AT_EVENT, NULL, FORBIDDEN},
    {"environment", AT_EVENT, NULL, NULL},
    {"descriptors", AT_EVENT, NULL, NULL},
    {"many-calls", AT_EVENT, "flooded the kiosk with messages", NULL},
    {"flood", AT_EVENT, "flooded the kiosk with messages", NULL},
    {"many-nodes", AT_BUILD, "described a screen of more than 400 nodes", NULL},
    {"large-screen", AT_BUILD, "said more than fits into 64 KiB", NULL},
    {"long-text", AT_BUILD, "gave a text that is too long at \"long\" (4000 bytes at most)", NULL},
    {"bad-id", AT_BUILD, "control characters or invalid UTF-8 at \"an id\"", NULL},
    {"same-ids", AT_BUILD, "the id \"ok\" stands twice", NULL},
    {"core-role", AT_BUILD, "the role 101 is unknown or not for plugins", NULL},
    {"turned-text", AT_BUILD, "control characters or invalid UTF-8 at \"turned\"", NULL},
    {"deep", AT_BUILD, "nested groups deeper than 8", NULL},
    {"unbalanced", AT_BUILD, "called begin without end", NULL},
    {"extra-end", AT_BUILD, "called end without begin", NULL},
    {"wrong-phase", AT_BUILD, "called back while it described its screen", NULL},
    {"kept-table", AT_EVENT, "called add while it handled an event", NULL},
    {"no-size", AT_BUILD, "a struct mrh_node whose size field is 0", NULL},
    {"wrong-id", AT_OPEN, "says in its code that its id is \"information\"", NULL},
    {"needs-newer", AT_OPEN, "needs ABI 1.99, this Marhaba has 1.1: update Marhaba", NULL},
    {"no-entry", AT_OPEN, "has no function marhaba_plugin_v1 in no-entry.so", NULL},
    {"no-table", AT_OPEN, "returns NULL from marhaba_plugin_v1", NULL},
    {"no-build", AT_OPEN, "gives a struct mrh_plugin without \"build\"", NULL},
    {"refuses", AT_OPEN, "refused to open", NULL},
    {"stack-overflow", AT_EVENT, "crashed (signal", NULL},
    {"exits", AT_EVENT, "ended its process by itself (code 7)", NULL},
    {"hangs-up", AT_EVENT, "closed its connection while it handled an event", NULL},
    {"garbage", AT_EVENT, "sent a message that cannot be read", NULL},
    {"large-message", AT_EVENT, "sent a message of more than 64 KiB", NULL},
    {"lies-about-floor", AT_OPEN, "cannot be loaded", NULL},
    {"forged-ticket", AT_EVENT, "without the permission marhaba.ticket/1", NULL},
    {"forged-slot", AT_EVENT, "asked for a ticket for a time it did not choose", NULL},
    {"other-service", AT_EVENT, "for OFFICER, which is no service of its manifest", NULL},
};

#define ACTS (sizeof acts / sizeof acts[0])

static unsigned open_descriptors(void)
{
    unsigned count = 0;
    DIR *folder = opendir("/proc/self/fd");
    assert_non_null(folder);
    while (readdir(folder))
        count++;
    closedir(folder);
    return count;
}

static void assert_no_children(void)
{
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
    assert_int_equal(errno, ECHILD);
}

static const char *shown_result(struct plugin_visit *visit, struct house *house)
{
    struct error error = {0};
    struct arena *arena = arena_new();
    struct screen_node *screen = plugin_visit_build(visit, arena, house->language, &error);
    assert_string_equal(error.text, "");
    const char *result = screen_find(screen, "denied") ? "denied" : "not denied";
    arena_free(arena);
    return result;
}

/* How far it came; the complaint is in *error when a step failed. */
static enum where run(struct house *house, const struct act *act, bool *failed, struct error *error)
{
    struct plugin_visit *visit = house_visit(house, act->plugin, error);
    *failed = !visit;
    if (!visit)
        return AT_OPEN;
    enum where step = AT_BUILD;
    struct arena *arena = arena_new();
    *failed = !plugin_visit_build(visit, arena, house->language, error);
    arena_free(arena);
    if (!*failed) {
        step = AT_EVENT;
        *failed = plugin_visit_event(visit, MRH_EVENT_PRESS, "ok", "", error) == PLUGIN_FAILED;
    }
    if (!*failed)
        assert_string_equal(shown_result(visit, house), "denied");
    plugin_visit_close(visit);
    return step;
}

static void assert_hello_works(struct house *house)
{
    struct error error = {0};
    struct arena *arena = arena_new();
    struct plugin_visit *hello = house_visit(house, "hello", &error);
    assert_string_equal(error.text, "");
    assert_non_null(plugin_visit_build(hello, arena, house->language, &error));
    assert_int_equal(plugin_visit_event(hello, MRH_EVENT_PRESS, "ok", "", &error), PLUGIN_STAY);
    plugin_visit_close(hello);
    arena_free(arena);
}

static void check_act(struct house *house, const struct act *act)
{
    struct error error = {0};
    bool failed;
    enum where step = run(house, act, &failed, &error);
    if (failed) {
        const char *wanted = act->sentence ? act->sentence : act->killed;
        if (!wanted || !strstr(error.text, wanted) || !strstr(error.text, act->plugin))
            fail_msg("%s: \"%s\" is not about \"%s\"", act->plugin, error.text,
                     wanted ? wanted : "(it should have been refused without an end)");
        assert_int_equal(step, act->where);
    } else if (act->sentence) {
        fail_msg("%s: it should have ended with \"%s\"", act->plugin, act->sentence);
    }
    if (failed != !supervisor_is_open(house->supervisor, act->plugin, NULL))
        fail_msg("%s: a plugin must rest if it failed, and only then", act->plugin);
}

static void all_acts_come_to_nothing(void **state)
{
    (void)state;
    const char *plugins[ACTS + 2] = {"hello"};
    for (size_t i = 0; i < ACTS; i++)
        plugins[i + 1] = acts[i].plugin;
    struct house house;
    house_open(&house, plugins);
    unsigned before = open_descriptors();
    for (size_t i = 0; i < ACTS; i++) {
        check_act(&house, &acts[i]);
        assert_no_children();
        if (open_descriptors() != before)
            fail_msg("%s: a descriptor was left open", acts[i].plugin);
    }
    assert_hello_works(&house);
    house_close(&house);
    assert_no_children();
}

/* The plugin on a visitor's screen is not disturbed by what another does meanwhile. */
static void a_visit_survives_its_neighbours(void **state)
{
    (void)state;
    static const char *const plugins[] = {"hello", "null-write", "flood", "stack-overflow", NULL};
    struct house house;
    struct error error = {0};
    house_open(&house, plugins);
    struct arena *arena = arena_new();
    struct plugin_visit *hello = house_visit(&house, "hello", &error);
    for (size_t i = 1; plugins[i]; i++) {
        struct plugin_visit *other = house_visit(&house, plugins[i], &error);
        assert_int_equal(plugin_visit_event(other, MRH_EVENT_PRESS, "ok", "", &error),
                         PLUGIN_FAILED);
        assert_int_equal(plugin_visit_event(other, MRH_EVENT_PRESS, "ok", "", &error),
                         PLUGIN_FAILED);
        assert_non_null(plugin_visit_build(hello, arena, house.language, &error));
        plugin_visit_close(other);
    }
    plugin_visit_close(hello);
    arena_free(arena);
    house_close(&house);
}

static void too_many_log_lines_are_left_out(void **state)
{
    (void)state;
    static const char *const plugins[] = {"many-logs", NULL};
    struct house house;
    struct error error = {0};
    house_open(&house, plugins);
    struct plugin_visit *visit = house_visit(&house, "many-logs", &error);
    assert_int_equal(plugin_visit_event(visit, MRH_EVENT_PRESS, "ok", "", &error), PLUGIN_STAY);
    plugin_visit_close(visit);
    house_close(&house);
}

/* An answer given before the question is noticed at the next question. */
static void an_early_answer_is_refused(void **state)
{
    (void)state;
    static const char *const plugins[] = {"speaks-alone", NULL};
    struct house house;
    struct error error = {0};
    house_open(&house, plugins);
    struct plugin_visit *visit = house_visit(&house, "speaks-alone", &error);
    assert_int_equal(plugin_visit_event(visit, MRH_EVENT_PRESS, "ok", "", &error), PLUGIN_STAY);
    nanosleep(&(struct timespec){.tv_nsec = 200000000}, NULL); /* for its second answer to come */
    assert_int_equal(plugin_visit_event(visit, MRH_EVENT_PRESS, "ok", "", &error), PLUGIN_FAILED);
    assert_non_null(strstr(error.text, "spoke on the wire by itself"));
    plugin_visit_close(visit);
    house_close(&house);
}

static void a_plugin_reads_its_own_folder(void **state)
{
    (void)state;
    static const char *const plugins[] = {"read-own", NULL};
    struct house house;
    struct error error = {0};
    house_open(&house, plugins);
    struct plugin_visit *visit = house_visit(&house, "read-own", &error);
    assert_int_equal(plugin_visit_event(visit, MRH_EVENT_PRESS, "ok", "", &error), PLUGIN_STAY);
    assert_string_equal(shown_result(visit, &house), "not denied");
    plugin_visit_close(visit);
    house_close(&house);
}

static void hanging_at_the_end_holds_nobody_up(void **state)
{
    (void)state;
    static const char *const plugins[] = {"hangs-at-end", NULL};
    struct house house;
    struct error error = {0};
    struct clock *stopwatch = clock_new();
    house_open(&house, plugins);
    struct plugin_visit *visit = house_visit(&house, "hangs-at-end", &error);
    int64_t before = clock_steady_ms(stopwatch);
    plugin_visit_close(visit);
    assert_true(clock_steady_ms(stopwatch) - before < 1000);
    assert_no_children();
    clock_free(stopwatch);
    house_close(&house);
}

static void fail_once(struct house *house, const char *plugin)
{
    struct error error = {0};
    assert_true(supervisor_is_open(house->supervisor, plugin, NULL));
    struct plugin_visit *visit = house_visit(house, plugin, &error);
    assert_int_equal(plugin_visit_event(visit, MRH_EVENT_PRESS, "ok", "", &error), PLUGIN_FAILED);
    plugin_visit_close(visit);
    assert_false(supervisor_is_open(house->supervisor, plugin, &error));
    assert_null(house_visit(house, plugin, &error));
}

static void rests_grow_and_end_in_quarantine(void **state)
{
    (void)state;
    static const char *const plugins[] = {"exits", "hello", NULL};
    static const int64_t rests_ms[] = {1000, 5000, 25000};
    struct house house;
    struct error error = {0};
    house_open(&house, plugins);
    for (size_t i = 0; i < 3; i++) {
        fail_once(&house, "exits");
        clock_advance(house.clock, rests_ms[i] - 1);
        assert_false(supervisor_is_open(house.supervisor, "exits", &error));
        assert_int_equal(error.kind, ERROR_BUSY);
        assert_non_null(strstr(error.text, "rests for 1 seconds more"));
        clock_advance(house.clock, 1);
    }
    fail_once(&house, "exits");
    clock_advance(house.clock, 3 * 3600 * 1000);
    assert_false(supervisor_is_open(house.supervisor, "exits", &error));
    assert_int_equal(error.kind, ERROR_DENIED);
    assert_non_null(strstr(error.text, "failed 4 times in ten minutes"));
    assert_non_null(strstr(error.text, "(code 7)"));
    assert_non_null(strstr(error.text, "stays closed until tomorrow;"));
    assert_hello_works(&house);
    house_close(&house);
}

static void quarantine_ends_with_the_day(void **state)
{
    (void)state;
    static const char *const plugins[] = {"exits", NULL};
    struct house house;
    struct error error = {0};
    house_open(&house, plugins);
    for (size_t i = 0; i < 4; i++) {
        fail_once(&house, "exits");
        clock_advance(house.clock, 30000);
    }
    int64_t now = clock_now_ms(house.clock);
    struct civil_time midnight = clock_civil(now);
    midnight.day++;
    midnight.hour = midnight.minute = midnight.second = 0;
    clock_advance(house.clock, clock_from_civil(midnight) - now - 1000);
    assert_false(supervisor_is_open(house.supervisor, "exits", NULL));
    clock_advance(house.clock, 1000);
    fail_once(&house, "exits"); /* it is open, and starts anew */
    assert_false(supervisor_is_open(house.supervisor, "exits", &error));
    assert_int_equal(error.kind, ERROR_BUSY);
    house_close(&house);
}

static void old_failures_are_forgiven(void **state)
{
    (void)state;
    static const char *const plugins[] = {"exits", NULL};
    struct house house;
    struct error error = {0};
    house_open(&house, plugins);
    for (size_t i = 0; i < 6; i++) {
        fail_once(&house, "exits");
        assert_false(supervisor_is_open(house.supervisor, "exits", &error));
        assert_int_equal(error.kind, ERROR_BUSY);
        clock_advance(house.clock, 5 * 60 * 1000);
    }
    house_close(&house);
}

/* All that is new, as "exits:2:crashed:2026-11-26"; it is kept then. */
static const char *news(struct house *house, struct arena *arena)
{
    struct plugin_news news;
    const char *text = "";
    while (supervisor_news(house->supervisor, &news)) {
        bool is_well = news.health == PLUGIN_WELL;
        text = arena_print(arena, "%s%s:%d%s%s%s%s ", text, news.plugin, news.health,
                           is_well ? "" : ":", is_well ? "" : plugin_reason_name(news.reason),
                           is_well ? "" : ":", news.until_day);
        if (!is_well)
            assert_int_equal(news.since_ms, clock_now_ms(house->clock) - 30000);
        supervisor_news_kept(house->supervisor, news.plugin);
    }
    return text;
}

static void what_became_of_a_plugin_is_news_once(void **state)
{
    (void)state;
    static const char *const plugins[] = {"exits", "polite", NULL};
    struct house house;
    struct error error = {0};
    struct arena *arena = arena_new();
    clock_set_zone("Africa/Casablanca", &error);
    house_open(&house, plugins);
    assert_non_null(strstr(news(&house, arena), "exits:0 "));
    assert_string_equal(news(&house, arena), "");
    for (size_t i = 0; i < 3; i++) {
        fail_once(&house, "exits");
        clock_advance(house.clock, 30000);
        assert_string_equal(news(&house, arena), "exits:1:crashed:2026-11-25 ");
    }
    fail_once(&house, "exits");
    clock_advance(house.clock, 30000);
    assert_string_equal(news(&house, arena), "exits:2:crashed:2026-11-26 ");
    clock_advance(house.clock, 24 * 3600 * 1000);
    assert_true(supervisor_is_open(house.supervisor, "exits", NULL));
    assert_string_equal(news(&house, arena), "exits:0 ");
    house_close(&house);
    arena_free(arena);
}

/* A visit that only opened the plugin says nothing: it has to have answered. */
static void a_plugin_that_answers_again_is_well_again(void **state)
{
    (void)state;
    static const char *const plugins[] = {"polite", NULL};
    struct house house;
    struct error error = {0};
    struct arena *arena = arena_new();
    house_open(&house, plugins);
    news(&house, arena);
    struct plugin_state *polite = supervisor_state(house.supervisor, "polite");
    error_set(&error, ERROR_INPUT, "as if");
    supervisor_fail(house.supervisor, polite, PLUGIN_SLOW, &error);
    clock_advance(house.clock, 30000);
    assert_string_equal(news(&house, arena), "polite:1:slow:2026-11-25 ");
    plugin_visit_close(house_visit(&house, "polite", &error));
    assert_string_equal(news(&house, arena), "");
    struct plugin_visit *visit = house_visit(&house, "polite", &error);
    plugin_visit_event(visit, MRH_EVENT_CHANGE, "x", "", &error);
    plugin_visit_close(visit);
    assert_string_equal(news(&house, arena), "polite:0 ");
    house_close(&house);
    arena_free(arena);
}

static void the_reason_is_what_it_did(void **state)
{
    (void)state;
    static const struct {
        const char *plugin;
        enum plugin_reason reason;
    } cases[] = {{"exits", PLUGIN_CRASHED},       {"null-write", PLUGIN_CRASHED},
                 {"loop-event", PLUGIN_SLOW},     {"no-entry", PLUGIN_UNLOADABLE},
                 {"wrong-id", PLUGIN_UNLOADABLE}, {"garbage", PLUGIN_WRONG},
                 {"wrong-phase", PLUGIN_WRONG}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *const plugins[] = {cases[i].plugin, NULL};
        struct house house;
        struct error error = {0};
        struct plugin_news told = {.health = PLUGIN_WELL};
        struct arena *arena = arena_new();
        house_open(&house, plugins);
        news(&house, arena);
        struct plugin_visit *visit = house_visit(&house, cases[i].plugin, &error);
        if (visit && plugin_visit_build(visit, arena, house.language, &error))
            plugin_visit_event(visit, MRH_EVENT_PRESS, "ok", "", &error);
        plugin_visit_close(visit);
        if (!supervisor_news(house.supervisor, &told) || told.reason != cases[i].reason)
            fail_msg("%s: \"%s\" where \"%s\" was expected: %s", cases[i].plugin,
                     plugin_reason_name(told.reason), plugin_reason_name(cases[i].reason),
                     error.text);
        assert_string_equal(told.detail, error.text);
        house_close(&house);
        arena_free(arena);
    }
}

/* Warming never waits for a plugin, and a spare that fails counts. */
static void bad_spares_are_noticed(void **state)
{
    (void)state;
    static const char *const plugins[] = {"loop-constructor", "wrong-id", "hello", NULL};
    struct house house;
    struct error error = {0};
    struct clock *stopwatch = clock_new();
    house_open(&house, plugins);
    bool noticed = false;
    for (int i = 0; i < 2000 && !noticed; i++) {
        int64_t before = clock_steady_ms(stopwatch);
        supervisor_warm(house.supervisor);
        if (clock_steady_ms(stopwatch) - before > 500)
            fail_msg("warming took %lld ms", (long long)(clock_steady_ms(stopwatch) - before));
        nanosleep(&(struct timespec){.tv_nsec = 5000000}, NULL);
        noticed = !supervisor_is_open(house.supervisor, "wrong-id", &error) &&
                  !supervisor_is_open(house.supervisor, "loop-constructor", NULL);
    }
    assert_true(noticed);
    assert_non_null(strstr(error.text, "its id is \"information\""));
    assert_hello_works(&house);
    house_close(&house);
    assert_no_children();
    clock_free(stopwatch);
}

/* In a child whose system calls are filtered as on a kernel without Landlock. */
static _Noreturn void live_below_the_floor(int call)
{
    static const char *const plugins[] = {"hello", "exits", NULL};
    struct house house;
    struct error error = {0};
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    if (!filter || seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), call, 0) != 0 ||
        seccomp_load(filter) != 0)
        _exit(2);
    seccomp_release(filter);
    house_open(&house, plugins);
    supervisor_warm(house.supervisor);
    if (house_visit(&house, "hello", &error) ||
        !strstr(error.text, "this system cannot confine plugins") ||
        !strstr(error.text, "so none is run"))
        _exit(3);
    /* All are refused for a second, then tried again, and none is blamed. */
    for (int i = 0; i < 6; i++) {
        if (supervisor_is_open(house.supervisor, "exits", &error) || error.kind != ERROR_SYSTEM)
            _exit(4);
        clock_advance(house.clock, 1000);
        if (!supervisor_is_open(house.supervisor, "exits", &error) ||
            house_visit(&house, "exits", &error) || error.kind != ERROR_SYSTEM)
            _exit(5);
    }
    house_close(&house);
    _exit(0);
}

static void below_the_floor_no_plugin_runs(void **state)
{
    (void)state;
    static const int calls[] = {SCMP_SYS(landlock_create_ruleset), SCMP_SYS(landlock_restrict_self),
                                SCMP_SYS(capset)};
    for (size_t i = 0; i < sizeof calls / sizeof calls[0]; i++) {
        int status = -1;
        pid_t child = fork();
        if (child == 0)
            live_below_the_floor(calls[i]);
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_int_equal(status, 0);
    }
}

/* The filter is this thread's alone, and of what it starts. */
static void *fail_below_the_floor(void *self)
{
    struct house *house = self;
    struct error error = {0};
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    bool filtered = filter &&
                    seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS),
                                     SCMP_SYS(landlock_create_ruleset), 0) == 0 &&
                    seccomp_load(filter) == 0;
    seccomp_release(filter);
    bool failed = filtered && !house_visit(house, "hello", &error) && error.kind == ERROR_SYSTEM;
    return failed ? house : NULL;
}

static void a_system_that_recovers_runs_plugins_again(void **state)
{
    (void)state;
    static const char *const plugins[] = {"hello", NULL};
    struct house house;
    pthread_t thread;
    void *failed = NULL;
    house_open(&house, plugins);
    assert_int_equal(pthread_create(&thread, NULL, fail_below_the_floor, &house), 0);
    assert_int_equal(pthread_join(thread, &failed), 0);
    assert_non_null(failed);
    assert_false(supervisor_is_open(house.supervisor, "hello", NULL));
    clock_advance(house.clock, 1000);
    assert_hello_works(&house);
    house_close(&house);
}

/* Some who start programs have SIGCHLD ignored, and it is inherited. */
static void the_end_is_known_whoever_started_us(void **state)
{
    (void)state;
    static const char *const plugins[] = {"exits", NULL};
    struct house house;
    struct error error = {0};
    signal(SIGCHLD, SIG_IGN);
    house_open(&house, plugins);
    struct plugin_visit *visit = house_visit(&house, "exits", &error);
    assert_int_equal(plugin_visit_event(visit, MRH_EVENT_PRESS, "ok", "", &error), PLUGIN_FAILED);
    assert_non_null(strstr(error.text, "ended its process by itself (code 7)"));
    plugin_visit_close(visit);
    house_close(&house);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_acts_come_to_nothing),
        cmocka_unit_test(a_visit_survives_its_neighbours),
        cmocka_unit_test(too_many_log_lines_are_left_out),
        cmocka_unit_test(an_early_answer_is_refused),
        cmocka_unit_test(a_plugin_reads_its_own_folder),
        cmocka_unit_test(hanging_at_the_end_holds_nobody_up),
        cmocka_unit_test(rests_grow_and_end_in_quarantine),
        cmocka_unit_test(quarantine_ends_with_the_day),
        cmocka_unit_test(what_became_of_a_plugin_is_news_once),
        cmocka_unit_test(a_plugin_that_answers_again_is_well_again),
        cmocka_unit_test(the_reason_is_what_it_did),
        cmocka_unit_test(old_failures_are_forgiven),
        cmocka_unit_test(bad_spares_are_noticed),
        cmocka_unit_test(below_the_floor_no_plugin_runs),
        cmocka_unit_test(a_system_that_recovers_runs_plugins_again),
        cmocka_unit_test(the_end_is_known_whoever_started_us),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
