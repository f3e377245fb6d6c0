#include "hostile.h"

#include <fcntl.h>

static void act(void)
{
    hostile_say(open("/etc/passwd", O_RDONLY) >= 0);
}

HOSTILE_IN_CONSTRUCTOR(act)
