/* commune.yaml is the one file a commune's clerk edits by hand. */
#include "base/clock.h"
#include "base/commune.h"

#include "compiled_catalog.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static char *folder;

static int set_up(void **state)
{
    (void)state;
    folder = test_folder("commune");
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    remove_folder(folder);
    return 0;
}

static bool load(struct arena *arena, const char *text, struct commune *out, struct error *error)
{
    char *path = file_join(folder, "commune.yaml");
    assert_true(file_write(path, text, strlen(text), 0600, error));
    bool is_loaded = commune_load(arena, folder, out, error);
    free(path);
    return is_loaded;
}

#define SLUG     "slug: taliouine\n"
#define NUMBER   "number: \"541111\"\n"
#define NAMES    "name: {fr: Taliouine}\noffice: {fr: Bureau}\n"
#define HOURS    "hours: {monday: [08:30-12:00, 12:30-16:30]}\n"
#define IDENTITY SLUG NUMBER NAMES
#define LEAST    IDENTITY HOURS

static void the_least_file_is_enough(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct commune commune;
    struct error error = {0};
    if (!load(arena, LEAST, &commune, &error))
        fail_msg("%s", error.text);
    assert_string_equal(commune.slug, "taliouine");
    assert_string_equal(commune.zone, "Africa/Casablanca");
    assert_string_equal(commune.officer_language, "fr");
    assert_string_equal(commune.languages[0], "ar");
    assert_string_equal(commune.languages[4], "es");
    assert_null(commune.languages[5]);
    assert_null(commune.plugins[0]);
    assert_int_equal(commune.hours[0].count, 0);
    assert_int_equal(commune.hours[1].count, 2);
    assert_int_equal(commune.hours[1].parts[0].from, 8 * 60 + 30);
    assert_int_equal(commune.hours[1].parts[1].until, 16 * 60 + 30);
    assert_int_equal(commune.paper_mm, 80);
    assert_string_equal(commune.printer, "file:slips");
    assert_int_equal(commune.idle_seconds, 60);
    arena_free(arena);
}

static void the_demonstration_is_good(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct commune commune;
    struct error error = {0};
    if (!commune_load(arena, MARHABA_SOURCE "/assets/demo/taliouine", &commune, &error))
        fail_msg("%s", error.text);
    assert_string_equal(local_text_get(&commune.name, "ar"), "جماعة تاليوين");
    assert_null(local_text_get(&commune.office, "zgh"));
    arena_free(arena);
}

static void all_that_can_be_said_is_read(void **state)
{
    (void)state;
    static const char text[] =
        LEAST "zone: UTC\nphone: '0528'\nlanguages: [fr, ar]\nofficer_language: ar\n"
              "plugins: [checklist]\nhome: [PEN-FR]\n"
              "services:\n  PEN-FR: {prefix: P, minutes: 30, seats: 2}\n  INFO: {minutes: 5}\n"
              "closed_days: [2026-11-18]\nbooking_days: 90\nidle_seconds: 15\nwarning_seconds: 20\n"
              "printer: {to: 'tcp:10.0.0.9:9100', paper: 58}\n"
              "desk: {address: 0.0.0.0, port: 443, certificate: c.pem, key: k.pem}\n";
    struct arena *arena = arena_new();
    struct commune commune;
    struct error error = {0};
    if (!load(arena, text, &commune, &error))
        fail_msg("%s", error.text);
    assert_string_equal(commune.languages[1], "ar");
    assert_null(commune.languages[2]);
    assert_string_equal(commune_change(&commune, "PEN-FR")->prefix, "P");
    assert_int_equal(commune_change(&commune, "PEN-FR")->seats, 2);
    assert_null(commune_change(&commune, "INFO")->prefix);
    assert_null(commune_change(&commune, "NOWHERE"));
    assert_string_equal(commune.closed_days[0], "2026-11-18");
    assert_int_equal(commune.paper_mm, 58);
    assert_string_equal(commune.desk_key, "k.pem");
    char *path = commune_path(&commune, "keys");
    assert_string_equal(path + strlen(folder), "/keys");
    free(path);
    path = commune_path(&commune, "/etc/ssl/desk.pem");
    assert_string_equal(path, "/etc/ssl/desk.pem");
    free(path);
    arena_free(arena);
}

static void each_mistake_gets_its_sentence(void **state)
{
    (void)state;
    static const struct {
        const char *text, *sentence;
    } cases[] = {
        {"- a\n", "expected keys and values here"},
        {LEAST "colour: red\n", ":6: unknown key \"colour\"; expected one of: slug, number"},
        {NUMBER NAMES HOURS, "\"slug\" is missing"},
        {"slug: a b\n" NUMBER NAMES HOURS, ":1: \"a b\" is not a name"},
        {"slug: ..\n" NUMBER NAMES HOURS, "\"..\" is not a name"},
        {"slug: ''\n" NUMBER NAMES HOURS, "\"slug\" is empty"},
        {SLUG "number: 5411\n" NAMES HOURS, ":2: \"number\" must be six digits, not \"5411\""},
        {SLUG "number: 54111x\n" NAMES HOURS, "must be six digits"},
        {SLUG NUMBER "office: {fr: B}\n" HOURS, "\"name\" is missing"},
        {SLUG NUMBER "name: Taliouine\noffice: {fr: B}\n" HOURS,
         ":3: expected keys and values here"},
        {SLUG NUMBER "name: {de: X}\noffice: {fr: B}\n" HOURS, "unknown key \"de\""},
        {SLUG NUMBER "name: {}\noffice: {fr: B}\n" HOURS, "\"name\" is empty"},
        {SLUG NUMBER "name: {fr: ''}\noffice: {fr: B}\n" HOURS, "\"fr\" is empty"},
        {LEAST "zone: Mars/Olympus\n", "the time zone \"Mars/Olympus\" is unknown here"},
        {LEAST "zone: ''\n", "the time zone \"\" is unknown here"},
        {LEAST "zone: Africa\n", "the time zone \"Africa\" is unknown here"},
        {LEAST "languages: fr\n", ":6: expected a list here"},
        {LEAST "languages: [fr, de]\n", "the language \"de\" is unknown"},
        {LEAST "languages: [fr, fr]\n", ":6: \"fr\" stands here twice"},
        {LEAST "officer_language: de\n", "\"officer_language\" cannot be \"de\""},
        {LEAST "plugins: [../evil]\n", "\"../evil\" is not a name"},
        {LEAST "plugins: [..]\n", "\"..\" is not a name"},
        {LEAST "plugins: [[a]]\n", "expected a text here"},
        {LEAST "services: [A]\n", "expected keys and values here"},
        {LEAST "services: {A: {prefix: a}}\n", "must be one capital letter from A to Z"},
        {LEAST "services: {A: {prefix: AB}}\n", "\"prefix\" is longer than 1 bytes"},
        {LEAST "services: {A: {minutes: 4}}\n", "a whole number from 5 to 240, not \"4\""},
        {LEAST "services: {A: {seats: 21}}\n", "a whole number from 1 to 20, not \"21\""},
        {LEAST "services: {A: {colour: 1}}\n", "unknown key \"colour\""},
        {IDENTITY, "\"hours\" is missing"},
        {IDENTITY "hours: {lundi: [08:00-09:00]}\n", ":5: unknown key \"lundi\""},
        {IDENTITY "hours: {monday: 08:00-09:00}\n", "expected a list here"},
        {IDENTITY "hours: {monday: [8h-12h]}\n", "\"8h-12h\" is not an opening time"},
        {IDENTITY "hours: {monday: [08:00-12:00x]}\n", "is not an opening time"},
        {IDENTITY "hours: {monday: [08:60-12:00]}\n", "is not an opening time"},
        {IDENTITY "hours: {monday: [12:00-08:00]}\n", "\"12:00-08:00\" ends before it begins"},
        {IDENTITY "hours: {monday: [08:00-08:00]}\n", "ends before it begins"},
        {IDENTITY "hours: {monday: [08:00-24:30]}\n", "\"08:00-24:30\" ends after midnight"},
        {IDENTITY "hours: {monday: [08:00-12:00, 11:00-13:00]}\n",
         "\"11:00-13:00\" overlaps the opening before it"},
        {IDENTITY "hours: {monday: [01:00-02:00, 03:00-04:00, 05:00-06:00, 07:00-08:00, "
                  "09:00-10:00]}\n",
         "at most four openings a day"},
        {LEAST "closed_days: [2026-02-30]\n", "\"2026-02-30\" is not a day of the calendar"},
        {LEAST "closed_days: [18-11-2026]\n", "is not a day of the calendar"},
        {LEAST "booking_days: 0\n", "a whole number from 1 to 90, not \"0\""},
        {LEAST "idle_seconds: 5\n", "a whole number from 15 to 600, not \"5\""},
        {LEAST "warning_seconds: 19\n", "a whole number from 20 to 120, not \"19\""},
        {LEAST "printer: {paper: 70}\n", ":6: \"paper\" is 58 or 80 (millimetres)"},
        {LEAST "printer: file\n", "expected keys and values here"},
        {LEAST "desk: {port: 70000}\n", "a whole number from 1 to 65535, not \"70000\""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena *arena = arena_new();
        struct commune commune;
        struct error error = {0};
        if (load(arena, cases[i].text, &commune, &error))
            fail_msg("accepted case %zu, which lacks \"%s\"", i, cases[i].sentence);
        if (!strstr(error.text, cases[i].sentence) || !strstr(error.text, "commune.yaml"))
            fail_msg("case %zu: \"%s\" does not say \"%s\"", i, error.text, cases[i].sentence);
        arena_free(arena);
    }
}

/* Wednesday 25 and Friday 27 November 2026, and what closes and opens round them. */
static void a_folder_that_is_no_installation_is_named(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct commune commune;
    struct error error = {0};
    assert_false(commune_load(arena, "/nowhere", &commune, &error));
    assert_int_equal(error.kind, ERROR_MISSING);
    assert_non_null(strstr(error.text, "/nowhere has no commune.yaml"));
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_least_file_is_enough),
        cmocka_unit_test(the_demonstration_is_good),
        cmocka_unit_test(all_that_can_be_said_is_read),
        cmocka_unit_test(each_mistake_gets_its_sentence),
        cmocka_unit_test(a_folder_that_is_no_installation_is_named),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
