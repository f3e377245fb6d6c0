/* application/x-www-form-urlencoded, read into bounded, valid UTF-8 or refused as a whole. */
#ifndef MARHABA_DESK_FORMS_H
#define MARHABA_DESK_FORMS_H

#include "base/arena.h"

#include <stdint.h>

#define FORM_MAX_FIELDS 24u
#define FORM_MAX_NAME   32u
#define FORM_MAX_VALUE  65536u /* a text far too long still comes back to be shortened */

struct form_field {
    const char *name, *value;
    size_t length; /* of value */
};

struct form {
    struct form_field fields[FORM_MAX_FIELDS];
    size_t count;
};

/* Refuses a bad percent, a name twice, too many or too long fields, NUL, and what is not UTF-8.
 * Other control characters are kept: a scan may hold them, and ticket_read judges it. */
bool form_read(struct arena *arena, const char *body, size_t length, struct form *out,
               struct error *error);

/* The value, or "" when the field is absent. */
const char *form_value(const struct form *form, const char *name);
size_t form_length(const struct form *form, const char *name);

/* The value when it is a decimal number of at most 15 digits, else 0. */
int64_t form_number(const struct form *form, const char *name);

#endif
