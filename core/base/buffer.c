#include "base/buffer.h"

#include "base/memory.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct buffer buffer_new(size_t maximum)
{
    return (struct buffer){.maximum = maximum};
}

void buffer_clear(struct buffer *buffer)
{
    memory_wipe(buffer->bytes, buffer->length);
    buffer->length = 0;
    buffer->full = false;
}

void buffer_free(struct buffer *buffer)
{
    buffer_clear(buffer);
    free(buffer->bytes);
    buffer->bytes = NULL;
    buffer->capacity = 0;
}

static bool buffer_reserve(struct buffer *buffer, size_t length)
{
    if (buffer->full || length > buffer->maximum - buffer->length) {
        buffer->full = true;
        return false;
    }
    size_t needed = buffer->length + length + 1;
    if (needed <= buffer->capacity)
        return true;
    size_t capacity = buffer->capacity ? buffer->capacity : 64;
    while (capacity < needed)
        capacity *= 2;
    /* Not realloc: the old bytes may be private and must not linger in freed memory. */
    char *bytes = memory_new(capacity, 1);
    if (buffer->bytes) {
        memcpy(bytes, buffer->bytes, buffer->length);
        memory_wipe(buffer->bytes, buffer->length);
        free(buffer->bytes);
    }
    buffer->bytes = bytes;
    buffer->capacity = capacity;
    return true;
}

void buffer_add(struct buffer *buffer, const void *bytes, size_t length)
{
    if (length == 0 || !buffer_reserve(buffer, length))
        return;
    memcpy(buffer->bytes + buffer->length, bytes, length);
    buffer->length += length;
    buffer->bytes[buffer->length] = '\0';
}

void buffer_add_text(struct buffer *buffer, const char *text)
{
    if (text)
        buffer_add(buffer, text, strlen(text));
}

void buffer_add_char(struct buffer *buffer, char c)
{
    buffer_add(buffer, &c, 1);
}

void buffer_print(struct buffer *buffer, const char *format, ...)
{
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (length > 0 && buffer_reserve(buffer, (size_t)length)) {
        vsnprintf(buffer->bytes + buffer->length, (size_t)length + 1, format, arguments);
        buffer->length += (size_t)length;
    }
    va_end(arguments);
}

const char *buffer_text(const struct buffer *buffer)
{
    return buffer->length ? buffer->bytes : "";
}
