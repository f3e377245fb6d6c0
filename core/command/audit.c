#include "store/audit.h"

#include "command/command.h"
#include "command/words.h"

enum command_exit command_audit_verify(const struct command *command, const struct request *request,
                                       struct error *error)
{
    (void)request;
    struct commune commune;
    uint64_t lines = 0;
    char head[65] = "";
    if (!commune_load(command->arena, command->home, &commune, error))
        return COMMAND_FAILED;
    struct store *store = store_open(command->home, STORE_ADMIN, command->clock, error);
    if (!store)
        return COMMAND_FAILED;
    bool is_whole = audit_verify(store, &lines, head, error);
    store_close(store);
    if (!is_whole)
        return COMMAND_FAILED;
    say(command, "audit.whole", WITH(with_number("lines", (int64_t)lines)));
    say(command, "audit.head", WITH(with_code("head", head)));
    return COMMAND_DONE;
}
