#include "hostile.h"

#include <stdlib.h>
#include <string.h>

extern char **environ;

static void act(void)
{
    hostile_say(getenv("HOME") || getenv("PATH") ||
                (environ[0] && (strncmp(environ[0], "TZ=", 3) != 0 || environ[1])));
}

HOSTILE_IN_EVENT(act)
