/* One connection: bytes in, requests answered one after the other, bytes out. The server's own. */
#ifndef MARHABA_DESK_CONNECTION_H
#define MARHABA_DESK_CONNECTION_H

#include "desk/server.h"

#include <event2/util.h>

struct event_base;
struct connection;

struct connection_home { /* what all connections of a server share */
    struct event_base *base;
    struct site *site;
    const struct clock *clock;
    struct server_answers answers;
    struct connection *newest, *oldest; /* by last activity */
    size_t count;
};

/* Takes `socket` over, closing it on any failure. */
void connection_open(struct connection_home *home, evutil_socket_t socket, const char *address);
void connection_close(struct connection *connection);

#endif
