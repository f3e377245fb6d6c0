/* Cases: what an officer opens by scanning, for as long as the person needs. */
#ifndef MARHABA_STORE_CASES_H
#define MARHABA_STORE_CASES_H

#include "store/tickets.h"

/* The verbs of the founding text: see DESIGN's words. */
enum case_state {
    CASE_NEW,
    CASE_ORIENTED,
    CASE_CONTACTED,
    CASE_WAITING_BODY,
    CASE_INFO_RETURNED,
    CASE_DONE,
    CASE_REORIENTED,
    CASE_ABANDONED
};

struct case_row {
    int64_t id;
    char number[16]; /* "2026-0412" */
    char service[32], language[8];
    int64_t opened_ms, changed_ms;
    enum case_state state;
    char holder[64];   /* login; "" */
    const char *facts; /* opened JSON, in the caller's arena; NULL when it cannot be opened */
    size_t facts_length;
    struct ticket_row ticket; /* the latest */
};

struct case_event { /* history, oldest first */
    int64_t at_ms;
    char kind[24];         /* "issued", "opened", "note", "step", "closed", "released" … */
    char officer[64];      /* login; "" for the kiosk */
    const char *text;      /* note or next step, opened; "" */
    bool unreadable;       /* there is a text, but it does not open: damaged, or no secret key */
    enum case_state state; /* that a "step" or "closed" gave the case; CASE_NEW for the others */
    char body[41];         /* id of the body a "step" sends to; "" */
};

/* Opens the case of a ticket for an officer: the ticket becomes open, the case theirs. ERROR_TAKEN
 * with the colleague's name when another holds it. Doing it again shows the same. A hold ends with
 * the working day, so a case left open in the evening can be opened by a colleague next morning. A
 * finished case opens too; a step that is not final takes it up again. */
bool case_open_by_ticket(struct store *store, const uint8_t ticket[16], const char *officer,
                         struct arena *arena, struct case_row *out, struct error *error);

bool case_find(struct store *store, int64_t id, struct arena *arena, struct case_row *out,
               struct error *error);
bool case_find_number(struct store *store, const char *number, struct arena *arena,
                      struct case_row *out, struct error *error);
bool case_history(struct store *store, int64_t id, struct arena *arena, struct case_event **out,
                  size_t *count, struct error *error);

/* Only the holder may write; ERROR_DENIED else. `key` (from the form, 1 to 64 bytes) makes a
 * repeated post one note. Texts are at most 16 KiB of plain text; a note is not blank, a step's may
 * be. `body` is the id of whom the step sends to (1 to 40 small letters, digits and dashes), NULL
 * for nobody. */
bool case_note(struct store *store, int64_t id, const char *officer, const char *key,
               const char *text, struct error *error);
bool case_step(struct store *store, int64_t id, const char *officer, const char *key,
               enum case_state state, const char *body, const char *text, struct error *error);
/* Lets go: the person may be called by another, the ticket waits again. */
bool case_release(struct store *store, int64_t id, const char *officer, struct error *error);
/* Ends today's visit; the case stays for the next one unless `state` is DONE or ABANDONED, which
 * free the ticket's code and the seats of appointments still to come. A ticket whose appointment is
 * on a later day waits for it again. A case taken up again takes its seat again, or, where that
 * went to someone else, has no appointment any more. Closing or releasing twice is fine. */
bool case_close(struct store *store, int64_t id, const char *officer, enum case_state state,
                struct error *error);

const char *case_state_name(enum case_state state); /* "waiting_body" */
bool case_state_find(const char *name, enum case_state *out);

#endif
