#include "hostile.h"

static void act(void)
{
    for (volatile int i = 0;; i++)
        continue;
}

HOSTILE_IN_CONSTRUCTOR(act)
