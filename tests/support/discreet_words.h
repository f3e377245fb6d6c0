/* What care for people who ask for help in confidence forbids: P6 of the facts. */
#ifndef MARHABA_TESTS_DISCREET_WORDS_H
#define MARHABA_TESTS_DISCREET_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* On no screen, slip or dump. Parts of words, for every ending; capitals with an accent stand for
 * themselves. */
static const char *const never_said[] = {"asile", "asyl",   "asilo",       "لجوء", "لاجئ",
                                         "refug", "réfugi", "r\u00c9FUGI", NULL};

/* On no paper and no ticket; on the screen as a link alone, for who wants to read on. */
static const char *const body_names[] = {"hcr", "acnur", "مفوضي", NULL};

static inline bool has_word(const char *text, const char *const *words)
{
    for (size_t i = 0; words[i]; i++)
        for (const char *at = text; *at; at++)
            if (strncasecmp(at, words[i], strlen(words[i])) == 0)
                return true;
    return false;
}

#endif
