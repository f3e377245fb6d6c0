#include "base/file.h"
#include "base/memory.h"
#include "base/system_words.h"
#include "command/command.h"
#include "command/founding.h"
#include "command/words.h"
#include "store/officers.h"
#include "visit/sources.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FOLDER_MODE 0750
#define SETTINGS    "commune.yaml"

/* An installation is built in a folder of its own, beside the one to be (or, when that one is there
 * and empty, hidden inside it) and put in place when it is whole. */
struct building {
    const char *home;    /* the folder to be */
    char *folder;        /* where it is built; NULL until there is one */
    char *first_missing; /* the topmost folder of `home` that was not there */
    bool home_was_there;
};

static char *parent_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    if (!slash)
        return memory_copy_text(".");
    return memory_copy_part(path, slash == path ? 1 : (size_t)(slash - path));
}

/* Takes back the folders made on the way to `home`, but none that was there before. */
static void remove_made_parents(const struct building *building)
{
    char *path = parent_of(building->home);
    while (building->first_missing && strlen(path) >= strlen(building->first_missing)) {
        char *next = parent_of(path);
        rmdir(path);
        free(path);
        path = next;
    }
    free(path);
}

static char *find_first_missing(const char *home)
{
    char *missing = memory_copy_text(home);
    for (;;) {
        char *parent = parent_of(missing);
        bool has_end = file_exists(parent) || strcmp(parent, missing) == 0;
        if (has_end) {
            free(parent);
            return missing;
        }
        free(missing);
        missing = parent;
    }
}

static bool check_home(const struct command *command, struct building *building,
                       struct error *error)
{
    struct stat about;
    if (!file_may_read(building->home, error))
        return false;
    building->home_was_there = stat(building->home, &about) == 0;
    if (!building->home_was_there) {
        building->first_missing = find_first_missing(building->home);
        return true;
    }
    if (!S_ISDIR(about.st_mode))
        return error_set(error, ERROR_TAKEN,
                         "%s is there and is not a folder: name a new or an empty folder",
                         building->home);
    char **names = file_list(building->home);
    bool is_empty = !names[0];
    file_list_free(names);
    char *settings = file_join(building->home, SETTINGS);
    bool is_installation = file_exists(settings);
    free(settings);
    if (is_installation)
        return error_set(error, ERROR_TAKEN,
                         "%s is an installation of Marhaba already, and init changes nothing that "
                         "is there: name a new folder, or look at this one with \"marhaba --home "
                         "%s doctor\"",
                         building->home, words_for_shell(command, building->home));
    if (!is_empty)
        return error_set(error, ERROR_TAKEN,
                         "%s is not empty, and init changes nothing that is there: name a new or "
                         "an empty folder",
                         building->home);
    return true;
}

static bool begin_building(struct building *building, struct error *error)
{
    char *parent =
        building->home_was_there ? memory_copy_text(building->home) : parent_of(building->home);
    char *folder = file_join(parent, ".marhaba-XXXXXX");
    bool done = building->home_was_there || file_make_folder(parent, 0755, error);
    if (done && !mkdtemp(folder))
        done = error_set(error, ERROR_DENIED, "cannot make a folder in %s: %s", parent,
                         words_of_errno(errno));
    if (done)
        building->folder = memory_copy_text(folder);
    free(folder);
    free(parent);
    return done;
}

static bool move_one(const char *from_folder, const char *to_folder, const char *name,
                     struct error *error)
{
    char *from = file_join(from_folder, name), *to = file_join(to_folder, name);
    bool done = rename(from, to) == 0;
    if (!done)
        error_set(error, ERROR_SYSTEM, "%s: %s", to, words_of_errno(errno));
    free(from);
    free(to);
    return done;
}

/* Into the empty folder that was there, commune.yaml last: it is what makes an installation. What
 * cannot be moved makes everything go back. */
static bool move_in(const struct building *building, struct error *error)
{
    char **names = file_list(building->folder);
    size_t moved = 0;
    bool done = true;
    for (; done && names[moved]; moved += done)
        done = strcmp(names[moved], SETTINGS) == 0 ||
               move_one(building->folder, building->home, names[moved], error);
    done = done && move_one(building->folder, building->home, SETTINGS, error);
    if (done) {
        char *settings = file_join(building->home, SETTINGS);
        done = file_sync_name(settings, error);
        free(settings);
        if (!done)
            move_one(building->home, building->folder, SETTINGS, NULL);
    }
    while (!done && moved-- > 0)
        if (strcmp(names[moved], SETTINGS) != 0)
            move_one(building->home, building->folder, names[moved], NULL);
    file_list_free(names);
    return done;
}

static bool end_building(const struct building *building, struct error *error)
{
    if (building->home_was_there)
        return move_in(building, error) && (rmdir(building->folder), true);
    if (chmod(building->folder, FOLDER_MODE) == 0 &&
        rename(building->folder, building->home) == 0) {
        if (file_sync_name(building->home, error))
            return true;
        rename(building->home, building->folder);
        return false;
    }
    return error_set(error, ERROR_SYSTEM, "%s: %s", building->home, words_of_errno(errno));
}

/* The commune.yaml of the commune that was asked for. */
static const char *find_settings(const struct command *command, const struct request *request,
                                 struct error *error)
{
    struct founding_list list;
    if (!founding_load(command->arena, command->place->share, &list, error))
        return NULL;
    const char *written = request->commune ? request->commune : "taliouine";
    const struct founding *founding = founding_find(command->arena, &list, written, error);
    if (!founding)
        return NULL;
    if (request->zgh_confirmed && !founding->zgh) {
        error_set(error, ERROR_MISSING,
                  "no name in Tifinagh is known here for %s: leave \"--zgh-confirmed\" out, then "
                  "write the name in commune.yaml",
                  founding->fr);
        return NULL;
    }
    return founding_settings(command->arena, command->place->share, founding,
                             request->zgh_confirmed != NULL, error);
}

static bool make_folders(const char *folder, struct error *error)
{
    static const char *const names[] = {"plugins.d", "content", "slips"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char *path = file_join(folder, names[i]);
        bool done = file_make_folder(path, FOLDER_MODE, error);
        free(path);
        if (!done)
            return false;
    }
    return true;
}

static bool write_settings(const char *settings, const char *folder, struct error *error)
{
    char *to = file_join(folder, SETTINGS);
    bool done = file_write(to, settings, strlen(settings), 0640, error);
    free(to);
    return done;
}

static void tell_wrong(void *self, enum content_finding finding, const struct error *error)
{
    if (finding == CONTENT_WRONG)
        say_error(self, error);
}

/* What is wrong with a record is told and hinders nothing: the others are published. */
static bool publish(const struct command *command, const struct commune *commune,
                    struct error *error)
{
    struct registry *registry = registry_new(commune, command->place);
    struct content_world world = sources_find(command->arena, commune, command->place, registry,
                                              clock_now_ms(command->clock));
    bool done = content_put_in_place(command, &world, tell_wrong, (void *)command, error);
    registry_free(registry);
    return done;
}

static bool make_first_officer(const struct command *command, const struct request *request,
                               const char *folder, char password[20], struct error *error)
{
    if (!request->officer)
        return true;
    struct store *store = store_open(folder, STORE_ADMIN, command->clock, error);
    if (!store)
        return false;
    bool done = officer_add(store, request->officer,
                            request->name ? request->name : request->officer, password, error);
    store_close(store);
    return done;
}

static void tell(const struct command *command, const struct request *request,
                 const struct commune *commune, const char *password)
{
    const char *name = language_pick(command->language, &commune->name, NULL);
    const char *home = words_for_shell(command, command->home);
    say(command, "init.made", WITH(with_text("commune", name), with_code("folder", command->home)));
    if (request->officer) {
        say(command, "officer.password",
            WITH(with_code("login", request->officer), with_code("password", password)));
        say(command, "officer.once", WITHOUT);
    } else {
        say(command, "init.no_officer", WITH(with_code("home", home)));
    }
    if (commune->unconfirmed_zgh)
        say(command, "init.zgh",
            WITH(with_text("name", commune->unconfirmed_zgh), with_code("folder", command->home)));
    say(command, "init.next", WITH(with_code("folder", command->home), with_code("home", home)));
}

enum command_exit command_init(const struct command *command, const struct request *request,
                               struct error *error)
{
    struct building building = {.home = command->home};
    struct commune commune;
    char password[20] = "";
    bool done = false;
    const char *settings = find_settings(command, request, error);
    if (!settings || !check_home(command, &building, error))
        goto end;
    done = begin_building(&building, error) && write_settings(settings, building.folder, error) &&
           commune_load(command->arena, building.folder, &commune, error) &&
           make_folders(building.folder, error) &&
           store_create(building.folder, command->clock, error) &&
           make_first_officer(command, request, building.folder, password, error) &&
           publish(command, &commune, error) && end_building(&building, error);
    if (done)
        tell(command, request, &commune, password);
    else if (building.folder)
        file_remove_tree(building.folder);
    if (!done && !building.home_was_there)
        remove_made_parents(&building);
end:
    memory_wipe(password, sizeof password);
    free(building.folder);
    free(building.first_missing);
    return done ? COMMAND_DONE : COMMAND_FAILED;
}
