/* What went wrong, told to a person: one sentence that names the thing, the place and the cure.
 *
 * A failing function returns false (or NULL) and fills the caller's error; callers on the way up
 * add where it happened ("plugins.d/x/manifest.yaml: ..."). Sentences are written in English and
 * looked up through the translator the language room installs, so administrators read their own
 * language. Visitors never see one of these: they see screens. */
#ifndef MARHABA_BASE_ERROR_H
#define MARHABA_BASE_ERROR_H

#include <stdbool.h>

#if defined(__GNUC__)
#define PRINTF_LIKE(text, first) __attribute__((format(printf, text, first)))
#define FORMAT_OF(argument)      __attribute__((format_arg(argument)))
#else
#define PRINTF_LIKE(text, first)
#define FORMAT_OF(argument)
#endif

/* What a caller may decide on; the sentence is for people. Zero is "no error". */
enum error_kind {
    ERROR_NONE = 0,
    ERROR_INPUT,   /* a file, option, scan or message is wrong: mend it and try again */
    ERROR_MISSING, /* something named is not there */
    ERROR_BUSY,    /* held by someone else for now: try again later */
    ERROR_TAKEN,   /* the slot, number or name went to someone else */
    ERROR_DENIED,  /* not allowed */
    ERROR_SYSTEM   /* disk, memory, network or a broken library */
};

struct error {
    enum error_kind kind;
    char text[1024];
};

/* Fills `error` (which may be NULL when the caller does not care) and returns false, so that
 * `return error_set(...)` is the usual last line of a failing path. */
bool error_set(struct error *error, enum error_kind kind, const char *sentence, ...)
    PRINTF_LIKE(3, 4);

/* Puts "context: " in front of the sentence already there. Returns false. */
bool error_context(struct error *error, const char *context, ...) PRINTF_LIKE(2, 3);

void error_clear(struct error *error);

/* Installs the translator of sentences: given the English one it returns the reader's, or NULL. A
 * translation whose conversions differ from the English ones is ignored. Set once, at start. */
void error_set_translator(const char *(*translate)(const char *sentence));

/* The translation of `sentence` safe to use as a printf format with the same arguments. */
const char *error_translate(const char *sentence) FORMAT_OF(1);

#endif
