#include "hostile.h"

#include <sys/socket.h>

static void act(void)
{
    hostile_say(socket(AF_UNIX, SOCK_DGRAM, 0) >= 0);
}

HOSTILE_IN_CONSTRUCTOR(act)
