/* What is old, or was never checked, says so on paper as it does on the screen. */
#include "house.h"

#define SHIPPED MARHABA_SOURCE "/plugins/checklist/content/procedures/pension.yaml"

enum age { CHECKED, UNCHECKED, OLD };

static const struct {
    const char *language;
    enum age age;
    const char *says, *french; /* of the list to bring; NULL: nothing */
} cases[] = {
    {"ar", CHECKED, NULL, NULL},
    {"ar", OLD, "2026", "lundi 23 novembre 2026"},
    {"ar", UNCHECKED, "لم تراجع بعد", "Personne n’a encore vérifié la liste des papiers"},
    {"zgh", OLD, "2026", "lundi 23 novembre 2026"},
    {"fr", OLD, "lundi 23 novembre 2026", NULL},
    {"fr", UNCHECKED, "Personne n’a encore vérifié la liste des papiers", NULL},
    {"en", OLD, "23 November 2026", "lundi 23 novembre 2026"},
};

/* A procedure of the commune's own, without the lines that say when it was checked. */
static void publish_unchecked(struct house *house)
{
    struct buffer shipped = buffer_new(0), own = buffer_new(1 << 20);
    struct error error = {0};
    assert_true(file_read(SHIPPED, 1 << 20, &shipped, &error));
    for (char *line = shipped.bytes; line && *line;) {
        char *end = strchr(line, '\n');
        size_t length = end ? (size_t)(end + 1 - line) : strlen(line);
        if (strncmp(line, "id:", 3) == 0)
            buffer_add_text(&own, "id: unchecked\n");
        else if (strncmp(line, "checked_on:", 11) != 0 && strncmp(line, "valid_until:", 12) != 0 &&
                 strncmp(line, "services:", 9) != 0)
            buffer_add(&own, line, length);
        line = end ? end + 1 : NULL;
    }
    house_publish(house, "procedures/unchecked.yaml", buffer_text(&own));
    buffer_free(&shipped);
    buffer_free(&own);
}

static void grow_old(struct house *house)
{
    int64_t then = 0;
    assert_true(clock_parse("2028-01-05T10:24", &then, NULL));
    clock_advance(house->clock, then - clock_now_ms(house->clock));
}

static void check_says(const char *text, const char *words)
{
    if (!words)
        assert_null(text);
    else if (!text || !strstr(text, words))
        fail_msg("\"%s\" does not stand in \"%s\"", words, text ? text : "");
}

static void test_list_to_bring(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct house *house = house_build(true);
        if (cases[i].age == UNCHECKED)
            publish_unchecked(house);
        if (cases[i].age == OLD)
            grow_old(house);
        house_open(house, cases[i].language, "PEN-FR");
        if (cases[i].age == UNCHECKED)
            house_do(house, VISIT_OPEN, "PEN-FR", "unchecked?country=fr");
        house_answer(house, 0);
        house_press(house, "ticket");
        house_press(house, "core.confirm");
        house_expect(house, STAGE_TICKET);
        assert_int_equal(house->order_count, 2);
        const struct leaflet *list = house->orders[1]->leaflet;
        check_says(list->doubt.text, cases[i].says);
        check_says(list->doubt.french, cases[i].french);
        house_leave(house);
    }
}

/* A printed screen has the notice that stands on it, and above what it is about. */
static void test_printed_screens(void **state)
{
    (void)state;
    static const struct {
        const char *service, *page, *french;
    } screens[] = {
        {"PEN-FR", NULL, "Cette liste a été vérifiée le"},
        {"INFO", "page.life-certificate", "Cette page a été vérifiée le"},
    };
    for (size_t i = 0; i < sizeof screens / sizeof *screens; i++) {
        struct house *house = house_build(true);
        grow_old(house);
        house_open(house, "ar", screens[i].service);
        if (screens[i].page) {
            house_press(house, "situation.came-back");
            house_press(house, screens[i].page);
        } else {
            house_answer(house, 0);
        }
        house_press(house, "print");
        assert_int_equal(house->order_count, 1);
        const struct leaflet *leaflet = house->orders[0]->leaflet;
        size_t at = 0;
        while (at < leaflet->part_count && leaflet->parts[at].kind != LEAFLET_NOTICE)
            at++;
        assert_true(at <= 2); /* after title and lead */
        check_says(leaflet->parts[at].words.text, "2026");
        check_says(leaflet->parts[at].words.french, screens[i].french);
        check_says(leaflet->parts[at].words.french, "lundi 23 novembre 2026");
        assert_true(leaflet->parts[at].strong);
        house_leave(house);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_list_to_bring),
        cmocka_unit_test(test_printed_screens),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
