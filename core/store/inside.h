/* Inside of the store: what its subject files share. */
#ifndef MARHABA_STORE_INSIDE_H
#define MARHABA_STORE_INSIDE_H

#include "store/cases.h"
#include "store/database.h"
#include "store/officers.h"
#include "store/seal.h"

#include <pthread.h>
#include <sys/types.h>

struct store {
    struct database *database;
    struct seal *seal;
    const struct clock *clock;
    enum store_role role;
    char *home;
    pid_t process;    /* that opened it */
    pthread_t thread; /* of the first verb, once `used` */
    bool used;
};

/* The database of a store about to be used. In checked builds, ends the program when another thread
 * or a forked child uses it: SQLite would lose its locks. */
struct database *store_database(struct store *store);

/* "kiosk", "desk" or "administrator": who does deeds that no officer does. */
const char *store_who(const struct store *store);

/* The local day that numbers and queues belong to now. */
bool store_working_day(struct store *store, char out[11], struct error *error);

/* Whole days from one "2026-11-25" to another. */
int64_t store_days_between(const char *from, const char *to);

/* One line of the audit, inside the deed's own transaction. */
bool audit_line(struct store *store, const char *who, const char *deed, const char *what,
                struct error *error);

/* The latest ticket of a case. */
bool ticket_of_case(struct store *store, int64_t case_id, struct ticket_row *out,
                    struct error *error);

/* Takes the first free seat of a slot, inside ticket_issue's transaction. */
bool booking_take(struct store *store, const struct ticket_draft *draft, bool *slot_taken,
                  struct error *error);

/* Gives back seats still to come of a case that ended. */
bool bookings_free(struct store *store, int64_t case_id, struct error *error);

/* Takes such a seat again for a case taken up again. Where none is left, the appointment is gone
 * and its ticket is in today's queue. */
bool bookings_retake(struct store *store, int64_t case_id, struct error *error);

/* One line of a case's history; what may be NULL is not said. */
struct new_event {
    const char *kind;
    int64_t officer; /* 0: the kiosk */
    const char *key, *state, *body;
    const struct buffer *sealed;
};

/* Inside the deed's transaction. */
bool case_add_event(struct store *store, int64_t case_id, const struct new_event *event,
                    struct error *error);

/* Lets go of every case an officer holds, inside a transaction. */
bool cases_release_all(struct store *store, int64_t officer, struct error *error);

/* For "SELECT … FROM officers o", read by officer_read. */
#define OFFICER_COLUMNS                                                                            \
    "o.login, o.name, o.language, o.disabled, o.must_change, o.created_ms, o.seen_ms"
void officer_read(struct query *query, struct officer *out);

/* The row of an officer who may work; ERROR_DENIED else. */
bool officer_id(struct store *store, const char *login, int64_t *out, struct error *error);

/* Lower-cases into 64 bytes and sees that it is a login; ERROR_INPUT else. */
bool officer_login(const char *text, char out[64], struct error *error);

#endif
