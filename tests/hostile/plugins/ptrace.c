#include "hostile.h"

#include <sys/ptrace.h>

static void act(void)
{
    hostile_say(ptrace(PTRACE_TRACEME, 0, NULL, NULL) == 0);
}

HOSTILE_IN_EVENT(act)
