#include "hostile.h"

static const struct mrh_plugin newer = {sizeof newer,  99,  HOSTILE_ID, hostile_open, NULL,
                                        hostile_build, NULL};

const struct mrh_plugin *marhaba_plugin_v1(void)
{
    return &newer;
}
