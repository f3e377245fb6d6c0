#include "hostile.h"

static void build(void *self, struct mrh_ui *ui)
{
    (void)self;
    MRH_END(ui);
}

HOSTILE_PLUGIN(build, NULL)
