/* What every paper of this room is drawn with: fonts, words, sizes, and the parts they share. Used
 * inside this room only. */
#ifndef MARHABA_TICKET_DRAWING_H
#define MARHABA_TICKET_DRAWING_H

#include "base/arena.h"
#include "base/commune.h"
#include "language/date.h"
#include "language/message.h"
#include "ticket/sheet.h"
#include "ticket/slip.h"

struct slip_maker {
    struct text_engine *engine;
    struct messages *messages; /* domain "slip" */
    char *icons;
};

/* Sizes in dots; the narrow paper is no scaled wide one: what must be read keeps its size. */
struct look {
    int margin, gap, star;
    int name_ar, name_zgh, name_fr, office, office_fr;
    int number, mark, label, service, second;
    int day, time, module, code;
    int title, heading, body, line, note, box;
};

/* One paper in the making. */
struct drawing {
    struct slip_maker *maker;
    const struct commune *commune;
    const struct language *language; /* the visitor's */
    const struct look *look;
    const struct language *french;
    struct arena *arena;
    struct sheet *sheet;
    int width; /* between the margins */
    int inset; /* of centred words within that */
};

struct drawing drawing_begin(struct slip_maker *maker, const struct commune *commune,
                             const struct language *language, int paper_mm);
/* The paper; frees what the drawing holds. Empty when it grew past SHEET_LONGEST. Owned. */
struct image drawing_end(struct drawing *drawing);

bool drawing_is_french(const struct drawing *drawing);

/* Words of the slip's own; *found is the language they are in. */
const char *drawing_message(struct drawing *drawing, const struct language *language,
                            const char *key, const struct language **found);

/* Centred lines; each moves on past them. */
void draw_centred(struct drawing *drawing, const char *text, const struct language *language,
                  int size, bool bold);
void draw_centred_message(struct drawing *drawing, const char *key, int size, bool bold);
void draw_date(struct drawing *drawing, enum date_form form, int64_t ms, int size,
               const struct language *language, bool bold);

/* A date in the visitor's language, and in French below it. */
void draw_moment(struct drawing *drawing, enum date_form form, int64_t ms);

void draw_rule(struct drawing *drawing);

/* Star, the commune's name in its scripts, its office. */
void draw_head(struct drawing *drawing);

/* What the paper is (a key of the slip's own words), the office's phone, stars. */
void draw_foot(struct drawing *drawing, const char *key);

#endif
