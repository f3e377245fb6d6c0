/* Inside of the store: growing waits that slow guessing without locking the owner out.
 *
 * From one address on one login: three wrong tries are free, then 1, 2, 4 … up to 60 seconds
 * before each next one. On one login from all addresses it never signed in from (within 30 days)
 * together: ten are free, then the same row. So whoever hammers a login from many addresses gets
 * one try a minute, and its owner, at an address known or at the desk's own machine, does not
 * notice. From one address, the desk's own machine too, on whatever logins: twenty are free, then
 * the same row, for each try costs the desk's one thread a tenth of a second; a quarter of an hour
 * without a wrong try forgets it. An hour without one forgets all. A try counts before it is looked
 * at, so that many at once do not slip through; the right password takes the count back. */
#ifndef MARHABA_STORE_DELAY_H
#define MARHABA_STORE_DELAY_H

#include "store/inside.h"

/* Counts a try, inside a transaction. ERROR_BUSY, and *wait_seconds, when it comes too early. */
bool delay_count(struct store *store, const char *login, const char *address, bool known,
                 int64_t *wait_seconds, struct error *error);

/* The password was right: inside a transaction. */
bool delay_forgive(struct store *store, const char *login, const char *address, bool known,
                   struct error *error);

#endif
