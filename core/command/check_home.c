/* The doctor's checks of the installation folder: its parts, the database, content, printer and
 * desk. */
#include "base/address.h"
#include "base/file.h"
#include "base/system_words.h"
#include "command/checkup.h"
#include "command/words.h"
#include "print/print.h"
#include "store/audit.h"
#include "store/officers.h"
#include "visit/sources.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define STALE_SHOWN       3u
#define CLOCK_PATIENCE_MS (5 * 60 * 1000)
#define EARLIEST_YEAR     2026 /* of this program's making: no clock that is right says less */

static void check_folder(struct checkup *checkup, const char *name)
{
    struct error error = {0};
    struct stat about;
    char *path = file_join(checkup->command->home, name);
    if (stat(path, &about) != 0)
        error_set(&error, ERROR_MISSING, "the folder %s is missing: make it with \"mkdir %s\"",
                  path, words_for_shell(checkup->command, path));
    else if (!S_ISDIR(about.st_mode))
        error_set(&error, ERROR_INPUT, "%s is not a folder: move it away and make one", path);
    else if (access(path, R_OK | W_OK | X_OK) != 0)
        error_set(&error, ERROR_DENIED,
                  "%s cannot be read and written by this user: change its owner or its mode", path);
    if (error.kind != ERROR_NONE)
        checkup_say(checkup, &error);
    free(path);
}

void check_folders(struct checkup *checkup)
{
    static const char *const names[] = {"plugins.d", "content", "slips", "keys"};
    struct error error = {0};
    if (file_may_read(checkup->command->home, &error) && !file_exists(checkup->command->home))
        error_set(&error, ERROR_MISSING,
                  "there is no folder %s: see how its name is written, or make an installation "
                  "with \"marhaba --home %s init\"",
                  checkup->command->home,
                  words_for_shell(checkup->command, checkup->command->home));
    if (error.kind != ERROR_NONE) {
        checkup_say(checkup, &error);
        return;
    }
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        check_folder(checkup, names[i]);
}

/* When the database kept the store from looking at the keys, this does. */
static void check_keys(struct checkup *checkup, const char *told)
{
    static const char *const names[] = {"keys/commune.key", "keys/commune.pub"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct error error = {0};
        char *path = file_join(checkup->command->home, names[i]);
        if (file_may_read(path, &error) && !file_exists(path) && !strstr(told, path))
            error_set(&error, ERROR_MISSING,
                      "%s is missing: put it back from the copy made at installation", path);
        if (error.kind != ERROR_NONE)
            checkup_say(checkup, &error);
        free(path);
    }
}

void check_store(struct checkup *checkup)
{
    struct error error = {0};
    const struct command *command = checkup->command;
    checkup->not_looked = !file_exists(command->home);
    if (checkup->not_looked)
        return;
    checkup->store = store_open(command->home, STORE_ADMIN, command->clock, &error);
    if (!checkup->store) {
        checkup_say(checkup, &error);
        check_keys(checkup, error.text);
        return;
    }
    store_check(checkup->store, checkup_say, checkup);
    checkup->detail = arena_copy(command->arena, store_describe(checkup->store));
}

void check_history(struct checkup *checkup)
{
    struct error error = {0};
    uint64_t lines;
    char head[65];
    checkup->not_looked = !checkup->store;
    if (checkup->store && !audit_verify(checkup->store, &lines, head, &error))
        checkup_say(checkup, &error);
}

void check_officers(struct checkup *checkup)
{
    struct error error = {0};
    struct officer *officers;
    size_t count = 0, active = 0;
    const struct command *command = checkup->command;
    checkup->not_looked = !checkup->store;
    if (!checkup->store)
        return;
    if (officer_list(checkup->store, command->arena, &officers, &count, &error)) {
        for (size_t i = 0; i < count; i++)
            active += !officers[i].disabled;
        if (active == 0)
            error_set(
                &error, ERROR_MISSING,
                "no officer can sign in at the desk: add one with \"marhaba --home %s officer "
                "add LOGIN\"",
                words_for_shell(command, command->home));
    }
    if (error.kind != ERROR_NONE)
        checkup_say(checkup, &error);
}

void check_number(struct checkup *checkup)
{
    struct error error = {0};
    char issued[20];
    const char *ours = checkup->commune->number;
    checkup->detail = ours;
    checkup->not_looked = !checkup->store;
    if (!checkup->store)
        return;
    if (store_commune_number(checkup->store, issued, &error) && issued[0] &&
        strcmp(issued, ours) != 0)
        error_set(&error, ERROR_INPUT,
                  "commune.yaml has \"number\" %s, and the tickets that were given out carry %s: "
                  "none of their slips can be read any more; write %s again",
                  ours, issued, issued);
    if (error.kind != ERROR_NONE)
        checkup_say(checkup, &error);
}

/* ---- Content ---- */

struct stale_count {
    struct checkup *checkup;
    size_t count;
    const char *first; /* the first few, told whole */
};

static void tell_finding(void *self, enum content_finding finding, const struct error *error)
{
    struct stale_count *stale = self;
    if (finding == CONTENT_WRONG)
        checkup_say(stale->checkup, error);
    if (finding != CONTENT_STALE || stale->count++ >= STALE_SHOWN)
        return;
    stale->first = arena_print(stale->checkup->command->arena, "%s%s%s", stale->first,
                               stale->first[0] ? "; " : "", error->text);
}

bool check_published(const struct command *command, const char *published, struct error *error)
{
    if (!file_exists(published))
        return true;
    struct library *library = library_open(published, NULL);
    bool good = library && library_list(library, command->arena, "page", "", 0) &&
                library_list(library, command->arena, "procedure", "", 0);
    library_close(library);
    return good || error_set(error, ERROR_INPUT,
                             "%s is damaged or of another version: replace it with \"marhaba "
                             "--home %s content publish\"",
                             published, words_for_shell(command, command->home));
}

static void check_publication(struct checkup *checkup, const struct content_world *world)
{
    struct error error = {0};
    const char *home = words_for_shell(checkup->command, checkup->command->home);
    if (!file_exists(world->published))
        error_set(&error, ERROR_MISSING,
                  "the content is not published: publish it with \"marhaba --home %s content "
                  "publish\"",
                  home);
    else if (check_published(checkup->command, world->published, &error) &&
             content_has_changed(world))
        error_set(&error, ERROR_INPUT,
                  "the content has changed since it was published, and visitors read the old one: "
                  "look at it with \"marhaba --home %s content check\", then publish it with "
                  "\"marhaba --home %s content publish\"",
                  home, home);
    if (error.kind != ERROR_NONE)
        checkup_say(checkup, &error);
}

void check_content(struct checkup *checkup)
{
    struct error error = {0};
    const struct command *command = checkup->command;
    struct stale_count stale = {.checkup = checkup, .first = ""};
    struct content_world world = sources_find(command->arena, checkup->commune, command->place,
                                              checkup->registry, clock_now_ms(command->clock));
    checkup->not_looked = !file_exists(world.own);
    if (checkup->not_looked)
        return;
    if (!check_part(checkup, "content"))
        return;
    check_publication(checkup, &world);
    content_check(&world, tell_finding, &stale);
    if (stale.count == 0)
        return;
    error_set(&error, ERROR_INPUT,
              "content past its date: %zu, first of all %s: verify each and give it a new date; "
              "\"marhaba --home %s content check\" shows all",
              stale.count, stale.first, words_for_shell(command, command->home));
    checkup_say(checkup, &error);
}

/* ---- Printer, desk, clock ---- */

void check_printer(struct checkup *checkup)
{
    struct error error = {0};
    const struct commune *commune = checkup->commune;
    struct printer *printer =
        printer_new(commune->printer, commune->home, (int)commune->paper_mm, &error);
    checkup->detail = commune->printer;
    if (printer)
        printer_probe(printer, &error);
    if (error.kind != ERROR_NONE)
        checkup_say(checkup, &error);
    printer_free(printer);
}

static bool is_this_machine(const char *address)
{
    return strcmp(address, "localhost") == 0 || address_is_loopback(address);
}

void check_desk(struct checkup *checkup)
{
    struct error error = {0};
    const struct commune *commune = checkup->commune;
    checkup->detail = arena_print(checkup->command->arena, "%s:%d", commune->desk_address,
                                  (int)commune->desk_port);
    if (!commune->desk_certificate != !commune->desk_key)
        error_set(&error, ERROR_INPUT,
                  "\"desk\" in commune.yaml has only one of \"certificate\" and \"key\": TLS needs "
                  "both");
    else if (!commune->desk_certificate && !is_this_machine(commune->desk_address))
        error_set(&error, ERROR_INPUT,
                  "the desk is open to other machines at %s without TLS and will not start: give "
                  "\"certificate\" and \"key\" in \"desk\" of commune.yaml, or use 127.0.0.1",
                  commune->desk_address);
    if (error.kind != ERROR_NONE)
        checkup_say(checkup, &error);
    if (commune->desk_certificate && commune->desk_key)
        check_tls(checkup);
    check_part(checkup, "desk/desk.css");
    check_part(checkup, "desk/desk.js");
}

/* What is recorded cannot be of a time to come: the clock was put back, or lost its battery. */
static void check_clock_against_records(struct checkup *checkup, int64_t now)
{
    struct error error = {0};
    int64_t newest;
    const struct command *command = checkup->command;
    if (checkup->store && store_newest(checkup->store, &newest, &error) &&
        newest > now + CLOCK_PATIENCE_MS)
        error_set(&error, ERROR_SYSTEM,
                  "this machine's clock says %s, and something was recorded later, on %s: set it "
                  "(\"timedatectl set-time\") and let it follow the network",
                  words_of_time(command, now), words_of_time(command, newest));
    if (error.kind != ERROR_NONE)
        checkup_say(checkup, &error);
}

void check_clock(struct checkup *checkup)
{
    struct error error = {0};
    char day[11];
    int64_t now = clock_now_ms(checkup->command->clock);
    check_clock_against_records(checkup, now);
    clock_day(now, day);
    checkup->detail = arena_copy(checkup->command->arena, day);
    if (clock_civil(now).year >= EARLIEST_YEAR)
        return;
    error_set(&error, ERROR_SYSTEM,
              "this machine's clock says %s, which is past: set it (\"timedatectl set-time\") and "
              "let it follow the network",
              day);
    checkup_say(checkup, &error);
}
