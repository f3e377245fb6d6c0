/* When the office, or one of its services, is open: the commune's hours and closed days, the
 * country's holidays, Ramadan and the pause of Friday. Not shared by threads. */
#ifndef MARHABA_CONTENT_HOURS_H
#define MARHABA_CONTENT_HOURS_H

#include "base/commune.h"
#include "content/library.h"

struct calendar;

/* With the calendar published in `library` (NULL: without one). `commune` must outlive it. */
struct calendar *calendar_new(struct library *library, const struct commune *commune);
void calendar_free(struct calendar *calendar);

struct day_hours {
    struct opening_day open;          /* no part: closed */
    const struct local_text *holiday; /* its name; NULL: none */
    bool is_provisional;              /* that holiday, or else this Ramadan, may move by a day */
    bool is_ramadan, is_souk;
};

/* The hours of the local day in which `ms` lies. `service` is a code with hours of its own, or
 * NULL for the office. */
struct day_hours calendar_day(const struct calendar *calendar, const char *service, int64_t ms);

/* 0 while open; else when it next opens; -1 when it does not within 30 days. */
int64_t calendar_opens_at(const struct calendar *calendar, const char *service, int64_t now_ms);

/* When what is open at `now_ms` closes; 0 when it is closed. */
int64_t calendar_closes_at(const struct calendar *calendar, const char *service, int64_t now_ms);

/* What a page tells of it: {"open", "until" or "from", "souk", "ramadan", "holiday": today's name,
 * "provisional"}, as JSON alive as long as `arena`. */
const char *calendar_tell(const struct calendar *calendar, struct arena *arena, const char *service,
                          int64_t now_ms);

#endif
