/* Dates, times and numbers as a language writes them (CLDR through ICU). Times are the
 * installation's local ones. Formatters are kept per thread. */
#ifndef MARHABA_LANGUAGE_DATE_H
#define MARHABA_LANGUAGE_DATE_H

#include "base/arena.h"
#include "language/language.h"

#include <stdint.h>

enum date_form {
    DATE_DAY,       /* mercredi 25 novembre */
    DATE_DAY_SHORT, /* mer. 25 nov. */
    DATE_FULL,      /* mercredi 25 novembre 2026 */
    DATE_BRIEF,     /* 25 nov. 2026 */
    DATE_MONTH,     /* novembre 2026 */
    DATE_TIME,      /* 10:24 */
    DATE_DAY_TIME   /* mercredi 25 novembre, 10:24 */
};

char *date_print(struct arena *arena, const struct language *language, enum date_form form,
                 int64_t ms);
char *number_print(struct arena *arena, const struct language *language, int64_t number);

#endif
