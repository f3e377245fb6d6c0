/* A plugin's failure is seen by the kiosk's process alone. Who can do something about it reads the
 * store. */
#include "base/log.h"
#include "store/plugins.h"
#include "visit/inside.h"

#include <stdio.h>

#define TRY_AGAIN_MS 60000

static bool keep(struct store *store, const struct plugin_news *news, struct error *error)
{
    struct plugin_trouble trouble = {.is_quarantined = news->health == PLUGIN_QUARANTINED,
                                     .since_ms = news->since_ms};
    if (news->health == PLUGIN_WELL)
        return plugin_trouble_clear(store, news->plugin, error);
    snprintf(trouble.plugin, sizeof trouble.plugin, "%s", news->plugin);
    snprintf(trouble.until_day, sizeof trouble.until_day, "%s", news->until_day);
    snprintf(trouble.reason, sizeof trouble.reason, "%s", plugin_reason_name(news->reason));
    snprintf(trouble.detail, sizeof trouble.detail, "%s", news->detail);
    return plugin_trouble_record(store, &trouble, error);
}

void health_keep(struct visit *visit)
{
    struct error error = {0};
    struct plugin_news news;
    int64_t now = clock_steady_ms(visit->world.clock);
    if (visit->health_due_ms > now)
        return;
    while (supervisor_news(visit->supervisor, &news)) {
        struct store *store = visit_store(visit, &error);
        if (!store || !keep(store, &news, &error)) {
            log_write(LOG_WARNING, "how the plugins are cannot be kept for now: %s", error.text);
            visit->health_due_ms = now + TRY_AGAIN_MS;
            return;
        }
        supervisor_news_kept(visit->supervisor, news.plugin);
    }
    visit->health_due_ms = 0;
}
