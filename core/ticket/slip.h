/* The paper a visitor leaves with: laid out by the text engine as a picture, in the visitor's
 * language with French and Tifinagh beside it in the head. Never titled "récépissé" (law 55-19
 * keeps that word), and without name, nationality or motive. */
#ifndef MARHABA_TICKET_SLIP_H
#define MARHABA_TICKET_SLIP_H

#include "base/commune.h"
#include "base/image.h"
#include "language/language.h"
#include "ticket/ticket.h"

struct slip {
    const struct commune *commune;
    const struct language *language; /* the visitor's */
    const char *number;              /* "A-012" */
    const char *mark;                /* as ticket_mark gives it, "teapot"; may be NULL */
    const char *code;                /* nine digits */
    const char *digits;              /* of the QR */
    const char *service;             /* resolved name, discreet */
    int64_t issued_ms;
    int64_t appointment_ms; /* 0: none */
};

struct slip_maker;

/* `share` is the place's: fonts.yaml, icons and the slip's own words (locale/slip) are found there.
 * One maker per thread. */
struct slip_maker *slip_maker_new(const char *share, struct error *error);
void slip_maker_free(struct slip_maker *maker);

/* White paper, black ink, print_dots(paper_mm) wide, as long as needed; empty when that is more
 * than 3 m. Owned. */
struct image slip_draw(struct slip_maker *maker, const struct slip *slip, int paper_mm);

/* A QR symbol, `module` pixels a module, with its quiet zone of four: of a ticket's digits in the
 * size and strength every scanner was tried with, of anything else (an address) as small as level M
 * allows. Empty when `text` is, or is too long for any symbol. Owned. */
struct image qr_draw(const char *text, int module);

#endif
