/* The pages and deeds of the desk, one function a route. */
#ifndef MARHABA_DESK_PAGES_H
#define MARHABA_DESK_PAGES_H

#include "desk/page.h"
#include "store/cases.h"

/* sign_in.c, password.c */
void sign_in_page(struct exchange *exchange);
void sign_in_post(struct exchange *exchange);
void sign_out_post(struct exchange *exchange);
void language_post(struct exchange *exchange);
void password_page(struct exchange *exchange);
void password_post(struct exchange *exchange);

/* waiting.c */
void waiting_fragment(struct exchange *exchange);
void waiting_write(struct exchange *exchange, int64_t open_case);

/* troubles.c: the services the kiosk has closed, and why; nothing when all work */
void troubles_fragment(struct exchange *exchange);
void troubles_write(struct exchange *exchange);

/* scan.c */
void scan_post(struct exchange *exchange);
void open_post(struct exchange *exchange); /* from the waiting list, by ticket */

/* desk_page.c: the three columns; `case_id` 0 for none. Sets no status. */
void desk_page(struct exchange *exchange);
void case_page(struct exchange *exchange);
void desk_page_write(struct exchange *exchange, int64_t case_id, const struct page_notice *notice);

/* case_head.c, case_facts.c, case_aside.c: parts of the open case */
void case_head_write(struct exchange *exchange, const struct case_row *row);
void case_facts_write(struct exchange *exchange, const struct case_row *row);
void case_aside_write(struct exchange *exchange, const struct case_row *row, bool is_mine);
void case_history_write(struct exchange *exchange, const struct case_row *row);

/* case_deeds.c; characters, a line end is one */
#define NOTE_MOST 2000
#define STEP_MOST 500
void note_post(struct exchange *exchange);
void step_post(struct exchange *exchange);
void release_post(struct exchange *exchange);
void close_post(struct exchange *exchange);

/* asset_page.c */
void asset_page(struct exchange *exchange);

/* The 401: the sign-in page, with a sentence why. */
void sign_in_demand(struct exchange *exchange);

/* Sets the 429 with its wait; the notice that says it holds on to `argument`. */
struct page_notice too_many_tries(struct exchange *exchange, int64_t wait_seconds,
                                  struct argument *argument);

/* What went wrong in the store, as a page of its own; logs the sentence. */
void store_refusal(struct exchange *exchange, const struct error *error);

#endif
