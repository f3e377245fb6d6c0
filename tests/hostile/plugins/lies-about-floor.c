#include "hostile.h"

#include <unistd.h>

/* Says that the system cannot confine plugins, so that none would ever run again. */
static void act(void)
{
    static const unsigned char fault[] = {108, 0, 0, 0, 1,   0,   0,   0,   0,   0,   0,   0,
                                          8,   0, 0, 0, 'L', 'a', 'n', 'd', 'l', 'o', 'c', 'k'};
    hostile_say(write(3, fault, sizeof fault) > 0);
}

HOSTILE_IN_CONSTRUCTOR(act)
