/* rooms: base */
/* A configuration file: refused with a sentence that begins with its name, or a plain tree. */
#include "base/yaml.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void walk(const struct yaml_node *node, unsigned depth)
{
    if (depth > 40 || node->line == 0 || !node->file)
        abort();
    if (node->kind == YAML_TEXT && !utf8_is_plain_text(node->text, strlen(node->text)))
        abort();
    /* Looking a key up costs a walk: the first fifty tell as much as all. */
    for (size_t i = 0; i < node->count && i < 50; i++) {
        if (node->kind == YAML_MAP && yaml_get(node, node->children[i].key) != &node->children[i])
            abort();
        walk(&node->children[i], depth + 1);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    struct error error = {0};
    const struct yaml_node *root = yaml_parse(arena, "fuzz.yaml", (const char *)data, size, &error);
    if (root)
        walk(root, 0);
    else if (strncmp(error.text, "fuzz.yaml:", 10) != 0)
        abort();
    arena_free(arena);
    return 0;
}
