/* What administrators type: right words find their command, wrong ones one sentence that says what
 * to write instead. And the words that come back are aligned and harmless. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "command/command.h"
#include "command/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void right_words_find_their_command(void **state)
{
    (void)state;
    static const struct {
        const char *words[12];
        command_run *run;
        struct request request;
    } cases[] = {
        {{"init"}, command_init, {0}},
        {{"init", "--commune", "taliouine", "--officer", "agent"},
         command_init,
         {.commune = "taliouine", .officer = "agent"}},
        {{"init", "--zgh-confirmed", "--commune", "belfaa"},
         command_init,
         {.commune = "belfaa", .zgh_confirmed = "--zgh-confirmed"}},
        {{"doctor"}, command_doctor, {0}},
        {{"officer", "add", "fatima", "--name", "Fatima Z."},
         command_officer_add,
         {.subject = "fatima", .name = "Fatima Z."}},
        {{"officer", "add", "--name", "Fatima Z.", "fatima"},
         command_officer_add,
         {.subject = "fatima", .name = "Fatima Z."}},
        {{"officer", "list"}, command_officer_list, {0}},
        {{"officer", "reset", "agent"}, command_officer_reset, {.subject = "agent"}},
        {{"officer", "disable", "agent"}, command_officer_disable, {.subject = "agent"}},
        {{"plugin", "list"}, command_plugin_list, {0}},
        {{"ticket", "show", "482 177 306"}, command_ticket_show, {.subject = "482 177 306"}},
        {{"case", "show", "2026-0412"}, command_case_show, {.subject = "2026-0412"}},
        {{"audit", "verify"}, command_audit_verify, {0}},
        {{"content", "preview", "--lying", "pension", "--out", "pictures", "--answers", "a=b c=d"},
         command_content_preview,
         {.subject = "pension", .out = "pictures", .answers = "a=b c=d", .lying = "--lying"}},
        {{"content", "preview", "pension", "--language", "ar"},
         command_content_preview,
         {.subject = "pension", .language = "ar"}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct request request;
        struct error error = {0};
        const struct command_word *word = command_read(cases[i].words, &request, &error);
        if (!word)
            fail_msg("\"%s\": %s", cases[i].words[0], error.text);
        assert_true(word->run == cases[i].run);
        const struct request *wanted = &cases[i].request;
        const char *const expected[] = {wanted->subject, wanted->commune,  wanted->officer,
                                        wanted->name,    wanted->language, wanted->answers,
                                        wanted->out,     wanted->lying,    wanted->zgh_confirmed};
        const char *const got[] = {request.subject, request.commune,  request.officer,
                                   request.name,    request.language, request.answers,
                                   request.out,     request.lying,    request.zgh_confirmed};
        for (size_t j = 0; j < sizeof got / sizeof *got; j++) {
            if (expected[j])
                assert_string_equal(got[j], expected[j]);
            else
                assert_null(got[j]);
        }
    }
}

static void wrong_words_say_what_to_write(void **state)
{
    (void)state;
    static const struct {
        const char *words[8];
        const char *named, *instead;
    } cases[] = {
        {{NULL}, "say what to do", "doctor"},
        {{"doktor"}, "\"doktor\"", "did you mean \"marhaba --home DIR doctor\""},
        {{"ofiicer", "add", "x"}, "\"ofiicer\"", "officer add LOGIN"},
        {{"inti"}, "\"inti\"", "init [--commune NAME"},
        {{"restart"}, "\"restart\"", "marhaba --help"},
        {{""}, "\"\"", "marhaba --help"},
        {{"officer"}, "\"officer\"", "add, list, reset, disable"},
        {{"officer", "ad", "x"}, "\"ad\"", "officer add LOGIN [--name NAME]"},
        {{"officer", "remove", "x"}, "\"remove\"", "add, list, reset, disable"},
        {{"officer", "add"}, "LOGIN is missing", "officer add LOGIN [--name NAME]"},
        {{"officer", "add", "a", "b"}, "\"b\"", "officer add LOGIN [--name NAME]"},
        {{"officer", "list", "a"}, "\"a\"", "officer list"},
        {{"officer", "add", "a", "--nmae", "b"}, "\"--nmae\"", "--name NAME"},
        {{"officer", "list", "--name", "b"}, "\"--name\"", "officer list"},
        {{"officer", "add", "a", "--name"}, "\"--name\" needs a value", "--name NAME"},
        {{"officer", "add", "a", "--name", "--name"}, "\"--name\" needs a value", "--name NAME"},
        {{"officer", "add", "a", "--name", ""}, "\"--name\" is empty", "give one"},
        {{"init", "demo"}, "\"demo\"", "init [--commune NAME"},
        {{"ticket"}, "\"ticket\"", "show"},
        {{"ticket", "show"}, "CODE is missing", "ticket show CODE"},
        {{"audit", "verfy"}, "\"verfy\"", "audit verify"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct request request;
        struct error error = {0};
        assert_null(command_read(cases[i].words, &request, &error));
        if (!strstr(error.text, cases[i].named) || !strstr(error.text, cases[i].instead))
            fail_msg("expected %s and %s in: %s", cases[i].named, cases[i].instead, error.text);
        assert_int_equal(error.kind, ERROR_INPUT);
        assert_null(strchr(error.text, '\n'));
    }
}

static void words_far_longer_than_any_are_refused(void **state)
{
    (void)state;
    struct request request;
    struct error error = {0};
    char *endless = malloc(100001);
    assert_non_null(endless);
    memset(endless, 'o', 100000);
    endless[100000] = '\0';
    assert_null(command_read((const char *const[]){endless, NULL}, &request, &error));
    assert_non_null(strstr(error.text, "there is no command"));
    free(endless);
}

static void others_words_cannot_steer_the_terminal(void **state)
{
    (void)state;
    struct command command = {.arena = arena_new(), .language = language_find("en")};
    static const struct {
        const char *written, *shown;
    } cases[] = {
        {"Fatima", "Fatima"},
        {"جماعة تاليوين", "جماعة تاليوين"},
        {"a\x1b[2Jb", "a [2Jb"},
        {"two\nlines\tand a tab", "two lines and a tab"},
        {"\xC2\x9B"
         "2J",
         " 2J"},
        {"\xE2\x80\xAE"
         "abc",
         " abc"},
        {"broken \xFF", "broken \xEF\xBF\xBD"},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(words_clean(&command, cases[i].written), cases[i].shown);
    arena_free(command.arena);
}

static void columns_are_as_wide_as_their_widest_cell(void **state)
{
    (void)state;
    struct command command = {.arena = arena_new(), .language = language_find("en")};
    struct table *table = table_new(&command, 3);
    table_add(table, (const char *const[]){"été", "b", "c"});
    table_add(table, (const char *const[]){"longer", NULL, "c"});
    table_add(table, (const char *const[]){"x", "y", NULL});
    table_add(table, (const char *const[]){"z", NULL, ""});
    char path[] = MARHABA_SCRATCH "/table-XXXXXX";
    int file = mkstemp(path), terminal = dup(STDOUT_FILENO);
    assert_true(file >= 0);
    fflush(stdout);
    dup2(file, STDOUT_FILENO);
    table_print(table, 1);
    fflush(stdout);
    dup2(terminal, STDOUT_FILENO);
    close(terminal);
    char printed[200] = "";
    assert_true(pread(file, printed, sizeof printed - 1, 0) > 0);
    assert_string_equal(printed, " été     b  c\n"
                                 " longer     c\n"
                                 " x       y\n"
                                 " z\n");
    close(file);
    unlink(path);
    arena_free(command.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(right_words_find_their_command),
        cmocka_unit_test(wrong_words_say_what_to_write),
        cmocka_unit_test(words_far_longer_than_any_are_refused),
        cmocka_unit_test(others_words_cannot_steer_the_terminal),
        cmocka_unit_test(columns_are_as_wide_as_their_widest_cell),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
