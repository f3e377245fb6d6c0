/* What the hostile plugins share: each file defines one act, and where it is done. When an act
 * returns, its plugin shows what came of it: "worked" or "denied" as the id of a paragraph. */
#ifndef HOSTILE_H
#define HOSTILE_H

#include <marhaba/plugin.h>

#include <stddef.h>

static const char *hostile_result = "nothing";
static const struct mrh_host *hostile_host;

static inline void hostile_say(int worked)
{
    hostile_result = worked ? "worked" : "denied";
}

static inline void *hostile_open(const struct mrh_host *host, const struct mrh_opening *opening)
{
    (void)opening;
    hostile_host = host;
    return &hostile_host;
}

static inline void hostile_build(void *self, struct mrh_ui *ui)
{
    (void)self;
    MRH_TITLE(ui, .label = MRH_KEY("title"));
    MRH_PARAGRAPH(ui, .id = hostile_result, .label = MRH_KEY("result"));
}

#define HOSTILE_PLUGIN(BUILD, EVENT)                                                               \
    static const struct mrh_plugin plugin = {sizeof plugin, 0,     HOSTILE_ID, hostile_open,       \
                                             NULL,          BUILD, EVENT};                         \
    const struct mrh_plugin *marhaba_plugin_v1(void)                                               \
    {                                                                                              \
        return &plugin;                                                                            \
    }

/* `act` happens when the visitor presses something. */
#define HOSTILE_IN_EVENT(act)                                                                      \
    static void hostile_event(void *self, const struct mrh_event *event)                           \
    {                                                                                              \
        (void)self;                                                                                \
        (void)event;                                                                               \
        act();                                                                                     \
    }                                                                                              \
    HOSTILE_PLUGIN(hostile_build, hostile_event)

/* `act` happens as the library is loaded. */
#define HOSTILE_IN_CONSTRUCTOR(act)                                                                \
    __attribute__((constructor)) static void hostile_constructor(void)                             \
    {                                                                                              \
        act();                                                                                     \
    }                                                                                              \
    HOSTILE_PLUGIN(hostile_build, NULL)

#endif
