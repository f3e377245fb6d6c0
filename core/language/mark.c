/* Marks within words: emphasis, isolates, and what no inserted value may bring along. Apart from
 * message.c so that a plugin's small process needs no ICU. */
#include "language/message.h"

#include "base/buffer.h"
#include "base/utf8.h"
#include "language/mark.h"

#include <string.h>

static bool is_isolate(uint32_t c)
{
    return c >= 0x2066 && c <= 0x2069;
}

static bool is_control(uint32_t c)
{
    return c < 0x20 || (c >= 0x7F && c <= 0x9F);
}

/* Line and paragraph ends would end every isolate round the value; isolates and embeddings would
 * leave it. */
static bool may_be_inserted(uint32_t c)
{
    return !is_control(c) && !is_isolate(c) && !(c >= 0x202A && c <= 0x202E) && c != 0x2028 &&
           c != 0x2029;
}

static void add_code_point(struct buffer *out, uint32_t c)
{
    char bytes[4];
    buffer_add(out, bytes, utf8_put(c, bytes));
}

static char *finish(struct arena *arena, struct buffer *buffer)
{
    char *text = arena_copy_part(arena, buffer_text(buffer), buffer->length);
    buffer_free(buffer);
    return text;
}

char *message_clean(struct arena *arena, const char *text)
{
    size_t length = strlen(text);
    struct buffer out = buffer_new(3 * length);
    for (size_t i = 0; i < length;) {
        uint32_t c = utf8_next(text, length, &i);
        if (may_be_inserted(c))
            add_code_point(&out, c);
        else if (c == '\n' || c == '\t' || c == 0x2028 || c == 0x2029)
            buffer_add_char(&out, ' ');
    }
    return finish(arena, &out);
}

char *message_mark(struct arena *arena, const char *text)
{
    size_t length = strlen(text);
    struct buffer out = buffer_new(3 * length + 1);
    bool is_strong = false, is_code = false;
    for (size_t i = 0; i < length;) {
        if (text[i] == '`' && (is_code || strchr(text + i + 1, '`'))) {
            is_code = !is_code;
            buffer_add_text(&out, is_code ? LEFT_TO_RIGHT_ISOLATE : END_OF_ISOLATE);
            i++;
            continue;
        }
        if (text[i] == '*' && text[i + 1] == '*') {
            is_strong = !is_strong;
            buffer_add_char(&out, is_strong ? TEXT_STRONG : TEXT_PLAIN);
            i += 2;
            continue;
        }
        uint32_t c = utf8_next(text, length, &i);
        if (!is_control(c) || c == '\n' || c == '\t')
            add_code_point(&out, c);
    }
    if (is_strong)
        buffer_add_char(&out, TEXT_PLAIN);
    return finish(arena, &out);
}

char *message_plain(struct arena *arena, const char *text)
{
    size_t length = strlen(text);
    struct buffer out = buffer_new(3 * length);
    for (size_t i = 0; i < length;) {
        uint32_t c = utf8_next(text, length, &i);
        if (!is_isolate(c) && c != (uint32_t)TEXT_STRONG && c != (uint32_t)TEXT_PLAIN)
            add_code_point(&out, c);
    }
    return finish(arena, &out);
}
