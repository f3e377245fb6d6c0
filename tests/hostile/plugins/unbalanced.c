#include "hostile.h"

static void build(void *self, struct mrh_ui *ui)
{
    (void)self;
    MRH_BEGIN(ui, MRH_ROLE_GROUP, .id = "open");
}

HOSTILE_PLUGIN(build, NULL)
