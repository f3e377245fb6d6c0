/* The thread that draws slips and prints them: paper is slow, and a printer may not answer at all.
 */
#ifndef MARHABA_KIOSK_PRESS_H
#define MARHABA_KIOSK_PRESS_H

#include "visit/visit.h"

struct press;

/* `told` is called after each paper with its order's id: "" when it came out, else the kind of
 * trouble: input, missing, busy, taken, denied or system. From the press's thread; for an order
 * there is no room for, at once from the thread that gave it. Everything is borrowed. NULL when the
 * printer's setting in commune.yaml cannot be understood. */
struct press *press_start(const struct commune *commune, const struct place *place,
                          void (*told)(void *self, const char *order, const char *trouble),
                          void *self, struct error *error);

/* Lets the thread end and waits for it; orders that still come are freed. Before the worker it
 * tells is stopped. */
void press_finish(struct press *press);

/* Frees it. Slips not yet printed are freed (their tickets are in the store). */
void press_stop(struct press *press);

/* Takes ownership. From any thread. */
void press_order(struct press *press, struct slip_order *order);

bool press_is_idle(struct press *press);

#endif
