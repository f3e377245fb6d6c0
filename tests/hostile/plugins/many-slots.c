#include "hostile.h"

/* Each question costs the core a thousand looks into the store, and the plugin nothing. */
static void act(void)
{
    struct mrh_slot slots[4];
    const struct mrh_booking_v1 *booking =
        hostile_host->extension(hostile_host, "marhaba.booking/1");
    for (int i = 0; i < 500; i++)
        booking->slots(booking, "HOSTILE", 0, 14, slots, 4);
    hostile_say(1);
}

HOSTILE_IN_EVENT(act)
