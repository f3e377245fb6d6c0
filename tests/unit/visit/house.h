/* A small house for visits in tests: a new installation, real plugins, a clock that stands still.
 */
#ifndef MARHABA_TESTS_VISIT_HOUSE_H
#define MARHABA_TESTS_VISIT_HOUSE_H

/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include "base/file.h"
#include "base/memory.h"
#include "language/language.h"
#include "store/tickets.h"
#include "ticket/ticket.h"
#include "visit/sources.h"
#include "visit/visit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Wednesday 25 November 2026, 10:24 in Taliouine. */
#define HOUSE_NOW "2026-11-25T10:24"

struct house {
    char home[512];
    struct arena *arena;
    struct commune commune;
    struct place place;
    struct registry *registry;
    struct messages *messages;
    struct clock *clock;
    struct visit *visit;
    struct slip_order *orders[8];
    size_t order_count;
};

static inline void house_take_order(void *self, struct slip_order *order)
{
    struct house *house = self;
    assert_true(house->order_count < 8);
    house->orders[house->order_count++] = order;
}

static inline void house_write_settings(struct house *house)
{
    static const char settings[] =
        "slug: taliouine\nnumber: \"541111\"\nzone: Africa/Casablanca\n"
        "name: {ar: جماعة تاليوين, fr: Commune de Taliouine}\n"
        "office: {ar: مكتب الاستقبال, fr: Bureau d’accueil, en: Welcome office, es: Oficina}\n"
        "phone: \"+212 528 00 00 00\"\n"
        "languages: [ar, zgh, fr, en, es]\n"
        "plugins: [checklist, appointments, information, hello]\n"
        "home: [PEN-FR, RPT-STAY, APPOINTMENT, PEN-LIFE, INFO, OFFICER, HELLO]\n"
        "hours:\n  wednesday: [08:30-12:00]\n  thursday: [08:30-12:00]\n"
        "  friday: [08:30-12:00]\n"
        "closed_days: [2026-11-26]\nbooking_days: 3\n"
        "idle_seconds: 60\nwarning_seconds: 20\n";
    struct error error = {0};
    char path[600];
    snprintf(path, sizeof path, "%s/commune.yaml", house->home);
    assert_true(file_write(path, settings, sizeof settings - 1, 0600, &error));
    if (!commune_load(house->arena, house->home, &house->commune, &error))
        fail_msg("%s", error.text);
}

static inline void house_start_visit(struct house *house)
{
    struct error error = {0};
    struct visit_world world = {.commune = &house->commune,
                                .place = &house->place,
                                .registry = house->registry,
                                .messages = house->messages,
                                .clock = house->clock,
                                .print = house_take_order,
                                .print_self = house};
    house->visit = visit_new(&world, &error);
    if (!house->visit)
        fail_msg("%s", error.text);
}

/* `with_store`: false leaves the installation without a database and keys. */
static inline struct house *house_build(bool with_store)
{
    struct house *house = memory_new(1, sizeof *house);
    struct error error = {0};
    int64_t now = 0;
    snprintf(house->home, sizeof house->home, "%s/visit-XXXXXX", MARHABA_SCRATCH);
    assert_non_null(mkdtemp(house->home));
    char *content = file_join(house->home, "content");
    assert_true(file_make_folder(content, 0750, &error));
    free(content);
    house->arena = arena_new();
    house_write_settings(house);
    assert_true(clock_parse(HOUSE_NOW, &now, &error));
    house->clock = clock_new_at(now, true);
    if (with_store && !store_create(house->home, house->clock, &error))
        fail_msg("%s", error.text);
    if (!place_at(MARHABA_STAGE, &house->place, &error))
        fail_msg("%s", error.text);
    char *folder = place_share(&house->place, "locale/kiosk");
    house->messages = messages_load(folder, &error);
    free(folder);
    assert_non_null(house->messages);
    house->registry = registry_new(&house->commune, &house->place);
    house_start_visit(house);
    return house;
}

static inline void house_leave(struct house *house)
{
    visit_free(house->visit);
    for (size_t i = 0; i < house->order_count; i++)
        slip_order_free(house->orders[i]);
    registry_free(house->registry);
    messages_free(house->messages);
    place_free(&house->place);
    clock_free(house->clock);
    arena_free(house->arena);
    free(house);
}

/* ---- Looking ---- */

static inline struct screen_node *house_root(struct house *house)
{
    return (struct screen_node *)visit_view(house->visit)->root;
}

static inline struct screen_node *house_find(struct house *house, const char *id)
{
    return screen_find(house_root(house), id);
}

static inline struct screen_node *house_first(struct house *house, enum screen_role role)
{
    struct screen_node *root = house_root(house);
    for (struct screen_node *node = root; node; node = screen_walk(root, node))
        if (node->role == role)
            return node;
    return NULL;
}

static inline void house_fail(struct house *house, const char *why)
{
    struct buffer text = buffer_new(100000);
    screen_dump_text(&text, house_root(house));
    fail_msg("%s; stage %d:\n%s", why, visit_view(house->visit)->stage, buffer_text(&text));
}

static inline void house_expect(struct house *house, enum visit_stage stage)
{
    if (visit_view(house->visit)->stage != stage)
        house_fail(house, "another stage was expected");
}

/* Whether the words, without their marks, stand somewhere on the screen. */
static inline bool house_says(struct house *house, const char *words)
{
    struct buffer text = buffer_new(200000);
    screen_dump_text(&text, house_root(house));
    bool says = strstr(buffer_text(&text), words) != NULL;
    buffer_free(&text);
    return says;
}

/* ---- Doing ---- */

static inline bool house_do(struct house *house, enum visit_event_kind kind, const char *id,
                            const char *value)
{
    return visit_handle(house->visit,
                        &(struct visit_event){.kind = kind, .id = id, .value = value});
}

static inline void house_press(struct house *house, const char *id)
{
    struct screen_node *node = house_find(house, id);
    if (!node || !screen_can_be_pressed(node)) {
        fprintf(stderr, "no \"%s\" to press\n", id);
        house_fail(house, "there is nothing to press");
    }
    house_do(house, VISIT_PRESS, id, "");
}

static inline void house_change(struct house *house, const char *id, const char *value)
{
    if (!house_find(house, id)) {
        fprintf(stderr, "no \"%s\" to change\n", id);
        house_fail(house, "there is nothing to change");
    }
    house_do(house, VISIT_CHANGE, id, value);
}

static inline void house_pass(struct house *house, int64_t seconds)
{
    clock_advance(house->clock, seconds * 1000);
    house_do(house, VISIT_TICK, "", "");
}

static inline void house_open(struct house *house, const char *language, const char *service)
{
    char id[64];
    snprintf(id, sizeof id, "core.language.%s", language);
    house_press(house, id);
    house_expect(house, STAGE_HOME);
    snprintf(id, sizeof id, "core.service.%s", service);
    house_press(house, id);
}

/* Answers each question with its option number `which` until the papers are there; a date of birth
 * with "I do not know". */
static inline void house_answer(struct house *house, size_t which)
{
    for (int i = 0; i < 20; i++) {
        struct screen_node *choice = house_first(house, ROLE_CHOICE);
        if (!choice && !house_first(house, ROLE_FIELD))
            return;
        if (!choice) {
            house_press(house, "unknown");
            continue;
        }
        const struct screen_node *option = choice->first_child;
        for (size_t j = 0; j < which && option->next; j++)
            option = option->next;
        char id[64], value[64];
        snprintf(id, sizeof id, "%s", choice->id);
        snprintf(value, sizeof value, "%s", option->id);
        house_change(house, id, value);
        house_press(house, "next");
    }
    house_fail(house, "the questions do not end");
}

static inline void house_hear_finding(void *self, enum content_finding finding,
                                      const struct error *error)
{
    (void)self;
    if (finding == CONTENT_WRONG)
        fail_msg("%s", error->text);
}

/* Something of the commune's own for the next visitor; `file` as in "procedures/own.yaml". */
static inline void house_publish(struct house *house, const char *file, const char *text)
{
    struct error error = {0};
    char path[700];
    int folder = (int)strcspn(file, "/");
    snprintf(path, sizeof path, "%s/content/%.*s", house->home, folder, file);
    assert_true(file_make_folder(path, 0750, &error));
    snprintf(path, sizeof path, "%s/content/%s", house->home, file);
    assert_true(file_write(path, text, strlen(text), 0600, &error));
    struct content_world world = sources_find(house->arena, &house->commune, &house->place,
                                              house->registry, clock_now_ms(house->clock));
    if (!content_publish(&world, house_hear_finding, NULL, &error))
        fail_msg("%s", error.text);
}

/* ---- Checking ---- */

static inline struct store *house_store(struct house *house)
{
    struct error error = {0};
    struct store *store = store_open(house->home, STORE_DESK, house->clock, &error);
    if (!store)
        fail_msg("%s", error.text);
    return store;
}

static inline size_t house_count_tickets(struct house *house)
{
    struct store *store = house_store(house);
    struct arena *arena = arena_new();
    struct ticket_row *rows;
    struct error error = {0};
    size_t count = 0;
    assert_true(ticket_waiting(store, arena, &rows, &count, &error));
    arena_free(arena);
    store_close(store);
    return count;
}

/* Every word is there, in the visitor's language (Tamazight may lean on another). */
static inline void house_check_words(struct house *house)
{
    struct screen_node *root = house_root(house);
    const struct language *language = visit_view(house->visit)->language;
    for (struct screen_node *node = root; node; node = screen_walk(root, node)) {
        const struct screen_text *texts[] = {&node->label, &node->detail, &node->error};
        for (size_t i = 0; i < 3; i++) {
            const struct screen_text *text = texts[i];
            bool is_there = text->key || text->variants.count || text->text;
            if (is_there && (!text->text || !text->language)) {
                print_message("%s\n", text->key ? text->key : node->id);
                house_fail(house, "words are missing");
            }
            if (is_there && strcmp(language->code, "zgh") != 0 && node->role != ROLE_GREETING &&
                text->language != language) {
                print_message("%s: %s\n", text->language->code, text->text);
                house_fail(house, "words in another language");
            }
        }
    }
}

/* Back, home, language and help, in this order, on every screen but the first. */
static inline void house_check_bar(struct house *house)
{
    static const char *const ids[] = {"core.back", "core.home", "core.language", "core.help"};
    const struct screen_node *bar = house_root(house)->last_child;
    assert_int_equal(bar->role, ROLE_BAR);
    const struct screen_node *button = bar->first_child;
    for (size_t i = 0; i < 4; i++, button = button->next)
        assert_string_equal(button->id, ids[i]);
    assert_null(button);
}

static inline void house_check_screen(struct house *house, enum visit_stage stage)
{
    house_expect(house, stage);
    house_check_words(house);
    if (stage != STAGE_ATTRACT)
        house_check_bar(house);
}

static inline bool house_tell_printed(struct house *house, size_t order, const char *trouble)
{
    return house_do(house, VISIT_PRINTED, house->orders[order]->id, trouble);
}

/* The stored ticket whose slip was ordered. */
static inline struct ticket_row house_ticket(struct house *house, size_t order)
{
    uint8_t id[16];
    for (size_t i = 0; i < sizeof id; i++) {
        const char *digits = house->orders[order]->id + 2 * i;
        id[i] = (uint8_t)strtoul((char[]){digits[0], digits[1], '\0'}, NULL, 16);
    }
    struct store *store = house_store(house);
    struct ticket_row row;
    struct error error = {0};
    assert_true(ticket_by_id(store, id, &row, &error));
    store_close(store);
    return row;
}

/* Marks each paper have, missing, unsure in turn; the last stays unmarked. */
static inline void house_mark_papers(struct house *house)
{
    static const char *const marks[] = {"have", "missing", "unsure"};
    char ids[40][64];
    size_t count = 0;
    struct screen_node *root = house_root(house);
    for (struct screen_node *node = root; node; node = screen_walk(root, node))
        if (node->role == ROLE_ITEM)
            snprintf(ids[count++], 64, "%s", node->id);
    assert_true(count >= 4);
    for (size_t i = 0; i + 1 < count; i++)
        house_change(house, ids[i], marks[i % 3]);
}

static inline const char *house_answer_shown(struct house *house)
{
    const struct screen_node *choice = house_first(house, ROLE_CHOICE);
    return choice->value ? choice->value : "";
}

#endif
