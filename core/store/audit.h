/* The audit chain: who did what and when, each line bound to the one before by its hash, written in
 * the same transaction as the deed. Persons appear by reference only, so erasing them breaks
 * nothing. */
#ifndef MARHABA_STORE_AUDIT_H
#define MARHABA_STORE_AUDIT_H

#include "store/store.h"

/* Walks the whole chain. False with the first line that does not fit, when one does not: changed,
 * deleted, out of order, or missing at the end. `head` is the hash of the last line: whoever can
 * write the database can also rewrite the chain from some line on, or cut it and mend its end, and
 * only a head printed or copied elsewhere before shows that. */
bool audit_verify(struct store *store, uint64_t *lines, char head[65], struct error *error);

/* For deeds outside the store ("plugin quarantined"). */
bool audit_add(struct store *store, const char *who, const char *deed, const char *what,
               struct error *error);

#endif
