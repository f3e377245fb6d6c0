/* UTF-8 as Unicode defines it (RFC 3629): no overlong forms, no surrogates, nothing past U+10FFFF.
 */
#ifndef MARHABA_BASE_UTF8_H
#define MARHABA_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Decodes one code point at `*position` of `length` bytes and moves past it. An invalid byte gives
 * U+FFFD and moves by one. Must not be called at the end. */
uint32_t utf8_next(const char *text, size_t length, size_t *position);

/* Writes `code_point` into `out` (4 bytes of room); returns the number of bytes. */
size_t utf8_put(uint32_t code_point, char out[4]);

bool utf8_is_valid(const char *text, size_t length);

/* Valid, and free of control characters (C0 but tab and newline, DEL, C1) and of bidirectional
 * overrides and embeddings (U+202A..202E), which could make a label read as another. */
bool utf8_is_plain_text(const char *text, size_t length);

/* Holds nothing one could see: spaces of every width, line ends, marks without a width. */
bool utf8_is_blank(const char *text);

/* Number of code points. */
size_t utf8_count(const char *text);

/* The largest prefix of at most `maximum` bytes that ends between code points. */
size_t utf8_cut(const char *text, size_t length, size_t maximum);

#endif
