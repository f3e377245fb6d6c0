#include "hostile.h"

#include <stdlib.h>

static void act(void)
{
    exit(7);
}

HOSTILE_IN_EVENT(act)
