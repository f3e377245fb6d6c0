/* rooms: content */
/* A page as a commune's file, and its words alone: refused with a sentence that begins with file
 * and line, or blocks a screen can show. */
#include "content/inside.h"

#include "base/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char folder[] = "/tmp/marhaba-fuzz-XXXXXX", pages[64], page[96];

static void remove_folder(void)
{
    unlink(page);
    rmdir(pages);
    rmdir(folder);
}

static void make_folder(void)
{
    if (pages[0])
        return;
    if (!mkdtemp(folder))
        abort();
    snprintf(pages, sizeof pages, "%s/pages", folder);
    snprintf(page, sizeof page, "%s/fuzz.fr.md", pages);
    if (mkdir(pages, 0700) != 0)
        abort();
    atexit(remove_folder);
}

static void hear(void *self, enum content_finding finding, const struct error *error)
{
    unsigned *wrong = self, line = 0;
    size_t length = strlen(page);
    *wrong += finding == CONTENT_WRONG;
    if (strncmp(error->text, page, length) != 0)
        abort();
    if (sscanf(error->text + length, ":%u: ", &line) == 1 ? line == 0 : error->text[length] != ':')
        abort();
}

static void check_block(const json_t *block)
{
    static const char *const kinds[] = {"heading",  "paragraph", "bullet",
                                        "numbered", "link",      "picture"};
    const char *kind = json_string_value(json_object_get(block, "kind")),
               *text = json_string_value(json_object_get(block, "text")),
               *url = json_string_value(json_object_get(block, "url"));
    bool is_known = false;
    for (size_t i = 0; kind && i < sizeof kinds / sizeof *kinds; i++)
        is_known = is_known || strcmp(kind, kinds[i]) == 0;
    if (!is_known || !text || !text[0] || !utf8_is_plain_text(text, strlen(text)))
        abort();
    if ((strcmp(kind, "link") == 0) != (url != NULL))
        abort();
    if (url && strncmp(url, "https://", 8) != 0 && strncmp(url, "tel:+", 5) != 0)
        abort();
    if ((strcmp(kind, "picture") == 0) != (json_object_get(block, "picture") != NULL))
        abort();
}

static void check_blocks(const json_t *blocks)
{
    if (json_array_size(blocks) == 0)
        abort();
    for (size_t i = 0; i < json_array_size(blocks); i++)
        check_block(json_array_get(blocks, i));
}

static void check_record(const struct record *record)
{
    const char *language;
    json_t *blocks;
    char *text = json_dumps(record->body, JSON_COMPACT);
    if (!text || strcmp(record->id, "fuzz") != 0)
        abort();
    free(text);
    json_object_foreach(json_object_get(record->body, "blocks"), language, blocks)
        check_blocks(blocks);
}

static void read_text(struct draft *draft, const uint8_t *data, size_t size)
{
    struct error error = {0};
    const char *text = arena_copy_part(draft->arena, (const char *)data, size);
    if (!utf8_is_plain_text(text, strlen(text)))
        return;
    json_t *blocks = markdown_read(draft, page, 1, text, &error);
    if (blocks)
        check_blocks(blocks);
    else if (strncmp(error.text, page, strlen(page)) != 0)
        abort();
    json_decref(blocks);
}

static void read_page(struct draft *draft, const unsigned *wrong, const uint8_t *data, size_t size)
{
    FILE *file = fopen(page, "wb");
    if (!file || fwrite(data, 1, size, file) != size || fclose(file) != 0)
        abort();
    pages_read(draft);
    if (draft->count == 0 && *wrong == 0)
        abort();
    for (size_t i = 0; i < draft->count; i++) {
        check_record(&draft->records[i]);
        json_decref(draft->records[i].body);
        json_decref(draft->records[i].services);
        json_decref(draft->records[i].words);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const none[] = {NULL}, *const services[] = {"PEN-LIFE", NULL},
                             *const icons[] = {MARHABA_SOURCE "/assets/icons", NULL};
    unsigned wrong = 0;
    make_folder();
    struct content_world world = {
        .shipped = none, .own = folder, .services = services, .offered = services, .icons = icons};
    struct draft draft = {.world = &world,
                          .arena = arena_new(),
                          .say = hear,
                          .self = &wrong,
                          .today = "2026-11-25",
                          .failed = json_array()};
    read_text(&draft, data, size);
    read_page(&draft, &wrong, data, size);
    free(draft.records);
    json_decref(draft.failed);
    arena_free(draft.arena);
    return 0;
}
