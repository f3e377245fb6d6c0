/* Whole visits with a real store, real plugins and a clock that stands still. */
#include "house.h"

#include "language/language.h"
#include "plugin/supervisor.h"
#include "store/tickets.h"
#include "ticket/ticket.h"
#include "visit/inside.h"

#include <marhaba/plugin.h>

#include <dirent.h>
#include <signal.h>
#include <sqlite3.h>
#include <time.h>
#include <unistd.h>

static struct store *open_store(struct house *house)
{
    struct error error = {0};
    struct store *store = store_open(house->home, STORE_DESK, house->clock, &error);
    if (!store)
        fail_msg("%s", error.text);
    return store;
}

static size_t count_tickets(struct house *house)
{
    struct store *store = open_store(house);
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
static void check_words(struct house *house)
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
static void check_bar(struct house *house)
{
    static const char *const ids[] = {"core.back", "core.home", "core.language", "core.help"};
    const struct screen_node *bar = house_root(house)->last_child;
    assert_int_equal(bar->role, ROLE_BAR);
    const struct screen_node *button = bar->first_child;
    for (size_t i = 0; i < 4; i++, button = button->next)
        assert_string_equal(button->id, ids[i]);
    assert_null(button);
}

static void check_screen(struct house *house, enum visit_stage stage)
{
    house_expect(house, stage);
    check_words(house);
    if (stage != STAGE_ATTRACT)
        check_bar(house);
}

static void mark_papers(struct house *house)
{
    static const char *const marks[] = {"have", "missing", "unsure"};
    char ids[40][64];
    size_t count = 0;
    struct screen_node *root = house_root(house);
    for (struct screen_node *node = root; node; node = screen_walk(root, node))
        if (node->role == ROLE_ITEM)
            snprintf(ids[count++], 64, "%s", node->id);
    assert_true(count >= 4);
    for (size_t i = 0; i + 1 < count; i++) /* the last stays unmarked */
        house_change(house, ids[i], marks[i % 3]);
}

static void check_order(struct house *house, const struct screen_node *ticket)
{
    assert_int_equal(house->order_count, 1);
    const struct slip_order *order = house->orders[0];
    assert_string_equal(order->slip.number, ticket->label.text);
    assert_string_equal(order->slip.digits, ticket->value);
    assert_int_equal(strlen(ticket->value), TICKET_DIGITS);
    assert_true(order->slip.line_count >= 2);
    for (size_t i = 0; i < order->slip.line_count; i++) {
        assert_non_null(order->slip.lines[i].text);
        bool is_french = strcmp(order->slip.language->code, "fr") == 0;
        assert_true(is_french == (order->slip.lines[i].note == NULL));
    }
    char name[48];
    snprintf(name, sizeof name, "2026-11-25-%s", ticket->label.text);
    assert_string_equal(order->name, name);
}

static void check_stored(struct house *house, const char *language)
{
    struct store *store = open_store(house);
    struct ticket_row row;
    struct error error = {0};
    assert_true(ticket_by_id(store, house->orders[0]->ticket, &row, &error));
    assert_string_equal(row.service, "PEN-FR");
    assert_string_equal(row.language, language);
    assert_string_equal(row.number, "A-001");
    assert_true(row.printed_ms > 0);
    store_close(store);
}

static bool tell_printed(struct house *house, size_t order, const char *trouble)
{
    struct ticket_id id;
    char text[33];
    memcpy(id.bytes, house->orders[order]->ticket, sizeof id.bytes);
    ticket_id_print(&id, text);
    return house_do(house, VISIT_PRINTED, text, trouble);
}

static void visit_in(const char *code)
{
    struct house *house = house_build(true);
    check_screen(house, STAGE_ATTRACT);
    house_open(house, code, "PEN-FR");
    check_screen(house, STAGE_PLUGIN);
    house_answer(house, 0);
    assert_non_null(house_first(house, ROLE_CHECKLIST));
    mark_papers(house);
    check_screen(house, STAGE_PLUGIN);
    house_press(house, "ticket");
    check_screen(house, STAGE_REVIEW);
    house_press(house, "core.confirm");
    check_screen(house, STAGE_TICKET);
    check_order(house, house_first(house, ROLE_TICKET));
    assert_false(tell_printed(house, 0, ""));
    check_stored(house, code);
    house_press(house, "core.done");
    check_screen(house, STAGE_GOODBYE);
    house_pass(house, 5);
    house_expect(house, STAGE_GOODBYE);
    house_pass(house, 1);
    check_screen(house, STAGE_ATTRACT);
    assert_int_equal(visit_wait_ms(house->visit), -1);
    house_leave(house);
}

static void test_whole_visit(void **state)
{
    (void)state;
    size_t count;
    const struct language *languages = language_all(&count);
    for (size_t i = 0; i < count; i++)
        visit_in(languages[i].code);
}

/* Every other screen of every service, in each language. */
static void test_every_screen_speaks(void **state)
{
    (void)state;
    static const char *const pages[] = {"office",         "life-certificate", "french-pension",
                                        "residence-card", "law-55-19",        "school"};
    size_t count;
    const struct language *languages = language_all(&count);
    for (size_t i = 0; i < count; i++) {
        struct house *house = house_build(true);
        house_open(house, languages[i].code, "INFO");
        check_screen(house, STAGE_PLUGIN);
        for (size_t j = 0; j < sizeof pages / sizeof *pages; j++) {
            char id[64];
            snprintf(id, sizeof id, "page.%s", pages[j]);
            house_press(house, id);
            check_screen(house, STAGE_PLUGIN);
            assert_true(house_find(house, "related") != NULL);
            assert_null(house_first(house, ROLE_NOTICE));
            house_press(house, "core.back");
        }
        house_press(house, "core.back");
        check_screen(house, STAGE_HOME);
        house_press(house, "core.service.PEN-LIFE");
        check_screen(house, STAGE_PLUGIN);
        house_press(house, "core.back");
        house_press(house, "core.service.APPOINTMENT");
        check_screen(house, STAGE_PLUGIN);
        house_press(house, "core.home");
        house_press(house, "core.service.RPT-STAY");
        house_answer(house, 1);
        check_screen(house, STAGE_PLUGIN);
        house_press(house, "core.help");
        check_screen(house, STAGE_HELP);
        house_press(house, "core.language");
        check_screen(house, STAGE_LANGUAGE);
        house_press(house, "core.back");
        assert_non_null(house_first(house, ROLE_CHECKLIST));
        house_press(house, "core.help");
        house_press(house, "core.officer");
        check_screen(house, STAGE_REVIEW);
        house_leave(house);
    }
}

/* ---- Time ---- */

static const char *answer_on_screen(struct house *house)
{
    const struct screen_node *choice = house_first(house, ROLE_CHOICE);
    return choice->value ? choice->value : "";
}

static void test_idle(void **state)
{
    (void)state;
    struct house *house = house_build(true);
    house_pass(house, 3600);
    house_expect(house, STAGE_ATTRACT);
    house_open(house, "fr", "PEN-FR");
    house_change(house, "question.age", "reached");
    house_pass(house, 59);
    assert_false(visit_view(house->visit)->warning);
    house_pass(house, 1);
    assert_true(visit_view(house->visit)->warning);
    assert_non_null(visit_view(house->visit)->over);
    assert_int_equal(visit_wait_ms(house->visit), 20000);
    house_do(house, VISIT_PRESS, "next", ""); /* lies below the question */
    assert_true(visit_view(house->visit)->warning);
    house_do(house, VISIT_PRESS, "core.stay", "");
    assert_false(visit_view(house->visit)->warning);
    assert_string_equal(answer_on_screen(house), "reached");
    house_pass(house, 60);
    house_pass(house, 20);
    house_expect(house, STAGE_ATTRACT);
    house_open(house, "fr", "PEN-FR");
    assert_string_equal(answer_on_screen(house), "");
    house_leave(house);
}

static void test_leaving_wipes(void **state)
{
    (void)state;
    struct house *house = house_build(true);
    house_open(house, "ar", "PEN-FR");
    house_change(house, "question.age", "later");
    house_pass(house, 60);
    house_do(house, VISIT_PRESS, "core.leave", "");
    house_expect(house, STAGE_ATTRACT);
    house_open(house, "ar", "PEN-FR");
    assert_string_equal(answer_on_screen(house), "");
    /* One long silence goes through the warning at once. */
    house_pass(house, 500);
    house_expect(house, STAGE_ATTRACT);
    house_leave(house);
}

static void test_ticket_stays_longer(void **state)
{
    (void)state;
    struct house *house = house_build(true);
    house_open(house, "en", "OFFICER");
    house_expect(house, STAGE_REVIEW);
    house_press(house, "core.confirm");
    house_expect(house, STAGE_TICKET);
    house_pass(house, 119);
    house_expect(house, STAGE_TICKET);
    house_pass(house, 1);
    house_expect(house, STAGE_GOODBYE);
    house_pass(house, 6);
    house_expect(house, STAGE_ATTRACT);
    house_leave(house);
}

/* ---- Answers ---- */

static void test_required(void **state)
{
    (void)state;
    struct house *house = house_build(true);
    house_open(house, "fr", "PEN-FR");
    house_press(house, "next");
    struct screen_node *choice = house_find(house, "question.age");
    assert_non_null(choice);
    assert_string_equal(choice->error.text, "Choisissez une réponse, s’il vous plaît.");
    house_change(house, "question.age", "reached");
    assert_null(house_find(house, "question.age")->error.text);
    assert_false(house_do(house, VISIT_CHANGE, "question.age", "no-such-option"));
    house_press(house, "next");
    assert_non_null(house_find(house, "question.names"));
    house_leave(house);
}

static void test_language_switch_keeps_answers(void **state)
{
    (void)state;
    struct house *house = house_build(true);
    house_open(house, "fr", "PEN-FR");
    house_change(house, "question.age", "unfit");
    house_press(house, "core.language");
    house_expect(house, STAGE_LANGUAGE);
    house_press(house, "core.language.ar");
    house_expect(house, STAGE_PLUGIN);
    assert_string_equal(answer_on_screen(house), "unfit");
    assert_string_equal(visit_view(house->visit)->language->code, "ar");
    house_press(house, "next");
    house_press(house, "core.back");
    assert_string_equal(answer_on_screen(house), "unfit");
    house_press(house, "core.home");
    house_press(house, "core.service.PEN-FR");
    assert_string_equal(answer_on_screen(house), "unfit");
    house_leave(house);
}

static void test_change_after_review(void **state)
{
    (void)state;
    struct house *house = house_build(true);
    house_open(house, "es", "PEN-FR");
    house_answer(house, 0);
    house_change(house, "paper.bank", "missing");
    house_press(house, "ticket");
    house_press(house, "core.back");
    house_expect(house, STAGE_PLUGIN);
    assert_string_equal(house_find(house, "paper.bank")->value, "missing");
    house_leave(house);
}

/* What the review says of names is true: none was asked for, or one was written. */
static void test_review_says_who_reads(void **state)
{
    (void)state;
    struct house *house = house_build(true);
    struct screen_node name = {.role = ROLE_FIELD, .tone = FIELD_NAME, .id = "who", .number = 20};
    house_open(house, "fr", "PEN-FR");
    house_answer(house, 0);
    house_press(house, "ticket");
    assert_true(house_says(house, "Aucun nom n’est demandé"));
    assert_true(values_change(house->visit->values, "PEN-FR", &name, "Fatima"));
    house_press(house, "core.back");
    house_press(house, "ticket");
    assert_false(house_says(house, "Aucun nom n’est demandé"));
    assert_true(house_says(house, "ce que vous avez écrit"));
    house_leave(house);
}

/* ---- The store ---- */

static void test_double_confirm(void **state)
{
    (void)state;
    struct house *house = house_build(true);
    house_open(house, "fr", "OFFICER");
    house_do(house, VISIT_PRESS, "core.confirm", "");
    house_do(house, VISIT_PRESS, "core.confirm", "");
    house_expect(house, STAGE_TICKET);
    assert_int_equal(count_tickets(house), 1);
    assert_int_equal(house->order_count, 1);
    house_leave(house);
}

static void test_locked_store(void **state)
{
    (void)state;
    struct house *house = house_build(true);
    char path[600];
    sqlite3 *other = NULL;
    house_open(house, "fr", "OFFICER");
    snprintf(path, sizeof path, "%s/marhaba.db", house->home);
    assert_int_equal(sqlite3_open(path, &other), SQLITE_OK);
    assert_int_equal(sqlite3_exec(other, "BEGIN EXCLUSIVE", NULL, NULL, NULL), SQLITE_OK);
    house_press(house, "core.confirm");
    check_screen(house, STAGE_TROUBLE);
    assert_int_equal(house->order_count, 0);
    assert_int_equal(sqlite3_exec(other, "ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(other);
    house_press(house, "core.retry");
    house_expect(house, STAGE_TICKET);
    assert_int_equal(count_tickets(house), 1);
    house_leave(house);
}

static void test_without_store(void **state)
{
    (void)state;
    struct house *house = house_build(false);
    house_do(house, VISIT_TICK, "", "");
    house_open(house, "en", "PEN-LIFE");
    check_screen(house, STAGE_PLUGIN);
    house_press(house, "related");
    house_expect(house, STAGE_REVIEW);
    house_press(house, "core.confirm");
    check_screen(house, STAGE_TROUBLE);
    house_press(house, "core.back");
    house_expect(house, STAGE_REVIEW);
    house_press(house, "core.home");
    house_press(house, "core.service.APPOINTMENT");
    check_screen(house, STAGE_PLUGIN);
    assert_non_null(house_find(house, "officer"));
    house_leave(house);
}

/* ---- Appointments ---- */

static struct screen_node *free_slot(struct house *house)
{
    struct screen_node *root = house_root(house);
    for (struct screen_node *node = root; node; node = screen_walk(root, node))
        if (node->role == ROLE_SLOT && screen_can_be_pressed(node))
            return node;
    return NULL;
}

static void book(struct house *house, int64_t slot_ms)
{
    struct store *store = open_store(house);
    struct ticket_draft draft = {.code = "",
                                 .service = "APPOINTMENT",
                                 .prefix = "C",
                                 .language = "fr",
                                 .facts = "{}",
                                 .facts_length = 2,
                                 .slot_ms = slot_ms,
                                 .slot_minutes = 30,
                                 .slot_seats = 1};
    struct ticket_id id = ticket_id_new();
    struct ticket_row row;
    struct error error = {0};
    bool is_taken = false;
    char code[TICKET_CODE + 1];
    ticket_code_new(code);
    draft.code = code;
    memcpy(draft.id, id.bytes, sizeof draft.id);
    if (!ticket_issue(store, &draft, &row, &is_taken, &error))
        fail_msg("%s", error.text);
    store_close(store);
}

static void test_slots(void **state)
{
    (void)state;
    struct house *house = house_build(true);
    house_open(house, "fr", "APPOINTMENT");
    struct screen_node *days = house_first(house, ROLE_DAYS), *day = days->first_child;
    /* Today from 10:30 on; Thursday is closed; Friday whole. */
    struct civil_time first = clock_civil(day->first_child->number);
    assert_int_equal(first.day, 25);
    assert_int_equal(first.hour * 60 + first.minute, 10 * 60 + 30);
    struct civil_time friday = clock_civil(day->next->first_child->number);
    assert_int_equal(friday.day, 27);
    assert_int_equal(friday.hour * 60 + friday.minute, 8 * 60 + 30);
    size_t slots = 0;
    for (struct screen_node *slot = day->next->first_child; slot; slot = slot->next)
        slots++;
    assert_int_equal(slots, 7);
    assert_null(day->next->next);
    house_leave(house);
}

static void test_last_seat_taken(void **state)
{
    (void)state;
    struct house *house = house_build(true);
    house_open(house, "fr", "APPOINTMENT");
    struct screen_node *slot = free_slot(house);
    int64_t start = slot->number;
    char id[64];
    snprintf(id, sizeof id, "%s", slot->id);
    house_press(house, id);
    check_screen(house, STAGE_REVIEW);
    assert_true(house_says(house, "10:30"));
    book(house, start);
    house_press(house, "core.confirm");
    check_screen(house, STAGE_PLUGIN);
    assert_int_equal(house_first(house, ROLE_NOTICE)->tone, TONE_WARNING);
    assert_true(house_find(house, id)->flags & FLAG_DISABLED);
    slot = free_slot(house);
    assert_true(slot->number > start);
    start = slot->number;
    house_press(house, slot->id);
    house_press(house, "core.confirm");
    check_screen(house, STAGE_TICKET);
    assert_int_equal(house->orders[0]->slip.appointment_ms, start);
    house_leave(house);
}

/* Who thinks it over for long must not get a time that has begun. */
static void test_slot_passed(void **state)
{
    (void)state;
    struct house *house = house_build(true);
    house_open(house, "fr", "APPOINTMENT");
    struct screen_node *slot = free_slot(house);
    int64_t start = slot->number;
    house_press(house, slot->id);
    house_expect(house, STAGE_REVIEW);
    clock_advance(house->clock, start - clock_now_ms(house->clock));
    house_press(house, "core.confirm");
    check_screen(house, STAGE_PLUGIN);
    assert_int_equal(house_first(house, ROLE_NOTICE)->tone, TONE_WARNING);
    assert_int_equal(count_tickets(house), 0);
    house_leave(house);
}

static void test_slots_from_any_time(void **state)
{
    (void)state;
    struct house *house = house_build(true);
    struct slot slots[10];
    house_open(house, "fr", "APPOINTMENT");
    int64_t now = clock_now_ms(house->clock);
    const struct {
        int64_t from_ms;
        int32_t count;
    } cases[] = {{INT64_MIN, 10}, {INT64_MIN + 1, 10}, {-1, 10},      {0, 10},
                 {now, 10},       {now + 1, 10},       {INT64_MAX, 0}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int32_t count =
            booking_slots(house->visit, "APPOINTMENT", cases[i].from_ms, UINT32_MAX, slots, 10);
        assert_int_equal(count, cases[i].count);
    }
    assert_int_equal(booking_choose(house->visit, "APPOINTMENT", INT64_MIN), MRH_WRONG);
    house_leave(house);
}

static void test_no_slot_left(void **state)
{
    (void)state;
    struct house *house = house_build(true);
    house_open(house, "fr", "APPOINTMENT");
    struct screen_node *root = house_root(house);
    for (struct screen_node *node = root; node; node = screen_walk(root, node))
        if (node->role == ROLE_SLOT)
            book(house, node->number);
    house_press(house, "core.back");
    house_press(house, "core.service.APPOINTMENT");
    check_screen(house, STAGE_PLUGIN);
    assert_null(house_first(house, ROLE_DAYS));
    house_press(house, "officer");
    house_expect(house, STAGE_REVIEW);
    house_leave(house);
}

/* ---- Plugins that die ---- */

static void kill_children(void)
{
    DIR *folder = opendir("/proc");
    assert_non_null(folder);
    for (struct dirent *entry; (entry = readdir(folder));) {
        char path[300];
        int pid, parent;
        snprintf(path, sizeof path, "/proc/%s/stat", entry->d_name);
        FILE *file = fopen(path, "r");
        if (!file)
            continue;
        if (fscanf(file, "%d (%*[^)]) %*c %d", &pid, &parent) == 2 && parent == getpid())
            kill(pid, SIGKILL);
        fclose(file);
    }
    closedir(folder);
}

static void test_plugin_dies(void **state)
{
    (void)state;
    struct house *house = house_build(true);
    house_open(house, "fr", "PEN-FR");
    house_change(house, "question.age", "reached");
    kill_children();
    house_press(house, "next");
    check_screen(house, STAGE_TROUBLE);
    house_press(house, "core.start");
    check_screen(house, STAGE_HOME);
    house_press(house, "core.service.PEN-FR"); /* it rests a second */
    house_expect(house, STAGE_TROUBLE);
    clock_advance(house->clock, 2000);
    house_press(house, "core.home");
    house_press(house, "core.service.PEN-FR");
    house_expect(house, STAGE_PLUGIN);
    assert_string_equal(answer_on_screen(house), "reached");
    kill_children();
    house_press(house, "core.language");
    house_press(house, "core.language.ar"); /* even a rebuild meets the dead */
    house_expect(house, STAGE_TROUBLE);
    house_press(house, "core.officer");
    house_press(house, "core.confirm");
    house_expect(house, STAGE_TICKET);
    house_leave(house);
}

/* ---- Paper and scanner ---- */

static void test_paper_trouble(void **state)
{
    (void)state;
    struct house *house = house_build(true);
    house_open(house, "fr", "OFFICER");
    house_press(house, "core.confirm");
    assert_int_equal(house_first(house, ROLE_NOTICE)->tone, TONE_INFO);
    assert_false(house_do(house, VISIT_PRINTED, "", "paper")); /* nobody's */
    assert_true(tell_printed(house, 0, "paper"));
    check_screen(house, STAGE_TICKET);
    assert_int_equal(house_first(house, ROLE_NOTICE)->tone, TONE_WARNING);
    assert_false(tell_printed(house, 0, "paper")); /* known already */
    /* Help must not lead away from a ticket that is on screen. */
    house_press(house, "core.help");
    check_screen(house, STAGE_HELP);
    assert_null(house_find(house, "core.officer"));
    house_press(house, "core.back");
    house_press(house, "core.done");
    assert_false(tell_printed(house, 0, "paper")); /* its visitor has left */
    house_leave(house);
}

static bool is_printed(struct house *house, size_t order)
{
    struct store *store = open_store(house);
    struct ticket_row row;
    struct error error = {0};
    assert_true(ticket_by_id(store, house->orders[order]->ticket, &row, &error));
    store_close(store);
    return row.printed_ms > 0;
}

/* Slips answer in any order, and some never do. */
static void test_paper_of_each_ticket(void **state)
{
    (void)state;
    struct house *house = house_build(true);
    static const char *const strange[] = {"", "00", "0123456789abcdef0123456789abcdeg",
                                          "ffffffffffffffffffffffffffffffff",
                                          "0123456789abcdef0123456789abcdef0"};
    for (int i = 0; i < 3; i++) {
        house_open(house, "fr", "OFFICER");
        house_press(house, "core.confirm");
        if (i < 2) {
            house_press(house, "core.done");
            house_pass(house, 6);
        }
    }
    for (size_t i = 0; i < sizeof strange / sizeof *strange; i++) {
        assert_false(house_do(house, VISIT_PRINTED, strange[i], ""));
        assert_false(house_do(house, VISIT_PRINTED, strange[i], "busy"));
    }
    assert_false(tell_printed(house, 1, "busy")); /* another's: this visitor has theirs */
    assert_false(tell_printed(house, 2, ""));
    assert_false(is_printed(house, 0));
    assert_false(is_printed(house, 1));
    assert_true(is_printed(house, 2));
    assert_false(tell_printed(house, 0, ""));
    assert_true(is_printed(house, 0));
    house_leave(house);
}

static void test_scan(void **state)
{
    (void)state;
    struct house *house = house_build(true);
    char digits[TICKET_DIGITS + 1];
    static const char *const wrong[] = {"hello", "", "\x1b[31m\x01", "999999999999999999999999",
                                        "https://example.org/"};
    house_open(house, "en", "OFFICER");
    house_press(house, "core.confirm");
    snprintf(digits, sizeof digits, "%s", house_first(house, ROLE_TICKET)->value);
    house_press(house, "core.done");
    house_pass(house, 6);
    house_do(house, VISIT_SCAN, "", digits);
    check_screen(house, STAGE_NOTICE);
    assert_string_equal(visit_view(house->visit)->language->code, "en");
    assert_true(house_says(house, "-001"));
    assert_true(house_says(house, "You are next."));
    house_press(house, "core.resume");
    house_expect(house, STAGE_ATTRACT);
    house_open(house, "fr", "PEN-FR");
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        house_do(house, VISIT_SCAN, "", wrong[i]);
        check_screen(house, STAGE_NOTICE);
        assert_int_equal(house_first(house, ROLE_NOTICE)->tone, TONE_WARNING);
    }
    char flood[5000];
    memset(flood, '7', sizeof flood - 1);
    flood[sizeof flood - 1] = '\0';
    house_do(house, VISIT_SCAN, "", flood);
    check_screen(house, STAGE_NOTICE);
    digits[10] = digits[10] == '9' ? '0' : (char)(digits[10] + 1);
    house_do(house, VISIT_SCAN, "", digits);
    assert_true(house_says(house, "mal lu"));
    house_press(house, "core.back");
    house_expect(house, STAGE_PLUGIN);
    house_leave(house);
}

/* A paper is not unknown because the store cannot be asked. */
static void test_scan_without_store(void **state)
{
    (void)state;
    for (int with_store = 0; with_store < 2; with_store++) {
        struct house *house = house_build(with_store);
        char digits[TICKET_DIGITS + 1], code[TICKET_CODE + 1], path[600];
        struct ticket_id id = ticket_id_new();
        ticket_digits(&id, "541111", digits);
        ticket_code_new(code);
        house_do(house, VISIT_TICK, "", "");
        if (with_store) {
            sqlite3 *other = NULL;
            snprintf(path, sizeof path, "%s/marhaba.db", house->home);
            assert_int_equal(sqlite3_open(path, &other), SQLITE_OK);
            assert_int_equal(
                sqlite3_exec(other,
                             "PRAGMA foreign_keys = OFF; PRAGMA legacy_alter_table = 1;"
                             "ALTER TABLE tickets RENAME TO elsewhere",
                             NULL, NULL, NULL),
                SQLITE_OK);
            sqlite3_close(other);
        }
        house_open(house, "en", "OFFICER");
        const char *papers[] = {digits, code};
        for (size_t i = 0; i < 2; i++) {
            house_do(house, VISIT_SCAN, "", papers[i]);
            check_screen(house, STAGE_NOTICE);
            assert_true(house_says(house, "cannot be looked up just now"));
            assert_false(house_says(house, "not recognised"));
        }
        house_leave(house);
    }
}

static void test_scan_of_yesterday(void **state)
{
    (void)state;
    struct house *house = house_build(true);
    char digits[TICKET_DIGITS + 1];
    house_open(house, "fr", "OFFICER");
    house_press(house, "core.confirm");
    snprintf(digits, sizeof digits, "%s", house_first(house, ROLE_TICKET)->value);
    house_pass(house, 24 * 3600);
    house_expect(house, STAGE_ATTRACT);
    house_do(house, VISIT_SCAN, "", digits);
    assert_true(house_says(house, "mercredi 25 novembre"));
    struct ticket_id stranger = ticket_id_new();
    ticket_digits(&stranger, "541111", digits);
    house_do(house, VISIT_SCAN, "", digits);
    assert_true(house_says(house, "ne se trouve pas ici"));
    ticket_digits(&stranger, "541112", digits);
    house_do(house, VISIT_SCAN, "", digits);
    assert_true(house_says(house, "autre commune"));
    house_leave(house);
}

/* ---- Nothing left behind ---- */

#define SECRET 24

/* Made at run time, so that the program's own text does not hold it. */
static void make_secret(char out[SECRET + 1])
{
    for (int i = 0; i < SECRET; i++)
        out[i] = (char)('a' + (i * 7 + 3) % 26);
    out[SECRET] = '\0';
}

static size_t count_in(const char *bytes, size_t length, const char *first, const char *rest)
{
    size_t count = 0;
    for (size_t i = 0; i + SECRET <= length; i++)
        count += bytes[i] == first[0] && memcmp(bytes + i + 1, rest, SECRET - 1) == 0;
    return count;
}

/* How often the secret stands in this process's memory; the sanitizer's own tables are left out. */
static size_t count_in_memory(void)
{
    static char window[1 << 20];
    FILE *maps = fopen("/proc/self/maps", "r");
    FILE *memory = fopen("/proc/self/mem", "r");
    char line[600], secret[SECRET + 1];
    size_t count = 0;
    assert_non_null(maps);
    assert_non_null(memory);
    while (fgets(line, sizeof line, maps)) {
        unsigned long long from, until;
        char mode[8];
        if (sscanf(line, "%llx-%llx %7s", &from, &until, mode) != 3 || mode[1] != 'w' ||
            until - from > (256ull << 20))
            continue;
        bool is_window = (unsigned long long)(uintptr_t)window >= from &&
                         (unsigned long long)(uintptr_t)window < until;
        while (from < until && !is_window) {
            ssize_t length = pread(fileno(memory), window, sizeof window, (off_t)from);
            if (length <= 0)
                break;
            make_secret(secret);
            count += count_in(window, (size_t)length, secret, secret + 1);
            memory_wipe(secret, sizeof secret);
            from += (unsigned long long)length;
        }
        memory_wipe(window, sizeof window);
    }
    fclose(maps);
    fclose(memory);
    return count;
}

static void test_nothing_left_in_memory(void **state)
{
    (void)state;
    struct house *house = house_build(true);
    char secret[SECRET + 1];
    assert_int_equal(count_in_memory(), 0);
    house_open(house, "fr", "HELLO");
    house_expect(house, STAGE_PLUGIN);
    make_secret(secret);
    assert_true(house_do(house, VISIT_CHANGE, "name", secret));
    memory_wipe(secret, sizeof secret);
    house_press(house, "ok"); /* the plugin greets by name */
    assert_true(count_in_memory() > 0);
    house_pass(house, 60);
    house_pass(house, 20);
    house_expect(house, STAGE_ATTRACT);
    assert_int_equal(count_in_memory(), 0);
    house_leave(house);
}

/* ---- Views ---- */

static void test_view_copy(void **state)
{
    (void)state;
    struct house *house = house_build(true);
    house_open(house, "ar", "PEN-FR");
    uint64_t serial = visit_view(house->visit)->serial;
    struct view *copy = view_copy(visit_view(house->visit));
    assert_false(house_do(house, VISIT_TOUCH, "", ""));
    assert_false(house_do(house, VISIT_PRESS, "nothing-of-this-name", ""));
    assert_false(house_do(house, VISIT_PRESS, "question.age", "")); /* not to be pressed */
    assert_int_equal(visit_view(house->visit)->serial, serial);
    house_press(house, "core.home");
    assert_true(visit_view(house->visit)->serial > serial);
    assert_non_null(screen_find((struct screen_node *)copy->root, "question.age"));
    assert_string_equal(copy->service, "PEN-FR");
    view_free(copy);
    house_leave(house);
}

/* Whoever keeps pictures of a visit learns of its end, even where the next screen is not the first
 * one. */
static void test_visits_are_told_apart(void **state)
{
    (void)state;
    struct house *house = house_build(true);
    uint64_t visit = visit_view(house->visit)->visit;
    house_open(house, "fr", "OFFICER");
    house_press(house, "core.confirm");
    house_expect(house, STAGE_TICKET);
    assert_int_equal(visit_view(house->visit)->visit, visit);
    house_press(house, "core.done");
    house_expect(house, STAGE_GOODBYE);
    uint64_t after = visit_view(house->visit)->visit;
    assert_true(after > visit);
    house_do(house, VISIT_SCAN, "", "nonsense");
    house_expect(house, STAGE_NOTICE);
    assert_true(visit_view(house->visit)->visit > after);
    struct view *copy = view_copy(visit_view(house->visit));
    assert_int_equal(copy->visit, visit_view(house->visit)->visit);
    view_free(copy);
    house_leave(house);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_whole_visit),
        cmocka_unit_test(test_every_screen_speaks),
        cmocka_unit_test(test_idle),
        cmocka_unit_test(test_leaving_wipes),
        cmocka_unit_test(test_ticket_stays_longer),
        cmocka_unit_test(test_required),
        cmocka_unit_test(test_language_switch_keeps_answers),
        cmocka_unit_test(test_change_after_review),
        cmocka_unit_test(test_review_says_who_reads),
        cmocka_unit_test(test_double_confirm),
        cmocka_unit_test(test_locked_store),
        cmocka_unit_test(test_without_store),
        cmocka_unit_test(test_slots),
        cmocka_unit_test(test_last_seat_taken),
        cmocka_unit_test(test_slot_passed),
        cmocka_unit_test(test_slots_from_any_time),
        cmocka_unit_test(test_no_slot_left),
        cmocka_unit_test(test_plugin_dies),
        cmocka_unit_test(test_paper_trouble),
        cmocka_unit_test(test_paper_of_each_ticket),
        cmocka_unit_test(test_scan),
        cmocka_unit_test(test_scan_without_store),
        cmocka_unit_test(test_scan_of_yesterday),
        cmocka_unit_test(test_nothing_left_in_memory),
        cmocka_unit_test(test_view_copy),
        cmocka_unit_test(test_visits_are_told_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
