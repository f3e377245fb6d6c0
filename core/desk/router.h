/* Which request goes to which page, and what each must have before its page is asked. */
#ifndef MARHABA_DESK_ROUTER_H
#define MARHABA_DESK_ROUTER_H

#include "desk/exchange.h"

enum route_access {
    ACCESS_ANYONE,
    ACCESS_OFFICER,     /* signed in: else 401 with the sign-in page */
    ACCESS_NEW_PASSWORD /* signed in, even while the first password has still to be changed */
};

struct route {
    enum request_method method; /* GET (answers HEAD too) or POST */
    const char *path;           /* '#' stands for a number, a last '*' for the rest */
    enum route_access access;
    void (*answer)(struct exchange *exchange);
};

/* All of them; a test walks this table. */
const struct route *router_routes(size_t *count);

/* The route of a path and method; NULL with *other set when the path is there for another method.
 * Fills *id and *name from '#' and '*'. */
const struct route *router_find(enum request_method method, const char *path, int64_t *id,
                                const char **name, bool *other);

/* Answers a request. In this order: our name in Host (421), the path (404), the method (405), who
 * asks (401), and for a POST: sent by our page (403), a form (415, 400), with its token (403). */
void router_answer(struct desk *desk, const struct request *request, struct response *response);

/* The page for a request that could not be read. */
void router_refuse(struct desk *desk, int status, struct response *response);

#endif
