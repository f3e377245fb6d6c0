/* Files and folders, with sentences for what goes wrong. */
#ifndef MARHABA_BASE_FILE_H
#define MARHABA_BASE_FILE_H

#include "base/buffer.h"
#include "base/error.h"

#include <stddef.h>

/* Reads a regular file of at most `maximum` bytes into an empty buffer (its maximum is set here).
 */
bool file_read(const char *path, size_t maximum, struct buffer *out, struct error *error);

/* Writes all or nothing: a temporary file beside it, synced, then renamed over `path`. `mode` is
 * the permission, like 0600 for keys. False too when only the last sync failed: the file is there,
 * whole, but may not outlive a power cut. */
bool file_write(const char *path, const void *bytes, size_t length, unsigned mode,
                struct error *error);

/* Puts the file `with`, made by another library, in the place of `path`, as file_write does: what
 * was there is replaced whole or not at all, and `with` is gone either way. */
bool file_replace(const char *path, const char *with, struct error *error);

/* Syncs the folder that `path` lies in, so that its name there outlives a power cut. */
bool file_sync_name(const char *path, struct error *error);

/* Like mkdir -p. */
bool file_make_folder(const char *path, unsigned mode, struct error *error);

/* Removes a folder with all that is in it, as far as it can; links are removed, not followed. */
void file_remove_tree(const char *folder);

bool file_exists(const char *path);

/* False when this user may not read `path`, or a folder on the way to it, with whose that is. What
 * is not there may be read. */
bool file_may_read(const char *path, struct error *error);

/* Owned "folder/name". */
char *file_join(const char *folder, const char *name);

/* Names in `folder` (no "." entries), sorted bytewise; owned list ended by NULL, freed with
 * file_list_free. A missing folder is an empty list. */
char **file_list(const char *folder);
void file_list_free(char **names);

/* Whether its names can be listed; else why not, naming it: it is missing, no folder, or closed. */
bool file_can_list(const char *folder, struct error *error);

/* Lets 0 to 2 stand for something, as far as they were closed: else the next file opened could be
 * one of them, and be written over by a message. And a limit on the size of files is an error from
 * here on, as a full disk is, not the end of the program or of those it starts. Call it first in a
 * program. */
void file_keep_standard(void);

/* The last part of a path, borrowed. */
const char *file_name(const char *path);

#endif
