/* HTML written so that nothing inserted can be anything but text: every value is escaped here and
 * nowhere else. Tags and attribute names are the program's own words. */
#ifndef MARHABA_DESK_HTML_H
#define MARHABA_DESK_HTML_H

#include "base/buffer.h"
#include "language/language.h"

#if defined(__GNUC__)
#define ENDS_WITH_NULL __attribute__((sentinel))
#else
#define ENDS_WITH_NULL
#endif

struct html {
    struct buffer *out;
    const struct language *language; /* of the page: what is in another gets lang and dir */
};

/* <tag name="value" …>: pairs of attribute and value, then NULL. A NULL value leaves its attribute
 * out; write "" for one that needs no value. */
void html_open(struct html *html, const char *tag, ...) ENDS_WITH_NULL;
void html_close(struct html *html, const char *tag);

/* Escaped; TEXT_STRONG…TEXT_PLAIN becomes <strong>, line ends stay, other control characters go. */
void html_text(struct html *html, const char *text);

/* The same, in a span with lang and dir when `language` is not the page's; NULL language:
 * somebody's own words, whose direction the browser finds (<bdi>). */
void html_words(struct html *html, const char *text, const struct language *language);

/* <tag …>text</tag> */
void html_element(struct html *html, const char *tag, const char *text, ...) ENDS_WITH_NULL;

#endif
