#include "hostile.h"

#include <string.h>

static void build(void *self, struct mrh_ui *ui)
{
    static char text[100000];
    (void)self;
    memset(text, 'a', sizeof text - 1);
    MRH_PARAGRAPH(ui, .id = "long", .label = MRH_KEY(text));
}

HOSTILE_PLUGIN(build, NULL)
