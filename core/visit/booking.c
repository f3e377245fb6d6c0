/* Which times can be booked: the commune's hours and closed days cut into the service's minutes,
 * less the seats that are taken. */
#include "base/log.h"
#include "store/bookings.h"
#include "visit/inside.h"

#include <marhaba/plugin.h>

#include <string.h>

#define MOST_SLOTS 1000u

struct filling {
    const struct calendar *calendar;
    const struct service *service;
    int64_t earliest_ms;
    int64_t starts[MOST_SLOTS];
    uint32_t count, capacity;
};

static void add_opening(struct filling *filling, struct civil_time day, struct opening opening)
{
    int minutes = (int)filling->service->minutes;
    for (int at = opening.from; at + minutes <= opening.until; at += minutes) {
        struct civil_time civil = {.year = day.year,
                                   .month = day.month,
                                   .day = day.day,
                                   .hour = at / 60,
                                   .minute = at % 60};
        int64_t start = clock_from_civil(civil);
        if (start > filling->earliest_ms && filling->count < filling->capacity)
            filling->starts[filling->count++] = start;
    }
}

static void add_day(struct filling *filling, int64_t noon_ms)
{
    struct day_hours hours = calendar_day(filling->calendar, filling->service->code, noon_ms);
    for (size_t i = 0; i < hours.open.count; i++)
        add_opening(filling, clock_civil(noon_ms), hours.open.parts[i]);
}

static bool find_service(const struct visit *visit, const char *code, const struct service **out)
{
    *out = registry_service(visit->world.registry, code);
    return *out && (*out)->minutes > 0 && (*out)->plugin && visit->service &&
           visit->service->plugin && strcmp((*out)->plugin, visit->service->plugin) == 0;
}

static void fill(struct filling *filling, const struct visit *visit, const struct service *service,
                 int64_t from_ms, uint32_t days, uint32_t capacity)
{
    const struct commune *commune = visit->world.commune;
    int64_t now = clock_now_ms(visit->world.clock);
    int64_t ahead = days < commune->booking_days ? days : commune->booking_days;
    filling->calendar = visit->calendar;
    filling->service = service;
    filling->earliest_ms = from_ms > now ? from_ms - 1 : now;
    filling->count = 0;
    filling->capacity = capacity < MOST_SLOTS ? capacity : MOST_SLOTS;
    for (int offset = 0; offset <= ahead; offset++)
        add_day(filling, clock_noon_after(now, offset));
}

static bool count_taken(struct visit *visit, const struct filling *filling, uint32_t *taken)
{
    struct error error = {0};
    struct store *store = visit_store(visit, &error);
    if (store && bookings_taken(store, filling->service->code, filling->starts, filling->count,
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
    struct filling filling;
    uint32_t taken[MOST_SLOTS] = {0};
    if (!find_service(visit, code, &service))
        return MRH_WRONG;
    fill(&filling, visit, service, from_ms, days, capacity);
    if (!count_taken(visit, &filling, taken))
        return MRH_FAILED;
    for (uint32_t i = 0; i < filling.count; i++) {
        int64_t free_seats = service->seats - taken[i];
        out[i] = (struct slot){.start_ms = filling.starts[i],
                               .minutes = (uint32_t)service->minutes,
                               .free_seats = free_seats > 0 ? (uint32_t)free_seats : 0};
    }
    return (int32_t)filling.count;
}

int32_t booking_choose(void *self, const char *code, int64_t start_ms)
{
    struct visit *visit = self;
    const struct service *service;
    struct filling filling;
    uint32_t taken = 0;
    if (!find_service(visit, code, &service))
        return MRH_WRONG;
    fill(&filling, visit, service, start_ms, UINT32_MAX, 1);
    if (filling.count != 1 || filling.starts[0] != start_ms)
        return MRH_WRONG;
    if (!count_taken(visit, &filling, &taken))
        return MRH_FAILED;
    return taken < service->seats ? MRH_OK : MRH_TAKEN;
}
