#include "hostile.h"

static void build(void *self, struct mrh_ui *ui)
{
    (void)self;
    (void)ui;
    for (volatile int i = 0;; i++)
        continue;
}

HOSTILE_PLUGIN(build, NULL)
