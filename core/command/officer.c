#include "base/memory.h"
#include "command/command.h"
#include "command/words.h"
#include "store/officers.h"

/* The commune is read for its time zone, and so that a wrong folder is told as such. */
static struct store *open_store(const struct command *command, struct error *error)
{
    struct commune commune;
    if (!commune_load(command->arena, command->home, &commune, error))
        return NULL;
    return store_open(command->home, STORE_ADMIN, command->clock, error);
}

static void tell_password(const struct command *command, const char *login, char password[20])
{
    say(command, "officer.password",
        WITH(with_code("login", login), with_code("password", password)));
    say(command, "officer.once", WITHOUT);
    memory_wipe(password, 20);
}

enum command_exit command_officer_add(const struct command *command, const struct request *request,
                                      struct error *error)
{
    char password[20];
    struct store *store = open_store(command, error);
    if (!store)
        return COMMAND_FAILED;
    bool done = officer_add(store, request->subject,
                            request->name ? request->name : request->subject, password, error);
    store_close(store);
    if (!done)
        return COMMAND_FAILED;
    say(command, "officer.added", WITH(with_code("login", request->subject)));
    tell_password(command, request->subject, password);
    return COMMAND_DONE;
}

enum command_exit command_officer_reset(const struct command *command,
                                        const struct request *request, struct error *error)
{
    char password[20];
    struct store *store = open_store(command, error);
    if (!store)
        return COMMAND_FAILED;
    bool done = officer_reset(store, request->subject, password, error);
    store_close(store);
    if (!done)
        return COMMAND_FAILED;
    tell_password(command, request->subject, password);
    return COMMAND_DONE;
}

enum command_exit command_officer_disable(const struct command *command,
                                          const struct request *request, struct error *error)
{
    struct store *store = open_store(command, error);
    if (!store)
        return COMMAND_FAILED;
    bool done = officer_disable(store, request->subject, error);
    store_close(store);
    if (!done)
        return COMMAND_FAILED;
    say(command, "officer.disabled",
        WITH(with_code("login", request->subject),
             with_code("home", words_for_shell(command, command->home))));
    return COMMAND_DONE;
}

static const char *state_key(const struct officer *officer)
{
    if (officer->disabled)
        return "officer.state_disabled";
    return officer->must_change ? "officer.state_first_password" : "officer.state_active";
}

static void add_officer(struct table *table, const struct command *command,
                        const struct officer *officer)
{
    const char *seen = officer->seen_ms ? words_of_time(command, officer->seen_ms)
                                        : words(command, "officer.never_seen", WITHOUT);
    table_add(table, (const char *const[]){officer->login, officer->name,
                                           words(command, state_key(officer), WITHOUT), seen});
}

enum command_exit command_officer_list(const struct command *command, const struct request *request,
                                       struct error *error)
{
    (void)request;
    struct officer *officers;
    size_t count;
    struct store *store = open_store(command, error);
    if (!store)
        return COMMAND_FAILED;
    bool done = officer_list(store, command->arena, &officers, &count, error);
    store_close(store);
    if (!done)
        return COMMAND_FAILED;
    if (count == 0) {
        say(command, "officer.none",
            WITH(with_code("home", words_for_shell(command, command->home))));
        return COMMAND_DONE;
    }
    struct table *table = table_new(command, 4);
    table_add(table, (const char *const[]){words(command, "officer.column_login", WITHOUT),
                                           words(command, "officer.column_name", WITHOUT),
                                           words(command, "officer.column_state", WITHOUT),
                                           words(command, "officer.column_seen", WITHOUT)});
    for (size_t i = 0; i < count; i++)
        add_officer(table, command, &officers[i]);
    table_print(table, 0);
    return COMMAND_DONE;
}
