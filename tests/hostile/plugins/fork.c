#include "hostile.h"

#include <unistd.h>

static void act(void)
{
    pid_t child = fork();
    hostile_say(child >= 0);
    if (child == 0)
        _exit(0);
}

HOSTILE_IN_EVENT(act)
