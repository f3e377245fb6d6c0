#include "base/file.h"
#include "slip_bench.h"
#include "ticket/slip.h"

#include <unistd.h>

static struct slip sample(const char *language)
{
    return (struct slip){.commune = &commune,
                         .language = language_find(language),
                         .number = "A-012",
                         .mark = "teapot",
                         .code = "572438963",
                         .digits = "154111100008896271030612770286624172743314201564",
                         .service = "Service",
                         .issued_ms = 1795602240000};
}

static struct image draw(const struct slip *slip, int paper_mm)
{
    struct image image = slip_draw(maker, slip, paper_mm);
    assert_int_equal(image.width, print_dots(paper_mm));
    assert_true(image.height > 0);
    for (int i = 0; i < image.width * image.height; i++)
        assert_int_equal(image.pixels[i] >> 24, 255);
    return image;
}

static void every_language_and_paper_gives_a_slip(void **state)
{
    (void)state;
    size_t count;
    const struct language *languages = language_all(&count);
    for (size_t i = 0; i < count; i++)
        for (int paper = 58; paper <= 80; paper += 22) {
            struct slip slip = sample(languages[i].code);
            struct image image = draw(&slip, paper);
            check_edges(&image);
            image_free(&image);
        }
}

static void an_appointment_makes_it_longer(void **state)
{
    (void)state;
    struct slip slip = sample("fr");
    struct image image = draw(&slip, 80);
    int plain = image.height;
    image_free(&image);
    slip.appointment_ms = slip.issued_ms + 432000000;
    image = draw(&slip, 80);
    assert_true(image.height > plain + 100);
    image_free(&image);
}

static void a_missing_mark_is_left_out(void **state)
{
    (void)state;
    static const char *const marks[] = {NULL, "no-such-mark", "../teapot"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        struct slip slip = sample("ar");
        slip.mark = marks[i];
        struct image image = draw(&slip, 80);
        image_free(&image);
    }
}

static void long_words_stay_on_the_paper(void **state)
{
    (void)state;
    char name[601] = "";
    for (int i = 0; i < 50; i++)
        memcpy(name + 12 * i, "interminable", 12);
    struct slip slip = sample("ar");
    slip.service = name;
    slip.number = "ABC-4294967295";
    struct image image = draw(&slip, 58);
    check_edges(&image);
    image_free(&image);
}

static void the_words_never_call_it_a_receipt(void **state)
{
    (void)state;
    static const char *const languages[] = {"ar", "zgh", "fr", "en", "es"};
    static const char *const words[] = {"récépissé", "Récépissé", "وصل", "receipt", "recibo"};
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++) {
        char path[512];
        snprintf(path, sizeof path, MARHABA_SOURCE "/locale/%s/slip.po", languages[i]);
        struct buffer po = buffer_new(0);
        assert_true(file_read(path, 1 << 20, &po, NULL));
        for (char *line = strtok(po.bytes, "\n"); line; line = strtok(NULL, "\n"))
            for (size_t k = 0; line[0] != '#' && k < sizeof words / sizeof *words; k++)
                assert_null(strstr(line, words[k]));
        buffer_free(&po);
    }
}

static void a_broken_installation_is_refused(void **state)
{
    (void)state;
    struct error error = {0};
    char folder[] = MARHABA_SCRATCH "/slip-XXXXXX";
    assert_non_null(mkdtemp(folder));
    assert_null(slip_maker_new(folder, &error));
    assert_non_null(strstr(error.text, "fonts.yaml"));
    /* Fonts there, a catalogue broken. */
    char *fonts = file_join(folder, "fonts.yaml"), *words = file_join(folder, "locale/slip");
    struct buffer yaml = buffer_new(0);
    assert_true(file_read(SHARE "/fonts.yaml", 1 << 16, &yaml, NULL));
    assert_true(file_write(fonts, yaml.bytes, yaml.length, 0600, NULL));
    assert_true(file_make_folder(words, 0700, NULL));
    char *catalog = file_join(words, "fr.mo");
    assert_true(file_write(catalog, "no catalogue", 12, 0600, NULL));
    error_clear(&error);
    assert_null(slip_maker_new(folder, &error));
    assert_non_null(strstr(error.text, "fr.mo"));
    buffer_free(&yaml);
    free(fonts);
    free(words);
    free(catalog);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_language_and_paper_gives_a_slip),
        cmocka_unit_test(an_appointment_makes_it_longer),
        cmocka_unit_test(a_missing_mark_is_left_out),
        cmocka_unit_test(long_words_stay_on_the_paper),
        cmocka_unit_test(the_words_never_call_it_a_receipt),
        cmocka_unit_test(a_broken_installation_is_refused),
    };
    return cmocka_run_group_tests(tests, bench_begin, bench_end);
}
