#include "disk.h"

#include "base/file.h"
#include "base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SECTOR     512
#define MOST_FILES 32u
#define MOST_NAMES 4u

/* ---- What is written down ---- */

enum step_kind { STEP_CREATE, STEP_DELETE, STEP_WRITE, STEP_TRUNCATE, STEP_SYNC, STEP_SYNC_FOLDER };

struct step {
    enum step_kind kind;
    size_t file, length;
    int64_t offset;
    char *bytes;
};

struct content {
    char *bytes;
    size_t length, room;
};

/* A file is not its name: one that was deleted may be there again after a cut. */
struct file {
    char name[64];
    struct content start; /* when the recording began */
    struct content synced;
    size_t synced_steps; /* steps that `synced` holds */
};

/* Which file a name stands for; SIZE_MAX: none. */
struct names {
    size_t file_of[MOST_NAMES];
};

static const char *const endings[MOST_NAMES] = {".db", ".db-journal", ".db-wal", ".db-shm"};

static struct {
    sqlite3_vfs vfs, *real;
    char folder[512];
    struct step *steps;
    size_t step_count, step_room;
    struct file files[MOST_FILES];
    size_t file_count;
    struct names start, now, synced;
    size_t folded, synced_names; /* steps seen by the files' `synced`; by the names' */
    unsigned fail_in;            /* 0: nothing fails */
    enum disk_failure how;
    bool lasting, has_failed;
    int (*open_directory)(const char *path, int *fd);
} disk;

static size_t ending_of(const char *path)
{
    for (size_t i = 0; path && i < MOST_NAMES; i++) {
        size_t length = strlen(path), skip = strlen(endings[i]);
        if (length > skip && strcmp(path + length - skip, endings[i]) == 0)
            return i;
    }
    return SIZE_MAX;
}

static bool is_watched(const char *path)
{
    size_t length = strlen(disk.folder);
    return path && length > 0 && strncmp(path, disk.folder, length) == 0 && path[length] == '/' &&
           !strchr(path + length + 1, '/') && ending_of(path) != SIZE_MAX;
}

static struct step *add_step(enum step_kind kind, size_t file)
{
    if (disk.step_count == disk.step_room) {
        disk.step_room = disk.step_room ? disk.step_room * 2 : 1024;
        disk.steps = memory_resize(disk.steps, disk.step_room, sizeof *disk.steps);
    }
    struct step *step = &disk.steps[disk.step_count++];
    *step = (struct step){.kind = kind, .file = file};
    return step;
}

static void content_free(struct content *content)
{
    free(content->bytes);
    *content = (struct content){0};
}

/* Cut, or grown with zeros. */
static void content_resize(struct content *content, size_t length)
{
    if (length > content->room) {
        content->room = length * 2;
        content->bytes = memory_resize(content->bytes, content->room, 1);
    }
    if (length > content->length)
        memset(content->bytes + content->length, 0, length - content->length);
    content->length = length;
}

static void content_write(struct content *content, size_t offset, const char *bytes, size_t length)
{
    if (length == 0)
        return;
    if (offset + length > content->length)
        content_resize(content, offset + length);
    memcpy(content->bytes + offset, bytes, length);
}

static void content_copy(struct content *to, const struct content *from)
{
    to->length = 0;
    content_resize(to, from->length);
    if (from->length > 0)
        memcpy(to->bytes, from->bytes, from->length);
}

static void content_read(struct content *content, const char *path)
{
    char part[65536];
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t got;
    content->length = 0;
    while (fd >= 0 && (got = read(fd, part, sizeof part)) > 0)
        content_write(content, content->length, part, (size_t)got);
    if (fd >= 0)
        close(fd);
}

static size_t add_file(const char *path)
{
    if (disk.file_count == MOST_FILES)
        abort();
    struct file *file = &disk.files[disk.file_count];
    *file = (struct file){0};
    snprintf(file->name, sizeof file->name, "%s", file_name(path));
    return disk.file_count++;
}

/* One that was there before anything of it was changed through SQLite. */
static size_t add_old_file(const char *path)
{
    size_t file = add_file(path), name = ending_of(path);
    content_read(&disk.files[file].start, path);
    content_copy(&disk.files[file].synced, &disk.files[file].start);
    disk.start.file_of[name] = disk.now.file_of[name] = disk.synced.file_of[name] = file;
    return file;
}

static void forget_recording(void)
{
    for (size_t i = 0; i < disk.step_count; i++)
        free(disk.steps[i].bytes);
    for (size_t i = 0; i < disk.file_count; i++) {
        content_free(&disk.files[i].start);
        content_free(&disk.files[i].synced);
    }
    disk.step_count = disk.file_count = disk.folded = disk.synced_names = 0;
    for (size_t i = 0; i < MOST_NAMES; i++)
        disk.start.file_of[i] = disk.now.file_of[i] = disk.synced.file_of[i] = SIZE_MAX;
}

void disk_record(const char *folder)
{
    forget_recording();
    snprintf(disk.folder, sizeof disk.folder, "%s", folder);
    char **names = file_list(folder);
    for (size_t i = 0; names[i]; i++) {
        char *path = file_join(folder, names[i]);
        if (is_watched(path) && !strstr(names[i], "-shm"))
            add_old_file(path);
        free(path);
    }
    file_list_free(names);
}

size_t disk_steps(void)
{
    return disk.step_count;
}

bool disk_step_syncs(size_t step)
{
    return disk.steps[step].kind == STEP_SYNC || disk.steps[step].kind == STEP_SYNC_FOLDER;
}

void disk_forget_syncs(void)
{
    for (size_t i = 0; i < disk.step_count; i++)
        if (disk_step_syncs(i))
            disk.steps[i] = (struct step){.kind = STEP_WRITE, .file = disk.steps[i].file};
}

/* ---- Failing ---- */

void disk_fail(unsigned nth, enum disk_failure how, bool lasting)
{
    disk.fail_in = nth;
    disk.how = how;
    disk.lasting = lasting;
    disk.has_failed = false;
}

void disk_heal(void)
{
    disk.fail_in = 0;
}

bool disk_has_failed(void)
{
    return disk.has_failed;
}

static bool fails(void)
{
    if (disk.fail_in == 0 || (disk.fail_in > 1 && --disk.fail_in > 0))
        return false;
    disk.fail_in = disk.lasting ? 1 : 0;
    disk.has_failed = true;
    errno = disk.how == DISK_FULL ? ENOSPC : EIO;
    return true;
}

/* ---- Files ---- */

struct disk_file {
    sqlite3_file base;
    size_t file; /* SIZE_MAX: not written down */
    bool can_fail;
    sqlite3_file *real;
};

static sqlite3_file *real_of(sqlite3_file *file)
{
    return ((struct disk_file *)file)->real;
}

static size_t watched(sqlite3_file *file)
{
    return ((struct disk_file *)file)->file;
}

static bool fails_now(sqlite3_file *file)
{
    return ((struct disk_file *)file)->can_fail && fails();
}

static int file_close(sqlite3_file *file)
{
    sqlite3_file *real = real_of(file);
    return real->pMethods ? real->pMethods->xClose(real) : SQLITE_OK;
}

static int file_read_part(sqlite3_file *file, void *out, int length, sqlite3_int64 offset)
{
    return real_of(file)->pMethods->xRead(real_of(file), out, length, offset);
}

static int file_write_part(sqlite3_file *file, const void *bytes, int length, sqlite3_int64 offset)
{
    int failure = SQLITE_OK;
    if (fails_now(file)) {
        failure = disk.how == DISK_FULL ? SQLITE_FULL : SQLITE_IOERR_WRITE;
        length = disk.how == DISK_FULL ? length / 2 : 0;
    }
    int result = real_of(file)->pMethods->xWrite(real_of(file), bytes, length, offset);
    if (watched(file) != SIZE_MAX && result == SQLITE_OK && length > 0) {
        struct step *step = add_step(STEP_WRITE, watched(file));
        step->offset = offset;
        step->length = (size_t)length;
        step->bytes = memory_new((size_t)length, 1);
        memcpy(step->bytes, bytes, (size_t)length);
    }
    return failure ? failure : result;
}

static int file_truncate(sqlite3_file *file, sqlite3_int64 length)
{
    if (fails_now(file))
        return SQLITE_IOERR_TRUNCATE;
    int result = real_of(file)->pMethods->xTruncate(real_of(file), length);
    if (watched(file) != SIZE_MAX && result == SQLITE_OK)
        add_step(STEP_TRUNCATE, watched(file))->offset = length;
    return result;
}

/* The folder's sync, which the default VFS does inside this one, comes after it. */
static int file_sync(sqlite3_file *file, int flags)
{
    if (fails_now(file))
        return SQLITE_IOERR_FSYNC;
    if (watched(file) == SIZE_MAX)
        return SQLITE_OK; /* of no use to any test, and slow */
    add_step(STEP_SYNC, watched(file));
    return real_of(file)->pMethods->xSync(real_of(file), flags);
}

static int file_size(sqlite3_file *file, sqlite3_int64 *out)
{
    return real_of(file)->pMethods->xFileSize(real_of(file), out);
}

static int file_lock(sqlite3_file *file, int level)
{
    return real_of(file)->pMethods->xLock(real_of(file), level);
}

static int file_unlock(sqlite3_file *file, int level)
{
    return real_of(file)->pMethods->xUnlock(real_of(file), level);
}

static int file_check_lock(sqlite3_file *file, int *out)
{
    return real_of(file)->pMethods->xCheckReservedLock(real_of(file), out);
}

static int file_control(sqlite3_file *file, int what, void *argument)
{
    return real_of(file)->pMethods->xFileControl(real_of(file), what, argument);
}

static int file_sector_size(sqlite3_file *file)
{
    return real_of(file)->pMethods->xSectorSize(real_of(file));
}

static int file_characteristics(sqlite3_file *file)
{
    return real_of(file)->pMethods->xDeviceCharacteristics(real_of(file));
}

static int file_shm_map(sqlite3_file *file, int page, int size, int extend, void volatile **out)
{
    return real_of(file)->pMethods->xShmMap(real_of(file), page, size, extend, out);
}

static int file_shm_lock(sqlite3_file *file, int offset, int count, int flags)
{
    return real_of(file)->pMethods->xShmLock(real_of(file), offset, count, flags);
}

static void file_shm_barrier(sqlite3_file *file)
{
    real_of(file)->pMethods->xShmBarrier(real_of(file));
}

static int file_shm_unmap(sqlite3_file *file, int remove)
{
    return real_of(file)->pMethods->xShmUnmap(real_of(file), remove);
}

static const sqlite3_io_methods methods = {2,
                                           file_close,
                                           file_read_part,
                                           file_write_part,
                                           file_truncate,
                                           file_sync,
                                           file_size,
                                           file_lock,
                                           file_unlock,
                                           file_check_lock,
                                           file_control,
                                           file_sector_size,
                                           file_characteristics,
                                           file_shm_map,
                                           file_shm_lock,
                                           file_shm_barrier,
                                           file_shm_unmap,
                                           NULL,
                                           NULL};

/* ---- The disk ---- */

static int open_file(sqlite3_vfs *vfs, const char *path, sqlite3_file *out, int flags, int *given)
{
    (void)vfs;
    struct disk_file *file = (struct disk_file *)out;
    bool watch = is_watched(path);
    bool was_there = watch && file_exists(path);
    out->pMethods = NULL;
    file->can_fail = ending_of(path) != SIZE_MAX;
    if (file->can_fail && fails())
        return SQLITE_CANTOPEN;
    file->real = (sqlite3_file *)(file + 1);
    int result = disk.real->xOpen(disk.real, path, file->real, flags, given);
    out->pMethods = result == SQLITE_OK ? &methods : NULL;
    file->file = SIZE_MAX;
    if (result != SQLITE_OK || !watch)
        return result;
    size_t *now = &disk.now.file_of[ending_of(path)];
    if (was_there && *now == SIZE_MAX)
        add_old_file(path);
    else if (!was_there) {
        *now = add_file(path);
        add_step(STEP_CREATE, *now);
    }
    file->file = *now;
    return SQLITE_OK;
}

static int delete_file(sqlite3_vfs *vfs, const char *path, int sync_folder)
{
    (void)vfs;
    size_t *now = is_watched(path) ? &disk.now.file_of[ending_of(path)] : NULL;
    if (now && *now != SIZE_MAX) {
        add_step(STEP_DELETE, *now);
        *now = SIZE_MAX;
    }
    return disk.real->xDelete(disk.real, path, sync_folder);
}

/* The default VFS opens a file's folder for one thing only: to sync it. */
static int open_directory(const char *path, int *fd)
{
    if (is_watched(path))
        add_step(STEP_SYNC_FOLDER, SIZE_MAX);
    return disk.open_directory(path, fd);
}

void disk_start(void)
{
    sqlite3_initialize();
    if (disk.real) /* left by a test that failed */
        disk_stop();
    disk.real = sqlite3_vfs_find(NULL);
    disk.vfs = *disk.real;
    disk.vfs.zName = "disk";
    disk.vfs.szOsFile = (int)sizeof(struct disk_file) + disk.real->szOsFile;
    disk.vfs.xOpen = open_file;
    disk.vfs.xDelete = delete_file;
    disk.vfs.pNext = NULL;
    sqlite3_syscall_ptr own = disk.real->xGetSystemCall(disk.real, "openDirectory");
    memcpy(&disk.open_directory, &own, sizeof own);
    disk.real->xSetSystemCall(disk.real, "openDirectory", (sqlite3_syscall_ptr)open_directory);
    sqlite3_vfs_register(&disk.vfs, 1);
    forget_recording();
}

void disk_stop(void)
{
    disk.real->xSetSystemCall(disk.real, "openDirectory", NULL);
    sqlite3_vfs_unregister(&disk.vfs);
    sqlite3_vfs_register(disk.real, 1);
    forget_recording();
    free(disk.steps);
    memset(&disk, 0, sizeof disk);
}

/* ---- Power cuts ---- */

uint64_t disk_random(uint64_t *random)
{
    uint64_t z = (*random += UINT64_C(0x9E3779B97F4A7C15));
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

static void apply(struct content *content, const struct step *step)
{
    if (step->kind == STEP_WRITE)
        content_write(content, (size_t)step->offset, step->bytes, step->length);
    else if (step->kind == STEP_TRUNCATE && (size_t)step->offset < content->length)
        content_resize(content, (size_t)step->offset);
}

static void apply_name(struct names *names, const struct step *step)
{
    size_t *name = &names->file_of[ending_of(disk.files[step->file].name)];
    if (step->kind == STEP_CREATE)
        *name = step->file;
    else if (step->kind == STEP_DELETE)
        *name = SIZE_MAX;
}

/* Of a write that was cut short: any of its sectors; the file may have grown all the same. */
static void apply_torn(struct content *content, const struct step *step, uint64_t *random)
{
    size_t from = (size_t)step->offset, end = from + step->length;
    if (end > content->length && disk_random(random) % 2)
        content_resize(content, end);
    while (from < end) {
        size_t until = (from / SECTOR + 1) * SECTOR;
        until = until < end ? until : end;
        if (disk_random(random) % 2)
            content_write(content, from, step->bytes + (from - (size_t)step->offset), until - from);
        from = until;
    }
}

static void survive(struct content *content, const struct step *step, enum disk_survivors survivors,
                    uint64_t *random)
{
    uint64_t fate = survivors == DISK_SOME ? disk_random(random) % 3 : survivors == DISK_EVERYTHING;
    if (fate == 1)
        apply(content, step);
    else if (fate == 2 && step->kind == STEP_WRITE)
        apply_torn(content, step, random);
}

/* Takes what is certain after the first `steps` steps into the files' `synced`. */
static void fold(size_t steps)
{
    for (; disk.folded < steps; disk.folded++) {
        const struct step *step = &disk.steps[disk.folded];
        if (step->kind == STEP_SYNC) {
            struct file *file = &disk.files[step->file];
            for (size_t i = file->synced_steps; i < disk.folded; i++)
                if (disk.steps[i].file == step->file)
                    apply(&file->synced, &disk.steps[i]);
            file->synced_steps = disk.folded;
        } else if (step->kind == STEP_SYNC_FOLDER) {
            for (size_t i = disk.synced_names; i < disk.folded; i++)
                if (disk.steps[i].kind == STEP_CREATE || disk.steps[i].kind == STEP_DELETE)
                    apply_name(&disk.synced, &disk.steps[i]);
            disk.synced_names = disk.folded;
        }
    }
}

static void unfold(void)
{
    for (size_t i = 0; i < disk.file_count; i++) {
        content_copy(&disk.files[i].synced, &disk.files[i].start);
        disk.files[i].synced_steps = 0;
    }
    disk.synced = disk.start;
    disk.folded = disk.synced_names = 0;
}

static void write_file(const char *folder, const struct file *file, const struct content *content)
{
    char *path = file_join(folder, file->name);
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0660);
    size_t done = 0;
    while (fd >= 0 && done < content->length) {
        ssize_t wrote = write(fd, content->bytes + done, content->length - done);
        if (wrote <= 0)
            abort();
        done += (size_t)wrote;
    }
    if (fd < 0 || close(fd) != 0)
        abort();
    free(path);
}

static void cut_file(const char *folder, const struct file *file, size_t steps,
                     enum disk_survivors survivors, uint64_t *random)
{
    struct content content = {0};
    size_t number = (size_t)(file - disk.files);
    content_copy(&content, &file->synced);
    for (size_t i = file->synced_steps; i < steps; i++)
        if (disk.steps[i].file == number)
            survive(&content, &disk.steps[i], survivors, random);
    write_file(folder, file, &content);
    content_free(&content);
}

void disk_cut(const char *folder, size_t steps, enum disk_survivors survivors, uint64_t *random)
{
    if (steps < disk.folded)
        unfold();
    fold(steps);
    struct names names = disk.synced;
    for (size_t i = disk.synced_names; i < steps; i++) {
        const struct step *step = &disk.steps[i];
        if ((step->kind == STEP_CREATE || step->kind == STEP_DELETE) &&
            (survivors == DISK_EVERYTHING || (survivors == DISK_SOME && disk_random(random) % 2)))
            apply_name(&names, step);
    }
    char **there = file_list(folder);
    for (size_t i = 0; there[i]; i++) {
        char *path = file_join(folder, there[i]);
        if (ending_of(path) != SIZE_MAX)
            unlink(path);
        free(path);
    }
    file_list_free(there);
    for (size_t i = 0; i < MOST_NAMES; i++)
        if (names.file_of[i] != SIZE_MAX)
            cut_file(folder, &disk.files[names.file_of[i]], steps, survivors, random);
}
