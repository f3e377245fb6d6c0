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
    if (!commune_load(arena, MARHABA_TALIOUINE, &commune, &error))
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

static void the_days_of_a_commune_are_read(void **state)
{
    (void)state;
    static const char text[] =
        LEAST "souk_day: thursday\nclosed_days: [2026-12-24, 2028-02-29]\n"
              "services:\n  LEGAL: {hours: {tuesday: [09:00-10:00, 10:00-11:30]}}\n"
              "  CIVIL: {hours: {}}\n  INFO: {minutes: 10}\n";
    static const struct {
        const char *day;
        bool is_closed;
    } days[] = {{"2026-12-24", true}, {"2028-02-29", true}, {"2026-12-25", false}, {"", false}};
    struct arena *arena = arena_new();
    struct commune commune;
    struct error error = {0};
    if (!load(arena, text, &commune, &error))
        fail_msg("%s", error.text);
    assert_int_equal(commune.souk_day, 4);
    for (size_t i = 0; i < sizeof days / sizeof *days; i++)
        if (commune_closes_on(&commune, days[i].day) != days[i].is_closed)
            fail_msg("\"%s\" is wrongly %s", days[i].day, days[i].is_closed ? "open" : "closed");
    const struct service_change *legal = commune_change(&commune, "LEGAL");
    assert_true(legal->has_hours);
    assert_int_equal(legal->hours[1].count, 0);
    assert_int_equal(legal->hours[2].count, 2);
    assert_int_equal(legal->hours[2].parts[1].until, 11 * 60 + 30);
    assert_true(commune_change(&commune, "CIVIL")->has_hours);
    assert_false(commune_change(&commune, "INFO")->has_hours);
    assert_true(load(arena, LEAST, &commune, &error));
    assert_int_equal(commune.souk_day, -1);
    assert_false(commune_closes_on(&commune, "2026-12-24"));
    arena_free(arena);
}

static void a_tifinagh_name_is_shown_when_it_is_confirmed(void **state)
{
    (void)state;
    static const struct {
        const char *name, *shown, *kept;
    } cases[] = {
        {"{fr: T, zgh: ⵜⵉⵣⵏⵉⵜ}", "ⵜⵉⵣⵏⵉⵜ", NULL},
        {"{fr: T, zgh: ⵜⵉⵣⵏⵉⵜ, zgh_confirmed: yes}", "ⵜⵉⵣⵏⵉⵜ", NULL},
        {"{fr: T, zgh: ⵜⵉⵣⵏⵉⵜ, zgh_confirmed: no}", NULL, "ⵜⵉⵣⵏⵉⵜ"},
        {"{zgh_confirmed: no, zgh: ⵜⵉⵣⵏⵉⵜ, fr: T}", NULL, "ⵜⵉⵣⵏⵉⵜ"},
        {"{fr: T}", NULL, NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena *arena = arena_new();
        struct commune commune;
        struct error error = {0};
        const char *text =
            arena_print(arena, SLUG NUMBER "name: %s\noffice: {fr: Bureau}\n" HOURS, cases[i].name);
        if (!load(arena, text, &commune, &error))
            fail_msg("%s: %s", cases[i].name, error.text);
        const char *shown = local_text_get(&commune.name, "zgh"), *kept = commune.unconfirmed_zgh;
        assert_string_equal(local_text_get(&commune.name, "fr"), "T");
        assert_string_equal(shown ? shown : "", cases[i].shown ? cases[i].shown : "");
        assert_string_equal(kept ? kept : "", cases[i].kept ? cases[i].kept : "");
        arena_free(arena);
    }
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
        {SLUG NUMBER "name: {fr: T, zgh_confirmed: maybe}\noffice: {fr: B}\n" HOURS,
         ":3: \"zgh_confirmed\" cannot be \"maybe\""},
        {SLUG NUMBER "name: {fr: T, zgh_confirmed: no}\noffice: {fr: B}\n" HOURS,
         ":3: \"zgh\" is missing"},
        {SLUG NUMBER "name: {zgh: T, zgh_confirmed: no}\noffice: {fr: B}\n" HOURS,
         ":3: \"name\" is empty"},
        {SLUG NUMBER "name: {zgh: T, de: U, zgh_confirmed: no}\noffice: {fr: B}\n" HOURS,
         "unknown key \"de\""},
        {SLUG NUMBER "name: {fr: T}\noffice: {fr: B, zgh: B, zgh_confirmed: no}\n" HOURS,
         ":4: unknown key \"zgh_confirmed\""},
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
        {LEAST "services: {A: {hours: {mardi: [08:00-09:00]}}}\n", ":6: unknown key \"mardi\""},
        {LEAST "services: {A: {hours: [08:00-09:00]}}\n", "expected keys and values here"},
        {LEAST "services:\n  A:\n    hours: {friday: [08:00-10:00, 09:59-11:00]}\n",
         ":8: \"09:59-11:00\" overlaps the opening before it"},
        {LEAST "services: {A: {hours: {friday: [10:00-12:00, 08:00-09:00]}}}\n",
         "\"08:00-09:00\" overlaps the opening before it"},
        {LEAST "services: {A: {hours: {friday: [25:00-26:00]}}}\n", "is not an opening time"},
        {LEAST "souk_day: mardi\n",
         ":6: \"souk_day\" cannot be \"mardi\"; expected one of: sunday"},
        {LEAST "souk_day: Tuesday\n", "\"souk_day\" cannot be \"Tuesday\""},
        {LEAST "souk_day: [tuesday]\n", "expected a text here"},
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
        {LEAST "closed_days: [2027-02-29]\n", "\"2027-02-29\" is not a day of the calendar"},
        {LEAST "closed_days: [2026-11-18, 2026-13-01]\n", "\"2026-13-01\" is not a day"},
        {LEAST "closed_days: [2026-11-18x]\n", "\"2026-11-18x\" is not a day"},
        {LEAST "closed_days: [2026-11-18, 2026-11-18]\n", "stands here twice"},
        {LEAST "closed_days: 2026-11-18\n", "expected a list here"},
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
        cmocka_unit_test(the_days_of_a_commune_are_read),
        cmocka_unit_test(a_tifinagh_name_is_shown_when_it_is_confirmed),
        cmocka_unit_test(each_mistake_gets_its_sentence),
        cmocka_unit_test(a_folder_that_is_no_installation_is_named),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
