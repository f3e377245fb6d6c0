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

static const char usage[] =
    "usage: marhaba-desk --home DIR [--port N] [--address A] [--at ISO-TIME] [--ready-fd N]\n"
    "\n"
    "  --home DIR      the installation folder, made by `marhaba --home DIR init`\n"
    "  --port N        instead of commune.yaml's; 0 takes any free one\n"
    "  --address A     instead of commune.yaml's; other than loopback needs a certificate\n"
    "  --at ISO-TIME   the clock starts there (for tests)\n"
    "  --ready-fd N    gets one line when the desk answers\n"
    "  --version       says the version\n";

struct arguments {
    struct desk_options desk;
    int ready_fd; /* -1: none */
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
    return clock_parse(value, &out->desk.at_ms, error) || error_context(error, "--at");
}

static bool read_arguments(int count, char **texts, struct arguments *out, struct error *error)
{
    static const char *const options[] = {"--home", "--address", "--port", "--ready-fd", "--at"};
    for (int i = 1; i < count; i += 2) {
        bool known = false;
        for (size_t k = 0; k < sizeof options / sizeof *options; k++)
            known = known || strcmp(texts[i], options[k]) == 0;
        if (!known)
            return error_set(error, ERROR_INPUT, "unknown option \"%s\": see --help", texts[i]);
        if (i + 1 == count)
            return error_set(error, ERROR_INPUT, "%s needs a value: see --help", texts[i]);
        if (!read_option(texts[i], texts[i + 1], out, error))
            return false;
    }
    return out->desk.home ||
           error_set(error, ERROR_INPUT, "--home is missing: name the installation folder");
}

static void say_ready(const struct desk *desk, int ready_fd)
{
    char origin[96];
    site_origin(&desk->site, origin);
    log_write(LOG_INFO, "store: %s", store_describe(desk->store));
    printf("Marhaba desk: %s/\n", origin);
    fflush(stdout);
    if (ready_fd >= 0) {
        if (write(ready_fd, "ready\n", 6) < 0)
            log_write(LOG_WARNING, "nobody reads file descriptor %d", ready_fd);
        close(ready_fd);
    }
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
    if (!good)
        fprintf(stderr, "marhaba-desk: %s\n", error.text);
    server_free(server);
    desk_close(desk);
    return good ? 0 : 1;
}

int main(int count, char **texts)
{
    struct arguments arguments = {.desk = {.port = -1}, .ready_fd = -1};
    struct error error = {0};
    if (count == 2 && strcmp(texts[1], "--help") == 0) {
        fputs(usage, stdout);
        return 0;
    }
    if (count == 2 && strcmp(texts[1], "--version") == 0) {
        puts("marhaba-desk " MARHABA_VERSION);
        return 0;
    }
    struct place place = {0};
    struct messages *words = NULL;
    int status = 1;
    file_keep_standard();
    log_start("marhaba-desk", LOG_INFO);
    if (place_find(&place, &error))
        words = messages_serve_administrators(&place, NULL);
    if (!read_arguments(count, texts, &arguments, &error)) {
        fprintf(stderr, "marhaba-desk: %s\n", error.text);
        status = 2;
    } else if (sodium_init() < 0) {
        fputs("marhaba-desk: libsodium could not be started\n", stderr);
    } else {
        status = serve(&arguments);
    }
    messages_serve_errors(NULL, NULL);
    messages_free(words);
    place_free(&place);
    return status;
}
