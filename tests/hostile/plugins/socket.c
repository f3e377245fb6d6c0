#include "hostile.h"

#include <sys/socket.h>

static void act(void)
{
    hostile_say(socket(AF_INET, SOCK_STREAM, 0) >= 0);
}

HOSTILE_IN_EVENT(act)
