#include "hostile.h"

/* A right-to-left override makes the officer's button read as another. */
static void build(void *self, struct mrh_ui *ui)
{
    static const char *const texts[] = {"fr", "\xe2\x80\xaeoui", NULL};
    (void)self;
    MRH_BUTTON(ui, .id = "turned", .label = MRH_VARIANTS(texts));
}

HOSTILE_PLUGIN(build, NULL)
