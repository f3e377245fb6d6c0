/* Makes one sample slip and prints it, for tests of printers and for looking at slips:
 *     slip_sample SHARE COMMUNE LANGUAGE PAPER PRINTER NAME [appointment]
 * Says the digits of its QR and its code on standard output. */
#include "base/clock.h"
#include "print/print.h"
#include "ticket/slip.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct sample {
    const char *language, *service;
};

static const struct sample samples[] = {
    {"ar", "معاشي من الخارج"},           {"zgh", "ⵜⴰⴷⵓⵙⵉ ⴷ ⵜⵡⵓⵔⵉ"},
    {"fr", "Ma pension de l’étranger"},  {"en", "My pension from abroad"},
    {"es", "Mi pensión del extranjero"},
};

static const struct sample *find_sample(const char *language)
{
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++)
        if (strcmp(samples[i].language, language) == 0)
            return &samples[i];
    return NULL;
}

static bool print_sample(const struct sample *sample, char **arguments, bool appointment,
                         const struct commune *commune, struct error *error)
{
    const struct language *language = language_find(sample->language);
    struct ticket_id id = ticket_id_new();
    char digits[TICKET_DIGITS + 1], code[TICKET_CODE + 1], number[16];
    ticket_digits(&id, commune->number, digits);
    ticket_code_new(code);
    ticket_number_print("A", 12, number);
    struct slip slip = {.commune = commune,
                        .language = language,
                        .number = number,
                        .mark = ticket_mark(0),
                        .code = code,
                        .digits = digits,
                        .service = sample->service};
    clock_parse("2026-11-25T10:24", &slip.issued_ms, NULL);
    if (appointment)
        clock_parse("2026-11-30T09:30", &slip.appointment_ms, NULL);
    int paper = atoi(arguments[4]);
    struct printer *printer = printer_new(arguments[5], ".", paper, error);
    struct slip_maker *maker = printer ? slip_maker_new(arguments[1], error) : NULL;
    bool good = maker != NULL;
    if (good) {
        struct image image = slip_draw(maker, &slip, paper);
        good = printer_print(printer, arguments[6], &image, error);
        image_free(&image);
        printf("%s %s\n", digits, code);
    }
    slip_maker_free(maker);
    printer_free(printer);
    return good;
}

int main(int count, char **arguments)
{
    const struct sample *sample = count == 7 || count == 8 ? find_sample(arguments[3]) : NULL;
    if (!sample) {
        fputs("usage: slip_sample SHARE COMMUNE LANGUAGE PAPER PRINTER NAME [appointment]\n",
              stderr);
        return 2;
    }
    struct error error = {0};
    struct arena *arena = arena_new();
    struct commune commune;
    bool good = commune_load(arena, arguments[2], &commune, &error) &&
                print_sample(sample, arguments, count == 8, &commune, &error);
    arena_free(arena);
    if (!good)
        fprintf(stderr, "%s\n", error.text);
    return good ? 0 : 1;
}
