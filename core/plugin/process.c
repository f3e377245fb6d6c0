#define _GNU_SOURCE
#include "plugin/process.h"

#include "base/log.h"
#include "base/system_words.h"
#include "plugin/wire.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

struct ends {
    int ours, theirs;            /* of the wire */
    int noise_read, noise_write; /* -1: standard error goes nowhere */
};

static void close_if_open(int *descriptor)
{
    if (*descriptor >= 0)
        close(*descriptor);
    *descriptor = -1;
}

static void close_ends(struct ends *ends)
{
    close_if_open(&ends->ours);
    close_if_open(&ends->theirs);
    close_if_open(&ends->noise_read);
    close_if_open(&ends->noise_write);
}

static bool open_ends(struct ends *ends)
{
    int wire[2];
    *ends = (struct ends){-1, -1, -1, -1};
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, wire) != 0)
        return false;
    ends->ours = wire[0];
    /* Clear of 0 to 3, which the child fills: a program may have been started without them. */
    ends->theirs = fcntl(wire[1], F_DUPFD_CLOEXEC, WIRE_FD + 1);
    close(wire[1]);
    if (ends->theirs < 0) {
        close_if_open(&ends->ours);
        return false;
    }
#ifdef MARHABA_SANITIZED /* the sanitizer's report is worth reading; a plugin's own chatter is not \
                          */
    int noise[2];
    if (pipe2(noise, O_CLOEXEC | O_NONBLOCK) == 0) {
        ends->noise_read = noise[0];
        ends->noise_write = noise[1];
    }
#endif
    return true;
}

static int add_actions(posix_spawn_file_actions_t *actions, const struct ends *ends)
{
    int failed = posix_spawn_file_actions_addopen(actions, 0, "/dev/null", O_RDONLY, 0);
    if (!failed)
        failed = posix_spawn_file_actions_addopen(actions, 1, "/dev/null", O_WRONLY, 0);
    if (!failed && ends->noise_write >= 0)
        failed = posix_spawn_file_actions_adddup2(actions, ends->noise_write, 2);
    else if (!failed)
        failed = posix_spawn_file_actions_addopen(actions, 2, "/dev/null", O_WRONLY, 0);
    if (!failed)
        failed = posix_spawn_file_actions_adddup2(actions, ends->theirs, WIRE_FD);
    return failed ? failed : posix_spawn_file_actions_addclosefrom_np(actions, WIRE_FD + 1);
}

static int spawn(const char *runner, const struct manifest *manifest, const struct ends *ends,
                 pid_t *pid)
{
    char zone[128], permissions[16];
    const char *set_zone = getenv("TZ");
    snprintf(zone, sizeof zone, "TZ=%s", set_zone ? set_zone : "UTC");
    snprintf(permissions, sizeof permissions, "%u", manifest->permissions);
    char *const arguments[] = {(char *)(uintptr_t)runner,
                               (char *)(uintptr_t)manifest->folder,
                               (char *)(uintptr_t)manifest->library,
                               (char *)(uintptr_t)manifest->id,
                               permissions,
                               NULL};
    char *const environment[] = {zone, NULL};
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t all, none;
    sigfillset(&all);
    sigemptyset(&none);
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    /* Its own group: an interrupt typed at the kiosk's terminal is not for it. */
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK |
                                              POSIX_SPAWN_SETPGROUP);
    posix_spawnattr_setsigdefault(&attributes, &all);
    posix_spawnattr_setsigmask(&attributes, &none);
    int failed = add_actions(&actions, ends);
    if (!failed)
        failed = posix_spawn(pid, runner, &actions, &attributes, arguments, environment);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    return failed;
}

bool process_start(const char *runner, const struct manifest *manifest, struct process *out,
                   struct error *error)
{
    struct ends ends;
    pid_t pid = 0;
    *out = (struct process){.watch = -1, .socket = -1, .noise = -1};
    if (!open_ends(&ends))
        return error_set(error, ERROR_SYSTEM, "cannot make a socket for a plugin: %s",
                         words_of_errno(errno));
    int failed = spawn(runner, manifest, &ends, &pid);
    if (failed) {
        close_ends(&ends);
        return error_set(error, ERROR_SYSTEM,
                         "cannot start %s: %s. Install Marhaba again if it is missing", runner,
                         words_of_errno(failed));
    }
    close_if_open(&ends.theirs);
    close_if_open(&ends.noise_write);
    *out = (struct process){.pid = pid,
                            .watch = (int)syscall(SYS_pidfd_open, pid, 0),
                            .socket = ends.ours,
                            .noise = ends.noise_read};
    if (out->watch >= 0)
        return true;
    error_set(error, ERROR_SYSTEM, "cannot watch a plugin's process: %s", words_of_errno(errno));
    process_end(out, 0, NULL);
    return false;
}

bool process_send(const struct process *process, const void *bytes, size_t length)
{
    return send(process->socket, bytes, length, MSG_DONTWAIT | MSG_NOSIGNAL) == (ssize_t)length;
}

enum process_news process_receive(const struct process *process, const struct clock *stopwatch,
                                  int64_t deadline_ms, void *bytes, size_t capacity, size_t *length)
{
    for (;;) {
        ssize_t received = recv(process->socket, bytes, capacity, MSG_DONTWAIT | MSG_TRUNC);
        if (received > 0) {
            *length = (size_t)received;
            return *length > capacity ? PROCESS_TOO_BIG : PROCESS_MESSAGE;
        }
        if (received == 0 || (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR))
            return PROCESS_GONE;
        int64_t left = deadline_ms - clock_steady_ms(stopwatch);
        struct pollfd wire = {.fd = process->socket, .events = POLLIN};
        if (poll(&wire, 1, left > 0 ? (int)left : 0) == 0 && left <= 0)
            return PROCESS_SILENT;
    }
}

bool process_has_news(const struct process *process)
{
    struct pollfd wire = {.fd = process->socket, .events = POLLIN};
    return poll(&wire, 1, 0) > 0;
}

static void log_noise(const struct process *process)
{
    char text[4096];
    if (process->noise < 0)
        return;
    ssize_t length = read(process->noise, text, sizeof text - 1);
    if (length <= 0)
        return;
    text[length] = '\0';
    char *rest = NULL;
    for (char *line = strtok_r(text, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest))
        log_write(LOG_WARNING, "runner %d: %s", (int)process->pid, line);
}

bool process_end(struct process *process, int patience_ms, siginfo_t *how)
{
    siginfo_t status = {0};
    struct pollfd watch = {.fd = process->watch, .events = POLLIN};
    if (process->pid == 0)
        return false;
    if (process->socket >= 0)
        shutdown(process->socket, SHUT_RDWR);
    bool ended = process->watch >= 0 && poll(&watch, 1, patience_ms) > 0;
    if (!ended)
        kill(process->pid, SIGKILL);
    while (waitid(P_PID, (id_t)process->pid, &status, WEXITED) != 0 && errno == EINTR)
        continue;
    log_noise(process);
    if (how)
        *how = status;
    close_if_open(&process->watch);
    close_if_open(&process->socket);
    close_if_open(&process->noise);
    *process = (struct process){.watch = -1, .socket = -1, .noise = -1};
    return ended;
}
