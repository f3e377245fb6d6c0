/* What plugins read of the published content, and the hours, which are of now. */
#include "visit/inside.h"

#include <string.h>

const char *reading_read(void *self, struct arena *arena, const char *kind, const char *id)
{
    struct visit *visit = self;
    if (strcmp(kind, "hours") == 0)
        return calendar_tell(visit->calendar, arena, id[0] ? id : NULL,
                             clock_now_ms(visit->world.clock));
    return library_read(visit->library, arena, kind, id);
}

const char *reading_list(void *self, struct arena *arena, const char *kind, const char *group,
                         uint32_t from)
{
    struct visit *visit = self;
    return library_list(visit->library, arena, kind, group, from);
}

const char *reading_search(void *self, struct arena *arena, const char *words)
{
    struct visit *visit = self;
    return library_search(visit->library, arena, visit->language->code, words);
}

void reading_refresh(struct visit *visit)
{
    if (!library_refresh(visit->library))
        return;
    calendar_free(visit->calendar);
    visit->calendar = calendar_new(visit->library, visit->world.commune);
}
