#include "hostile.h"

static void forever(void *self)
{
    (void)self;
    for (volatile int i = 0;; i++)
        continue;
}

static const struct mrh_plugin hanging = {sizeof hanging, 0,   HOSTILE_ID, hostile_open, forever,
                                          hostile_build,  NULL};

const struct mrh_plugin *marhaba_plugin_v1(void)
{
    return &hanging;
}
