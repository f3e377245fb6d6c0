/* When the office is open: its hours, the country's holidays, Ramadan, the pause of Friday, and the
 * hours of one service. */
#include "shelf.h"

#include "content/hours.h"

static struct shelf *shelf;
static struct library *library;
static struct commune commune;
static struct calendar *calendar;

static int open_office(void **state)
{
    (void)state;
    struct error error = {0};
    shelf = shelf_of_shipped();
    shelf_put(shelf, "commune.yaml",
              "slug: t\nnumber: \"541111\"\nname: {fr: T}\noffice: {fr: B}\nplugins: []\n"
              "home: [OFFICER]\nsouk_day: monday\n"
              "hours:\n  monday: [08:30-12:00, 12:30-16:30]\n  tuesday: [08:30-12:00]\n"
              "  wednesday: [08:30-12:00, 12:30-16:30]\n  thursday: [08:30-16:30]\n"
              "  friday: [08:30-16:30]\n"
              "closed_days: [2026-11-26]\n"
              "services:\n  LEGAL: {hours: {wednesday: [10:00-13:00], friday: [09:00-10:00]}}\n");
    if (!commune_load(shelf->arena, shelf->folder, &commune, &error))
        fail_msg("%s", error.text);
    library = shelf_publish(shelf);
    calendar = calendar_new(library, &commune);
    return 0;
}

static int close_office(void **state)
{
    (void)state;
    calendar_free(calendar);
    library_close(library);
    shelf_free(shelf);
    return 0;
}

static int64_t ms(const char *text)
{
    int64_t out = 0;
    if (text && !clock_parse(text, &out, NULL))
        fail_msg("%s", text);
    return out;
}

static void test_opens(void **state)
{
    (void)state;
    static const struct {
        const char *service, *now, *opens, *closes;
    } cases[] = {
        {NULL, "2026-11-25T10:24", NULL, "2026-11-25T12:00"},
        {NULL, "2026-11-25T11:59:59", NULL, "2026-11-25T12:00"},
        {NULL, "2026-11-25T12:00", "2026-11-25T12:30", NULL},
        {NULL, "2026-11-25T16:30", "2026-11-27T08:30", NULL}, /* Thursday is a closed day */
        {NULL, "2026-11-27T12:30", "2026-11-27T14:00", NULL}, /* the prayer of Friday */
        {NULL, "2026-11-27T11:59", NULL, "2026-11-27T12:00"},
        {NULL, "2026-11-27T14:00", NULL, "2026-11-27T16:30"},
        {NULL, "2026-11-28T09:00", "2026-11-30T08:30", NULL}, /* over the week's end */
        {NULL, "2026-11-18T09:00", "2026-11-19T08:30", NULL}, /* Independence */
        {NULL, "2027-01-14T09:00", "2027-01-15T08:30", NULL}, /* Yennayer */
        {NULL, "2027-02-09T14:30", NULL, "2027-02-09T15:00"}, /* Ramadan: 9 to 3, no pause */
        {NULL, "2027-02-09T08:40", "2027-02-09T09:00", NULL},
        /* Its Fridays leave time for the prayer as all others do. */
        {NULL, "2027-02-12T11:30", NULL, "2027-02-12T12:00"},
        {NULL, "2027-02-12T13:00", "2027-02-12T14:00", NULL},
        {NULL, "2027-02-12T14:00", NULL, "2027-02-12T15:00"},
        {NULL, "2027-03-10T10:00", "2027-03-12T08:30", NULL}, /* Fitr, two days */
        {"LEGAL", "2026-11-25T09:30", "2026-11-25T10:00", NULL},
        {"LEGAL", "2026-11-25T11:30", NULL, "2026-11-25T12:00"}, /* never past the office's own */
        {"LEGAL", "2026-11-25T12:10", "2026-11-25T12:30", NULL},
        {"LEGAL", "2026-11-25T13:00", "2026-11-27T09:00", NULL},
        {"PEN-FR", "2026-11-25T10:24", NULL, "2026-11-25T12:00"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int64_t now = ms(cases[i].now);
        int64_t opens = calendar_opens_at(calendar, cases[i].service, now),
                closes = calendar_closes_at(calendar, cases[i].service, now);
        if (opens != ms(cases[i].opens) || closes != ms(cases[i].closes))
            fail_msg("%s %s: opens in %lld min, closes in %lld min",
                     cases[i].service ? cases[i].service : "office", cases[i].now,
                     (long long)(opens - now) / 60000, (long long)(closes - now) / 60000);
    }
}

static void test_days(void **state)
{
    (void)state;
    static const struct {
        const char *day, *holiday;
        bool is_provisional, is_ramadan, is_souk;
    } cases[] = {
        {"2026-11-25T12:00", NULL, false, false, false},
        {"2026-11-30T12:00", NULL, false, false, true},
        {"2026-11-18T12:00", "Fête de l’Indépendance", false, false, false},
        {"2027-03-11T12:00", "Aïd al-Fitr", true, false, false},
        {"2027-02-09T12:00", NULL, true, true, false},
        {"2027-03-12T12:00", NULL, false, false, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct day_hours hours = calendar_day(calendar, NULL, ms(cases[i].day));
        const char *name = hours.holiday ? local_text_get(hours.holiday, "fr") : NULL;
        if ((name == NULL) != (cases[i].holiday == NULL) ||
            hours.is_provisional != cases[i].is_provisional ||
            hours.is_ramadan != cases[i].is_ramadan || hours.is_souk != cases[i].is_souk)
            fail_msg("%s: %s", cases[i].day, name ? name : "no holiday");
    }
}

static void test_told(void **state)
{
    (void)state;
    static const struct {
        const char *now, *told;
    } cases[] = {
        {"2026-11-25T10:00", "\"ramadan\":false,\"provisional\":false"},
        {"2027-02-09T10:00", "\"ramadan\":true,\"provisional\":true"},
        {"2027-03-11T10:00", "\"ramadan\":false,\"provisional\":true"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *told = calendar_tell(calendar, shelf->arena, NULL, ms(cases[i].now));
        if (!strstr(told, cases[i].told))
            fail_msg("%s: %s", cases[i].now, told);
    }
}

/* Without published content the commune's own hours still hold; and what never opens says so. */
static void test_without_calendar(void **state)
{
    (void)state;
    struct commune closed = commune;
    struct calendar *alone = calendar_new(NULL, &commune), *never;
    assert_int_equal(calendar_opens_at(alone, NULL, ms("2026-11-18T09:00")), 0);
    calendar_free(alone);
    memset(closed.hours, 0, sizeof closed.hours);
    never = calendar_new(library, &closed);
    assert_int_equal(calendar_opens_at(never, NULL, ms("2026-11-25T10:00")), -1);
    calendar_free(never);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_opens),
        cmocka_unit_test(test_days),
        cmocka_unit_test(test_told),
        cmocka_unit_test(test_without_calendar),
    };
    return cmocka_run_group_tests(tests, open_office, close_office);
}
