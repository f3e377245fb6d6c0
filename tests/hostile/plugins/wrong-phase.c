#include "hostile.h"

static void build(void *self, struct mrh_ui *ui)
{
    (void)self;
    (void)ui;
    hostile_host->back(hostile_host);
}

HOSTILE_PLUGIN(build, NULL)
