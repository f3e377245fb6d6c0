#include "store/cases.h"

#include "base/identity.h"
#include "base/log.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "store/inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TEXT_MAX   (16u * 1024u)
#define RECORD_MAX 96u

static const char *const state_names[] = {"new",           "oriented", "contacted",  "waiting_body",
                                          "info_returned", "done",     "reoriented", "abandoned"};
#define STATE_COUNT (sizeof state_names / sizeof state_names[0])

const char *case_state_name(enum case_state state)
{
    return (size_t)state < STATE_COUNT ? state_names[state] : "new";
}

bool case_state_find(const char *name, enum case_state *out)
{
    for (size_t i = 0; i < STATE_COUNT; i++)
        if (strcmp(state_names[i], name) == 0) {
            *out = (enum case_state)i;
            return true;
        }
    return false;
}

static enum case_state read_state(struct query *query, int column)
{
    char name[16];
    enum case_state state = CASE_NEW;
    query_text(query, column, name, sizeof name);
    case_state_find(name, &state);
    return state;
}

/* Reading */

#define CASE_SELECT                                                                                \
    "SELECT c.id, c.number, c.service, c.language, c.opened_ms, c.changed_ms, c.state,"            \
    " coalesce(o.login, '') FROM cases c LEFT JOIN officers o ON o.id = c.holder "

static bool read_case(struct query *query, struct case_row *out, struct error *error)
{
    bool found = query_row(query, error);
    *out = (struct case_row){0};
    if (found) {
        out->id = query_number(query, 0);
        query_text(query, 1, out->number, sizeof out->number);
        query_text(query, 2, out->service, sizeof out->service);
        query_text(query, 3, out->language, sizeof out->language);
        out->opened_ms = query_number(query, 4);
        out->changed_ms = query_number(query, 5);
        out->state = read_state(query, 6);
        query_text(query, 7, out->holder, sizeof out->holder);
    }
    if (!query_end(query))
        return false;
    return found || error_set(error, ERROR_MISSING, "there is no such case here");
}

/* A case whose facts do not open is still worth showing: the rest of it is there. */
static bool read_facts(struct store *store, struct arena *arena, struct case_row *row,
                       struct error *error)
{
    char record[33];
    struct query *query =
        database_query(store->database, "SELECT sealed FROM tickets WHERE id = ?");
    query_put_bytes(query, row->ticket.id, sizeof row->ticket.id);
    if (query_row(query, error)) {
        size_t length;
        const void *box = query_bytes(query, 0, &length);
        identity_print(row->ticket.id, record);
        if (length > 0 && store->role != STORE_KIOSK &&
            !seal_unlock(store->seal, "facts", record, box, length, arena, &row->facts,
                         &row->facts_length, NULL))
            log_write(LOG_WARNING, "the facts of case %s do not open", row->number);
    }
    return query_end(query);
}

static bool complete_case(struct store *store, struct arena *arena, struct query *query,
                          struct case_row *out, struct error *error)
{
    return read_case(query, out, error) && ticket_of_case(store, out->id, &out->ticket, error) &&
           read_facts(store, arena, out, error);
}

static bool load_case(struct store *store, int64_t id, struct arena *arena, struct case_row *out,
                      struct error *error)
{
    struct query *query = database_query(store->database, CASE_SELECT "WHERE c.id = ?");
    query_put_number(query, id);
    return complete_case(store, arena, query, out, error);
}

static bool load_case_numbered(struct store *store, const char *number, struct arena *arena,
                               struct case_row *out, struct error *error)
{
    struct query *query = database_query(store->database, CASE_SELECT "WHERE c.number = ?");
    query_put_text(query, number);
    return complete_case(store, arena, query, out, error);
}

bool case_find(struct store *store, int64_t id, struct arena *arena, struct case_row *out,
               struct error *error)
{
    struct database *database = store_database(store);
    return database_begin_reading(database, error) &&
           database_end(database, load_case(store, id, arena, out, error), error);
}

bool case_find_number(struct store *store, const char *number, struct arena *arena,
                      struct case_row *out, struct error *error)
{
    struct database *database = store_database(store);
    return database_begin_reading(database, error) &&
           database_end(database, load_case_numbered(store, number, arena, out, error), error);
}

/* History */

/* Names the one record a sealed text belongs to: keys are unique within a case. */
static void event_record(const char *number, const char *key, char out[RECORD_MAX])
{
    snprintf(out, RECORD_MAX, "%s/%s", number, key);
}

static void read_event(struct store *store, struct query *query, struct arena *arena,
                       struct case_event *out)
{
    char number[16], key[65], record[RECORD_MAX];
    size_t length, text_length;
    out->at_ms = query_number(query, 0);
    query_text(query, 1, out->kind, sizeof out->kind);
    query_text(query, 2, out->officer, sizeof out->officer);
    out->state = read_state(query, 3);
    query_text(query, 4, key, sizeof key);
    query_text(query, 5, number, sizeof number);
    query_text(query, 7, out->body, sizeof out->body);
    out->text = "";
    const void *box = query_bytes(query, 6, &length);
    if (length == 0)
        return;
    event_record(number, key, record);
    out->unreadable = !seal_unlock(store->seal, out->kind, record, box, length, arena, &out->text,
                                   &text_length, NULL);
}

bool case_history(struct store *store, int64_t id, struct arena *arena, struct case_event **out,
                  size_t *count, struct error *error)
{
    size_t room = 16;
    store_database(store);
    struct query *query = database_query(
        store->database,
        "SELECT e.at_ms, e.kind, coalesce(o.login, ''), e.state, e.key, c.number, e.sealed,"
        " coalesce(e.body, '') FROM case_events e JOIN cases c ON c.id = e.case_id LEFT JOIN "
        "officers o"
        " ON o.id = e.officer WHERE e.case_id = ? ORDER BY e.id");
    query_put_number(query, id);
    *count = 0;
    *out = arena_take(arena, room, sizeof **out);
    while (query_row(query, error)) {
        if (*count == room) {
            struct case_event *more = arena_take(arena, room * 2, sizeof *more);
            memcpy(more, *out, room * sizeof *more);
            *out = more;
            room *= 2;
        }
        read_event(store, query, arena, &(*out)[(*count)++]);
    }
    return query_end(query);
}

bool case_add_event(struct store *store, int64_t case_id, const struct new_event *event,
                    struct error *error)
{
    struct query *query = database_query(
        store->database, "INSERT INTO case_events (case_id, at_ms, kind, officer, key, state,"
                         " body, sealed) VALUES (?, ?, ?, nullif(?, 0), ?, ?, ?, ?)");
    query_put_number(query, case_id);
    query_put_number(query, clock_now_ms(store->clock));
    query_put_text(query, event->kind);
    query_put_number(query, event->officer);
    query_put_text(query, event->key);
    query_put_text(query, event->state);
    query_put_text(query, event->body);
    query_put_bytes(query, event->sealed ? event->sealed->bytes : NULL,
                    event->sealed ? event->sealed->length : 0);
    return query_run(query, error);
}

/* Holding */

struct hold {
    char number[16];
    int64_t holder; /* 0: nobody */
    char name[128], day[11];
};

static bool read_hold(struct store *store, int64_t case_id, struct hold *out, struct error *error)
{
    *out = (struct hold){0};
    struct query *query = database_query(
        store->database, "SELECT c.number, coalesce(c.holder, 0), o.name, c.held_day"
                         " FROM cases c LEFT JOIN officers o ON o.id = c.holder WHERE c.id = ?");
    query_put_number(query, case_id);
    bool found = query_row(query, error);
    if (found) {
        query_text(query, 0, out->number, sizeof out->number);
        out->holder = query_number(query, 1);
        query_text(query, 2, out->name, sizeof out->name);
        query_text(query, 3, out->day, sizeof out->day);
    }
    if (!query_end(query))
        return false;
    return found || error_set(error, ERROR_MISSING, "there is no such case here");
}

/* Guarded by the row itself: only one of two officers' updates finds it free. A hold of any other
 * day has ended, also of a day to come: the clock may have been far ahead. */
static bool take_hold(struct store *store, int64_t case_id, int64_t officer, const char *today,
                      const struct hold *hold, struct error *error)
{
    struct query *query =
        database_query(store->database, "UPDATE cases SET holder = ?1, held_day = ?2 WHERE id = ?3"
                                        " AND (holder IS NULL OR holder = ?1 OR held_day <> ?2)");
    query_put_number(query, officer);
    query_put_text(query, today);
    query_put_number(query, case_id);
    if (!query_run(query, error))
        return false;
    return database_changes(store->database) == 1 ||
           error_set(error, ERROR_TAKEN,
                     "this person is with %s, who has to let go of case %s first", hold->name,
                     hold->number);
}

static bool open_ticket(struct store *store, const uint8_t ticket[16], const char *today,
                        struct error *error)
{
    /* Who comes back on a later day is in that day's queue from now on. A day to come is only for
     * appointments: any other was written when the clock was ahead. */
    struct query *query =
        database_query(store->database, "UPDATE tickets SET state = 'open', due_day ="
                                        " iif(slot_ms > ?1, max(due_day, ?2), ?2) WHERE id = ?3");
    query_put_number(query, clock_now_ms(store->clock));
    query_put_text(query, today);
    query_put_bytes(query, ticket, 16);
    return query_run(query, error);
}

static bool open_case(struct store *store, const uint8_t ticket_id[16], const char *login,
                      struct arena *arena, struct case_row *out, struct error *error)
{
    struct ticket_row ticket;
    struct hold hold;
    int64_t officer;
    char today[11], what[48];
    if (!ticket_by_id(store, ticket_id, &ticket, error) ||
        !officer_id(store, login, &officer, error) || !store_working_day(store, today, error) ||
        !read_hold(store, ticket.case_id, &hold, error))
        return false;
    bool again =
        hold.holder == officer && strcmp(hold.day, today) == 0 && ticket.state == TICKET_OPEN;
    snprintf(what, sizeof what, "%s %s %s", hold.number, ticket.day, ticket.number);
    if (!again &&
        (!take_hold(store, ticket.case_id, officer, today, &hold, error) ||
         !open_ticket(store, ticket_id, today, error) ||
         !case_add_event(store, ticket.case_id,
                         &(struct new_event){.kind = "opened", .officer = officer}, error) ||
         !audit_line(store, login, "case.open", what, error)))
        return false;
    return load_case(store, ticket.case_id, arena, out, error);
}

bool case_open_by_ticket(struct store *store, const uint8_t ticket[16], const char *officer,
                         struct arena *arena, struct case_row *out, struct error *error)
{
    struct database *database = store_database(store);
    return database_begin(database, error) &&
           database_end(database, open_case(store, ticket, officer, arena, out, error), error);
}

static bool require_holder(const struct hold *hold, int64_t officer, struct error *error)
{
    if (hold->holder == officer)
        return true;
    if (hold->holder)
        return error_set(error, ERROR_DENIED, "case %s is with %s: only who holds it writes in it",
                         hold->number, hold->name);
    return error_set(error, ERROR_DENIED,
                     "case %s is not open: scan its ticket again before writing in it",
                     hold->number);
}

/* Writing */

static bool is_final(enum case_state state)
{
    return state == CASE_DONE || state == CASE_ABANDONED;
}

/* A live ticket's code opens its case and nobody else's. */
static bool set_tickets_live(struct store *store, int64_t case_id, bool live, struct error *error)
{
    struct query *query =
        live ? database_query(store->database,
                              "UPDATE tickets SET live = 1 WHERE case_id = ? AND live = 0"
                              " AND NOT EXISTS (SELECT 1 FROM tickets other"
                              "  WHERE other.code = tickets.code AND other.live = 1)")
             : database_query(store->database,
                              "UPDATE tickets SET live = 0 WHERE case_id = ? AND live = 1");
    query_put_number(query, case_id);
    return query_run(query, error);
}

static bool set_state(struct store *store, int64_t case_id, enum case_state state,
                      struct error *error)
{
    struct query *query =
        database_query(store->database, "UPDATE cases SET state = ?, changed_ms = ? WHERE id = ?");
    query_put_text(query, case_state_name(state));
    query_put_number(query, clock_now_ms(store->clock));
    query_put_number(query, case_id);
    return query_run(query, error) && set_tickets_live(store, case_id, !is_final(state), error) &&
           (is_final(state) ? bookings_free(store, case_id, error)
                            : bookings_retake(store, case_id, error));
}

static bool touch_case(struct store *store, int64_t case_id, struct error *error)
{
    struct query *query =
        database_query(store->database, "UPDATE cases SET changed_ms = ? WHERE id = ?");
    query_put_number(query, clock_now_ms(store->clock));
    query_put_number(query, case_id);
    return query_run(query, error);
}

struct writing {
    int64_t case_id;
    const char *officer, *key, *kind;
    const enum case_state *state; /* NULL for a note */
    const char *body;             /* NULL: nobody */
    struct buffer sealed;
};

static bool is_written(struct store *store, const struct writing *writing, bool *found,
                       struct error *error)
{
    struct query *query =
        database_query(store->database, "SELECT 1 FROM case_events WHERE case_id = ? AND key = ?");
    query_put_number(query, writing->case_id);
    query_put_text(query, writing->key);
    *found = query_row(query, error);
    return query_end(query);
}

static bool write_event(struct store *store, const struct writing *writing, struct error *error)
{
    bool found;
    int64_t officer;
    struct hold hold;
    if (!officer_id(store, writing->officer, &officer, error) ||
        !is_written(store, writing, &found, error))
        return false;
    if (found)
        return true;
    const char *state = writing->state ? case_state_name(*writing->state) : NULL;
    const struct new_event event = {.kind = writing->kind,
                                    .officer = officer,
                                    .key = writing->key,
                                    .state = state,
                                    .body = writing->body,
                                    .sealed = &writing->sealed};
    char what[48];
    if (!read_hold(store, writing->case_id, &hold, error) ||
        !require_holder(&hold, officer, error) ||
        !(writing->state ? set_state(store, writing->case_id, *writing->state, error)
                         : touch_case(store, writing->case_id, error)) ||
        !case_add_event(store, writing->case_id, &event, error))
        return false;
    snprintf(what, sizeof what, "%s %s", hold.number, state ? state : "");
    return audit_line(store, writing->officer, writing->state ? "case.step" : "case.note",
                      state ? what : hold.number, error);
}

static bool text_is_sound(const char *text, bool may_be_empty, struct error *error)
{
    size_t length = strlen(text);
    if (!may_be_empty && utf8_is_blank(text))
        return error_set(error, ERROR_INPUT, "the note is empty: write something first");
    if (length > TEXT_MAX)
        return error_set(error, ERROR_INPUT, "the text is too long: at most %u bytes", TEXT_MAX);
    return utf8_is_plain_text(text, length) ||
           error_set(error, ERROR_INPUT,
                     "the text holds characters that cannot be shown: type it "
                     "again");
}

static bool body_is_sound(const char *body, struct error *error)
{
    size_t length = body ? strspn(body, "abcdefghijklmnopqrstuvwxyz0123456789-") : 0;
    return !body || (length >= 1 && length <= 40 && !body[length]) ||
           error_set(error, ERROR_INPUT, "\"%.60s\" is not the id of a body", body);
}

/* Browsers send line ends as CR LF. */
static char *without_returns(const char *text)
{
    char *copy = memory_copy_text(text), *to = copy;
    for (const char *from = copy; *from; from++)
        if (*from != '\r')
            *to++ = *from;
    *to = '\0';
    return copy;
}

/* Seals before the write lock is taken: the case's number, which it is bound to, never changes. */
static bool write_text(struct store *store, struct writing *writing, const char *text,
                       struct error *error)
{
    struct database *database = store_database(store);
    struct hold hold;
    char record[RECORD_MAX];
    size_t key_length = writing->key ? strlen(writing->key) : 0;
    if (key_length < 1 || key_length > 64)
        return error_set(error, ERROR_INPUT, "the form has no key of its own: load the page again");
    if (!read_hold(store, writing->case_id, &hold, error))
        return false;
    char *clean = without_returns(text ? text : "");
    event_record(hold.number, writing->key, record);
    bool done = text_is_sound(clean, writing->state != NULL, error) &&
                (!clean[0] || seal_close(store->seal, writing->kind, record, clean, strlen(clean),
                                         &writing->sealed, error)) &&
                database_begin(database, error) &&
                database_end(database, write_event(store, writing, error), error);
    memory_free_private(clean);
    buffer_free(&writing->sealed);
    return done;
}

bool case_note(struct store *store, int64_t id, const char *officer, const char *key,
               const char *text, struct error *error)
{
    struct writing writing = {.case_id = id, .officer = officer, .key = key, .kind = "note"};
    return write_text(store, &writing, text, error);
}

bool case_step(struct store *store, int64_t id, const char *officer, const char *key,
               enum case_state state, const char *body, const char *text, struct error *error)
{
    struct writing writing = {.case_id = id,
                              .officer = officer,
                              .key = key,
                              .kind = "step",
                              .state = &state,
                              .body = body};
    if (!body_is_sound(body, error))
        return false;
    return write_text(store, &writing, text, error);
}

/* Letting go */

static bool drop_hold(struct store *store, int64_t case_id, struct error *error)
{
    struct query *query = database_query(
        store->database, "UPDATE cases SET holder = NULL, held_day = NULL WHERE id = ?");
    query_put_number(query, case_id);
    return query_run(query, error);
}

/* Nobody waits for an appointment whose seat was given back. */
static bool end_visit(struct store *store, int64_t case_id, bool waits_again, const char *today,
                      struct error *error)
{
    struct query *query = database_query(
        store->database, "UPDATE tickets SET state = iif((?1 OR (due_day > ?2 AND live = 1))"
                         " AND (slot_ms <= ?4 OR EXISTS (SELECT 1 FROM bookings b"
                         "  WHERE b.ticket = tickets.id AND b.live = 1)), 'waiting', 'closed')"
                         " WHERE case_id = ?3 AND state IN ('waiting', 'open')");
    query_put_number(query, waits_again);
    query_put_text(query, today);
    query_put_number(query, case_id);
    query_put_number(query, clock_now_ms(store->clock));
    return query_run(query, error);
}

/* The same form sent twice: the last thing that happened is already what is asked for. */
static bool is_done_already(struct store *store, int64_t case_id, const char *kind,
                            const char *state, int64_t officer, bool *out, struct error *error)
{
    char last[24], last_state[16];
    *out = false;
    struct query *query = database_query(
        store->database, "SELECT kind, officer, state FROM case_events WHERE case_id = ?"
                         " ORDER BY id DESC LIMIT 1");
    query_put_number(query, case_id);
    if (query_row(query, error)) {
        query_text(query, 0, last, sizeof last);
        query_text(query, 2, last_state, sizeof last_state);
        *out = strcmp(last, kind) == 0 && query_number(query, 1) == officer &&
               strcmp(last_state, state) == 0;
    }
    return query_end(query);
}

static bool let_go(struct store *store, int64_t case_id, const char *login,
                   const enum case_state *state, struct error *error)
{
    bool already;
    int64_t officer;
    struct hold hold;
    char today[11], what[48];
    const char *kind = state ? "closed" : "released";
    const char *state_name = state ? case_state_name(*state) : "";
    if (!officer_id(store, login, &officer, error) ||
        !is_done_already(store, case_id, kind, state_name, officer, &already, error))
        return false;
    if (already)
        return true;
    if (!read_hold(store, case_id, &hold, error) || !require_holder(&hold, officer, error) ||
        !store_working_day(store, today, error) ||
        (state && !set_state(store, case_id, *state, error)) || !drop_hold(store, case_id, error) ||
        !end_visit(store, case_id, !state, today, error) ||
        !case_add_event(store, case_id,
                        &(struct new_event){
                            .kind = kind, .officer = officer, .state = state ? state_name : NULL},
                        error))
        return false;
    snprintf(what, sizeof what, "%s %s", hold.number, state_name);
    return audit_line(store, login, state ? "case.close" : "case.release",
                      state ? what : hold.number, error);
}

bool case_release(struct store *store, int64_t id, const char *officer, struct error *error)
{
    struct database *database = store_database(store);
    return database_begin(database, error) &&
           database_end(database, let_go(store, id, officer, NULL, error), error);
}

bool case_close(struct store *store, int64_t id, const char *officer, enum case_state state,
                struct error *error)
{
    struct database *database = store_database(store);
    return database_begin(database, error) &&
           database_end(database, let_go(store, id, officer, &state, error), error);
}

static bool next_held(struct store *store, int64_t officer, int64_t *case_id, char number[16],
                      struct error *error)
{
    *case_id = 0;
    struct query *query =
        database_query(store->database, "SELECT id, number FROM cases WHERE holder = ? LIMIT 1");
    query_put_number(query, officer);
    if (query_row(query, error)) {
        *case_id = query_number(query, 0);
        query_text(query, 1, number, 16);
    }
    return query_end(query);
}

bool cases_release_all(struct store *store, int64_t officer, struct error *error)
{
    int64_t case_id;
    char number[16], today[11];
    if (!store_working_day(store, today, error))
        return false;
    for (;;) {
        if (!next_held(store, officer, &case_id, number, error))
            return false;
        if (!case_id)
            return true;
        if (!drop_hold(store, case_id, error) || !end_visit(store, case_id, true, today, error) ||
            !case_add_event(store, case_id,
                            &(struct new_event){.kind = "released", .officer = officer}, error) ||
            !audit_line(store, store_who(store), "case.release", number, error))
            return false;
    }
}
