/* Which times can be booked: the commune's hours and closed days cut into the service's minutes,
 * less the seats that are taken. */
#include "base/log.h"
#include "store/bookings.h"
#include "visit/inside.h"

#include <marhaba/plugin.h>

#include <string.h>

#define MOST_SLOTS 1000u

struct calendar {
    const struct commune *commune;
    const struct service *service;
    int64_t earliest_ms;
    int64_t starts[MOST_SLOTS];
    uint32_t count, capacity;
};

static void add_opening(struct calendar *calendar, struct civil_time day, struct opening opening)
{
    int minutes = (int)calendar->service->minutes;
    for (int at = opening.from; at + minutes <= opening.until; at += minutes) {
        struct civil_time civil = {.year = day.year,
                                   .month = day.month,
                                   .day = day.day,
                                   .hour = at / 60,
                                   .minute = at % 60};
        int64_t start = clock_from_civil(civil);
        if (start > calendar->earliest_ms && calendar->count < calendar->capacity)
            calendar->starts[calendar->count++] = start;
    }
}

/* Noon is on the right day however the clocks are changed that night. */
static void add_day(struct calendar *calendar, struct civil_time first, int offset)
{
    struct civil_time noon = {
        .year = first.year, .month = first.month, .day = first.day + offset, .hour = 12};
    int64_t noon_ms = clock_from_civil(noon);
    struct civil_time day = clock_civil(noon_ms);
    const struct opening_day *hours = &calendar->commune->hours[day.weekday];
    char name[11];
    clock_day(noon_ms, name);
    if (commune_closes_on(calendar->commune, name))
        return;
    for (size_t i = 0; i < hours->count; i++)
        add_opening(calendar, day, hours->parts[i]);
}

static bool find_service(const struct visit *visit, const char *code, const struct service **out)
{
    *out = registry_service(visit->world.registry, code);
    return *out && (*out)->minutes > 0 && (*out)->plugin && visit->service &&
           visit->service->plugin && strcmp((*out)->plugin, visit->service->plugin) == 0;
}

static void fill(struct calendar *calendar, const struct visit *visit,
                 const struct service *service, int64_t from_ms, uint32_t days, uint32_t capacity)
{
    const struct commune *commune = visit->world.commune;
    int64_t now = clock_now_ms(visit->world.clock);
    int64_t ahead = days < commune->booking_days ? days : commune->booking_days;
    struct civil_time today = clock_civil(now);
    calendar->commune = commune;
    calendar->service = service;
    calendar->earliest_ms = from_ms > now ? from_ms - 1 : now;
    calendar->count = 0;
    calendar->capacity = capacity < MOST_SLOTS ? capacity : MOST_SLOTS;
    for (int offset = 0; offset <= ahead; offset++)
        add_day(calendar, today, offset);
}

static bool count_taken(struct visit *visit, const struct calendar *calendar, uint32_t *taken)
{
    struct error error = {0};
    struct store *store = visit_store(visit, &error);
    if (store && bookings_taken(store, calendar->service->code, calendar->starts, calendar->count,
                                taken, &error))
        return true;
    log_write(LOG_WARNING, "appointments cannot be shown: %s", error.text);
    return false;
}

int32_t booking_slots(void *self, const char *code, int64_t from_ms, uint32_t days,
                      struct slot *out, uint32_t capacity)
{
    struct visit *visit = self;
    const struct service *service;
    struct calendar calendar;
    uint32_t taken[MOST_SLOTS] = {0};
    if (!find_service(visit, code, &service))
        return MRH_WRONG;
    fill(&calendar, visit, service, from_ms, days, capacity);
    if (!count_taken(visit, &calendar, taken))
        return MRH_FAILED;
    for (uint32_t i = 0; i < calendar.count; i++) {
        int64_t free_seats = service->seats - taken[i];
        out[i] = (struct slot){.start_ms = calendar.starts[i],
                               .minutes = (uint32_t)service->minutes,
                               .free_seats = free_seats > 0 ? (uint32_t)free_seats : 0};
    }
    return (int32_t)calendar.count;
}

int32_t booking_choose(void *self, const char *code, int64_t start_ms)
{
    struct visit *visit = self;
    const struct service *service;
    struct calendar calendar;
    uint32_t taken = 0;
    if (!find_service(visit, code, &service))
        return MRH_WRONG;
    fill(&calendar, visit, service, start_ms, UINT32_MAX, 1);
    if (calendar.count != 1 || calendar.starts[0] != start_ms)
        return MRH_WRONG;
    if (!count_taken(visit, &calendar, &taken))
        return MRH_FAILED;
    return taken < service->seats ? MRH_OK : MRH_TAKEN;
}
