/* Messages: a key and named arguments, put into words in the language of whoever looks.
 *
 * In a translation, {name} stands for an argument and **...** for emphasis. Every inserted value is
 * isolated (UAX #9, 6.3), so a phone number or a foreign name never disturbs the words round it,
 * and what it contains is never read as markup. In the finished text emphasis is
 * TEXT_STRONG...TEXT_PLAIN. */
#ifndef MARHABA_LANGUAGE_MESSAGE_H
#define MARHABA_LANGUAGE_MESSAGE_H

#include "base/arena.h"
#include "base/place.h"
#include "language/language.h"

#include <stdint.h>

#define TEXT_STRONG '\x02' /* emphasis begins */
#define TEXT_PLAIN  '\x03' /* and ends */

enum argument_kind {
    ARGUMENT_TEXT = 1, /* words: direction found from themselves (FSI) */
    ARGUMENT_CODE,     /* phone number, reference, code, address: left to right (LRI) */
    ARGUMENT_NUMBER,   /* written as the language writes numbers; also chooses the plural */
    ARGUMENT_DATE,     /* milliseconds: "mercredi 25 novembre" */
    ARGUMENT_TIME,     /* milliseconds: "10:24" */
    ARGUMENT_KEY,      /* another message of the same domain, without arguments */
    ARGUMENT_WORDS,    /* words in several languages */
    ARGUMENT_LONG_DATE /* milliseconds: "mercredi 25 novembre 2026" */
};

struct argument {
    enum argument_kind kind;
    const char *name;
    const char *text;           /* TEXT, CODE, KEY */
    int64_t number;             /* NUMBER, DATE, TIME */
    struct local_text variants; /* WORDS */
};

/* The catalogues of one domain (the core, or one plugin) in every language it has. */
struct messages;

/* Loads folder/CODE.mo for each language there is. A missing file is no error, a broken one is. */
struct messages *messages_load(const char *folder, struct error *error);
void messages_free(struct messages *messages);

/* Words for `key` in `language` or down its chain of fallbacks; *found (may be NULL) gets the
 * language they are in. When no language has the key, the key itself comes back and *found is NULL.
 * `messages` may be NULL (a plugin without catalogues). */
const char *message_text(struct arena *arena, const struct messages *messages,
                         const struct language *language, const char *key,
                         const struct argument *arguments, size_t count,
                         const struct language **found);

/* Emphasis marks of literal content ("**") to TEXT_STRONG/TEXT_PLAIN, a reference between two
 * backquotes to one read from left to right; other control characters go. */
char *message_mark(struct arena *arena, const char *text);

/* Without emphasis marks and isolates: for search, plain dumps and terminals. */
char *message_plain(struct arena *arena, const char *text);

/* Loads the messages of administrators (share/locale/admin) and has errors speak the language of
 * the environment from here on. NULL when they cannot be read: errors then stay English. End with
 * messages_serve_errors(NULL, NULL), then messages_free. */
struct messages *messages_serve_administrators(const struct place *place, struct error *error);

/* Installs the messages of administrators (domain "admin") as the translator of errors. */
void messages_serve_errors(const struct messages *messages, const struct language *language);

#endif
