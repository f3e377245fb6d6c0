#include "desk/private_memory.h"

#include "base/memory.h"

#include <event2/event.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* In front of each piece: how long it is. As wide as the strictest alignment. */
union piece {
    size_t length;
    max_align_t align;
};

static void *take(size_t length)
{
    if (length > SIZE_MAX - sizeof(union piece))
        return NULL;
    union piece *piece = memory_new(1, sizeof *piece + length);
    piece->length = length;
    return piece + 1;
}

static void release(void *bytes)
{
    if (!bytes)
        return;
    union piece *piece = (union piece *)bytes - 1;
    memory_wipe(bytes, piece->length);
    free(piece);
}

static void *resize(void *old, size_t length)
{
    void *bytes = take(length);
    if (bytes && old) {
        size_t before = ((union piece *)old - 1)->length;
        memcpy(bytes, old, before < length ? before : length);
        release(old);
    }
    return bytes;
}

void private_memory_use(void)
{
    static bool is_used;
    if (is_used)
        return;
    event_set_mem_functions(take, resize, release);
    is_used = true;
}
