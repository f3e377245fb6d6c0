/* Help in confidence (P6): what it is about is said on no screen and no paper. Who answers in Rabat
 * may be named where one asks for it, as a link on the screen, and nowhere else. */
#include "house.h"

#include "discreet_words.h"
#include "visit/inside.h"

/* Where to read on, which says it in its own address. */
#define ADDRESS "help.unhcr.org"

static void check_text(const char *where, const char *text, bool may_name_body)
{
    if (text && has_word(text, never_said))
        fail_msg("%s: %s", where, text);
    char *rest = memory_copy_text(text ? text : "");
    for (char *at; (at = strstr(rest, ADDRESS));)
        memmove(at, at + strlen(ADDRESS), strlen(at + strlen(ADDRESS)) + 1);
    if (!may_name_body && has_word(rest, body_names))
        fail_msg("%s: %s", where, text);
    free(rest);
}

static void check_screen(struct house *house, bool may_link)
{
    struct screen_node *root = house_root(house);
    for (struct screen_node *node = root; node; node = screen_walk(root, node)) {
        bool may_name = may_link && node->role == ROLE_LINK;
        check_text("label", node->label.text, may_name);
        check_text("detail", node->detail.text, may_name);
        check_text("error", node->error.text, may_name);
        check_text("value", node->value, may_name);
    }
    assert_null(house_find(house, "print"));
}

/* One fact, that one wishes to speak in private; the slip says less, and no list comes with it. */
static void check_ticket(struct house *house)
{
    house_press(house, "ticket");
    house_expect(house, STAGE_REVIEW);
    check_screen(house, false);
    const char *facts = buffer_text(&house->visit->wish.facts);
    check_text("facts", facts, false);
    assert_int_equal(wish_facts(house->visit, house->arena, language_find("fr"))->count, 1);
    house_press(house, "core.confirm");
    house_expect(house, STAGE_TICKET);
    check_screen(house, false);
    assert_int_equal(house->order_count, 1);
    const struct slip_order *order = house->orders[0];
    assert_null(order->leaflet);
    check_text("slip", order->slip.service, false);
    check_text("slip", order->slip.number, false);
    check_text("slip", order->name, false);
}

static void visit_in(const char *language, const char *answer)
{
    struct house *house = house_build(true);
    char id[64];
    snprintf(id, sizeof id, "core.language.%s", language);
    house_press(house, id);
    check_screen(house, false);
    house_do(house, VISIT_OPEN, "INFO", "confidential-help");
    house_check_screen(house, STAGE_PLUGIN);
    check_screen(house, true);
    house_press(house, "service");
    house_check_screen(house, STAGE_PLUGIN);
    check_screen(house, false);
    house_change(house, "question.help", answer);
    house_press(house, "next");
    assert_non_null(house_find(house, "ticket"));
    check_screen(house, true);
    check_ticket(house);
    house_leave(house);
}

static void test_said_nowhere(void **state)
{
    (void)state;
    static const char *const answers[] = {"closed-room", "urgent", "read", "unknown"};
    size_t count;
    const struct language *languages = language_all(&count);
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < sizeof answers / sizeof *answers; j++)
            visit_in(languages[i].code, answers[j]);
}

/* The words are found in whatever sentence and case they stand. */
static void test_words_are_found(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool is_never, is_body;
    } cases[] = {
        {"Demande d’ASILE", true, false},
        {"Asylum seekers", true, false},
        {"solicitante de Asilo", true, false},
        {"طلب اللجوء", true, false},
        {"شؤون اللاجئين", true, false},
        {"carte de réfugié", true, false},
        {"Réfugiée", true, false},
        {"statut de RÉFUGIÉ", true, false},
        {"un refugiado", true, false},
        {"le HCR", false, true},
        {"(UNHCR)", false, true},
        {"la Acnur", false, true},
        {"المفوضية السامية", false, true},
        {"مفوضية الأمم المتحدة", false, true},
        {"Aide confidentielle", false, false},
        {"", false, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (has_word(cases[i].text, never_said) != cases[i].is_never ||
            has_word(cases[i].text, body_names) != cases[i].is_body)
            fail_msg("%s", cases[i].text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words_are_found),
        cmocka_unit_test(test_said_nowhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
