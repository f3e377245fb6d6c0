/* Makes one sample leaflet and prints it, for tests of printers and for looking at leaflets:
 *     leaflet_sample SHARE COMMUNE LANGUAGE PAPER PRINTER NAME screen|list|longest
 * Says the address of its link, where it has one, on standard output. */
#include "base/clock.h"
#include "print/print.h"
#include "ticket/leaflet.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LINK    "https://www.lassuranceretraite.fr/portail-info/hors-menu/international.html"
#define TITLE   0
#define LEAD    1
#define HEADING 2
#define ITEM    3 /* and below it: its detail, and a note */
#define DETAIL  4
#define NOTE    5
#define STEP    6
#define NOTICE  7
#define PHONE   8
#define WORDS   9
#define PAPERS  5
#define LONGEST 20

struct sample {
    const char *language;
    const char *words[WORDS];
    const char *papers[PAPERS][2]; /* name; form and who gives it */
};

static const struct sample samples[] = {
    {"ar",
     {"معاشي من فرنسا", "هذه الوثائق يطلبها الصندوق الفرنسي \u2066CARSAT\u2069.", "الوثائق",
      "شهادة الحياة", "أقل من 3 أشهر", "تسلمها الجماعة، مجانا", "املؤوا الطلب ووقعوه",
      "لا ترسلوا أبدا أصل الوثائق.", "الهاتف"},
     {{"بطاقة التعريف الوطنية", "الأصل ونسخة – الأمن الوطني"},
      {"كشف الحساب البنكي", "الأصل – البنك"},
      {"كشوف أجور سنوات العمل في فرنسا", "نسخ مترجمة إلى الفرنسية من طرف مترجم محلف"},
      {"نسخة كاملة من رسم الولادة", "الأصل – ضابط الحالة المدنية لمكان الولادة"},
      {"رقم الضمان الاجتماعي الفرنسي", "نسخة من البطاقة أو من كشف أجر"}}},
    {"zgh",
     {"ⵜⴰⴷⵓⵙⵉ ⴷ ⵜⵡⵓⵔⵉ", "ⴰⵔⵔⴰ ⴰⴷ ⵉⵅⵚⵚⴰ ⴰⴷ ⵉⵍⵉⵏ", "ⴰⵔⵔⴰ", "ⵜⴰⴽⴰⵕⴹⴰ ⵏ ⵜⵎⴰⴳⵉⵜ", "3 ⵉⵢⵢⵉⵔⵏ", "ⵜⴰⴳⵔⴰⵡⵜ",
      "ⴰⵔⴰ ⵉⵙⵎ ⵏⵏⴽ", "ⵜⴰⵣⴳⵍⵜ", "ⵓⵟⵟⵓⵏ"},
     {{"ⵜⴰⴽⴰⵕⴹⴰ ⵏ ⵜⵎⴰⴳⵉⵜ", "ⴰⵏⵚⵍⵉ ⴷ ⵜⵓⵏⵖⵉⵍⵜ"},
      {"ⵉⵙⵎ ⵏ ⵜⴰⵡⵊⴰ", "ⵜⴰⴳⵔⴰⵡⵜ"},
      {"ⵜⴰⵏⵙⴰ", "ⵜⴰⵎⵙⵙⵓⴳⵓⵔⵜ"},
      {"ⴰⵙⴰⴽⵓⴷ", "ⵜⴰⴳⵔⴰⵡⵜ"},
      {"ⵓⵟⵟⵓⵏ", "ⵜⵉⵏⵎⵍ"}}},
    {"fr",
     {"Ma retraite de France", "Ces papiers sont demandés par la caisse française CARSAT.",
      "Les papiers", "Certificat de vie", "De moins de 3 mois",
      "La commune le donne, c’est gratuit", "Remplissez la demande et signez-la",
      "N’envoyez jamais l’original d’un papier.", "Téléphone"},
     {{"Carte nationale d’identité", "L’original et une copie – DGSN"},
      {"Relevé d’identité bancaire", "L’original – la banque"},
      {"Bulletins de salaire des années travaillées en France",
       "Copies traduites en français par un traducteur assermenté"},
      {"Copie intégrale de l’acte de naissance",
       "L’original – l’officier d’état civil du lieu de naissance"},
      {"Numéro de sécurité sociale française", "Copie de la carte ou d’un bulletin de salaire"}}},
    {"en",
     {"My pension from France", "These papers are asked for by the French fund CARSAT.",
      "The papers", "Life certificate", "Less than 3 months old",
      "The municipality gives it, free of charge", "Fill in the claim and sign it",
      "Never send the original of a paper.", "Telephone"},
     {{"National identity card", "The original and a copy – DGSN"},
      {"Bank account statement", "The original – the bank"},
      {"Payslips of the years worked in France",
       "Copies translated into French by a sworn translator"},
      {"Full copy of the birth record", "The original – the registrar of the place of birth"},
      {"French social security number", "Copy of the card or of a payslip"}}},
    {"es",
     {"Mi pensión de Francia", "Estos documentos los pide la caja francesa CARSAT.",
      "Los documentos", "Fe de vida", "De menos de 3 meses", "La da el municipio, es gratis",
      "Rellene la solicitud y fírmela", "No envíe nunca el original de un documento.", "Teléfono"},
     {{"Documento nacional de identidad", "El original y una copia – DGSN"},
      {"Extracto bancario", "El original – el banco"},
      {"Nóminas de los años trabajados en Francia",
       "Copias traducidas al francés por un traductor jurado"},
      {"Copia íntegra del acta de nacimiento",
       "El original – el registro civil del lugar de nacimiento"},
      {"Número de la seguridad social francesa", "Copia de la tarjeta o de una nómina"}}},
};

static const struct sample *find_sample(const char *language)
{
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++)
        if (strcmp(samples[i].language, language) == 0)
            return &samples[i];
    return NULL;
}

static struct leaflet_words pair(const struct sample *sample, const char *own, const char *french)
{
    bool is_french = strcmp(sample->language, "fr") == 0;
    return (struct leaflet_words){.text = own,
                                  .language = language_find(sample->language),
                                  .french = is_french ? NULL : french};
}

static struct leaflet_words words(const struct sample *sample, size_t which)
{
    return pair(sample, sample->words[which], find_sample("fr")->words[which]);
}

static void fill_list(const struct sample *sample, struct leaflet_part *items, size_t count,
                      enum leaflet_mark mark)
{
    const struct sample *french = find_sample("fr");
    for (size_t i = 0; i < count; i++)
        items[i] = (struct leaflet_part){
            .kind = LEAFLET_ITEM,
            .words = pair(sample, sample->papers[i % PAPERS][0], french->papers[i % PAPERS][0]),
            .detail = pair(sample, sample->papers[i % PAPERS][1], french->papers[i % PAPERS][1]),
            .mark = mark,
            .strong = mark == LEAFLET_OPEN};
}

/* Every kind of part, and an item of every mark. */
static size_t fill_screen(const struct sample *sample, struct leaflet_part *parts)
{
    size_t count = 0;
    parts[count++] = (struct leaflet_part){.kind = LEAFLET_TITLE, .words = words(sample, TITLE)};
    parts[count++] = (struct leaflet_part){.kind = LEAFLET_PARAGRAPH, .words = words(sample, LEAD)};
    parts[count++] =
        (struct leaflet_part){.kind = LEAFLET_HEADING, .words = words(sample, HEADING)};
    for (int mark = LEAFLET_OPEN; mark <= LEAFLET_UNSURE; mark++) {
        parts[count++] = (struct leaflet_part){.kind = LEAFLET_ITEM,
                                               .words = words(sample, ITEM),
                                               .detail = words(sample, DETAIL),
                                               .mark = (enum leaflet_mark)mark,
                                               .strong = mark == LEAFLET_MISSING};
        parts[count++] = (struct leaflet_part){.kind = LEAFLET_NOTE, .words = words(sample, NOTE)};
    }
    for (int number = 1; number <= 3; number++)
        parts[count++] = (struct leaflet_part){
            .kind = LEAFLET_NUMBERED, .words = words(sample, STEP), .number = number};
    parts[count++] = (struct leaflet_part){.kind = LEAFLET_BULLET, .words = words(sample, LEAD)};
    parts[count++] = (struct leaflet_part){
        .kind = LEAFLET_NOTICE, .words = words(sample, NOTICE), .strong = true};
    parts[count++] = (struct leaflet_part){.kind = LEAFLET_NOTICE, .words = words(sample, NOTE)};
    parts[count++] = (struct leaflet_part){.kind = LEAFLET_DETAIL,
                                           .words = words(sample, PHONE),
                                           .detail = {.text = "\u2066+33 9 71 10 39 60\u2069",
                                                      .language = language_find(sample->language)}};
    parts[count++] = (struct leaflet_part){.kind = LEAFLET_LINK,
                                           .words = words(sample, TITLE),
                                           .detail = words(sample, DETAIL),
                                           .address = LINK};
    return count;
}

static bool print_leaflet(char **arguments, const struct leaflet *leaflet, struct error *error)
{
    int paper = atoi(arguments[4]);
    struct printer *printer = printer_new(arguments[5], ".", paper, error);
    struct slip_maker *maker = printer ? slip_maker_new(arguments[1], error) : NULL;
    bool good = maker != NULL;
    if (good) {
        struct image image = leaflet_draw(maker, leaflet, paper);
        good = printer_print(printer, arguments[6], &image, error);
        image_free(&image);
    }
    slip_maker_free(maker);
    printer_free(printer);
    return good;
}

static bool print_sample(const struct sample *sample, char **arguments,
                         const struct commune *commune, struct error *error)
{
    struct leaflet_part missing[LONGEST], unsure[LONGEST], parts[30];
    struct leaflet leaflet = {
        .commune = commune, .language = language_find(sample->language), .missing = missing};
    const char *kind = arguments[7];
    leaflet.unsure = unsure;
    leaflet.parts = parts;
    if (strcmp(kind, "screen") == 0)
        leaflet.part_count = fill_screen(sample, parts);
    else if (strcmp(kind, "longest") == 0)
        leaflet.missing_count = leaflet.unsure_count = LONGEST / 2;
    else
        leaflet.missing_count = 3, leaflet.unsure_count = 2, leaflet.doubt = words(sample, DETAIL);
    fill_list(sample, missing, leaflet.missing_count, LEAFLET_OPEN);
    fill_list(sample, unsure, leaflet.unsure_count, LEAFLET_UNSURE);
    clock_parse("2026-11-25T10:24", &leaflet.made_ms, NULL);
    if (leaflet.part_count)
        puts(LINK);
    return print_leaflet(arguments, &leaflet, error);
}

int main(int count, char **arguments)
{
    const struct sample *sample = count == 8 ? find_sample(arguments[3]) : NULL;
    if (!sample) {
        fputs("usage: leaflet_sample SHARE COMMUNE LANGUAGE PAPER PRINTER NAME "
              "screen|list|longest\n",
              stderr);
        return 2;
    }
    struct error error = {0};
    struct arena *arena = arena_new();
    struct commune commune;
    bool good = commune_load(arena, arguments[2], &commune, &error) &&
                print_sample(sample, arguments, &commune, &error);
    arena_free(arena);
    if (!good)
        fprintf(stderr, "%s\n", error.text);
    return good ? 0 : 1;
}
