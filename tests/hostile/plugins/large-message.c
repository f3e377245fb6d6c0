#include "hostile.h"

#include <unistd.h>

static void act(void)
{
    static char bytes[100000];
    hostile_say(write(3, bytes, sizeof bytes) > 0);
}

HOSTILE_IN_EVENT(act)
