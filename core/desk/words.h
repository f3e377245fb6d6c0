/* The desk's messages, written into the page in the officer's language. */
#ifndef MARHABA_DESK_WORDS_H
#define MARHABA_DESK_WORDS_H

#include "desk/exchange.h"

/* The words of `key`, escaped, marked with their language when it is a fallback's. */
void say(struct exchange *exchange, const char *key);
void say_with(struct exchange *exchange, const char *key, const struct argument *arguments,
              size_t count);

/* <tag class="…">words</tag>; `style` may be NULL. */
void say_in(struct exchange *exchange, const char *tag, const char *style, const char *key);
void say_in_with(struct exchange *exchange, const char *tag, const char *style, const char *key,
                 const struct argument *arguments, size_t count);

/* For attributes: without marks. Alive as long as the exchange. */
const char *words_plain(struct exchange *exchange, const char *key);

/* "case.state." and "oriented" to a key, in the exchange's arena. */
const char *words_key(struct exchange *exchange, const char *prefix, const char *name);

bool words_has(struct exchange *exchange, const char *key);

#endif
