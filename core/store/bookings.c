#include "store/bookings.h"

#include "store/inside.h"

/* The lowest seat nobody has, or -1. Seats may have gaps where bookings were given back. */
static bool free_seat(struct store *store, const struct ticket_draft *draft, int64_t *seat,
                      struct error *error)
{
    struct query *query = database_query(
        store->database, "SELECT seat FROM bookings WHERE service = ? AND start_ms = ? AND live = 1"
                         " ORDER BY seat");
    query_put_text(query, draft->service);
    query_put_number(query, draft->slot_ms);
    *seat = 0;
    while (query_row(query, error) && query_number(query, 0) == *seat)
        ++*seat;
    if (!query_end(query))
        return false;
    if (*seat >= draft->slot_seats)
        *seat = -1;
    return true;
}

bool booking_take(struct store *store, const struct ticket_draft *draft, bool *slot_taken,
                  struct error *error)
{
    int64_t seat;
    if (!free_seat(store, draft, &seat, error))
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
