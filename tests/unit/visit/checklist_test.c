/* The checklist's own rules: answers in, questions, papers and advice out. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include "../../../plugins/checklist/procedure.c"
#include "../../../plugins/checklist/rules.c"

#include <unistd.h>

#define FOLDER MARHABA_SOURCE "/plugins/checklist/content/procedures/"

static struct procedure *load(const char *name)
{
    char path[600], complaint[300] = "";
    snprintf(path, sizeof path, FOLDER "%s.yaml", name);
    struct procedure *procedure = procedure_load(path, complaint, sizeof complaint);
    if (!procedure)
        fail_msg("%s", complaint);
    return procedure;
}

/* "age=reached names=no" */
static void set_answers(const struct procedure *procedure, const char *text,
                        struct answers *answers)
{
    char copy[300], *rest = copy;
    memset(answers, 0, sizeof *answers);
    snprintf(copy, sizeof copy, "%s", text);
    for (char *part; (part = strtok_r(rest, " ", &rest));) {
        char *value = strchr(part, '=');
        size_t question;
        *value++ = '\0';
        if (!find_question(procedure, part, &question) ||
            !has_option(&procedure->questions[question], value))
            fail_msg("no question %s with the answer %s", part, value);
        snprintf(answers->of[question], sizeof answers->of[question], "%s", value);
    }
}

static void list_papers(const struct procedure *procedure, const struct answers *answers, char *out,
                        size_t size)
{
    bool needed[MOST_PAPERS];
    size_t used = 0;
    papers_needed(procedure, answers, needed);
    out[0] = '\0';
    for (size_t i = 0; i < procedure->paper_count; i++)
        if (needed[i])
            used += (size_t)snprintf(out + used, size - used, "%s%s", used ? " " : "",
                                     procedure->papers[i].id);
}

static void test_papers(void **state)
{
    (void)state;
    static const struct {
        const char *procedure, *answers, *papers;
    } cases[] = {
        {"pen-fr", "age=reached names=yes card=yes family=single morocco=no",
         "identity-card french-number work life birth-maybe bank"},
        {"pen-fr", "age=reached names=no card=yes family=married morocco=yes",
         "identity-card french-number work life birth-maybe concordance marriage cnss-number bank"},
        {"pen-fr", "age=unfit names=yes card=no family=divorced morocco=no",
         "passport french-number work life birth divorce medical bank"},
        {"pen-fr", "age=unknown names=unknown card=unknown family=unknown morocco=unknown",
         "identity-card french-number work life birth concordance marriage cnss-number bank"},
        {"pen-fr", "age=later names=yes card=yes family=widowed morocco=no",
         "identity-card french-number work life birth-maybe marriage spouse-death bank"},
        {"rpt-stay", "kind=first passport=yes basis=work home=rent",
         "form passport photos lease medical means record-origin work-contract fee"},
        {"rpt-stay",
         "kind=renewal passport=yes basis=study home=hosted moved=no expiry=later years=yes",
         "form passport card photos hosting medical means record-morocco school fee"},
        {"rpt-stay", "kind=unknown passport=no basis=other home=none moved=no expiry=unknown",
         "form passport photos bill medical means record-origin fee"},
        {"rpt-stay", "kind=renewal passport=yes basis=moroccan home=rent moved=yes expiry=over",
         "form passport card photos lease medical means record-morocco moroccan-family fee"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct procedure *procedure = load(cases[i].procedure);
        struct answers answers;
        char papers[1000];
        set_answers(procedure, cases[i].answers, &answers);
        list_papers(procedure, &answers, papers, sizeof papers);
        assert_string_equal(papers, cases[i].papers);
        procedure_free(procedure);
    }
}

static void test_questions(void **state)
{
    (void)state;
    struct procedure *procedure = load("rpt-stay");
    struct answers answers;
    size_t moved, years;
    assert_true(find_question(procedure, "moved", &moved));
    assert_true(find_question(procedure, "years", &years));
    set_answers(procedure, "", &answers);
    assert_true(question_applies(procedure, &answers, moved));
    set_answers(procedure, "kind=first", &answers);
    assert_false(question_applies(procedure, &answers, moved));
    set_answers(procedure, "kind=renewal basis=moroccan", &answers);
    assert_true(question_applies(procedure, &answers, moved));
    assert_false(question_applies(procedure, &answers, years));
    /* The answer to a question that is no longer asked counts for nothing. */
    set_answers(procedure, "kind=first moved=yes expiry=over", &answers);
    for (size_t i = 0; i < procedure->rule_count; i++)
        if (procedure->rules[i].is_warning)
            assert_false(rule_holds(procedure, &answers, i));
    procedure_free(procedure);
}

static void test_nobody_must_guess(void **state)
{
    (void)state;
    static const char *const names[] = {"pen-fr", "rpt-stay"};
    for (size_t i = 0; i < 2; i++) {
        struct procedure *procedure = load(names[i]);
        for (size_t j = 0; j < procedure->question_count; j++) {
            const struct question *question = &procedure->questions[j];
            assert_true(question->option_count >= 3);
            assert_true(question->option_count <= 8);
            assert_string_equal(question->options[question->option_count - 1].id, "unknown");
        }
        procedure_free(procedure);
    }
}

#define HEAD                                                                                       \
    "service: X-1\ntitle: {fr: T}\nquestions:\n  - id: a\n    label: {fr: A}\n"                    \
    "    options: [yes, no]\n"

static void test_wrong_files(void **state)
{
    (void)state;
    static const struct {
        const char *text, *complaint;
    } cases[] = {
        {"[", "is no YAML"},
        {"title: {fr: T}\n", "\"service\" is missing"},
        {HEAD "recipient: moroccan-administration\npapers:\n  - {id: p, name: {fr: P}, form: "
              "legalised, copies: 1}\nrules:\n  - {add: [p]}\n",
         "law 55-19"},
        {HEAD "recipient: moroccan-administration\npapers:\n  - {id: p, name: {fr: P}, form: copy, "
              "copies: 2}\nrules:\n  - {add: [p]}\n",
         "law 55-19"},
        {HEAD "recipient: foreign-fund\npapers:\n  - {id: p, name: {fr: P}}\nrules:\n  - {add: "
              "[q]}\n",
         "there is no paper \"q\""},
        {HEAD "recipient: foreign-fund\npapers:\n  - {id: p, name: {fr: P}}\nrules:\n  - {when: "
              "{b: [yes]}, add: [p]}\n",
         "no question \"b\""},
        {HEAD "recipient: foreign-fund\npapers:\n  - {id: p, name: {fr: P}}\nrules:\n  - {when: "
              "{a: [perhaps]}, add: [p]}\n",
         "\"perhaps\" is no answer"},
        {HEAD "recipient: foreign-fund\npapers:\n  - {id: p, name: {}}\nrules:\n  - {add: [p]}\n",
         "has no words"},
        {HEAD "recipient: foreign-fund\n", "papers and rules are needed"},
    };
    char path[600];
    snprintf(path, sizeof path, "%s/procedure-XXXXXX", MARHABA_SCRATCH);
    int descriptor = mkstemp(path);
    assert_true(descriptor >= 0);
    close(descriptor);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char complaint[300] = "";
        FILE *file = fopen(path, "w");
        assert_non_null(file);
        fputs(cases[i].text, file);
        fclose(file);
        assert_null(procedure_load(path, complaint, sizeof complaint));
        if (!strstr(complaint, cases[i].complaint))
            fail_msg("%zu: %s", i, complaint);
    }
    char complaint[300];
    unlink(path);
    assert_null(procedure_load(path, complaint, sizeof complaint));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_papers),
        cmocka_unit_test(test_questions),
        cmocka_unit_test(test_nobody_must_guess),
        cmocka_unit_test(test_wrong_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
