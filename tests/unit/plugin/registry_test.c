/* What is found, what a commune switches on and changes, and what it is told is wrong. */
#define _XOPEN_SOURCE 700
#include "plugin/registry.h"

#include "base/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct town {
    char root[400];
    struct commune commune;
    struct place place;
    struct registry *registry;
    char said[8192];
};

static void put(struct town *town, const char *name, const char *text)
{
    struct error error = {0};
    char *path = file_join(town->root, name);
    char *end = strrchr(path, '/');
    *end = '\0';
    assert_true(file_make_folder(path, 0700, &error));
    *end = '/';
    assert_true(file_write(path, text, strlen(text), 0600, &error));
    free(path);
}

/* A plugin folder with one service. */
static void put_plugin(struct town *town, const char *where, const char *id, const char *code,
                       const char *name)
{
    char path[200], text[600];
    snprintf(path, sizeof path, "%s/%s/%s.so", where, id, id);
    put(town, path, "x");
    snprintf(path, sizeof path, "%s/%s/manifest.yaml", where, id);
    snprintf(text, sizeof text,
             "id: %s\nversion: \"1\"\nabi: \"1.0\"\nname: {fr: %s}\n"
             "services:\n  - {code: %s, name: {fr: %s}, prefix: B, minutes: 30}\n",
             id, name, code, name);
    put(town, path, text);
}

static void hear(void *self, const struct error *error)
{
    struct town *town = self;
    strncat(town->said, error->text, sizeof town->said - strlen(town->said) - 2);
    strcat(town->said, "\n");
}

static void open_town(struct town *town)
{
    town->registry = registry_new(&town->commune, &town->place);
    registry_check(town->registry, hear, town);
}

static int make_town(void **state)
{
    struct town *town = calloc(1, sizeof *town);
    struct error error = {0};
    assert_non_null(town);
    assert_true(file_make_folder(MARHABA_SCRATCH, 0700, &error));
    strcpy(town->root, MARHABA_SCRATCH "/registry-XXXXXX");
    assert_non_null(mkdtemp(town->root));
    town->place.plugins = file_join(town->root, "shipped");
    town->commune.home = file_join(town->root, "home");
    put_plugin(town, "shipped", "papers", "PAPERS", "Papiers");
    put_plugin(town, "shipped", "times", "TIMES", "Heures");
    put_plugin(town, "home/plugins.d", "clinic", "CLINIC", "Soins");
    *state = town;
    return 0;
}

static int remove_town(void **state)
{
    struct town *town = *state;
    char command[500];
    registry_free(town->registry);
    snprintf(command, sizeof command, "rm -r '%s'", town->root);
    int status = system(command);
    free(town->place.plugins);
    free((char *)(uintptr_t)town->commune.home);
    free(town);
    return status;
}

static void only_what_is_switched_on_offers_services(void **state)
{
    struct town *town = *state;
    static const char *const plugins[] = {"papers", "clinic", NULL};
    static const char *const home[] = {"CLINIC", "OFFICER", "PAPERS", NULL};
    const struct service *tiles[8];
    town->commune.plugins = plugins;
    town->commune.home_services = home;
    open_town(town);
    assert_string_equal(town->said, "");
    assert_int_equal(registry_count(town->registry), 3);
    assert_true(registry_find(town->registry, "clinic")->enabled);
    assert_false(registry_find(town->registry, "times")->enabled);
    assert_null(registry_find(town->registry, "other"));
    assert_null(registry_service(town->registry, "TIMES"));
    assert_string_equal(registry_service(town->registry, "PAPERS")->plugin, "papers");
    assert_int_equal(registry_home(town->registry, tiles, 8), 3);
    assert_string_equal(tiles[0]->code, "CLINIC");
    assert_string_equal(tiles[1]->code, "OFFICER");
    assert_string_equal(tiles[2]->code, "PAPERS");
    assert_int_equal(registry_home(town->registry, tiles, 1), 1);
    assert_null(registry_messages(town->registry, "papers"));
}

static void the_officer_can_always_be_seen(void **state)
{
    struct town *town = *state;
    open_town(town);
    const struct service *officer = registry_service(town->registry, "OFFICER");
    assert_null(officer->plugin);
    assert_string_equal(officer->prefix, "D");
    assert_string_equal(officer->icon, "officer");
    assert_string_equal(officer->tint, "brick");
    static const char *const languages[] = {"ar", "zgh", "fr", "en", "es"};
    for (size_t i = 0; i < 5; i++)
        assert_non_null(local_text_get(&officer->name, languages[i]));
    /* … even where commune.yaml names nothing, or nothing that is there. */
    static const char *const nothing[] = {NULL}, *const gone[] = {"GONE", NULL};
    static const char *const *const homes[] = {NULL, nothing, gone};
    for (size_t i = 0; i < 3; i++) {
        const struct service *tiles[8];
        town->commune.home_services = homes[i];
        assert_int_equal(registry_home(town->registry, tiles, 8), 1);
        assert_ptr_equal(tiles[0], officer);
    }
}

static void a_communes_changes_win(void **state)
{
    struct town *town = *state;
    static const char *const plugins[] = {"papers", "times", NULL};
    static const struct service_change changes[] = {
        {.code = "PAPERS", .prefix = "Z", .minutes = 45, .seats = 3}, {.code = "TIMES"}};
    town->commune.plugins = plugins;
    town->commune.changes = changes;
    town->commune.change_count = 2;
    open_town(town);
    assert_string_equal(town->said, "");
    const struct service *papers = registry_service(town->registry, "PAPERS");
    assert_string_equal(papers->prefix, "Z");
    assert_int_equal(papers->minutes, 45);
    assert_int_equal(papers->seats, 3);
    const struct service *times = registry_service(town->registry, "TIMES");
    assert_string_equal(times->prefix, "B");
    assert_int_equal(times->minutes, 30);
    assert_int_equal(times->seats, 1);
}

static void a_communes_own_plugin_goes_first(void **state)
{
    struct town *town = *state;
    static const char *const plugins[] = {"papers", NULL};
    put_plugin(town, "home/plugins.d", "papers", "PAPERS", "Nos papiers");
    town->commune.plugins = plugins;
    open_town(town);
    assert_int_equal(registry_count(town->registry), 3);
    const struct service *papers = registry_service(town->registry, "PAPERS");
    assert_string_equal(local_text_get(&papers->name, "fr"), "Nos papiers");
}

static void everything_wrong_is_told_and_the_rest_goes_on(void **state)
{
    struct town *town = *state;
    static const char *const plugins[] = {"papers", "broken", "gone", "twice", "clinic", NULL};
    static const char *const home[] = {"PAPERS", "TIMES", "NOTHING", NULL};
    static const struct service_change changes[] = {{.code = "NEVER", .minutes = 5}};
    static const char *const sentences[] = {
        "broken/manifest.yaml:1: \"version\" is missing",
        "commune.yaml switches on the plugin \"gone\", but neither ",
        "the service PAPERS of the plugin \"twice\" is left out: \"papers\" offers one",
        "names the service TIMES in \"home\", but its plugin \"times\" is switched off",
        "names the service NOTHING in \"home\", but no plugin offers it",
        "names the service NEVER in \"services\", but no plugin offers it",
        "empty has no manifest.yaml",
        "locale/fr.mo",
    };
    const struct service *tiles[8];
    put(town, "shipped/broken/manifest.yaml", "id: broken\n");
    put(town, "shipped/empty/readme", "x");
    put(town, "shipped/stray-file", "x");
    put_plugin(town, "shipped", "twice", "PAPERS", "Encore");
    put(town, "home/plugins.d/clinic/locale/fr.mo", "this is no catalogue");
    town->commune.plugins = plugins;
    town->commune.home_services = home;
    town->commune.changes = changes;
    town->commune.change_count = 1;
    open_town(town);
    for (size_t i = 0; i < sizeof sentences / sizeof sentences[0]; i++)
        if (!strstr(town->said, sentences[i]))
            fail_msg("not told: %s\namong:\n%s", sentences[i], town->said);
    assert_int_equal(registry_find(town->registry, "gone")->error.kind, ERROR_MISSING);
    assert_int_equal(registry_find(town->registry, "broken")->error.kind, ERROR_INPUT);
    assert_int_equal(registry_home(town->registry, tiles, 8), 1);
    assert_string_equal(registry_service(town->registry, "CLINIC")->plugin, "clinic");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_town, remove_town)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(only_what_is_switched_on_offers_services),
        TEST(the_officer_can_always_be_seen),
        TEST(a_communes_changes_win),
        TEST(a_communes_own_plugin_goes_first),
        TEST(everything_wrong_is_told_and_the_rest_goes_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
