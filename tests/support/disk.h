/* A disk that loses power and that fails, for tests of what is stored: an SQLite VFS over the
 * default one. It passes everything on, writes down every change of the files of one folder in
 * order, can make any call fail, and can rebuild the folder as a power cut at any moment could
 * leave it.
 *
 * What a cut leaves: a file's bytes up to its last sync are there. Of each later write nothing,
 * all, or any of its sectors of 512 bytes; bytes beside it are not harmed (SQLite is told so by the
 * default VFS: "powersafe overwrite"). A name made or removed is there or not, until the folder is
 * synced. */
#ifndef MARHABA_TESTS_DISK_H
#define MARHABA_TESTS_DISK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Every database opened from now on goes over this disk. */
void disk_start(void);
void disk_stop(void);

/* Writes down, from nothing, what happens to the databases in `folder`; what lies in them now
 * counts as synced. */
void disk_record(const char *folder);
size_t disk_steps(void);

/* Where a step is a sync: only there something more survives for certain. */
bool disk_step_syncs(size_t step);

/* From now on it is as if nothing recorded had been synced: to see that a test would find it. */
void disk_forget_syncs(void);

enum disk_survivors { DISK_NOTHING, DISK_EVERYTHING, DISK_SOME };

/* Makes in `folder` the database files as a cut after the first `steps` steps leaves them; `random`
 * decides for DISK_SOME. Fast for steps that only grow. */
void disk_cut(const char *folder, size_t steps, enum disk_survivors survivors, uint64_t *random);

/* A random number from a seed, the same on every machine. */
uint64_t disk_random(uint64_t *random);

enum disk_failure {
    DISK_FULL,   /* a write writes the first half and says that the disk is full */
    DISK_BROKEN, /* a write writes nothing and says that it failed */
};

/* The nth opening, write, truncation or sync of any database from now on fails (the first is 1),
 * and, when it is `lasting`, all after it, until disk_heal. */
void disk_fail(unsigned nth, enum disk_failure how, bool lasting);
void disk_heal(void);
bool disk_has_failed(void);

#endif
