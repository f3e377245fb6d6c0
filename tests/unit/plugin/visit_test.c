/* A visitor in well-behaved plugins: hello, and polite, which uses everything the host offers. */
#include "house.h"

#include <stdio.h>

#define FIRST_SLOT 1795600800000

static int slots_asked;

static int32_t give_slots(void *self, const char *service, int64_t from_ms, uint32_t days,
                          struct slot *out, uint32_t capacity)
{
    (void)self;
    assert_string_equal(service, "HOSTILE");
    assert_int_equal(from_ms, 0);
    assert_int_equal(days, 14);
    assert_int_equal(capacity, 4);
    slots_asked++;
    for (uint32_t i = 0; i < 2; i++)
        out[i] =
            (struct slot){.start_ms = FIRST_SLOT + i * 1800000, .minutes = 30, .free_seats = 1 - i};
    return 2;
}

static int32_t choose_slot(void *self, const char *service, int64_t start_ms)
{
    (void)self;
    assert_string_equal(service, "HOSTILE");
    return start_ms == FIRST_SLOT ? MRH_OK : MRH_TAKEN;
}

static const char *const plugins[] = {"hello", "polite", "borrowed-slot", "many-slots", NULL};

static struct plugin_visit *open_booking(struct house *house, const char *plugin)
{
    struct error error = {0};
    house_open(house, plugins);
    house->services.slots = give_slots;
    house->services.choose = choose_slot;
    struct plugin_visit *visit = house_visit(house, plugin, &error);
    assert_string_equal(error.text, "");
    return visit;
}

static struct plugin_visit *open_polite(struct house *house)
{
    return open_booking(house, "polite");
}

static const char *argument(const struct screen_node *node, const char *name)
{
    for (size_t i = 0; i < node->label.argument_count; i++)
        if (strcmp(node->label.arguments[i].name, name) == 0)
            return node->label.arguments[i].text;
    fail_msg("no argument %s", name);
    return NULL;
}

static struct screen_node *build(struct house *house, struct plugin_visit *visit,
                                 struct arena *arena)
{
    struct error error = {0};
    struct screen_node *screen = plugin_visit_build(visit, arena, house->language, &error);
    assert_string_equal(error.text, "");
    return screen;
}

/* Words as the visitor reads them, without isolates and marks. */
static char *read_words(struct house *house, struct arena *arena, const char *plugin,
                        struct screen_node *node)
{
    screen_text_resolve(arena, &node->label, registry_messages(house->registry, plugin),
                        house->language);
    return message_plain(arena, node->label.text);
}

static void hello_greets_by_name(void **state)
{
    (void)state;
    struct house house;
    struct error error = {0};
    struct arena *arena = arena_new();
    house_open(&house, plugins);
    struct plugin_visit *visit = house_visit(&house, "hello", &error);
    struct screen_node *screen = build(&house, visit, arena);
    assert_int_equal(screen->first_child->role, ROLE_TITLE);
    assert_int_equal(screen_find(screen, "name")->role, ROLE_FIELD);
    assert_int_equal(screen_find(screen, "ok")->tone, TONE_PRIMARY);

    strcpy(house.value, "Aïcha");
    assert_int_equal(plugin_visit_event(visit, MRH_EVENT_PRESS, "ok", "", &error), PLUGIN_STAY);
    screen = build(&house, visit, arena);
    assert_string_equal(read_words(&house, arena, "hello", screen->first_child->next),
                        "Bonjour Aïcha, bienvenue chez nous.");
    assert_int_equal(plugin_visit_event(visit, MRH_EVENT_BACK, "", "", &error), PLUGIN_BACK);
    assert_string_equal(plugin_visit_id(visit), "hello");
    plugin_visit_close(visit);
    house_close(&house);
    arena_free(arena);
}

static void a_visit_knows_nothing_of_the_one_before(void **state)
{
    (void)state;
    struct house house;
    struct error error = {0};
    struct arena *arena = arena_new();
    house_open(&house, plugins);
    for (int i = 0; i < 2; i++) {
        struct plugin_visit *visit = house_visit(&house, "hello", &error);
        struct screen_node *screen = build(&house, visit, arena);
        assert_int_equal(screen->first_child->next->role, ROLE_FIELD);
        strcpy(house.value, "Aïcha");
        plugin_visit_event(visit, MRH_EVENT_PRESS, "ok", "", &error);
        plugin_visit_close(visit);
        supervisor_warm(house.supervisor);
    }
    house_close(&house);
    arena_free(arena);
}

static void the_host_answers(void **state)
{
    (void)state;
    struct house house;
    struct arena *arena = arena_new();
    struct plugin_visit *visit = open_polite(&house);
    strcpy(house.value, "éééééééé");
    struct screen_node *note = screen_find(build(&house, visit, arena), "note");
    assert_string_equal(argument(note, "note"), "HOSTILE said in the manifest fr");
    assert_string_equal(argument(note, "typed"), "ééé"); /* cut between characters */
    assert_int_equal(note->label.arguments[2].number, 16);
    assert_int_equal(note->label.arguments[3].number, clock_now_ms(house.clock));
    assert_string_equal(argument(note, "language"), "fr");
    plugin_visit_close(visit);
    house_close(&house);
    arena_free(arena);
}

static void slots_are_offered_and_chosen(void **state)
{
    (void)state;
    struct house house;
    struct error error = {0};
    struct arena *arena = arena_new();
    struct plugin_visit *visit = open_polite(&house);
    struct screen_node *screen = build(&house, visit, arena);
    assert_int_equal(screen_find(screen, "slot-0")->number, FIRST_SLOT);
    assert_int_equal(screen_find(screen, "slot-1")->flags, FLAG_DISABLED);

    assert_int_equal(plugin_visit_event(visit, MRH_EVENT_PRESS, "slot-1", "", &error), PLUGIN_STAY);
    screen = build(&house, visit, arena);
    assert_string_equal(argument(screen_find(screen, "note"), "note"), "taken");

    assert_int_equal(plugin_visit_event(visit, MRH_EVENT_PRESS, "slot-0", "", &error),
                     PLUGIN_TICKET);
    assert_string_equal(plugin_visit_target(visit), "HOSTILE");
    assert_int_equal(plugin_visit_slot(visit), FIRST_SLOT);
    plugin_visit_close(visit);
    house_close(&house);
    arena_free(arena);
}

static void bookings_are_not_abused(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"borrowed-slot", "for a time it did not choose for that service"},
        {"many-slots", "asked for bookings and content more than 16 times at once"},
    };
    slots_asked = 0;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct house house;
        struct error error = {0};
        struct plugin_visit *visit = open_booking(&house, cases[i][0]);
        assert_int_equal(plugin_visit_event(visit, MRH_EVENT_PRESS, "ok", "", &error),
                         PLUGIN_FAILED);
        if (!strstr(error.text, cases[i][1]))
            fail_msg("%s: %s", cases[i][0], error.text);
        plugin_visit_close(visit);
        house_close(&house);
    }
    assert_int_equal(slots_asked, 16);
}

static void facts_come_with_the_ticket(void **state)
{
    (void)state;
    struct house house;
    struct error error = {0};
    struct plugin_visit *visit = open_polite(&house);
    assert_null(plugin_visit_facts(visit));
    for (int i = 0; i < 2; i++) { /* clear starts anew */
        assert_int_equal(plugin_visit_event(visit, MRH_EVENT_PRESS, "ticket", "", &error),
                         PLUGIN_TICKET);
        const struct facts *facts = plugin_visit_facts(visit);
        assert_int_equal(facts->count, 2);
        assert_int_equal(facts->items[0].kind, FACT_ANSWER);
        assert_string_equal(facts->items[0].id, "country");
        assert_string_equal(facts->items[0].value.key, "country.fr");
        assert_int_equal(facts->items[1].kind, FACT_MISSING);
        assert_null(facts->items[1].value.key);
        assert_int_equal(plugin_visit_slot(visit), 0);
    }
    plugin_visit_close(visit);
    house_close(&house);
}

static void another_service_can_be_asked_for(void **state)
{
    (void)state;
    struct house house;
    struct error error = {0};
    struct plugin_visit *visit = open_polite(&house);
    assert_int_equal(plugin_visit_event(visit, MRH_EVENT_CHANGE, "elsewhere", "PEN-FR", &error),
                     PLUGIN_GO);
    assert_string_equal(plugin_visit_target(visit), "PEN-FR");
    assert_int_equal(plugin_visit_event(visit, MRH_EVENT_CHANGE, "elsewhere", "no code", &error),
                     PLUGIN_FAILED);
    assert_non_null(strstr(error.text, "the service to follow"));
    plugin_visit_close(visit);
    house_close(&house);
}

static void plugins_know_the_communes_time(void **state)
{
    (void)state;
    struct house house;
    struct error error = {0};
    struct arena *arena = arena_new();
    assert_true(clock_set_zone("Asia/Kathmandu", &error)); /* of no other part of the world */
    struct plugin_visit *visit = open_polite(&house);
    assert_int_equal(plugin_visit_event(visit, MRH_EVENT_PRESS, "clock", "", &error), PLUGIN_STAY);
    struct screen_node *note = screen_find(build(&house, visit, arena), "note");
    assert_string_equal(argument(note, "note"), "14:45 +0545");
    plugin_visit_close(visit);
    house_close(&house);
    arena_free(arena);
}

static void long_values_are_cut_and_no_fault(void **state)
{
    (void)state;
    struct house house;
    struct error error = {0};
    char value[6001];
    memset(value, 'a', sizeof value - 1);
    value[sizeof value - 1] = '\0';
    struct plugin_visit *visit = open_polite(&house);
    assert_int_equal(plugin_visit_event(visit, MRH_EVENT_CHANGE, "name", value, &error),
                     PLUGIN_STAY);
    plugin_visit_close(visit);
    house_close(&house);
}

static void a_spare_serves_a_visit_and_is_replaced(void **state)
{
    (void)state;
    struct house house;
    struct error error = {0};
    struct arena *arena = arena_new();
    house_open(&house, plugins);
    for (int i = 0; i < 5; i++) {
        supervisor_warm(house.supervisor);
        supervisor_warm(house.supervisor);
        struct plugin_visit *visit = house_visit(&house, "hello", &error);
        assert_string_equal(error.text, "");
        assert_non_null(build(&house, visit, arena));
        plugin_visit_close(visit);
    }
    house_close(&house);
    arena_free(arena);
}

static void plugins_that_cannot_be_opened_say_why(void **state)
{
    (void)state;
    struct house house;
    struct error error = {0};
    static const char *const only_hello[] = {"hello", "nowhere", NULL};
    static const struct service core = {.code = "OFFICER"};
    house_open(&house, only_hello);
    assert_false(supervisor_is_open(house.supervisor, "polite", &error));
    assert_non_null(strstr(error.text, "the plugin \"polite\" is switched off"));
    assert_false(supervisor_is_open(house.supervisor, "nowhere", &error));
    assert_non_null(strstr(error.text, "commune.yaml switches on the plugin \"nowhere\""));
    assert_false(supervisor_is_open(house.supervisor, "unheard-of", &error));
    assert_non_null(strstr(error.text, "there is no plugin \"unheard-of\" here"));
    assert_null(
        plugin_visit_open(house.supervisor, &core, house.language, &house.services, &error));
    assert_non_null(strstr(error.text, "the service OFFICER is no plugin's"));
    house_close(&house);
}

static void a_missing_runner_is_named(void **state)
{
    (void)state;
    struct house house;
    struct error error = {0};
    house_open(&house, plugins);
    house.place.runner = (char *)(uintptr_t) "/nowhere/marhaba-runner";
    supervisor_warm(house.supervisor);
    assert_null(house_visit(&house, "hello", &error));
    assert_non_null(strstr(error.text, "cannot start /nowhere/marhaba-runner"));
    house.place.runner = (char *)(uintptr_t) "/bin/false";
    clock_advance(house.clock, 60000);
    assert_null(house_visit(&house, "hello", &error));
    assert_non_null(strstr(error.text, "/bin/false ended before it loaded the plugin \"hello\""));
    for (int i = 0; i < 6; i++) { /* the plugin is not blamed for it */
        clock_advance(house.clock, 1000);
        assert_true(supervisor_is_open(house.supervisor, "hello", NULL));
        assert_null(house_visit(&house, "hello", &error));
    }
    house_close(&house);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hello_greets_by_name),
        cmocka_unit_test(a_visit_knows_nothing_of_the_one_before),
        cmocka_unit_test(the_host_answers),
        cmocka_unit_test(slots_are_offered_and_chosen),
        cmocka_unit_test(bookings_are_not_abused),
        cmocka_unit_test(facts_come_with_the_ticket),
        cmocka_unit_test(another_service_can_be_asked_for),
        cmocka_unit_test(plugins_know_the_communes_time),
        cmocka_unit_test(long_values_are_cut_and_no_fault),
        cmocka_unit_test(a_spare_serves_a_visit_and_is_replaced),
        cmocka_unit_test(plugins_that_cannot_be_opened_say_why),
        cmocka_unit_test(a_missing_runner_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
