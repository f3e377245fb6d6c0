#include "command/checkup.h"
#include "command/words.h"

#include <stdio.h>
#include <string.h>

static const struct {
    const char *subject; /* message key */
    checkup_check *check;
    bool needs_commune;
} checks[] = {
    {"doctor.folders", check_folders, false},
    {"doctor.store", check_store, false},
    {"doctor.history", check_history, false},
    {"doctor.officers", check_officers, false},
    {"doctor.number", check_number, true},
    {"doctor.sandbox", check_sandbox, false},
    {"doctor.plugins", check_plugins, true},
    {"doctor.content", check_content, true},
    {"doctor.catalogues", check_catalogues, false},
    {"doctor.fonts", check_fonts, false},
    {"doctor.screen", check_screen, false},
    {"doctor.printer", check_printer, true},
    {"doctor.desk", check_desk, true},
    {"doctor.clock", check_clock, false},
};

void checkup_say(void *self, const struct error *error)
{
    struct checkup *checkup = self;
    struct arena *arena = checkup->command->arena;
    /* Two checks may meet the same trouble; it is told once. */
    for (size_t i = 0; i < checkup->count; i++)
        if (strcmp(checkup->troubles[i], error->text) == 0)
            return;
    if (checkup->count == checkup->capacity) {
        size_t capacity = checkup->capacity ? checkup->capacity * 2 : 16;
        const char **troubles = arena_take(arena, capacity, sizeof *troubles);
        for (size_t i = 0; i < checkup->count; i++)
            troubles[i] = checkup->troubles[i];
        checkup->troubles = troubles;
        checkup->capacity = capacity;
    }
    checkup->troubles[checkup->count++] = arena_copy(arena, error->text);
}

static void add_verdict(struct table *table, const struct checkup *checkup, const char *subject,
                        size_t troubles)
{
    const struct command *command = checkup->command;
    const char *verdict;
    if (troubles > 0)
        verdict = words(command, "doctor.wrong", WITH(with_number("count", (int64_t)troubles)));
    else
        verdict =
            words(command, checkup->not_looked ? "doctor.not_looked" : "doctor.well", WITHOUT);
    table_add(table,
              (const char *const[]){words(command, subject, WITHOUT), verdict, checkup->detail});
}

static void look_at_settings(struct checkup *checkup, struct commune *commune, struct table *table)
{
    struct error error = {0};
    const struct command *command = checkup->command;
    if (commune_load(command->arena, command->home, commune, &error)) {
        checkup->commune = commune;
        checkup->detail = language_pick(command->language, &commune->name, NULL);
    } else {
        checkup_say(checkup, &error);
    }
    add_verdict(table, checkup, "doctor.settings", checkup->count);
    if (checkup->commune && commune->unconfirmed_zgh)
        table_add(table, (const char *const[]){words(command, "doctor.zgh", WITHOUT),
                                               words(command, "doctor.to_confirm", WITHOUT),
                                               commune->unconfirmed_zgh});
}

static void look_at(struct checkup *checkup, size_t index, struct table *table)
{
    size_t before = checkup->count;
    checkup->detail = NULL;
    checkup->not_looked = checks[index].needs_commune && !checkup->commune;
    if (!checkup->not_looked)
        checks[index].check(checkup);
    add_verdict(table, checkup, checks[index].subject, checkup->count - before);
}

static void print_troubles(const struct checkup *checkup)
{
    const struct command *command = checkup->command;
    putchar('\n');
    if (checkup->count == 0) {
        say(command, "doctor.all_well", WITHOUT);
        return;
    }
    say(command, "doctor.to_mend", WITH(with_number("count", (int64_t)checkup->count)));
    for (size_t i = 0; i < checkup->count; i++)
        printf("%3zu. %s\n", i + 1, words_clean(command, checkup->troubles[i]));
}

static void print_remarks(const struct checkup *checkup)
{
    const struct command *command = checkup->command;
    if (!checkup->commune || !checkup->commune->unconfirmed_zgh)
        return;
    putchar('\n');
    say(command, "doctor.confirm_zgh",
        WITH(with_text("name", checkup->commune->unconfirmed_zgh),
             with_code("file", arena_print(command->arena, "%s/commune.yaml", command->home))));
}

enum command_exit command_doctor(const struct command *command, const struct request *request,
                                 struct error *error)
{
    (void)request;
    (void)error;
    struct commune commune;
    struct checkup checkup = {.command = command};
    struct table *table = table_new(command, 3);
    look_at_settings(&checkup, &commune, table);
    struct registry *registry =
        checkup.commune ? registry_new(checkup.commune, command->place) : NULL;
    checkup.registry = registry;
    for (size_t i = 0; i < sizeof checks / sizeof *checks; i++)
        look_at(&checkup, i, table);
    table_print(table, 0);
    print_troubles(&checkup);
    print_remarks(&checkup);
    store_close(checkup.store);
    registry_free(registry);
    return checkup.count == 0 ? COMMAND_DONE : COMMAND_FAILED;
}
