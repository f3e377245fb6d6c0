/* marhaba-desk: the officer's desk, an HTTP server. */
#include "base/file.h"
#include "base/log.h"
#include "desk/desk.h"

#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct arguments {
    struct desk_options desk;
    int ready_fd; /* -1: none */
    bool help, version;
};

static bool read_number(const char *option, const char *text, long most, int *out,
                        struct error *error)
{
    char *end = NULL;
    errno = 0;
    long number = strtol(text, &end, 10);
    if (errno || end == text || *end || number < 0 || number > most)
        return error_set(error, ERROR_INPUT, "%s takes a number from 0 to %ld, not \"%s\"", option,
                         most, text);
    *out = (int)number;
    return true;
}

static bool read_option(const char *option, const char *value, struct arguments *out,
                        struct error *error)
{
    if (strcmp(option, "--home") == 0) {
        out->desk.home = value;
        return true;
    }
    if (strcmp(option, "--address") == 0) {
        out->desk.address = value;
        return true;
    }
    if (strcmp(option, "--port") == 0)
        return read_number(option, value, 65535, &out->desk.port, error);
    if (strcmp(option, "--ready-fd") == 0)
        return read_number(option, value, 1023, &out->ready_fd, error);
    out->desk.at = value;
    return true;
}

static bool is_known(const char *option)
{
    static const char *const options[] = {"--home", "--address", "--port", "--ready-fd", "--at"};
    for (size_t i = 0; i < sizeof options / sizeof *options; i++)
        if (strcmp(option, options[i]) == 0)
            return true;
    return false;
}

static bool read_arguments(int count, char **texts, struct arguments *out, struct error *error)
{
    for (int i = 1; i < count; i++) {
        bool is_help = strcmp(texts[i], "--help") == 0 || strcmp(texts[i], "-h") == 0;
        bool is_version = strcmp(texts[i], "--version") == 0;
        out->help = out->help || is_help;
        out->version = out->version || is_version;
        if (is_help || is_version)
            continue;
        if (!is_known(texts[i]))
            return error_set(error, ERROR_INPUT,
                             "the option %s is unknown: see marhaba-desk --help", texts[i]);
        if (i + 1 == count)
            return error_set(error, ERROR_INPUT, "%s needs a value: see marhaba-desk --help",
                             texts[i]);
        if (!read_option(texts[i], texts[i + 1], out, error))
            return false;
        i++;
    }
    return out->desk.home || out->help || out->version ||
           error_set(error, ERROR_INPUT,
                     "which installation? Give its folder with --home, like marhaba-desk --home "
                     "demo");
}

static void say_help(void)
{
    fputs(
        error_translate(
            "marhaba-desk --home DIR [options]\n"
            "  --home DIR           the installation folder\n"
            "  --port N             instead of commune.yaml's; 0 takes any free one\n"
            "  --address A          instead of commune.yaml's; other machines need a certificate\n"
            "  --at TIME            begin at this time, like 2026-11-25T10:24 (for tests)\n"
            "  --ready-fd N         gets one line when the desk answers\n"
            "  --help, --version    this text; which version it is\n"),
        stdout);
}

static void say_ready(const struct desk *desk, int ready_fd)
{
    size_t count;
    const char *const *addresses = site_addresses(&desk->site, desk->arena, &count);
    log_write(LOG_INFO, "store: %s", store_describe(desk->store));
    for (size_t i = 0; i < count; i++)
        printf("Marhaba desk: %s\n", addresses[i]);
    fflush(stdout);
    if (ready_fd >= 0) {
        if (write(ready_fd, "ready\n", 6) < 0)
            log_write(LOG_WARNING, "nobody reads file descriptor %d", ready_fd);
        close(ready_fd);
    }
}

static int fail(int status, const struct error *error)
{
    fprintf(stderr, "marhaba-desk: %s\n", error->text);
    return status;
}

static int serve(const struct arguments *arguments)
{
    struct error error = {0};
    struct server *server = NULL;
    bool good = false;
    struct desk *desk = desk_open(&arguments->desk, &error);
    if (!desk)
        goto done;
    struct server_answers answers = desk_answers(desk);
    server = server_new(&desk->site, desk->clock, &answers, &error);
    if (!server)
        goto done;
    say_ready(desk, arguments->ready_fd);
    good = server_run(server);
    if (!good)
        error_set(&error, ERROR_SYSTEM, "the desk's event loop broke: start it again");
done:
    server_free(server);
    desk_close(desk);
    return good ? 0 : fail(1, &error);
}

/* The program's exit status; what went wrong is said. */
static int begin(int count, char **texts)
{
    struct arguments arguments = {.desk = {.port = -1}, .ready_fd = -1};
    struct error error = {0};
    if (!read_arguments(count, texts, &arguments, &error))
        return fail(2, &error);
    if (arguments.help) {
        say_help();
        return 0;
    }
    if (arguments.version) {
        puts("marhaba-desk " MARHABA_VERSION);
        return 0;
    }
    if (sodium_init() < 0) {
        error_set(&error, ERROR_SYSTEM, "the system gives no random numbers, so nothing is safe");
        return fail(1, &error);
    }
    return serve(&arguments);
}

int main(int count, char **texts)
{
    struct place place = {0};
    struct error error = {0};
    file_keep_standard();
    log_start("marhaba-desk", LOG_INFO);
    if (!place_find(&place, &error))
        return fail(1, &error);
    struct messages *words = messages_serve_administrators(&place, NULL);
    int status = begin(count, texts);
    messages_serve_errors(NULL, NULL);
    messages_free(words);
    place_free(&place);
    return status;
}
