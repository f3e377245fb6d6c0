#include "hostile.h"

#include <string.h>

static void build(void *self, struct mrh_ui *ui)
{
    static char text[MRH_MAX_TEXT + 1];
    (void)self;
    memset(text, 'a', MRH_MAX_TEXT);
    MRH_TITLE(ui, .label = MRH_KEY("title"));
    for (int i = 0; i < 300; i++)
        MRH_PARAGRAPH(ui, .label = MRH_KEY(text));
}

HOSTILE_PLUGIN(build, NULL)
