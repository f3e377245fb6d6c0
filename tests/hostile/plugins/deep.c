#include "hostile.h"

static void build(void *self, struct mrh_ui *ui)
{
    (void)self;
    for (int i = 0; i < 300; i++)
        MRH_BEGIN(ui, MRH_ROLE_GROUP, .id = NULL);
    for (int i = 0; i < 300; i++)
        MRH_END(ui);
}

HOSTILE_PLUGIN(build, NULL)
