#include "desk/forms.h"

#include "base/utf8.h"
#include "desk/request.h"

#include <stdlib.h>
#include <string.h>

static bool decode(struct arena *arena, const char *text, size_t length, size_t maximum,
                   const char **out, size_t *out_length, struct error *error)
{
    char *decoded = arena_take(arena, length + 1, 1);
    size_t written = 0;
    for (size_t i = 0; i < length; i++) {
        int c = text[i] == '+' ? ' ' : (unsigned char)text[i];
        if (c == '%') {
            c = request_percent(text + i + 1, length - i - 1);
            i += 2;
        }
        if (c <= 0)
            return error_set(error, ERROR_INPUT, "the form has a broken character");
        decoded[written++] = (char)c;
    }
    if (written > maximum)
        return error_set(error, ERROR_INPUT, "the form has a field that is too long");
    if (!utf8_is_valid(decoded, written))
        return error_set(error, ERROR_INPUT, "the form has text that is not UTF-8");
    *out = decoded;
    *out_length = written;
    return true;
}

static const struct form_field *find(const struct form *form, const char *name)
{
    for (size_t i = 0; i < form->count; i++)
        if (strcmp(form->fields[i].name, name) == 0)
            return &form->fields[i];
    return NULL;
}

static bool read_field(struct arena *arena, const char *pair, size_t length, struct form *out,
                       struct error *error)
{
    if (out->count == FORM_MAX_FIELDS)
        return error_set(error, ERROR_INPUT, "the form has too many fields");
    const char *equals = memchr(pair, '=', length);
    size_t name_length = equals ? (size_t)(equals - pair) : length;
    struct form_field field;
    size_t ignored;
    if (!decode(arena, pair, name_length, FORM_MAX_NAME, &field.name, &ignored, error) ||
        !decode(arena, equals ? equals + 1 : "", equals ? length - name_length - 1 : 0,
                FORM_MAX_VALUE, &field.value, &field.length, error))
        return false;
    if (!field.name[0] || find(out, field.name))
        return error_set(error, ERROR_INPUT, "the form has a field twice or without a name");
    out->fields[out->count++] = field;
    return true;
}

bool form_read(struct arena *arena, const char *body, size_t length, struct form *out,
               struct error *error)
{
    out->count = 0;
    for (size_t position = 0; position < length;) {
        const char *pair = body + position;
        const char *end = memchr(pair, '&', length - position);
        size_t pair_length = end ? (size_t)(end - pair) : length - position;
        if (pair_length > 0 && !read_field(arena, pair, pair_length, out, error))
            return false;
        position += pair_length + 1;
    }
    return true;
}

const char *form_value(const struct form *form, const char *name)
{
    const struct form_field *field = find(form, name);
    return field ? field->value : "";
}

size_t form_length(const struct form *form, const char *name)
{
    const struct form_field *field = find(form, name);
    return field ? field->length : 0;
}

int64_t form_number(const struct form *form, const char *name)
{
    const char *value = form_value(form, name);
    size_t digits = strspn(value, "0123456789");
    return digits > 0 && digits <= 15 && !value[digits] ? strtoll(value, NULL, 10) : 0;
}
