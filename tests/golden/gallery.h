/* Sample screens of every role, with words in Arabic, Tifinagh and French: what the golden test
 * lays out and people look at. */
#ifndef MARHABA_TESTS_GALLERY_H
#define MARHABA_TESTS_GALLERY_H

#include "screen/screen.h"
#include "visit/visit.h"

struct sample {
    const char *name;
    enum visit_stage stage;
    void (*build)(struct arena *arena, struct screen_node *root, const struct language *language);
    const char *typing; /* id of the FIELD being filled in, or NULL */
    const char *typed;
    const char *focused;
    bool warning, veil;
};

/* Ended by a sample without a name. */
extern const struct sample gallery_samples[];

/* The question over the screen of samples with a warning. */
void gallery_question(struct arena *arena, struct screen_node *root,
                      const struct language *language);

/* 2026-11-25T10:24 in Casablanca. */
#define GALLERY_NOW INT64_C(1795602240000)

#endif
