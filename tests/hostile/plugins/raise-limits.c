#include "hostile.h"

#include <sys/resource.h>

static void act(void)
{
    struct rlimit limit = {RLIM_INFINITY, RLIM_INFINITY};
    hostile_say(setrlimit(RLIMIT_CPU, &limit) == 0);
}

HOSTILE_IN_EVENT(act)
