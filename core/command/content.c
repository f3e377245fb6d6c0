/* marhaba content check, publish: what is wrong with what visitors read, and putting it in
 * service. */
#include "base/file.h"
#include "command/command.h"
#include "command/words.h"
#include "store/audit.h"
#include "visit/sources.h"

#include <stdio.h>

#define KINDS 6

struct telling {
    const struct command *command;
    unsigned counts[KINDS];
};

static const char *const kind_keys[KINDS] = {
    [CONTENT_WRONG] = "content.wrong",
    [CONTENT_STALE] = "content.stale",
    [CONTENT_UNSOURCED] = "content.unsourced",
    [CONTENT_UNTRANSLATED] = "content.untranslated",
    [CONTENT_UNREACHABLE] = "content.unreachable",
    [CONTENT_LAWFUL] = "content.lawful",
};

void content_tell(const struct command *command, enum content_finding finding,
                  const struct error *error)
{
    say(command, "content.line",
        WITH(with_text("kind", words(command, kind_keys[finding], WITHOUT)),
             with_text("what", error->text)));
}

static void tell(void *self, enum content_finding finding, const struct error *error)
{
    struct telling *telling = self;
    telling->counts[finding]++;
    content_tell(telling->command, finding, error);
}

static void sum_up(const struct telling *telling)
{
    struct table *table = table_new(telling->command, 2);
    putchar('\n');
    for (size_t i = 0; i < KINDS; i++)
        table_add(table, (const char *const[]){
                             words(telling->command, kind_keys[i], WITHOUT),
                             arena_print(telling->command->arena, "%u", telling->counts[i])});
    table_print(table, 0);
}

bool content_put_in_place(const struct command *command, const struct content_world *world,
                          content_say *say_finding, void *self, struct error *error)
{
    if (content_publish(world, say_finding, self, error))
        return true;
    return error->kind == ERROR_SYSTEM
               ? error_context(
                     error,
                     "the content is not published: free some space on the disk of %s, or "
                     "look at its health, and try again",
                     command->home)
               : false;
}

/* What visitors are told from now on is a deed; publishing the same again is none. The store is
 * opened first: what cannot be written down is not done. */
static bool publish(const struct command *command, const struct content_world *world,
                    struct telling *telling, struct error *error)
{
    bool is_new = content_has_changed(world);
    struct store *store = store_open(command->home, STORE_ADMIN, command->clock, error);
    bool done = store && file_make_folder(world->own, 0750, error) &&
                content_put_in_place(command, world, tell, telling, error) &&
                (!is_new || audit_add(store, "administrator", "content.publish", "", error));
    store_close(store);
    return done;
}

static enum command_exit look(const struct command *command, bool publishes, struct error *error)
{
    struct commune commune;
    struct telling telling = {.command = command};
    if (!commune_load(command->arena, command->home, &commune, error))
        return COMMAND_FAILED;
    struct registry *registry = registry_new(&commune, command->place);
    struct content_world world = sources_find(command->arena, &commune, command->place, registry,
                                              clock_now_ms(command->clock));
    bool done = true;
    if (publishes)
        done = publish(command, &world, &telling, error);
    else
        content_check(&world, tell, &telling);
    sum_up(&telling);
    if (publishes && done)
        say(command,
            telling.counts[CONTENT_WRONG] ? "content.published_partly" : "content.published",
            WITHOUT);
    registry_free(registry);
    /* What no answers lead to can be published, and yet is a mistake of who wrote it. */
    unsigned mistakes =
        telling.counts[CONTENT_WRONG] + (publishes ? 0 : telling.counts[CONTENT_UNREACHABLE]);
    return done && mistakes == 0 ? COMMAND_DONE : COMMAND_FAILED;
}

enum command_exit command_content_check(const struct command *command,
                                        const struct request *request, struct error *error)
{
    (void)request;
    return look(command, false, error);
}

enum command_exit command_content_publish(const struct command *command,
                                          const struct request *request, struct error *error)
{
    (void)request;
    return look(command, true, error);
}
