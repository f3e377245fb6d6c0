#include "hostile.h"

#include <fcntl.h>

/* Counts what was left open for it beyond standard streams and the wire. */
static void act(void)
{
    int found = 0;
    for (int i = 4; i < 1024; i++)
        found += fcntl(i, F_GETFD) >= 0;
    hostile_say(found);
}

HOSTILE_IN_EVENT(act)
