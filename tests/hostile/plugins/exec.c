#include "hostile.h"

#include <unistd.h>

static void act(void)
{
    char *const arguments[] = {"true", NULL};
    hostile_say(0);
    execve("/bin/true", arguments, arguments + 1);
}

HOSTILE_IN_EVENT(act)
