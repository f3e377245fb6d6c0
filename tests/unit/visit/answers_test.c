/* Answers: required ones, changed ones, and those kept while the language changes. */
#include "house.h"

#include "visit/inside.h"

static void test_required(void **state)
{
    (void)state;
    struct house *house = house_build(true);
    house_open(house, "fr", "PEN-FR");
    house_press(house, "next");
    struct screen_node *choice = house_find(house, "question.age");
    assert_non_null(choice);
    assert_string_equal(choice->error.text, "Choisissez une réponse, s’il vous plaît.");
    house_change(house, "question.age", "reached");
    assert_null(house_find(house, "question.age")->error.text);
    assert_false(house_do(house, VISIT_CHANGE, "question.age", "no-such-option"));
    house_press(house, "next");
    assert_non_null(house_find(house, "question.names"));
    house_leave(house);
}

static void test_language_switch_keeps_answers(void **state)
{
    (void)state;
    struct house *house = house_build(true);
    house_open(house, "fr", "PEN-FR");
    house_change(house, "question.age", "unfit");
    house_press(house, "core.language");
    house_expect(house, STAGE_LANGUAGE);
    house_press(house, "core.language.ar");
    house_expect(house, STAGE_PLUGIN);
    assert_string_equal(house_answer_shown(house), "unfit");
    assert_string_equal(visit_view(house->visit)->language->code, "ar");
    house_press(house, "next");
    house_press(house, "core.back");
    assert_string_equal(house_answer_shown(house), "unfit");
    house_press(house, "core.home");
    house_press(house, "core.service.PEN-FR");
    assert_string_equal(house_answer_shown(house), "unfit");
    house_leave(house);
}

static void test_change_after_review(void **state)
{
    (void)state;
    struct house *house = house_build(true);
    house_open(house, "es", "PEN-FR");
    house_answer(house, 0);
    house_change(house, "paper.bank", "missing");
    house_press(house, "ticket");
    house_press(house, "core.back");
    house_expect(house, STAGE_PLUGIN);
    assert_string_equal(house_find(house, "paper.bank")->value, "missing");
    house_leave(house);
}

/* What the review says of names is true: none was asked for, or one was written. */
static void test_review_says_who_reads(void **state)
{
    (void)state;
    struct house *house = house_build(true);
    struct screen_node name = {.role = ROLE_FIELD, .tone = FIELD_NAME, .id = "who", .number = 20};
    house_open(house, "fr", "PEN-FR");
    house_answer(house, 0);
    house_press(house, "ticket");
    assert_true(house_says(house, "Aucun nom n’est demandé"));
    assert_true(values_change(house->visit->values, "PEN-FR", &name, "Fatima"));
    house_press(house, "core.back");
    house_press(house, "ticket");
    assert_false(house_says(house, "Aucun nom n’est demandé"));
    assert_true(house_says(house, "ce que vous avez écrit"));
    house_leave(house);
}

/* Words that pages were searched for are not on the ticket. */
static void test_searched_words_tell_nobody(void **state)
{
    (void)state;
    struct house *house = house_build(true);
    house_open(house, "fr", "INFO");
    house_press(house, "search");
    house_change(house, "words", "pension");
    house_press(house, "find");
    house_press(house, "page.lost-pension");
    house_press(house, "officer");
    house_expect(house, STAGE_REVIEW);
    assert_string_equal(house->visit->wish.service->code, "PEN-LOST");
    assert_true(house_says(house, "Aucun nom n’est demandé"));
    house_leave(house);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_required),
        cmocka_unit_test(test_language_switch_keeps_answers),
        cmocka_unit_test(test_change_after_review),
        cmocka_unit_test(test_review_says_who_reads),
        cmocka_unit_test(test_searched_words_tell_nobody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
