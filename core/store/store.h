/* Everything that outlives a visit. All SQL of the product is in this room, behind these verbs.
 *
 * A store belongs to the thread of its first verb and to the process that opened it (checked builds
 * end a program that does otherwise). Several processes may have the same one open: what must hold
 * (numbers, codes, seats, who holds a case) is held by constraints in the schema, not by luck. A
 * verb that returned true is durable (synchronous FULL): it survives kill -9 and power loss. */
#ifndef MARHABA_STORE_STORE_H
#define MARHABA_STORE_STORE_H

#include "base/arena.h"
#include "base/clock.h"
#include "base/error.h"

#include <stdint.h>

struct store;

enum store_role {
    STORE_KIOSK, /* seals with the public key, cannot read back what was sealed */
    STORE_DESK,  /* has the secret key */
    STORE_ADMIN  /* has it too; used by the command */
};

/* Opens home/marhaba.db and home/keys/, bringing the schema up to date. Refuses: a newer schema, a
 * database that cannot be written, one that is damaged, missing or wrong keys; each with the cure.
 * A busy database is waited for up to five seconds, then ERROR_BUSY. */
struct store *store_open(const char *home, enum store_role role, const struct clock *clock,
                         struct error *error);
void store_close(struct store *store);

/* Makes keys/ and an empty database. Refuses to touch what is there. */
bool store_create(const char *home, const struct clock *clock, struct error *error);

/* Which SQLite, which journal and why: "sqlite 3.40.1, rollback journal (WAL waits for 3.51.3: it
 * has the reset race)". In the administrator's language. */
const char *store_describe(const struct store *store);

/* Integrity, schema version, free disk space, who may read the keys: each thing wrong is said. True
 * when nothing was. Reads the whole database, and writers wait meanwhile: not while the hall is
 * open. */
bool store_check(struct store *store, void (*say)(void *self, const struct error *error),
                 void *self);

/* The number of the commune that the first ticket was issued under; "" when there is none yet. */
bool store_commune_number(struct store *store, char out[20], struct error *error);

/* When the newest of all that is recorded was, as the clock said then. */
bool store_newest(struct store *store, int64_t *ms, struct error *error);

#endif
