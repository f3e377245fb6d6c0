/* Appointments: the seats there are, the last one taken by someone else, and times that have
 * passed. */
#include "house.h"

#include "store/tickets.h"
#include "visit/inside.h"

#include <marhaba/plugin.h>

#include <time.h>

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
    struct store *store = house_store(house);
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
    house_check_screen(house, STAGE_REVIEW);
    assert_true(house_says(house, "10:30"));
    book(house, start);
    house_press(house, "core.confirm");
    house_check_screen(house, STAGE_PLUGIN);
    assert_int_equal(house_first(house, ROLE_NOTICE)->tone, TONE_WARNING);
    assert_true(house_find(house, id)->flags & FLAG_DISABLED);
    slot = free_slot(house);
    assert_true(slot->number > start);
    start = slot->number;
    house_press(house, slot->id);
    house_press(house, "core.confirm");
    house_check_screen(house, STAGE_TICKET);
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
    house_check_screen(house, STAGE_PLUGIN);
    assert_int_equal(house_first(house, ROLE_NOTICE)->tone, TONE_WARNING);
    assert_int_equal(house_count_tickets(house), 0);
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
    house_check_screen(house, STAGE_PLUGIN);
    assert_null(house_first(house, ROLE_DAYS));
    house_press(house, "officer");
    house_expect(house, STAGE_REVIEW);
    house_leave(house);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_slots),        cmocka_unit_test(test_last_seat_taken),
        cmocka_unit_test(test_slot_passed),  cmocka_unit_test(test_slots_from_any_time),
        cmocka_unit_test(test_no_slot_left),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
