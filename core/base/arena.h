/* Many small things that die together: a screen, a message, a request. Not shared by threads. */
#ifndef MARHABA_BASE_ARENA_H
#define MARHABA_BASE_ARENA_H

#include "base/error.h"

#include <stdarg.h>
#include <stddef.h>

struct arena;

struct arena *arena_new(void);

/* Overwrites everything with zeros, then frees it: arenas hold what visitors typed. NULL is fine.
 */
void arena_free(struct arena *arena);

/* Zeroed, aligned for any type, alive until arena_free. */
void *arena_take(struct arena *arena, size_t count, size_t size);
char *arena_copy(struct arena *arena, const char *text); /* NULL stays NULL */
char *arena_copy_part(struct arena *arena, const char *text, size_t length);
char *arena_print(struct arena *arena, const char *format, ...) PRINTF_LIKE(2, 3);
char *arena_print_list(struct arena *arena, const char *format, va_list arguments)
    PRINTF_LIKE(2, 0);

#endif
