#include "hostile.h"

static int deeper(volatile int *from)
{
    volatile int here[4096] = {0};
    here[0] = from ? from[0] + 1 : 0;
    return deeper(here) + here[1];
}

static void act(void)
{
    hostile_say(deeper(NULL));
}

HOSTILE_IN_EVENT(act)
