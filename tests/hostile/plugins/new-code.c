#include "hostile.h"

#include <sys/mman.h>

static void act(void)
{
    hostile_say(mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS,
                     -1, 0) != MAP_FAILED);
}

HOSTILE_IN_EVENT(act)
