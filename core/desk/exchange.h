/* One request being answered: what its page needs, gathered by the router. */
#ifndef MARHABA_DESK_EXCHANGE_H
#define MARHABA_DESK_EXCHANGE_H

#include "desk/desk.h"
#include "desk/forms.h"
#include "desk/html.h"
#include "store/officers.h"

/* What somebody wrote into a form that was refused, to be found there again. */
struct draft {
    const char *note, *step; /* NULL: none */
    const char *state;       /* of the step */
    const char *body;        /* of the step; "" */
    const char *key;         /* of its form */
    const char *writer;      /* login of whose form it was; "" */
};

struct exchange {
    struct desk *desk;
    const struct request *request;
    struct response *response;
    struct arena *arena;             /* ends, wiped, with the exchange */
    const struct language *language; /* of who looks */
    struct html html;                /* writes into the response's body */
    struct form form;                /* of a POST; empty else */
    struct draft draft;              /* what a refused form gives back; empty else */
    int64_t id;                      /* the number in the path; 0 */
    const char *name;                /* the rest of an asset's path; NULL */
    const char *token;               /* of the session; NULL when it has ended */
    const char *guest;               /* of a browser that has not signed in; NULL */
    bool is_signed_in;
    struct officer officer;     /* when signed in */
    struct officer *colleagues; /* everyone, once asked for; see colleagues.h */
    size_t colleague_count;
};

#endif
