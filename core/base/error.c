#include "base/error.h"

#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const char *(*translator)(const char *sentence);

void error_set_translator(const char *(*translate)(const char *sentence))
{
    translator = translate;
}

/* The next conversion's length modifier and letter, or 0 at the end. "%%" is not one. */
static const char *next_conversion(const char *format, char *out, size_t capacity)
{
    for (; *format; format++) {
        if (*format != '%')
            continue;
        format++;
        if (*format == '%')
            continue;
        size_t length = strspn(format, "-+ #0123456789.*hljztL");
        if (!format[length] || length + 2 > capacity)
            return NULL;
        memcpy(out, format, length + 1);
        out[length + 1] = '\0';
        return format + length + 1;
    }
    out[0] = '\0';
    return format;
}

static bool same_conversions(const char *a, const char *b)
{
    char in_a[16], in_b[16];
    do {
        a = next_conversion(a, in_a, sizeof in_a);
        b = next_conversion(b, in_b, sizeof in_b);
        if (!a || !b || strcmp(in_a, in_b) != 0)
            return false;
    } while (in_a[0]);
    return true;
}

const char *error_translate(const char *sentence)
{
    const char *translated = translator ? translator(sentence) : NULL;
    return translated && same_conversions(sentence, translated) ? translated : sentence;
}

/* A sentence too long for its room was cut by bytes: a half character at its end goes too. */
static void end_between_characters(char *text, size_t size)
{
    size_t length = strlen(text), start = length;
    if (length + 1 < size)
        return;
    while (start > 0 && ((unsigned char)text[start - 1] & 0xC0) == 0x80)
        start--;
    if (start > 0 && (unsigned char)text[start - 1] >= 0xC0 &&
        !utf8_is_valid(text + start - 1, length - start + 1))
        text[start - 1] = '\0';
}

bool error_set(struct error *error, enum error_kind kind, const char *sentence, ...)
{
    if (!error)
        return false;
    error->kind = kind;
    va_list arguments;
    va_start(arguments, sentence);
    vsnprintf(error->text, sizeof error->text, error_translate(sentence), arguments);
    va_end(arguments);
    end_between_characters(error->text, sizeof error->text);
    return false;
}

bool error_context(struct error *error, const char *context, ...)
{
    if (!error)
        return false;
    char inner[sizeof error->text];
    memcpy(inner, error->text, sizeof inner);
    va_list arguments;
    va_start(arguments, context);
    int length = vsnprintf(error->text, sizeof error->text, error_translate(context), arguments);
    va_end(arguments);
    size_t used = length < 0 ? 0 : (size_t)length;
    for (const char *part = ": "; *part && used + 1 < sizeof error->text; part++)
        error->text[used++] = *part;
    for (const char *part = inner; *part && used + 1 < sizeof error->text; part++)
        error->text[used++] = *part;
    if (used < sizeof error->text)
        error->text[used] = '\0';
    end_between_characters(error->text, sizeof error->text);
    return false;
}

void error_clear(struct error *error)
{
    if (!error)
        return;
    error->kind = ERROR_NONE;
    error->text[0] = '\0';
}
