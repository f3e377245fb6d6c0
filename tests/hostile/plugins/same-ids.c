#include "hostile.h"

static void build(void *self, struct mrh_ui *ui)
{
    (void)self;
    MRH_TITLE(ui, .label = MRH_KEY("title"));
    MRH_BUTTON(ui, .id = "ok", .label = MRH_KEY("title"));
    MRH_BUTTON(ui, .id = "ok", .label = MRH_KEY("title"));
}

HOSTILE_PLUGIN(build, NULL)
