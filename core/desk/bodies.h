/* The organisations a person can be sent to: who answers for a service, and the choice in a step.
 */
#ifndef MARHABA_DESK_BODIES_H
#define MARHABA_DESK_BODIES_H

#include "desk/page.h"
#include "store/cases.h"

struct body_choice {
    const char *id, *name; /* as people say it */
};

struct bodies {
    struct body_choice *list; /* those of the case's service first, then all others by name */
    size_t of_service, count;
};

/* Every body that is published, in the order of a choice for this case. */
struct bodies bodies_for(struct exchange *exchange, const char *service);

/* Who can answer: each body of the service with what it does and how to reach it. */
void bodies_write(struct exchange *exchange, const struct bodies *bodies);

/* A <select name="body">, nobody being chosen unless `chosen` (may be NULL) says. */
void bodies_choice_write(struct exchange *exchange, const struct bodies *bodies,
                         const char *chosen);

#endif
