#include "base/file.h"
#include "base/log.h"
#include "command/command.h"
#include "command/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct options {
    const char *home;
    bool help, version;
    const char *const *words; /* the command's, ended by NULL */
};

static bool read_options(char **arguments, struct options *out, struct error *error)
{
    char **at = arguments + 1;
    for (; *at && strncmp(*at, "-", 1) == 0; at++) {
        if (strcmp(*at, "--help") == 0 || strcmp(*at, "-h") == 0)
            out->help = true;
        else if (strcmp(*at, "--version") == 0)
            out->version = true;
        else if (strcmp(*at, "--home") != 0)
            return error_set(error, ERROR_INPUT,
                             "the option \"%s\" is unknown: write \"marhaba --home DIR COMMAND\"; "
                             "\"marhaba --help\" shows all there is",
                             *at);
        else if (!at[1] || !at[1][0])
            return error_set(error, ERROR_INPUT,
                             "\"--home\" needs the installation folder after it: \"marhaba --home "
                             "DIR COMMAND\"");
        else
            out->home = *++at;
    }
    out->words = (const char *const *)at;
    for (; *at; at++)
        out->help = out->help || strcmp(*at, "--help") == 0 || strcmp(*at, "-h") == 0;
    return true;
}

/* "demo/" is demo: paths in sentences then read as people write them. */
static const char *without_slash(struct arena *arena, const char *folder)
{
    size_t length = strlen(folder);
    while (length > 1 && folder[length - 1] == '/')
        length--;
    return arena_copy_part(arena, folder, length);
}

static enum command_exit run(struct command *command, char **arguments, struct error *error)
{
    struct options options = {0};
    struct request request;
    if (!read_options(arguments, &options, error))
        return COMMAND_MISUSED;
    if (options.version) {
        puts("marhaba " MARHABA_VERSION);
        return COMMAND_DONE;
    }
    if (options.help) {
        command_help(command);
        return COMMAND_DONE;
    }
    const struct command_word *word = command_read(options.words, &request, error);
    if (!word)
        return COMMAND_MISUSED;
    if (!options.home) {
        error_set(
            error, ERROR_INPUT,
            "say which installation: write \"marhaba --home DIR %s\", where DIR is the folder "
            "that has (or will have) commune.yaml",
            word->usage);
        return COMMAND_MISUSED;
    }
    command->home = without_slash(command->arena, options.home);
    return word->run(command, &request, error);
}

int main(int count, char **arguments)
{
    (void)count;
    struct error error = {0};
    struct place place = {0};
    struct messages *messages = NULL;
    struct command command = {.place = &place,
                              .language = language_of_environment(),
                              .clock = clock_new(),
                              .arena = arena_new()};
    enum command_exit result = COMMAND_FAILED;
    file_keep_standard();
    log_start("marhaba", LOG_WARNING);
    if (!place_find_incomplete(&place, &error))
        goto end;
    messages = messages_serve_administrators(&place, &error);
    /* A broken catalogue must not silence the one command that can name it. */
    if (!messages)
        say_error(&command, &error);
    error_clear(&error);
    command.messages = messages;
    result = run(&command, arguments, &error);
end:
    if (error.kind != ERROR_NONE)
        say_error(&command, &error);
    if (fflush(stdout) != 0)
        result = COMMAND_FAILED;
    messages_serve_errors(NULL, NULL);
    messages_free(messages);
    place_free(&place);
    clock_free((struct clock *)command.clock);
    arena_free(command.arena);
    return (int)result;
}
