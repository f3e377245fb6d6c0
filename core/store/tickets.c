#include "store/tickets.h"

#include "base/identity.h"
#include "store/inside.h"

#include <stdio.h>
#include <string.h>

#define FACTS_MAX (128u * 1024u)

static const char *const state_names[] = {"waiting", "open", "closed"};

#define TICKET_SELECT                                                                              \
    "SELECT t.id, t.prefix, t.ordinal, t.code, t.service, t.language, t.day, c.number, t.case_id," \
    " t.issued_ms, t.slot_ms, t.printed_ms, t.state, coalesce(o.login, ''), t.mark"                \
    " FROM tickets t JOIN cases c ON c.id = t.case_id LEFT JOIN officers o ON o.id = c.holder "

static enum ticket_state state_found(const char *name)
{
    for (size_t i = 0; i < sizeof state_names / sizeof state_names[0]; i++)
        if (strcmp(state_names[i], name) == 0)
            return (enum ticket_state)i;
    return TICKET_CLOSED; /* the schema allows no other name */
}

static void read_ticket(struct query *query, struct ticket_row *out)
{
    char state[16];
    size_t length;
    *out = (struct ticket_row){0};
    const void *id = query_bytes(query, 0, &length);
    if (length == sizeof out->id)
        memcpy(out->id, id, length);
    query_text(query, 1, out->prefix, sizeof out->prefix);
    out->ordinal = (uint32_t)query_number(query, 2);
    identity_print_number(out->prefix, out->ordinal, out->number);
    query_text(query, 3, out->code, sizeof out->code);
    query_text(query, 4, out->service, sizeof out->service);
    query_text(query, 5, out->language, sizeof out->language);
    query_text(query, 6, out->day, sizeof out->day);
    query_text(query, 7, out->case_number, sizeof out->case_number);
    out->case_id = query_number(query, 8);
    out->issued_ms = query_number(query, 9);
    out->slot_ms = query_number(query, 10);
    out->printed_ms = query_number(query, 11);
    query_text(query, 12, state, sizeof state);
    out->state = state_found(state);
    query_text(query, 13, out->holder, sizeof out->holder);
    query_text(query, 14, out->mark, sizeof out->mark);
}

/* Ends `query`; *found says whether there was a row. */
static bool read_one(struct query *query, struct ticket_row *out, bool *found, struct error *error)
{
    *found = query_row(query, error);
    if (*found)
        read_ticket(query, out);
    return query_end(query);
}

static bool find_by_id(struct store *store, const uint8_t id[16], struct ticket_row *out,
                       bool *found, struct error *error)
{
    struct query *query = database_query(store->database, TICKET_SELECT "WHERE t.id = ?");
    query_put_bytes(query, id, 16);
    return read_one(query, out, found, error);
}

bool ticket_by_id(struct store *store, const uint8_t id[16], struct ticket_row *out,
                  struct error *error)
{
    bool found;
    store_database(store);
    if (!find_by_id(store, id, out, &found, error))
        return false;
    return found || error_set(error, ERROR_MISSING,
                              "no ticket with this QR is known here: ask which commune gave it");
}

static bool find_by_code(struct store *store, const char *code, struct ticket_row *out, bool *found,
                         struct error *error)
{
    struct query *query =
        database_query(store->database, TICKET_SELECT "WHERE t.code = ? AND t.live = 1");
    query_put_text(query, code);
    if (!read_one(query, out, found, error) || *found)
        return *found;
    query = database_query(store->database, TICKET_SELECT "WHERE t.code = ? AND t.live = 0"
                                                          " ORDER BY t.rowid DESC LIMIT 1");
    query_put_text(query, code);
    return read_one(query, out, found, error);
}

bool ticket_by_code(struct store *store, const char *code, struct ticket_row *out,
                    struct error *error)
{
    bool found = false;
    struct database *database = store_database(store);
    if (!database_begin_reading(database, error) ||
        !database_end(database, find_by_code(store, code, out, &found, error), error))
        return false;
    return found || error_set(error, ERROR_MISSING,
                              "no ticket with this code is known here: read it again, in threes");
}

/* The states are written as in the index "tickets_queue", or SQLite would not use it. */
bool ticket_by_number(struct store *store, const char *prefix, uint32_t ordinal,
                      struct ticket_row *out, size_t *count, struct error *error)
{
    char today[11];
    store_database(store);
    *count = 0;
    if (!store_working_day(store, today, error))
        return false;
    struct query *query = database_query(
        store->database, TICKET_SELECT
        "WHERE t.prefix = ?2 AND t.ordinal = ?3 AND t.rowid IN"
        " (SELECT rowid FROM tickets WHERE day = ?1 AND prefix = ?2 AND ordinal = ?3"
        "  UNION SELECT rowid FROM tickets WHERE due_day = ?1 AND state IN ('waiting', 'open')"
        "   AND prefix = ?2 AND ordinal = ?3)");
    query_put_text(query, today);
    query_put_text(query, prefix);
    query_put_number(query, ordinal);
    while (query_row(query, error)) {
        read_ticket(query, out);
        ++*count;
    }
    return query_end(query);
}

bool ticket_of_case(struct store *store, int64_t case_id, struct ticket_row *out,
                    struct error *error)
{
    bool found;
    struct query *query = database_query(store->database, TICKET_SELECT
                                         "WHERE t.case_id = ? ORDER BY t.rowid DESC LIMIT 1");
    query_put_number(query, case_id);
    if (!read_one(query, out, &found, error))
        return false;
    return found || error_set(error, ERROR_SYSTEM,
                              "a case has lost its ticket: someone changed "
                              "the database by other means");
}

static bool is_made_of(const char *text, const char *letters, size_t least, size_t most)
{
    size_t length = text ? strlen(text) : 0;
    return length >= least && length <= most && strspn(text, letters) == length;
}

static bool draft_is_sound(const struct ticket_draft *draft, struct error *error)
{
    static const char capitals[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    static const char small[] = "abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789";
    const char *wrong = NULL;
    if (!is_made_of(draft->code, "0123456789", 9, 9))
        wrong = "code";
    else if (!is_made_of(draft->service, small, 1, 31))
        wrong = "service";
    else if (!is_made_of(draft->prefix, capitals, 1, 3))
        wrong = "prefix";
    else if (!is_made_of(draft->language, small, 2, 7))
        wrong = "language";
    else if (draft->mark && !is_made_of(draft->mark, small, 1, 31))
        wrong = "mark";
    else if (draft->facts_length > FACTS_MAX)
        wrong = "facts";
    else if (draft->slot_ms < 0 ||
             (draft->slot_ms > 0 && (draft->slot_minutes < 1 || draft->slot_minutes > 1440 ||
                                     draft->slot_seats < 1 || draft->slot_seats > 1000)))
        wrong = "slot";
    return !wrong || error_set(error, ERROR_INPUT,
                               "a ticket cannot be issued, its %s is not as it must be: look at "
                               "the plugin that asked for it",
                               wrong);
}

static bool code_is_free(struct store *store, const char *code, struct error *error)
{
    struct query *query =
        database_query(store->database, "SELECT 1 FROM tickets WHERE code = ? AND live = 1");
    query_put_text(query, code);
    bool found = query_row(query, error);
    if (!query_end(query))
        return false;
    return !found || error_set(error, ERROR_TAKEN, "another ticket has this code: draw another");
}

/* The next number of a counter kept as a row, so that no two tickets can get the same one whatever
 * program asks, and a ticket taken back leaves no hole. */
static bool count_up(struct query *query, int64_t *out, struct error *error)
{
    *out = query_row(query, error) ? query_number(query, 0) : 0;
    return query_end(query) && *out > 0;
}

static bool next_ordinal(struct store *store, const char *day, const char *prefix, int64_t *out,
                         struct error *error)
{
    struct query *query = database_query(
        store->database, "INSERT INTO ticket_counters VALUES (?, ?, 1)"
                         " ON CONFLICT DO UPDATE SET last = last + 1 RETURNING last");
    query_put_text(query, day);
    query_put_text(query, prefix);
    return count_up(query, out, error);
}

static bool add_case(struct store *store, const struct ticket_draft *draft, const char *day,
                     int64_t *case_id, char number[16], struct error *error)
{
    int64_t year = 0, ordinal, now = clock_now_ms(store->clock);
    for (size_t i = 0; i < 4; i++)
        year = year * 10 + (day[i] - '0');
    struct query *query = database_query(
        store->database, "INSERT INTO case_counters VALUES (?, 1)"
                         " ON CONFLICT DO UPDATE SET last = last + 1 RETURNING last");
    query_put_number(query, year);
    if (!count_up(query, &ordinal, error))
        return false;
    if (snprintf(number, 16, "%04d-%04ld", (int)year, (long)ordinal) >= 16)
        return error_set(error, ERROR_SYSTEM, "the numbers of cases of this year are used up");
    query = database_query(store->database,
                           "INSERT INTO cases (number, service, language, opened_ms, changed_ms,"
                           " state) VALUES (?, ?, ?, ?, ?, 'new')");
    query_put_text(query, number);
    query_put_text(query, draft->service);
    query_put_text(query, draft->language);
    query_put_number(query, now);
    query_put_number(query, now);
    if (!query_run(query, error))
        return false;
    *case_id = database_last_id(store->database);
    return true;
}

static bool add_ticket(struct store *store, const struct ticket_draft *draft, const char *day,
                       int64_t case_id, const struct buffer *sealed, struct error *error)
{
    char due_day[11];
    int64_t ordinal;
    memcpy(due_day, day, sizeof due_day);
    if (draft->slot_ms > 0)
        clock_day(draft->slot_ms, due_day);
    if (!next_ordinal(store, day, draft->prefix, &ordinal, error))
        return false;
    struct query *query = database_query(
        store->database, "INSERT INTO tickets (id, case_id, day, prefix, ordinal, code, service,"
                         " language, mark, state, due_day, issued_ms, slot_ms, sealed)"
                         " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'waiting', ?, ?, ?, ?)");
    query_put_bytes(query, draft->id, sizeof draft->id);
    query_put_number(query, case_id);
    query_put_text(query, day);
    query_put_text(query, draft->prefix);
    query_put_number(query, ordinal);
    query_put_text(query, draft->code);
    query_put_text(query, draft->service);
    query_put_text(query, draft->language);
    query_put_text(query, draft->mark);
    query_put_text(query, due_day);
    query_put_number(query, clock_now_ms(store->clock));
    query_put_number(query, draft->slot_ms);
    query_put_bytes(query, sealed->bytes, sealed->length);
    return query_run(query, error);
}

/* The number of the first ticket's commune stays: with another one no slip of before is read. */
static bool keep_commune(struct store *store, const char *number, struct error *error)
{
    if (!number)
        return true;
    struct query *query =
        database_query(store->database, "INSERT OR IGNORE INTO about VALUES ('commune_number', ?)");
    query_put_text(query, number);
    return query_run(query, error);
}

/* Inside one transaction that holds the write lock: what is looked at stays true until the end. */
static bool issue(struct store *store, const struct ticket_draft *draft,
                  const struct buffer *sealed, struct ticket_row *out, bool *slot_taken,
                  struct error *error)
{
    bool found;
    char day[11], number[16], what[48];
    int64_t case_id = 0;
    if (!find_by_id(store, draft->id, out, &found, error) || found)
        return found;
    if (!code_is_free(store, draft->code, error) || !store_working_day(store, day, error) ||
        !add_case(store, draft, day, &case_id, number, error) ||
        !add_ticket(store, draft, day, case_id, sealed, error) ||
        (draft->slot_ms > 0 && !booking_take(store, draft, slot_taken, error)) ||
        !case_add_event(store, case_id, &(struct new_event){.kind = "issued"}, error) ||
        !keep_commune(store, draft->commune, error) ||
        !find_by_id(store, draft->id, out, &found, error))
        return false;
    snprintf(what, sizeof what, "%s %s %s", out->day, out->number, number);
    return audit_line(store, store_who(store), "ticket.issue", what, error);
}

bool ticket_issue(struct store *store, const struct ticket_draft *draft, struct ticket_row *out,
                  bool *slot_taken, struct error *error)
{
    struct database *database = store_database(store);
    struct buffer sealed = {0};
    *slot_taken = false;
    if (!draft_is_sound(draft, error))
        return false;
    /* Sealed before the lock is taken: it is the slow part, and nobody should wait for it. */
    char record[33];
    identity_print(draft->id, record);
    if (draft->facts_length > 0 && !seal_close(store->seal, "facts", record, draft->facts,
                                               draft->facts_length, &sealed, error))
        return false;
    bool done = database_begin(database, error) &&
                database_end(database, issue(store, draft, &sealed, out, slot_taken, error), error);
    buffer_free(&sealed);
    return done;
}

/* One order for the list and for "people before you": appointments whose time has come, by their
 * time; then everyone by arrival, an appointment arriving at its time. */
#define QUEUE_RANK "CASE WHEN t.slot_ms BETWEEN 1 AND ?1 THEN 0 ELSE 1 END"
#define QUEUE_TIME "CASE WHEN t.slot_ms > 0 THEN t.slot_ms ELSE t.issued_ms END"

bool ticket_waiting(struct store *store, struct arena *arena, struct ticket_row **out,
                    size_t *count, struct error *error)
{
    char today[11];
    size_t room = 16;
    store_database(store);
    if (!store_working_day(store, today, error))
        return false;
    struct query *query = database_query(store->database, TICKET_SELECT
                                         "WHERE t.due_day = ?2 AND t.state IN ('waiting', 'open')"
                                         " ORDER BY " QUEUE_RANK ", " QUEUE_TIME ", t.rowid");
    query_put_number(query, clock_now_ms(store->clock));
    query_put_text(query, today);
    *count = 0;
    *out = arena_take(arena, room, sizeof **out);
    while (query_row(query, error)) {
        if (*count == room) {
            struct ticket_row *more = arena_take(arena, room * 2, sizeof *more);
            memcpy(more, *out, room * sizeof *more);
            *out = more;
            room *= 2;
        }
        read_ticket(query, &(*out)[(*count)++]);
    }
    return query_end(query);
}

/* The states are written as in the index "tickets_queue", or SQLite would not use it. */
bool ticket_ahead(struct store *store, const struct ticket_row *ticket, uint32_t *out,
                  struct error *error)
{
    char today[11];
    store_database(store);
    *out = 0;
    if (!store_working_day(store, today, error))
        return false;
    struct query *query = database_query(
        store->database,
        "WITH mine AS (SELECT t.rowid AS id, " QUEUE_RANK " AS rank, " QUEUE_TIME " AS time"
        " FROM tickets t WHERE t.id = ?3 AND t.due_day = ?2)"
        " SELECT count(*) FROM tickets t, mine"
        " WHERE t.due_day = ?2 AND t.state IN ('waiting', 'open') AND t.state <> 'open'"
        " AND (" QUEUE_RANK ", " QUEUE_TIME ", t.rowid) < (mine.rank, mine.time, mine.id)");
    query_put_number(query, clock_now_ms(store->clock));
    query_put_text(query, today);
    query_put_bytes(query, ticket->id, sizeof ticket->id);
    if (query_row(query, error))
        *out = (uint32_t)query_number(query, 0);
    return query_end(query);
}

static bool mark_printed(struct store *store, const uint8_t id[16], struct error *error)
{
    bool found;
    struct ticket_row ticket;
    char what[48];
    if (!find_by_id(store, id, &ticket, &found, error))
        return false;
    if (!found)
        return error_set(error, ERROR_MISSING, "no ticket with this id is known here");
    struct query *query =
        database_query(store->database, "UPDATE tickets SET printed_ms = ? WHERE id = ?");
    query_put_number(query, clock_now_ms(store->clock));
    query_put_bytes(query, id, 16);
    snprintf(what, sizeof what, "%s %s %s", ticket.day, ticket.number, ticket.case_number);
    return query_run(query, error) &&
           audit_line(store, store_who(store), "ticket.print", what, error);
}

bool ticket_printed(struct store *store, const uint8_t id[16], struct error *error)
{
    struct database *database = store_database(store);
    return database_begin(database, error) &&
           database_end(database, mark_printed(store, id, error), error);
}
