/* Message catalogues: GNU .mo files read with every offset checked (glibc's own reader crashes on a
 * broken one), immutable once loaded and so shared by threads. Format: GNU gettext manual, 10.3. */
#ifndef MARHABA_LANGUAGE_CATALOG_H
#define MARHABA_LANGUAGE_CATALOG_H

#include "base/error.h"

#include <stddef.h>
#include <stdint.h>

struct catalog;

/* Refuses a file over 4 MiB, a wrong magic, any offset outside the file, unsorted keys, texts that
 * are not UTF-8, and a Plural-Forms it cannot read. */
struct catalog *catalog_load(const char *path, struct error *error);
struct catalog *catalog_parse(const char *name, const void *bytes, size_t length,
                              struct error *error);
void catalog_free(struct catalog *catalog);

/* The translation, or NULL when absent or empty. `count` chooses the plural form where the message
 * has plurals. Borrowed from the catalogue. */
const char *catalog_find(const struct catalog *catalog, const char *key, uint64_t count);

/* Calls `visit` for each key, in order. */
void catalog_each(const struct catalog *catalog, void (*visit)(void *self, const char *key),
                  void *self);

#endif
