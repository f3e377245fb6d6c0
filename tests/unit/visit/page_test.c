/* Where the foot of an information page leads, by the service the page names. */
#include "house.h"

#include "visit/inside.h"

static void check_ticket(const char *opened, const struct service *service)
{
    struct house *house = house_build(true);
    house_press(house, "core.language.fr");
    house_do(house, VISIT_OPEN, opened, service->argument);
    house_press(house, "officer");
    house_expect(house, STAGE_REVIEW);
    assert_string_equal(house->visit->wish.service->code, service->code);
    house_leave(house);
}

/* Every service of the manifest that opens a page takes a ticket for itself, on whatever way one
 * came to the page. */
static void test_services_that_are_a_page(void **state)
{
    (void)state;
    struct house *house = house_build(true);
    const struct manifest *manifest = &registry_find(house->registry, "information")->manifest;
    size_t count = 0;
    for (size_t i = 0; i < manifest->service_count; i++) {
        const struct service *service = &manifest->services[i];
        if (!service->argument[0])
            continue;
        count++;
        check_ticket(service->code, service);
        check_ticket("INFO", service);
    }
    assert_int_equal(count, 3);
    house_leave(house);
}

static void test_ways_on(void **state)
{
    (void)state;
    static const struct {
        const char *service; /* the page's line */
        const char *button, *label;
        enum visit_stage stage;
        const char *opens; /* the service open then; of a review: the wish's */
    } cases[] = {
        {"service: PEN-LIFE\n", "service", "Which papers do I need?", STAGE_PLUGIN, "PEN-LIFE"},
        {"service: HELLO\n", "service", "Open this service", STAGE_PLUGIN, "HELLO"},
        {"service: OFFICER\n", "officer", "Speak with the officer", STAGE_REVIEW, "OFFICER"},
        {"", "officer", "Speak with the officer", STAGE_REVIEW, "OFFICER"},
        {"service: RPT-WORK\n", "officer", "Speak with the officer", STAGE_REVIEW, "RPT-WORK"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct house *house = house_build(true);
        char page[400];
        snprintf(page, sizeof page,
                 "---\nid: own\ntitle: Titre\ndetail: Suite\nsituations: [everyone]\n"
                 "audience: [everyone]\nicon: info\n%s---\n\nTexte.\n",
                 cases[i].service);
        house_publish(house, "pages/own.fr.md", page);
        house_press(house, "core.language.en");
        house_do(house, VISIT_OPEN, "INFO", "own");
        assert_non_null(house_find(house, cases[i].button));
        assert_string_equal(house_find(house, cases[i].button)->label.text, cases[i].label);
        house_press(house, cases[i].button);
        house_expect(house, cases[i].stage);
        const struct service *opened =
            cases[i].stage == STAGE_REVIEW ? house->visit->wish.service : house->visit->service;
        assert_string_equal(opened->code, cases[i].opens);
        house_leave(house);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_services_that_are_a_page),
        cmocka_unit_test(test_ways_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
