/* Memory that is there or the program ends with a message: no caller handles NULL. */
#ifndef MARHABA_BASE_MEMORY_H
#define MARHABA_BASE_MEMORY_H

#include <stddef.h>

/* `count` zeroed things of `size` bytes; freed with free(). */
void *memory_new(size_t count, size_t size);

/* `old` grown or shrunk to `count` things of `size`; new room is not zeroed. */
void *memory_resize(void *old, size_t count, size_t size);

/* Owned copies; `text` may be NULL, which stays NULL. */
char *memory_copy_text(const char *text);
char *memory_copy_part(const char *text, size_t length);

/* Overwrites with zeros in a way the compiler keeps. */
void memory_wipe(void *memory, size_t size);

/* Overwrites a NUL-terminated text, then frees it. */
void memory_free_private(char *text);

#endif
