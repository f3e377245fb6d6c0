/* What people do to a store, one deed after the other, each told with what it leaves: for tests
 * that interrupt them. */
#ifndef MARHABA_TESTS_STORE_DEEDS_H
#define MARHABA_TESTS_STORE_DEEDS_H

#include "fixture.h"

struct deed {
    const char *name;
    bool (*run)(struct fixture *f); /* on the three open stores; may be asked again */
    int tickets, bookings, notes, officers;
    bool is_refused_again; /* done once, asking again is ERROR_TAKEN */
    bool counts_again;     /* done again, it leaves one more line of the audit */
    bool is_slow;          /* hashes a password */
};

#define APPOINTMENT "2026-11-30T10:00"

static inline bool deed_issue(struct fixture *f, uint32_t n, const char *slot)
{
    struct draft_text text;
    struct ticket_row row;
    bool slot_taken;
    struct ticket_draft draft = draft_of(n, &text);
    draft.slot_ms = slot ? at(slot) : 0;
    draft.slot_minutes = draft.slot_seats = slot ? 20 : 0;
    return ticket_issue(f->kiosk, &draft, &row, &slot_taken, &f->error);
}

static inline bool deed_issue_first(struct fixture *f)
{
    return deed_issue(f, 1, NULL);
}

static inline bool deed_issue_booked(struct fixture *f)
{
    return deed_issue(f, 2, APPOINTMENT);
}

static inline bool deed_issue_third(struct fixture *f)
{
    return deed_issue(f, 3, NULL);
}

static inline bool deed_print(struct fixture *f)
{
    struct draft_text text;
    struct ticket_draft draft = draft_of(1, &text);
    return ticket_printed(f->kiosk, draft.id, &f->error);
}

static inline bool deed_open(struct fixture *f)
{
    struct draft_text text;
    struct case_row found;
    struct ticket_draft draft = draft_of(2, &text);
    return case_open_by_ticket(f->desk, draft.id, "fatima", f->arena, &found, &f->error);
}

static inline int64_t deed_case(struct fixture *f)
{
    struct draft_text text;
    struct ticket_row row;
    struct ticket_draft draft = draft_of(2, &text);
    return ticket_by_id(f->desk, draft.id, &row, &f->error) ? row.case_id : 0;
}

static inline bool deed_note(struct fixture *f)
{
    int64_t id = deed_case(f);
    return id && case_note(f->desk, id, "fatima", "key-1", "a note, CANARY-9c21", &f->error);
}

static inline bool deed_step(struct fixture *f)
{
    int64_t id = deed_case(f);
    return id &&
           case_step(f->desk, id, "fatima", "key-2", CASE_CONTACTED, NULL, "a step", &f->error);
}

static inline bool deed_close(struct fixture *f)
{
    int64_t id = deed_case(f);
    return id && case_close(f->desk, id, "fatima", CASE_DONE, &f->error);
}

static inline bool deed_language(struct fixture *f)
{
    return officer_set_language(f->desk, "fatima", "ar", &f->error);
}

static inline bool deed_add_officer(struct fixture *f)
{
    char password[20];
    return officer_add(f->admin, "said", "Saïd", password, &f->error);
}

static inline bool deed_disable(struct fixture *f)
{
    return officer_disable(f->admin, "fatima", &f->error);
}

static const struct deed deeds[] = {
    {"a ticket", deed_issue_first, .tickets = 1},
    {"a ticket with an appointment", deed_issue_booked, .tickets = 1, .bookings = 1},
    {"a slip noted as printed", deed_print, .notes = 0, .counts_again = true},
    {"a case opened", deed_open, .notes = 0},
    {"a note", deed_note, .notes = 1},
    {"an officer's language", deed_language, .notes = 0, .counts_again = true},
    {"a step", deed_step, .notes = 1},
    {"a ticket while a case is open", deed_issue_third, .tickets = 1},
    {"a case closed", deed_close, .bookings = -1},
    {"an officer added", deed_add_officer, .officers = 1, .is_refused_again = true,
     .is_slow = true},
    {"an officer disabled", deed_disable, .officers = -1},
};
#define DEED_COUNT (sizeof deeds / sizeof deeds[0])

/* What the first `count` deeds leave, beside the officer who was there. Each leaves one line of the
 * audit, beside the store's own and the officer's. */
struct counts {
    int64_t tickets, cases, bookings, notes, officers, audit;
};

static inline struct counts deeds_leave(size_t count)
{
    struct counts sum = {.officers = 1};
    for (size_t i = 0; i < count; i++) {
        sum.tickets += deeds[i].tickets;
        sum.bookings += deeds[i].bookings;
        sum.notes += deeds[i].notes;
        sum.officers += deeds[i].officers;
    }
    sum.cases = sum.tickets;
    sum.audit = 2 + (int64_t)count;
    return sum;
}

static inline int64_t count_in(struct database *database, const char *sql)
{
    int64_t count = -1;
    struct error error = {0};
    check(database_number(database, sql, &count, &error), &error);
    return count;
}

/* Distinct ids and keys are counted, so that a doubled one shows. */
static inline struct counts counts_of(struct database *database)
{
    struct counts counts = {
        .tickets = count_in(database, "SELECT count(*) FROM tickets WHERE sealed IS NOT NULL"),
        .cases = count_in(database, "SELECT count(DISTINCT case_id) FROM tickets JOIN cases c"
                                    " ON c.id = case_id"),
        .bookings = count_in(database, "SELECT count(*) FROM bookings b JOIN tickets t"
                                       " ON t.id = b.ticket WHERE b.live = 1"),
        .notes = count_in(database, "SELECT count(*) FROM case_events WHERE sealed IS NOT NULL"),
        .officers = count_in(database, "SELECT count(*) FROM officers WHERE disabled = 0"),
        .audit = count_in(database, "SELECT count(*) FROM audit"),
    };
    return counts;
}

static inline bool counts_equal(const struct counts *a, const struct counts *b)
{
    return a->tickets == b->tickets && a->cases == b->cases && a->bookings == b->bookings &&
           a->notes == b->notes && a->officers == b->officers && a->audit == b->audit;
}

#endif
