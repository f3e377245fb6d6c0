#include "hostile.h"

static void build(void *self, struct mrh_ui *ui)
{
    struct mrh_node node = {.role = MRH_ROLE_TITLE};
    (void)self;
    ui->add(ui, &node);
}

HOSTILE_PLUGIN(build, NULL)
