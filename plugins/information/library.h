/* Which pages there are, and their titles in each language. SPDX-License-Identifier:
 * GPL-3.0-or-later */
#ifndef INFORMATION_LIBRARY_H
#define INFORMATION_LIBRARY_H

#include <stdbool.h>
#include <stddef.h>

#define MOST_PAGES 24
#define LANGUAGES  5

/* Languages and texts in turn, NULL-ended, as MRH_VARIANTS takes them. */
struct words {
    const char *list[2 * LANGUAGES + 1];
};

struct entry {
    const char *id, *icon;
    const char *related; /* code of a service, or NULL */
    struct words title, detail;
};

struct library {
    struct entry entries[MOST_PAGES];
    size_t count;
    void *documents[1 + MOST_PAGES * LANGUAGES]; /* own every text */
    size_t document_count;
};

/* Reads content/pages.yaml and the front matter of each page. NULL with a complaint. */
struct library *library_load(char *complaint, size_t size);
void library_free(struct library *library);

const struct entry *library_find(const struct library *library, const char *id);

/* Codes to try for a reader of `code`, its own first; LANGUAGES of them. */
void languages_for(const char *code, const char *out[LANGUAGES]);

#endif
