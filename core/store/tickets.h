/* Tickets: issued once, with their case, facts and booking, in one transaction. */
#ifndef MARHABA_STORE_TICKETS_H
#define MARHABA_STORE_TICKETS_H

#include "store/store.h"

struct ticket_draft {
    uint8_t id[16];       /* random, made by the caller: asking twice with one id issues once */
    const char *commune;  /* its number, that slips are read by; NULL: not kept */
    const char *code;     /* nine digits; ERROR_TAKEN when a live ticket has it: try another */
    const char *service;  /* "PEN-FR" */
    const char *prefix;   /* "A" */
    const char *language; /* the visitor's */
    const char *mark;     /* NULL: chosen by the store's caller after the number is known */
    const char *facts;    /* JSON (screen/fact.h); sealed before it touches the disk */
    size_t facts_length;
    int64_t slot_ms; /* 0: no booking */
    int64_t slot_minutes, slot_seats;
};

enum ticket_state { TICKET_WAITING, TICKET_OPEN, TICKET_CLOSED };

struct ticket_row {
    uint8_t id[16];
    char number[16]; /* "A-012" */
    uint32_t ordinal;
    char prefix[4], code[10], service[32], language[8], day[11], case_number[16];
    int64_t case_id;
    int64_t issued_ms, slot_ms; /* slot_ms 0: none */
    int64_t printed_ms;         /* 0: not yet, or never */
    enum ticket_state state;
    char holder[64]; /* login of the officer who has it; "" */
    char mark[32];   /* as in the draft; "" when it follows from `ordinal` */
};

/* Number (from 1 each working day and prefix: the local day, but never a day back when the clock
 * was set back a little), case, facts and booking in one transaction; *out is
 * what was stored. ERROR_TAKEN with kind of what: the slot (slot_taken true) or the code. */
bool ticket_issue(struct store *store, const struct ticket_draft *draft, struct ticket_row *out,
                  bool *slot_taken, struct error *error);

bool ticket_by_id(struct store *store, const uint8_t id[16], struct ticket_row *out,
                  struct error *error);
/* A live ticket first (its code is its own); else the latest one of a finished case that had it. */
bool ticket_by_code(struct store *store, const char *code, struct ticket_row *out,
                    struct error *error);

/* The ticket that has this number today: issued today, or with an appointment today. Two may have
 * it, one of each kind: *count says how many do, and *out is one of them when any does. */
bool ticket_by_number(struct store *store, const char *prefix, uint32_t ordinal,
                      struct ticket_row *out, size_t *count, struct error *error);

/* Today's tickets that wait or are open, appointments that are due first, then arrival. */
bool ticket_waiting(struct store *store, struct arena *arena, struct ticket_row **out,
                    size_t *count, struct error *error);

/* People of today who wait before this ticket. */
bool ticket_ahead(struct store *store, const struct ticket_row *ticket, uint32_t *out,
                  struct error *error);

bool ticket_printed(struct store *store, const uint8_t id[16], struct error *error);

#endif
