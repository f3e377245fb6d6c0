#include "hostile.h"

#include <string.h>
#include <unistd.h>

static void act(void)
{
    char bytes[100];
    memset(bytes, 0xa5, sizeof bytes);
    hostile_say(write(3, bytes, sizeof bytes) > 0);
}

HOSTILE_IN_EVENT(act)
