/* Paper that a screen asks for: what is written on it, and what the visitor is told. */
#include "house.h"

#include "visit/inside.h"

#include <marhaba/plugin.h>

/* ---- From a tree to a leaflet ---- */

static const struct language *french, *arabic;

static struct screen_node *put(struct arena *arena, struct screen_node *parent,
                               enum screen_role role, enum screen_tone tone, const char *words,
                               const struct language *language)
{
    struct screen_node *node = screen_add(arena, parent, role, NULL);
    node->tone = tone;
    node->label = (struct screen_text){.text = words, .language = words ? language : NULL};
    return node;
}

/* The same screen in two languages: everything that is printed, and everything that is not. */
static struct screen_node *screen_in(struct arena *arena, const struct language *language)
{
    bool own = language == arabic;
#define IN(ar, fr) (own ? (ar) : (fr))
    struct screen_node *root = screen_new(arena);
    put(arena, root, ROLE_STEP, TONE_PLAIN, NULL, language);
    put(arena, root, ROLE_TITLE, TONE_PLAIN, IN("عنوان", "titre"), language);
    put(arena, root, ROLE_PARAGRAPH, TONE_LEAD, IN("CNSS", "CNSS"), language);
    put(arena, root, ROLE_PARAGRAPH, TONE_BULLET, IN("نقطة", "point"), language);
    put(arena, root, ROLE_PARAGRAPH, TONE_NUMBERED, IN("أولا", "un"), language);
    put(arena, root, ROLE_PARAGRAPH, TONE_NUMBERED, IN("ثانيا", "deux"), language);
    put(arena, root, ROLE_NOTICE, TONE_WARNING, IN("انتباه", "attention"), language);
    put(arena, root, ROLE_PARAGRAPH, TONE_NUMBERED, IN("أولا", "encore un"), language);
    put(arena, root, ROLE_TILE, TONE_PLAIN, "tile", language);
    struct screen_node *choice = put(arena, root, ROLE_CHOICE, TONE_PLAIN, "choice", language);
    put(arena, choice, ROLE_OPTION, TONE_PLAIN, "option", language);
    put(arena, root, ROLE_FIELD, FIELD_NAME, "field", language)->value = "Fatima";
    struct screen_node *bare = put(arena, root, ROLE_GROUP, TONE_PLAIN, "bare", language);
    put(arena, bare, ROLE_BUTTON, TONE_PLAIN, "button", language);
    put(arena, root, ROLE_NOTICE, TONE_INFO, "private", language)->flags |= FLAG_PRIVATE;
    struct screen_node *hidden = put(arena, root, ROLE_GROUP, TONE_PLAIN, "hidden", language);
    hidden->flags |= FLAG_PRIVATE;
    put(arena, hidden, ROLE_PARAGRAPH, TONE_PLAIN, "inside", language);
    struct screen_node *list =
        put(arena, root, ROLE_CHECKLIST, TONE_PLAIN, IN("وثائق", "papiers"), language);
    static const char *const values[] = {"", "have", "missing", "unsure"};
    for (size_t i = 0; i < 4; i++) {
        struct screen_node *item =
            put(arena, list, ROLE_ITEM, TONE_PLAIN, IN("بطاقة", "carte"), language);
        item->value = values[i];
        item->detail = (struct screen_text){.text = IN("أصل", "original"), .language = language};
        put(arena, item, ROLE_PARAGRAPH, TONE_PLAIN, IN("مجانا", "gratuit"), language);
    }
    struct screen_node *details = put(arena, root, ROLE_DETAILS, TONE_PLAIN, NULL, language);
    put(arena, details, ROLE_DETAIL, TONE_PLAIN, IN("هاتف", "téléphone"), language);
    put(arena, root, ROLE_LINK, TONE_PLAIN, IN("موقع", "site"), language)->value =
        "https://example.org";
#undef IN
    return root;
}

static const struct {
    enum leaflet_kind kind;
    const char *text, *french;
    enum leaflet_mark mark;
    int number;
    bool strong;
} expected[] = {
    {LEAFLET_TITLE, "عنوان", "titre", LEAFLET_OPEN, 0, false},
    {LEAFLET_PARAGRAPH, "CNSS", NULL, LEAFLET_OPEN, 0, false},
    {LEAFLET_BULLET, "نقطة", "point", LEAFLET_OPEN, 0, false},
    {LEAFLET_NUMBERED, "أولا", "un", LEAFLET_OPEN, 1, false},
    {LEAFLET_NUMBERED, "ثانيا", "deux", LEAFLET_OPEN, 2, false},
    {LEAFLET_NOTICE, "انتباه", "attention", LEAFLET_OPEN, 0, true},
    {LEAFLET_NUMBERED, "أولا", "encore un", LEAFLET_OPEN, 1, false},
    {LEAFLET_HEADING, "وثائق", "papiers", LEAFLET_OPEN, 0, false},
    {LEAFLET_ITEM, "بطاقة", "carte", LEAFLET_OPEN, 0, false},
    {LEAFLET_NOTE, "مجانا", "gratuit", LEAFLET_OPEN, 0, false},
    {LEAFLET_ITEM, "بطاقة", "carte", LEAFLET_HAVE, 0, false},
    {LEAFLET_NOTE, "مجانا", "gratuit", LEAFLET_OPEN, 0, false},
    {LEAFLET_ITEM, "بطاقة", "carte", LEAFLET_MISSING, 0, true},
    {LEAFLET_NOTE, "مجانا", "gratuit", LEAFLET_OPEN, 0, false},
    {LEAFLET_ITEM, "بطاقة", "carte", LEAFLET_UNSURE, 0, false},
    {LEAFLET_NOTE, "مجانا", "gratuit", LEAFLET_OPEN, 0, false},
    {LEAFLET_DETAIL, "هاتف", "téléphone", LEAFLET_OPEN, 0, false},
    {LEAFLET_LINK, "موقع", "site", LEAFLET_OPEN, 0, false},
};

#define EXPECTED (sizeof expected / sizeof *expected)

static void check_text(const char *text, const char *wanted)
{
    if (wanted)
        assert_string_equal(text, wanted);
    else
        assert_null(text);
}

static void check_parts(const struct leaflet *leaflet, bool with_french)
{
    for (size_t i = 0; i < EXPECTED; i++) {
        const struct leaflet_part *part = &leaflet->parts[i];
        assert_int_equal(part->kind, expected[i].kind);
        check_text(part->words.text, expected[i].text);
        check_text(part->words.french, with_french ? expected[i].french : NULL);
        assert_int_equal(part->mark, expected[i].mark);
        assert_int_equal(part->number, expected[i].number);
        assert_int_equal(part->strong, expected[i].strong);
        check_text(part->detail.text, part->kind == LEAFLET_ITEM ? "أصل" : NULL);
        check_text(part->address, part->kind == LEAFLET_LINK ? "https://example.org" : NULL);
    }
}

static void drop_last(struct screen_node *root)
{
    struct screen_node *node = root->first_child;
    while (node->next != root->last_child)
        node = node->next;
    node->next = NULL;
    root->last_child = node;
}

static void rename_title(struct screen_node *root)
{
    root->first_child->id = "other";
}

static void change_role(struct screen_node *root)
{
    root->last_child->role = ROLE_NOTICE;
}

static void change_inside(struct screen_node *root)
{
    struct screen_node *list = root->first_child;
    while (list->role != ROLE_CHECKLIST)
        list = list->next;
    list->last_child->first_child = NULL;
}

/* After the screen, all of it in French. */
static void check_second_half(const struct leaflet *leaflet, size_t lost)
{
    assert_int_equal(leaflet->part_count, 2 * EXPECTED + 1 - lost);
    assert_int_equal(leaflet->parts[EXPECTED].kind, LEAFLET_RULE);
    for (size_t i = EXPECTED + 1; i < leaflet->part_count; i++) {
        assert_ptr_equal(leaflet->parts[i].words.language, french);
        assert_null(leaflet->parts[i].words.french);
    }
    assert_string_equal(leaflet->parts[EXPECTED + 1].words.text, "titre");
}

/* The French stands below each line only where it is that line's French. */
static void test_two_trees(void **state)
{
    (void)state;
    static const struct {
        void (*change)(struct screen_node *root);
        size_t lost; /* parts, in French */
    } cases[] = {
        {NULL, 0}, {drop_last, 1}, {rename_title, 0}, {change_role, 0}, {change_inside, 1}};
    struct house *house = house_build(true);
    house_open(house, "ar", "INFO");
    for (size_t i = 0; i < sizeof cases / sizeof *cases + 1; i++) {
        struct arena *arena = arena_new();
        struct screen_node *own = screen_in(arena, arabic);
        struct screen_node *second = i ? screen_in(arena, french) : NULL;
        if (i && cases[i - 1].change)
            cases[i - 1].change(second);
        leaflet_of_screen(house->visit, own, second);
        arena_free(arena); /* the order keeps nothing of the trees */
        assert_int_equal(house->order_count, i + 1);
        const struct leaflet *leaflet = house->orders[i]->leaflet;
        check_parts(leaflet, i == 1);
        if (i > 1)
            check_second_half(leaflet, cases[i - 1].lost);
        else
            assert_int_equal(leaflet->part_count, EXPECTED);
        memset(&house->visit->leaflet, 0, sizeof house->visit->leaflet);
    }
    house_leave(house);
}

/* ---- What the visitor is told ---- */

static const char *over_title(struct house *house)
{
    const struct view *view = visit_view(house->visit);
    assert_int_equal(view->warning, view->over != NULL);
    return view->over ? view->over->first_child->label.text : "";
}

static void open_page(struct house *house, const char *language)
{
    house_open(house, language, "INFO");
    for (int i = 0; !house_find(house, "print") && i < 3; i++)
        house_press(house, house_first(house, ROLE_ROW)->id);
}

static bool tell(struct house *house, size_t order, const char *trouble)
{
    return house_do(house, VISIT_PRINTED, house->orders[order]->id, trouble);
}

static void test_page_in_each_language(void **state)
{
    (void)state;
    size_t count;
    const struct language *languages = language_all(&count);
    for (size_t i = 0; i < count; i++) {
        struct house *house = house_build(true);
        open_page(house, languages[i].code);
        char title[200];
        snprintf(title, sizeof title, "%s", house_first(house, ROLE_TITLE)->label.text);
        house_press(house, "print");
        assert_int_equal(house->order_count, 1);
        const struct slip_order *order = house->orders[0];
        assert_string_equal(order->name, "2026-11-25-102400-paper-1");
        const struct leaflet *leaflet = order->leaflet;
        assert_ptr_equal(leaflet->language, &languages[i]);
        assert_string_equal(leaflet->parts[0].words.text, title);
        size_t own = 0, second = 0;
        for (size_t j = 0; j < leaflet->part_count; j++) {
            const struct leaflet_words *words = &leaflet->parts[j].words;
            own += words->text != NULL;
            second += words->french || (words->text && words->language == french);
        }
        assert_true(own > 3 && second > 3); /* whoever helps can read it */
        house_leave(house);
    }
}

/* Printing, out, gone: each is said over the screen, which stays as it is. */
static void test_what_is_said(void **state)
{
    (void)state;
    static const struct {
        bool goes_on;        /* before the press answers */
        const char *trouble; /* of the press */
        const char *says;
    } cases[] = {
        {false, "", "Votre papier est sorti"},
        {false, "system", "Le papier n’est pas sorti"},
        {true, "", ""},
        {true, "busy", "Le papier n’est pas sorti"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct house *house = house_build(true);
        open_page(house, "fr");
        assert_string_equal(over_title(house), "");
        house_press(house, "print");
        assert_string_equal(over_title(house), "Votre papier s’imprime");
        assert_false(house_do(house, VISIT_PRESS, "print", "")); /* lies below */
        assert_int_equal(house->order_count, 1);
        if (cases[i].goes_on) {
            assert_true(house_do(house, VISIT_PRESS, "core.read", ""));
            assert_string_equal(over_title(house), "");
        }
        assert_int_equal(tell(house, 0, cases[i].trouble), cases[i].says[0] != '\0');
        assert_string_equal(over_title(house), cases[i].says);
        assert_false(tell(house, 0, cases[i].trouble)); /* once is enough */
        if (cases[i].says[0])
            assert_true(house_do(house, VISIT_PRESS, "core.read", ""));
        assert_string_equal(over_title(house), "");
        house_expect(house, STAGE_PLUGIN);
        house_press(house, "print"); /* and once more */
        assert_int_equal(house->order_count, 2);
        house_leave(house);
    }
}

static void test_asked_twice_it_is_one_paper(void **state)
{
    (void)state;
    struct house *house = house_build(true);
    open_page(house, "en");
    house_press(house, "print");
    house_do(house, VISIT_PRESS, "core.read", "");
    house_press(house, "print");
    assert_int_equal(house->order_count, 1);
    assert_string_equal(over_title(house), "Your paper is being printed");
    house_leave(house);
}

static void test_who_went_on_learns_of_trouble(void **state)
{
    (void)state;
    struct house *house = house_build(true);
    open_page(house, "es");
    house_press(house, "print");
    house_do(house, VISIT_PRESS, "core.read", "");
    house_press(house, "core.home");
    assert_true(tell(house, 0, "system"));
    house_expect(house, STAGE_HOME);
    assert_string_equal(over_title(house), "El papel no ha salido");
    house_do(house, VISIT_PRESS, "core.read", "");
    assert_string_equal(over_title(house), "");
    house_leave(house);
}

/* Opens another page of the same list, or the first one. */
static void open_row(struct house *house, size_t which)
{
    struct screen_node *root = house_root(house);
    for (struct screen_node *node = root; node; node = screen_walk(root, node))
        if (node->role == ROLE_ROW && which-- == 0) {
            house_press(house, node->id);
            return;
        }
    house_fail(house, "there is no such row");
}

static void print_row(struct house *house, size_t which)
{
    open_row(house, which);
    house_press(house, "print");
    assert_true(house_do(house, VISIT_PRESS, "core.read", ""));
    house_press(house, "core.back");
}

/* Of two papers on their way each answers for itself, in whatever order. */
static void test_two_papers(void **state)
{
    (void)state;
    static const struct {
        size_t order;        /* of the one that answers first; the other comes next */
        const char *trouble; /* of each, in that order */
        const char *other;
        const char *says, *then; /* once the first, once both have answered */
    } cases[] = {
        {0, "", "", "", ""},
        {0, "system", "", "Le papier n’est pas sorti", ""},
        {1, "system", "", "Le papier n’est pas sorti", ""},
        {0, "", "system", "", "Le papier n’est pas sorti"},
        {1, "", "busy", "", "Le papier n’est pas sorti"},
        {0, "system", "system", "Le papier n’est pas sorti", "Le papier n’est pas sorti"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct house *house = house_build(true);
        house_open(house, "fr", "INFO");
        house_press(house, "situation.came-back");
        print_row(house, 0);
        print_row(house, 1);
        assert_int_equal(house->order_count, 2);
        assert_int_equal(tell(house, cases[i].order, cases[i].trouble), cases[i].says[0] != '\0');
        assert_string_equal(over_title(house), cases[i].says);
        if (cases[i].says[0])
            house_do(house, VISIT_PRESS, "core.read", "");
        assert_int_equal(tell(house, !cases[i].order, cases[i].other), cases[i].then[0] != '\0');
        assert_string_equal(over_title(house), cases[i].then);
        house_leave(house);
    }
}

/* Who waits for the second is told of it when the first is out too. */
static void test_waiting_for_two(void **state)
{
    (void)state;
    struct house *house = house_build(true);
    house_open(house, "fr", "INFO");
    house_press(house, "situation.came-back");
    print_row(house, 0);
    open_row(house, 1);
    house_press(house, "print");
    assert_false(tell(house, 0, ""));
    assert_string_equal(over_title(house), "Votre papier s’imprime");
    assert_true(tell(house, 1, ""));
    assert_string_equal(over_title(house), "Votre papier est sorti");
    house_leave(house);
}

/* Three are printed a visit; what did not come out is none of them. */
static void test_enough_paper(void **state)
{
    (void)state;
    struct house *house = house_build(true);
    house_open(house, "fr", "INFO");
    house_press(house, "situation.came-back");
    for (size_t i = 0; i < 4; i++) {
        print_row(house, i);
        tell(house, i, i == 1 ? "system" : "");
        house_do(house, VISIT_PRESS, "core.read", "");
    }
    for (int i = 0; i < 2; i++) {
        open_row(house, (size_t)i);
        house_press(house, "print");
        assert_string_equal(over_title(house), "Plus de papier pour cette visite");
        house_check_screen(house, STAGE_PLUGIN);
        house_do(house, VISIT_PRESS, "core.read", "");
        assert_string_equal(over_title(house), "");
        house_press(house, "core.back");
    }
    assert_int_equal(house->order_count, 4);
    house_press(house, "core.home");
    house_pass(house, 60);
    house_pass(house, 20);
    house_expect(house, STAGE_ATTRACT);
    open_page(house, "fr"); /* the next visitor's */
    house_press(house, "print");
    assert_string_equal(over_title(house), "Votre papier s’imprime");
    house_leave(house);
}

/* Never over a ticket, and never to the next visitor. */
static void test_others_are_not_told(void **state)
{
    (void)state;
    struct house *house = house_build(true);
    open_page(house, "ar");
    house_press(house, "print");
    house_do(house, VISIT_PRESS, "core.read", "");
    house_press(house, "core.help");
    house_press(house, "core.officer");
    house_press(house, "core.confirm");
    house_expect(house, STAGE_TICKET);
    assert_int_equal(house->order_count, 2); /* no list: nothing is to be brought */
    assert_false(tell(house, 0, "system"));
    assert_string_equal(over_title(house), "");
    house_press(house, "core.done");
    house_pass(house, 10);
    house_expect(house, STAGE_ATTRACT);
    assert_false(tell(house, 0, "system"));
    open_page(house, "fr");
    assert_string_equal(over_title(house), "");
    house_press(house, "print");
    assert_false(tell(house, 0, "")); /* another visitor's */
    assert_string_equal(over_title(house), "Votre papier s’imprime");
    house_leave(house);
}

/* The question whether someone is still there comes first. */
static void test_idle_over_paper(void **state)
{
    (void)state;
    struct house *house = house_build(true);
    open_page(house, "en");
    house_press(house, "print");
    house_pass(house, 60);
    assert_string_equal(over_title(house), "Are you still there?");
    house_do(house, VISIT_PRESS, "core.stay", "");
    assert_string_equal(over_title(house), "Your paper is being printed");
    house_pass(house, 60);
    house_pass(house, 20);
    house_expect(house, STAGE_ATTRACT);
    assert_string_equal(over_title(house), "");
    house_leave(house);
}

static void test_without_a_printer(void **state)
{
    (void)state;
    struct house *house = house_build(true);
    house->visit->world.print = NULL;
    open_page(house, "en");
    house_press(house, "print");
    assert_string_equal(over_title(house), "The paper did not come out");
    house_leave(house);
}

static int begin(void **state)
{
    (void)state;
    french = language_find("fr");
    arabic = language_find("ar");
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_two_trees),
        cmocka_unit_test(test_page_in_each_language),
        cmocka_unit_test(test_what_is_said),
        cmocka_unit_test(test_asked_twice_it_is_one_paper),
        cmocka_unit_test(test_two_papers),
        cmocka_unit_test(test_waiting_for_two),
        cmocka_unit_test(test_enough_paper),
        cmocka_unit_test(test_who_went_on_learns_of_trouble),
        cmocka_unit_test(test_others_are_not_told),
        cmocka_unit_test(test_idle_over_paper),
        cmocka_unit_test(test_without_a_printer),
    };
    return cmocka_run_group_tests(tests, begin, NULL);
}
