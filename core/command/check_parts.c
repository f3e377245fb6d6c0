/* The doctor's checks of what Marhaba is made of: sandbox, plugins, catalogues, fonts. */
#define _GNU_SOURCE /* syscall */

#include "base/file.h"
#include "command/checkup.h"
#include "language/catalog.h"
#include "plugin/supervisor.h"
#include "ticket/slip.h"
#include "visit/sources.h"

#include <errno.h>
#include <linux/seccomp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#define LANDLOCK_ASK_VERSION 1u

static void complain(struct checkup *checkup, const struct error *error)
{
    if (error->kind != ERROR_NONE)
        checkup_say(checkup, error);
}

/* ---- Sandbox ---- */

static bool has_landlock(void)
{
    return syscall(SYS_landlock_create_ruleset, NULL, (size_t)0, LANDLOCK_ASK_VERSION) >= 1;
}

/* A kernel that knows filters complains of the missing one, another of the whole request. */
static bool has_filters(void)
{
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, NULL) != 0 && errno == EFAULT;
}

void check_sandbox(struct checkup *checkup)
{
    struct error landlock = {0}, filters = {0}, runner = {0};
    const char *program = checkup->command->place->runner;
    if (!has_landlock())
        error_set(&landlock, ERROR_SYSTEM,
                  "this kernel has no Landlock, so no plugin can run: use Debian 12's kernel and "
                  "see that \"landlock\" is in /sys/kernel/security/lsm");
    if (!has_filters())
        error_set(&filters, ERROR_SYSTEM,
                  "this kernel has no seccomp filters, so no plugin can run: use Debian 12's "
                  "kernel");
    if (access(program, X_OK) != 0)
        error_set(&runner, ERROR_MISSING,
                  "%s is missing or cannot be run: this copy of Marhaba is incomplete, install it "
                  "again",
                  program);
    complain(checkup, &landlock);
    complain(checkup, &filters);
    complain(checkup, &runner);
}

/* ---- Plugins ---- */

static void check_icon(struct checkup *checkup, const struct plugin_entry *entry, const char *icon)
{
    struct error error = {0};
    struct arena *arena = checkup->command->arena;
    const char *ours = arena_print(arena, "%s/icons/%s.svg", checkup->command->place->share, icon);
    const char *own = arena_print(arena, "%s/icons/%s.svg", entry->manifest.folder, icon);
    if (!file_exists(ours) && !file_exists(own))
        error_set(&error, ERROR_MISSING,
                  "the plugin \"%s\" asks for the icon \"%s\", and neither Marhaba nor %s has it",
                  entry->manifest.id, icon, own);
    complain(checkup, &error);
}

static void check_icons(struct checkup *checkup, const struct plugin_entry *entry)
{
    if (entry->manifest.icon)
        check_icon(checkup, entry, entry->manifest.icon);
    for (size_t i = 0; i < entry->manifest.service_count; i++)
        if (entry->manifest.services[i].icon)
            check_icon(checkup, entry, entry->manifest.services[i].icon);
}

/* Opens the plugin as a visitor would: only this shows that its library loads in the sandbox. */
static void try_plugin(struct checkup *checkup, struct supervisor *supervisor,
                       const struct plugin_services *services, const struct plugin_entry *entry)
{
    struct error error = {0};
    if (entry->manifest.service_count == 0)
        return;
    const struct service *service =
        registry_service(checkup->registry, entry->manifest.services[0].code);
    if (!service || !service->plugin || strcmp(service->plugin, entry->manifest.id) != 0)
        return;
    struct plugin_visit *visit =
        plugin_visit_open(supervisor, service, checkup->command->language, services, &error);
    if (visit)
        plugin_visit_close(visit);
    else
        complain(checkup, &error);
}

/* What the kiosk saw is no less true when the plugin opens well for the doctor. */
static void check_kept_troubles(struct checkup *checkup)
{
    struct error error = {0};
    struct plugin_trouble *troubles;
    size_t count;
    const struct command *command = checkup->command;
    if (!checkup->store)
        return;
    if (!plugin_troubles(checkup->store, command->arena, &troubles, &count, &error)) {
        complain(checkup, &error);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        error_set(&error, ERROR_INPUT, "%s", plugin_trouble_words(command, &troubles[i]));
        complain(checkup, &error);
    }
}

void check_plugins(struct checkup *checkup)
{
    const struct command *command = checkup->command;
    registry_check(checkup->registry, checkup_say, checkup);
    check_kept_troubles(checkup);
    struct content_world world = sources_find(command->arena, checkup->commune, command->place,
                                              checkup->registry, clock_now_ms(command->clock));
    /* A plugin that finds nothing to read is no broken one. */
    if (!check_published(command, world.published, NULL))
        return;
    struct library *library = library_await(world.published);
    struct plugin_services services = sources_services(library);
    struct supervisor *supervisor =
        supervisor_new(checkup->registry, command->place, command->clock);
    for (size_t i = 0; i < registry_count(checkup->registry); i++) {
        const struct plugin_entry *entry = registry_at(checkup->registry, i);
        if (!entry->enabled || entry->error.kind != ERROR_NONE)
            continue;
        check_icons(checkup, entry);
        try_plugin(checkup, supervisor, &services, entry);
    }
    supervisor_free(supervisor);
    library_close(library);
}

/* ---- Catalogues ---- */

static size_t check_domain(struct checkup *checkup, const char *folder)
{
    size_t good = 0;
    char **names = file_list(folder);
    for (size_t i = 0; names[i]; i++) {
        struct error error = {0};
        char *path = file_join(folder, names[i]);
        struct catalog *catalog = catalog_load(path, &error);
        good += catalog != NULL;
        complain(checkup, &error);
        catalog_free(catalog);
        free(path);
    }
    file_list_free(names);
    return good;
}

/* Each language falls back to another where it lacks a word, so a lacking catalogue would not show.
 */
static void check_all_are_there(struct checkup *checkup)
{
    static const char *const domains[] = {"admin", "desk", "kiosk", "slip", "ui"};
    static const char *const languages[] = {"ar", "en", "es", "fr", "zgh"};
    for (size_t i = 0; i < sizeof domains / sizeof *domains; i++)
        for (size_t j = 0; j < sizeof languages / sizeof *languages; j++) {
            /* Administrators have no Tamazight. */
            bool is_none = i == 0 && strcmp(languages[j], "zgh") == 0;
            if (!is_none)
                check_part(checkup, arena_print(checkup->command->arena, "locale/%s/%s.mo",
                                                domains[i], languages[j]));
        }
}

void check_catalogues(struct checkup *checkup)
{
    struct error error = {0};
    size_t before = checkup->count, good = 0;
    char *folder = place_share(checkup->command->place, "locale");
    char **domains = file_list(folder);
    for (size_t i = 0; domains[i]; i++) {
        char *domain = file_join(folder, domains[i]);
        good += check_domain(checkup, domain);
        free(domain);
    }
    if (good == 0 && checkup->count == before)
        error_set(&error, ERROR_MISSING,
                  "%s has no translations: this copy of Marhaba is incomplete, install it again",
                  folder);
    complain(checkup, &error);
    if (good > 0)
        check_all_are_there(checkup);
    file_list_free(domains);
    free(folder);
}

/* ---- Fonts ---- */

static bool one_exists(const struct yaml_node *paths)
{
    for (size_t i = 0; i < paths->count; i++)
        if (paths->children[i].text && file_exists(paths->children[i].text))
            return true;
    return paths->kind == YAML_TEXT && file_exists(paths->text);
}

static void check_font(struct checkup *checkup, const struct yaml_node *font, const char *package)
{
    static const char *const faces[] = {"regular", "bold"};
    for (size_t i = 0; i < sizeof faces / sizeof *faces; i++) {
        struct error error = {0};
        const struct yaml_node *paths = yaml_get(font, faces[i]);
        if (paths && !one_exists(paths))
            yaml_complain(paths, &error,
                          "the font \"%s\" (%s) is not on this machine: install it with "
                          "\"apt-get install %s\"",
                          font->key, faces[i], package);
        complain(checkup, &error);
    }
}

static bool check_font_files(struct checkup *checkup, const char *path)
{
    struct error error = {0};
    size_t before = checkup->count;
    const char *package = "fonts-noto-core";
    const struct yaml_node *root = yaml_load(checkup->command->arena, path, &error);
    const struct yaml_node *fonts = yaml_get(root, "fonts");
    if (root)
        yaml_read_text(root, "package", false, 100, &package, &error);
    if (root && error.kind == ERROR_NONE && (!fonts || fonts->count == 0))
        yaml_complain(root, &error, "\"%s\" is missing", "fonts");
    complain(checkup, &error);
    for (size_t i = 0; fonts && i < fonts->count; i++)
        check_font(checkup, &fonts->children[i], package);
    return checkup->count == before;
}

void check_fonts(struct checkup *checkup)
{
    struct error error = {0};
    char *path = place_share(checkup->command->place, "fonts.yaml");
    /* That they are there is not yet that they are fonts: the slips' engine opens each. */
    if (check_part(checkup, "fonts.yaml") && check_font_files(checkup, path)) {
        struct slip_maker *maker = slip_maker_new(checkup->command->place->share, &error);
        slip_maker_free(maker);
        complain(checkup, &error);
    }
    free(path);
}
