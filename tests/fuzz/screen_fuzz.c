/* rooms: screen */
/* Bytes of a plugin's process: refused with a sentence, or a tree that keeps every rule, comes back
 * the same from another way over the wire, and can be shown. */
#include "screen/screen.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *given_value(void *self, const char *id)
{
    (void)self;
    return strlen(id) % 2 ? "have" : "a,b";
}

static void show(struct arena *arena, struct screen_node *root)
{
    struct buffer text = buffer_new(1 << 20);
    screen_resolve(arena, root, NULL, language_find("ar"), given_value, NULL);
    screen_dump_text(&text, root);
    screen_dump_json(&text, screen_copy(arena, root));
    if (!screen_check(root, NULL))
        abort();
    buffer_free(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    struct error error = {0};
    struct screen_node *root = screen_decode(arena, data, size, &error);
    if (!root && !error.text[0])
        abort();
    if (root) {
        struct buffer again = buffer_new(1 << 20);
        screen_encode(&again, root);
        if (again.length != size || memcmp(again.bytes, data, size) != 0)
            abort();
        buffer_free(&again);
        show(arena, root);
    }
    arena_free(arena);
    return 0;
}
