#define _XOPEN_SOURCE 700 /* nftw */

#include "base/file.h"

#include <ftw.h>
#include <stdio.h>

static int remove_one(const char *path, const struct stat *about, int kind, struct FTW *place)
{
    (void)about;
    (void)kind;
    (void)place;
    return remove(path);
}

void file_remove_tree(const char *folder)
{
    nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}
