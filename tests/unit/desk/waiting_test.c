/* What the list says of who waits, today and a year later. */
#include "fixture.h"

#include "store/cases.h"

static char amina[SESSION_TOKEN], case_path[64];
static struct ticket_row ticket;

static void open_again(void)
{
    struct error error = {0};
    struct case_row row;
    struct arena *arena = arena_new();
    sign_in_anew("amina", amina);
    must(case_open_by_ticket(desk->store, ticket.id, "amina", arena, &row, &error), &error);
    arena_free(arena);
}

static void time_is_told_as_one_would_say_it(void **state)
{
    (void)state;
    enum { HOUR = 60, DAY = 24 * HOUR };
    static const struct {
        int64_t minutes;
        const char *with, *without;
    } cases[] = {
        {0, " · 0 min", "ticket-day"},
        {119, " · 119 min", "ticket-day"},
        {120, " · 2 h", " min"},
        {13 * HOUR, " · 13 h", "ticket-day"}, /* 23:24 */
        {14 * HOUR, " · 14 h", " min"},
        {14 * HOUR, "<span class=\"ticket-day\">25 nov. 2026</span>", NULL},
        {DAY - 1, " · 23 h", NULL},
        {DAY, " · 1 jour<", NULL},
        {2 * DAY, " · 2 jours", " h<"},
        {31 * DAY - 1, " · 30 jours", NULL},
        {31 * DAY, "25 nov. 2026</span>", "jours"},
        {365 * DAY, "25 nov. 2026</span>", " min"},
    };
    int64_t passed = 0;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        clock_advance(desk->clock, (cases[i].minutes - passed) * 60 * 1000);
        passed = cases[i].minutes;
        open_again();
        struct response list = get(amina, "/waiting");
        char *order = strstr(buffer_text(&list.body), "</ul>");
        assert_non_null(order);
        *order = '\0'; /* what follows speaks of appointments */
        expect(list, 200, cases[i].with, cases[i].without);
    }
}

static void a_finished_case_that_is_open_again_says_so(void **state)
{
    (void)state;
    struct error error = {0};
    open_again();
    expect(get(amina, case_path), 200, "<span class=\"state\">nouveau dossier", "rouvert");
    must(case_close(desk->store, ticket.case_id, "amina", CASE_DONE, &error), &error);
    expect(get(amina, case_path), 200, "<span class=\"state\">terminé", "rouvert");
    expect(get(amina, "/waiting"), 200, NULL, "ouvert");
    open_again();
    expect(get(amina, "/waiting"), 200, "ouvert", NULL);
    expect(get(amina, case_path), 200, "<span class=\"state\">rouvert · avant : ", NULL);
}

static void the_same_number_of_two_days_is_told_apart(void **state)
{
    (void)state;
    static const char number[] = ">A-001</bdi>", day[] = "class=\"ticket-day\"";
    struct error error = {0};
    struct facts none = {.count = 0};
    struct ticket_row today;
    char path[64];
    must(desk_issue(&none, &today, path, &error), &error);
    assert_string_equal(today.number, ticket.number);
    struct response list = get(amina, "/waiting");
    const char *page = buffer_text(&list.body);
    const char *first = strstr(page, number), *dated = strstr(page, day);
    assert_non_null(first);
    assert_non_null(strstr(first + 1, number));
    assert_non_null(dated);
    assert_null(strstr(dated + 1, day));
    response_free(&list);
    expect(get(amina, case_path), 200, "mercredi 25 novembre 2026", NULL);
}

static int begin(void **state)
{
    struct error error = {0};
    struct facts none = {.count = 0};
    desk_at = "2026-11-25T10:24";
    if (desk_begin(state) != 0)
        return -1;
    if (desk_issue(&none, &ticket, case_path, &error))
        return 0;
    fprintf(stderr, "%s\n", error.text);
    return -1;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(time_is_told_as_one_would_say_it),
        cmocka_unit_test(a_finished_case_that_is_open_again_says_so),
        cmocka_unit_test(the_same_number_of_two_days_is_told_apart),
    };
    return cmocka_run_group_tests(tests, begin, desk_end);
}
