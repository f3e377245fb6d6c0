/* Names of services and languages for the officer. */
#ifndef MARHABA_DESK_SERVICES_H
#define MARHABA_DESK_SERVICES_H

#include "desk/exchange.h"
#include "store/tickets.h"

/* The service's name in the page, or its code when nobody offers it any more. */
void service_write(struct exchange *exchange, const char *code);

/* "arabe": a language's name in the officer's language. */
void language_write(struct exchange *exchange, const char *code);

/* The picture that stands beside a ticket's number, for who reads no digits. */
void mark_write(struct exchange *exchange, const struct ticket_row *ticket);

#endif
