#include "hostile.h"

#include <fcntl.h>

static void act(void)
{
    hostile_say(open("../hello/manifest.yaml", O_RDONLY) >= 0 ||
                open("/proc/1/environ", O_RDONLY) >= 0 || open("/proc/self/mem", O_RDONLY) >= 0);
}

HOSTILE_IN_EVENT(act)
