#include "base/file.h"

#include "base/memory.h"
#include "base/system_words.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool cannot(struct error *error, const char *path)
{
    if (errno == ENOSPC || errno == EDQUOT || errno == EFBIG)
        return error_set(error, ERROR_SYSTEM,
                         "%s cannot be written, its disk is full: free some space on it and try "
                         "again",
                         path);
    enum error_kind kind = errno == ENOENT                     ? ERROR_MISSING
                           : errno == EACCES || errno == EPERM ? ERROR_DENIED
                                                               : ERROR_SYSTEM;
    return error_set(error, kind, "%s: %s", path, words_of_errno(errno));
}

bool file_read(const char *path, size_t maximum, struct buffer *out, struct error *error)
{
    bool done = false;
    *out = buffer_new(maximum);
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return cannot(error, path);
    struct stat about;
    if (fstat(fd, &about) != 0) {
        cannot(error, path);
        goto end;
    }
    if (!S_ISREG(about.st_mode)) {
        error_set(error, ERROR_INPUT, "%s: not a regular file", path);
        goto end;
    }
    for (;;) {
        char part[16384];
        ssize_t got = read(fd, part, sizeof part);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0) {
            cannot(error, path);
            goto end;
        }
        if (got == 0)
            break;
        buffer_add(out, part, (size_t)got);
        if (out->full) {
            error_set(error, ERROR_INPUT, "%s: larger than the %zu bytes allowed", path, maximum);
            goto end;
        }
    }
    done = true;
end:
    close(fd);
    if (!done)
        buffer_free(out);
    return done;
}

static bool write_all(int fd, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t wrote = write(fd, bytes, length);
        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote < 0)
            return false;
        bytes += wrote;
        length -= (size_t)wrote;
    }
    return true;
}

bool file_sync_name(const char *path, struct error *error)
{
    char *folder = memory_copy_text(path);
    char *slash = strrchr(folder, '/');
    if (slash)
        *slash = '\0';
    int fd = open(slash ? (folder[0] ? folder : "/") : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    /* A file system that knows no sync of folders (EINVAL) has nothing to give. */
    bool done = fd >= 0 && (fsync(fd) == 0 || errno == EINVAL);
    if (!done)
        cannot(error, path);
    if (fd >= 0)
        close(fd);
    free(folder);
    return done;
}

/* Makes and syncs the file; with the reason in errno when it cannot. */
static bool write_new(const char *path, const void *bytes, size_t length, mode_t mode)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);
    if (fd < 0)
        return false;
    bool written = write_all(fd, bytes, length) && fsync(fd) == 0;
    int reason = errno;
    bool closed = close(fd) == 0;
    if (!written)
        errno = reason;
    return written && closed;
}

/* `from` is whole and synced; it does not stay behind. */
static bool put_in_place(const char *from, const char *path, struct error *error)
{
    if (rename(from, path) == 0)
        return file_sync_name(path, error);
    cannot(error, path);
    unlink(from);
    return false;
}

bool file_write(const char *path, const void *bytes, size_t length, unsigned mode,
                struct error *error)
{
    size_t size = strlen(path) + 32;
    char *temporary = memory_new(size, 1);
    snprintf(temporary, size, "%s.%ld.tmp", path, (long)getpid());
    bool done = write_new(temporary, bytes, length, (mode_t)mode);
    if (done) {
        done = put_in_place(temporary, path, error);
    } else {
        cannot(error, path);
        unlink(temporary);
    }
    free(temporary);
    return done;
}

bool file_replace(const char *path, const char *with, struct error *error)
{
    int fd = open(with, O_RDONLY | O_CLOEXEC);
    bool synced = fd >= 0 && fsync(fd) == 0;
    if (!synced) {
        cannot(error, path);
        unlink(with);
    }
    if (fd >= 0)
        close(fd);
    return synced && put_in_place(with, path, error);
}

bool file_make_folder(const char *path, unsigned mode, struct error *error)
{
    char *part = memory_copy_text(path);
    bool done = true;
    struct stat about;
    for (char *slash = part; done && *slash; slash++) {
        if (*slash != '/' || slash == part)
            continue;
        *slash = '\0';
        done = mkdir(part, (mode_t)mode) == 0 || errno == EEXIST;
        *slash = '/';
    }
    done = done && (mkdir(part, (mode_t)mode) == 0 || errno == EEXIST);
    if (!done)
        cannot(error, path);
    else if (stat(path, &about) == 0 && !S_ISDIR(about.st_mode))
        done =
            error_set(error, ERROR_INPUT, "%s: there is a file of this name, not a folder", path);
    free(part);
    return done;
}

bool file_exists(const char *path)
{
    return access(path, F_OK) == 0;
}

/* The first part of `path` that is closed to this user: a folder on the way, or all of it. */
static char *find_closed(const char *path)
{
    for (const char *slash = strchr(path, '/'); slash; slash = strchr(slash + 1, '/')) {
        char *part = memory_copy_part(path, (size_t)(slash - path));
        if (part[0] && access(part, X_OK) != 0)
            return part;
        free(part);
    }
    return memory_copy_text(path);
}

static void name_of_user(uid_t id, char *out, size_t size)
{
    const struct passwd *user = getpwuid(id);
    if (user)
        snprintf(out, size, "%s", user->pw_name);
    else
        snprintf(out, size, "%ld", (long)id);
}

bool file_may_read(const char *path, struct error *error)
{
    struct stat about;
    char self[64], owner[64] = "?";
    if (access(path, R_OK) == 0 || errno != EACCES)
        return true;
    char *closed = find_closed(path);
    name_of_user(getuid(), self, sizeof self);
    if (stat(closed, &about) == 0)
        name_of_user(about.st_uid, owner, sizeof owner);
    error_set(error, ERROR_DENIED,
              "this user (%s) may not read %s, which belongs to %s: do this as that user, or give "
              "this one the right to read it",
              self, closed, owner);
    free(closed);
    return false;
}

char *file_join(const char *folder, const char *name)
{
    size_t size = strlen(folder) + strlen(name) + 2;
    char *path = memory_new(size, 1);
    snprintf(path, size, "%s/%s", folder, name);
    return path;
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

char **file_list(const char *folder)
{
    size_t count = 0;
    char **names = memory_new(1, sizeof *names);
    DIR *stream = opendir(folder);
    if (!stream)
        return names;
    for (struct dirent *entry; (entry = readdir(stream));) {
        if (entry->d_name[0] == '.')
            continue;
        names = memory_resize(names, count + 2, sizeof *names);
        names[count++] = memory_copy_text(entry->d_name);
        names[count] = NULL;
    }
    closedir(stream);
    qsort(names, count, sizeof *names, compare_names);
    return names;
}

bool file_can_list(const char *folder, struct error *error)
{
    DIR *stream = opendir(folder);
    if (!stream)
        return cannot(error, folder);
    closedir(stream);
    return true;
}

void file_list_free(char **names)
{
    if (!names)
        return;
    for (size_t i = 0; names[i]; i++)
        free(names[i]);
    free(names);
}

const char *file_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

void file_keep_standard(void)
{
    int file;
    do
        file = open("/dev/null", O_RDWR);
    while (file >= 0 && file <= 2);
    if (file > 2)
        close(file);
    signal(SIGXFSZ, SIG_IGN);
}
