/* The state of a visit to the information pages. SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef INFORMATION_INSIDE_H
#define INFORMATION_INSIDE_H

#include "../shared/content.h"

enum view { VIEW_SITUATIONS, VIEW_LIST, VIEW_SEARCH, VIEW_PAGE };

#define MOST_STEPS 16

/* Where one came from, to go back to. */
struct step {
    enum view view;
    char id[41]; /* LIST: the situation; PAGE: the page */
    uint32_t from;
};

struct information {
    const struct mrh_host *host;
    const struct mrh_ticket_v1 *ticket;
    const struct mrh_content_v1 *content;
    const struct mrh_print_v1 *print;
    struct step steps[MOST_STEPS]; /* the last is on screen */
    size_t depth;
    json_t *list;   /* LIST and SEARCH: {"total", "items"}; NULL before a search */
    json_t *page;   /* PAGE */
    json_t *bodies; /* PAGE: [record] */
    json_t *hours;  /* of the office, as of the page's opening */
};

const struct step *step_now(const struct information *self);

/* Where the foot of a page leads, by the service it names. */
enum way {
    WAY_OFFICER, /* none, or the officer's own */
    WAY_TICKET,  /* one of this plugin's, which is the page itself: a ticket for it */
    WAY_PAPERS,  /* one with papers to bring: to its questions */
    WAY_SERVICE  /* any other: to that service */
};
enum way way_of_page(const struct information *self);

/* screens.c */
void build_situations(const struct information *self, struct mrh_ui *ui);
void build_list(const struct information *self, struct mrh_ui *ui);
void build_search(const struct information *self, struct mrh_ui *ui);

/* page.c */
void build_page(const struct information *self, struct mrh_ui *ui);

#endif
