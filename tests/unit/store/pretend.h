/* Which journal the store takes follows from SQLite's version. This program says which one that is,
 * in the library's place, so both journals are tested whatever library is there: with one program
 * and one thread the race that makes older ones unsafe does not come up. */
#ifndef MARHABA_TESTS_STORE_PRETEND_H
#define MARHABA_TESTS_STORE_PRETEND_H

#include "fixture.h"

#include <sqlite3.h>

static int pretended_version = 3040001;

int sqlite3_libversion_number(void)
{
    return pretended_version;
}

static const struct journal {
    const char *name; /* as store_describe says it */
    int version;
} journals[] = {{"rollback journal", 3040001}, {"write-ahead log", 3051003}};
#define JOURNAL_COUNT (sizeof journals / sizeof journals[0])

static inline void pretend(const struct journal *journal)
{
    pretended_version = journal->version;
}

#endif
