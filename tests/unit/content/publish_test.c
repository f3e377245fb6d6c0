/* Publishing: what the commune lays over, what is complained of, and that the last good version
 * goes on being served. */
#include "shelf.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#define ORIGIN "source: [S8]\nchecked_on: 2026-11-01\nvalid_until: 2027-11-01\n"
#define WORDS  "{ar: س, fr: f, en: e, es: s}"

static const char bodies[] = "- id: office\n  short: OFF\n  name: " WORDS
                             "\n  kind: ma-administration\n  does: " WORDS "\n  "
                             "source: [S8]\n  checked_on: 2026-11-01\n  valid_until: 2027-11-01\n";

static const char procedure[] =
    "id: stay\nservices: [RPT-STAY]\nrecipient: MA_ADMIN\nbodies: [office]\nicon: "
    "residence\n" ORIGIN "title: " WORDS "\n"
    "questions:\n"
    "  - id: first\n    label: " WORDS "\n    options: [yes, no]\n"
    "papers:\n"
    "  - {id: photos, icon: photo, name: " WORDS ", form: original, pieces: 6}\n"
    "  - {id: lease, icon: contract, name: " WORDS ", form: certified, copies: 2}\n"
    "rules:\n"
    "  - {id: base, add: [photos]}\n"
    "  - {id: first, when: {first: [yes, unknown]}, add: [lease]}\n";

static const char page[] =
    "---\nid: life\ntitle: Certificat de vie\ndetail: Une preuve\n"
    "situations: [widowed]\naudience: [retiree]\nicon: life\n"
    "service: PEN-LIFE\nbodies: [office]\n" ORIGIN "---\n\n## Où\n\nÀ la commune.\n";
static const char arabic[] = "---\ntitle: شهادة الحياة\ndetail: إثبات\n---\n\nفي الجماعة.\n";

static struct shelf *shelf;

static int fill_shelf(void **state)
{
    (void)state;
    shelf = shelf_new();
    shelf_put(shelf, "shipped/bodies.yaml", bodies);
    shelf_put(shelf, "shipped/procedures/stay.yaml", procedure);
    shelf_put(shelf, "shipped/pages/life.fr.md", page);
    shelf_put(shelf, "shipped/pages/life.ar.md", arabic);
    return 0;
}

static int empty_shelf(void **state)
{
    (void)state;
    shelf_free(shelf);
    return 0;
}

static const char *record(struct library *library, const char *kind, const char *id)
{
    const char *text = library_read(library, shelf->arena, kind, id);
    return text ? text : "";
}

static void test_law(void **state)
{
    (void)state;
    struct library *library = shelf_publish(shelf);
    const char *text = record(library, "procedure", "stay");
    shelf_expect(shelf, CONTENT_LAWFUL, "stay.yaml:16: ");
    assert_null(strstr(text, "certified"));
    assert_null(strstr(text, "copies"));
    assert_non_null(strstr(text, "\"law\":true"));
    library_close(library);
}

/* What a Moroccan administration holds is not asked; a private body's hands are not bound. */
static void test_held_papers(void **state)
{
    (void)state;
    static const struct {
        const char *recipient;
        bool is_held;
    } cases[] = {{"MA_ADMIN", true}, {"PRIVATE", false}, {"FOREIGN_FUND", false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        shelf_put(shelf, "own/procedures/stay.yaml",
                  arena_print(shelf->arena,
                              "id: stay\nrecipient: %s\npapers:\n"
                              "  - {id: lease, held_by: office, legal_basis: law}\n",
                              cases[i].recipient));
        struct library *library = shelf_publish(shelf);
        assert_false(shelf_told(shelf, CONTENT_WRONG, ""));
        const char *text = record(library, "procedure", "stay");
        assert_int_equal(strstr(text, "\"held\":true") != NULL, cases[i].is_held);
        assert_int_equal(strstr(text, "certified") != NULL, !cases[i].is_held);
        library_close(library);
    }
}

/* The README's own example: only what differs, in a file of the same name. */
static void test_overlay(void **state)
{
    (void)state;
    shelf_put(shelf, "own/procedures/stay.yaml",
              "id: stay\npapers:\n  - {id: photos, pieces: 8}\n  - {id: lease, remove: yes}\n"
              "rules:\n  - {id: first, add: [photos]}\n");
    shelf_put(shelf, "own/pages/life.ar.md",
              "---\ntitle: شهادة أخرى\ndetail: هنا\n---\n\nنص الجماعة.\n");
    struct library *library = shelf_publish(shelf);
    const char *text = record(library, "procedure", "stay");
    assert_non_null(strstr(text, "\"pieces\":8"));
    assert_null(strstr(text, "\"lease\""));
    assert_non_null(strstr(record(library, "page", "life"), "شهادة أخرى"));
    assert_non_null(strstr(record(library, "page", "life"), "Certificat de vie"));
    assert_false(shelf_told(shelf, CONTENT_WRONG, ""));
    library_close(library);
}

static void test_last_good_version(void **state)
{
    (void)state;
    static const struct {
        const char *file, *text, *told;
    } cases[] = {
        {"own/procedures/stay.yaml", "id: stay\nrules:\n  - {id: base, when: {first: [maybe]}}\n",
         "stay.yaml:3: \"maybe\" is no answer"},
        {"own/procedures/stay.yaml", "id: stay\n  x: [\n", "stay.yaml:1: "},
        {"own/pages/life.fr.md", "---\nid: other\n---\n", "life.fr.md:2: the id \"other\" must be"},
        {"own/pages/life.ar.md", "---\ntitle: ش\ndetail: ه\n---\n\n<b>x</b>\n",
         "life.ar.md:6: HTML is not allowed"},
        {"own/pages/life.ar.md", "---\ntitle: ش\ndetail: ه\n---\n\n[x](../../../etc/passwd)\n",
         "life.ar.md:6: the link to"},
        {"own/pages/life.ar.md", "---\ntitle: ش\ndetail: ه\n---\n\n![x](../x.svg)\n",
         "life.ar.md:6: \"../x.svg\" is no picture"},
        {"own/bodies.yaml", "- id: office\n  web: ftp://x\n",
         "bodies.yaml:2: \"ftp://x\" is no web"},
        {"own/bodies.yaml", "{{{", "bodies.yaml:2: "},
        {"own/bodies.yaml", "- short: X\n", "bodies.yaml:1: this must be a list of things"},
        {"own/bodies.yaml", "[]\n", "bodies.yaml:1: this must be a list of things"},
        {"own/bodies.yaml", "a: b\n", "bodies.yaml:1: this must be a list of things"},
        {"own/procedures/stay.yaml", "id: stay\npapers: []\n", "stay.yaml:2: this must be a list"},
        {"own/procedures/stay.yaml", "id: stay\npapers:\n  - {id: photos, icon: X/y}\n",
         "stay.yaml:3: \"X/y\" is not an icon's name"},
        {"own/procedures/stay.yaml", "id: stay\npapers:\n  - {id: photos, icon: hospital}\n",
         "stay.yaml:3: there is no icon \"hospital\": take the name of a drawing in "},
        {"own/pages/life.fr.md", "---\nid: life\ntitle: x\ndetail: y\nicon: lifes\n---\n\nz\n",
         "life.fr.md:5: there is no icon \"lifes\""},
        {"own/procedures/stay.yaml", "id: stay\nicon: \"\"\n", "stay.yaml:2: \"icon\" is empty"},
        {"own/pages/life.fr.md", "---\nid: life\ntitle: x\ndetail: y\nicon: Life\n---\n\nz\n",
         "life.fr.md:5: \"Life\" is not an icon's name"},
        {"own/procedures/stay.yaml",
         "id: stay\npapers:\n  - {id: photos, checked_on: 2026-02-30}\n",
         "stay.yaml:3: \"2026-02-30\" is not a day"},
        {"own/pages/life.ar.md", "---\ntitle: ش\ndetail: ه\n---\n\n[x](tel:+212-5)\n",
         "life.ar.md:6: the link to"},
        {"own/pages/life.ar.md", "---\ntitle: ش\ndetail: ه\n---\n\na &copy; b\n",
         "life.ar.md:6: write the sign itself"},
        {"own/pages/life.ar.md", "---\ntitle: ش\ndetail: ه\n---\n\n- a\n\n  # b\n",
         "life.ar.md:8: only headings"},
    };
    library_close(shelf_publish(shelf));
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        shelf_put(shelf, cases[i].file, cases[i].text);
        struct library *library = shelf_publish(shelf);
        shelf_expect(shelf, CONTENT_WRONG, cases[i].told);
        assert_non_null(strstr(record(library, "procedure", "stay"), "\"photos\""));
        assert_non_null(strstr(record(library, "page", "life"), "Certificat de vie"));
        assert_non_null(strstr(record(library, "body", "office"), "\"OFF\""));
        const char *found = library_search(library, shelf->arena, "fr", "certificat");
        assert_non_null(strstr(found, "\"life\""));
        library_close(library);
        char *path = file_join(shelf->folder, cases[i].file);
        assert_int_equal(unlink(path), 0);
        free(path);
    }
}

/* A record is as old as the oldest thing it shows, wherever that was written. */
static void test_earliest_date(void **state)
{
    (void)state;
#define OLD "checked_on: 2025-06-01, valid_until: 2027-02-01"
    static const struct {
        const char *file, *text, *kind, *id;
    } cases[] = {
        {"own/procedures/stay.yaml", "id: stay\npapers:\n  - {id: photos, " OLD "}\n", "procedure",
         "stay"},
        {"own/bodies.yaml", "- {id: office, " OLD "}\n", "procedure", "stay"},
        {"own/bodies.yaml", "- {id: office, " OLD "}\n", "page", "life"},
        {"own/bodies.yaml", "- {id: office, " OLD "}\n", "body", "office"},
        {"own/conventions.yaml", "- {country: be, " OLD "}\n", "procedure", "country"},
        {"own/calendar.yaml",
         "holidays:\n  - {id: souk, date: 02-29, name: " WORDS ", " OLD "}\n" ORIGIN, "calendar",
         "calendar"},
        {"own/calendar.yaml",
         "ramadan:\n  - {from: 2027-02-08, until: 2027-03-09, " OLD "}\n" ORIGIN, "calendar",
         "calendar"},
    };
    shelf_put(shelf, "shipped/procedures/country.yaml",
              "id: country\nrecipient: PRIVATE\nicon: globe\n" ORIGIN "title: " WORDS
              "\nquestions:\n  - {id: where, options_from: conventions, label: " WORDS
              "}\nrules:\n  - {id: all, when: {where: [other, unknown]}, say: " WORDS "}\n");
    shelf_put(shelf, "shipped/conventions.yaml",
              "- {country: be, status: signed, name: " WORDS
              ", source: [S8], checked_on: 2026-11-01, valid_until: 2027-11-01}\n");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        shelf_put(shelf, cases[i].file, cases[i].text);
        struct library *library = shelf_publish(shelf);
        assert_false(shelf_told(shelf, CONTENT_WRONG, ""));
        struct library_date dates[8];
        size_t count = library_stale(library, "2027-02-01", dates, 8), found = 0;
        for (size_t j = 0; j < count; j++)
            found += strcmp(dates[j].kind, cases[i].kind) == 0 &&
                     strcmp(dates[j].id, cases[i].id) == 0 &&
                     strcmp(dates[j].checked_on, "2025-06-01") == 0 &&
                     strcmp(dates[j].valid_until, "2027-02-01") == 0;
        const char *text = record(library, cases[i].kind, cases[i].id);
        if (found != 1 || !strstr(text, "\"valid_until\":\"2027-02-01\"") ||
            !strstr(text, "\"checked_on\":\"2025-06-01\""))
            fail_msg("%zu: %s", i, text);
        library_close(library);
        assert_int_equal(unlink(arena_print(shelf->arena, "%s/%s", shelf->folder, cases[i].file)),
                         0);
    }
}

static void test_unchecked_stays_unchecked(void **state)
{
    (void)state;
    struct library_date date;
    shelf_put(shelf, "own/procedures/other.yaml",
              "id: other\nservices: [CIVIL]\nrecipient: PRIVATE\nicon: book\nbodies: "
              "[office]\ntitle: " WORDS "\nrules:\n  - {id: all, say: " WORDS "}\n");
    struct library *library = shelf_publish(shelf);
    assert_true(library_date_of(library, "CIVIL", &date));
    assert_string_equal(date.checked_on, "");
    assert_string_equal(date.valid_until, "2027-11-01");
    library_close(library);
}

/* On a screen no two things have one id; what shows such a question would be stopped. */
static void test_options(void **state)
{
    (void)state;
    static const struct {
        const char *options, *told;
    } cases[] = {
        {"options: [yes, yes]", "stay.yaml:4: the id \"yes\" stands twice"},
        {"options: [yes, {id: yes, label: " WORDS "}]", "stay.yaml:4: the id \"yes\" stands twice"},
        {"options: [yes, {id: unknown, label: " WORDS "}]",
         "stay.yaml:4: no answer can have the id \"unknown\""},
        {"options: [yes, {id: next, label: " WORDS "}]",
         "stay.yaml:4: no answer can have the id \"next\""},
        {"options: [yes, unknown]", "stay.yaml:4: \"unknown\" needs an id and a label"},
        {"options: [{id: fr, label: " WORDS "}]\n    options_from: conventions",
         "stay.yaml:5: the id \"fr\" stands twice"},
        {"options: [{id: other, label: " WORDS "}]\n    options_from: conventions",
         "stay.yaml:5: the id \"other\" stands twice"},
        {"options: [yes, no, {id: maybe, label: " WORDS "}]", NULL},
        {"options: [{id: gone, label: " WORDS "}]\n    options_from: conventions", NULL},
    };
    shelf_put(shelf, "shipped/conventions.yaml",
              "- {country: fr, status: in-force, name: " WORDS ", source: [S8], checked_on: "
              "2026-11-01, valid_until: 2027-11-01}\n");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        shelf_put(shelf, "own/procedures/stay.yaml",
                  arena_print(shelf->arena,
                              "id: stay\nquestions:\n  - id: second\n    %s\n    label: " WORDS
                              "\n",
                              cases[i].options));
        library_close(shelf_publish(shelf));
        if (cases[i].told)
            shelf_expect(shelf, CONTENT_WRONG, cases[i].told);
        else if (shelf_told(shelf, CONTENT_WRONG, ""))
            shelf_expect(shelf, CONTENT_WRONG, cases[i].options);
    }
}

/* Who reads the page is still led to the papers, which are still shown. */
static void test_papers_of_a_held_procedure(void **state)
{
    (void)state;
    static const char *const broken[][2] = {
        {"own/procedures/stay.yaml", "id: stay\nrecipient: NOBODY\n"},
        {"own/bodies.yaml", "{{{"},
    };
    shelf_put(shelf, "own/pages/card.fr.md",
              "---\nid: card\ntitle: Carte\ndetail: x\nicon: residence\nservice: RPT-STAY\n"
              "---\n\nTexte.\n");
    library_close(shelf_publish(shelf));
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        shelf_put(shelf, broken[i][0], broken[i][1]);
        struct library *library = shelf_publish(shelf);
        assert_true(shelf_told(shelf, CONTENT_WRONG, ""));
        assert_non_null(strstr(record(library, "page", "card"), "\"papers\":true"));
        library_close(library);
        assert_int_equal(unlink(arena_print(shelf->arena, "%s/%s", shelf->folder, broken[i][0])),
                         0);
    }
}

/* Nothing is copied from the list of sources: what else is right is put in service. */
static void test_unreadable_sources(void **state)
{
    (void)state;
    library_close(shelf_publish(shelf));
    shelf_put(shelf, "own/sources.yaml", "{{{");
    shelf_put(shelf, "own/procedures/stay.yaml",
              "id: stay\npapers:\n  - {id: photos, pieces: 9}\n");
    struct library *library = shelf_publish(shelf);
    shelf_expect(shelf, CONTENT_WRONG, "sources.yaml:");
    assert_non_null(strstr(record(library, "procedure", "stay"), "\"pieces\":9"));
    library_close(library);
}

/* Who names a body that is wrong is not told that there is none. */
static void test_wrong_body(void **state)
{
    (void)state;
    shelf_put(shelf, "own/bodies.yaml", "- id: office\n  web: ftp://x\n");
    library_close(shelf_publish(shelf));
    shelf_expect(shelf, CONTENT_WRONG, "stay.yaml:4: \"office\" is wrong itself");
    shelf_expect(shelf, CONTENT_WRONG, "life.fr.md:9: \"office\" is wrong itself");
    assert_false(shelf_told(shelf, CONTENT_WRONG, "there is no body"));
    shelf_put(shelf, "own/bodies.yaml", "- {id: office, remove: yes}\n");
    library_close(shelf_publish(shelf));
    shelf_expect(shelf, CONTENT_WRONG, "stay.yaml:4: there is no body \"office\"");
}

/* What the kiosk would leave blank is refused. */
static void test_pictures(void **state)
{
    (void)state;
#define SVG                                                                                        \
    "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"24\" height=\"24\" viewBox=\"0 0 24 24\">"
#define SHAPE "<path d=\"M2 2h20v20H2z\"/>"
    static const char nothing[] = "card.fr.md:8: the picture \"card.svg\" cannot be drawn";
    static const struct {
        const char *drawing, *told;
    } cases[] = {
        {SVG SHAPE "</svg>", NULL},
        {SVG "<useful/><a:texture/>" SHAPE "</svg>", NULL},
        {SVG "</svg>", nothing},
        {SVG "<text x=\"2\" y=\"20\">Carte</text></svg>", nothing},
        {SVG "<path d=\"M2 2h20v20H2z\" fill=\"none\"/></svg>", nothing},
        {SVG "<path d=\"", nothing},
        {SVG SHAPE "<text x=\"2\" y=\"20\">Carte</text></svg>",
         "card.fr.md:8: of the picture \"card.svg\" a <text> would be missing"},
        {SVG SHAPE "<svg:text>Carte</svg:text></svg>", "a <text> would be missing"},
        {SVG SHAPE "<image href=\"a.png\"/></svg>", "a <image> would be missing"},
        {SVG SHAPE "<use\nhref=\"#a\"/></svg>", "a <use> would be missing"},
        {SVG SHAPE "<foreignObject/></svg>", "a <foreignObject> would be missing"},
        {SVG SHAPE "<script>1</script></svg>", "a <script> would be missing"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        shelf_put(shelf, "own/pictures/card.svg", cases[i].drawing);
        shelf_put(shelf, "own/pages/card.fr.md",
                  "---\nid: card\ntitle: x\ndetail: y\nicon: map\n---\n\n![Carte](card.svg)\n");
        library_close(shelf_publish(shelf));
        if (cases[i].told)
            shelf_expect(shelf, CONTENT_WRONG, cases[i].told);
        else if (shelf_told(shelf, CONTENT_WRONG, ""))
            fail_msg("%s: refused", cases[i].drawing);
    }
}

/* What is held is told, with its date, to who must mend it. */
static void test_held_is_stale(void **state)
{
    (void)state;
    struct library_date dates[8];
    library_close(shelf_publish(shelf));
    shelf_put(shelf, "own/procedures/stay.yaml", "id: stay\nrecipient: NOBODY\n");
    struct library *library = shelf_publish(shelf);
    assert_int_equal(library_stale(library, "2026-11-25", dates, 8), 1);
    assert_string_equal(dates[0].id, "stay");
    assert_true(dates[0].is_held);
    assert_true(library_date_of(library, "RPT-STAY", &dates[0]));
    assert_string_equal(dates[0].checked_on, "2026-11-01");
    assert_int_equal(library_stale(library, "2027-11-01", dates, 8), 3);
    assert_false(library_date_of(library, "NONE", &dates[0]));
    library_close(library);
}

static void test_findings(void **state)
{
    (void)state;
    shelf_put(
        shelf, "shipped/procedures/other.yaml",
        "id: other\nservices: [CIVIL]\nrecipient: PRIVATE\nicon: book\nchecked_on: 2025-01-01\n"
        "valid_until: 2026-01-01\nsource: [K]\ntitle: {fr: f}\nquestions:\n"
        "  - {id: a, label: {fr: f, ar: a, en: e, es: s}, options: [yes, no]}\n"
        "  - {id: b, label: {fr: f, ar: a, en: e, es: s}, options: [yes, no], when: {a: [yes]}}\n"
        "papers:\n  - {id: p, name: {fr: f, ar: a, en: e, es: s}, form: copy}\n"
        "  - {id: q, name: {fr: f, ar: a, en: e, es: s}, form: copy}\n"
        "rules:\n  - {id: one, when: {a: [no], b: [yes]}, add: [p]}\n"
        "  - {id: stop, when: {a: [yes]}, tone: stop, say: {fr: f, ar: a, en: e, es: s}}\n"
        "  - {id: two, when: {a: [yes], b: [yes, unknown]}, add: [p]}\n");
    static const struct {
        enum content_finding finding;
        const char *told;
    } expected[] = {
        {CONTENT_STALE, "other.yaml:6: this was to be checked again by 2026-01-01"},
        {CONTENT_UNSOURCED, "other.yaml:7: this is general knowledge"},
        {CONTENT_UNTRANSLATED, "other.yaml:8: \"title\" is not written in \"ar\""},
        {CONTENT_UNREACHABLE, "other.yaml:10: nobody who answers"},
        {CONTENT_UNREACHABLE, "other.yaml:14: no rule asks for the paper \"q\""},
        {CONTENT_UNREACHABLE, "other.yaml:16: no answers lead to the rule \"one\""},
        {CONTENT_UNREACHABLE, "other.yaml:18: the rules \"two\" and \"stop\" contradict"},
    };
    library_close(shelf_publish(shelf));
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
        shelf_expect(shelf, expected[i].finding, expected[i].told);
}

/* As an editor of another system writes it. */
static void test_byte_order_mark(void **state)
{
    (void)state;
    char marked[2000];
    snprintf(marked, sizeof marked, "\xEF\xBB\xBF%s", page);
    shelf_put(shelf, "shipped/pages/life.fr.md", marked);
    struct library *library = shelf_publish(shelf);
    assert_non_null(strstr(record(library, "page", "life"), "Certificat de vie"));
    library_close(library);
}

static void test_change_is_seen(void **state)
{
    (void)state;
    assert_true(content_has_changed(&shelf->world));
    library_close(shelf_publish(shelf));
    assert_false(content_has_changed(&shelf->world));
    shelf_put(shelf, "own/pages/life.es.md", "---\ntitle: Fe de vida\ndetail: x\n---\n\nAquí.\n");
    assert_true(content_has_changed(&shelf->world));
}

/* A kiosk that is running takes what is published meanwhile, whole. */
static void test_refresh(void **state)
{
    (void)state;
    struct library *library = shelf_publish(shelf);
    assert_false(library_refresh(library));
    shelf_put(shelf, "own/procedures/stay.yaml",
              "id: stay\npapers:\n  - {id: photos, pieces: 9}\n");
    library_close(shelf_publish(shelf));
    assert_null(strstr(record(library, "procedure", "stay"), "\"pieces\":9"));
    assert_true(library_refresh(library));
    assert_non_null(strstr(record(library, "procedure", "stay"), "\"pieces\":9"));
    library_close(library);
}

/* Who opened the library before anything was published finds it as soon as it is. */
static void test_await(void **state)
{
    (void)state;
    struct library_date date;
    shelf_put(shelf, "own/published.db", "this is no database");
    struct library *library = library_await(shelf->world.published);
    assert_false(library_is_published(library));
    assert_null(library_read(library, shelf->arena, "procedure", "stay"));
    assert_null(library_list(library, shelf->arena, "page", "", 0));
    assert_int_equal(library_stale(library, "2026-11-25", &date, 1), 0);
    assert_string_equal(library_body_name(library, shelf->arena, "office"), "office");
    assert_false(library_refresh(library));
    library_close(shelf_publish(shelf));
    assert_true(library_refresh(library));
    assert_true(library_is_published(library));
    assert_non_null(library_read(library, shelf->arena, "procedure", "stay"));
    assert_string_equal(library_body_name(library, shelf->arena, "office"), "OFF");
    library_close(library);
}

/* A file that was refused is not opened again before it is another: here it is, in secret. */
static void test_refused_once(void **state)
{
    (void)state;
    struct buffer good;
    struct error error = {0};
    struct stat about;
    const char *path = shelf->world.published;
    library_close(shelf_publish(shelf));
    assert_true(file_read(path, 1u << 20, &good, &error));
    shelf_put(shelf, "own/published.db", "this is no database");
    assert_int_equal(stat(path, &about), 0);
    struct library *library = library_await(path);
    int file = open(path, O_WRONLY);
    assert_true(write(file, good.bytes, good.length) == (ssize_t)good.length);
    const struct timespec times[] = {about.st_atim, about.st_mtim};
    assert_int_equal(futimens(file, times), 0);
    assert_false(library_refresh(library));
    assert_int_equal(futimens(file, NULL), 0);
    assert_true(library_refresh(library));
    assert_true(library_is_published(library));
    close(file);
    buffer_free(&good);
    library_close(library);
}

static void test_broken_published_file(void **state)
{
    (void)state;
    struct error error = {0};
    shelf_put(shelf, "own/published.db", "this is no database");
    assert_null(library_open(shelf->world.published, &error));
    assert_int_equal(error.kind, ERROR_INPUT);
    library_close(shelf_publish(shelf));
    assert_true(content_check(&shelf->world, shelf_tell, shelf));
}

/* Nothing that could be read is not the same as nothing there. */
static void test_file_breaks_while_open(void **state)
{
    (void)state;
    struct library *library = shelf_publish(shelf);
    assert_int_equal(truncate(shelf->world.published, 4096), 0);
    assert_null(library_list(library, shelf->arena, "page", "", 0));
    assert_null(library_search(library, shelf->arena, "fr", "certificat"));
    library_close(library);
}

/* What cannot be read is not empty: nothing that is shown is taken away for it. */
static void test_missing_folder(void **state)
{
    (void)state;
    struct error error = {0};
    const char *const shipped = shelf->shipped[0];
    library_close(shelf_publish(shelf));
    shelf->shipped[0] = arena_print(shelf->arena, "%s/nowhere", shelf->folder);
    assert_false(content_publish(&shelf->world, shelf_tell, shelf, &error));
    assert_non_null(strstr(error.text, shelf->shipped[0]));
    assert_false(content_check(&shelf->world, shelf_tell, shelf));
    shelf_expect(shelf, CONTENT_WRONG, "/nowhere: ");
    shelf->shipped[0] = shipped;
    shelf_put(shelf, "own/procedures", "no folder");
    assert_false(content_publish(&shelf->world, shelf_tell, shelf, &error));
    assert_non_null(strstr(error.text, "own/procedures: "));
    struct library *library = library_open(shelf->world.published, &error);
    assert_non_null(library);
    assert_non_null(strstr(record(library, "procedure", "stay"), "\"photos\""));
    library_close(library);
    assert_int_equal(unlink(arena_print(shelf->arena, "%s/procedures", shelf->world.own)), 0);
    shelf->world.own = arena_print(shelf->arena, "%s/not-yet", shelf->folder);
    assert_true(content_check(&shelf->world, shelf_tell, shelf));
}

/* A folder that cannot be written leaves nothing half-written. */
static void test_cannot_write(void **state)
{
    (void)state;
    struct error error = {0};
    shelf->world.published = arena_print(shelf->arena, "%s/none/published.db", shelf->folder);
    assert_false(content_publish(&shelf->world, shelf_tell, shelf, &error));
    assert_non_null(strstr(error.text, "published.db"));
}

int main(void)
{
#define EACH(test) cmocka_unit_test_setup_teardown(test, fill_shelf, empty_shelf)
    const struct CMUnitTest tests[] = {
        EACH(test_law),
        EACH(test_held_papers),
        EACH(test_overlay),
        EACH(test_last_good_version),
        EACH(test_earliest_date),
        EACH(test_unchecked_stays_unchecked),
        EACH(test_options),
        EACH(test_findings),
        EACH(test_papers_of_a_held_procedure),
        EACH(test_unreadable_sources),
        EACH(test_wrong_body),
        EACH(test_pictures),
        EACH(test_held_is_stale),
        EACH(test_byte_order_mark),
        EACH(test_change_is_seen),
        EACH(test_refresh),
        EACH(test_await),
        EACH(test_refused_once),
        EACH(test_broken_published_file),
        EACH(test_missing_folder),
        EACH(test_file_breaks_while_open),
        EACH(test_cannot_write),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
