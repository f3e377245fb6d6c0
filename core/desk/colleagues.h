/* Officers as other officers see them. */
#ifndef MARHABA_DESK_COLLEAGUES_H
#define MARHABA_DESK_COLLEAGUES_H

#include "desk/exchange.h"

/* The name of the officer with this login; the login itself when there is no better. */
const char *colleague_name(struct exchange *exchange, const char *login);

#endif
