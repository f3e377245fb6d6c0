/* Procedures of a commune's own, by the checklist: what the shipped ones do not lead to. */
#include "house.h"

#include "visit/inside.h"

#include <fcntl.h>
#include <jansson.h>
#include <marhaba/plugin.h>
#include <sqlite3.h>
#include <unistd.h>

#define MOST_PUBLISHED                                                                             \
    60 /* papers: with doubt, law, plain form and an answer a ticket's 64 facts */

#define FOUR(words) "{fr: \"" words "\", ar: \"" words "\", en: \"" words "\", es: \"" words "\"}"

/* One question and `papers` papers, of which nobody checked anything. */
static void publish_long(struct house *house, int papers)
{
    struct buffer text = buffer_new(1 << 20);
    buffer_add_text(
        &text, "id: long\nicon: document\nrecipient: PRIVATE\nlegal_basis: loi 55-19\nsource: [K]\n"
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

static void add_paper(json_t *procedure, int number)
{
    char id[16];
    snprintf(id, sizeof id, "p%d", number);
    json_t *papers = json_object_get(procedure, "papers"),
           *rule = json_array_get(json_object_get(procedure, "rules"), 0),
           *paper = json_deep_copy(json_array_get(papers, 0));
    json_object_set_new(paper, "id", json_string(id));
    json_object_set_new(paper, "kind", json_string(id));
    json_array_append_new(papers, paper);
    json_array_append_new(json_object_get(rule, "add"), json_string(id));
}

/* More papers than may be published, as a file of another hand could have them. */
static void grow_published(struct house *house, int from, int to)
{
    sqlite3 *database;
    sqlite3_stmt *statement;
    const char *path = arena_print(house->arena, "%s/content/published.db", house->home);
    assert_int_equal(sqlite3_open(path, &database), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(database, "SELECT body FROM record WHERE id = 'long'", -1,
                                        &statement, NULL),
                     SQLITE_OK);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    json_t *procedure = json_loads((const char *)sqlite3_column_text(statement, 0), 0, NULL);
    sqlite3_finalize(statement);
    for (int i = from; i < to; i++)
        add_paper(procedure, i);
    char *body = json_dumps(procedure, JSON_COMPACT);
    assert_int_equal(sqlite3_prepare_v2(database, "UPDATE record SET body = ? WHERE id = 'long'",
                                        -1, &statement, NULL),
                     SQLITE_OK);
    sqlite3_bind_text(statement, 1, body, -1, SQLITE_STATIC);
    assert_int_equal(sqlite3_step(statement), SQLITE_DONE);
    sqlite3_finalize(statement);
    sqlite3_close(database);
    free(body);
    json_decref(procedure);
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
        publish_long(house, MOST_PUBLISHED);
        grow_published(house, MOST_PUBLISHED, cases[i].papers);
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

static void hear_wrong(void *self, enum content_finding finding, const struct error *error)
{
    unsigned *wrongs = self;
    (void)error;
    *wrongs += finding == CONTENT_WRONG;
}

/* As many papers as this, each with what `more` says, and advice; false when that is refused. */
static bool can_be_published(struct house *house, const char *words, const char *more, int papers)
{
    struct error error = {0};
    unsigned wrongs = 0;
    struct buffer text = buffer_new(1 << 20);
    buffer_print(&text,
                 "id: room\nicon: document\nrecipient: PRIVATE\nsource: [K]\ntitle: %s\nlead: "
                 "%s\ndelay: %s\nquestions:\n  - {id: a, label: %s, options: [yes, no]}\npapers:\n",
                 words, words, words, words);
    for (int i = 0; i < papers; i++)
        buffer_print(&text, "  - {id: p%d, name: %s%s}\n", i, words, more);
    buffer_print(&text, "rules:\n  - {id: say, say: %s, bodies: [cnss, cndh]}\n", words);
    for (int i = 0; i < papers; i++)
        buffer_print(&text, "  - {id: r%d, when: {a: [yes]}, add: [p%d]}\n", i, i);
    const char *path = arena_print(house->arena, "%s/content/procedures/room.yaml", house->home);
    assert_true(file_make_folder(arena_print(house->arena, "%s/content/procedures", house->home),
                                 0750, &error) &&
                file_write(path, buffer_text(&text), text.length, 0600, &error));
    buffer_free(&text);
    struct content_world world = sources_find(house->arena, &house->commune, &house->place,
                                              house->registry, clock_now_ms(house->clock));
    if (!content_publish(&world, hear_wrong, &wrongs, &error))
        fail_msg("%s", error.text);
    return wrongs == 0;
}

/* The largest that is published has room before the visitor, too. */
static void test_the_largest_is_shown(void **state)
{
    (void)state;
    char letters[191] = "";
    memset(letters, 'w', sizeof letters - 1);
    struct house *house = house_build(true);
    const char *longest = arena_print(house->arena, "{ar: %s, zgh: %s, fr: %s, en: %s, es: %s}",
                                      letters, letters, letters, letters, letters);
    const struct {
        const char *words, *more;
    } cases[] = {
        {FOUR("w"), ", form: show"},
        {FOUR("w"), ", form: pay, pieces: 2, each: wife, validity_months: 3, fee_dh: 2, maybe: "
                    "yes, where: cnss, translated: yes"},
        {longest, ", form: copy"},
        {longest, arena_print(house->arena, ", form: copy, icon: photo, detail: %s", longest)},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int fits = 1, beyond = 81;
        while (beyond - fits > 1) {
            int papers = (fits + beyond) / 2;
            if (can_be_published(house, cases[i].words, cases[i].more, papers))
                fits = papers;
            else
                beyond = papers;
        }
        assert_true(beyond < 81 && can_be_published(house, cases[i].words, cases[i].more, fits));
        house_open(house, "fr", "PEN-FR");
        house_do(house, VISIT_OPEN, "PEN-FR", "room");
        house_answer(house, 0);
        if (!house_find(house, arena_print(house->arena, "paper.p%d", fits - 1)))
            house_fail(house, "the last paper is missing");
        house_press(house, "ticket");
        house_expect(house, STAGE_REVIEW);
        house_pass(house, 61);
        house_pass(house, 21);
        house_expect(house, STAGE_ATTRACT);
    }
    house_leave(house);
}

/* What a question of birth says of itself is shown; without, that a year is enough. */
static void test_birth_detail(void **state)
{
    (void)state;
    /* clang-format off */
    static const char question[] =
        "id: birth\nicon: document\nrecipient: PRIVATE\nsource: [K]\ntitle: " FOUR("Titre") "\n"
        "questions:\n  - {id: born, kind: birth, label: " FOUR("Quand ?") ", %soptions: [\n"
        "      {id: old, from_age: 60, label: " FOUR("Vieux") "},\n"
        "      {id: young, below_age: 60, label: " FOUR("Jeune") "}]}\n"
        "papers:\n  - {id: p, name: " FOUR("Papier") ", form: copy}\n"
        "rules:\n  - {id: one, when: {born: [old, unknown]}, add: [p]}\n";
    /* clang-format on */
    static const char *const details[][2] = {
        {"detail: " FOUR("Un mois suffit.") ", ", "Un mois suffit."},
        {"", "L’année suffit, si vous ne savez pas plus."}};
    for (size_t i = 0; i < 2; i++) {
        struct house *house = house_build(true);
        struct buffer text = buffer_new(1 << 16);
        buffer_print(&text, question, details[i][0]);
        house_publish(house, "procedures/birth.yaml", buffer_text(&text));
        buffer_free(&text);
        house_open(house, "fr", "PEN-FR");
        house_do(house, VISIT_OPEN, "PEN-FR", "birth");
        assert_string_equal(house_find(house, "question.born")->detail.text, details[i][1]);
        house_change(house, "question.born", "2030");
        house_press(house, "next");
        assert_true(house_says(house, "pas encore venue"));
        house_change(house, "question.born", "1950");
        house_press(house, "next");
        assert_non_null(house_find(house, "paper.p"));
        house_leave(house);
    }
}

/* Law 55-19 gives an administration its days: the last of them is told, the latest one that holds.
 */
static void test_the_day_of_the_answer(void **state)
{
    (void)state;
    /* clang-format off */
    static const char procedure[] =
        "id: wait\nicon: document\nrecipient: MA_ADMIN\nsource: [K]\ntitle: " FOUR("Titre") "\n"
        "%squestions:\n  - {id: a, label: " FOUR("Sûr ?") ", options: [yes, no]}\n"
        "papers:\n  - {id: p, name: " FOUR("Papier") ", form: copy}\n"
        "rules:\n  - {id: one, when: {a: [yes]}, add: [p], say: " FOUR("Bien") ", answer_within: 60}\n"
        "  - {id: two, when: {a: [no, unknown]}, add: [p]}\n";
    /* clang-format on */
    static const struct {
        const char *head;
        size_t answer;
        const char *day; /* NULL: none is told */
    } cases[] = {{"answer_within: 30\n", 0, "24 janvier 2027"},
                 {"answer_within: 30\n", 1, "25 décembre 2026"},
                 {"", 0, "24 janvier 2027"},
                 {"", 1, NULL}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct house *house = house_build(true);
        struct buffer text = buffer_new(1 << 16);
        buffer_print(&text, procedure, cases[i].head);
        house_publish(house, "procedures/wait.yaml", buffer_text(&text));
        buffer_free(&text);
        house_open(house, "fr", "PEN-FR");
        house_do(house, VISIT_OPEN, "PEN-FR", "wait");
        house_answer(house, cases[i].answer);
        assert_non_null(house_find(house, "paper.p"));
        assert_int_equal(house_says(house, "au plus tard le"), cases[i].day != NULL);
        assert_true(!cases[i].day || house_says(house, cases[i].day));
        house_leave(house);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_more_than_a_ticket_holds),
        cmocka_unit_test(test_the_largest_is_shown),
        cmocka_unit_test(test_birth_detail),
        cmocka_unit_test(test_the_day_of_the_answer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
