#include "screen/screen.h"

#include "compiled_catalog.h"
#include "sample_screen.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define FSI "\xE2\x81\xA8"
#define PDI "\xE2\x81\xA9"

static void a_walk_is_in_reading_order_and_stays_within(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct screen_node *root = sample_screen(arena);
    struct buffer roles = buffer_new(1000);
    for (struct screen_node *node = NULL; (node = screen_walk(root, node));)
        buffer_print(&roles, "%s ", screen_role_name(node->role));
    assert_string_equal(buffer_text(&roles),
                        "screen step title paragraph choice option option field checklist item "
                        "days day slot button ");
    buffer_clear(&roles);
    struct screen_node *choice = screen_find(root, "who");
    for (struct screen_node *node = NULL; (node = screen_walk(choice, node));)
        buffer_print(&roles, "%s ", node->id);
    assert_string_equal(buffer_text(&roles), "who self widow ");
    assert_null(screen_find(choice, "next"));
    assert_null(screen_find(root, "nowhere"));
    buffer_free(&roles);
    arena_free(arena);
}

static void only_what_acts_can_be_pressed(void **state)
{
    (void)state;
    for (int role = ROLE_GROUP; role <= ROLE_BAR; role++) {
        struct screen_node node = {.role = (enum screen_role)role};
        bool acts = role == ROLE_TILE || role == ROLE_BUTTON || role == ROLE_ROW ||
                    role == ROLE_SLOT || role == ROLE_GREETING;
        assert_int_equal(screen_can_be_pressed(&node), acts);
        node.flags = FLAG_DISABLED;
        assert_false(screen_can_be_pressed(&node));
    }
}

static void a_copy_stands_alone(void **state)
{
    (void)state;
    struct arena *first = arena_new(), *second = arena_new();
    struct screen_node *root = sample_screen(first);
    screen_resolve(first, root, NULL, language_find("ar"), NULL, NULL);
    struct buffer before = buffer_new(1 << 16), after = buffer_new(1 << 16);
    screen_dump_json(&before, root);
    struct screen_node *copy = screen_copy(second, root);
    arena_free(first);
    screen_dump_json(&after, copy);
    assert_string_equal(buffer_text(&before), buffer_text(&after));
    assert_ptr_equal(screen_find(copy, "self")->parent, screen_find(copy, "who"));
    assert_string_equal(screen_find(copy, "who")->parent->first_child->next->label.language->code,
                        "ar");
    buffer_free(&before);
    buffer_free(&after);
    arena_free(second);
}

/* ---- Words and values ---- */

static const char french[] =
    PO_HEADER("fr", "nplurals=2; plural=n > 1;") "msgid \"greet\"\nmsgstr \"Bonjour {name}\"\n\n"
                                                 "msgid \"who\"\nmsgstr \"Qui êtes-vous ?\"\n";

static void words_are_in_the_readers_language(void **state)
{
    (void)state;
    char *folder = test_folder("tree");
    compile_catalog(folder, "fr", "", french);
    struct messages *messages = messages_load(folder, NULL);
    struct arena *arena = arena_new();
    struct screen_node *root = sample_screen(arena);
    struct screen_node *title = root->first_child->next, *paragraph = title->next;
    screen_resolve(arena, root, messages, language_find("ar"), NULL, NULL);
    assert_string_equal(title->label.text, "معاشكم");
    assert_string_equal(title->label.language->code, "ar");
    assert_string_equal(paragraph->label.text, "Bonjour " FSI "Fatima" PDI);
    assert_string_equal(paragraph->label.language->code, "fr");
    assert_string_equal(screen_find(root, "next")->label.text, "next");
    assert_null(screen_find(root, "next")->label.language);
    /* Words that are what they are: nothing in them is markup. */
    struct screen_node *item = screen_find(root, "passport");
    assert_string_equal(item->detail.text, "copy");
    assert_string_equal(item->detail.language->code, "ar");
    /* The same tree again, for another reader. */
    screen_resolve(arena, root, messages, language_find("es"), NULL, NULL);
    assert_string_equal(title->label.text, "Votre \x02pension\x03");
    assert_string_equal(title->label.language->code, "fr");
    struct screen_text name = screen_words(arena, "**A**\x02\n{b}");
    assert_string_equal(name.text, "**A** {b}");
    arena_free(arena);
    messages_free(messages);
    remove_folder(folder);
}

static const char *given_value(void *self, const char *id)
{
    const char *const *pairs = self;
    for (size_t i = 0; pairs[i]; i += 2)
        if (strcmp(pairs[i], id) == 0)
            return pairs[i + 1];
    return NULL;
}

static void only_legal_values_are_taken(void **state)
{
    (void)state;
    static const struct {
        const char *id, *given, *value;
        unsigned flags; /* of the choice */
    } cases[] = {
        {"who", "widow", "widow", 0},
        {"who", "widow,self", "self", 0}, /* one alone may be chosen */
        {"who", "widow,self", "self,widow", FLAG_MULTIPLE},
        {"who", "stranger", "", 0},
        {"who", "sel", "", 0},
        {"who", "self2,,widow,", "widow", FLAG_MULTIPLE},
        {"who", "", "", 0},
        {"who", NULL, "self", 0}, /* keeps its own */
        {"name", "Fatima", "Fatima", 0},
        {"name", "a\x01\nb", "a b", 0},
        {"name", "ⴰⵏⵙⵓⴼⴰ", "ⴰⵏⵙⵓⴼ", 0}, /* five characters at most */
        {"passport", "missing", "missing", 0},
        {"passport", "lost", "", 0},
        {"passport", NULL, "have", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena *arena = arena_new();
        struct screen_node *root = sample_screen(arena);
        const char *pairs[] = {cases[i].id, cases[i].given, NULL};
        screen_find(root, "who")->flags = cases[i].flags;
        if (strcmp(cases[i].given ? cases[i].given : "", "ⴰⵏⵙⵓⴼⴰ") == 0)
            screen_find(root, "name")->number = 5;
        screen_resolve(arena, root, NULL, language_find("fr"), given_value, pairs);
        struct screen_node *node = screen_find(root, cases[i].id);
        assert_string_equal(node->value, cases[i].value);
        for (struct screen_node *option = node->first_child; option; option = option->next)
            assert_int_equal((option->flags & FLAG_SELECTED) != 0,
                             strstr(cases[i].value, option->id) != NULL);
        arena_free(arena);
    }
}

static void a_changed_choice_forgets_the_old_option(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct screen_node *root = sample_screen(arena);
    const char *pairs[] = {"who", "self", NULL};
    screen_resolve(arena, root, NULL, language_find("fr"), given_value, pairs);
    pairs[1] = "widow";
    screen_resolve(arena, root, NULL, language_find("fr"), given_value, pairs);
    assert_false(screen_find(root, "self")->flags & FLAG_SELECTED);
    assert_true(screen_find(root, "widow")->flags & FLAG_SELECTED);
    arena_free(arena);
}

/* ---- Dumps ---- */

static void dumps_show_all_but_what_is_private(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct screen_node *root = screen_new(arena), *node;
    node = screen_add(arena, root, ROLE_TITLE, NULL);
    node->label = sample_variants();
    node = screen_add(arena, root, ROLE_FIELD, "name");
    node->label = screen_words(arena, "Nom");
    node->value = "Fatima";
    node->number = 40;
    node->flags = FLAG_PRIVATE | FLAG_REQUIRED;
    node = screen_add(arena, root, ROLE_CHOICE, "who");
    node->label = screen_words(arena, "Qui ?");
    node->flags = FLAG_PRIVATE;
    node->value = "a";
    screen_add(arena, node, ROLE_OPTION, "a")->label = screen_words(arena, "A");
    node = screen_add(arena, root, ROLE_BUTTON, "go");
    node->label = screen_words(arena, "Aller");
    node->tone = TONE_PRIMARY;
    node->flags = FLAG_DISABLED;
    screen_resolve(arena, root, NULL, language_find("fr"), NULL, NULL);
    assert_true(screen_check(root, NULL));
    struct buffer json = buffer_new(1 << 16), text = buffer_new(1 << 16);
    screen_dump_json(&json, root);
    screen_dump_text(&text, root);
    assert_string_equal(
        buffer_text(&json),
        "{\"role\":\"screen\",\"children\":["
        "{\"role\":\"title\",\"label\":\"Votre pension\",\"language\":\"fr\"},"
        "{\"role\":\"field\",\"id\":\"name\",\"label\":\"Nom\",\"value\":\"••••\",\"number\":40,"
        "\"state\":[\"required\",\"private\"],\"language\":\"fr\"},"
        "{\"role\":\"choice\",\"id\":\"who\",\"label\":\"Qui ?\",\"value\":\"••••\","
        "\"state\":[\"private\"],\"language\":\"fr\",\"children\":["
        "{\"role\":\"option\",\"id\":\"a\",\"label\":\"A\",\"language\":\"fr\"}]},"
        "{\"role\":\"button\",\"id\":\"go\",\"label\":\"Aller\",\"tone\":\"primary\","
        "\"state\":[\"disabled\"],\"language\":\"fr\"}]}");
    assert_string_equal(buffer_text(&text), "screen\n"
                                            "  title Votre pension\n"
                                            "  field #name Nom = •••• [required, private]\n"
                                            "  choice #who Qui ? = •••• [private]\n"
                                            "    option #a A\n"
                                            "  button primary #go Aller [disabled]\n");
    buffer_free(&json);
    buffer_free(&text);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_walk_is_in_reading_order_and_stays_within),
        cmocka_unit_test(only_what_acts_can_be_pressed),
        cmocka_unit_test(a_copy_stands_alone),
        cmocka_unit_test(words_are_in_the_readers_language),
        cmocka_unit_test(only_legal_values_are_taken),
        cmocka_unit_test(a_changed_choice_forgets_the_old_option),
        cmocka_unit_test(dumps_show_all_but_what_is_private),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
