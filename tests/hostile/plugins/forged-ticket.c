#include "hostile.h"

#include <unistd.h>

/* A ticket it has no permission for, straight onto the wire: DONE, TICKET, "HOSTILE", no slot, no
 * facts. */
static void act(void)
{
    static const unsigned char done[] = {105, 0,   0,   0,   3,   0,   0,   0,   7, 0, 0,
                                         0,   'H', 'O', 'S', 'T', 'I', 'L', 'E', 0, 0, 0,
                                         0,   0,   0,   0,   0,   0,   0,   0,   0};
    hostile_say(write(3, done, sizeof done) > 0);
}

HOSTILE_IN_EVENT(act)
