/* Bytes that grow, born with a maximum. Past it, or once anything failed, the buffer is `full` and
 * swallows the rest: check once at the end. */
#ifndef MARHABA_BASE_BUFFER_H
#define MARHABA_BASE_BUFFER_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

struct buffer {
    char *bytes; /* always NUL-terminated once something was added; NULL before */
    size_t length, capacity, maximum;
    bool full;
};

struct buffer buffer_new(size_t maximum);
void buffer_free(struct buffer *buffer);  /* wipes, frees, leaves it empty and usable */
void buffer_clear(struct buffer *buffer); /* wipes and keeps the room */
void buffer_add(struct buffer *buffer, const void *bytes, size_t length);
void buffer_add_text(struct buffer *buffer, const char *text);
void buffer_add_char(struct buffer *buffer, char c);
void buffer_print(struct buffer *buffer, const char *format, ...) PRINTF_LIKE(2, 3);
const char *buffer_text(const struct buffer *buffer); /* "" when empty */

#endif
