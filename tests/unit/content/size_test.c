/* What has no room on a screen or a ticket is refused when publishing, whatever answers lead to it;
 * and finding out takes no time worth speaking of. */
#include "shelf.h"

#include <time.h>

#define ORIGIN    "source: [S8]\nchecked_on: 2026-11-01\nvalid_until: 2027-11-01\n"
#define WORDS     "{ar: س, fr: f, en: e, es: s}"
#define PATIENCE  5 /* seconds, in the slowest build */
#define QUESTIONS 12u

static struct shelf *shelf;

static int fill_shelf(void **state)
{
    (void)state;
    shelf = shelf_new();
    shelf_put(shelf, "shipped/bodies.yaml",
              "- {id: office, short: OFF, kind: ma-administration, name: " WORDS ", does: " WORDS
              ", source: [S8], checked_on: 2026-11-01, valid_until: 2027-11-01}\n");
    shelf_put(shelf, "shipped/pages/life.fr.md",
              "---\nid: life\ntitle: Certificat de vie\ndetail: Une preuve\nicon: life\n" ORIGIN
              "---\n\nÀ la commune.\n");
    return 0;
}

static int empty_shelf(void **state)
{
    (void)state;
    shelf_free(shelf);
    return 0;
}

/* "  - {id: p0, …}" and so on. */
static const char *many(const char *before, unsigned from, unsigned until, const char *after)
{
    const char *lines = "";
    for (unsigned i = from; i < until; i++)
        lines = arena_print(shelf->arena, "%s%s%u%s", lines, before, i, after);
    return lines;
}

static const char *long_words(size_t length)
{
    char *word = arena_take(shelf->arena, length + 1, 1);
    memset(word, 'w', length);
    return arena_print(shelf->arena, "{ar: %s, zgh: %s, fr: %s, en: %s, es: %s}", word, word, word,
                       word, word);
}

static void put_large(const char *questions, const char *papers, const char *rules)
{
    shelf_put(shelf, "own/procedures/large.yaml",
              arena_print(shelf->arena,
                          "id: large\nservices: RPT-STAY\nrecipient: PRIVATE\nicon: book\n" ORIGIN
                          "title: " WORDS "\nquestions:\n  - {id: first, label: " WORDS
                          ", options: [yes, no]}\n%s"
                          "papers:\n%srules:\n%s",
                          questions, papers, rules));
    library_close(shelf_publish(shelf));
}

/* What has no room on a screen or a ticket is refused here, not in front of the visitor. */
static void test_large_procedures(void **state)
{
    (void)state;
    const char *papers = many("  - {id: p", 0, 80, ", form: show, name: " WORDS "}\n");
    const char *first = many(", p", 1, 40, ""), *second = many(", p", 41, 80, "");
    put_large("", papers,
              arena_print(shelf->arena, "  - {id: all, add: [p0%s, p40%s]}\n", first, second));
    shelf_expect(shelf, CONTENT_WRONG, "large.yaml:1: this is too much for one ticket: 84 facts");
    /* Never all at once. */
    put_large("", papers,
              arena_print(shelf->arena,
                          "  - {id: one, when: {first: [yes]}, add: [p0%s]}\n"
                          "  - {id: two, when: {first: [no, unknown]}, add: [p40%s]}\n",
                          first, second));
    assert_false(shelf_told(shelf, CONTENT_WRONG, ""));
    /* Sixty papers of seven lines each. */
    put_large("",
              many("  - {id: p", 0, 60,
                   ", form: pay, pieces: 2, each: wife, validity_months: 3, where: office, fee_dh: "
                   "2, maybe: yes, name: " WORDS "}\n"),
              arena_print(shelf->arena, "  - {id: all, add: [p0%s]}\n", many(", p", 1, 60, "")));
    shelf_expect(shelf, CONTENT_WRONG, "large.yaml:1: this is too large for one screen: 4");
    /* Of one kind only one is shown. */
    put_large("", many("  - {kind: card, id: p", 0, 80, ", form: show, name: " WORDS "}\n"),
              arena_print(shelf->arena, "  - {id: all, add: [p0%s, p40%s]}\n", first, second));
    assert_false(shelf_told(shelf, CONTENT_WRONG, ""));
    /* Where a rule stops all, its advice stands alone. */
    put_large("", papers,
              arena_print(
                  shelf->arena,
                  "  - {id: all, add: [p0%s, p40%s]}\n  - {id: stop, tone: stop, say: " WORDS "}\n",
                  first, second));
    assert_false(shelf_told(shelf, CONTENT_WRONG, ""));
    shelf_put(shelf, "own/conventions.yaml",
              many("- {country: c", 0, 40,
                   arena_print(shelf->arena, ", status: signed, name: %s}\n", long_words(295))));
    put_large("  - {id: where, options_from: conventions, label: " WORDS "}\n",
              many("  - {id: p", 0, 1, ", form: show, name: " WORDS "}\n"),
              "  - {id: all, add: [p0]}\n");
    shelf_expect(shelf, CONTENT_WRONG, "large.yaml:11: this is too large for one screen: 4");
}

static const char *page_of(const char *id, const char *header, const char *text)
{
    return arena_print(shelf->arena, "---\nid: %s\ntitle: x\ndetail: y\nicon: map\n%s\n---\n\n%s\n",
                       id, header, text);
}

static void test_large_pages(void **state)
{
    (void)state;
    char paragraph[3850];
    memset(paragraph, 'x', sizeof paragraph - 1);
    paragraph[sizeof paragraph - 1] = '\0';
    const struct {
        const char *header, *text, *told;
    } cases[] = {
        {"related: [life, a, b, c, d, e, f, g, h]", "x",
         "wide.fr.md:6: there are more than 8 entries in \"related\""},
        {"related: [life, life]", "x", "wide.fr.md:6: the id \"life\" stands twice"},
        {"related: life", many("\n\nx ", 0, 16, paragraph),
         "wide.fr.md:1: this is too large for one screen: "},
        {"related: life", many("\n\nx ", 0, 14, paragraph), NULL},
        {"related: life", many("\n\n[a](https://a.ma) ", 0, 40, ""), NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        shelf_put(shelf, "own/pages/wide.fr.md", page_of("wide", cases[i].header, cases[i].text));
        library_close(shelf_publish(shelf));
        if (cases[i].told)
            shelf_expect(shelf, CONTENT_WRONG, cases[i].told);
        else
            assert_false(shelf_told(shelf, CONTENT_WRONG, ""));
    }
}

static const char *record(struct library *library, const char *kind, const char *id)
{
    const char *text = library_read(library, shelf->arena, kind, id);
    return text ? text : "";
}

/* A row that leads nowhere is not shown; one that leads to the last good version is. */
static void test_related_of_refused(void **state)
{
    (void)state;
    char paragraph[3850] = "";
    memset(paragraph, 'x', sizeof paragraph - 1);
    const char *large = page_of("wide", "related: near", many("\n\nx ", 0, 16, paragraph));
    const struct {
        const char *text;
        bool is_related;
    } cases[] = {{large, false}, {page_of("wide", "", "x"), true}, {large, true}};
    shelf_put(shelf, "own/pages/near.fr.md", page_of("near", "related: [life, wide]", "x"));
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        shelf_put(shelf, "own/pages/wide.fr.md", cases[i].text);
        struct library *library = shelf_publish(shelf);
        const char *near = record(library, "page", "near");
        assert_non_null(strstr(near, "\"id\":\"life\""));
        assert_int_equal(strstr(near, "\"id\":\"wide\"") != NULL, cases[i].is_related);
        library_close(library);
    }
}

/* Its screens have room, one by one, but together they are too much: no page leads to its papers.
 */
static void test_papers_of_refused(void **state)
{
    (void)state;
    const char *rules = "", *words = long_words(900);
    for (unsigned i = 0; i < 64; i++)
        rules = arena_print(shelf->arena,
                            "%s  - {id: r%u, when: {one: [o%u], two: [o%u]}, add: [p], say: %s}\n",
                            rules, i, i / 8, i % 8, words);
    const char *options = many("{label: " WORDS ", id: o", 0, 8, "}, ");
    shelf_put(shelf, "own/pages/near.fr.md", page_of("near", "service: RPT-STAY", "x"));
    put_large(arena_print(shelf->arena,
                          "  - {id: one, label: " WORDS ", options: [%s]}\n"
                          "  - {id: two, label: " WORDS ", options: [%s]}\n",
                          options, options),
              "  - {id: p, form: show, name: " WORDS "}\n", rules);
    shelf_expect(shelf, CONTENT_WRONG, "large.yaml:1: the record is too large");
    struct error error = {0};
    struct library *library = library_open(shelf->world.published, &error);
    assert_non_null(strstr(record(library, "page", "near"), "\"papers\":false"));
    library_close(library);
}

/* ---- Thousands of paths ---- */

/* So many papers every path asks for; and of each question's three answers two papers each, of
 * which no two ask for the same two. The last path asks for `more`. */
static const char *puzzle_papers(unsigned base)
{
    return arena_print(shelf->arena, "%s%s  - {id: more, form: show, name: " WORDS "}\n",
                       many("  - {id: p", 0, base, ", form: show, name: " WORDS "}\n"),
                       many("  - {id: c", 0, 3 * QUESTIONS, ", form: show, name: " WORDS "}\n"));
}

static const char *puzzle_rules(unsigned base, unsigned questions, bool has_more)
{
    static const char *const answers[] = {"yes", "no", "unknown"};
    const char *rules =
        arena_print(shelf->arena, "  - {id: base, add: [p0%s]}\n", many(", p", 1, base, ""));
    const char *last = "";
    for (unsigned i = 0; i < questions; i++) {
        for (unsigned j = 0; j < 3; j++)
            rules = arena_print(shelf->arena,
                                "%s  - {id: r%u-%u, when: {q%u: [%s]}, add: [c%u, c%u]}\n", rules,
                                i, j, i, answers[j], 3 * i + j, 3 * i + (j + 1) % 3);
        last = arena_print(shelf->arena, "%s%sq%u: [unknown]", last, i ? ", " : "", i);
    }
    return has_more ? arena_print(shelf->arena, "%s  - {id: last, when: {%s}, add: [more]}\n",
                                  rules, last)
                    : rules;
}

static void put_puzzle(const char *papers, const char *rules)
{
    shelf_put(
        shelf, "own/procedures/large.yaml",
        arena_print(shelf->arena,
                    "id: large\nrecipient: PRIVATE\nicon: book\n" ORIGIN "title: " WORDS
                    "\nquestions:\n%spapers:\n%srules:\n%s",
                    many("  - {id: q", 0, QUESTIONS, ", label: " WORDS ", options: [yes, no]}\n"),
                    papers, rules));
    clock_t begin = clock();
    library_close(shelf_publish(shelf));
    double seconds = (double)(clock() - begin) / CLOCKS_PER_SEC;
    if (seconds > PATIENCE)
        fail_msg("it took %.1f s", seconds);
}

/* A ticket takes 64 facts: three notes, twelve answers, and 49 papers. */
static void test_paths(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        unsigned base, questions; /* that decide something: the others do not */
        bool has_more;
        const char *told;
    } cases[] = {
        {"all paths just fit", 33, 8, false, NULL},
        {"all but one just fit", 33, 8, true, "too much for one ticket: 65 facts"},
        {"one just fits, the others easily", 32, 8, true, NULL},
        {"none fits", 34, 8, false, "too much for one ticket: 65 facts"},
        {"half a million just fit", 25, 12, false, "this cannot be measured"},
        {"half a million but one just fit", 25, 12, true, "this cannot be measured"},
        {"none of half a million fits", 26, 12, false, "too much for one ticket: 65 facts"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        put_puzzle(puzzle_papers(cases[i].base),
                   puzzle_rules(cases[i].base, cases[i].questions, cases[i].has_more));
        if (cases[i].told ? !shelf_told(shelf, CONTENT_WRONG, cases[i].told)
                          : shelf_told(shelf, CONTENT_WRONG, ""))
            fail_msg("%s: %s", cases[i].name, shelf->told_count ? shelf->told[0].text : "");
    }
}

/* As many rules as there may be, each of as many papers as there may be, all of one kind. */
static void test_one_kind(void **state)
{
    (void)state;
    const char *rules = "", *all = arena_print(shelf->arena, "p0%s", many(", p", 1, 80, ""));
    static const char *const answers[] = {"yes", "no", "unknown"};
    for (unsigned i = 0; i < 120; i++)
        rules =
            arena_print(shelf->arena, "%s  - {id: r%u, when: {q%u: [%s], q%u: [%s]}, add: [%s]}\n",
                        rules, i, i % QUESTIONS, answers[i % 3],
                        (i / QUESTIONS + i + 1) % QUESTIONS, answers[i / 3 % 3], all);
    put_puzzle(many("  - {kind: card, id: p", 0, 80, ", form: show, name: " WORDS "}\n"), rules);
    assert_false(shelf_told(shelf, CONTENT_WRONG, ""));
}

int main(void)
{
#define EACH(test) cmocka_unit_test_setup_teardown(test, fill_shelf, empty_shelf)
    const struct CMUnitTest tests[] = {
        EACH(test_large_procedures),  EACH(test_large_pages), EACH(test_related_of_refused),
        EACH(test_papers_of_refused), EACH(test_paths),       EACH(test_one_kind)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
