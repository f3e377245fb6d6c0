/* Every shipped procedure: the tables of cases written from the law and the funds' own lists, and
 * what must hold whatever anyone answers. */
#include "shipped.h"

#include "base/yaml.h"
#include "discreet_words.h"

#include "../../../plugins/checklist/procedure.c"
#include "../../../plugins/shared/content.c"

#define CASES      MARHABA_SOURCE "/tests/unit/content/cases"
#define MOST_PATHS 60000u

static struct procedure load(const char *id)
{
    struct procedure procedure = {0};
    const char *text = library_read(library, shelf->arena, "procedure", id);
    if (!text || !procedure_take(&procedure, json_loads(text, 0, NULL)))
        fail_msg("there is no procedure \"%s\" published", id);
    return procedure;
}

/* ---- The tables ---- */

static bool take_answers(const struct procedure *procedure, const struct yaml_node *map,
                         struct answers *answers, const char *where)
{
    bool ok = true;
    memset(answers, 0, sizeof *answers);
    for (size_t i = 0; map && i < map->count; i++) {
        const struct yaml_node *node = &map->children[i];
        size_t question = question_index(procedure, node->key);
        const json_t *asked = json_array_get(procedure->questions, question);
        if (!asked || !question_option(asked, node->text)) {
            fprintf(stderr, "%s:%u: no question %s with the answer %s\n", where, node->line,
                    node->key, node->text);
            ok = false;
            continue;
        }
        snprintf(answers->of[question], LONGEST_ANSWER, "%s", node->text);
    }
    return ok;
}

static void list_of(const struct yaml_node *list, char *out, size_t size)
{
    size_t used = 0;
    out[0] = '\0';
    for (size_t i = 0; list && i < list->count && used < size; i++)
        used += (size_t)snprintf(out + used, size - used, "%s ", list->children[i].text);
}

static void add_word(char *out, size_t size, const char *word)
{
    size_t used = strlen(out);
    snprintf(out + used, size - used, "%s ", word);
}

static void list_papers(const struct procedure *procedure, const struct answers *answers,
                        enum need wanted, char *out, size_t size)
{
    enum need needs[MOST_PAPERS];
    papers_needed(procedure, answers, needs);
    out[0] = '\0';
    for (size_t i = 0; i < json_array_size(procedure->papers); i++)
        if (needs[i] == wanted)
            add_word(out, size, text_of(json_array_get(procedure->papers, i), "id"));
}

static void list_rules(const struct procedure *procedure, const struct answers *answers, char *out,
                       size_t size)
{
    bool stops = procedure_stops(procedure, answers);
    out[0] = '\0';
    for (size_t i = 0; i < json_array_size(procedure->rules); i++) {
        const json_t *rule = json_array_get(procedure->rules, i);
        bool is_stop = strcmp(text_of(rule, "tone"), "stop") == 0;
        if (json_object_get(rule, "say") && rule_holds(procedure, answers, rule) &&
            (is_stop || !stops))
            add_word(out, size, text_of(rule, "id"));
    }
}

/* Every question on the way must have its answer, or the case tests less than it says. */
static bool is_whole(const struct procedure *procedure, const struct answers *answers,
                     const char *name)
{
    for (size_t i = 0; i < json_array_size(procedure->questions); i++) {
        bool is_asked = question_is_asked(procedure, answers, i);
        if (procedure_stops(procedure, answers) || is_asked == (answers->of[i][0] != '\0'))
            continue;
        fprintf(stderr, "%s: the question %s %s\n", name,
                text_of(json_array_get(procedure->questions, i), "id"),
                is_asked ? "has no answer" : "is never asked");
        return false;
    }
    return true;
}

static bool compare(const char *name, const char *what, const char *expected, const char *got)
{
    if (strcmp(expected, got) == 0)
        return true;
    fprintf(stderr, "%s:\n  %s expected: %s\n  %s got:      %s\n", name, what, expected, what, got);
    return false;
}

static bool run_case(const struct procedure *procedure, const struct yaml_node *node,
                     const char *file)
{
    struct answers answers;
    char name[300], expected[2000], got[2000];
    const struct yaml_node *title = yaml_get(node, "name"), *stop = yaml_get(node, "stop");
    snprintf(name, sizeof name, "%s:%u: %s", file_name(file), node->line, title ? title->text : "");
    if (!take_answers(procedure, yaml_get(node, "answers"), &answers, name) ||
        !is_whole(procedure, &answers, name))
        return false;
    list_of(yaml_get(node, "papers"), expected, sizeof expected);
    list_papers(procedure, &answers, NEED_BRING, got, sizeof got);
    bool ok = compare(name, "papers", expected, got);
    list_of(yaml_get(node, "held"), expected, sizeof expected);
    list_papers(procedure, &answers, NEED_HELD, got, sizeof got);
    ok = compare(name, "held", expected, got) && ok;
    list_of(yaml_get(node, "rules"), expected, sizeof expected);
    list_rules(procedure, &answers, got, sizeof got);
    ok = compare(name, "rules", expected, got) && ok;
    bool stops = stop && strcmp(stop->text, "yes") == 0;
    return compare(name, "stop", stops ? "yes" : "no",
                   procedure_stops(procedure, &answers) ? "yes" : "no") &&
           ok;
}

static void test_cases(void **state)
{
    (void)state;
    char **names = file_list(CASES);
    size_t tables = 0, cases = 0, wrong = 0;
    for (size_t i = 0; names[i]; i++) {
        char id[64] = "", *path = file_join(CASES, names[i]);
        struct error error = {0};
        char *dot = strstr(names[i], ".yaml");
        const struct yaml_node *list = dot ? yaml_load(shelf->arena, path, &error) : NULL;
        if (dot && !list)
            fail_msg("%s", error.text);
        if (list) {
            snprintf(id, sizeof id, "%.*s", (int)(dot - names[i]), names[i]);
            struct procedure procedure = load(id);
            for (size_t j = 0; j < list->count; j++, cases++)
                wrong += !run_case(&procedure, &list->children[j], path);
            procedure_free(&procedure);
            tables++;
        }
        free(path);
    }
    file_list_free(names);
    printf("%zu cases of %zu procedures\n", cases, tables);
    assert_int_equal(wrong, 0);
    /* P1 to P12 of the domain, some in two files. */
    assert_true(tables >= 12);
}

/* ---- What must hold whatever anyone answers ---- */

struct walk {
    const struct procedure *procedure;
    struct answers answers;
    size_t paths;
};

static void check_lawful(const struct procedure *procedure, const json_t *paper)
{
    const char *form = text_of(paper, "form"), *id = text_of(paper, "id");
    if (strcmp(text_of(paper, "recipient"), "MA_ADMIN") != 0)
        return;
    if (strcmp(form, "legalised") == 0 || strcmp(form, "certified") == 0 ||
        json_integer_value(json_object_get(paper, "copies")) > 1 || json_object_get(paper, "held"))
        fail_msg("%s: a Moroccan administration is shown more than law 55-19 allows: %s",
                 text_of(procedure->root, "id"), id);
}

static void check_end(struct walk *walk)
{
    const struct procedure *procedure = walk->procedure;
    enum need needs[MOST_PAPERS];
    size_t count = papers_needed(procedure, &walk->answers, needs), told = 0;
    for (size_t i = 0; i < json_array_size(procedure->papers); i++) {
        const json_t *paper = json_array_get(procedure->papers, i);
        if (needs[i] == NEED_BRING)
            check_lawful(procedure, paper);
        for (size_t j = i + 1; needs[i] && j < json_array_size(procedure->papers); j++)
            if (needs[j] && strcmp(text_of(paper, "kind"),
                                   text_of(json_array_get(procedure->papers, j), "kind")) == 0)
                fail_msg("%s: %s is asked twice", text_of(procedure->root, "id"),
                         text_of(paper, "kind"));
    }
    for (size_t i = 0; i < json_array_size(procedure->rules); i++)
        told += json_object_get(json_array_get(procedure->rules, i), "say") &&
                rule_holds(procedure, &walk->answers, json_array_get(procedure->rules, i));
    if (count == 0 && told == 0)
        fail_msg("%s: a path of answers ends with nothing", text_of(procedure->root, "id"));
}

static void walk_on(struct walk *walk, size_t question)
{
    const struct procedure *procedure = walk->procedure;
    size_t count = json_array_size(procedure->questions);
    if (walk->paths >= MOST_PATHS)
        return;
    if (procedure_stops(procedure, &walk->answers))
        question = count;
    while (question < count && !question_is_asked(procedure, &walk->answers, question))
        question++;
    if (question == count) {
        walk->paths++;
        check_end(walk);
        return;
    }
    const json_t *options =
        json_object_get(json_array_get(procedure->questions, question), "options");
    for (size_t i = 0; i < json_array_size(options); i++) {
        snprintf(walk->answers.of[question], LONGEST_ANSWER, "%s",
                 text_of(json_array_get(options, i), "id"));
        walk_on(walk, question + 1);
    }
    walk->answers.of[question][0] = '\0';
}

/* One answer at random after another, where there are too many paths for all of them. */
static void walk_at_random(struct walk *walk, uint64_t *seed)
{
    const struct procedure *procedure = walk->procedure;
    memset(&walk->answers, 0, sizeof walk->answers);
    for (size_t i = 0; i < json_array_size(procedure->questions); i++) {
        const json_t *options = json_object_get(json_array_get(procedure->questions, i), "options");
        if (procedure_stops(procedure, &walk->answers) ||
            !question_is_asked(procedure, &walk->answers, i))
            continue;
        *seed = *seed * 6364136223846793005u + 1442695040888963407u;
        size_t chosen = (size_t)(*seed >> 33) % json_array_size(options);
        snprintf(walk->answers.of[i], LONGEST_ANSWER, "%s",
                 text_of(json_array_get(options, chosen), "id"));
    }
    check_end(walk);
}

static void test_every_path(void **state)
{
    (void)state;
    const char *text = library_list(library, shelf->arena, "procedure", "", 0);
    json_t *list = json_loads(text, 0, NULL);
    const json_t *items = json_object_get(list, "items");
    assert_true(json_array_size(items) >= 12);
    for (size_t i = 0; i < json_array_size(items); i++) {
        struct procedure procedure = load(text_of(json_array_get(items, i), "id"));
        struct walk walk = {.procedure = &procedure};
        uint64_t seed = 55019;
        walk_on(&walk, 0);
        for (size_t j = 0; walk.paths >= MOST_PATHS && j < MOST_PATHS; j++)
            walk_at_random(&walk, &seed);
        printf("%s: %zu paths\n", text_of(procedure.root, "id"), walk.paths);
        assert_true(walk.paths > 2 || json_array_size(procedure.questions) < 2);
        procedure_free(&procedure);
    }
    json_decref(list);
}

static bool is_moroccan_administration(const char *body)
{
    const char *text = library_read(library, shelf->arena, "body", body);
    json_t *record = text ? json_loads(text, 0, NULL) : NULL;
    bool is = record && strcmp(text_of(record, "kind"), "ma-administration") == 0;
    json_decref(record);
    return is;
}

static bool is_told_in(const json_t *bodies, const char *id)
{
    for (size_t i = 0; i < json_array_size(bodies); i++)
        if (strcmp(text_of(json_array_get(bodies, i), "id"), id) == 0)
            return true;
    return false;
}

/* Law 55-19: a paper that another Moroccan administration gives is not asked for (`held_by`), or it
 * is said why it is (`legal_basis`). Returns whether it is one that is held. */
static bool check_given(const struct procedure *procedure, const json_t *paper)
{
    const char *giver = text_of(json_object_get(paper, "where"), "id");
    bool is_held = json_is_true(json_object_get(paper, "held"));
    if (strcmp(text_of(paper, "recipient"), "MA_ADMIN") == 0 && giver[0] && !is_held &&
        is_moroccan_administration(giver) &&
        !is_told_in(json_object_get(procedure->root, "bodies"), giver) &&
        text_of(paper, "legal_basis")[0] == '\0')
        fail_msg("%s: %s comes from %s, which is a Moroccan administration: it is held, or the "
                 "reason why it is asked for is to be stated",
                 text_of(procedure->root, "id"), text_of(paper, "id"), giver);
    return is_held;
}

static void test_papers_of_administrations(void **state)
{
    (void)state;
    const char *text = library_list(library, shelf->arena, "procedure", "", 0);
    json_t *list = json_loads(text, 0, NULL);
    const json_t *items = json_object_get(list, "items");
    size_t held = 0;
    assert_true(is_moroccan_administration("civil-registry"));
    assert_false(is_moroccan_administration("doctor"));
    for (size_t i = 0; i < json_array_size(items); i++) {
        struct procedure procedure = load(text_of(json_array_get(items, i), "id"));
        for (size_t j = 0; j < json_array_size(procedure.papers); j++)
            held += check_given(&procedure, json_array_get(procedure.papers, j));
        procedure_free(&procedure);
    }
    json_decref(list);
    /* The acts of the civil registry and the numbers of the CNSS. */
    assert_int_equal(held, 4);
}

static void test_nothing_is_wrong(void **state)
{
    (void)state;
    for (size_t i = 0; i < shelf->told_count; i++)
        if (shelf->told[i].finding == CONTENT_WRONG ||
            shelf->told[i].finding == CONTENT_UNREACHABLE)
            fail_msg("%s", shelf->told[i].text);
}

/* P6: the word is on no screen, slip or dump; who answers is named as a body alone. */
static void test_discretion(void **state)
{
    (void)state;
    static const char *const parts[] = {"title", "lead", "delay", "questions", "papers"};
    struct procedure procedure = load("protection");
    assert_true(json_is_true(json_object_get(procedure.root, "discreet")));
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        json_t *part = json_object_get(procedure.root, parts[i]);
        char *text = part ? json_dumps(part, 0) : NULL;
        if (text && (has_word(text, never_said) || has_word(text, body_names)))
            fail_msg("%s says it: %s", parts[i], text);
        free(text);
    }
    for (size_t i = 0; i < json_array_size(procedure.rules); i++) {
        char *text =
            json_dumps(json_object_get(json_array_get(procedure.rules, i), "say"), JSON_ENCODE_ANY);
        if (text && (has_word(text, never_said) || has_word(text, body_names)))
            fail_msg("a rule says it: %s", text);
        free(text);
    }
    procedure_free(&procedure);
}

/* A year is enough; where it is not, the answer is that nobody knows. */
static void test_birth(void **state)
{
    (void)state;
    json_t *question = json_loads("{\"options\":[{\"id\":\"old\",\"from_age\":60},"
                                  "{\"id\":\"young\",\"below_age\":60},{\"id\":\"unknown\"}]}",
                                  0, NULL);
    static const struct {
        const char *birth, *answer;
    } cases[] = {
        {"1950", "old"},         {"1966", "unknown"},     {"1967", "young"},
        {"1966-11", "unknown"},  {"1966-10", "old"},      {"1966-12", "young"},
        {"1966-11-25", "old"},   {"1966-11-26", "young"}, {"1966-11-24", "old"},
        {"2000-02-29", "young"}, {"", "unknown"},         {"0", "unknown"},
        {"1850", "old"},         {"abc", "unknown"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (strcmp(birth_answer(question, cases[i].birth, "2026-11-25"), cases[i].answer) != 0)
            fail_msg("%s: %s", cases[i].birth,
                     birth_answer(question, cases[i].birth, "2026-11-25"));
    json_decref(question);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nothing_is_wrong), cmocka_unit_test(test_cases),
        cmocka_unit_test(test_every_path),       cmocka_unit_test(test_papers_of_administrations),
        cmocka_unit_test(test_discretion),       cmocka_unit_test(test_birth),
    };
    return cmocka_run_group_tests(tests, open_shelf, close_shelf);
}
