/* The five languages Marhaba speaks, and which stands in when one has no words for something. */
#ifndef MARHABA_LANGUAGE_LANGUAGE_H
#define MARHABA_LANGUAGE_LANGUAGE_H

#include "base/local_text.h"

#include <stdbool.h>
#include <stddef.h>

struct language {
    const char *code;     /* "ar", "zgh", "fr", "en", "es" (BCP 47) */
    const char *autonym;  /* its own name for itself */
    const char *greeting; /* the word on the attract screen */
    const char *choose;   /* "touch your language", in itself */
    const char *locale;   /* for dates and numbers: "ar_MA" */
    bool is_rtl;
    const char *fallbacks[5]; /* codes tried in turn after its own, NULL-ended */
};

/* All of them, in the order of the attract screen; *count is 5. */
const struct language *language_all(size_t *count);

/* NULL when unknown. */
const struct language *language_find(const char *code);

/* The language of the environment (MARHABA_LANG, LANGUAGE, LC_ALL, LC_MESSAGES, LANG; the first
 * that names one of ours), or French. For administrators only; visitors choose theirs.
 * assets/words.sh chooses alike. */
const struct language *language_of_environment(void);

/* The text for a reader of `language`: its own or the first fallback that has one; *found (may be
 * NULL) gets the language it is in. NULL only when there is no text at all. */
const char *language_pick(const struct language *language, const struct local_text *text,
                          const struct language **found);

#endif
