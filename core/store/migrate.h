/* Inside of the store: the schema, as steps that were each taken once and are never edited after a
 * release. Version n is what the first n steps make; it lies in PRAGMA user_version. */
#ifndef MARHABA_STORE_MIGRATE_H
#define MARHABA_STORE_MIGRATE_H

#include "store/database.h"

struct schema_step {
    const char *sql[12]; /* parts of it, ended by NULL */
};

extern const struct schema_step schema_steps[];
extern const size_t schema_step_count; /* the version this program knows */

/* Takes the steps that are missing, each in a transaction with its version. Refuses a version above
 * `count`: it was made by a newer program. */
bool migrate(struct database *database, const struct schema_step *steps, size_t count,
             struct error *error);

#endif
