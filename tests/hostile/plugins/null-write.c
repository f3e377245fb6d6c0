#include "hostile.h"

static void act(void)
{
    *(volatile int *)8 = 1;
}

HOSTILE_IN_EVENT(act)
