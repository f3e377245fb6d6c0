/* Officers, their passwords (Argon2id through libsodium) and their sessions at the desk. */
#ifndef MARHABA_STORE_OFFICERS_H
#define MARHABA_STORE_OFFICERS_H

#include "store/store.h"

struct officer {
    char login[64];
    char name[128];
    char language[8];
    bool disabled, must_change;
    int64_t created_ms, seen_ms;
};

#define SESSION_TOKEN 65 /* 64 hex digits of 256 random bits, and NUL */

/* `password` gets the first one, random, readable: to be told once and changed at first sign-in.
 * Logins are lower case (a capital typed at sign-in is forgiven). ERROR_TAKEN when it exists. A
 * reset gives a new first password, ends the officer's sessions and lets a disabled officer in
 * again. Disabling ends the sessions and lets go of the cases held. */
bool officer_add(struct store *store, const char *login, const char *name, char password[20],
                 struct error *error);
bool officer_reset(struct store *store, const char *login, char password[20], struct error *error);
bool officer_disable(struct store *store, const char *login, struct error *error);
bool officer_list(struct store *store, struct arena *arena, struct officer **out, size_t *count,
                  struct error *error);

/* The language of the desk for this officer; "" is the commune's. */
bool officer_set_language(struct store *store, const char *login, const char *language,
                          struct error *error);

/* Takes the same time for an unknown login. ERROR_DENIED when login or password is wrong or the
 * officer is disabled; ERROR_BUSY when there were too many tries of this login, or of any logins
 * from `address` (growing delay, *wait_seconds says how long; the numbers are in store/delay.h). */
bool officer_sign_in(struct store *store, const char *login, const char *password,
                     const char *address, char token[SESSION_TOKEN], int64_t *wait_seconds,
                     struct error *error);

/* At least 8 characters, at most 128, none of the commonest, not the login or the commune's slug.
 * Ends all other sessions of the officer and gives a new token. ERROR_DENIED when the old password
 * is wrong, ERROR_BUSY as at sign-in, ERROR_INPUT when the new one will not do, ERROR_MISSING when
 * the session has ended. */
bool officer_change_password(struct store *store, const char *token, const char *old_password,
                             const char *password, char new_token[SESSION_TOKEN],
                             int64_t *wait_seconds, struct error *error);

/* The officer of a living session (30 min idle, 10 h in all); ERROR_DENIED else. With must_change,
 * the desk shows nothing but the page to choose a password. */
bool session_officer(struct store *store, const char *token, struct officer *out,
                     struct error *error);
/* The same for what a page asks by itself: it does not count as something the officer did. */
bool session_peek(struct store *store, const char *token, struct officer *out, struct error *error);
bool session_end(struct store *store, const char *token, struct error *error);

#endif
