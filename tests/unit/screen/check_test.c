/* Each rule of a screen, kept and broken; the complaint must name the node and the rule. */
#include "screen/screen.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define NOON 1795597200000

struct tree {
    struct arena *arena;
    struct screen_node *root;
};

static struct screen_node *add(struct tree *tree, struct screen_node *parent, enum screen_role role,
                               const char *id)
{
    struct screen_node *node = screen_add(tree->arena, parent, role, id);
    node->label = screen_key("some.words");
    if (role == ROLE_FIELD)
        node->number = 40;
    if (role == ROLE_DAY || role == ROLE_SLOT)
        node->number = NOON;
    if (role == ROLE_STEP)
        node->number = node->of = 3;
    return node;
}

static struct screen_node *add_to_root(struct tree *tree, enum screen_role role, const char *id)
{
    return add(tree, tree->root, role, id);
}

static char *repeat(struct tree *tree, const char *text, size_t count)
{
    size_t length = strlen(text);
    char *all = arena_take(tree->arena, count * length + 1, 1);
    for (size_t i = 0; i < count; i++)
        memcpy(all + i * length, text, length);
    return all;
}

static void set_words(struct tree *tree, struct screen_text *out, const char *language,
                      const char *text)
{
    struct local_entry *entry = arena_take(tree->arena, 1, sizeof *entry);
    *entry = (struct local_entry){language, text};
    *out = (struct screen_text){.variants = {entry, 1}};
}

static void set_argument(struct tree *tree, struct screen_text *out, struct argument argument,
                         size_t count)
{
    struct argument *arguments = arena_take(tree->arena, count, sizeof *arguments);
    for (size_t i = 0; i < count; i++)
        arguments[i] = argument;
    *out = (struct screen_text){.key = "k", .arguments = arguments, .argument_count = count};
}

/* ---- Good screens ---- */

static void good_full(struct tree *tree)
{
    add_to_root(tree, ROLE_STEP, NULL);
    add_to_root(tree, ROLE_TITLE, NULL);
    add_to_root(tree, ROLE_PARAGRAPH, NULL)->tone = TONE_NUMBERED;
    add_to_root(tree, ROLE_NOTICE, NULL)->tone = TONE_WARNING;
    add_to_root(tree, ROLE_PICTURE, NULL)->icon = "passport-2";
    add_to_root(tree, ROLE_TILE, "pen-fr");
    add_to_root(tree, ROLE_BUTTON, "next")->tone = TONE_PRIMARY;
    add_to_root(tree, ROLE_BUTTON, "stop")->tone = TONE_DANGER;
    struct screen_node *choice = add_to_root(tree, ROLE_CHOICE, "who");
    add(tree, choice, ROLE_OPTION, "widow");
    add(tree, choice, ROLE_OPTION, "self")->value = "";
    add_to_root(tree, ROLE_FIELD, "name")->tone = FIELD_NAME;
    struct screen_node *list = add_to_root(tree, ROLE_CHECKLIST, NULL);
    add(tree, list, ROLE_ITEM, "paper.1")->value = "unsure";
    struct screen_node *details = add_to_root(tree, ROLE_DETAILS, NULL);
    add(tree, details, ROLE_DETAIL, NULL);
    struct screen_node *rows = add_to_root(tree, ROLE_ROWS, NULL);
    add(tree, rows, ROLE_ROW, "row_1");
    struct screen_node *days = add_to_root(tree, ROLE_DAYS, NULL);
    struct screen_node *day = add(tree, days, ROLE_DAY, NULL);
    add(tree, day, ROLE_SLOT, "slot.1");
    add_to_root(tree, ROLE_TICKET, NULL);
    add_to_root(tree, ROLE_GREETING, "ar");
    struct screen_node *bar = add_to_root(tree, ROLE_BAR, NULL);
    add(tree, bar, ROLE_BUTTON, "ui.home");
}

static void good_most_nodes(struct tree *tree)
{
    for (unsigned i = 0; i < SCREEN_MAX_NODES; i++)
        add_to_root(tree, ROLE_PARAGRAPH, NULL);
}

static void good_deepest(struct tree *tree)
{
    struct screen_node *node = tree->root;
    for (unsigned i = 0; i < SCREEN_MAX_DEPTH; i++)
        node = add(tree, node, ROLE_GROUP, NULL);
}

static void good_longest(struct tree *tree)
{
    struct screen_node *node = add_to_root(tree, ROLE_TILE, repeat(tree, "x", SCREEN_MAX_ID));
    set_words(tree, &node->label, "fr", repeat(tree, "x", SCREEN_MAX_TEXT));
    node->value = repeat(tree, "x", SCREEN_MAX_TEXT);
    node->icon = repeat(tree, "x", 40);
    const struct argument argument = {.kind = ARGUMENT_TEXT,
                                      .name = repeat(tree, "n", SCREEN_MAX_ID),
                                      .text = repeat(tree, "x", SCREEN_MAX_TEXT)};
    set_argument(tree, &node->detail, argument, SCREEN_MAX_ARGUMENTS);
}

static void good_edges(struct tree *tree)
{
    struct screen_node *step = add_to_root(tree, ROLE_STEP, NULL);
    step->number = 1;
    step->of = 20;
    add_to_root(tree, ROLE_FIELD, "a")->number = 1;
    add_to_root(tree, ROLE_FIELD, "b")->number = 500;
    struct screen_node *days = add_to_root(tree, ROLE_DAYS, NULL);
    add(tree, days, ROLE_DAY, NULL)->number = 946684800000;
    add(tree, days, ROLE_DAY, NULL)->number = 4102444799999;
    add_to_root(tree, ROLE_TITLE, NULL)->label = screen_words(tree->arena, "A-012");
}

/* A resolved tree is a good tree: emphasis marks and all. */
static void good_resolved(struct tree *tree)
{
    struct screen_node *node = add_to_root(tree, ROLE_PARAGRAPH, NULL);
    set_words(tree, &node->label, "fr", "a **b** c");
    screen_resolve(tree->arena, tree->root, NULL, language_find("fr"), NULL, NULL);
}

/* ---- Bad screens ---- */

static void bad_too_many_nodes(struct tree *tree)
{
    good_most_nodes(tree);
    add_to_root(tree, ROLE_PARAGRAPH, NULL);
}

static void bad_too_deep(struct tree *tree)
{
    struct screen_node *node = tree->root;
    for (unsigned i = 0; i <= SCREEN_MAX_DEPTH; i++)
        node = add(tree, node, ROLE_GROUP, NULL);
}

static void bad_same_id(struct tree *tree)
{
    add_to_root(tree, ROLE_TITLE, NULL);
    add_to_root(tree, ROLE_BUTTON, "ok");
    struct screen_node *group = add_to_root(tree, ROLE_GROUP, NULL);
    add(tree, group, ROLE_TILE, "ok");
}

static void bad_same_option(struct tree *tree)
{
    struct screen_node *choice = add_to_root(tree, ROLE_CHOICE, "a");
    add(tree, choice, ROLE_OPTION, "a");
}

static void bad_root(struct tree *tree)
{
    tree->root->role = ROLE_GROUP;
}

static void bad_role(struct tree *tree)
{
    add_to_root(tree, (enum screen_role)57, NULL);
}

static void bad_inner_screen(struct tree *tree)
{
    add_to_root(tree, ROLE_SCREEN, NULL);
}

static void bad_two_titles(struct tree *tree)
{
    add_to_root(tree, ROLE_TITLE, NULL);
    add_to_root(tree, ROLE_TITLE, NULL);
}

static void bad_two_primaries(struct tree *tree)
{
    add_to_root(tree, ROLE_BUTTON, "a")->tone = TONE_PRIMARY;
    struct screen_node *group = add_to_root(tree, ROLE_GROUP, NULL);
    add(tree, group, ROLE_BUTTON, "b")->tone = TONE_PRIMARY;
}

static void bad_flags(struct tree *tree)
{
    add_to_root(tree, ROLE_TILE, "a")->flags = 64;
}

static void bad_step(struct tree *tree)
{
    struct screen_node *node = add_to_root(tree, ROLE_STEP, NULL);
    node->number = 4;
}

static void bad_step_zero(struct tree *tree)
{
    add_to_root(tree, ROLE_STEP, NULL)->number = 0;
}

static void bad_step_many(struct tree *tree)
{
    add_to_root(tree, ROLE_STEP, NULL)->of = 21;
}

static void bad_field_zero(struct tree *tree)
{
    add_to_root(tree, ROLE_FIELD, "a")->number = 0;
}

static void bad_field_long(struct tree *tree)
{
    add_to_root(tree, ROLE_FIELD, "a")->number = 501;
}

static void bad_day_early(struct tree *tree)
{
    struct screen_node *days = add_to_root(tree, ROLE_DAYS, NULL);
    add(tree, days, ROLE_DAY, NULL)->number = 946684799999;
}

static void bad_slot_late(struct tree *tree)
{
    struct screen_node *days = add_to_root(tree, ROLE_DAYS, NULL);
    struct screen_node *day = add(tree, days, ROLE_DAY, NULL);
    add(tree, day, ROLE_SLOT, "a")->number = 4102444800000;
}

static void bad_item_value(struct tree *tree)
{
    struct screen_node *list = add_to_root(tree, ROLE_CHECKLIST, NULL);
    add(tree, list, ROLE_ITEM, "a")->value = "lost";
}

static void bad_value_long(struct tree *tree)
{
    add_to_root(tree, ROLE_FIELD, "a")->value = repeat(tree, "x", SCREEN_MAX_TEXT + 1);
}

static void bad_value_control(struct tree *tree)
{
    add_to_root(tree, ROLE_FIELD, "a")->value = "a\x1B[2J";
}

static void bad_label_empty(struct tree *tree)
{
    set_words(tree, &add_to_root(tree, ROLE_TITLE, NULL)->label, "fr", " \n ");
}

/* Nothing anyone could see: no-break and zero-width blanks. */
static void bad_label_unseen(struct tree *tree)
{
    set_words(tree, &add_to_root(tree, ROLE_TITLE, NULL)->label, "fr",
              "\xC2\xA0\xE2\x80\x8B\xE2\x80\xAF");
}

static void bad_label_null(struct tree *tree)
{
    set_words(tree, &add_to_root(tree, ROLE_TITLE, NULL)->label, "fr", NULL);
}

static void bad_detail_empty(struct tree *tree)
{
    add_to_root(tree, ROLE_TILE, "a")->detail = screen_key("");
}

static void bad_error_long(struct tree *tree)
{
    add_to_root(tree, ROLE_FIELD, "a")->error = screen_key(repeat(tree, "x", SCREEN_MAX_TEXT + 1));
}

static void bad_label_utf8(struct tree *tree)
{
    set_words(tree, &add_to_root(tree, ROLE_TITLE, NULL)->label, "fr", "a\xFF");
}

static void bad_label_override(struct tree *tree)
{
    set_words(tree, &add_to_root(tree, ROLE_TITLE, NULL)->label, "fr",
              "\xE2\x80\xAE"
              "abc");
}

static void bad_language(struct tree *tree)
{
    set_words(tree, &add_to_root(tree, ROLE_TITLE, NULL)->label, "de", "Hallo");
}

static void bad_language_twice(struct tree *tree)
{
    static const struct local_entry entries[] = {{"fr", "a"}, {"fr", "b"}};
    add_to_root(tree, ROLE_TITLE, NULL)->label = (struct screen_text){.variants = {entries, 2}};
}

static void bad_key_and_texts(struct tree *tree)
{
    struct screen_node *node = add_to_root(tree, ROLE_TITLE, NULL);
    set_words(tree, &node->label, "fr", "a");
    node->label.key = "k";
}

static void bad_arguments(struct tree *tree)
{
    const struct argument argument = {
        .kind = ARGUMENT_NUMBER, .name = "n", .text = NULL, .number = 1};
    set_argument(tree, &add_to_root(tree, ROLE_TITLE, NULL)->label, argument,
                 SCREEN_MAX_ARGUMENTS + 1);
}

static void bad_argument_kind(struct tree *tree)
{
    const struct argument argument = {.kind = (enum argument_kind)9, .name = "n", .number = 1};
    set_argument(tree, &add_to_root(tree, ROLE_TITLE, NULL)->label, argument, 1);
}

static void bad_argument_name(struct tree *tree)
{
    const struct argument argument = {
        .kind = ARGUMENT_NUMBER, .name = "a}b", .text = NULL, .number = 1};
    set_argument(tree, &add_to_root(tree, ROLE_TITLE, NULL)->label, argument, 1);
}

static void bad_argument_text(struct tree *tree)
{
    const struct argument argument = {
        .kind = ARGUMENT_TEXT, .name = "n", .text = NULL, .number = 1};
    set_argument(tree, &add_to_root(tree, ROLE_TITLE, NULL)->label, argument, 1);
}

static void bad_argument_long(struct tree *tree)
{
    const struct argument argument = {.kind = ARGUMENT_CODE,
                                      .name = "n",
                                      .text = repeat(tree, "1", SCREEN_MAX_TEXT + 1),
                                      .number = 1};
    set_argument(tree, &add_to_root(tree, ROLE_TITLE, NULL)->label, argument, 1);
}

static void bad_bar_in_group(struct tree *tree)
{
    add(tree, add_to_root(tree, ROLE_GROUP, NULL), ROLE_BAR, NULL);
}

static void bad_tile_in_bar(struct tree *tree)
{
    add(tree, add_to_root(tree, ROLE_BAR, NULL), ROLE_TILE, "a");
}

struct building {
    const char *name;
    void (*build)(struct tree *tree);
    const char *complaint; /* NULL: good */
};

#define GOOD(name)                                                                                 \
    {                                                                                              \
#name, name, NULL                                                                          \
    }
#define BAD(name, complaint)                                                                       \
    {                                                                                              \
#name, name, complaint                                                                     \
    }

static void each_rule_is_kept_or_named(void **state)
{
    (void)state;
    static const struct building cases[] = {
        GOOD(good_full),
        GOOD(good_most_nodes),
        GOOD(good_deepest),
        GOOD(good_longest),
        GOOD(good_edges),
        GOOD(good_resolved),
        BAD(bad_too_many_nodes, "the screen has more than the 400 nodes allowed"),
        BAD(bad_too_deep, "group 9: nested deeper than the 8 levels allowed"),
        BAD(bad_same_id, "the id \"ok\" stands twice: button 2 and tile 4; each needs its own"),
        BAD(bad_same_option, "the id \"a\" stands twice: choice 1 and option 2"),
        BAD(bad_root, "the root of the tree is a group, not a screen"),
        BAD(bad_role, "node 1: the role 57 is unknown"),
        BAD(bad_inner_screen, "node 1: the role 100 is unknown"),
        BAD(bad_two_titles, "title 2: the screen has a title already"),
        BAD(bad_two_primaries, "button 3 (\"b\"): the screen has a primary button already"),
        BAD(bad_flags, "tile 1 (\"a\"): the flags 64 are unknown"),
        BAD(bad_step, "step 1: a step is number 1 to \"of\""),
        BAD(bad_step_zero, "step 1: a step is number 1 to \"of\""),
        BAD(bad_step_many, "\"of\" at most 20"),
        BAD(bad_field_zero, "field 1 (\"a\"): the most characters (number) are 1 to 500"),
        BAD(bad_field_long, "field 1 (\"a\"): the most characters (number) are 1 to 500"),
        BAD(bad_day_early, "day 2: its time (number) does not lie between"),
        BAD(bad_slot_late, "slot 3 (\"a\"): its time (number) does not lie between"),
        BAD(bad_item_value, "item 2 (\"a\"): the value is not \"have\""),
        BAD(bad_value_long, "field 1 (\"a\"): the value is longer than the 4000 bytes"),
        BAD(bad_value_control, "field 1 (\"a\"): the value has control characters"),
        BAD(bad_label_empty, "title 1: the label is empty"),
        BAD(bad_label_unseen, "title 1: the label is empty"),
        BAD(bad_label_null, "title 1: the label is empty"),
        BAD(bad_detail_empty, "tile 1 (\"a\"): the detail is empty"),
        BAD(bad_error_long, "field 1 (\"a\"): the error is longer than the 4000 bytes"),
        BAD(bad_label_utf8, "title 1: the label has control characters or is not valid UTF-8"),
        BAD(bad_label_override, "title 1: the label has control characters"),
        BAD(bad_language, "title 1: the label has a text in a language that is not ar"),
        BAD(bad_language_twice, "title 1: the label has two texts in \"fr\""),
        BAD(bad_key_and_texts, "title 1: the label has both a key and texts"),
        BAD(bad_arguments, "title 1: the label has more than the 8 arguments allowed"),
        BAD(bad_argument_kind, "title 1: the label has an argument of unknown kind 9"),
        BAD(bad_argument_name, "title 1: the label has an argument without a proper name"),
        BAD(bad_argument_text, "title 1: the argument {n} of the label has no text"),
        BAD(bad_argument_long, "title 1: the argument {n} is longer than the 4000 bytes"),
        BAD(bad_bar_in_group, "bar 2: it cannot stand in a group"),
        BAD(bad_tile_in_bar, "tile 2 (\"a\"): it cannot stand in a bar"),
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct error error = {0};
        struct tree tree = {.arena = arena_new()};
        tree.root = screen_new(tree.arena);
        cases[i].build(&tree);
        bool is_good = screen_check(tree.root, &error);
        if (is_good != !cases[i].complaint)
            fail_msg("%s: \"%s\"", cases[i].name, error.text);
        if (cases[i].complaint && !strstr(error.text, cases[i].complaint))
            fail_msg("%s: \"%s\" does not say \"%s\"", cases[i].name, error.text,
                     cases[i].complaint);
        arena_free(tree.arena);
    }
}

static void ids_are_well_formed(void **state)
{
    (void)state;
    static const struct {
        const char *id;
        bool is_good;
    } cases[] = {{"a", true},
                 {"pen-fr.step_2", true},
                 {"0", true},
                 {"", false},
                 {"PEN", false},
                 {"a b", false},
                 {"é", false},
                 {"a/b", false},
                 {"a\n", false},
                 {"a,b", false},
                 {"123456789012345678901234567890123456789012345678901234567890123", true},
                 {"1234567890123456789012345678901234567890123456789012345678901234", false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct tree tree = {.arena = arena_new()};
        struct error error = {0};
        tree.root = screen_new(tree.arena);
        add_to_root(&tree, ROLE_BUTTON, cases[i].id);
        assert_int_equal(screen_check(tree.root, &error), cases[i].is_good);
        if (!cases[i].is_good)
            assert_non_null(strstr(error.text, "button 1: its id is not 1 to 63"));
        arena_free(tree.arena);
    }
}

static void icons_are_well_formed(void **state)
{
    (void)state;
    static const struct {
        const char *icon;
        bool is_good;
    } cases[] = {{"passport", true},
                 {"a-1", true},
                 {"", false},
                 {"../key", false},
                 {"A", false},
                 {"a.svg", false},
                 {"12345678901234567890123456789012345678901", false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct tree tree = {.arena = arena_new()};
        tree.root = screen_new(tree.arena);
        add_to_root(&tree, ROLE_TILE, "a")->icon = cases[i].icon;
        assert_int_equal(screen_check(tree.root, NULL), cases[i].is_good);
        arena_free(tree.arena);
    }
}

/* What each role needs and where it may stand, written a second time as the header tells it. */
struct role_case {
    enum screen_role role, parent; /* ROLE_SCREEN: anywhere free */
    bool needs_label, needs_id;
};

static const struct role_case role_cases[] = {
    {ROLE_GROUP, ROLE_SCREEN, false, false},     {ROLE_TITLE, ROLE_SCREEN, true, false},
    {ROLE_PARAGRAPH, ROLE_SCREEN, true, false},  {ROLE_NOTICE, ROLE_SCREEN, true, false},
    {ROLE_PICTURE, ROLE_SCREEN, false, false},   {ROLE_TILE, ROLE_SCREEN, true, true},
    {ROLE_BUTTON, ROLE_SCREEN, true, true},      {ROLE_CHOICE, ROLE_SCREEN, true, true},
    {ROLE_OPTION, ROLE_CHOICE, true, true},      {ROLE_FIELD, ROLE_SCREEN, true, true},
    {ROLE_CHECKLIST, ROLE_SCREEN, false, false}, {ROLE_ITEM, ROLE_CHECKLIST, true, true},
    {ROLE_DETAILS, ROLE_SCREEN, false, false},   {ROLE_DETAIL, ROLE_DETAILS, true, false},
    {ROLE_ROWS, ROLE_SCREEN, false, false},      {ROLE_ROW, ROLE_ROWS, true, true},
    {ROLE_DAYS, ROLE_SCREEN, false, false},      {ROLE_DAY, ROLE_DAYS, false, false},
    {ROLE_SLOT, ROLE_DAY, false, true},          {ROLE_GREETING, ROLE_SCREEN, true, true},
    {ROLE_TICKET, ROLE_SCREEN, true, false},
};

#define ROLE_CASES (sizeof role_cases / sizeof *role_cases)

/* A place for a child of `parent`, made under the root. */
static struct screen_node *place_in(struct tree *tree, enum screen_role parent)
{
    if (parent == ROLE_SCREEN)
        return tree->root;
    if (parent == ROLE_DAY)
        return add(tree, add_to_root(tree, ROLE_DAYS, NULL), ROLE_DAY, NULL);
    return add_to_root(tree, parent, parent == ROLE_CHOICE ? "place" : NULL);
}

static bool stands_in(const struct role_case *role, enum screen_role parent, bool with_label,
                      bool with_id, char *complaint)
{
    struct tree tree = {.arena = arena_new()};
    struct error error = {0};
    tree.root = screen_new(tree.arena);
    struct screen_node *node =
        add(&tree, place_in(&tree, parent), role->role, with_id ? "it" : NULL);
    if (!with_label)
        node->label = (struct screen_text){0};
    bool is_good = screen_check(tree.root, &error);
    strcpy(complaint, error.text);
    arena_free(tree.arena);
    return is_good;
}

static void roles_have_their_parts_and_places(void **state)
{
    (void)state;
    static const enum screen_role parents[] = {ROLE_SCREEN,    ROLE_GROUP,   ROLE_CHOICE,
                                               ROLE_CHECKLIST, ROLE_DETAILS, ROLE_ROWS,
                                               ROLE_DAYS,      ROLE_DAY};
    for (size_t i = 0; i < ROLE_CASES; i++) {
        const struct role_case *role = &role_cases[i];
        char complaint[sizeof((struct error *)0)->text];
        const char *name = screen_role_name(role->role);
        for (size_t j = 0; j < sizeof parents / sizeof *parents; j++) {
            bool fits = parents[j] == role->parent ||
                        (parents[j] == ROLE_GROUP && role->parent == ROLE_SCREEN);
            if (stands_in(role, parents[j], true, true, complaint) != fits)
                fail_msg("%s in %s: %s", name, screen_role_name(parents[j]), complaint);
            if (!fits)
                assert_non_null(strstr(complaint, "it cannot stand in a"));
        }
        if (stands_in(role, role->parent, false, true, complaint) == role->needs_label)
            fail_msg("%s without label: %s", name, complaint);
        assert_int_equal(role->needs_label, strstr(complaint, "a label is needed") != NULL);
        if (stands_in(role, role->parent, true, false, complaint) == role->needs_id)
            fail_msg("%s without id: %s", name, complaint);
        assert_int_equal(role->needs_id, strstr(complaint, "an id is needed") != NULL);
    }
}

static bool fits_tone(enum screen_role role, unsigned tone)
{
    if (tone == TONE_PLAIN)
        return true;
    switch (role) {
    case ROLE_PARAGRAPH:
        return tone >= TONE_LEAD && tone <= TONE_NUMBERED;
    case ROLE_NOTICE:
        return tone >= TONE_INFO && tone <= TONE_ERROR;
    case ROLE_BUTTON:
        return tone >= TONE_PRIMARY && tone <= TONE_DANGER;
    case ROLE_FIELD:
        return tone >= FIELD_TEXT && tone <= FIELD_CODE;
    default:
        return false;
    }
}

static void tones_belong_to_their_roles(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROLE_CASES; i++)
        for (unsigned tone = 0; tone < 80; tone++) {
            struct tree tree = {.arena = arena_new()};
            tree.root = screen_new(tree.arena);
            struct screen_node *node =
                add(&tree, place_in(&tree, role_cases[i].parent), role_cases[i].role, "it");
            node->tone = (enum screen_tone)tone;
            if (screen_check(tree.root, NULL) != fits_tone(role_cases[i].role, tone))
                fail_msg("%s with tone %u", screen_role_name(role_cases[i].role), tone);
            arena_free(tree.arena);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_rule_is_kept_or_named),
        cmocka_unit_test(ids_are_well_formed),
        cmocka_unit_test(icons_are_well_formed),
        cmocka_unit_test(roles_have_their_parts_and_places),
        cmocka_unit_test(tones_belong_to_their_roles),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
