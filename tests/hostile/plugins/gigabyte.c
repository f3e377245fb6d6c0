#include "hostile.h"

#include <stdlib.h>
#include <string.h>

static void act(void)
{
    size_t size = (size_t)1 << 30;
    char *memory = malloc(size);
    hostile_say(memory != NULL);
    if (memory)
        memset(memory, 1, size);
}

HOSTILE_IN_EVENT(act)
