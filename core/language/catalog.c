#include "language/catalog.h"

#include "base/file.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "language/plural.h"

#include <stdlib.h>
#include <string.h>

#define LARGEST_FILE  (4u * 1024u * 1024u)
#define HEADER_LENGTH 28u
#define MAGIC         0x950412DEu
#define MAGIC_SWAPPED 0xDE120495u

struct entry {
    const char *key; /* up to its first NUL; a plural msgid may follow */
    const char *text;
    size_t length; /* of text, with the NULs between plural forms */
    bool has_plural;
};

struct catalog {
    char *bytes;
    struct entry *entries; /* sorted by key, without the header entry */
    size_t count;
    struct plural plural;
};

struct reading {
    const unsigned char *bytes;
    size_t length;
    bool is_swapped;
    size_t texts_length; /* of all texts so far: they must not overlap */
    struct error *error;
};

static uint32_t read_number(const struct reading *reading, size_t position)
{
    const unsigned char *at = reading->bytes + position;
    if (reading->is_swapped)
        return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
    return (uint32_t)at[3] << 24 | (uint32_t)at[2] << 16 | (uint32_t)at[1] << 8 | at[0];
}

/* The text described at `table`: inside the file, NUL-ended, plain UTF-8 between its NULs. */
static bool read_text(struct reading *reading, size_t table, unsigned number, const char **text,
                      size_t *length)
{
    size_t size = read_number(reading, table);
    size_t offset = read_number(reading, table + 4);
    if (offset >= reading->length || size >= reading->length - offset)
        return error_set(reading->error, ERROR_INPUT,
                         "text %u of the catalogue lies outside the file: compile it again",
                         number);
    const char *bytes = (const char *)reading->bytes + offset;
    if (bytes[size] != '\0')
        return error_set(reading->error, ERROR_INPUT,
                         "text %u of the catalogue does not end where it should: compile it again",
                         number);
    /* Texts that overlap would let a small file cost a great deal of reading. */
    reading->texts_length += size + 1;
    if (reading->texts_length > reading->length)
        return error_set(reading->error, ERROR_INPUT,
                         "text %u of the catalogue overlaps another: compile it again", number);
    for (size_t at = 0; at <= size; at += strlen(bytes + at) + 1)
        if (!utf8_is_plain_text(bytes + at, strlen(bytes + at)))
            return error_set(reading->error, ERROR_INPUT,
                             "text %u of the catalogue is not plain UTF-8: compile it again",
                             number);
    *text = bytes;
    *length = size;
    return true;
}

static size_t count_parts(const char *text, size_t length)
{
    size_t parts = 1;
    for (size_t i = 0; i < length; i++)
        parts += text[i] == '\0';
    return parts;
}

static bool read_entry(struct reading *reading, size_t originals, size_t translations,
                       unsigned number, struct entry *out)
{
    size_t key_length;
    if (!read_text(reading, originals, number, &out->key, &key_length) ||
        !read_text(reading, translations, number, &out->text, &out->length))
        return false;
    size_t key_parts = count_parts(out->key, key_length);
    out->has_plural = key_parts == 2;
    if (key_parts > 2)
        return error_set(reading->error, ERROR_INPUT,
                         "text %u of the catalogue has more than one plural key: compile it again",
                         number);
    return true;
}

static bool read_table(struct catalog *catalog, struct reading *reading)
{
    size_t count = read_number(reading, 8);
    size_t originals = read_number(reading, 12), translations = read_number(reading, 16);
    size_t table = count * 8;
    if (count > reading->length / 16 || originals > reading->length - table ||
        translations > reading->length - table)
        return error_set(reading->error, ERROR_INPUT,
                         "the catalogue's tables lie outside the file: compile it again");
    catalog->entries = memory_new(count, sizeof *catalog->entries);
    for (size_t i = 0; i < count; i++) {
        struct entry *entry = &catalog->entries[i];
        if (!read_entry(reading, originals + 8 * i, translations + 8 * i, (unsigned)i + 1, entry))
            return false;
        if (i > 0 && strcmp(entry[-1].key, entry->key) >= 0)
            return error_set(reading->error, ERROR_INPUT,
                             "text %u of the catalogue is not in order: compile it again",
                             (unsigned)i + 1);
    }
    catalog->count = count;
    return true;
}

/* The value of a header field ("Name: value" on a line of its own), or NULL. */
static const char *header_field(const char *header, const char *name, size_t *length)
{
    size_t name_length = strlen(name);
    for (const char *line = header; line;) {
        if (strncmp(line, name, name_length) == 0) {
            const char *value = line + name_length;
            value += strspn(value, " \t");
            *length = strcspn(value, "\n");
            return value;
        }
        line = strchr(line, '\n');
        line = line ? line + 1 : NULL;
    }
    return NULL;
}

static bool read_header(struct catalog *catalog, struct reading *reading)
{
    size_t length;
    plural_default(&catalog->plural);
    if (catalog->count == 0 || catalog->entries[0].key[0])
        return true;
    const char *header = catalog->entries[0].text;
    const char *type = header_field(header, "Content-Type:", &length);
    if (type && (length < 5 || strncmp(type + length - 5, "UTF-8", 5) != 0))
        return error_set(reading->error, ERROR_INPUT,
                         "the catalogue is not in UTF-8 (\"%.*s\"): save the .po file as UTF-8",
                         (int)(length > 80 ? 80 : length), type);
    const char *forms = header_field(header, "Plural-Forms:", &length);
    if (forms && !plural_parse(&catalog->plural, forms, length, reading->error))
        return false;
    catalog->count--;
    memmove(catalog->entries, catalog->entries + 1, catalog->count * sizeof *catalog->entries);
    return true;
}

static bool check_forms(const struct catalog *catalog, struct error *error)
{
    for (size_t i = 0; i < catalog->count; i++) {
        const struct entry *entry = &catalog->entries[i];
        size_t parts = count_parts(entry->text, entry->length);
        if (parts != (entry->has_plural ? catalog->plural.forms : 1u))
            return error_set(error, ERROR_INPUT,
                             "the message \"%.80s\" has %zu forms where its language has %u",
                             entry->key, parts, entry->has_plural ? catalog->plural.forms : 1u);
    }
    return true;
}

static bool read_all(struct catalog *catalog, struct reading *reading)
{
    if (reading->length < HEADER_LENGTH)
        return error_set(reading->error, ERROR_INPUT,
                         "this is no message catalogue: it is too short");
    uint32_t magic = read_number(reading, 0);
    reading->is_swapped = magic == MAGIC_SWAPPED;
    if (magic != MAGIC && magic != MAGIC_SWAPPED)
        return error_set(reading->error, ERROR_INPUT,
                         "this is no message catalogue (.mo): make one with msgfmt");
    if (read_number(reading, 4) != 0)
        return error_set(reading->error, ERROR_INPUT,
                         "the catalogue is of a kind not read here (revision %u.%u)",
                         (unsigned)(read_number(reading, 4) >> 16),
                         (unsigned)(read_number(reading, 4) & 0xFFFFu));
    return read_table(catalog, reading) && read_header(catalog, reading) &&
           check_forms(catalog, reading->error);
}

struct catalog *catalog_parse(const char *name, const void *bytes, size_t length,
                              struct error *error)
{
    if (length > LARGEST_FILE) {
        error_set(error, ERROR_INPUT, "%s: larger than the %u bytes allowed", name, LARGEST_FILE);
        return NULL;
    }
    struct catalog *catalog = memory_new(1, sizeof *catalog);
    catalog->bytes = memory_new(length, 1);
    if (length)
        memcpy(catalog->bytes, bytes, length);
    struct reading reading = {
        .bytes = (const unsigned char *)catalog->bytes, .length = length, .error = error};
    if (!read_all(catalog, &reading)) {
        error_context(error, "%s", name);
        catalog_free(catalog);
        return NULL;
    }
    return catalog;
}

struct catalog *catalog_load(const char *path, struct error *error)
{
    struct buffer bytes;
    if (!file_read(path, LARGEST_FILE, &bytes, error))
        return NULL;
    struct catalog *catalog = catalog_parse(path, buffer_text(&bytes), bytes.length, error);
    buffer_free(&bytes);
    return catalog;
}

void catalog_free(struct catalog *catalog)
{
    if (!catalog)
        return;
    free(catalog->entries);
    free(catalog->bytes);
    free(catalog);
}

static int compare_key(const void *key, const void *entry)
{
    return strcmp(key, ((const struct entry *)entry)->key);
}

const char *catalog_find(const struct catalog *catalog, const char *key, uint64_t count)
{
    const struct entry *entry =
        bsearch(key, catalog->entries, catalog->count, sizeof *catalog->entries, compare_key);
    if (!entry)
        return NULL;
    const char *text = entry->text;
    if (entry->has_plural)
        for (unsigned form = plural_form(&catalog->plural, count); form > 0; form--)
            text += strlen(text) + 1;
    return text[0] ? text : NULL;
}

void catalog_each(const struct catalog *catalog, void (*visit)(void *self, const char *key),
                  void *self)
{
    for (size_t i = 0; i < catalog->count; i++)
        visit(self, catalog->entries[i].key);
}
