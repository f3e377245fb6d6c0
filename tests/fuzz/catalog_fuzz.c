/* rooms: language */
/* A catalogue comes with a plugin: whatever its bytes, it is refused or it answers. */
#include "language/catalog.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void look_up(void *self, const char *key)
{
    static const uint64_t counts[] = {0, 1, 2, 3, 11, 100, 1000, UINT64_MAX};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        const char *text = catalog_find(self, key, counts[i]);
        if (text && !text[0])
            abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct error error = {0};
    struct catalog *catalog = catalog_parse("fuzz.mo", data, size, &error);
    if (!catalog && !error.text[0])
        abort();
    if (catalog) {
        catalog_each(catalog, look_up, catalog);
        look_up(catalog, "absent");
    }
    catalog_free(catalog);
    return 0;
}
