#include "hostile.h"

static void *refuse(const struct mrh_host *host, const struct mrh_opening *opening)
{
    (void)host;
    (void)opening;
    return NULL;
}

static const struct mrh_plugin refusing = {sizeof refusing, 0,   HOSTILE_ID, refuse, NULL,
                                           hostile_build,   NULL};

const struct mrh_plugin *marhaba_plugin_v1(void)
{
    return &refusing;
}
