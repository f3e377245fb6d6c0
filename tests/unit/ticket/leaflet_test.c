#include "slip_bench.h"
#include "ticket/leaflet.h"

#include <sys/resource.h>

static struct leaflet_words words(const char *language, const char *text, const char *french)
{
    return (struct leaflet_words){
        .text = text, .language = language_find(language), .french = french};
}

static struct leaflet sample(const char *language)
{
    return (struct leaflet){
        .commune = &commune, .language = language_find(language), .made_ms = 1795602240000};
}

static struct image draw(const struct leaflet *leaflet, int paper_mm)
{
    struct image image = leaflet_draw(maker, leaflet, paper_mm);
    assert_int_equal(image.width, print_dots(paper_mm));
    return image;
}

static int height_of(const struct leaflet *leaflet, int paper_mm)
{
    struct image image = draw(leaflet, paper_mm);
    int height = image.height;
    image_free(&image);
    return height;
}

/* ---- Every kind of part ---- */

static const struct leaflet_part kinds[] = {
    {.kind = LEAFLET_TITLE},
    {.kind = LEAFLET_HEADING},
    {.kind = LEAFLET_PARAGRAPH},
    {.kind = LEAFLET_BULLET},
    {.kind = LEAFLET_NUMBERED, .number = 12},
    {.kind = LEAFLET_NOTICE},
    {.kind = LEAFLET_NOTICE, .strong = true},
    {.kind = LEAFLET_ITEM},
    {.kind = LEAFLET_ITEM, .mark = LEAFLET_HAVE},
    {.kind = LEAFLET_ITEM, .mark = LEAFLET_MISSING, .strong = true},
    {.kind = LEAFLET_ITEM, .mark = LEAFLET_UNSURE},
    {.kind = LEAFLET_NOTE},
    {.kind = LEAFLET_DETAIL},
    {.kind = LEAFLET_LINK, .address = "https://example.org/a?b=c"},
    {.kind = LEAFLET_LINK, .address = "tel:+212528000000"},
};

/* There, within the paper's edges, and longer with its French. */
static void check_part(const char *language, int paper, struct leaflet_part part, int bare)
{
    struct leaflet leaflet = sample(language);
    part.words = words(language, "interminableinterminableinterminable ⵣ م 12", NULL);
    part.detail = words(language, "1951", NULL);
    leaflet.parts = &part;
    leaflet.part_count = 1;
    struct image image = draw(&leaflet, paper);
    int alone = image.height;
    assert_true(alone > bare);
    check_edges(&image);
    image_free(&image);
    part.words.french = "en français";
    assert_true(height_of(&leaflet, paper) > alone);
}

static void every_part_in_every_language(void **state)
{
    (void)state;
    size_t count;
    const struct language *languages = language_all(&count);
    for (size_t i = 0; i < 2 * count; i++) {
        int paper = i % 2 ? 58 : 80;
        struct leaflet leaflet = sample(languages[i / 2].code);
        int bare = height_of(&leaflet, paper);
        for (size_t j = 0; j < sizeof kinds / sizeof *kinds; j++)
            check_part(languages[i / 2].code, paper, kinds[j], bare);
    }
}

/* The four boxes can be told apart. */
static void boxes_differ(void **state)
{
    (void)state;
    int seen[4];
    struct leaflet_part part = {.kind = LEAFLET_NOTE, .words = words("fr", ".", NULL)};
    struct leaflet leaflet = sample("fr");
    leaflet.parts = &part;
    leaflet.part_count = 1;
    part.kind = LEAFLET_ITEM;
    for (int mark = LEAFLET_OPEN; mark <= LEAFLET_UNSURE; mark++) {
        part.mark = (enum leaflet_mark)mark;
        struct image image = draw(&leaflet, 80);
        /* The start of the lines, where but for the rules only the box stands. */
        seen[mark] = ink(&image, 24, 0, 32, image.height);
        image_free(&image);
        for (int other = LEAFLET_OPEN; other < mark; other++)
            assert_true(abs(seen[mark] - seen[other]) > 20);
    }
}

static void arabic_boxes_stand_on_the_right(void **state)
{
    (void)state;
    static const char *const languages[] = {"ar", "fr"};
    for (size_t i = 0; i < 2; i++) {
        struct leaflet_part item = {.kind = LEAFLET_ITEM, .words = words(languages[i], "1", NULL)};
        struct leaflet leaflet = sample(languages[i]);
        struct image without = draw(&leaflet, 80);
        leaflet.parts = &item;
        leaflet.part_count = 1;
        struct image with = draw(&leaflet, 80);
        int left = ink(&with, 24, 0, 40, with.height) - ink(&without, 24, 0, 40, without.height);
        int right = ink(&with, with.width - 64, 0, 40, with.height) -
                    ink(&without, with.width - 64, 0, 40, without.height);
        assert_true(i == 0 ? right > 200 && left == 0 : left > 200 && right == 0);
        image_free(&with);
        image_free(&without);
    }
}

/* ---- The papers to bring ---- */

static void each_list_has_its_heading(void **state)
{
    (void)state;
    struct leaflet_part item = {.kind = LEAFLET_ITEM, .words = words("ar", "بطاقة", "carte")};
    struct leaflet none = sample("ar"), missing = none, unsure = none, both = none;
    missing.missing = both.missing = unsure.unsure = both.unsure = &item;
    missing.missing_count = both.missing_count = unsure.unsure_count = both.unsure_count = 1;
    for (int paper = 58; paper <= 80; paper += 22) {
        int bare = height_of(&none, paper), first = height_of(&missing, paper),
            second = height_of(&unsure, paper), all = height_of(&both, paper);
        assert_true(first > bare + 150 && second > bare + 150); /* title, heading, item */
        assert_true(all > first + 100 && all < first + second - bare);
    }
}

/* A list that may be out of date says so, and that one should ask. */
static void doubt_stands_above_the_lists(void **state)
{
    (void)state;
    struct leaflet_part item = {.kind = LEAFLET_ITEM, .words = words("ar", "بطاقة", "carte")};
    struct leaflet sure = sample("ar"), doubtful;
    sure.missing = &item;
    sure.missing_count = 1;
    doubtful = sure;
    doubtful.doubt = words("ar", "تم التحقق من اللائحة يوم 23 نونبر 2026", "Vérifiée en 2026");
    for (int paper = 58; paper <= 80; paper += 22) {
        struct image without = draw(&sure, paper), with = draw(&doubtful, paper);
        assert_true(with.height > without.height + 150); /* two sentences with their French */
        int same = 0; /* lines from the top; then from the bottom */
        while (same < without.height &&
               !memcmp(&without.pixels[same * without.width], &with.pixels[same * with.width],
                       (size_t)with.width * sizeof *with.pixels))
            same++;
        int below = without.height - same;
        assert_true(same > 100 && below > 300); /* head and title; lists, moment and foot */
        assert_memory_equal(&without.pixels[same * without.width],
                            &with.pixels[(with.height - below) * with.width],
                            (size_t)(below * with.width) * sizeof *with.pixels);
        image_free(&without);
        image_free(&with);
    }
}

static void twenty_papers_with_all_there_is_to_say_fit(void **state)
{
    (void)state;
    static const char words_of_it[] = "موعد الولادة ";
    char text[12 * sizeof words_of_it];
    for (size_t i = 0; i < 12; i++)
        memcpy(text + i * (sizeof words_of_it - 1), words_of_it, sizeof words_of_it);
    struct leaflet_part items[20];
    for (size_t i = 0; i < 20; i++)
        items[i] = (struct leaflet_part){.kind = LEAFLET_ITEM,
                                         .words = words("ar", text, "l’acte de naissance"),
                                         .detail = words("ar", text, "l’acte de naissance")};
    struct leaflet leaflet = sample("ar");
    leaflet.missing = items;
    leaflet.missing_count = 20;
    assert_in_range(height_of(&leaflet, 58), 4000, 24000);
}

/* Three metres are enough: what would be longer is no paper at all, and costs no memory. */
static void an_endless_leaflet_is_empty(void **state)
{
    (void)state;
    static char lines[4001];
    memset(lines, '\n', sizeof lines - 1);
    struct leaflet_part parts[50];
    for (size_t i = 0; i < 50; i++)
        parts[i] =
            (struct leaflet_part){.kind = LEAFLET_PARAGRAPH, .words = words("fr", lines, NULL)};
    struct leaflet leaflet = sample("fr");
    leaflet.parts = parts;
    leaflet.part_count = 50;
    struct image image = leaflet_draw(maker, &leaflet, 80);
    assert_int_equal(image.width, 0);
    image_free(&image);
    /* The symbols of so many links would be more than a gigabyte: they are not kept. */
    static struct leaflet_part links[2000];
    for (size_t i = 0; i < 2000; i++)
        links[i] =
            (struct leaflet_part){.kind = LEAFLET_LINK,
                                  .words = words("fr", "Un lien", NULL),
                                  .address = "https://www.lassuranceretraite.fr/portail-info/x"};
    leaflet.parts = links;
    leaflet.part_count = 2000;
    struct rusage before, after;
    getrusage(RUSAGE_SELF, &before);
    image = leaflet_draw(maker, &leaflet, 80);
    getrusage(RUSAGE_SELF, &after);
    assert_int_equal(image.width, 0);
    assert_true(after.ru_maxrss - before.ru_maxrss < 500 * 1024);
}

/* The columns in which two leaflets differ; false when they do not. */
static bool differing_columns(const struct image *one, const struct image *other, int *first,
                              int *last)
{
    *first = one->width;
    *last = -1;
    for (int y = 0; y < one->height && y < other->height; y++)
        for (int x = 0; x < one->width; x++)
            if (one->pixels[y * one->width + x] != other->pixels[y * other->width + x]) {
                *first = x < *first ? x : *first;
                *last = x > *last ? x : *last;
            }
    return *last >= 0;
}

static struct image step_of(int number, const char *text, int paper_mm)
{
    struct leaflet_part part = {
        .kind = LEAFLET_NUMBERED, .number = number, .words = words("fr", text, NULL)};
    struct leaflet leaflet = sample("fr");
    leaflet.parts = &part;
    leaflet.part_count = 1;
    return leaflet_draw(maker, &leaflet, paper_mm);
}

/* "10Présentez" is no word. */
static void a_step_keeps_apart_from_its_number(void **state)
{
    (void)state;
    static const int papers[] = {58, 80}, numbers[] = {1, 10, 100};
    for (size_t p = 0; p < 2; p++)
        for (size_t i = 0; i < 3; i++) {
            struct image step = step_of(numbers[i], "H", papers[p]),
                         other_number = step_of(numbers[i] * 8, "H", papers[p]),
                         other_words = step_of(numbers[i], "E", papers[p]);
            int first, end_of_number, begin_of_words, last;
            assert_true(differing_columns(&step, &other_number, &first, &end_of_number));
            assert_true(differing_columns(&step, &other_words, &begin_of_words, &last));
            if (begin_of_words - end_of_number < 8)
                fail_msg("%d mm, step %d: the number ends at %d, its words begin at %d", papers[p],
                         numbers[i], end_of_number, begin_of_words);
            image_free(&step);
            image_free(&other_number);
            image_free(&other_words);
        }
}

/* ---- QR ---- */

static void qr_symbols(void **state)
{
    (void)state;
    static char long_address[3000];
    memset(long_address, 'a', sizeof long_address - 1);
    memcpy(long_address, "https://", 8);
    const struct {
        const char *text;
        int modules; /* with the quiet zone; 0: no symbol */
    } cases[] = {
        {"154111100008896271030612770286624172743314201564", 25 + 8}, /* a ticket's */
        {"https://a.ma", 21 + 8},
        {"tel:+212528000000", 25 + 8},
        {"https://www.lassuranceretraite.fr/portail-info/hors-menu/international.html", 37 + 8},
        {"", 0},
        {long_address, 0},
        {long_address + sizeof long_address - 1 - 2331, 177 + 8},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (int module = 1; module <= 3; module += 2) {
            struct image image = qr_draw(cases[i].text, module);
            assert_int_equal(image.width, cases[i].modules * module);
            assert_int_equal(image.height, image.width);
            image_free(&image);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_part_in_every_language),
        cmocka_unit_test(boxes_differ),
        cmocka_unit_test(arabic_boxes_stand_on_the_right),
        cmocka_unit_test(each_list_has_its_heading),
        cmocka_unit_test(doubt_stands_above_the_lists),
        cmocka_unit_test(twenty_papers_with_all_there_is_to_say_fit),
        cmocka_unit_test(an_endless_leaflet_is_empty),
        cmocka_unit_test(a_step_keeps_apart_from_its_number),
        cmocka_unit_test(qr_symbols),
    };
    return cmocka_run_group_tests(tests, bench_begin, bench_end);
}
