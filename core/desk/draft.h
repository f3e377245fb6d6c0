/* What somebody wrote into the form of a deed, until it can be kept: it comes back in its form,
 * with the form's key, whatever the reason it was not. Nothing of it is stored: between two pages
 * it lives in the browser's. */
#ifndef MARHABA_DESK_DRAFT_H
#define MARHABA_DESK_DRAFT_H

#include "desk/page.h"

/* Fills exchange->draft from the posted form of a deed, "note" or "step". */
void draft_read(struct exchange *exchange, const char *deed);

/* There is something that must not be lost. */
bool draft_is_written(const struct exchange *exchange);

/* Whoever is signed in wrote it: nobody else at this computer may find it. */
bool draft_is_own(const struct exchange *exchange);

/* The case, and what was written for it, as hidden fields of the sign-in form; and back again from
 * there, into exchange->id and draft. */
void draft_carry(struct exchange *exchange);
void draft_read_carried(struct exchange *exchange);

/* The page of exchange->id with what was written in its form again, for who has just signed in. */
void draft_give_back(struct exchange *exchange);

/* <form> of a deed, with all that is hidden in it; then its text. */
void deed_form_begin(struct exchange *exchange, int64_t case_id, const char *deed,
                     const char *style);
/* The whole form of a note with its heading; `button` is the style of its button. */
void note_form_write(struct exchange *exchange, int64_t case_id, const char *button);
void step_field_write(struct exchange *exchange);

/* A page with a sentence and what was written, ready to be sent again: for when its case cannot be
 * shown. Sets no status. */
void draft_page(struct exchange *exchange, const char *key);

#endif
