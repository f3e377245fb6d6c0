#include "base/memory.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void out_of_memory(void)
{
    fputs("marhaba: out of memory\n", stderr);
    abort();
}

void *memory_new(size_t count, size_t size)
{
    void *memory = calloc(count ? count : 1, size ? size : 1);
    if (!memory)
        out_of_memory();
    return memory;
}

void *memory_resize(void *old, size_t count, size_t size)
{
    if (size && count > (size_t)-1 / size)
        out_of_memory();
    size_t bytes = count * size;
    void *memory = realloc(old, bytes > 0 ? bytes : 1);
    if (!memory)
        out_of_memory();
    return memory;
}

char *memory_copy_part(const char *text, size_t length)
{
    char *copy = memory_new(length + 1, 1);
    memcpy(copy, text, length);
    return copy;
}

char *memory_copy_text(const char *text)
{
    return text ? memory_copy_part(text, strlen(text)) : NULL;
}

void memory_wipe(void *memory, size_t size)
{
    if (memory && size)
        sodium_memzero(memory, size);
}

void memory_free_private(char *text)
{
    if (text)
        memory_wipe(text, strlen(text));
    free(text);
}
