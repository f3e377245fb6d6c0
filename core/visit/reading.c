/* What plugins read of the published content, and the hours, which are of now. */
#include "visit/inside.h"

#include <string.h>

static const char *hours_json(struct visit *visit, struct arena *arena, const char *service)
{
    const char *code = service[0] ? service : NULL;
    int64_t now = clock_now_ms(visit->world.clock);
    int64_t opens = calendar_opens_at(visit->calendar, code, now);
    struct day_hours today = calendar_day(visit->calendar, code, now);
    const char *souk = today.is_souk ? "true" : "false",
               *ramadan = today.is_ramadan ? "true" : "false";
    if (opens == 0)
        return arena_print(arena, "{\"open\":true,\"until\":%lld,\"souk\":%s,\"ramadan\":%s}",
                           (long long)calendar_closes_at(visit->calendar, code, now), souk,
                           ramadan);
    return arena_print(arena, "{\"open\":false,\"from\":%lld,\"souk\":%s,\"ramadan\":%s}",
                       (long long)opens, souk, ramadan);
}

const char *reading_read(void *self, struct arena *arena, const char *kind, const char *id)
{
    struct visit *visit = self;
    if (strcmp(kind, "hours") == 0)
        return hours_json(visit, arena, id);
    return visit->library ? library_read(visit->library, arena, kind, id) : NULL;
}

const char *reading_list(void *self, struct arena *arena, const char *kind, const char *group,
                         uint32_t from)
{
    struct visit *visit = self;
    return visit->library ? library_list(visit->library, arena, kind, group, from) : NULL;
}

const char *reading_search(void *self, struct arena *arena, const char *words)
{
    struct visit *visit = self;
    return visit->library ? library_search(visit->library, arena, visit->language->code, words)
                          : NULL;
}

void reading_refresh(struct visit *visit)
{
    if (!visit->library || !library_refresh(visit->library))
        return;
    calendar_free(visit->calendar);
    visit->calendar = calendar_new(visit->library, visit->world.commune);
}
