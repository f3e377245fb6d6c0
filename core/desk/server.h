/* The listening socket, its connections and their limits, on one thread with libevent.
 *
 * A connection may take 10 s to send a request's head, 20 s for its body, 30 s to take the answer,
 * and rest 60 s between requests; these are deadlines, so a byte now and then buys no time. At most
 * 256 are kept: past that, the one that has been quiet longest makes room, so that hundreds of idle
 * ones never lock an officer out. While a password is checked (about 100 ms) nobody else is
 * answered: one at a time is on purpose, so that sign-ins cannot exhaust memory. */
#ifndef MARHABA_DESK_SERVER_H
#define MARHABA_DESK_SERVER_H

#include "base/clock.h"
#include "desk/request.h"
#include "desk/response.h"
#include "desk/site.h"

#define SERVER_MAX_CONNECTIONS 256u

struct server;

struct server_answers {
    void *self;
    void (*request)(void *self, const struct request *request, struct response *response);
    /* A request that could not be read: 400, 408, 413 … */
    void (*refusal)(void *self, int status, struct response *response);
};

/* Listens. `site` gets its port when that was 0 and must outlive the server. */
struct server *server_new(struct site *site, const struct clock *clock,
                          const struct server_answers *answers, struct error *error);

/* Serves until SIGTERM or SIGINT. False when the loop broke by itself. */
bool server_run(struct server *server);
void server_free(struct server *server);

#endif
