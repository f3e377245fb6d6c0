#include "hostile.h"

static void act(void)
{
    char value[8];
    for (int i = 0; i < 100000; i++)
        hostile_host->value(hostile_host, "name", value, sizeof value);
    hostile_say(1);
}

HOSTILE_IN_EVENT(act)
