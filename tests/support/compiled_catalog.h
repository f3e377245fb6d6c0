/* Real .mo files for tests: msgfmt compiles a .po given as text. */
#ifndef MARHABA_TESTS_COMPILED_CATALOG_H
#define MARHABA_TESTS_COMPILED_CATALOG_H

#include "base/file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* A fresh folder under MARHABA_SCRATCH, owned; its name is `subject` and six letters. */
static inline char *test_folder(const char *subject)
{
    size_t size = strlen(MARHABA_SCRATCH) + strlen(subject) + 16;
    char *path = calloc(size, 1);
    snprintf(path, size, "%s/%s-XXXXXX", MARHABA_SCRATCH, subject);
    if (!mkdtemp(path))
        abort();
    return path;
}

/* Writes folder/NAME.po and compiles it to folder/NAME.mo; aborts when msgfmt refuses. */
static inline void compile_catalog(const char *folder, const char *name, const char *options,
                                   const char *po)
{
    char path[1024], command[4096];
    struct error error = {0};
    snprintf(path, sizeof path, "%s/%s.po", folder, name);
    if (!file_write(path, po, strlen(po), 0600, &error)) {
        fprintf(stderr, "%s\n", error.text);
        abort();
    }
    snprintf(command, sizeof command, "msgfmt %s -o '%s/%s.mo' '%s'", options, folder, name, path);
    int status = system(command);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        abort();
}

static inline void remove_folder(char *folder)
{
    char **names = file_list(folder);
    for (size_t i = 0; names[i]; i++) {
        char *path = file_join(folder, names[i]);
        unlink(path);
        free(path);
    }
    file_list_free(names);
    rmdir(folder);
    free(folder);
}

#define ARABIC_PLURALS                                                                             \
    "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 "   \
    "? 4 : 5;"

#define PO_HEADER(code, plurals)                                                                   \
    "msgid \"\"\nmsgstr \"\"\n\"Project-Id-Version: test\\n\"\n\"Language: " code                  \
    "\\n\"\n\"MIME-Version: 1.0\\n\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n"            \
    "\"Content-Transfer-Encoding: 8bit\\n\"\n\"Plural-Forms: " plurals "\\n\"\n\n"

#endif
