/* A fresh installation folder with a store in it, for each test of this room. */
#ifndef MARHABA_TESTS_STORE_FIXTURE_H
#define MARHABA_TESTS_STORE_FIXTURE_H

#include "base/file.h"
#include "base/memory.h"
#include "store/audit.h"
#include "store/bookings.h"
#include "store/cases.h"
#include "store/database.h"
#include "store/officers.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#define MINUTE_MS INT64_C(60000)
#define HOUR_MS   (60 * MINUTE_MS)
#define DAY_MS    (24 * HOUR_MS)

struct fixture {
    char home[256];
    struct clock *clock;
    struct store *kiosk, *desk, *admin;
    struct arena *arena;
    struct error error;
};

/* A Wednesday, local time. */
#define MORNING "2026-11-25T09:30"

static inline int64_t at(const char *text)
{
    int64_t ms = 0;
    struct error error = {0};
    if (!clock_parse(text, &ms, &error))
        fail_msg("%s", error.text);
    return ms;
}

static inline void remove_tree(const char *path)
{
    char **names = file_list(path);
    for (size_t i = 0; names[i]; i++) {
        char *inner = file_join(path, names[i]);
        struct stat about;
        if (lstat(inner, &about) == 0 && S_ISDIR(about.st_mode))
            remove_tree(inner);
        else
            unlink(inner);
        free(inner);
    }
    file_list_free(names);
    rmdir(path);
}

static inline void check(bool done, const struct error *error)
{
    if (!done)
        fail_msg("%s", error->text);
}

/* True when the sentence holds every part of `parts` (NULL-ended by the macro below). */
static inline void expect_sentence(const struct error *error, enum error_kind kind,
                                   const char *part)
{
    if (error->kind != kind || !strstr(error->text, part))
        fail_msg("kind %d: \"%s\" where kind %d and \"%s\" were expected", (int)error->kind,
                 error->text, (int)kind, part);
}

static inline void fixture_folder(struct fixture *fixture)
{
    *fixture = (struct fixture){0};
    snprintf(fixture->home, sizeof fixture->home, "%s/store-XXXXXX", MARHABA_SCRATCH);
    assert_non_null(mkdtemp(fixture->home));
    check(clock_set_zone("Africa/Casablanca", &fixture->error), &fixture->error);
    fixture->clock = clock_new_at(at(MORNING), true);
    fixture->arena = arena_new();
}

static inline struct store *fixture_open(struct fixture *fixture, enum store_role role)
{
    struct store *store = store_open(fixture->home, role, fixture->clock, &fixture->error);
    check(store, &fixture->error);
    return store;
}

/* All three roles open on one new store. */
static inline void fixture_start(struct fixture *fixture)
{
    fixture_folder(fixture);
    check(store_create(fixture->home, fixture->clock, &fixture->error), &fixture->error);
    fixture->kiosk = fixture_open(fixture, STORE_KIOSK);
    fixture->desk = fixture_open(fixture, STORE_DESK);
    fixture->admin = fixture_open(fixture, STORE_ADMIN);
}

static inline void fixture_close_stores(struct fixture *fixture)
{
    store_close(fixture->kiosk);
    store_close(fixture->desk);
    store_close(fixture->admin);
    fixture->kiosk = fixture->desk = fixture->admin = NULL;
}

static inline void fixture_end(struct fixture *fixture)
{
    fixture_close_stores(fixture);
    clock_free(fixture->clock);
    arena_free(fixture->arena);
    remove_tree(fixture->home);
}

/* A way in that no rule guards, as someone with the file has. */
static inline void tamper(struct fixture *fixture, const char *sql)
{
    char *path = file_join(fixture->home, "marhaba.db");
    struct database *database = database_open(path, false, &fixture->error);
    check(database && database_run(database, sql, &fixture->error), &fixture->error);
    database_close(database);
    free(path);
}

static inline int64_t count_of(struct fixture *fixture, const char *sql)
{
    int64_t count = -1;
    char *path = file_join(fixture->home, "marhaba.db");
    struct database *database = database_open(path, false, &fixture->error);
    check(database && database_number(database, sql, &count, &fixture->error), &fixture->error);
    database_close(database);
    free(path);
    return count;
}

struct draft_text {
    char code[10];
};

/* Draft number `n`: its own id and code. */
static inline struct ticket_draft draft_of(uint32_t n, struct draft_text *text)
{
    static const char facts[] = "{\"facts\":[\"CANARY-7f3a\"]}";
    snprintf(text->code, sizeof text->code, "%09lu", (unsigned long)(n % 1000000000u));
    struct ticket_draft draft = {.code = text->code,
                                 .service = "PEN-FR",
                                 .prefix = "A",
                                 .language = "ar",
                                 .facts = facts,
                                 .facts_length = sizeof facts - 1};
    memcpy(draft.id, &n, sizeof n);
    return draft;
}

static inline struct ticket_row issue(struct fixture *fixture, struct store *store, uint32_t n)
{
    struct draft_text text;
    struct ticket_row row;
    bool slot_taken;
    struct ticket_draft draft = draft_of(n, &text);
    check(ticket_issue(store, &draft, &row, &slot_taken, &fixture->error), &fixture->error);
    return row;
}

static inline void add_officer(struct fixture *fixture, const char *login, const char *name,
                               char password[20])
{
    check(officer_add(fixture->admin, login, name, password, &fixture->error), &fixture->error);
}

#endif
