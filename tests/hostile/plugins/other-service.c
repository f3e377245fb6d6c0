#include "hostile.h"

/* A ticket for another plugin's service. */
static void act(void)
{
    const struct mrh_ticket_v1 *ticket = hostile_host->extension(hostile_host, "marhaba.ticket/1");
    ticket->request(ticket, "OFFICER");
}

HOSTILE_IN_EVENT(act)
