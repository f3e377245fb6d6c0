#include "hostile.h"

#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

static void act(void)
{
    hostile_say(kill((pid_t)syscall(SYS_getppid), SIGKILL) == 0 || kill(-1, SIGKILL) == 0);
}

HOSTILE_IN_EVENT(act)
