/* What the readers of the kinds of content share. */
#ifndef MARHABA_CONTENT_INSIDE_H
#define MARHABA_CONTENT_INSIDE_H

#include "base/arena.h"
#include "base/commune.h"
#include "content/content.h"
#include "content/fold.h"

#include <jansson.h>

#define CONTENT_VERSION 1 /* of the published file */
#define MOST_RECORDS    4000u

/* One finished record. */
struct record {
    const char *kind, *id;
    const char *file; /* it came from, for people */
    unsigned line;
    const char *checked_on, *valid_until; /* the earliest of all it shows; "": none says */
    const char *groups;                   /* " came-back widowed ": blanks round each */
    int rank;                             /* its place in lists; then by name */
    json_t *services;                     /* codes, may be NULL */
    json_t *body;                         /* what readers get */
    json_t *words;                        /* pages: {"fr": {"title", "keywords", "text"}} */
};

struct picture_source {
    const char *name, *path;
};

/* Everything read so far. */
struct draft {
    const struct content_world *world;
    struct arena *arena;
    content_say *say;
    void *self;
    const char *today;
    char fingerprint[65];            /* of the sources as they were before they were read */
    const struct yaml_node *sources; /* sources.yaml; NULL: there is none */
    size_t wrongs; /* told so far: a record is right when none is told while it is read */
    struct record *records;
    size_t count, capacity;
    struct picture_source pictures[500];
    size_t picture_count;
    json_t *failed; /* "kind/id" of each record that is wrong; the id may be a star: all of them */
};

/* ---- draft.c ---- */

/* Tells a finding at a node. WRONG ones return false. */
bool draft_say(struct draft *draft, enum content_finding finding, const struct yaml_node *at,
               const char *sentence, ...) PRINTF_LIKE(4, 5);
/* That something named is not there, or wrong itself: a "service", "body", "paper" or "page".
 * Returns false. */
bool draft_say_none(struct draft *draft, const struct yaml_node *at, const char *kind,
                    const char *id);
/* Tells an error that is complete already, as WRONG. Returns false. */
bool draft_fail(struct draft *draft, const struct error *error);

/* NULL when a record of that kind and id is there already (complained of). */
struct record *draft_add(struct draft *draft, const char *kind, const char *id,
                         const struct yaml_node *at);
const struct record *draft_find(const struct draft *draft, const char *kind, const char *id);
void draft_give_up(struct draft *draft, const char *kind, const char *id);
/* All records of a kind, and those that copy from them. */
void draft_give_up_all(struct draft *draft, const char *kind);
/* Whether that record, or all of its kind, is wrong: its last good version is served, if any. */
bool draft_has_failed(const struct draft *draft, const char *kind, const char *id);

/* source, checked_on, valid_until: into the record; before any part of it is read. */
bool draft_read_origin(struct draft *draft, const struct yaml_node *map, struct record *record);

/* The same of a part of a record, where it says so: checked, told, and its dates are shown. */
bool draft_check_origin(struct draft *draft, const struct yaml_node *map, struct record *record);

/* The record shows something that was checked on that day and is good until that one ("": it does
 * not say): its own dates, which readers go by, are the earliest of all. */
void draft_show_part(struct record *record, const char *checked_on, const char *valid_until);
/* It shows another record. */
void draft_show_record(struct draft *draft, struct record *record, const char *kind,
                       const char *id);

bool draft_knows_service(const struct draft *draft, const char *code);
bool draft_offers_service(const struct draft *draft, const char *code);

/* ---- fields.c: values of a map's keys; each tells its own complaints, and is false then ---- */

bool draft_expect_keys(struct draft *draft, const struct yaml_node *map, const char *const *keys);

/* Into to[key]; an absent one that is not required is no member. `most` is in bytes. */
bool draft_put_text(struct draft *draft, json_t *to, const struct yaml_node *map, const char *key,
                    bool required, size_t most);
bool draft_put_word(struct draft *draft, json_t *to, const struct yaml_node *map, const char *key,
                    const char *const *words); /* one of them, NULL-ended; required */

/* A name a screen takes (what shows a record without one is refused its screen, and stopped), of an
 * icon that is there. */
bool draft_put_icon(struct draft *draft, json_t *to, const struct yaml_node *map, bool required);

/* Texts in several languages as {"fr": "…"}; says which languages are missing. */
bool draft_put_words(struct draft *draft, json_t *to, const struct yaml_node *map, const char *key,
                     bool required, size_t most);

/* A list of ids of `kind`, or one; each must exist. Absent is an empty list. */
bool draft_put_ids(struct draft *draft, json_t *to, const struct yaml_node *map, const char *key,
                   const char *kind);
/* The same of services: those visitors can open become the record's. */
bool draft_read_services(struct draft *draft, const struct yaml_node *map, const char *key,
                         struct record *record);

/* What may be a list or one alone (absent: none). Returns how many; *items are they. */
size_t content_items(const struct yaml_node *value, const struct yaml_node **items);

bool content_is_among(const char *const *words, const char *word); /* NULL-ended */
bool content_is_day(const char *text); /* a day of the calendar: "2026-11-25" */
bool content_is_id(const char *text);  /* 1 to 40 small letters, digits, dashes */

/* ---- merge.c ---- */

/* `over` laid over `base`: maps key by key, lists of things with an id (or country) one by one; an
 * item with "remove: yes" goes. NULL with a complaint when a list of things with ids would be swept
 * away by something else. */
const struct yaml_node *content_merge(struct arena *arena, const struct yaml_node *base,
                                      const struct yaml_node *over, struct error *error);

/* ---- one reader a kind; each tells its own complaints ---- */

void bodies_read(struct draft *draft);
void conventions_read(struct draft *draft);
void calendar_read(struct draft *draft);
void procedures_read(struct draft *draft);
/* Gives each rule that sends to a service what that service is called, once all is read. */
void procedures_name_ways(struct draft *draft);
void pages_read(struct draft *draft);

/* A page that was refused only once others listed it, and was never published, is taken off their
 * lists of what is related: there, it would do nothing. */
void pages_drop_refused(struct draft *draft);

/* Whether there is such a name, be it a link that leads nowhere: that one cannot be read, and is
 * told, instead of giving way to the shipped file. */
bool draft_has_file(const char *path);

/* A file like bodies.yaml, merged over all folders; NULL when there is none. A folder's that cannot
 * be read is left out, and all records of `kind` keep their last good version. */
const struct yaml_node *draft_load_merged(struct draft *draft, const char *name, const char *kind);

/* Calls `read` for each file NAME of `folder` with that ending: `shipped` or `own` may be NULL. */
typedef void draft_file_reader(struct draft *draft, const char *name, const char *shipped,
                               const char *own);
void draft_each_file(struct draft *draft, const char *folder, const char *ending,
                     draft_file_reader *read);

/* ---- size.c ---- */

/* Whether what shows the page has room for it on one screen; complains else. All that is related
 * must be read. */
bool page_check_size(struct draft *draft, const struct record *record);

/* ---- picture.c ---- */

/* Takes the picture of that name (published with the rest), once it is known to be one. */
bool draft_add_picture(struct draft *draft, const struct yaml_node *at, const char *name,
                       struct error *error);

/* ---- markdown.c ---- */

/* Blocks of a page: [{"kind", "text", "url", "picture"}]. NULL with the complaint, "file:line: …".
 */
json_t *markdown_read(struct draft *draft, const char *file, unsigned first_line, const char *text,
                      struct error *error);

#endif
