/* Inside of the store: what a password must be, the first one an officer is told, and Argon2id. */
#ifndef MARHABA_STORE_PASSWORD_H
#define MARHABA_STORE_PASSWORD_H

#include "base/error.h"

#define PASSWORD_HASH 128 /* bytes of room, NUL included */

/* 8 to 128 characters, of any kind; none of the commonest, also with digits or signs around it; not
 * `login` nor `slug` (may be NULL) nor the product's name, likewise. ERROR_INPUT says which. */
bool password_is_fit(const char *password, const char *login, const char *slug,
                     struct error *error);

/* "xxxx-xxxx-xxxx": 60 random bits in letters and digits that are not taken for one another. */
void password_first(char out[20]);

bool password_hash(const char *password, char out[PASSWORD_HASH], struct error *error);

/* `hash` NULL: takes the same time and says no. */
bool password_matches(const char *hash, const char *password);

/* The hash is weaker than those made today. */
bool password_is_stale(const char *hash);

#endif
