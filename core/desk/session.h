/* Cookies and the tokens in forms.
 *
 * The session's cookie holds the store's token (256 random bits). A form carries a hash of it that
 * another site cannot know, so a form that comes back without it was not made by us. Before
 * sign-in a cookie of its own ("guest") plays the session's part. Over TLS all have the __Host-
 * prefix and Secure; on plain loopback they cannot. */
#ifndef MARHABA_DESK_SESSION_H
#define MARHABA_DESK_SESSION_H

#include "desk/exchange.h"

#define FORM_TOKEN 33 /* 32 hex digits and NUL */

/* Reads cookies: session, guest, language; asks the store who the session belongs to. An ended
 * session is no error; a store that cannot say is, and leaves the session's token in place. What a
 * page asks `by_itself` does not keep the session alive. */
bool session_read(struct exchange *exchange, bool by_itself, struct error *error);

/* Of who has just signed in: this exchange is theirs from now on. */
bool session_enter(struct exchange *exchange, const char token[SESSION_TOKEN], struct error *error);

void session_begin(struct exchange *exchange, const char token[SESSION_TOKEN]);
void session_forget(struct exchange *exchange); /* in the browser; the store's is its own */

/* Gives a browser without a session something to bind forms to. */
void session_ensure_guest(struct exchange *exchange);
void session_choose_language(struct exchange *exchange, const char *code);

/* The token for forms of this exchange; "" when there is nothing to bind it to. */
void session_form_token(const struct exchange *exchange, char out[FORM_TOKEN]);
bool session_form_is_ours(const struct exchange *exchange);

/* 32 random hex digits: makes a form that is posted twice one deed. */
void session_form_key(char out[FORM_TOKEN]);

#endif
