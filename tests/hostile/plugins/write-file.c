#include "hostile.h"

#include <fcntl.h>
#include <stdio.h>

static void act(void)
{
    hostile_say(open("stolen", O_WRONLY | O_CREAT, 0600) >= 0 ||
                open("manifest.yaml", O_RDWR) >= 0 ||
                open("manifest.yaml", O_RDONLY | O_TRUNC) >= 0 || fopen("/tmp/stolen", "w"));
}

HOSTILE_IN_EVENT(act)
