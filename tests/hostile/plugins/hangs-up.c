#include "hostile.h"

#include <unistd.h>

static void act(void)
{
    close(3);
    for (;;)
        sleep(1);
}

HOSTILE_IN_EVENT(act)
