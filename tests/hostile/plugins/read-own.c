#include "hostile.h"

#include <fcntl.h>

static void act(void)
{
    hostile_say(open("manifest.yaml", O_RDONLY) >= 0);
}

HOSTILE_IN_EVENT(act)
