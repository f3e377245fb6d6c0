#include "hostile.h"

static void build(void *self, struct mrh_ui *ui)
{
    (void)self;
    MRH_BUTTON(ui, .id = "\xc3\x28", .label = MRH_KEY("title"));
}

HOSTILE_PLUGIN(build, NULL)
