#define _DEFAULT_SOURCE /* cfmakeraw */
#include "print/channel.h"

#include "base/system_words.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/lp.h>
#include <netdb.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#define WAIT_MS     10000
#define PROBE_MS    2000
#define FAREWELL_MS 1000
#define SEND_AHEAD                                                                                 \
    16384 /* bytes the system may hold for us: more would hide a printer that stalls */

static int64_t steady_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Waits until one of `events` (or an end) is there; false when it did not come in time. */
static bool wait_for(int file, short events, int64_t ms)
{
    int64_t until = steady_ms() + ms;
    for (int64_t left = ms; left >= 0; left = until - steady_ms()) {
        struct pollfd one = {.fd = file, .events = events};
        int count = poll(&one, 1, (int)left);
        if (count > 0)
            return true;
        if (count == 0 || errno != EINTR)
            return false;
    }
    return false;
}

/* A reader that went away must be an error here, not the end of the program, whatever the program
 * does with the signal; threads beside this one are not touched. */
static ssize_t write_quietly(int file, const char *bytes, size_t length)
{
    sigset_t pipe_signal, before, pending;
    sigemptyset(&pipe_signal);
    sigaddset(&pipe_signal, SIGPIPE);
    sigpending(&pending);
    bool was_pending = sigismember(&pending, SIGPIPE) == 1;
    pthread_sigmask(SIG_BLOCK, &pipe_signal, &before);
    ssize_t written = write(file, bytes, length);
    int reason = errno;
    if (written < 0 && reason == EPIPE && !was_pending)
        sigtimedwait(&pipe_signal, NULL, &(struct timespec){0});
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    errno = reason;
    return written;
}

enum sent { SENT_ALL, SENT_STOPPED, SENT_BROKEN };

static enum sent send_all(int file, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t written = write_quietly(file, bytes, length);
        if (written > 0) {
            bytes += written;
            length -= (size_t)written;
        } else if (written < 0 && errno != EAGAIN && errno != EINTR) {
            return SENT_BROKEN;
        } else if (!wait_for(file, POLLOUT, WAIT_MS)) {
            return SENT_STOPPED;
        }
    }
    return SENT_ALL;
}

/* ---- Devices ---- */

static bool complain_open(const char *path, struct error *error)
{
    switch (errno) {
    case EACCES:
    case EPERM:
        return error_set(error, ERROR_DENIED,
                         "the printer %s may not be opened: add this user to the group lp", path);
    case EBUSY:
        return error_set(error, ERROR_BUSY,
                         "the printer %s is held by another program: close it or try again", path);
    default:
        return error_set(error, ERROR_MISSING,
                         "there is no printer at %s (%s): see that it is switched on and its cable "
                         "is in",
                         path, words_of_errno(errno));
    }
}

/* Only two states that every usblp printer tells alike stop the slip; odd ones are given a try. */
static bool has_paper(const char *path, int file, struct error *error)
{
    int status = 0;
    if (ioctl(file, LPGETSTATUS, &status) != 0)
        return true;
    if (status & LP_POUTPA)
        return error_set(error, ERROR_SYSTEM, "the printer %s is out of paper: put in a roll",
                         path);
    if ((status & (LP_PSELECD | LP_PERRORP)) == LP_PSELECD)
        return error_set(error, ERROR_SYSTEM,
                         "the printer %s cannot print: see that its cover is closed", path);
    return true;
}

/* A serial line would otherwise turn some of the picture's bytes into line ends and signals. */
static void make_raw(int file)
{
    struct termios settings;
    if (!isatty(file) || tcgetattr(file, &settings) != 0)
        return;
    cfmakeraw(&settings);
    tcsetattr(file, TCSANOW, &settings);
}

static int open_device(const char *path, struct error *error)
{
    struct stat status;
    int file = open(path, O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (file < 0) {
        complain_open(path, error);
        return -1;
    }
    if (fstat(file, &status) == 0 && (S_ISCHR(status.st_mode) || S_ISFIFO(status.st_mode)))
        return file;
    close(file);
    error_set(error, ERROR_INPUT, "%s is no printer: expected a device such as /dev/usb/lp0", path);
    return -1;
}

bool channel_to_device(const char *path, const void *bytes, size_t length, struct error *error)
{
    int file = open_device(path, error);
    if (file < 0)
        return false;
    make_raw(file);
    bool good = has_paper(path, file, error);
    enum sent sent = good ? send_all(file, bytes, length) : SENT_ALL;
    if (sent == SENT_STOPPED)
        good =
            error_set(error, ERROR_SYSTEM,
                      "the printer %s stopped taking data: see to its paper and its cover", path);
    if (sent == SENT_BROKEN)
        good = error_set(error, ERROR_MISSING,
                         "the printer %s went away (%s): see that it is switched on and its cable "
                         "is in",
                         path, words_of_errno(errno));
    close(file);
    return good;
}

bool channel_probe_device(const char *path, struct error *error)
{
    int file = open_device(path, error);
    if (file < 0)
        return false;
    bool good = has_paper(path, file, error);
    close(file);
    return good;
}

/* ---- The network ---- */

static bool connect_one(int file, const struct addrinfo *address, int64_t patience_ms)
{
    int reason = 0, ahead = SEND_AHEAD;
    socklen_t size = sizeof reason;
    setsockopt(file, SOL_SOCKET, SO_SNDBUF, &ahead, sizeof ahead);
    if (connect(file, address->ai_addr, address->ai_addrlen) == 0)
        return true;
    if (errno != EINPROGRESS)
        return false;
    if (!wait_for(file, POLLOUT, patience_ms)) {
        errno = ETIMEDOUT;
        return false;
    }
    getsockopt(file, SOL_SOCKET, SO_ERROR, &reason, &size);
    errno = reason;
    return reason == 0;
}

static int open_tcp(const char *host, const char *port, int64_t patience_ms, struct error *error)
{
    struct addrinfo wish = {.ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM}, *found = NULL;
    int reason = getaddrinfo(host, port, &wish, &found);
    if (reason != 0) {
        error_set(error, ERROR_MISSING,
                  "the printer's name %s is not known (%s): write its address instead", host,
                  words_of_lookup(reason));
        return -1;
    }
    int file = -1;
    for (const struct addrinfo *one = found; one && file < 0; one = one->ai_next) {
        file = socket(one->ai_family, SOCK_STREAM, 0);
        if (file >= 0 &&
            (fcntl(file, F_SETFD, FD_CLOEXEC) != 0 || fcntl(file, F_SETFL, O_NONBLOCK) != 0 ||
             !connect_one(file, one, patience_ms))) {
            close(file);
            file = -1;
        }
    }
    freeaddrinfo(found);
    if (file < 0)
        error_set(error, ERROR_MISSING,
                  "the printer at %s:%s does not answer: see that it is switched on and its cable "
                  "is in",
                  host, port);
    return file;
}

/* Closing with unread answers in the queue would reset the connection, and what the printer has not
 * yet taken would be lost: so its answers are heard out first, as long as it has any. */
static void say_farewell(int file)
{
    char answer[256];
    shutdown(file, SHUT_WR);
    int64_t until = steady_ms() + FAREWELL_MS;
    while (steady_ms() < until && wait_for(file, POLLIN, until - steady_ms()))
        if (recv(file, answer, sizeof answer, 0) <= 0)
            break;
}

bool channel_to_tcp(const char *host, const char *port, const void *bytes, size_t length,
                    struct error *error)
{
    int file = open_tcp(host, port, WAIT_MS, error);
    if (file < 0)
        return false;
    bool good = true;
    enum sent sent = send_all(file, bytes, length);
    if (sent == SENT_STOPPED)
        good = error_set(error, ERROR_SYSTEM,
                         "the printer at %s:%s stopped taking data: see to its paper and its cover",
                         host, port);
    if (sent == SENT_BROKEN)
        good = error_set(error, ERROR_MISSING,
                         "the printer at %s:%s closed the connection (%s): see that it is switched "
                         "on and its cable is in",
                         host, port, words_of_errno(errno));
    if (good)
        say_farewell(file);
    close(file);
    return good;
}

bool channel_probe_tcp(const char *host, const char *port, struct error *error)
{
    int file = open_tcp(host, port, PROBE_MS, error);
    if (file >= 0)
        close(file);
    return file >= 0;
}
