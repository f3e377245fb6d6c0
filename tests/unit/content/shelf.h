/* Content for tests: folders to fill with files, and the shipped content, both published. */
#ifndef MARHABA_TESTS_CONTENT_SHELF_H
#define MARHABA_TESTS_CONTENT_SHELF_H

/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include "base/clock.h"
#include "base/file.h"
#include "base/memory.h"
#include "content/content.h"
#include "content/library.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SHELF_NOW "2026-11-25T10:24"
#define MOST_TOLD 400u

struct shelf {
    struct arena *arena;
    char folder[512]; /* shipped/ and own/ below it */
    const char *shipped[4];
    struct content_world world;
    struct {
        enum content_finding finding;
        char text[600];
    } told[MOST_TOLD];
    size_t told_count;
};

static const char *const shelf_services[] = {
    "PAPERS",   "PEN-FR",    "PEN-EU",   "PEN-NOCONV", "PEN-LIFE", "PEN-SURV", "PEN-LOST",
    "HEALTH",   "CIVIL",     "LEGAL",    "MRE-RET",    "MRE-DISP", "DEATH",    "RPT-STAY",
    "RPT-CONF", "RPT-CHILD", "RPT-WORK", "RPT-RET",    "INFO",     "OFFICER",  NULL};

static const char *const shelf_icons[] = {MARHABA_SOURCE "/assets/icons", NULL};

static inline void shelf_tell(void *self, enum content_finding finding, const struct error *error)
{
    struct shelf *shelf = self;
    assert_true(shelf->told_count < MOST_TOLD);
    shelf->told[shelf->told_count].finding = finding;
    snprintf(shelf->told[shelf->told_count].text, sizeof shelf->told[0].text, "%.599s",
             error->text);
    shelf->told_count++;
}

static inline struct shelf *shelf_new(void)
{
    struct shelf *shelf = memory_new(1, sizeof *shelf);
    struct error error = {0};
    int64_t now = 0;
    assert_true(clock_set_zone("Africa/Casablanca", &error));
    assert_true(clock_parse(SHELF_NOW, &now, &error));
    snprintf(shelf->folder, sizeof shelf->folder, "%s/shelf-XXXXXX", MARHABA_SCRATCH);
    assert_non_null(mkdtemp(shelf->folder));
    shelf->arena = arena_new();
    shelf->shipped[0] = arena_print(shelf->arena, "%s/shipped", shelf->folder);
    shelf->world = (struct content_world){
        .shipped = shelf->shipped,
        .own = arena_print(shelf->arena, "%s/own", shelf->folder),
        .services = shelf_services,
        .offered = shelf_services,
        .icons = shelf_icons,
        .published = arena_print(shelf->arena, "%s/own/published.db", shelf->folder),
        .now_ms = now};
    assert_true(file_make_folder(shelf->world.own, 0755, &error));
    return shelf;
}

/* What Marhaba ships, instead of a folder to fill. */
static inline struct shelf *shelf_of_shipped(void)
{
    struct shelf *shelf = shelf_new();
    shelf->shipped[0] = MARHABA_SOURCE "/assets/content";
    shelf->shipped[1] = MARHABA_SOURCE "/plugins/checklist/content";
    shelf->shipped[2] = MARHABA_SOURCE "/plugins/information/content";
    return shelf;
}

static inline void shelf_free(struct shelf *shelf)
{
    arena_free(shelf->arena);
    free(shelf);
}

/* "own/pages/x.fr.md" with these bytes. */
static inline void shelf_put_bytes(struct shelf *shelf, const char *name, const void *bytes,
                                   size_t length)
{
    struct error error = {0};
    char path[800], *slash;
    snprintf(path, sizeof path, "%s/%s", shelf->folder, name);
    slash = strrchr(path, '/');
    *slash = '\0';
    if (!file_make_folder(path, 0755, &error))
        fail_msg("%s", error.text);
    *slash = '/';
    if (!file_write(path, bytes, length, 0644, &error))
        fail_msg("%s", error.text);
}

static inline void shelf_put(struct shelf *shelf, const char *name, const char *text)
{
    shelf_put_bytes(shelf, name, text, strlen(text));
}

static inline struct library *shelf_publish(struct shelf *shelf)
{
    struct error error = {0};
    shelf->told_count = 0;
    if (!content_publish(&shelf->world, shelf_tell, shelf, &error))
        fail_msg("%s", error.text);
    struct library *library = library_open(shelf->world.published, &error);
    if (!library)
        fail_msg("%s", error.text);
    return library;
}

/* Whether something was told that has these words, after the folder. */
static inline bool shelf_told(const struct shelf *shelf, enum content_finding finding,
                              const char *words)
{
    for (size_t i = 0; i < shelf->told_count; i++)
        if (shelf->told[i].finding == finding && strstr(shelf->told[i].text, words))
            return true;
    return false;
}

static inline void shelf_expect(const struct shelf *shelf, enum content_finding finding,
                                const char *words)
{
    if (shelf_told(shelf, finding, words))
        return;
    for (size_t i = 0; i < shelf->told_count; i++)
        fprintf(stderr, "told %d: %s\n", shelf->told[i].finding, shelf->told[i].text);
    fail_msg("nobody told: %s", words);
}

#endif
