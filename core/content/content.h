/* What visitors read: procedures, pages, bodies, conventions and the calendar, written by people in
 * YAML and Markdown (assets/content/README.md is the schema), checked and published here into one
 * file that kiosk and desk read.
 *
 * Everything a source file says is hostile until checked. A record that is wrong is complained of
 * with file and line, and its last published version goes on being served. */
#ifndef MARHABA_CONTENT_CONTENT_H
#define MARHABA_CONTENT_CONTENT_H

#include "base/error.h"

#include <stdint.h>

/* Where content comes from and what it may name. All borrowed. */
struct content_world {
    const char *const *shipped;  /* folders, NULL-ended, each there; an id stands in one only */
    const char *own;             /* the commune's folder, over the shipped ones; may be missing */
    const char *const *services; /* codes a record may name, NULL-ended … */
    const char *const *offered;  /* … and those visitors can open: the others are left out */
    const char *const *icons;    /* folders with the icons records may name, NULL-ended */
    const char *published;       /* the published file */
    int64_t now_ms;
};

enum content_finding {
    CONTENT_WRONG,        /* cannot be published: the last good version stays */
    CONTENT_STALE,        /* past its valid_until */
    CONTENT_UNSOURCED,    /* without source or date, or nobody has verified it yet */
    CONTENT_UNTRANSLATED, /* a language is missing */
    CONTENT_UNREACHABLE,  /* no answers lead to it, or two rules contradict each other */
    CONTENT_LAWFUL        /* law 55-19 shows less than the source asks */
};

/* Told once for each thing found: "file:line: sentence" in the reader's language. */
typedef void content_say(void *self, enum content_finding finding, const struct error *error);

/* Reads everything and says what it finds; changes nothing. True when nothing is wrong. */
bool content_check(const struct content_world *world, content_say *say, void *self);

/* The same, then puts it in service at once: the published file is replaced whole or not at all.
 * False with an error only when a folder could not be read (nothing is changed then) or it could
 * not be written; wrong records are told to `say`. */
bool content_publish(const struct content_world *world, content_say *say, void *self,
                     struct error *error);

/* Whether the sources differ from what was published (by names, sizes and times of change), or
 * nothing is published that this version can read. */
bool content_has_changed(const struct content_world *world);

#endif
