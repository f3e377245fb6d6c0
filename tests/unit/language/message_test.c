#include "language/message.h"

#include "compiled_catalog.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define FSI "\xE2\x81\xA8"
#define LRI "\xE2\x81\xA6"
#define RLI "\xE2\x81\xA7"
#define PDI "\xE2\x81\xA9"
#define RLO "\xE2\x80\xAE"
#define LS  "\xE2\x80\xA8"
#define ON  "\x02"
#define OFF "\x03"

static const char french[] = PO_HEADER(
    "fr",
    "nplurals=2; plural=n > 1;") "msgid \"hello\"\nmsgstr \"Bonjour {name} !\"\n\n"
                                 "msgid \"phone\"\nmsgstr \"Appelez le {number}.\"\n\n"
                                 "msgid \"number\"\nmsgstr \"Votre numéro : **{number}**\"\n\n"
                                 "msgid \"open\"\nmsgstr \"**Important : {name}\"\n\n"
                                 "msgid \"odd\"\nmsgstr \"{nothing} {} {name {name}} * ***\"\n\n"
                                 "msgid \"paper\"\nmsgstr \"le **passeport**\"\n\n"
                                 "msgid \"bring\"\nmsgstr \"Apportez {paper}\"\n\n"
                                 "msgid \"when\"\nmsgstr \"{day} à {hour}\"\n\n"
                                 "msgid \"people\"\nmsgid_plural \"people\"\nmsgstr[0] \"{n} "
                                 "personne\"\n"
                                 "msgstr[1] \"{n} personnes\"\n";
static const char arabic[] = PO_HEADER(
    "ar", ARABIC_PLURALS) "msgid \"phone\"\nmsgstr \"اتصلوا بـ {number}.\"\n\n"
                          "msgid \"bring\"\nmsgstr \"أحضروا {paper}\"\n\n"
                          "msgid \"people\"\nmsgid_plural \"people\"\nmsgstr[0] \"لا "
                          "أحد\"\nmsgstr[1] \"شخص واحد\"\n"
                          "msgstr[2] \"شخصان\"\nmsgstr[3] \"{n} أشخاص\"\nmsgstr[4] \"{n} شخصا\"\n"
                          "msgstr[5] \"{n} شخص\"\n";

struct world {
    char *folder;
    struct messages *messages;
    struct arena *arena;
};

static int set_up(void **state)
{
    struct world *world = calloc(1, sizeof *world);
    struct error error = {0};
    world->folder = test_folder("message");
    compile_catalog(world->folder, "fr", "", french);
    compile_catalog(world->folder, "ar", "", arabic);
    world->messages = messages_load(world->folder, &error);
    world->arena = arena_new();
    *state = world;
    return world->messages ? 0 : 1;
}

static int tear_down(void **state)
{
    struct world *world = *state;
    messages_free(world->messages);
    arena_free(world->arena);
    remove_folder(world->folder);
    free(world);
    return 0;
}

static const char *say(struct world *world, const char *code, const char *key,
                       const struct argument *arguments, size_t count)
{
    return message_text(world->arena, world->messages, language_find(code), key, arguments, count,
                        NULL);
}

static void arguments_are_put_in_and_kept_apart(void **state)
{
    struct world *world = *state;
    static const struct {
        const char *language, *key;
        struct argument argument;
        const char *words;
    } cases[] = {
        {"fr",
         "hello",
         {.kind = ARGUMENT_TEXT, .name = "name", .text = "Fatima", .number = 0},
         "Bonjour " FSI "Fatima" PDI " !"},
        {"fr",
         "hello",
         {.kind = ARGUMENT_TEXT, .name = "name", .text = "فاطمة", .number = 0},
         "Bonjour " FSI "فاطمة" PDI " !"},
        {"fr",
         "hello",
         {.kind = ARGUMENT_TEXT, .name = "name", .text = "", .number = 0},
         "Bonjour  !"},
        {"fr",
         "hello",
         {.kind = ARGUMENT_TEXT, .name = "name", .text = NULL, .number = 0},
         "Bonjour  !"},
        {"ar",
         "phone",
         {.kind = ARGUMENT_CODE, .name = "number", .text = "+212 522-12 34 56", .number = 0},
         "اتصلوا بـ " LRI "+212 522-12 34 56" PDI "."},
        {"fr",
         "number",
         {.kind = ARGUMENT_CODE, .name = "number", .text = "A-012", .number = 0},
         "Votre numéro : " ON LRI "A-012" PDI OFF},
        {"fr",
         "number",
         {.kind = ARGUMENT_NUMBER, .name = "number", .text = NULL, .number = 12},
         "Votre numéro : " ON "12" OFF},
        /* Values cannot leave their isolate, break the line, or be markup. */
        {"fr",
         "hello",
         {.kind = ARGUMENT_TEXT, .name = "name", .text = PDI RLI "x" RLO "y", .number = 0},
         "Bonjour " FSI "xy" PDI " !"},
        {"fr",
         "hello",
         {.kind = ARGUMENT_TEXT,
          .name = "name",
          .text = "a\nb\tc" LS "d\x01\x02"
                  "e\x7F",
          .number = 0},
         "Bonjour " FSI "a b c de" PDI " !"},
        {"fr",
         "hello",
         {.kind = ARGUMENT_TEXT, .name = "name", .text = "**a** {name}", .number = 0},
         "Bonjour " FSI "**a** {name}" PDI " !"},
        {"fr",
         "hello",
         {.kind = ARGUMENT_TEXT, .name = "name", .text = "a\xFF\xC3", .number = 0},
         "Bonjour " FSI "a\xEF\xBF\xBD\xEF\xBF\xBD" PDI " !"},
        /* Emphasis left open ends with the message; unknown names stay as they are. */
        {"fr",
         "open",
         {.kind = ARGUMENT_TEXT, .name = "name", .text = "x", .number = 0},
         ON "Important : " FSI "x" PDI OFF},
        {"fr",
         "odd",
         {.kind = ARGUMENT_NUMBER, .name = "name", .text = NULL, .number = 5},
         "{nothing} {} {name 5} * " ON "*" OFF},
        /* A key among the arguments is put into words, without its emphasis. */
        {"fr",
         "bring",
         {.kind = ARGUMENT_KEY, .name = "paper", .text = "paper", .number = 0},
         "Apportez " FSI "le passeport" PDI},
        {"ar",
         "bring",
         {.kind = ARGUMENT_KEY, .name = "paper", .text = "paper", .number = 0},
         "أحضروا " FSI "le passeport" PDI},
        {"fr",
         "bring",
         {.kind = ARGUMENT_KEY, .name = "paper", .text = "nowhere", .number = 0},
         "Apportez " FSI "nowhere" PDI},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(say(world, cases[i].language, cases[i].key, &cases[i].argument, 1),
                            cases[i].words);
}

static void the_first_number_chooses_the_plural(void **state)
{
    struct world *world = *state;
    static const struct {
        const char *language;
        int64_t number;
        const char *words;
    } cases[] = {
        {"fr", 0, "0 personne"},    {"fr", 1, "1 personne"}, {"fr", 2, "2 personnes"},
        {"fr", -2, "-2 personnes"}, {"ar", 0, "لا أحد"},     {"ar", 1, "شخص واحد"},
        {"ar", 2, "شخصان"},         {"ar", 3, "3 أشخاص"},    {"ar", 11, "11 شخصا"},
        {"ar", 100, "100 شخص"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct argument arguments[] = {
            {.kind = ARGUMENT_TEXT, .name = "other", .text = "x"},
            {.kind = ARGUMENT_NUMBER, .name = "n", .number = cases[i].number},
            {.kind = ARGUMENT_NUMBER, .name = "m", .number = 1}};
        assert_string_equal(say(world, cases[i].language, "people", arguments, 3), cases[i].words);
    }
    const struct argument least = {.kind = ARGUMENT_NUMBER, .name = "n", .number = INT64_MIN};
    assert_non_null(say(world, "ar", "people", &least, 1));
    assert_string_equal(say(world, "fr", "people", NULL, 0), "{n} personne");
}

static void a_missing_message_comes_from_the_next_language(void **state)
{
    struct world *world = *state;
    const struct language *found = NULL;
    const struct argument name = {.kind = ARGUMENT_TEXT, .name = "name", .text = "x"};
    const char *words =
        message_text(world->arena, world->messages, language_find("ar"), "hello", &name, 1, &found);
    assert_string_equal(words, "Bonjour " FSI "x" PDI " !");
    assert_string_equal(found->code, "fr");
    words = message_text(world->arena, world->messages, language_find("ar"), "nowhere", NULL, 0,
                         &found);
    assert_string_equal(words, "nowhere");
    assert_null(found);
    found = language_find("ar");
    words = message_text(world->arena, NULL, language_find("ar"), "hello", NULL, 0, &found);
    assert_string_equal(words, "hello");
    assert_null(found);
}

static void dates_in_a_message_are_in_its_language(void **state)
{
    struct world *world = *state;
    const struct argument when[] = {
        {.kind = ARGUMENT_DATE, .name = "day", .number = 1795598640000},
        {.kind = ARGUMENT_TIME, .name = "hour", .number = 1795598640000}};
    setenv("TZ", "UTC", 1);
    /* Asked for in Arabic, found in French: a French date, not half of each. */
    assert_string_equal(say(world, "ar", "when", when, 2),
                        FSI "mercredi 25 novembre" PDI " à 09:24");
}

static void a_value_too_long_is_left_out_whole(void **state)
{
    struct world *world = *state;
    char *huge = malloc(40001);
    memset(huge, 'x', 40000);
    huge[40000] = '\0';
    const struct argument name = {.kind = ARGUMENT_TEXT, .name = "name", .text = huge};
    assert_string_equal(say(world, "fr", "open", &name, 1), ON "Important : " OFF);
    free(huge);
}

static void marks_of_literal_texts(void **state)
{
    struct world *world = *state;
    static const struct {
        const char *text, *marked, *plain;
    } cases[] = {
        {"", "", ""},
        {"a **b** c", "a " ON "b" OFF " c", "a b c"},
        {"**b", ON "b" OFF, "b"},
        {"a*b", "a*b", "a*b"},
        {"***", ON "*" OFF, "*"},
        {"a\x01"
         "b\x02"
         "c\nd",
         "abc\nd", "abc\nd"},
        {"a" LRI "1" PDI "b", "a" LRI "1" PDI "b", "a1b"},
        {"tel `05 28` now", "tel " LRI "05 28" PDI " now", "tel 05 28 now"},
        {"a`b", "a`b", "a`b"},
        {"`a``b", LRI "a" PDI "`b", "a`b"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *marked = message_mark(world->arena, cases[i].text);
        assert_string_equal(marked, cases[i].marked);
        assert_string_equal(message_plain(world->arena, marked), cases[i].plain);
    }
}

static void a_broken_catalogue_is_an_error_a_missing_one_is_not(void **state)
{
    (void)state;
    char *folder = test_folder("broken");
    struct error error = {0};
    struct messages *none = messages_load(folder, &error);
    assert_non_null(none);
    messages_free(none);
    char *path = file_join(folder, "es.mo");
    assert_true(file_write(path, "nonsense", 8, 0600, NULL));
    assert_null(messages_load(folder, &error));
    assert_non_null(strstr(error.text, "es.mo: this is no message catalogue"));
    free(path);
    remove_folder(folder);
}

static void administrators_read_errors_in_their_language(void **state)
{
    (void)state;
    char *folder = test_folder("admin");
    struct error error = {0};
    compile_catalog(
        folder, "fr", "",
        PO_HEADER("fr",
                  "nplurals=2; plural=n > 1;") "msgid \"%s is missing\"\nmsgstr \"%s manque\"\n\n"
                                               "msgid \"%d of %s\"\nmsgstr \"%s de %d\"\n");
    struct messages *messages = messages_load(folder, &error);
    assert_non_null(messages);
    static const struct {
        const char *language, *words;
    } cases[] = {{"fr", "x manque"},
                 {"en", "x is missing"},
                 {"ar", "x manque"},
                 {"es", "x manque"},
                 {"zgh", "x manque"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        messages_serve_errors(messages, language_find(cases[i].language));
        error_set(&error, ERROR_MISSING, "%s is missing", "x");
        assert_string_equal(error.text, cases[i].words);
    }
    /* A translation that would read the wrong arguments is not used. */
    messages_serve_errors(messages, language_find("fr"));
    error_set(&error, ERROR_INPUT, "%d of %s", 3, "x");
    assert_string_equal(error.text, "3 of x");
    messages_serve_errors(NULL, NULL);
    error_set(&error, ERROR_MISSING, "%s is missing", "x");
    assert_string_equal(error.text, "x is missing");
    messages_free(messages);
    remove_folder(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arguments_are_put_in_and_kept_apart),
        cmocka_unit_test(the_first_number_chooses_the_plural),
        cmocka_unit_test(a_missing_message_comes_from_the_next_language),
        cmocka_unit_test(dates_in_a_message_are_in_its_language),
        cmocka_unit_test(a_value_too_long_is_left_out_whole),
        cmocka_unit_test(marks_of_literal_texts),
        cmocka_unit_test(a_broken_catalogue_is_an_error_a_missing_one_is_not),
        cmocka_unit_test(administrators_read_errors_in_their_language),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
