#include "hostile.h"

static void build(void *self, struct mrh_ui *ui)
{
    (void)self;
    MRH_ADD(ui, 101, .id = "ticket", .label = MRH_KEY("title"));
}

HOSTILE_PLUGIN(build, NULL)
