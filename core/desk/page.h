/* The frame of every page: head, header with the scan box, notices; and the parts forms share. */
#ifndef MARHABA_DESK_PAGE_H
#define MARHABA_DESK_PAGE_H

#include "desk/words.h"

struct page_notice {
    const char *key; /* NULL: none */
    const struct argument *arguments;
    size_t count;
    bool is_good; /* said quietly; else it is a refusal */
};

/* Everything up to the content of <main>. Signed in, it has the scan box and the officer's menu.
 * `case_id` is the case that is open, or 0. */
void page_begin(struct exchange *exchange, const char *title_key, int64_t case_id,
                const struct page_notice *notice);
void page_end(struct exchange *exchange);

/* <form method="post" action=… class=…> with the token inside. */
void page_form(struct exchange *exchange, const char *action, const char *style);

/* The hidden key that makes a form posted twice one deed: that of the draft it gives back, or, when
 * NULL, a new one. */
void page_form_key(struct exchange *exchange, const char *of_draft);
void page_hidden(struct exchange *exchange, const char *name, const char *value);

/* <button type="submit" class=…>words</button> */
void page_button(struct exchange *exchange, const char *style, const char *key);

/* A label and an <input> of `type`; `hint` (a key) may be NULL. */
void page_input(struct exchange *exchange, const char *label, const char *name, const char *type,
                const char *completion, const char *value);

/* One form with a button for each language, coming back to the page. */
void page_languages(struct exchange *exchange);

/* An ornament: <span class="icon icon-NAME">. */
void page_icon(struct exchange *exchange, const char *name);

/* Ends a part of a page that a script asks for again and again: unchanged it costs a 304. */
void fragment_end(struct exchange *exchange);

/* A page with nothing but a title, a sentence and the way back; sets the status. */
void page_refusal(struct exchange *exchange, int status, const char *key);

#endif
