#include "hostile.h"

static void act(void)
{
    for (int i = 0; i < 100000; i++)
        hostile_host->log(hostile_host, MRH_LOG_INFO, "line\nwith \x1b[31mcolour and \xff");
    hostile_say(1);
}

HOSTILE_IN_EVENT(act)
