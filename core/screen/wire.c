/* A screen as bytes. All numbers little-endian:
 *     screen    version (1 byte), count of children (4), each child
 *     node      role, tone, flags (4 each), id, label, detail, error, icon, value, number, of (8
 * each), count of children (4), each child text      length (4; ABSENT: no text), bytes words form
 * (4), then: a key, count of arguments (4), each argument | count of variants (4), each a language
 * and a text | a text | nothing argument  kind (4), name, text, number (8); of WORDS: variants */
#include "screen/screen.h"

#include "base/utf8.h"

#include <string.h>

#define WIRE_VERSION 1
#define ABSENT       0xFFFFFFFFu
#define LANGUAGES    5u
#define LONGEST_CODE 8u
#define LARGEST_ICON 40u
#define PLUGIN_FLAGS (FLAG_REQUIRED | FLAG_PRIVATE | FLAG_DISABLED | FLAG_MULTIPLE)

enum words_form { WORDS_NONE = 0, WORDS_KEY = 1, WORDS_VARIANTS = 2, WORDS_FINISHED = 3 };

struct decoding {
    struct screen_reader reader;
    struct arena *arena;
    struct error *error;
    unsigned nodes;
};

/* ---- Write ---- */

static void write_bytes_of(struct buffer *out, uint64_t number, unsigned size)
{
    unsigned char bytes[8];
    for (unsigned i = 0; i < size; i++)
        bytes[i] = (unsigned char)(number >> (8 * i));
    buffer_add(out, bytes, size);
}

void screen_write_u32(struct buffer *out, uint32_t number)
{
    write_bytes_of(out, number, 4);
}

void screen_write_i64(struct buffer *out, int64_t number)
{
    write_bytes_of(out, (uint64_t)number, 8);
}

void screen_write_text(struct buffer *out, const char *text)
{
    size_t length = text ? strlen(text) : 0;
    if (length >= ABSENT) {
        out->full = true;
        return;
    }
    screen_write_u32(out, text ? (uint32_t)length : ABSENT);
    buffer_add(out, text, length);
}

static void write_variants(struct buffer *out, const struct local_text *variants)
{
    screen_write_u32(out, (uint32_t)variants->count);
    for (size_t i = 0; i < variants->count; i++) {
        screen_write_text(out, variants->entries[i].language);
        screen_write_text(out, variants->entries[i].text);
    }
}

static void write_arguments(struct buffer *out, const struct screen_text *text)
{
    screen_write_u32(out, (uint32_t)text->argument_count);
    for (size_t i = 0; i < text->argument_count; i++) {
        screen_write_u32(out, (uint32_t)text->arguments[i].kind);
        screen_write_text(out, text->arguments[i].name);
        screen_write_text(out, text->arguments[i].text);
        screen_write_i64(out, text->arguments[i].number);
        if (text->arguments[i].kind == ARGUMENT_WORDS)
            write_variants(out, &text->arguments[i].variants);
    }
}

void screen_text_encode(struct buffer *out, const struct screen_text *text)
{
    if (text->key) {
        screen_write_u32(out, WORDS_KEY);
        screen_write_text(out, text->key);
        write_arguments(out, text);
    } else if (text->variants.count) {
        screen_write_u32(out, WORDS_VARIANTS);
        write_variants(out, &text->variants);
    } else if (text->text) {
        screen_write_u32(out, WORDS_FINISHED);
        screen_write_text(out, text->text);
    } else {
        screen_write_u32(out, WORDS_NONE);
    }
}

static void encode_children(struct buffer *out, const struct screen_node *node)
{
    uint32_t count = 0;
    for (const struct screen_node *child = node->first_child; child; child = child->next)
        count++;
    screen_write_u32(out, count);
    for (const struct screen_node *child = node->first_child; child; child = child->next) {
        screen_write_u32(out, (uint32_t)child->role);
        screen_write_u32(out, (uint32_t)child->tone);
        screen_write_u32(out, child->flags & PLUGIN_FLAGS);
        screen_write_text(out, child->id);
        screen_text_encode(out, &child->label);
        screen_text_encode(out, &child->detail);
        screen_text_encode(out, &child->error);
        screen_write_text(out, child->icon);
        screen_write_text(out, child->value);
        screen_write_i64(out, child->number);
        screen_write_i64(out, child->of);
        encode_children(out, child);
    }
}

void screen_encode(struct buffer *out, const struct screen_node *root)
{
    buffer_add_char(out, WIRE_VERSION);
    encode_children(out, root);
}

/* ---- Read ---- */

static const unsigned char *read_bytes(struct screen_reader *reader, size_t length)
{
    if (reader->failed || length > reader->length - reader->position) {
        reader->failed = true;
        return NULL;
    }
    const unsigned char *bytes = reader->bytes + reader->position;
    reader->position += length;
    return bytes;
}

static uint64_t read_number(struct screen_reader *reader, unsigned size)
{
    uint64_t number = 0;
    const unsigned char *bytes = read_bytes(reader, size);
    for (unsigned i = 0; bytes && i < size; i++)
        number |= (uint64_t)bytes[i] << (8 * i);
    return number;
}

uint32_t screen_read_u32(struct screen_reader *reader)
{
    return (uint32_t)read_number(reader, 4);
}

int64_t screen_read_i64(struct screen_reader *reader)
{
    return (int64_t)read_number(reader, 8);
}

const char *screen_read_text(struct screen_reader *reader, struct arena *arena, size_t maximum)
{
    uint32_t length = screen_read_u32(reader);
    if (reader->failed || length == ABSENT)
        return NULL;
    if (length > maximum) {
        reader->failed = true;
        return NULL;
    }
    const char *bytes = (const char *)read_bytes(reader, length);
    if (!bytes || !utf8_is_plain_text(bytes, length)) {
        reader->failed = true;
        return NULL;
    }
    return arena_copy_part(arena, bytes, length);
}

/* A count of things, refused above `maximum` before anything is made for them. */
static uint32_t read_count(struct screen_reader *reader, uint32_t maximum)
{
    uint32_t count = screen_read_u32(reader);
    if (count > maximum)
        reader->failed = true;
    return reader->failed ? 0 : count;
}

/* What must be there for the words to mean anything. */
static const char *needed(struct screen_reader *reader, const char *text)
{
    if (!text)
        reader->failed = true;
    return text;
}

static void read_variants(struct screen_reader *reader, struct arena *arena, struct local_text *out)
{
    uint32_t count = read_count(reader, LANGUAGES);
    if (count == 0)
        reader->failed = true;
    struct local_entry *entries = count ? arena_take(arena, count, sizeof *entries) : NULL;
    for (uint32_t i = 0; i < count; i++) {
        entries[i].language = needed(reader, screen_read_text(reader, arena, LONGEST_CODE));
        entries[i].text = needed(reader, screen_read_text(reader, arena, SCREEN_MAX_TEXT));
    }
    *out = (struct local_text){.entries = entries, .count = count};
}

static void read_arguments(struct screen_reader *reader, struct arena *arena,
                           struct screen_text *out)
{
    uint32_t count = read_count(reader, SCREEN_MAX_ARGUMENTS);
    struct argument *arguments = count ? arena_take(arena, count, sizeof *arguments) : NULL;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t kind = screen_read_u32(reader);
        if (kind < ARGUMENT_TEXT || kind > ARGUMENT_LONG_DATE)
            reader->failed = true;
        arguments[i].kind = reader->failed ? ARGUMENT_TEXT : (enum argument_kind)kind;
        arguments[i].name = needed(reader, screen_read_text(reader, arena, SCREEN_MAX_ID));
        arguments[i].text = screen_read_text(reader, arena, SCREEN_MAX_TEXT);
        arguments[i].number = screen_read_i64(reader);
        if (arguments[i].kind == ARGUMENT_WORDS)
            read_variants(reader, arena, &arguments[i].variants);
    }
    out->arguments = arguments;
    out->argument_count = count;
}

void screen_read_words(struct screen_reader *reader, struct arena *arena, struct screen_text *out)
{
    *out = (struct screen_text){0};
    switch (screen_read_u32(reader)) {
    case WORDS_NONE:
        break;
    case WORDS_KEY:
        out->key = needed(reader, screen_read_text(reader, arena, SCREEN_MAX_TEXT));
        read_arguments(reader, arena, out);
        break;
    case WORDS_VARIANTS:
        read_variants(reader, arena, &out->variants);
        break;
    case WORDS_FINISHED:
        out->text = needed(reader, screen_read_text(reader, arena, SCREEN_MAX_TEXT));
        break;
    default:
        reader->failed = true;
    }
    if (reader->failed)
        *out = (struct screen_text){0};
}

static bool complain(struct decoding *decoding)
{
    return error_set(decoding->error, ERROR_INPUT,
                     "the bytes of the screen make no sense at %zu of %zu",
                     decoding->reader.position, decoding->reader.length);
}

static bool decode_children(struct decoding *decoding, struct screen_node *parent, unsigned depth);

static bool decode_node(struct decoding *decoding, struct screen_node *parent, unsigned depth)
{
    struct screen_reader *reader = &decoding->reader;
    uint32_t role = screen_read_u32(reader), tone = screen_read_u32(reader);
    uint32_t flags = screen_read_u32(reader);
    if (reader->failed)
        return complain(decoding);
    if (++decoding->nodes > SCREEN_MAX_NODES)
        return error_set(decoding->error, ERROR_INPUT,
                         "the screen has more than the %u nodes allowed", SCREEN_MAX_NODES);
    if (role < ROLE_GROUP || role > ROLE_LAST_OF_PLUGINS)
        return error_set(decoding->error, ERROR_INPUT,
                         "node %u: the role %u is unknown or not for plugins", decoding->nodes,
                         (unsigned)role);
    if (tone > FIELD_CODE || (flags & ~PLUGIN_FLAGS))
        return error_set(decoding->error, ERROR_INPUT,
                         "%s %u: the tone %u or the flags %u are unknown",
                         screen_role_name((enum screen_role)role), decoding->nodes, (unsigned)tone,
                         (unsigned)flags);
    const char *id = screen_read_text(reader, decoding->arena, SCREEN_MAX_ID);
    struct screen_node *node = screen_add(decoding->arena, parent, (enum screen_role)role, NULL);
    node->tone = (enum screen_tone)tone;
    node->flags = flags;
    node->id = id;
    screen_read_words(reader, decoding->arena, &node->label);
    screen_read_words(reader, decoding->arena, &node->detail);
    screen_read_words(reader, decoding->arena, &node->error);
    node->icon = screen_read_text(reader, decoding->arena, LARGEST_ICON);
    node->value = screen_read_text(reader, decoding->arena, SCREEN_MAX_TEXT);
    node->number = screen_read_i64(reader);
    node->of = screen_read_i64(reader);
    return reader->failed ? complain(decoding) : decode_children(decoding, node, depth);
}

static bool decode_children(struct decoding *decoding, struct screen_node *parent, unsigned depth)
{
    uint32_t count = read_count(&decoding->reader, SCREEN_MAX_NODES);
    if (decoding->reader.failed)
        return complain(decoding);
    if (count > 0 && !screen_takes_children(parent->role))
        return error_set(decoding->error, ERROR_INPUT, "%s %u: it cannot hold others",
                         screen_role_name(parent->role), decoding->nodes);
    if (count > 0 && depth >= SCREEN_MAX_DEPTH)
        return error_set(decoding->error, ERROR_INPUT,
                         "%s %u: nested deeper than the %u levels allowed",
                         screen_role_name(parent->role), decoding->nodes, SCREEN_MAX_DEPTH);
    for (uint32_t i = 0; i < count; i++)
        if (!decode_node(decoding, parent, depth + 1))
            return false;
    return true;
}

struct screen_node *screen_decode(struct arena *arena, const void *bytes, size_t length,
                                  struct error *error)
{
    struct decoding decoding = {
        .reader = {.bytes = bytes, .length = length}, .arena = arena, .error = error};
    if (length > SCREEN_MAX_BYTES) {
        error_set(error, ERROR_INPUT, "the screen is larger than the %u bytes allowed",
                  SCREEN_MAX_BYTES);
        return NULL;
    }
    if (read_number(&decoding.reader, 1) != WIRE_VERSION || decoding.reader.failed) {
        error_set(
            error, ERROR_INPUT,
            "the screen is of another version of Marhaba: install plugins and kiosk together");
        return NULL;
    }
    struct screen_node *root = screen_new(arena);
    if (!decode_children(&decoding, root, 0))
        return NULL;
    if (decoding.reader.position != length) {
        error_set(error, ERROR_INPUT, "the screen is followed by %zu bytes too many",
                  length - decoding.reader.position);
        return NULL;
    }
    return screen_check(root, error) ? root : NULL;
}
