#include "hostile.h"

/* Chooses a time of one service and asks for a ticket of another, past that one's hours and seats.
 */
static void act(void)
{
    const struct mrh_booking_v1 *booking =
        hostile_host->extension(hostile_host, "marhaba.booking/1");
    const struct mrh_ticket_v1 *ticket = hostile_host->extension(hostile_host, "marhaba.ticket/1");
    booking->choose(booking, "HOSTILE", 1795600800000);
    ticket->request(ticket, "HOSTILE-TOO");
}

HOSTILE_IN_EVENT(act)
