/* Manifests as people get them wrong: each names file, line and what to do. */
#define _XOPEN_SOURCE 700
#include "plugin/manifest.h"

#include "base/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#define HEAD "id: clinic\nversion: \"2.1\"\nabi: \"1.0\"\nname: {fr: Dispensaire}\n"
#define TAIL "services:\n  - {code: CLINIC, name: {fr: Dispensaire}}\n"

struct folder {
    char path[400];
    struct arena *arena;
};

static int make_folder(void **state)
{
    struct folder *folder = calloc(1, sizeof *folder);
    struct error error = {0};
    assert_non_null(folder);
    assert_true(file_make_folder(MARHABA_SCRATCH, 0700, &error));
    strcpy(folder->path, MARHABA_SCRATCH "/manifest-XXXXXX");
    assert_non_null(mkdtemp(folder->path));
    strcat(folder->path, "/clinic");
    assert_int_equal(mkdir(folder->path, 0700), 0);
    folder->arena = arena_new();
    *state = folder;
    return 0;
}

static void put(const struct folder *folder, const char *name, const char *text)
{
    struct error error = {0};
    char *path = file_join(folder->path, name);
    assert_true(file_write(path, text, strlen(text), 0600, &error));
    free(path);
}

static int remove_folder(void **state)
{
    struct folder *folder = *state;
    char **names = file_list(folder->path);
    for (size_t i = 0; names[i]; i++) {
        char *path = file_join(folder->path, names[i]);
        remove(path);
        free(path);
    }
    file_list_free(names);
    remove(folder->path);
    *strrchr(folder->path, '/') = '\0';
    remove(folder->path);
    arena_free(folder->arena);
    free(folder);
    return 0;
}

static const struct {
    const char *text, *sentence;
} wrong[] = {
    {"", "manifest.yaml:1: the file is empty"},
    {"id: [", "this is not valid YAML"},
    {"- id", "manifest.yaml:1: expected keys and values here"},
    {HEAD TAIL "author: me\n",
     "manifest.yaml:7: unknown key \"author\"; expected one of: id, version"},
    {"version: \"1\"\nabi: \"1.0\"\n" TAIL, "\"id\" is missing"},
    {"id: Clinic\nversion: \"1\"\n", "manifest.yaml:1: \"Clinic\" is not a plugin's id"},
    {"id: 1clinic\nversion: \"1\"\n", "\"1clinic\" is not a plugin's id"},
    {"id: hospital\nversion: \"1\"\n",
     "the id \"hospital\" differs from the folder's name \"clinic\": make them equal"},
    {"id: clinic\nabi: \"1.0\"\n", "\"version\" is missing"},
    {"id: clinic\nversion: \"1\"\nname: {fr: X}\n", "\"abi\" is missing"},
    {"id: clinic\nversion: \"1\"\nabi: one\n",
     "manifest.yaml:3: \"abi\" must be two numbers like \"1.0\", not \"one\""},
    {"id: clinic\nversion: \"1\"\nabi: \"1\"\n", "\"abi\" must be two numbers"},
    {"id: clinic\nversion: \"1\"\nabi: \"1.0.0\"\n", "\"abi\" must be two numbers"},
    {"id: clinic\nversion: \"1\"\nabi: \"99999999999999999999.0\"\n", "must be two numbers"},
    {"id: clinic\nversion: \"1\"\nabi: \"1.3\"\n",
     "manifest.yaml:3: needs ABI 1.3, this Marhaba has 1.1: update Marhaba"},
    {"id: clinic\nversion: \"1\"\nabi: \"2.0\"\n",
     "needs ABI 2.0, this Marhaba has 1.1: update Marhaba"},
    {"id: clinic\nversion: \"1\"\nabi: \"0.9\"\n",
     "needs ABI 0.9, this Marhaba has 1.1: ask for a newer version of the plugin"},
    {"id: clinic\nversion: \"1\"\nabi: \"1.0\"\n" TAIL, "\"name\" is missing"},
    {"id: clinic\nversion: \"1\"\nabi: \"1.0\"\nname: Clinic\n" TAIL,
     "manifest.yaml:4: expected keys"},
    {"id: clinic\nversion: \"1\"\nabi: \"1.0\"\nname: {de: Klinik}\n" TAIL,
     "unknown key \"de\"; expected one of: ar, zgh, fr, en, es"},
    {HEAD "icon: ../../etc/passwd\n" TAIL,
     "manifest.yaml:5: \"../../etc/passwd\" is not an icon's name"},
    {HEAD "permissions: [marhaba.network/1]\n" TAIL,
     "manifest.yaml:5: \"marhaba.network/1\" is unknown in \"permissions\"; this Marhaba knows "
     "marhaba.ticket/1 and marhaba.booking/1"},
    {HEAD "permissions: marhaba.ticket/1\n" TAIL, "manifest.yaml:5: expected a list here"},
    {HEAD "surfaces: [phone]\n" TAIL, "\"phone\" is unknown in \"surfaces\""},
    {HEAD, "\"services\" is missing"},
    {HEAD "services: []\n", "\"services\" must be a list of 1 to 32"},
    {HEAD "services:\n  - {name: {fr: X}}\n", "manifest.yaml:6: \"code\" is missing"},
    {HEAD "services:\n  - {code: clinic, name: {fr: X}}\n",
     "manifest.yaml:6: \"clinic\" is not a service code"},
    {HEAD "services:\n  - {code: X, name: {fr: X}}\n", "\"X\" is not a service code"},
    {HEAD "services:\n  - {code: ABCDEFGHIJKLMNOPQRSTUVWXY, name: {fr: X}}\n",
     "is not a service code: 2 to 24"},
    {HEAD "services:\n  - {code: CLINIC}\n", "manifest.yaml:6: \"name\" is missing"},
    {HEAD "services:\n  - {code: AA, name: {fr: X}}\n  - {code: AA, name: {fr: X}}\n",
     "manifest.yaml:7: the service AA stands here twice"},
    {HEAD "services:\n  - {code: AA, name: {fr: X}, prefix: a}\n",
     "\"prefix\" must be one capital letter from A to Z, not \"a\""},
    {HEAD "services:\n  - {code: AA, name: {fr: X}, prefix: AB}\n", "one capital letter"},
    {HEAD "services:\n  - {code: AA, name: {fr: X}, tint: pink}\n",
     "\"tint\" cannot be \"pink\"; expected one of: indigo, ochre, argan, teal, brick, saffron"},
    {HEAD "services:\n  - {code: AA, name: {fr: X}, minutes: long}\n",
     "\"minutes\" must be a whole number from 0 to 480, not \"long\""},
    {HEAD "services:\n  - {code: AA, name: {fr: X}, seats: 0}\n",
     "\"seats\" must be a whole number"},
    {HEAD "services:\n  - {code: AA, name: {fr: X}, bodies: [CNSS Agadir]}\n",
     "\"CNSS Agadir\" is not a body's id"},
    {HEAD "library: ../other/other.so\n" TAIL,
     "manifest.yaml:5: \"library\" must be the name of a file in the plugin's own folder"},
    {HEAD "library: \"\"\n" TAIL, "\"library\" must be the name of a file"},
    {HEAD "library: ..\n" TAIL, "\"library\" must be the name of a file"},
    {HEAD "library: missing.so\n" TAIL,
     "manifest.yaml:5: the library \"missing.so\" is missing from the plugin's folder"},
    {HEAD "library: linked.so\n" TAIL, "the library \"linked.so\" is not a regular file"},
};

static void wrong_manifests_are_refused(void **state)
{
    const struct folder *folder = *state;
    put(folder, "clinic.so", "x");
    char *link = file_join(folder->path, "linked.so");
    assert_int_equal(symlink("/etc/passwd", link), 0);
    free(link);
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct error error = {0};
        struct manifest manifest;
        put(folder, "manifest.yaml", wrong[i].text);
        if (manifest_load(folder->arena, folder->path, &manifest, &error))
            fail_msg("%zu was taken; wanted: %s", i, wrong[i].sentence);
        if (!strstr(error.text, wrong[i].sentence) || !strstr(error.text, "clinic/manifest.yaml:"))
            fail_msg("%zu: \"%s\" lacks \"%s\"", i, error.text, wrong[i].sentence);
    }
}

static void a_short_manifest_gets_defaults(void **state)
{
    const struct folder *folder = *state;
    struct error error = {0};
    struct manifest manifest;
    put(folder, "clinic.so", "x");
    put(folder, "manifest.yaml", HEAD TAIL);
    manifest_load(folder->arena, folder->path, &manifest, &error);
    assert_string_equal(error.text, "");
    assert_string_equal(manifest.library, "clinic.so");
    assert_int_equal(manifest.permissions, 0);
    assert_int_equal(manifest.surfaces, SURFACE_KIOSK | SURFACE_DESK);
    assert_string_equal(manifest.services[0].prefix, "A");
    assert_string_equal(manifest.services[0].argument, "");
    assert_null(manifest.services[0].bodies[0]);
    assert_int_equal(manifest.services[0].minutes, 0);
    assert_int_equal(manifest.services[0].seats, 1);
    assert_string_equal(manifest.services[0].plugin, "clinic");
    assert_int_equal(manifest.folder[0], '/');
}

static void a_full_manifest_is_read(void **state)
{
    const struct folder *folder = *state;
    struct error error = {0};
    struct manifest manifest;
    put(folder, "care.so", "x");
    put(folder, "manifest.yaml",
        HEAD "library: care.so\nicon: health\n"
             "permissions: [marhaba.ticket/1, marhaba.booking/1]\nsurfaces: [desk]\n"
             "services:\n"
             "  - code: CARE-1\n    name: {ar: مستوصف, fr: Soins}\n    detail: {fr: Le matin}\n"
             "    icon: health\n    tint: teal\n    prefix: C\n    argument: first\n"
             "    bodies: [cnss, anapec]\n    minutes: 20\n    seats: 2\n");
    manifest_load(folder->arena, folder->path, &manifest, &error);
    assert_string_equal(error.text, "");
    assert_string_equal(manifest.library, "care.so");
    assert_int_equal(manifest.permissions, PERMISSION_TICKET | PERMISSION_BOOKING);
    assert_int_equal(manifest.surfaces, SURFACE_DESK);
    const struct service *service = &manifest.services[0];
    assert_string_equal(service->code, "CARE-1");
    assert_string_equal(local_text_get(&service->name, "ar"), "مستوصف");
    assert_string_equal(service->tint, "teal");
    assert_string_equal(service->prefix, "C");
    assert_string_equal(service->argument, "first");
    assert_string_equal(service->bodies[1], "anapec");
    assert_null(service->bodies[2]);
    assert_int_equal(service->minutes, 20);
    assert_int_equal(service->seats, 2);
}

static void folders_without_a_manifest_are_named(void **state)
{
    const struct folder *folder = *state;
    struct error error = {0};
    struct manifest manifest;
    assert_false(manifest_load(folder->arena, folder->path, &manifest, &error));
    assert_non_null(strstr(error.text, "clinic has no manifest.yaml"));
    assert_false(manifest_load(folder->arena, "/nowhere/clinic", &manifest, &error));
    assert_non_null(strstr(error.text, "/nowhere/clinic cannot be found"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(wrong_manifests_are_refused, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(a_short_manifest_gets_defaults, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(a_full_manifest_is_read, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(folders_without_a_manifest_are_named, make_folder,
                                        remove_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
