#include "hostile.h"

#include <unistd.h>

/* A ticket for a time nobody said was free, straight onto the wire: DONE, TICKET, "HOSTILE", slot
 * 1, no facts. */
static void act(void)
{
    static const unsigned char done[] = {105, 0,   0,   0,   3,   0,   0,   0,   7, 0, 0,
                                         0,   'H', 'O', 'S', 'T', 'I', 'L', 'E', 1, 0, 0,
                                         0,   0,   0,   0,   0,   0,   0,   0,   0};
    hostile_say(write(3, done, sizeof done) > 0);
}

HOSTILE_IN_EVENT(act)
