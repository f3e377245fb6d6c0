#include "library.h"

#include "page.h"

#include <libfyaml.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void languages_for(const char *code, const char *out[LANGUAGES])
{
    static const char *const usual[LANGUAGES] = {"fr", "en", "es", "ar", "zgh"};
    size_t used = 0;
    out[used++] = code;
    if (strcmp(code, "zgh") == 0)
        out[used++] = "ar";
    for (size_t i = 0; i < LANGUAGES && used < LANGUAGES; i++) {
        bool is_there = false;
        for (size_t j = 0; j < used; j++)
            is_there = is_there || strcmp(out[j], usual[i]) == 0;
        if (!is_there)
            out[used++] = usual[i];
    }
}

static const char *text_of(struct fy_node *map, const char *key)
{
    struct fy_node *node =
        map && fy_node_is_mapping(map) ? fy_node_mapping_lookup_by_string(map, key, FY_NT) : NULL;
    const char *text = node && fy_node_is_scalar(node) ? fy_node_get_scalar0(node) : NULL;
    return text && text[0] ? text : NULL;
}

static struct fy_node *keep(struct library *library, struct fy_document *document)
{
    library->documents[library->document_count++] = document;
    return fy_document_root(document);
}

static void add_words(struct words *words, const char *language, const char *text)
{
    size_t used = 0;
    while (words->list[used])
        used += 2;
    if (!text || used + 2 > 2 * LANGUAGES)
        return;
    words->list[used] = language;
    words->list[used + 1] = text;
}

/* The title and the line below it, from the front matter of one language's page. */
static void read_header(struct library *library, struct entry *entry, const char *language)
{
    struct fy_parse_cfg settings = {.flags = FYPCF_QUIET};
    size_t length;
    char *text = page_read(entry->id, language);
    const char *header = text ? page_header(text, &length) : NULL;
    /* The copy is the document's own, so that `text` may go. */
    char *copy = header ? strndup(header, length) : NULL;
    struct fy_document *document =
        copy ? fy_document_build_from_malloc_string(&settings, copy, length) : NULL;
    if (document) {
        struct fy_node *root = keep(library, document);
        add_words(&entry->title, language, text_of(root, "title"));
        add_words(&entry->detail, language, text_of(root, "detail"));
    }
    free(text);
}

static bool read_entry(struct library *library, struct fy_node *node, char *complaint, size_t size)
{
    static const char *const languages[LANGUAGES] = {"ar", "zgh", "fr", "en", "es"};
    struct entry *entry = &library->entries[library->count];
    entry->id = text_of(node, "id");
    entry->icon = text_of(node, "icon");
    entry->related = text_of(node, "related");
    if (!entry->id || !page_id_is_valid(entry->id)) {
        snprintf(complaint, size, "content/pages.yaml: page %zu has no proper id",
                 library->count + 1);
        return false;
    }
    for (size_t i = 0; i < LANGUAGES; i++)
        read_header(library, entry, languages[i]);
    if (!entry->title.list[0]) {
        snprintf(complaint, size, "content/pages/%s.*.md: no page has a title", entry->id);
        return false;
    }
    library->count++;
    return true;
}

struct library *library_load(char *complaint, size_t size)
{
    struct fy_parse_cfg settings = {.flags = FYPCF_QUIET};
    struct fy_document *document = fy_document_build_from_file(&settings, "content/pages.yaml");
    struct library *library = document ? calloc(1, sizeof *library) : NULL;
    if (!library) {
        fy_document_destroy(document);
        snprintf(complaint, size, "content/pages.yaml: is missing or is no YAML");
        return NULL;
    }
    struct fy_node *root = keep(library, document);
    int count = root && fy_node_is_sequence(root) ? fy_node_sequence_item_count(root) : 0;
    bool is_good = count > 0 && count <= MOST_PAGES;
    if (!is_good)
        snprintf(complaint, size, "content/pages.yaml: must list 1 to %d pages", MOST_PAGES);
    for (int i = 0; is_good && i < count; i++)
        is_good = read_entry(library, fy_node_sequence_get_by_index(root, i), complaint, size);
    if (is_good)
        return library;
    library_free(library);
    return NULL;
}

void library_free(struct library *library)
{
    if (!library)
        return;
    for (size_t i = 0; i < library->document_count; i++)
        fy_document_destroy(library->documents[i]);
    free(library);
}

const struct entry *library_find(const struct library *library, const char *id)
{
    for (size_t i = 0; i < library->count; i++)
        if (strcmp(library->entries[i].id, id) == 0)
            return &library->entries[i];
    return NULL;
}
