/* Inside of the visit: its state, shared by the files of this room alone. */
#ifndef MARHABA_VISIT_INSIDE_H
#define MARHABA_VISIT_INSIDE_H

#include "base/buffer.h"
#include "content/hours.h"
#include "plugin/supervisor.h"
#include "visit/values.h"
#include "visit/visit.h"

#define MOST_ARGUMENT 256

enum trouble {
    TROUBLE_SERVICE, /* the service cannot be had now */
    TROUBLE_TICKET   /* the ticket could not be stored */
};

/* What a scanned paper turned out to be. */
struct scan {
    enum ticket_scan_result result;
    bool is_found;  /* a ticket of ours that is in the store */
    bool is_unsure; /* the store could not say: it may well be there */
    bool is_of_today;
    struct ticket_row ticket;
    uint32_t ahead;
};

/* The ticket under review. */
struct wish {
    const struct service *service;
    struct buffer facts; /* JSON; personal */
    int64_t slot_ms;
    struct ticket_id id; /* the same through every try, so that it is issued once */
};

struct issued {
    struct ticket_row row;
    uint32_t ahead;
    bool is_paper_missing;
    char list[ORDER_ID]; /* of the papers to bring: "" when there is no such paper */
    bool is_list_missing;
};

enum paper_state { PAPER_NONE, PAPER_COMING, PAPER_OUT, PAPER_FAILED, PAPER_ENOUGH };

#define PAPERS_A_VISIT 3u /* as "paper.enough" says in words */

/* A paper a screen asked for, until it fails: then it counts for nothing. */
struct paper {
    char id[ORDER_ID]; /* "": none */
    uint64_t screen;   /* which one asked */
    bool is_out;
};

/* The paper a screen asked for: what becomes of it is said over whatever page of whatever screen
 * the visitor is on, for where they pressed may be far from where words would stand. */
struct leaflet_wish {
    bool is_due; /* the next screen built is to be printed */
    enum paper_state state;
    bool is_read; /* the visitor went on without waiting for it */
    struct paper papers[PAPERS_A_VISIT];
};

struct visit {
    struct visit_world world;
    struct store *own_store;
    struct library *library;
    struct calendar *calendar; /* of the library as it is now */
    struct supervisor *supervisor;
    struct plugin_services services;
    struct plugin_visit *plugin;
    const struct service *service; /* open, or NULL */
    struct service handed;         /* that service, when it was opened with … */
    char argument[MOST_ARGUMENT];  /* … another argument than its manifest's */
    struct values *values;
    const struct language *language;

    enum visit_stage stage;
    enum visit_stage behind; /* where language, help and a scan's notice go back to */
    enum trouble trouble;
    bool is_wrong_shown; /* a primary button was pressed before all was answered */
    bool is_warning;
    bool is_warm_due;
    int64_t touched_ms, entered_ms, warned_ms; /* of the steady clock */
    int64_t health_due_ms; /* when to try again to keep the plugins' news; 0: nothing failed */

    struct scan scan;
    struct wish wish;
    struct issued issued;
    struct leaflet_wish leaflet;
    unsigned papers; /* ordered so far, by every visitor: their ids */

    struct arena *arena; /* of the view */
    struct view view;
};

/* visit.c */
void visit_enter(struct visit *visit, enum visit_stage stage);
void visit_end(struct visit *visit); /* wipes everything of the visitor: attract */
struct store *visit_store(struct visit *visit, struct error *error);

/* service.c */
void service_open(struct visit *visit, const char *code);
/* The same, the plugin handed `argument` (under MOST_ARGUMENT bytes) instead of its manifest's. */
void service_open_with(struct visit *visit, const char *code, const char *argument);
void service_event(struct visit *visit, uint32_t type, const char *id, const char *value);
void service_close(struct visit *visit);
void service_fail(struct visit *visit, const struct error *error);

/* health.c: writes down, for officer and administrator, what became of the plugins. */
void health_keep(struct visit *visit);

/* issue.c */
void wish_make(struct visit *visit, const struct service *service, const char *domain,
               const struct facts *facts, int64_t slot_ms);
void wish_clear(struct visit *visit);
/* The facts of the wish in `language`; none when they cannot be read. */
struct facts *wish_facts(const struct visit *visit, struct arena *arena,
                         const struct language *language);
void wish_confirm(struct visit *visit);
/* What became of an order. True when it is to be seen. */
bool paper_came(struct visit *visit, const char *paper, const char *trouble);
void scan_take(struct visit *visit, const char *text);

/* leaflet.c */
/* Orders paper from a resolved screen; `french`, the same screen in French, may be NULL. */
void leaflet_of_screen(struct visit *visit, const struct screen_node *own,
                       const struct screen_node *french);
/* Orders the list of papers to bring, when the wish has any; its name follows the ticket's. */
void leaflet_of_wish(struct visit *visit, const char *ticket_name);
bool leaflet_came(struct visit *visit, const char *paper, const char *trouble);
/* Whether what becomes of it is to be said now, over the screen. */
bool leaflet_is_told(const struct visit *visit);
void leaflet_read(struct visit *visit);

/* booking.c */
int32_t booking_slots(void *visit, const char *service, int64_t from_ms, uint32_t days,
                      struct slot *out, uint32_t capacity);
int32_t booking_choose(void *visit, const char *service, int64_t start_ms);

/* reading.c: what plugins read of the published content */
const char *reading_read(void *visit, struct arena *arena, const char *kind, const char *id);
const char *reading_list(void *visit, struct arena *arena, const char *kind, const char *group,
                         uint32_t from);
const char *reading_search(void *visit, struct arena *arena, const char *words);
/* Takes the newest published content and its calendar: between visits, never within one. */
void reading_refresh(struct visit *visit);

/* screens.c */
struct screen_node *screen_of_stage(struct visit *visit, struct arena *arena);
struct screen_node *screen_of_warning(struct visit *visit, struct arena *arena);
struct screen_node *screen_of_paper(struct visit *visit, struct arena *arena);
void screen_add_bar(struct visit *visit, struct arena *arena, struct screen_node *root);
/* Whether one may go on: nothing required is missing and nothing typed is unreadable. */
bool screen_is_answered(const struct screen_node *root);
/* Says beside each answer what is wrong with it. */
void screen_add_wrongs(struct visit *visit, struct arena *arena, struct screen_node *root);

#endif
