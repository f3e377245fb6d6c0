/* rooms: content */
/* What somebody types into the search: folded into words and sounds that a query can hold. */
#include "content/inside.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Words with one blank between, and nothing a query would read as its own. */
static void check(const char *folded, const char *letters)
{
    size_t length = strlen(folded);
    if (!utf8_is_plain_text(folded, length) || strpbrk(folded, "\"*():^-+{}\t\n") ||
        strstr(folded, "  "))
        abort();
    if (length && (folded[0] == ' ' || folded[length - 1] == ' '))
        abort();
    for (size_t i = 0; i < length; i++)
        if (folded[i] >= 'A' && folded[i] <= 'Z')
            abort();
    if (letters && strspn(folded, letters) != length)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    const char *text = arena_copy_part(arena, (const char *)data, size);
    check(fold_words(arena, text), NULL);
    check(fold_sounds(arena, text), "abcdefghijklmnopqrstuvwxyz ");
    arena_free(arena);
    return 0;
}
