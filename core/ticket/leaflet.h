/* A paper of information to take home: what a screen said, or the papers to bring next time. In the
 * visitor's language, with the French below each line for whoever helps them. Never titled
 * "récépissé" (law 55-19 keeps that word), and without number, name or nationality. */
#ifndef MARHABA_TICKET_LEAFLET_H
#define MARHABA_TICKET_LEAFLET_H

#include "base/commune.h"
#include "base/image.h"
#include "language/language.h"
#include "ticket/slip.h"

#include <stddef.h>
#include <stdint.h>

/* Resolved words; they may hold emphasis marks. */
struct leaflet_words {
    const char *text; /* NULL: nothing to say here */
    const struct language *language;
    const char *french; /* the same in French; NULL when `text` says it */
};

enum leaflet_kind {
    LEAFLET_TITLE,
    LEAFLET_HEADING,
    LEAFLET_PARAGRAPH,
    LEAFLET_BULLET,
    LEAFLET_NUMBERED, /* number */
    LEAFLET_NOTICE,   /* strong: a warning */
    LEAFLET_ITEM,     /* a paper: words, detail, mark, strong */
    LEAFLET_NOTE,     /* more about the item above */
    LEAFLET_DETAIL,   /* words: a name; detail: its value */
    LEAFLET_LINK,     /* words, detail, address */
    LEAFLET_RULE      /* what follows says the same in French */
};

enum leaflet_mark {
    LEAFLET_OPEN, /* an empty box, to be ticked by hand */
    LEAFLET_HAVE,
    LEAFLET_MISSING,
    LEAFLET_UNSURE
};

struct leaflet_part {
    enum leaflet_kind kind;
    struct leaflet_words words, detail;
    const char *address; /* https:// or tel:+ */
    enum leaflet_mark mark;
    bool strong;
    int number;
};

struct leaflet {
    const struct commune *commune;
    const struct language *language; /* the visitor's */
    int64_t made_ms;
    struct leaflet_words doubt; /* why the lists that follow may be wrong; no text: they are not */
    const struct leaflet_part *missing, *unsure; /* to bring next time, each under its heading */
    size_t missing_count, unsure_count;
    const struct leaflet_part *parts; /* of a screen, in its order */
    size_t part_count;
};

/* White paper, black ink, print_dots(paper_mm) wide, as long as needed; empty when that is more
 * than 3 m. Owned. */
struct image leaflet_draw(struct slip_maker *maker, const struct leaflet *leaflet, int paper_mm);

#endif
