#include "hostile.h"

static struct mrh_ui *kept;

static void build(void *self, struct mrh_ui *ui)
{
    kept = ui;
    hostile_build(self, ui);
}

static void event(void *self, const struct mrh_event *event)
{
    (void)event;
    hostile_build(self, kept);
}

HOSTILE_PLUGIN(build, event)
