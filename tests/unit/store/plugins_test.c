/* What the kiosk writes down of plugins that fail, and how long that is told. */
#include "fixture.h"

#include "store/plugins.h"

static struct plugin_trouble closed_one(const char *plugin)
{
    struct plugin_trouble trouble = {.is_quarantined = true,
                                     .since_ms = at(MORNING),
                                     .until_day = "2026-11-26",
                                     .reason = "crashed",
                                     .detail = "the plugin crashed (signal 11)"};
    snprintf(trouble.plugin, sizeof trouble.plugin, "%s", plugin);
    return trouble;
}

/* "hello:closed:crashed …" of all that is told by `store`. */
static const char *told(struct fixture *f, struct store *store)
{
    struct plugin_trouble *troubles;
    size_t count;
    const char *text = "";
    check(plugin_troubles(store, f->arena, &troubles, &count, &f->error), &f->error);
    for (size_t i = 0; i < count; i++)
        text = arena_print(f->arena, "%s%s%s:%s:%s", text, i ? " " : "", troubles[i].plugin,
                           troubles[i].is_quarantined ? "closed" : "failed", troubles[i].reason);
    return text;
}

static void what_the_kiosk_wrote_the_desk_reads(void **state)
{
    (void)state;
    struct fixture f;
    fixture_start(&f);
    struct plugin_trouble hello = closed_one("hello"), *read;
    size_t count;
    assert_string_equal(told(&f, f.desk), "");
    check(plugin_trouble_record(f.kiosk, &hello, &f.error), &f.error);
    fixture_close_stores(&f);
    f.desk = fixture_open(&f, STORE_DESK);
    check(plugin_troubles(f.desk, f.arena, &read, &count, &f.error), &f.error);
    assert_int_equal(count, 1);
    assert_string_equal(read->plugin, "hello");
    assert_true(read->is_quarantined);
    assert_int_equal(read->since_ms, at(MORNING));
    assert_string_equal(read->until_day, "2026-11-26");
    assert_string_equal(read->detail, hello.detail);
    assert_int_equal(count_of(&f, "SELECT count(*) FROM audit WHERE deed = 'plugin.quarantine'"
                                  " AND who = 'kiosk' AND what = 'hello'"),
                     1);
    fixture_end(&f);
}

static void there_is_one_row_a_plugin_and_none_that_works(void **state)
{
    (void)state;
    struct fixture f;
    fixture_start(&f);
    for (int i = 0; i < 6; i++) {
        char name[16];
        snprintf(name, sizeof name, "plugin-%d", i);
        struct plugin_trouble trouble = closed_one(name);
        trouble.is_quarantined = false;
        memcpy(trouble.until_day, "2026-11-25", sizeof trouble.until_day);
        check(plugin_trouble_record(f.kiosk, &trouble, &f.error), &f.error);
    }
    struct plugin_trouble again = closed_one("plugin-3");
    check(plugin_trouble_record(f.kiosk, &again, &f.error), &f.error);
    check(plugin_trouble_clear(f.kiosk, "plugin-0", &f.error), &f.error);
    check(plugin_trouble_clear(f.kiosk, "plugin-0", &f.error), &f.error);
    check(plugin_trouble_clear(f.kiosk, "plugin-5", &f.error), &f.error);
    assert_string_equal(told(&f, f.admin), "plugin-1:failed:crashed plugin-2:failed:crashed "
                                           "plugin-3:closed:crashed plugin-4:failed:crashed");
    fixture_end(&f);
}

/* Even when no kiosk runs to clear it. */
static void it_is_told_as_long_as_it_holds(void **state)
{
    (void)state;
    static const struct {
        bool is_quarantined;
        const char *until_day, *now, *told;
    } cases[] = {
        {true, "2026-11-26", "2026-11-25T23:59", "hello:closed:crashed"},
        {true, "2026-11-26", "2026-11-26T00:00", ""},
        {false, "2026-11-25", "2026-11-25T23:59", "hello:failed:crashed"},
        {false, "2026-11-25", "2026-11-26T00:00", ""},
    };
    struct fixture f;
    fixture_start(&f);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct plugin_trouble trouble = closed_one("hello");
        trouble.is_quarantined = cases[i].is_quarantined;
        memcpy(trouble.until_day, cases[i].until_day, sizeof trouble.until_day);
        check(plugin_trouble_record(f.kiosk, &trouble, &f.error), &f.error);
        clock_advance(f.clock, at(cases[i].now) - clock_now_ms(f.clock));
        assert_string_equal(told(&f, f.desk), cases[i].told);
    }
    fixture_end(&f);
}

static void the_schema_refuses_what_makes_no_sense(void **state)
{
    (void)state;
    struct fixture f;
    fixture_start(&f);
    struct plugin_trouble wrong[6];
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        wrong[i] = closed_one("hello");
    wrong[0].plugin[0] = '\0';
    wrong[1].plugin[0] = 'H';
    wrong[2].since_ms = 0;
    wrong[3].until_day[4] = '/';
    wrong[4].reason[0] = 'k';
    wrong[5].detail[0] = '\0';
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        if (plugin_trouble_record(f.kiosk, &wrong[i], &f.error))
            fail_msg("case %zu was taken", i);
    assert_string_equal(told(&f, f.desk), "");
    fixture_end(&f);
}

static void a_store_from_before_learns_it(void **state)
{
    (void)state;
    struct fixture f;
    fixture_start(&f);
    fixture_close_stores(&f);
    tamper(&f, "DROP TABLE plugin_troubles; ALTER TABLE case_events DROP COLUMN body;"
               " PRAGMA user_version = 1");
    f.kiosk = fixture_open(&f, STORE_KIOSK);
    struct plugin_trouble hello = closed_one("hello");
    check(plugin_trouble_record(f.kiosk, &hello, &f.error), &f.error);
    assert_string_equal(told(&f, f.kiosk), "hello:closed:crashed");
    fixture_end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_the_kiosk_wrote_the_desk_reads),
        cmocka_unit_test(there_is_one_row_a_plugin_and_none_that_works),
        cmocka_unit_test(it_is_told_as_long_as_it_holds),
        cmocka_unit_test(the_schema_refuses_what_makes_no_sense),
        cmocka_unit_test(a_store_from_before_learns_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
