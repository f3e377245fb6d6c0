/* Procedures of a commune's own, by the checklist: what the shipped ones do not lead to. */
#include "house.h"

#include "visit/inside.h"

#include <fcntl.h>
#include <marhaba/plugin.h>
#include <unistd.h>

#define FOUR(words) "{fr: \"" words "\", ar: \"" words "\", en: \"" words "\", es: \"" words "\"}"

/* One question and `papers` papers, of which nobody checked anything. */
static void publish_long(struct house *house, int papers)
{
    struct buffer text = buffer_new(1 << 20);
    buffer_add_text(&text, "id: long\nrecipient: PRIVATE\nlegal_basis: loi 55-19\nsource: [K]\n"
                           "title: " FOUR("Long") "\nquestions:\n  - {id: a, label: " FOUR(
                               "Sure ?") ", options: [yes, no]}\npapers:\n");
    for (int i = 0; i < papers; i++)
        buffer_print(&text, "  - {id: p%d, name: " FOUR("Papier") ", form: copy}\n", i);
    buffer_add_text(&text, "rules:\n  - {id: all, when: {a: [yes, no, unknown]}, add: [p0");
    for (int i = 1; i < papers; i++)
        buffer_print(&text, ", p%d", i);
    buffer_add_text(&text, "]}\n");
    house_publish(house, "procedures/long.yaml", buffer_text(&text));
    buffer_free(&text);
}

static const struct fact *find_fact(const struct facts *facts, const char *id)
{
    for (size_t i = 0; i < facts->count; i++)
        if (strcmp(facts->items[i].id, id) == 0)
            return &facts->items[i];
    return NULL;
}

/* What is written to standard error until it is read. */
struct ear {
    int before, file;
    char path[600];
};

static struct ear listen_to_log(const struct house *house)
{
    struct ear ear = {.before = dup(STDERR_FILENO)};
    snprintf(ear.path, sizeof ear.path, "%s/log", house->home);
    ear.file = open(ear.path, O_RDWR | O_CREAT | O_TRUNC, 0600);
    assert_true(ear.before >= 0 && ear.file >= 0 && dup2(ear.file, STDERR_FILENO) >= 0);
    return ear;
}

static bool has_heard(struct ear *ear, const char *words)
{
    struct buffer said = buffer_new(0);
    dup2(ear->before, STDERR_FILENO);
    close(ear->before);
    close(ear->file);
    assert_true(file_read(ear->path, 1 << 20, &said, NULL));
    bool has = strstr(buffer_text(&said), words) != NULL;
    buffer_free(&said);
    return has;
}

/* A ticket has room for 64 facts: what matters is among them, and what is lost is told. */
static void test_more_than_a_ticket_holds(void **state)
{
    (void)state;
    static const struct {
        int papers;
        const char *log; /* "": nothing is said */
    } cases[] = {{61, ""},
                 {62, "no room for the last 1 of its facts"},
                 {80, "no room for the last 19 of its facts"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct house *house = house_build(true);
        publish_long(house, cases[i].papers);
        house_open(house, "fr", "PEN-FR");
        house_do(house, VISIT_OPEN, "PEN-FR", "long");
        house_answer(house, 0);
        char last[32];
        snprintf(last, sizeof last, "paper.p%d", cases[i].papers - 1);
        house_change(house, last, "missing");
        house_change(house, "paper.p0", "have");
        struct ear ear = listen_to_log(house);
        house_press(house, "ticket");
        bool has_said = has_heard(&ear, cases[i].log[0] ? cases[i].log : "no room");
        assert_int_equal(has_said, cases[i].log[0] != '\0');
        house_expect(house, STAGE_REVIEW);
        const struct facts *facts = wish_facts(house->visit, house->arena, language_find("fr"));
        assert_int_equal(facts->count, 64);
        assert_non_null(find_fact(facts, MRH_NOTE_STALE));
        assert_non_null(find_fact(facts, "law"));
        assert_non_null(find_fact(facts, "answer.a"));
        assert_int_equal(find_fact(facts, last)->kind, FACT_MISSING);
        assert_int_equal(find_fact(facts, "paper.p0") != NULL, cases[i].papers == 61);
        house_leave(house);
    }
}

/* What a question of birth says of itself is shown; without, that a year is enough. */
static void test_birth_detail(void **state)
{
    (void)state;
    static const char *const details[][2] = {
        {"detail: " FOUR("Un mois suffit.") ", ", "Un mois suffit."},
        {"", "L’année suffit, si vous ne savez pas plus."}};
    for (size_t i = 0; i < 2; i++) {
        struct house *house = house_build(true);
        struct buffer text = buffer_new(1 << 16);
        buffer_print(
            &text,
            "id: birth\nrecipient: PRIVATE\nsource: [K]\ntitle: " FOUR(
                "Titre") "\nquestions:\n  - "
                         "{id: born, kind: "
                         "birth, "
                         "label: " FOUR(
                             "Qua"
                             "nd "
                             "?") ", %soptions: [{id: old, from_age: 60, "
                                  "label: " FOUR(
                                      "Vieux") "}, "
                                               "{id: "
                                               "young"
                                               ", "
                                               "below"
                                               "_age:"
                                               " 60, "
                                               "label"
                                               ":"
                                               " " FOUR(
                                                   "Jeune") "}]}"
                                                            "\npaper"
                                                            "s:\n  "
                                                            "- {id: "
                                                            "p, "
                                                            "name:"
                                                            " " FOUR(
                                                                "Papier") ", form: copy}\nrules:\n"
                                                                          "  - {id: one, when: "
                                                                          "{born: [old, unknown]}, "
                                                                          "add: [p]}\n",
            details[i][0]);
        house_publish(house, "procedures/birth.yaml", buffer_text(&text));
        buffer_free(&text);
        house_open(house, "fr", "PEN-FR");
        house_do(house, VISIT_OPEN, "PEN-FR", "birth");
        assert_string_equal(house_find(house, "question.born")->detail.text, details[i][1]);
        house_leave(house);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_more_than_a_ticket_holds),
        cmocka_unit_test(test_birth_detail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
