/* Loaded in front of libc (LD_PRELOAD): makes one call on files fail, as a disk that is full or
 * broken does. The test and the program share the file MARHABA_FAILING: `countdown` (0: nothing
 * fails; 1: the next call does), `reason` (an errno) and `met`. Only calls that open for writing,
 * write, sync, rename or make a folder count, and only on paths with MARHABA_FAILING_UNDER in them;
 * databases have their own test. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

struct control {
    int countdown, reason, met;
};

static struct control *control;
static const char *under;

__attribute__((constructor)) static void start(void)
{
    const char *path = getenv("MARHABA_FAILING");
    under = getenv("MARHABA_FAILING_UNDER");
    int fd = path && under ? open(path, O_RDWR | O_CLOEXEC) : -1;
    void *found = fd >= 0 ? mmap(NULL, sizeof *control, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0)
                          : MAP_FAILED;
    if (fd >= 0)
        close(fd);
    if (found != MAP_FAILED)
        control = found;
}

static void find_next(void *out, const char *name)
{
    void *found = dlsym(RTLD_NEXT, name);
    memcpy(out, &found, sizeof found);
}

static bool fails(const char *path)
{
    if (!control || control->countdown == 0 || !strstr(path, under) || strstr(path, ".db"))
        return false;
    if (__atomic_sub_fetch(&control->countdown, 1, __ATOMIC_SEQ_CST) != 0)
        return false;
    control->met = 1;
    errno = control->reason;
    return true;
}

static bool fails_on(int fd)
{
    char link[64], path[4096];
    if (!control || control->countdown == 0)
        return false;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length <= 0)
        return false;
    path[length] = '\0';
    return fails(path);
}

int open(const char *path, int flags, ...)
{
    int (*next)(const char *, int, ...);
    mode_t mode = 0;
    if (flags & O_CREAT) {
        va_list rest;
        va_start(rest, flags);
        mode = va_arg(rest, mode_t);
        va_end(rest);
    }
    if ((flags & (O_WRONLY | O_RDWR | O_DIRECTORY)) && fails(path))
        return -1;
    find_next(&next, "open");
    return next(path, flags, mode);
}

/* A short write first, as a disk that fills up does it: half, and the failure at the next call. */
ssize_t write(int fd, const void *bytes, size_t length)
{
    ssize_t (*next)(int, const void *, size_t);
    find_next(&next, "write");
    if (fails_on(fd)) {
        if (length < 2)
            return -1;
        control->countdown = 1;
        return next(fd, bytes, length / 2);
    }
    return next(fd, bytes, length);
}

int fsync(int fd)
{
    int (*next)(int);
    find_next(&next, "fsync");
    return fails_on(fd) ? -1 : next(fd);
}

int rename(const char *from, const char *to)
{
    int (*next)(const char *, const char *);
    find_next(&next, "rename");
    return fails(to) ? -1 : next(from, to);
}

int mkdir(const char *path, mode_t mode)
{
    int (*next)(const char *, mode_t);
    find_next(&next, "mkdir");
    return fails(path) ? -1 : next(path, mode);
}
