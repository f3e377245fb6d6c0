/* The plugin boundary: an event to its checked tree, and a service opened from the warm spare and
 * from nothing. The baseline is what the machine itself takes for the same crossings: as many bytes
 * over the same kind of socket to a process that does nothing, and that process' start. One JSON
 * object a line on standard output. */
#define _GNU_SOURCE
#include "base/commune.h"
#include "plugin/supervisor.h"

#include <marhaba/plugin.h>

#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define EVENTS 3000
#define OPENS  100
#define BYTES  300 /* about hello's screen */

struct house {
    struct commune commune;
    struct place place;
    struct registry *registry;
    struct supervisor *supervisor;
    const struct language *language;
    struct plugin_services services;
};

static double now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

static int compare(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static double share(double *times, size_t count, unsigned percent)
{
    qsort(times, count, sizeof *times, compare);
    return times[(count - 1) * percent / 100];
}

static void say(const char *bench, double value, double budget, double baseline)
{
    printf("{\"bench\":\"%s\",\"value\":%.1f,\"unit\":\"us\",\"budget\":%.0f,\"baseline\":%.1f,"
           "\"ratio\":%.2f}\n",
           bench, value, budget, baseline, value / baseline);
    fflush(stdout);
}

static _Noreturn void stop(const char *sentence)
{
    fprintf(stderr, "plugin_bench: %s\n", sentence);
    exit(EXIT_FAILURE);
}

static const char *value_of(void *self, const char *id)
{
    (void)self;
    (void)id;
    return "Aïcha";
}

/* ---- The floor: a process that sends back what it gets ---- */

static pid_t start_echo(int *end)
{
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET, 0, ends) != 0)
        stop("no socket");
    pid_t child = fork();
    if (child == 0) {
        char bytes[BYTES];
        close(ends[0]);
        for (ssize_t length; (length = read(ends[1], bytes, sizeof bytes)) > 0;)
            if (write(ends[1], bytes, (size_t)length) != length)
                break;
        _exit(0);
    }
    close(ends[1]);
    *end = ends[0];
    return child;
}

static void cross(int end)
{
    char bytes[BYTES] = {0};
    struct pollfd wire = {.fd = end, .events = POLLIN};
    if (write(end, bytes, sizeof bytes) != BYTES || poll(&wire, 1, 1000) != 1 ||
        read(end, bytes, sizeof bytes) != BYTES)
        stop("the echo failed");
}

/* Three crossings: the event, the value hello asks for, the screen. */
static void measure_floor(double *times)
{
    int end;
    pid_t child = start_echo(&end);
    for (size_t i = 0; i < EVENTS; i++) {
        double start = now_us();
        for (int crossing = 0; crossing < 3; crossing++)
            cross(end);
        times[i] = now_us() - start;
    }
    close(end);
    waitpid(child, NULL, 0);
}

static double measure_start_of_nothing(void)
{
    static double times[OPENS];
    char *const arguments[] = {"true", NULL};
    for (size_t i = 0; i < OPENS; i++) {
        pid_t child;
        double start = now_us();
        if (posix_spawn(&child, "/bin/true", NULL, NULL, arguments, arguments + 1) != 0)
            stop("cannot start /bin/true");
        waitpid(child, NULL, 0);
        times[i] = now_us() - start;
    }
    return share(times, OPENS, 50);
}

/* ---- Marhaba ---- */

static void open_house(struct house *house)
{
    static const char *const plugins[] = {"hello", NULL};
    struct error error;
    if (!place_at(MARHABA_STAGE, &house->place, &error))
        stop(error.text);
    house->commune = (struct commune){.home = "/nowhere", .plugins = plugins};
    house->registry = registry_new(&house->commune, &house->place);
    house->supervisor = supervisor_new(house->registry, &house->place, clock_new());
    house->language = language_find("ar");
    house->services.value = value_of;
}

static struct plugin_visit *open_visit(struct house *house)
{
    struct error error;
    const struct service *service = registry_service(house->registry, "HELLO");
    struct plugin_visit *visit = service
                                     ? plugin_visit_open(house->supervisor, service,
                                                         house->language, &house->services, &error)
                                     : NULL;
    if (!visit)
        stop(service ? error.text : "the plugin hello is not there");
    return visit;
}

static void build(struct house *house, struct plugin_visit *visit)
{
    struct error error;
    struct arena *arena = arena_new();
    if (!plugin_visit_build(visit, arena, house->language, &error))
        stop(error.text);
    arena_free(arena);
}

static void measure_events(struct house *house, double *times)
{
    struct error error;
    struct plugin_visit *visit = open_visit(house);
    for (size_t i = 0; i < EVENTS; i++) {
        double start = now_us();
        if (plugin_visit_event(visit, MRH_EVENT_PRESS, "ok", "", &error) != PLUGIN_STAY)
            stop(error.text);
        build(house, visit);
        times[i] = now_us() - start;
    }
    plugin_visit_close(visit);
}

/* To the first checked tree. */
static double measure_opening(struct house *house, bool warm, unsigned percent)
{
    static double times[OPENS];
    for (size_t i = 0; i < OPENS; i++) {
        for (int round = 0; warm && round < 10; round++) {
            supervisor_warm(house->supervisor);
            nanosleep(&(struct timespec){.tv_nsec = 3000000}, NULL);
        }
        double start = now_us();
        struct plugin_visit *visit = open_visit(house);
        build(house, visit);
        times[i] = now_us() - start;
        plugin_visit_close(visit);
    }
    return share(times, OPENS, percent);
}

int main(void)
{
    static double floor_times[EVENTS], times[EVENTS];
    struct house house = {0};
    open_house(&house);
    measure_floor(floor_times);
    measure_events(&house, times);
    say("plugin_event_p50", share(times, EVENTS, 50), 1000, share(floor_times, EVENTS, 50));
    say("plugin_event_p95", share(times, EVENTS, 95), 1000, share(floor_times, EVENTS, 95));
    double nothing = measure_start_of_nothing();
    say("plugin_open", measure_opening(&house, true, 50), 3000, nothing);
    say("plugin_open_p95", measure_opening(&house, true, 95), 3000, nothing);
    say("plugin_open_cold", measure_opening(&house, false, 50), 15000, nothing);
    say("plugin_open_cold_p95", measure_opening(&house, false, 95), 15000, nothing);
    supervisor_free(house.supervisor);
    return EXIT_SUCCESS;
}
