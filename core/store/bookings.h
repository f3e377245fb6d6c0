/* Appointments: a row a seat, so that the schema itself refuses the one too many. */
#ifndef MARHABA_STORE_BOOKINGS_H
#define MARHABA_STORE_BOOKINGS_H

#include "store/store.h"

/* Seats taken of `service` at each of `count` starting times. */
bool bookings_taken(struct store *store, const char *service, const int64_t *starts, size_t count,
                    uint32_t *out, struct error *error);

#endif
