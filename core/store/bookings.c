#include "store/bookings.h"

#include "store/inside.h"

/* The lowest seat nobody has, or -1. Seats may have gaps where bookings were given back. */
static bool free_seat(struct store *store, const char *service, int64_t start_ms, int64_t seats,
                      int64_t *seat, struct error *error)
{
    struct query *query = database_query(
        store->database, "SELECT seat FROM bookings WHERE service = ? AND start_ms = ? AND live = 1"
                         " ORDER BY seat");
    query_put_text(query, service);
    query_put_number(query, start_ms);
    *seat = 0;
    while (query_row(query, error) && query_number(query, 0) == *seat)
        ++*seat;
    if (!query_end(query))
        return false;
    if (*seat >= seats)
        *seat = -1;
    return true;
}

bool booking_take(struct store *store, const struct ticket_draft *draft, bool *slot_taken,
                  struct error *error)
{
    int64_t seat;
    if (!free_seat(store, draft->service, draft->slot_ms, draft->slot_seats, &seat, error))
        return false;
    if (seat < 0) {
        *slot_taken = true;
        return error_set(error, ERROR_TAKEN,
                         "the last seat of this appointment has just gone to someone else: offer "
                         "another time");
    }
    struct query *query = database_query(
        store->database, "INSERT INTO bookings (ticket, service, start_ms, minutes, seat, seats)"
                         " VALUES (?, ?, ?, ?, ?, ?)");
    query_put_bytes(query, draft->id, sizeof draft->id);
    query_put_text(query, draft->service);
    query_put_number(query, draft->slot_ms);
    query_put_number(query, draft->slot_minutes);
    query_put_number(query, seat);
    query_put_number(query, draft->slot_seats);
    return query_run(query, error);
}

bool bookings_free(struct store *store, int64_t case_id, struct error *error)
{
    struct query *query = database_query(
        store->database, "UPDATE bookings SET live = 0 WHERE live = 1 AND start_ms > ?"
                         " AND ticket IN (SELECT id FROM tickets WHERE case_id = ?)");
    query_put_number(query, clock_now_ms(store->clock));
    query_put_number(query, case_id);
    return query_run(query, error);
}

struct given_back {
    int64_t booking, start_ms, seats; /* booking 0: none */
    char service[32];
};

static bool read_given_back(struct store *store, int64_t case_id, struct given_back *out,
                            struct error *error)
{
    *out = (struct given_back){0};
    struct query *query = database_query(
        store->database, "SELECT b.id, b.start_ms, b.seats, b.service FROM bookings b"
                         " JOIN tickets t ON t.id = b.ticket AND t.slot_ms = b.start_ms"
                         " WHERE t.case_id = ? AND b.start_ms > ? AND b.live = 0"
                         " AND NOT EXISTS (SELECT 1 FROM bookings held"
                         "  WHERE held.ticket = t.id AND held.live = 1) LIMIT 1");
    query_put_number(query, case_id);
    query_put_number(query, clock_now_ms(store->clock));
    if (query_row(query, error)) {
        out->booking = query_number(query, 0);
        out->start_ms = query_number(query, 1);
        out->seats = query_number(query, 2);
        query_text(query, 3, out->service, sizeof out->service);
    }
    return query_end(query);
}

static bool take_again(struct store *store, int64_t booking, int64_t seat, struct error *error)
{
    struct query *query =
        database_query(store->database, "UPDATE bookings SET live = 1, seat = ? WHERE id = ?");
    query_put_number(query, seat);
    query_put_number(query, booking);
    return query_run(query, error);
}

static bool forget_appointment(struct store *store, int64_t booking, struct error *error)
{
    char today[11];
    if (!store_working_day(store, today, error))
        return false;
    struct query *query =
        database_query(store->database, "UPDATE tickets SET slot_ms = 0, due_day = ?"
                                        " WHERE id = (SELECT ticket FROM bookings WHERE id = ?)");
    query_put_text(query, today);
    query_put_number(query, booking);
    return query_run(query, error);
}

bool bookings_retake(struct store *store, int64_t case_id, struct error *error)
{
    struct given_back lost;
    int64_t seat;
    if (!read_given_back(store, case_id, &lost, error))
        return false;
    if (!lost.booking)
        return true;
    if (!free_seat(store, lost.service, lost.start_ms, lost.seats, &seat, error))
        return false;
    return seat < 0 ? forget_appointment(store, lost.booking, error)
                    : take_again(store, lost.booking, seat, error);
}

static bool count_taken(struct store *store, const char *service, const int64_t *starts,
                        size_t count, uint32_t *out, struct error *error)
{
    for (size_t i = 0; i < count; i++) {
        struct query *query = database_query(
            store->database,
            "SELECT count(*) FROM bookings WHERE service = ? AND start_ms = ? AND live = 1");
        query_put_text(query, service);
        query_put_number(query, starts[i]);
        out[i] = query_row(query, error) ? (uint32_t)query_number(query, 0) : 0;
        if (!query_end(query))
            return false;
    }
    return true;
}

bool bookings_taken(struct store *store, const char *service, const int64_t *starts, size_t count,
                    uint32_t *out, struct error *error)
{
    struct database *database = store_database(store);
    return database_begin_reading(database, error) &&
           database_end(database, count_taken(store, service, starts, count, out, error), error);
}
