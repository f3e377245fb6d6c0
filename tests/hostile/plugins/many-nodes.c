#include "hostile.h"

static void build(void *self, struct mrh_ui *ui)
{
    (void)self;
    MRH_TITLE(ui, .label = MRH_KEY("title"));
    for (int i = 0; i < 100000; i++)
        MRH_PARAGRAPH(ui, .label = MRH_KEY("result"));
}

HOSTILE_PLUGIN(build, NULL)
