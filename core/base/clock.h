/* Time: a wall clock for people, a steady one for waiting, and a test clock that moves only when
 * told.
 *
 * Wall time is milliseconds since 1970 UTC. Days are the installation's: the zone is set once at
 * start and rules come from the distribution's tzdata (Morocco went between UTC+1 and, in Ramadan,
 * UTC+0 until September 2026; it will not be the last change). */
#ifndef MARHABA_BASE_CLOCK_H
#define MARHABA_BASE_CLOCK_H

#include "base/error.h"

#include <stdint.h>

struct clock;

/* A local date and time of day, as a calendar on the wall shows it. */
struct civil_time {
    int year, month, day;     /* 2026, 11, 25 */
    int hour, minute, second; /* 24-hour */
    int weekday;              /* 0 Sunday .. 6 Saturday */
};

/* The machine's clock. */
struct clock *clock_new(void);

/* A clock that reads `start_ms` and runs, or, when `frozen`, moves by clock_advance alone. */
struct clock *clock_new_at(int64_t start_ms, bool frozen);
void clock_free(struct clock *clock);

int64_t clock_now_ms(const struct clock *clock);

/* Never jumps when someone sets the wall clock; for idle times and deadlines. */
int64_t clock_steady_ms(const struct clock *clock);

/* Moves both by `ms`. Safe from any thread. */
void clock_advance(struct clock *clock, int64_t ms);
bool clock_is_frozen(const struct clock *clock);

/* Sets the process's zone, once, before threads start. False when tzdata does not know it. */
bool clock_set_zone(const char *zone, struct error *error);

struct civil_time clock_civil(int64_t now_ms);

/* The local date and time counted as if they were UTC: for formatters that know no zones. */
int64_t clock_local_ms(int64_t now_ms);

/* Milliseconds of a local date and time; out-of-range fields are carried over as mktime does. */
int64_t clock_from_civil(struct civil_time civil);

/* "2026-11-25" of the local day, into 11 bytes; the key of everything that restarts each day. */
void clock_day(int64_t now_ms, char out[11]);

/* Noon of such a day, from which its date is written; 0 when it is none. */
int64_t clock_noon(const char *day);

/* Noon of the day `days` after the local day of `ms` (before it, when negative): on the right day
 * however the clocks are changed in between. */
int64_t clock_noon_after(int64_t ms, int days);

/* Reads "2026-11-25T10:24", with optional seconds and optional Z or +01:00; local without one. */
bool clock_parse(const char *text, int64_t *out_ms, struct error *error);

/* "2026-11-25T09:24:00Z", into 21 bytes. */
void clock_print_utc(int64_t ms, char out[21]);

#endif
