#include "screen/private_json.h"

#include "base/memory.h"

#include <jansson.h>
#include <malloc.h>
#include <pthread.h>
#include <stdlib.h>

static void wipe_and_free(void *memory)
{
    /* The allocator itself stays malloc's, so that what jansson took earlier is freed well too. */
    if (memory)
        memory_wipe(memory, malloc_usable_size(memory));
    free(memory);
}

static void install(void)
{
    json_set_alloc_funcs(malloc, wipe_and_free);
}

void json_wipe_when_freed(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, install);
}
