/* Whole visits with a real store, real plugins and a clock that stands still. */
#include "house.h"

#include "store/tickets.h"

/* The words of a leaflet are in the visitor's language, with their French where that is another. */
static void check_pair(const struct leaflet_words *words, const struct language *language)
{
    const struct language *french = language_find("fr");
    assert_non_null(words->text);
    assert_true(words->language == language || strcmp(language->code, "zgh") == 0);
    if (words->language == french)
        assert_null(words->french);
    else
        assert_string_not_equal(words->text, words->french);
}

static void check_items(const struct leaflet_part *items, size_t count, enum leaflet_mark mark,
                        const struct language *language)
{
    assert_true(count >= 1);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(items[i].kind, LEAFLET_ITEM);
        assert_int_equal(items[i].mark, mark);
        assert_int_equal(items[i].strong, mark == LEAFLET_OPEN);
        check_pair(&items[i].words, language);
        check_pair(&items[i].detail, language); /* in which form, and who gives it */
    }
}

static void check_order(struct house *house, const struct screen_node *ticket)
{
    assert_int_equal(house->order_count, 2);
    const struct slip_order *order = house->orders[0];
    assert_string_equal(order->slip.number, ticket->label.text);
    assert_string_equal(order->slip.digits, ticket->value);
    assert_int_equal(strlen(ticket->value), TICKET_DIGITS);
    assert_null(order->leaflet);
    const struct leaflet *list = house->orders[1]->leaflet;
    assert_non_null(list);
    assert_int_equal(list->part_count, 0);
    check_items(list->missing, list->missing_count, LEAFLET_OPEN, list->language);
    check_items(list->unsure, list->unsure_count, LEAFLET_UNSURE, list->language);
    char name[48], papers[64];
    snprintf(name, sizeof name, "2026-11-25-%s", ticket->label.text);
    snprintf(papers, sizeof papers, "%s-papers", name);
    assert_string_equal(order->name, name);
    assert_string_equal(house->orders[1]->name, papers);
}

static void check_stored(struct house *house, const char *language)
{
    struct ticket_row row = house_ticket(house, 0);
    assert_string_equal(row.service, "PEN-FR");
    assert_string_equal(row.language, language);
    assert_string_equal(row.number, "A-001");
    assert_true(row.printed_ms > 0);
}

static void visit_in(const char *code)
{
    struct house *house = house_build(true);
    house_check_screen(house, STAGE_ATTRACT);
    house_open(house, code, "PEN-FR");
    house_check_screen(house, STAGE_PLUGIN);
    house_answer(house, 0);
    assert_non_null(house_first(house, ROLE_CHECKLIST));
    house_mark_papers(house);
    house_check_screen(house, STAGE_PLUGIN);
    house_press(house, "ticket");
    house_check_screen(house, STAGE_REVIEW);
    house_press(house, "core.confirm");
    house_check_screen(house, STAGE_TICKET);
    check_order(house, house_first(house, ROLE_TICKET));
    assert_false(house_tell_printed(house, 0, ""));
    check_stored(house, code);
    house_press(house, "core.done");
    house_check_screen(house, STAGE_GOODBYE);
    house_pass(house, 5);
    house_expect(house, STAGE_GOODBYE);
    house_pass(house, 1);
    house_check_screen(house, STAGE_ATTRACT);
    assert_int_equal(visit_wait_ms(house->visit), -1);
    house_leave(house);
}

static void test_whole_visit(void **state)
{
    (void)state;
    size_t count;
    const struct language *languages = language_all(&count);
    for (size_t i = 0; i < count; i++)
        visit_in(languages[i].code);
}

/* Opens each row of the list on screen, and comes back; returns how many there were. */
static size_t read_list(struct house *house)
{
    char ids[40][64];
    size_t count = 0;
    struct screen_node *root = house_root(house);
    for (struct screen_node *node = root; node; node = screen_walk(root, node))
        if (node->role == ROLE_ROW && count < 40)
            snprintf(ids[count++], sizeof ids[0], "%s", node->id);
    for (size_t i = 0; i < count; i++) {
        house_press(house, ids[i]);
        house_check_screen(house, STAGE_PLUGIN);
        assert_true(house_find(house, "service") || house_find(house, "officer"));
        house_press(house, "core.back");
    }
    return count;
}

/* By every situation; a page may stand in several. */
static size_t read_all_pages(struct house *house)
{
    static const char *const situations[] = {"situation.came-back", "situation.widowed",
                                             "situation.other-country", "situation.child",
                                             "situation.everyone"};
    size_t count = 0;
    for (size_t i = 0; i < sizeof situations / sizeof *situations; i++) {
        house_press(house, situations[i]);
        house_check_screen(house, STAGE_PLUGIN);
        count += read_list(house);
        house_press(house, "core.back");
    }
    return count;
}

/* Every other screen of every service, in each language. */
static void test_every_screen_speaks(void **state)
{
    (void)state;
    size_t count;
    const struct language *languages = language_all(&count);
    for (size_t i = 0; i < count; i++) {
        struct house *house = house_build(true);
        house_open(house, languages[i].code, "INFO");
        house_check_screen(house, STAGE_PLUGIN);
        assert_true(read_all_pages(house) >= 29);
        house_press(house, "core.back");
        house_check_screen(house, STAGE_HOME);
        house_press(house, "core.service.PEN-LIFE");
        house_check_screen(house, STAGE_PLUGIN);
        house_press(house, "core.back");
        house_press(house, "core.service.APPOINTMENT");
        house_check_screen(house, STAGE_PLUGIN);
        house_press(house, "core.home");
        house_press(house, "core.service.RPT-STAY");
        house_answer(house, 1);
        house_check_screen(house, STAGE_PLUGIN);
        house_press(house, "core.help");
        house_check_screen(house, STAGE_HELP);
        house_press(house, "core.language");
        house_check_screen(house, STAGE_LANGUAGE);
        house_press(house, "core.back");
        assert_non_null(house_first(house, ROLE_CHECKLIST));
        house_press(house, "core.help");
        house_press(house, "core.officer");
        house_check_screen(house, STAGE_REVIEW);
        house_leave(house);
    }
}

static void test_view_copy(void **state)
{
    (void)state;
    struct house *house = house_build(true);
    house_open(house, "ar", "PEN-FR");
    uint64_t serial = visit_view(house->visit)->serial;
    struct view *copy = view_copy(visit_view(house->visit));
    assert_false(house_do(house, VISIT_TOUCH, "", ""));
    assert_false(house_do(house, VISIT_PRESS, "nothing-of-this-name", ""));
    assert_false(house_do(house, VISIT_PRESS, "question.age", "")); /* not to be pressed */
    assert_int_equal(visit_view(house->visit)->serial, serial);
    house_press(house, "core.home");
    assert_true(visit_view(house->visit)->serial > serial);
    assert_non_null(screen_find((struct screen_node *)copy->root, "question.age"));
    assert_string_equal(copy->service, "PEN-FR");
    view_free(copy);
    house_leave(house);
}

/* Whoever keeps pictures of a visit learns of its end, even where the next screen is not the first
 * one. */
static void test_visits_are_told_apart(void **state)
{
    (void)state;
    struct house *house = house_build(true);
    uint64_t visit = visit_view(house->visit)->visit;
    house_open(house, "fr", "OFFICER");
    house_press(house, "core.confirm");
    house_expect(house, STAGE_TICKET);
    assert_int_equal(visit_view(house->visit)->visit, visit);
    house_press(house, "core.done");
    house_expect(house, STAGE_GOODBYE);
    uint64_t after = visit_view(house->visit)->visit;
    assert_true(after > visit);
    house_do(house, VISIT_SCAN, "", "nonsense");
    house_expect(house, STAGE_NOTICE);
    assert_true(visit_view(house->visit)->visit > after);
    struct view *copy = view_copy(visit_view(house->visit));
    assert_int_equal(copy->visit, visit_view(house->visit)->visit);
    view_free(copy);
    house_leave(house);
}

/* What only automation can do: a service with another argument than its manifest's. */
static void test_opened_with_an_argument(void **state)
{
    (void)state;
    static const struct {
        const char *service, *argument;
        enum visit_stage stage;
    } cases[] = {
        {"PEN-FR", "survivor", STAGE_PLUGIN}, {"PEN-FR", "no-such-procedure", STAGE_TROUBLE},
        {"PAPERS", "", STAGE_PLUGIN},         {"NO-SUCH", "pension", STAGE_TROUBLE},
        {"OFFICER", "pension", STAGE_REVIEW},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct house *house = house_build(true);
        house_do(house, VISIT_OPEN, cases[i].service, cases[i].argument);
        house_check_screen(house, cases[i].stage);
        house_leave(house);
    }
}

/* Names of bodies bring brackets of their own. */
static void test_no_brackets_in_brackets(void **state)
{
    (void)state;
    struct house *house = house_build(true);
    house_press(house, "core.language.fr");
    house_do(house, VISIT_OPEN, "PEN-FR", "survivor");
    house_answer(house, 0);
    house_press(house, "ticket");
    house_press(house, "core.confirm");
    const struct leaflet *list = house->orders[1]->leaflet;
    bool has_any = false;
    for (size_t i = 0; i < list->unsure_count; i++) {
        int depth = 0;
        for (const char *at = list->unsure[i].detail.text; *at; at++) {
            depth += (*at == '(') - (*at == ')');
            has_any = has_any || depth == 1;
            assert_true(depth <= 1);
        }
    }
    assert_true(has_any);
    house_leave(house);
}

/* The argument opens one visit; the next opens what the manifest says. */
static void test_an_argument_is_not_kept(void **state)
{
    (void)state;
    struct house *house = house_build(true);
    house_do(house, VISIT_OPEN, "PEN-FR", "survivor");
    char *with = memory_copy_text(house_first(house, ROLE_TITLE)->label.text);
    house_do(house, VISIT_PRESS, "core.home", "");
    house_press(house, "core.service.PEN-FR");
    assert_string_not_equal(house_first(house, ROLE_TITLE)->label.text, with);
    free(with);
    house_leave(house);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_whole_visit),
        cmocka_unit_test(test_every_screen_speaks),
        cmocka_unit_test(test_view_copy),
        cmocka_unit_test(test_visits_are_told_apart),
        cmocka_unit_test(test_opened_with_an_argument),
        cmocka_unit_test(test_an_argument_is_not_kept),
        cmocka_unit_test(test_no_brackets_in_brackets),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
