#include "desk/html.h"

#include "language/message.h"

#include <stdarg.h>
#include <string.h>

static void escape(struct buffer *out, char c)
{
    switch (c) {
    case '&':
        buffer_add_text(out, "&amp;");
        return;
    case '<':
        buffer_add_text(out, "&lt;");
        return;
    case '>':
        buffer_add_text(out, "&gt;");
        return;
    case '"':
        buffer_add_text(out, "&quot;");
        return;
    case '\'':
        buffer_add_text(out, "&#39;");
        return;
    default:
        if (((unsigned char)c >= 0x20 && c != 0x7F) || c == '\n' || c == '\t')
            buffer_add_char(out, c);
    }
}

static void open_with(struct html *html, const char *tag, va_list attributes)
{
    buffer_add_char(html->out, '<');
    buffer_add_text(html->out, tag);
    for (const char *name; (name = va_arg(attributes, const char *));) {
        const char *value = va_arg(attributes, const char *);
        if (!value)
            continue;
        buffer_add_char(html->out, ' ');
        buffer_add_text(html->out, name);
        buffer_add_text(html->out, "=\"");
        for (; *value; value++)
            escape(html->out, *value);
        buffer_add_char(html->out, '"');
    }
    buffer_add_char(html->out, '>');
}

void html_open(struct html *html, const char *tag, ...)
{
    va_list attributes;
    va_start(attributes, tag);
    open_with(html, tag, attributes);
    va_end(attributes);
}

void html_close(struct html *html, const char *tag)
{
    buffer_print(html->out, "</%s>", tag);
}

void html_text(struct html *html, const char *text)
{
    bool is_strong = false;
    for (; *text; text++) {
        if (*text == TEXT_STRONG && !is_strong) {
            buffer_add_text(html->out, "<strong>");
            is_strong = true;
        } else if (*text == TEXT_PLAIN && is_strong) {
            buffer_add_text(html->out, "</strong>");
            is_strong = false;
        } else {
            escape(html->out, *text);
        }
    }
    if (is_strong)
        buffer_add_text(html->out, "</strong>");
}

void html_words(struct html *html, const char *text, const struct language *language)
{
    if (language == html->language) {
        html_text(html, text);
        return;
    }
    const char *tag = language ? "span" : "bdi";
    html_open(html, tag, "lang", language ? language->code : NULL, "dir",
              !language          ? NULL
              : language->is_rtl ? "rtl"
                                 : "ltr",
              NULL);
    html_text(html, text);
    html_close(html, tag);
}

void html_element(struct html *html, const char *tag, const char *text, ...)
{
    va_list attributes;
    va_start(attributes, text);
    open_with(html, tag, attributes);
    va_end(attributes);
    html_text(html, text);
    html_close(html, tag);
}
