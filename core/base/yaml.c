#include "base/yaml.h"

#include "base/buffer.h"
#include "base/file.h"
#include "base/utf8.h"
#include "base/yaml_syntax.h"

#include <errno.h>
#include <libfyaml.h>
#include <stdlib.h>
#include <string.h>

#define LARGEST_FILE (1024u * 1024u)
#define DEEPEST      32

struct reading {
    struct arena *arena;
    const char *file;
    struct error *error;
};

/* What is written as nothing at all has no token; it keeps the line of what stands before it. */
static void take_line(struct yaml_node *to, struct fy_token *token)
{
    const struct fy_mark *mark = token ? fy_token_start_mark(token) : NULL;
    if (mark)
        to->line = (unsigned)mark->line + 1;
}

static bool convert(struct reading *reading, struct fy_node *from, struct yaml_node *to, int depth);

static bool convert_text(struct reading *reading, struct fy_node *from, struct yaml_node *to)
{
    size_t length = 0;
    const char *text = fy_node_get_scalar(from, &length);
    to->kind = YAML_TEXT;
    take_line(to, fy_node_get_scalar_token(from));
    to->text = arena_copy_part(reading->arena, text ? text : "", text ? length : 0);
    if (text && !utf8_is_plain_text(text, length))
        return yaml_complain(to, reading->error,
                             "this text has control characters or is not valid UTF-8");
    return true;
}

static bool convert_list(struct reading *reading, struct fy_node *from, struct yaml_node *to,
                         int depth)
{
    int count = fy_node_sequence_item_count(from);
    struct yaml_node *children =
        arena_take(reading->arena, (size_t)(count > 0 ? count : 0), sizeof *children);
    struct fy_node *item;
    void *position = NULL;
    to->kind = YAML_LIST;
    to->children = children;
    while ((item = fy_node_sequence_iterate(from, &position)) && to->count < (size_t)count) {
        struct yaml_node *child = &children[to->count];
        child->line = to->count ? child[-1].line : to->line;
        if (!convert(reading, item, child, depth + 1))
            return false;
        to->count++;
    }
    if (to->count)
        to->line = children[0].line;
    return true;
}

static int compare_keys(const void *a, const void *b)
{
    const struct yaml_node *first = *(const struct yaml_node *const *)a;
    const struct yaml_node *second = *(const struct yaml_node *const *)b;
    int order = strcmp(first->key, second->key);
    if (order == 0)
        order = first < second ? -1 : 1;
    return order;
}

/* Sorted rather than compared each with each: a file may hold a hundred thousand keys. */
static bool check_keys(struct reading *reading, const struct yaml_node *map)
{
    struct arena *arena = arena_new();
    const struct yaml_node **sorted = arena_take(arena, map->count, sizeof *sorted);
    bool is_good = true;
    for (size_t i = 0; i < map->count; i++)
        sorted[i] = &map->children[i];
    qsort(sorted, map->count, sizeof *sorted, compare_keys);
    for (size_t i = 1; is_good && i < map->count; i++)
        if (strcmp(sorted[i - 1]->key, sorted[i]->key) == 0)
            is_good = yaml_complain(sorted[i], reading->error, "the key \"%s\" stands here twice",
                                    sorted[i]->key);
    arena_free(arena);
    return is_good;
}

static bool convert_key(struct reading *reading, struct fy_node *from, struct yaml_node *child)
{
    struct yaml_node key = {.file = reading->file, .line = child->line};
    if (!from || fy_node_get_type(from) != FYNT_SCALAR || fy_node_is_alias(from))
        return yaml_complain(&key, reading->error, "a key must be a plain word");
    if (!convert_text(reading, from, &key))
        return false;
    child->key = key.text;
    child->line = key.line;
    return true;
}

static bool convert_map(struct reading *reading, struct fy_node *from, struct yaml_node *to,
                        int depth)
{
    int count = fy_node_mapping_item_count(from);
    struct yaml_node *children =
        arena_take(reading->arena, (size_t)(count > 0 ? count : 0), sizeof *children);
    struct fy_node_pair *pair;
    void *position = NULL;
    struct yaml_node lines = {.line = to->line};
    to->kind = YAML_MAP;
    to->children = children;
    while ((pair = fy_node_mapping_iterate(from, &position)) && to->count < (size_t)count) {
        struct yaml_node *child = &children[to->count];
        child->line = lines.line;
        if (!convert_key(reading, fy_node_pair_key(pair), child))
            return false;
        lines.line = child->line;
        if (!convert(reading, fy_node_pair_value(pair), child, depth + 1))
            return false;
        to->count++;
    }
    if (to->count)
        to->line = children[0].line;
    return check_keys(reading, to);
}

static bool convert(struct reading *reading, struct fy_node *from, struct yaml_node *to, int depth)
{
    to->file = reading->file;
    if (depth > DEEPEST)
        return yaml_complain(to, reading->error, "nested too deeply (%d levels at most)", DEEPEST);
    if (!from) {
        to->kind = YAML_TEXT;
        to->text = "";
        return true;
    }
    if (fy_node_is_alias(from))
        return yaml_complain(to, reading->error, "aliases (*name) are not allowed here");
    if (fy_node_get_tag(from, NULL))
        return yaml_complain(to, reading->error, "tags (!name) are not allowed here");
    switch (fy_node_get_type(from)) {
    case FYNT_SEQUENCE:
        return convert_list(reading, from, to, depth);
    case FYNT_MAPPING:
        return convert_map(reading, from, to, depth);
    default:
        return convert_text(reading, from, to);
    }
}

static bool complain_of_syntax(struct reading *reading, struct fy_diag *diag)
{
    void *position = NULL;
    struct fy_diag_error *first = fy_diag_errors_iterate(diag, &position);
    struct yaml_node place = {.file = reading->file, .line = 1};
    if (first && first->line > 0)
        place.line = (unsigned)first->line;
    return yaml_complain_of_syntax(&place, first ? first->msg : NULL, reading->error);
}

/* The one document of a stream, into `root`. */
static bool read_document(struct reading *reading, struct fy_parser *parser, struct fy_diag *diag,
                          struct yaml_node *root)
{
    bool is_read = false;
    struct fy_document *document = fy_parse_load_document(parser);
    struct fy_document *second = document ? fy_parse_load_document(parser) : NULL;
    struct fy_node *top = document ? fy_document_root(document) : NULL;
    if (!top || fy_parser_get_stream_error(parser))
        complain_of_syntax(reading, diag);
    else if (second)
        yaml_complain(root, reading->error,
                      "the file holds several documents (a line \"---\"); one is allowed");
    else
        is_read = convert(reading, top, root, 0);
    fy_parse_document_destroy(parser, second);
    fy_parse_document_destroy(parser, document);
    return is_read;
}

const struct yaml_node *yaml_parse(struct arena *arena, const char *name, const char *text,
                                   size_t length, struct error *error)
{
    struct reading reading = {.arena = arena, .file = arena_copy(arena, name), .error = error};
    struct yaml_node *root = arena_take(arena, 1, sizeof *root);
    root->file = reading.file;
    root->line = 1;
    if (!utf8_is_valid(text, length)) {
        yaml_complain(root, error, "the file is not valid UTF-8: save it as UTF-8");
        return NULL;
    }
    /* libfyaml 0.7.12 writes through a null pointer at a tab in a "? key". */
    const char *tab = memchr(text, '\t', length);
    if (tab) {
        for (const char *at = text; at < tab; at++)
            root->line += *at == '\n';
        yaml_complain_of_syntax(root, "tabs", error);
        return NULL;
    }
    struct fy_diag *diag = fy_diag_create(NULL);
    if (!diag)
        abort();
    fy_diag_set_collect_errors(diag, true);
    /* Doubled keys are looked for here: the library compares each with each. */
    struct fy_parse_cfg configuration = {.flags = FYPCF_DEFAULT_PARSE | FYPCF_ALLOW_DUPLICATE_KEYS,
                                         .diag = diag};
    struct fy_parser *parser = fy_parser_create(&configuration);
    if (!parser)
        abort();
    bool is_read = fy_parser_set_string(parser, text, length) == 0
                       ? read_document(&reading, parser, diag, root)
                       : complain_of_syntax(&reading, diag);
    fy_parser_destroy(parser);
    fy_diag_destroy(diag);
    return is_read ? root : NULL;
}

const struct yaml_node *yaml_load(struct arena *arena, const char *path, struct error *error)
{
    struct buffer bytes;
    if (!file_read(path, LARGEST_FILE, &bytes, error))
        return NULL;
    const struct yaml_node *root =
        yaml_parse(arena, path, buffer_text(&bytes), bytes.length, error);
    buffer_free(&bytes);
    return root;
}

const struct yaml_node *yaml_get(const struct yaml_node *map, const char *key)
{
    if (!map || map->kind != YAML_MAP)
        return NULL;
    for (size_t i = 0; i < map->count; i++)
        if (strcmp(map->children[i].key, key) == 0)
            return &map->children[i];
    return NULL;
}

bool yaml_complain(const struct yaml_node *node, struct error *error, const char *sentence, ...)
{
    if (!error)
        return false;
    struct arena *arena = arena_new();
    va_list arguments;
    va_start(arguments, sentence);
    char *text = arena_print_list(arena, error_translate(sentence), arguments);
    va_end(arguments);
    error_set(error, ERROR_INPUT, "%s", text);
    arena_free(arena);
    return error_context(error, "%s:%u", node->file, node->line);
}

static void list_words(char *out, size_t size, const char *const *words)
{
    out[0] = '\0';
    for (size_t i = 0; words[i]; i++) {
        size_t used = strlen(out);
        if (used + strlen(words[i]) + 3 > size)
            return;
        if (i)
            strcat(out, ", ");
        strcat(out, words[i]);
    }
}

static bool is_among(const char *word, const char *const *words, unsigned *index)
{
    for (unsigned i = 0; words[i]; i++)
        if (strcmp(word, words[i]) == 0) {
            *index = i;
            return true;
        }
    return false;
}

bool yaml_expect_kind(const struct yaml_node *node, enum yaml_kind kind, struct error *error)
{
    if (node->kind == kind)
        return true;
    switch (kind) {
    case YAML_TEXT:
        return yaml_complain(node, error, "expected a text here");
    case YAML_LIST:
        return yaml_complain(node, error, "expected a list here (lines that begin with \"- \")");
    default:
        return yaml_complain(node, error, "expected keys and values here (\"key: value\")");
    }
}

bool yaml_expect_keys(const struct yaml_node *map, const char *const *keys, struct error *error)
{
    if (!yaml_expect_kind(map, YAML_MAP, error))
        return false;
    for (size_t i = 0; i < map->count; i++) {
        unsigned index;
        if (is_among(map->children[i].key, keys, &index))
            continue;
        char expected[512];
        list_words(expected, sizeof expected, keys);
        return yaml_complain(&map->children[i], error, "unknown key \"%s\"; expected one of: %s",
                             map->children[i].key, expected);
    }
    return true;
}

/* The node of `key`, checked to be text. *found is false, without complaint, when it may be absent.
 */
static bool read_scalar(const struct yaml_node *map, const char *key, bool required,
                        const struct yaml_node **found, struct error *error)
{
    *found = yaml_get(map, key);
    if (!*found)
        return !required || yaml_complain(map, error, "\"%s\" is missing", key);
    return yaml_expect_kind(*found, YAML_TEXT, error);
}

bool yaml_read_text(const struct yaml_node *map, const char *key, bool required, size_t maximum,
                    const char **out, struct error *error)
{
    const struct yaml_node *node;
    if (!read_scalar(map, key, required, &node, error))
        return false;
    if (!node)
        return true;
    if (required && !node->text[0])
        return yaml_complain(node, error, "\"%s\" is empty", key);
    if (strlen(node->text) > maximum)
        return yaml_complain(node, error, "\"%s\" is longer than %zu bytes", key, maximum);
    *out = node->text;
    return true;
}

bool yaml_read_number(const struct yaml_node *map, const char *key, bool required, int64_t least,
                      int64_t most, int64_t *out, struct error *error)
{
    const struct yaml_node *node;
    if (!read_scalar(map, key, required, &node, error))
        return false;
    if (!node)
        return true;
    char *end;
    errno = 0;
    long long value = strtoll(node->text, &end, 10);
    if (errno || end == node->text || *end || value < least || value > most)
        return yaml_complain(node, error,
                             "\"%s\" must be a whole number from %lld to %lld, not \"%s\"", key,
                             (long long)least, (long long)most, node->text);
    *out = value;
    return true;
}

bool yaml_read_word(const struct yaml_node *map, const char *key, bool required,
                    const char *const *words, unsigned *out, struct error *error)
{
    const struct yaml_node *node;
    if (!read_scalar(map, key, required, &node, error))
        return false;
    if (!node || is_among(node->text, words, out))
        return true;
    char expected[512];
    list_words(expected, sizeof expected, words);
    return yaml_complain(node, error, "\"%s\" cannot be \"%s\"; expected one of: %s", key,
                         node->text, expected);
}

bool yaml_read_bool(const struct yaml_node *map, const char *key, bool required, bool *out,
                    struct error *error)
{
    /* People write yes and no, whatever YAML 1.2 says of them. */
    static const char *const words[] = {"no", "yes", "false", "true", NULL};
    unsigned index = *out;
    if (!yaml_read_word(map, key, required, words, &index, error))
        return false;
    *out = index % 2 == 1;
    return true;
}
