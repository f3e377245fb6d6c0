#include "hostile.h"

const struct mrh_plugin *marhaba_plugin_v1(void)
{
    return NULL;
}
