#include "desk/colleagues.h"

#include <string.h>

const char *colleague_name(struct exchange *exchange, const char *login)
{
    struct error error = {0};
    if (!exchange->colleagues &&
        !officer_list(exchange->desk->store, exchange->arena, &exchange->colleagues,
                      &exchange->colleague_count, &error))
        return login;
    for (size_t i = 0; i < exchange->colleague_count; i++)
        if (strcmp(exchange->colleagues[i].login, login) == 0 && exchange->colleagues[i].name[0])
            return exchange->colleagues[i].name;
    return login;
}
