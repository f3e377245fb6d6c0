#include "base/file.h"
#include "text/text.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#define FONTS MARHABA_STAGE "/share/marhaba/fonts.yaml"

static struct text_engine *engine;
static char folder[] = MARHABA_SCRATCH "/text-XXXXXX";

static struct text_style style_of(const char *language)
{
    const struct language *found = language_find(language);
    return (struct text_style){
        .size = 32, .colour = 0xFF000000, .language = found, .layout_is_rtl = found->is_rtl};
}

/* ---- Order of runs ---- */

struct order_case {
    const char *language, *text, *runs;
};

static const struct order_case order_cases[] = {
    {"fr", "Bonjour", "latin 0 Bonjour"},
    {"ar", "مرحبا بكم", "arabic 1 مرحبا بكم"},
    {"zgh", "ⴰⵏⵙⵓⴼ ⵉⵙⴽ", "tifinagh 0 ⴰⵏⵙⵓⴼ ⵉⵙⴽ"},
    /* Tifinagh's font has letters only. */
    {"zgh", "ⴰⵙⵙ 25", "tifinagh 0 ⴰⵙⵙ  | latin 0 25"},
    /* Digits keep their order inside Arabic, and the Arabic font draws them. */
    {"ar", "الرقم 125 هنا", "arabic 1  هنا | arabic 2 125 | arabic 1 الرقم "},
    {"ar", "الساعة 14:30", "arabic 2 14:30 | arabic 1 الساعة "},
    /* A phone number in an isolate reads from left to right. */
    {"ar", "الهاتف: \u2066+212 522-12 34 56\u2069.",
     "arabic 1 . | latin 2 + | arabic 2 212 522-12 34 56 | arabic 1 الهاتف: "},
    /* Brackets follow the paragraph, even where the Arabic font has none. */
    {"ar", "الصندوق (CNSS) المغربي",
     "arabic 1  المغربي | latin 1 ) | latin 2 CNSS | latin 1 ( | arabic 1 الصندوق "},
    {"ar", "«مرحبا» بكم", "arabic 1 «مرحبا» بكم"},
    {"ar", "كلمة «CNSS» هنا", "arabic 1 » هنا | latin 2 CNSS | arabic 1 كلمة «"},
    {"ar", "اسمي \u2068Amélie\u2069 هنا", "arabic 1  هنا | latin 2 Amélie | arabic 1 اسمي "},
    {"fr", "le mot « مرحبا » ici",
     "latin 0 le mot «  | arabic 1 مرحبا | arabic 0   | latin 0 » ici"},
    {"fr", "عدد 125 واحد", "arabic 1  واحد | arabic 2 125 | arabic 1 عدد "},
    {"ar", "جماعة ⵜⴰⵍⵉⵡⵉⵏ هنا",
     "arabic 1 هنا | tifinagh 1   | tifinagh 2 ⵜⴰⵍⵉⵡⵉⵏ | arabic 1 جماعة "},
    /* A mark stays with its letter. */
    {"ar", "مَرْحَبًا", "arabic 1 مَرْحَبًا"},
    {"fr", "e\u0301te\u0301", "latin 0 e\u0301te\u0301"},
    /* Emphasis: a bold face where there is one. */
    {"fr", "un \x02mot\x03 fort", "latin 0 un  | latin-bold 0 mot | latin 0  fort"},
    {"ar", "\x02مرحبا\x03 بكم", "arabic 1  بكم | arabic-bold 1 مرحبا"},
    {"zgh", "\x02ⴰⵙⵙ\x03 ⴰⵙⵙ", "tifinagh 0 ⴰⵙⵙ | tifinagh 0  ⴰⵙⵙ"},
    /* Other control characters vanish; a tab is a space. */
    {"fr", "a\x01\x1b\x7f\tb", "latin 0 a b"},
    {"fr", "", ""},
    {"fr", "   ", ""},
    {"fr", "\xFF\xC3", "latin 0 \uFFFD\uFFFD"},
};

static void runs_stand_in_visual_order(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof order_cases / sizeof *order_cases; i++) {
        struct text_style style = style_of(order_cases[i].language);
        struct text_paragraph *paragraph = text_lay_out(engine, order_cases[i].text, &style, 0);
        char *runs = text_describe_line(engine, paragraph, 0);
        assert_string_equal(runs, order_cases[i].runs);
        assert_int_equal(text_line_count(paragraph), 1);
        free(runs);
        text_paragraph_free(paragraph);
    }
}

/* ---- Lines ---- */

struct lines_case {
    const char *language, *text;
    int width;
    const char *lines[8];
};

static const struct lines_case lines_cases[] = {
    {"fr", "Gardez ce papier avec vous", 220, {"Gardez ce", "papier avec", "vous"}},
    {"fr", "un\ndeux\n\nquatre", 0, {"un", "deux", "", "quatre"}},
    {"fr", "un\n", 0, {"un"}},
    /* The non-breaking space holds French punctuation to its word. */
    {"fr", "Que voulez-vous\u202F?", 235, {"Que voulez-", "vous\u202F?"}},
    /* An address is whole: only a word that is none may end in a hyphen. */
    {"fr", "voir info-retraite.fr", 240, {"voir", "info-retraite.fr"}},
    {"fr", "voir avant-hier.", 160, {"voir avant-", "hier."}},
    {"fr", "anticonstitutionnellement", 120, {"anticon", "stitutio", "nnelle", "ment"}},
    {"fr", "le anticonstitutionnel", 180, {"le", "anticonstitu", "tionnel"}},
    {"fr", "WWW", 5, {"W", "W", "W"}},
    /* A letter and its mark are never parted. */
    {"fr", "e\u0301e\u0301e\u0301", 20, {"e\u0301", "e\u0301", "e\u0301"}},
    {"ar", "احتفظوا بهذه الورقة معكم", 200, {"احتفظوا بهذه", "الورقة معكم"}},
    {"zgh", "ⴰⵏⵙⵓⴼ ⵉⵙⴽ ⵖⵔ ⵜⴰⴳⵔⴰⵡⵜ", 160, {"ⴰⵏⵙⵓⴼ", "ⵉⵙⴽ ⵖⵔ", "ⵜⴰⴳⵔⴰⵡⵜ"}},
};

static void join_words(char *out, size_t capacity, const char *described)
{
    size_t length = 0;
    out[0] = '\0';
    for (const char *run = described; run && *run;) {
        const char *words = strchr(strchr(run, ' ') + 1, ' ') + 1;
        const char *end = strstr(words, " | ");
        int count = (int)(end ? (size_t)(end - words) : strlen(words));
        length += (size_t)snprintf(out + length, capacity - length, "%.*s", count, words);
        run = end ? end + 3 : NULL;
    }
}

static void lines_break_where_the_language_allows(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof lines_cases / sizeof *lines_cases; i++) {
        const struct lines_case *one = &lines_cases[i];
        struct text_style style = style_of(one->language);
        struct text_paragraph *paragraph = text_lay_out(engine, one->text, &style, one->width);
        for (size_t k = 0; one->lines[k]; k++) {
            char words[256], *described = text_describe_line(engine, paragraph, k);
            join_words(words, sizeof words, described);
            assert_string_equal(words, one->lines[k]);
            free(described);
        }
        size_t expected = 0;
        while (one->lines[expected])
            expected++;
        assert_int_equal(text_line_count(paragraph), expected);
        if (one->width > 40)
            assert_true(text_width(paragraph) <= one->width);
        text_paragraph_free(paragraph);
    }
}

/* ---- Pictures ---- */

struct box {
    int left, top, right, bottom; /* of the ink; right and bottom are past it */
};

static struct box ink_of(const struct image *image)
{
    struct box box = {image->width, image->height, 0, 0};
    for (int y = 0; y < image->height; y++)
        for (int x = 0; x < image->width; x++) {
            if (image->pixels[y * image->width + x] >> 24 < 128)
                continue;
            box.left = x < box.left ? x : box.left;
            box.right = x + 1 > box.right ? x + 1 : box.right;
            box.top = y < box.top ? y : box.top;
            box.bottom = y + 1 > box.bottom ? y + 1 : box.bottom;
        }
    return box;
}

/* A picture for people to look at (PAM, which every viewer and converter of Netpbm reads). */
static void save(const char *name, const struct image *image)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s.pam", folder, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fprintf(file, "P7\nWIDTH %d\nHEIGHT %d\nDEPTH 4\nMAXVAL 255\nTUPLTYPE RGB_ALPHA\nENDHDR\n",
            image->width, image->height);
    for (int i = 0; i < image->width * image->height; i++) {
        uint32_t pixel = image->pixels[i];
        unsigned char bytes[] = {pixel >> 16 & 0xFF, pixel >> 8 & 0xFF, pixel & 0xFF, pixel >> 24};
        fwrite(bytes, 1, sizeof bytes, file);
    }
    assert_int_equal(fclose(file), 0);
}

static const struct {
    const char *name, *language, *text;
} pictures[] = {
    {"ar", "ar",
     "مرحبا بكم في \x02جماعة تاليوين\x03. الهاتف: \u2066+212 522-12 34 56\u2069 (من 8:30 إلى "
     "16:30)، "
     "صندوق \u2068CNSS\u2069 و«مكتب الاستقبال»."},
    {"ar-vocalised", "ar", "مَرْحَبًا بِكُمْ، اِحْتَفِظُوا بِهٰذِهِ الْوَرَقَةِ مَعَكُمْ"},
    {"zgh", "zgh", "ⴰⵏⵙⵓⴼ ⵉⵙⴽ ⵖⵔ \x02ⵜⴰⴳⵔⴰⵡⵜ ⵏ ⵜⴰⵍⵉⵡⵉⵏ\x03, ⴰⴽⵕⴰⵙ 25 ⵏⵓⵡⴰⵏⴱⵉⵔ 2026, 14:30"},
    {"fr", "fr",
     "Bienvenue à la \x02"
     "Commune de Taliouine\x03\u202F! Où avez-vous travaillé\u00A0? Gardez ce "
     "papier, montrez-le au guichet."},
    {"mixed", "fr",
     "Le mot « مرحبا بكم » se dit « ⴰⵏⵙⵓⴼ » en tamazight (ⵜⴰⵎⴰⵣⵉⵖⵜ) et « welcome »."},
    {"stacked", "fr", "jÂ\u0301\u0302\u0301fj Ế̃ y̨̧ ǭ̂́"},
};

static void pictures_hold_all_their_ink(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof pictures / sizeof *pictures; i++) {
        struct text_style style = style_of(pictures[i].language);
        style.strong_colour = 0xFFA94E1B;
        struct text_paragraph *paragraph = text_lay_out(engine, pictures[i].text, &style, 520);
        struct image image = text_draw(engine, paragraph);
        save(pictures[i].name, &image);
        assert_int_equal(image.width, text_width(paragraph));
        assert_int_equal(image.height, text_height(paragraph));
        struct box ink = ink_of(&image);
        assert_true(ink.left < ink.right && ink.top < ink.bottom);
        /* The lines fill the width but for the side bearings: nothing is drawn elsewhere. */
        assert_true(ink.left <= 6 && ink.right >= image.width - 6);
        /* Ink cut by an edge would lie in a whole row of it; a margin of the letters' own remains.
         */
        struct text_style roomy = style;
        roomy.line_height = 400;
        struct text_paragraph *wide = text_lay_out(engine, pictures[i].text, &roomy, 520);
        struct image room = text_draw(engine, wide);
        struct box all = ink_of(&room);
        if (text_line_count(paragraph) == 1)
            assert_int_equal(all.bottom - all.top, ink.bottom - ink.top);
        assert_int_equal(all.right - all.left, ink.right - ink.left);
        image_free(&room);
        image_free(&image);
        text_paragraph_free(wide);
        text_paragraph_free(paragraph);
    }
}

static void lines_are_aligned_to_the_side_asked_for(void **state)
{
    (void)state;
    static const struct {
        enum text_align align;
        bool rtl;
        int width, side; /* -1 left, 0 middle, 1 right */
    } cases[] = {
        {TEXT_CENTRE, false, 600, 0}, {TEXT_END, false, 600, 1}, {TEXT_END, true, 600, -1}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct text_style style = style_of("fr");
        style.align = cases[i].align;
        style.layout_is_rtl = cases[i].rtl;
        struct text_paragraph *paragraph = text_lay_out(engine, "Accueil", &style, 600);
        struct image image = text_draw(engine, paragraph);
        assert_int_equal(image.width, cases[i].width);
        struct box ink = ink_of(&image);
        int left = ink.left, right = image.width - ink.right;
        assert_int_equal(cases[i].side, left > right + 8 ? 1 : right > left + 8 ? -1 : 0);
        image_free(&image);
        text_paragraph_free(paragraph);
    }
}

static void start_is_the_pages_side_for_short_lines(void **state)
{
    (void)state;
    struct text_style style = style_of("fr");
    for (int rtl = 0; rtl < 2; rtl++) {
        style.layout_is_rtl = rtl;
        struct text_paragraph *paragraph = text_lay_out(engine, "longue ligne\nla", &style, 600);
        struct image image = text_draw(engine, paragraph);
        struct image second = image_new(image.width, image.height / 2, 0);
        image_draw(&second, &image, 0, -image.height / 2);
        struct box ink = ink_of(&second);
        assert_true(rtl ? ink.left > image.width / 2 : ink.right < image.width / 2);
        image_free(&second);
        image_free(&image);
        text_paragraph_free(paragraph);
    }
}

static void arabic_letters_are_joined(void **state)
{
    (void)state;
    struct text_style style = style_of("ar");
    struct text_paragraph *joined = text_lay_out(engine, "بببب", &style, 0);
    struct text_paragraph *apart = text_lay_out(engine, "ب\u200Cب\u200Cب\u200Cب", &style, 0);
    assert_true(text_width(joined) * 4 < text_width(apart) * 3);
    text_paragraph_free(joined);
    text_paragraph_free(apart);
}

/* What was measured is what is drawn: joined, and from right to left. */
static void arabic_is_drawn_joined_from_the_right(void **state)
{
    (void)state;
    struct text_style style = style_of("ar");
    struct text_paragraph *paragraph = text_lay_out(engine, "ابببب", &style, 0);
    struct image image = text_draw(engine, paragraph);
    struct box ink = ink_of(&image);
    assert_in_range(ink.right - ink.left, text_width(paragraph) - 6, text_width(paragraph));
    /* The tall alif begins the word: its head is the topmost ink. */
    struct image top = image_new(image.width, ink.top + 6, 0);
    image_draw(&top, &image, 0, 0);
    assert_true(ink_of(&top).left > image.width * 3 / 4);
    /* All letters of one joined row touch: no column between them is empty. */
    struct text_paragraph *joined = text_lay_out(engine, "سسسس", &style, 0);
    struct image row = text_draw(engine, joined);
    struct box box = ink_of(&row);
    for (int x = box.left; x < box.right; x++) {
        int black = 0;
        for (int y = box.top; y < box.bottom; y++)
            black += row.pixels[y * row.width + x] >> 24 > 64;
        assert_true(black > 0);
    }
    image_free(&row);
    image_free(&top);
    image_free(&image);
    text_paragraph_free(joined);
    text_paragraph_free(paragraph);
}

static void line_heights_are_the_scripts(void **state)
{
    (void)state;
    static const struct {
        const char *language, *text;
        int line_height, height;
    } cases[] = {{"fr", "a", 0, 130},   {"ar", "ا", 0, 155},   {"zgh", "ⴰ", 0, 130},
                 {"fr", "كم", 0, 155},  {"fr", "a", 200, 200}, {"ar", "", 0, 155},
                 {"fr", "a\na", 0, 260}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct text_style style = style_of(cases[i].language);
        style.size = 100;
        style.line_height = cases[i].line_height;
        struct text_paragraph *paragraph = text_lay_out(engine, cases[i].text, &style, 0);
        assert_int_equal(text_height(paragraph), cases[i].height);
        text_paragraph_free(paragraph);
    }
}

static void very_long_text_is_laid_out(void **state)
{
    (void)state;
    struct text_style style = style_of("ar");
    char *text = malloc(200001);
    for (size_t i = 0; i < 200000; i++)
        text[i] = "a\xD9\x85 "[i % 4];
    text[200000] = '\0';
    struct text_paragraph *paragraph = text_lay_out(engine, text, &style, 500);
    assert_true(text_line_count(paragraph) > 100);
    text_paragraph_free(paragraph);
    free(text);
}

/* Plugins and visitors give the words: any bytes whatever must end in a paragraph. */
static void any_bytes_can_be_laid_out(void **state)
{
    (void)state;
    static const char *const parts[] = {
        "a",  "W",      " ",          "\n",     "\x02",   "\x03",   "\xFF",   "\xC3",
        "م",  "لا",     "\u064E",     "ⴰ",      "12",     "(",      ")",      "«",
        "»",  "\u2066", "\u2067",     "\u2069", "\u202E", "\u200D", "\u0301", "\u00A0",
        "漢", "\u00AD", "\U0001F600", "\uFEFF", "-",      "\t"};
    static const char *const languages[] = {"ar", "zgh", "fr"};
    uint32_t random = 2463534242u;
    for (int round = 0; round < 1500; round++) {
        char text[512] = "";
        for (int i = 0; i < 40; i++) {
            random ^= random << 13;
            random ^= random >> 17;
            random ^= random << 5;
            strcat(text, parts[random % (sizeof parts / sizeof *parts)]);
        }
        struct text_style style = style_of(languages[round % 3]);
        style.size = 8 + round % 20;
        style.bold = round & 1;
        style.align = (enum text_align)(round % 3);
        struct text_paragraph *paragraph = text_lay_out(engine, text, &style, round % 200);
        struct image image = text_draw(engine, paragraph);
        assert_true(image.width >= text_width(paragraph));
        assert_int_equal(image.height, text_height(paragraph));
        image_free(&image);
        text_paragraph_free(paragraph);
    }
}

static void more_sizes_than_stay_open_can_be_drawn(void **state)
{
    (void)state;
    for (int size = 10; size < 60; size++) {
        struct text_style style = style_of("fr");
        style.size = size;
        struct text_paragraph *paragraph = text_lay_out(engine, "Accueil", &style, 0);
        struct image image = text_draw(engine, paragraph);
        struct box ink = ink_of(&image);
        assert_true(ink.right > ink.left);
        image_free(&image);
        text_paragraph_free(paragraph);
    }
}

/* ---- Threads ---- */

static void *draw_in_a_thread(void *self)
{
    (void)self;
    struct text_engine *own = text_engine_new(FONTS, NULL);
    uint64_t sum = 0;
    for (int round = 0; own && round < 12; round++)
        for (size_t i = 0; i < sizeof pictures / sizeof *pictures; i++) {
            struct text_style style = style_of(pictures[i].language);
            style.size = 20 + round;
            struct text_paragraph *paragraph = text_lay_out(own, pictures[i].text, &style, 300);
            struct image image = text_draw(own, paragraph);
            for (int k = 0; k < image.width * image.height; k++)
                sum = sum * 31 + image.pixels[k];
            image_free(&image);
            text_paragraph_free(paragraph);
        }
    text_engine_free(own);
    uint64_t *result = malloc(sizeof *result);
    *result = sum;
    return result;
}

static void engines_in_several_threads_draw_the_same(void **state)
{
    (void)state;
    pthread_t threads[4];
    uint64_t *alone = draw_in_a_thread(NULL);
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, draw_in_a_thread, NULL), 0);
    for (size_t i = 0; i < 4; i++) {
        void *result;
        assert_int_equal(pthread_join(threads[i], &result), 0);
        assert_true(*(uint64_t *)result == *alone);
        free(result);
    }
    free(alone);
}

/* ---- Glyphs ---- */

static void every_letter_has_a_glyph(void **state)
{
    (void)state;
    static const char *const letters[] = {
        "ابتثجحخدذرزسشصضطظعغفقكلمنهويءأإآؤئةىپڤگ،؛؟٠١٢٣٤٥٦٧٨٩ًٌٍَُِّْٰ«»()+-/:.%",
        "ⴰⴱⴳⴳⵯⴷⴹⴻⴼⴽⴽⵯⵀⵃⵄⵅⵇⵉⵊⵍⵎⵏⵓⵔⵕⵖⵙⵚⵛⵜⵟⵡⵢⵣⵥ",
        "AaÀàÂâÆæÇçÉéÈèÊêËëÎîÏïÔôŒœÙùÛûÜüŸÿ«»’“”–—…€\u00A0\u202F!?;:",
        "áéíóúüñÁÉÍÓÚÜÑ¿¡ABCXYZ0123456789",
    };
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
        assert_int_equal(text_missing_glyphs(engine, letters[i]), 0);
    assert_int_equal(text_missing_glyphs(engine, "a→漢\u2066b\u2069"), 2);
}

/* ---- Refusals ---- */

static char *write_file(const char *name, const char *bytes, size_t length)
{
    char *path = file_join(folder, name);
    assert_true(file_write(path, bytes, length, 0600, NULL));
    return path;
}

static void refuse(const char *yaml, const char *needle)
{
    struct error error = {0};
    char *path = write_file("fonts.yaml", yaml, strlen(yaml));
    struct text_engine *none = text_engine_new(path, &error);
    assert_null(none);
    if (!strstr(error.text, needle))
        fail_msg("\"%s\" does not say \"%s\"", error.text, needle);
    free(path);
}

#define LATIN "/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf"

static void a_missing_font_names_its_package(void **state)
{
    (void)state;
    refuse("package: fonts-noto-core\nfonts:\n  latin:\n    script: Latn\n    regular: "
           "[/nowhere/NotoSans.ttf]\norder:\n  fr: [latin]\n",
           "the font file /nowhere/NotoSans.ttf is missing: install the package fonts-noto-core");
}

static void a_broken_font_is_refused(void **state)
{
    (void)state;
    struct buffer font = buffer_new(0);
    assert_true(file_read(LATIN, 1 << 24, &font, NULL));
    static const size_t lengths[] = {0, 3, 12, 400, 4000, 40000};
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        char *path = write_file("broken.ttf", font.bytes, lengths[i]);
        char yaml[1024];
        snprintf(yaml, sizeof yaml,
                 "package: fonts-noto-core\nfonts:\n  latin:\n    script: Latn\n    regular: "
                 "[%s]\norder:\n  fr: [latin]\n",
                 path);
        refuse(yaml, "broken.ttf is damaged: install the package fonts-noto-core again");
        free(path);
    }
    buffer_free(&font);
}

static void a_wrong_list_of_fonts_is_refused(void **state)
{
    (void)state;
    refuse("package: p\n", "fonts.yaml:1: ");
    refuse("package: p\nfonts:\n  a:\n    script: Qqqq\n    regular: [" LATIN
           "]\norder:\n  fr: [a]\n",
           "\"Qqqq\" is no script");
    refuse("package: p\nfonts:\n  a:\n    script: Latn\norder:\n  fr: [a]\n", "regular");
    refuse("package: p\nfonts:\n  a:\n    script: Latn\n    regular: [" LATIN
           "]\norder:\n  fr: [b]\n",
           "there is no font \"b\"");
    refuse("package: p\nfonts:\n  a:\n    script: Latn\n    regular: [" LATIN "]\norder: {}\n",
           "order");
    struct error error = {0};
    assert_null(text_engine_new(MARHABA_SCRATCH "/none.yaml", &error));
    assert_int_not_equal(error.kind, ERROR_NONE);
}

static int open_engine(void **state)
{
    (void)state;
    struct error error = {0};
    engine = text_engine_new(FONTS, &error);
    if (!engine)
        fprintf(stderr, "%s\n", error.text);
    return engine && mkdtemp(folder) ? 0 : -1;
}

static int close_engine(void **state)
{
    (void)state;
    text_engine_free(engine);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(runs_stand_in_visual_order),
        cmocka_unit_test(lines_break_where_the_language_allows),
        cmocka_unit_test(pictures_hold_all_their_ink),
        cmocka_unit_test(lines_are_aligned_to_the_side_asked_for),
        cmocka_unit_test(start_is_the_pages_side_for_short_lines),
        cmocka_unit_test(arabic_letters_are_joined),
        cmocka_unit_test(arabic_is_drawn_joined_from_the_right),
        cmocka_unit_test(line_heights_are_the_scripts),
        cmocka_unit_test(very_long_text_is_laid_out),
        cmocka_unit_test(any_bytes_can_be_laid_out),
        cmocka_unit_test(more_sizes_than_stay_open_can_be_drawn),
        cmocka_unit_test(engines_in_several_threads_draw_the_same),
        cmocka_unit_test(every_letter_has_a_glyph),
        cmocka_unit_test(a_missing_font_names_its_package),
        cmocka_unit_test(a_broken_font_is_refused),
        cmocka_unit_test(a_wrong_list_of_fonts_is_refused),
    };
    return cmocka_run_group_tests(tests, open_engine, close_engine);
}
