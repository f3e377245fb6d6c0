/* marhaba-kiosk: the screen visitors stand before. */
#include "base/file.h"
#include "base/log.h"
#include "base/memory.h"
#include "kiosk/loop.h"
#include "language/message.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct arguments {
    const char *home, *at, *automation;
    struct window_options window;
    bool help, version;
};

static bool read_size(const char *text, struct window_options *out, struct error *error)
{
    int used = 0;
    if (sscanf(text, "%5dx%5d%n", &out->width, &out->height, &used) == 2 && !text[used] &&
        out->width >= 240 && out->height >= 240 && out->width <= 8192 && out->height <= 8192)
        return true;
    return error_set(
        error, ERROR_INPUT,
        "--size %s: write width and height in pixels, from 240 to 8192, like 1080x1920", text);
}

/* The value of an option that needs one, or NULL with the complaint. */
static const char *value_of(int argc, char **argv, int *at, struct error *error)
{
    if (*at + 1 < argc)
        return argv[++*at];
    error_set(error, ERROR_INPUT, "%s needs a value: see marhaba-kiosk --help", argv[*at]);
    return NULL;
}

static bool read_arguments(int argc, char **argv, struct arguments *out, struct error *error)
{
    const char *size = NULL;
    const struct {
        const char *name;
        const char **value;
        bool *flag;
    } options[] = {{"--home", &out->home, NULL},
                   {"--at", &out->at, NULL},
                   {"--automation", &out->automation, NULL},
                   {"--driver", &out->window.driver, NULL},
                   {"--size", &size, NULL},
                   {"--landscape", NULL, &out->window.lying},
                   {"--fullscreen", NULL, &out->window.fullscreen},
                   {"--help", NULL, &out->help},
                   {"-h", NULL, &out->help},
                   {"--version", NULL, &out->version}};
    for (int at = 1; at < argc; at++) {
        size_t i = 0, count = sizeof options / sizeof *options;
        while (i < count && strcmp(options[i].name, argv[at]) != 0)
            i++;
        if (i == count)
            return error_set(error, ERROR_INPUT,
                             "the option %s is unknown: see marhaba-kiosk --help", argv[at]);
        if (options[i].flag)
            *options[i].flag = true;
        else if (!(*options[i].value = value_of(argc, argv, &at, error)))
            return false;
    }
    return !size || read_size(size, &out->window, error);
}

/* Frozen only for tests: a clock that stands still is of no use to a commune. */
static struct clock *make_clock(const struct arguments *arguments, struct error *error)
{
    int64_t start;
    if (!arguments->at)
        return clock_new();
    if (!clock_parse(arguments->at, &start, error)) {
        error_context(error, "--at");
        return NULL;
    }
    return clock_new_at(start, arguments->automation);
}

static bool run(const struct arguments *arguments, const struct place *place, struct error *error)
{
    struct arena *arena = arena_new();
    struct commune commune;
    struct clock *clock = NULL;
    /* The clock after the commune: --at is read in the commune's time zone. */
    bool done = commune_load(arena, arguments->home, &commune, error) &&
                (clock = make_clock(arguments, error));
    if (done) {
        struct kiosk_options options = {.window = arguments->window,
                                        .automation = arguments->automation,
                                        .clock = clock,
                                        .commune = &commune,
                                        .place = place};
        done = kiosk_run(&options, error);
    }
    clock_free(clock);
    arena_free(arena);
    return done;
}

static void say_help(void)
{
    fputs(error_translate(
              "marhaba-kiosk --home DIR [options]\n"
              "  --home DIR           the installation folder\n"
              "  --landscape          a screen wider than high (otherwise higher than wide)\n"
              "  --fullscreen         the whole display\n"
              "  --size WxH           size of the window in pixels\n"
              "  --driver NAME        SDL's video driver: x11, wayland, kmsdrm, dummy …\n"
              "  --at TIME            begin at this time, like 2026-11-25T10:24\n"
              "  --automation SOCKET  let tests and accessibility tools drive it\n"
              "  --help, --version    this text; which version it is\n"),
          stdout);
}

/* The program's exit status; what went wrong is said. */
static int serve(int argc, char **argv, const struct place *place)
{
    struct arguments arguments = {0};
    struct error error = {0};
    bool good = read_arguments(argc, argv, &arguments, &error);
    if (good && arguments.help) {
        say_help();
        return 0;
    }
    if (good && arguments.version) {
        puts("marhaba-kiosk " MARHABA_VERSION);
        return 0;
    }
    if (good && !arguments.home)
        good = error_set(&error, ERROR_INPUT,
                         "which installation? Give its folder with --home, like "
                         "marhaba-kiosk --home demo");
    int status = good ? 1 : 2;
    if (good && run(&arguments, place, &error))
        return 0;
    fprintf(stderr, "marhaba-kiosk: %s\n", error.text);
    return status;
}

int main(int argc, char **argv)
{
    struct error error = {0};
    struct place place = {0};
    file_keep_standard();
    setlocale(LC_ALL, "C.UTF-8");
    log_start("marhaba-kiosk", LOG_INFO);
    if (!place_find(&place, &error)) {
        fprintf(stderr, "marhaba-kiosk: %s\n", error.text);
        return 1;
    }
    struct messages *words = messages_serve_administrators(&place, NULL);
    int status = serve(argc, argv, &place);
    messages_serve_errors(NULL, NULL);
    messages_free(words);
    place_free(&place);
    return status;
}
