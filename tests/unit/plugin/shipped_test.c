/* Every plugin Marhaba ships, under the real confinement: each service opens, describes a screen in
 * each language, and can be left again. */
#include "../content/shelf.h"

#include "plugin/supervisor.h"

#include <marhaba/plugin.h>

#define MOST_PLUGINS 32

struct giving {
    struct clock *clock;
    struct library *library;
};

static const char *give_record(void *self, struct arena *arena, const char *kind, const char *id)
{
    return library_read(((struct giving *)self)->library, arena, kind, id);
}

static const char *give_list(void *self, struct arena *arena, const char *kind, const char *group,
                             uint32_t from)
{
    return library_list(((struct giving *)self)->library, arena, kind, group, from);
}

static const char *give_answers(void *self, struct arena *arena, const char *words)
{
    return library_search(((struct giving *)self)->library, arena, "fr", words);
}

static int32_t give_slots(void *self, const char *service, int64_t from_ms, uint32_t days,
                          struct slot *out, uint32_t capacity)
{
    const struct clock *clock = ((struct giving *)self)->clock;
    int64_t start = (from_ms ? from_ms : clock_now_ms(clock)) + 3600 * 1000;
    (void)service;
    (void)days;
    uint32_t count = capacity < 3 ? capacity : 3;
    for (uint32_t i = 0; i < count; i++)
        out[i] = (struct slot){
            .start_ms = start + (int64_t)i * 1800000, .minutes = 30, .free_seats = i == 1 ? 0 : 1};
    return (int32_t)count;
}

static void look_at(struct supervisor *supervisor, const struct service *service,
                    struct plugin_services *services)
{
    size_t count;
    struct error error = {0};
    const struct language *languages = language_all(&count);
    struct arena *arena = arena_new();
    struct plugin_visit *visit =
        plugin_visit_open(supervisor, service, &languages[0], services, &error);
    if (!visit)
        fail_msg("%s: %s", service->code, error.text);
    for (size_t i = 0; i < count; i++)
        if (!plugin_visit_build(visit, arena, &languages[i], &error))
            fail_msg("%s in %s: %s", service->code, languages[i].code, error.text);
    if (plugin_visit_event(visit, MRH_EVENT_BACK, "", "", &error) != PLUGIN_BACK)
        fail_msg("%s: back does not leave its first screen: %s", service->code, error.text);
    plugin_visit_close(visit);
    arena_free(arena);
}

static void every_service_opens_and_can_be_left(void **state)
{
    (void)state;
    const char *plugins[MOST_PLUGINS] = {NULL};
    struct commune commune = {.home = "/nowhere", .plugins = plugins};
    struct error error = {0};
    struct place place;
    assert_true(place_at(MARHABA_STAGE, &place, &error));
    struct registry *found = registry_new(&commune, &place);
    for (size_t i = 0; i < registry_count(found) && i + 1 < MOST_PLUGINS; i++)
        plugins[i] = registry_at(found, i)->manifest.id;

    struct clock *clock = clock_new_at(1795597200000, true);
    struct shelf *shelf = shelf_of_shipped();
    struct giving giving = {.clock = clock, .library = shelf_publish(shelf)};
    struct plugin_services services = {.self = &giving,
                                       .slots = give_slots,
                                       .content_read = give_record,
                                       .content_list = give_list,
                                       .content_search = give_answers};
    struct registry *registry = registry_new(&commune, &place);
    struct supervisor *supervisor = supervisor_new(registry, &place, clock);
    assert_true(registry_count(registry) > 0);
    for (size_t i = 0; i < registry_count(registry); i++) {
        const struct plugin_entry *entry = registry_at(registry, i);
        assert_string_equal(entry->error.text, "");
        for (size_t j = 0; j < entry->manifest.service_count; j++)
            look_at(supervisor, registry_service(registry, entry->manifest.services[j].code),
                    &services);
    }
    supervisor_free(supervisor);
    library_close(giving.library);
    shelf_free(shelf);
    clock_free(clock);
    registry_free(registry);
    registry_free(found);
    place_free(&place);
}

static void fail_with(void *self, const struct error *error)
{
    (void)self;
    fail_msg("%s", error->text);
}

static void shipped_plugins_are_free_of_complaints(void **state)
{
    (void)state;
    struct commune commune = {.home = "/nowhere"};
    struct error error = {0};
    struct place place;
    assert_true(place_at(MARHABA_STAGE, &place, &error));
    struct registry *registry = registry_new(&commune, &place);
    registry_check(registry, fail_with, NULL);
    registry_free(registry);
    place_free(&place);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shipped_plugins_are_free_of_complaints),
        cmocka_unit_test(every_service_opens_and_can_be_left),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
