/* The published content, read-only. One handle a thread. */
#ifndef MARHABA_CONTENT_LIBRARY_H
#define MARHABA_CONTENT_LIBRARY_H

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

#define LIBRARY_MOST_ITEMS 24u           /* of a list or search */
#define LIBRARY_LARGEST    (256u * 1024) /* bytes of one record's JSON */
#define LIBRARY_LONGEST    (56u * 1024)  /* of a list's */

struct library;

/* ERROR_MISSING when nothing is published; ERROR_INPUT when it is of another version. */
struct library *library_open(const char *published, struct error *error);

/* The same for who must go on without: never NULL, and what is published later is found by
 * library_refresh. Until then every reading finds nothing. */
struct library *library_await(const char *published);
void library_close(struct library *library);

/* Whether there is anything to read. */
bool library_is_published(const struct library *library);

/* Takes the newest published file, if it is new or was replaced: true then. On failure the old one
 * stays. */
bool library_refresh(struct library *library);

/* Whether it was published from sources of that fingerprint. */
bool library_is_of(struct library *library, const char *fingerprint);

/* The JSON of a record: kind "procedure", "page", "body", "convention" or "calendar". NULL when
 * there is none. */
const char *library_read(struct library *library, struct arena *arena, const char *kind,
                         const char *id);

/* A body's name as people say it ("CNSS"); its id when it is published no more. */
const char *library_body_name(struct library *library, struct arena *arena, const char *id);

/* {"total": n, "items": [{"id", "icon", "service", "title", "detail", "short"}]}: records of `kind`
 * that belong to `group` (a situation; "" for all), from the `from`th on, at most
 * LIBRARY_MOST_ITEMS. NULL when nothing is published, or the file cannot be read (logged). */
const char *library_list(struct library *library, struct arena *arena, const char *kind,
                         const char *group, uint32_t from);

/* The same for the pages that answer `query` best, those with words in `language` first. Forgives
 * accents, letters that sound alike, hamza and ta marbuta, and Arabic written in Latin letters. */
const char *library_search(struct library *library, struct arena *arena, const char *language,
                           const char *query);

struct library_date {
    char kind[16], id[64], checked_on[11], valid_until[11];
    bool is_held; /* its sources are wrong: an older version is served */
};

/* When the record a service's papers or page come from was checked. False when it has none. */
bool library_date_of(struct library *library, const char *service, struct library_date *out);

/* Whether somebody must look at the record again: nobody has checked it, its date has run out on
 * `today` ("2026-11-25"), or it is held. */
bool library_is_doubtful(const struct library_date *date, const char *today);

/* The records that are doubtful, held ones first. Returns how many
 * there are; fills at most `capacity`. */
size_t library_stale(struct library *library, const char *today, struct library_date *out,
                     size_t capacity);

bool library_has_picture(struct library *library, const char *name);

/* A picture of the content; NULL when there is none. Lives as long as `arena`. */
const void *library_picture(struct library *library, struct arena *arena, const char *name,
                            size_t *length);

#endif
