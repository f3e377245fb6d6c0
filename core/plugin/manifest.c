#define _XOPEN_SOURCE 700
#include "plugin/manifest.h"

#include "base/file.h"

#include <marhaba/plugin.h>

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define LOWER  "abcdefghijklmnopqrstuvwxyz"
#define UPPER  "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define DIGITS "0123456789"

#define MOST_SERVICES   32
#define MOST_BODIES     16
#define LONGEST_NAME    120
#define LONGEST_DETAIL  300
#define LONGEST_WORD    40
#define LONGEST_MINUTES 480
#define MOST_SEATS      100

struct loading {
    struct arena *arena;
    const char *folder;
    struct error *error;
};

/* `first` are the characters it may begin with, `rest` those it may go on with. */
static bool is_made_of(const char *text, const char *first, const char *rest, size_t least,
                       size_t most)
{
    size_t length = strlen(text);
    return length >= least && length <= most && text[0] && strchr(first, text[0]) &&
           strspn(text, rest) == length;
}

static bool is_plugin_id(const char *text)
{
    return is_made_of(text, LOWER, LOWER DIGITS "-", 1, 32);
}

static bool read_icon(struct loading *loading, const struct yaml_node *map, const char **out)
{
    *out = "info";
    if (!yaml_read_text(map, "icon", false, LONGEST_WORD, out, loading->error))
        return false;
    if (is_made_of(*out, LOWER, LOWER DIGITS "-", 1, LONGEST_WORD))
        return true;
    return yaml_complain(yaml_get(map, "icon"), loading->error,
                         "\"%s\" is not an icon's name: small letters, digits and dashes", *out);
}

/* Adds up the bits of a list of words; bit i stands for words[i]. */
static bool read_bits(struct loading *loading, const struct yaml_node *map, const char *key,
                      const char *const *words, unsigned *out)
{
    const struct yaml_node *list = yaml_get(map, key);
    if (!list)
        return true;
    if (!yaml_expect_kind(list, YAML_LIST, loading->error))
        return false;
    *out = 0;
    for (size_t i = 0; i < list->count; i++) {
        const struct yaml_node *item = &list->children[i];
        unsigned word = 0;
        if (!yaml_expect_kind(item, YAML_TEXT, loading->error))
            return false;
        while (words[word] && strcmp(words[word], item->text) != 0)
            word++;
        if (!words[word])
            return yaml_complain(item, loading->error,
                                 "\"%s\" is unknown in \"%s\"; this Marhaba knows %s and %s",
                                 item->text, key, words[0], words[1]);
        *out |= 1u << word;
    }
    return true;
}

static bool read_bodies(struct loading *loading, const struct yaml_node *map,
                        const char *const **out)
{
    const struct yaml_node *list = yaml_get(map, "bodies");
    if (list && !yaml_expect_kind(list, YAML_LIST, loading->error))
        return false;
    size_t count = list ? list->count : 0;
    if (count > MOST_BODIES)
        return yaml_complain(list, loading->error, "more than %d bodies", MOST_BODIES);
    const char **bodies = arena_take(loading->arena, count + 1, sizeof *bodies);
    for (size_t i = 0; i < count; i++) {
        const struct yaml_node *item = &list->children[i];
        if (!yaml_expect_kind(item, YAML_TEXT, loading->error))
            return false;
        if (!is_made_of(item->text, LOWER, LOWER DIGITS "-", 1, LONGEST_WORD))
            return yaml_complain(item, loading->error,
                                 "\"%s\" is not a body's id: small letters, digits and dashes",
                                 item->text);
        bodies[i] = item->text;
    }
    *out = bodies;
    return true;
}

static bool read_code(struct loading *loading, const struct yaml_node *map, const char **out)
{
    if (!yaml_read_text(map, "code", true, 100, out, loading->error))
        return false;
    if (service_code_is_valid(*out))
        return true;
    return yaml_complain(
        yaml_get(map, "code"), loading->error,
        "\"%s\" is not a service code: 2 to 24 capital letters, digits and dashes, "
        "like PEN-FR",
        *out);
}

static bool read_look(struct loading *loading, const struct yaml_node *map, struct service *service)
{
    static const char *const words[] = {"indigo", "ochre",   "argan", "teal",
                                        "brick",  "saffron", NULL};
    unsigned tint = 0;
    if (!yaml_read_word(map, "tint", false, words, &tint, loading->error))
        return false;
    service->tint = words[tint];
    service->prefix = "A";
    if (!yaml_read_text(map, "prefix", false, 10, &service->prefix, loading->error))
        return false;
    if (!is_made_of(service->prefix, UPPER, UPPER, 1, 1))
        return yaml_complain(yaml_get(map, "prefix"), loading->error,
                             "\"prefix\" must be one capital letter from A to Z, not \"%s\"",
                             service->prefix);
    return true;
}

static bool read_service(struct loading *loading, const struct yaml_node *map,
                         struct service *service)
{
    static const char *const keys[] = {"code",     "name",   "detail",  "icon",  "tint", "prefix",
                                       "argument", "bodies", "minutes", "seats", NULL};
    struct error *error = loading->error;
    service->argument = "";
    service->seats = 1;
    return yaml_expect_keys(map, keys, error) && read_code(loading, map, &service->code) &&
           local_text_read(loading->arena, map, "name", true, LONGEST_NAME, &service->name,
                           error) &&
           local_text_read(loading->arena, map, "detail", false, LONGEST_DETAIL, &service->detail,
                           error) &&
           read_icon(loading, map, &service->icon) && read_look(loading, map, service) &&
           yaml_read_text(map, "argument", false, LONGEST_NAME, &service->argument, error) &&
           read_bodies(loading, map, &service->bodies) &&
           yaml_read_number(map, "minutes", false, 0, LONGEST_MINUTES, &service->minutes, error) &&
           yaml_read_number(map, "seats", false, 1, MOST_SEATS, &service->seats, error);
}

static bool read_services(struct loading *loading, const struct yaml_node *root,
                          struct manifest *out)
{
    const struct yaml_node *list = yaml_get(root, "services");
    if (!list)
        return yaml_complain(root, loading->error, "\"services\" is missing");
    if (!yaml_expect_kind(list, YAML_LIST, loading->error))
        return false;
    if (list->count == 0 || list->count > MOST_SERVICES)
        return yaml_complain(list, loading->error, "\"services\" must be a list of 1 to %d",
                             MOST_SERVICES);
    struct service *services = arena_take(loading->arena, list->count, sizeof *services);
    for (size_t i = 0; i < list->count; i++) {
        services[i].plugin = out->id;
        if (!read_service(loading, &list->children[i], &services[i]))
            return false;
        for (size_t j = 0; j < i; j++)
            if (strcmp(services[i].code, services[j].code) == 0)
                return yaml_complain(&list->children[i], loading->error,
                                     "the service %s stands here twice", services[i].code);
    }
    out->services = services;
    out->service_count = list->count;
    return true;
}

static bool read_id(struct loading *loading, const struct yaml_node *root, struct manifest *out)
{
    if (!yaml_read_text(root, "id", true, 100, &out->id, loading->error) ||
        !yaml_read_text(root, "version", true, LONGEST_WORD, &out->version, loading->error))
        return false;
    const struct yaml_node *node = yaml_get(root, "id");
    if (!is_plugin_id(out->id))
        return yaml_complain(node, loading->error,
                             "\"%s\" is not a plugin's id: 1 to 32 small letters, digits and "
                             "dashes, a letter first",
                             out->id);
    const char *folder = file_name(loading->folder);
    if (strcmp(out->id, folder) != 0)
        return yaml_complain(node, loading->error,
                             "the id \"%s\" differs from the folder's name \"%s\": make them equal",
                             out->id, folder);
    return true;
}

/* Reads "MAJOR.MINOR". */
static bool split_version(const char *text, uint32_t *major, uint32_t *minor)
{
    size_t first = strspn(text, DIGITS);
    size_t second = text[first] == '.' ? strspn(text + first + 1, DIGITS) : 0;
    if (first == 0 || first > 4 || second == 0 || second > 4 || text[first + 1 + second])
        return false;
    *major = (uint32_t)strtoul(text, NULL, 10);
    *minor = (uint32_t)strtoul(text + first + 1, NULL, 10);
    return true;
}

static bool read_abi(struct loading *loading, const struct yaml_node *root, struct manifest *out)
{
    const char *text = NULL;
    if (!yaml_read_text(root, "abi", true, 100, &text, loading->error))
        return false;
    const struct yaml_node *node = yaml_get(root, "abi");
    if (!split_version(text, &out->abi_major, &out->abi_minor))
        return yaml_complain(node, loading->error,
                             "\"abi\" must be two numbers like \"1.0\", not \"%s\"", text);
    if (out->abi_major < MRH_ABI_MAJOR)
        return yaml_complain(node, loading->error,
                             "needs ABI %s, this Marhaba has %u.%u: ask for a newer version of the "
                             "plugin",
                             text, MRH_ABI_MAJOR, MRH_ABI_MINOR);
    if (out->abi_major > MRH_ABI_MAJOR || out->abi_minor > MRH_ABI_MINOR)
        return yaml_complain(node, loading->error,
                             "needs ABI %s, this Marhaba has %u.%u: update Marhaba", text,
                             MRH_ABI_MAJOR, MRH_ABI_MINOR);
    return true;
}

/* Not through a symbolic link: what it points to lies outside what the plugin may read. */
static bool check_library(struct loading *loading, const struct yaml_node *root,
                          const struct manifest *manifest)
{
    const struct yaml_node *node = yaml_get(root, "library");
    char *path = file_join(loading->folder, manifest->library);
    struct stat status;
    bool found = lstat(path, &status) == 0;
    if (!found)
        yaml_complain(node ? node : root, loading->error,
                      "the library \"%s\" is missing from the plugin's folder: build it or copy it "
                      "there",
                      manifest->library);
    else if (!S_ISREG(status.st_mode))
        found = yaml_complain(node ? node : root, loading->error,
                              "the library \"%s\" is not a regular file", manifest->library);
    free(path);
    return found;
}

static bool read_library(struct loading *loading, const struct yaml_node *root,
                         struct manifest *out)
{
    out->library = arena_print(loading->arena, "%s.so", out->id);
    if (!yaml_read_text(root, "library", false, 100, &out->library, loading->error))
        return false;
    if (!out->library[0] || strchr(out->library, '/') || out->library[0] == '.')
        return yaml_complain(yaml_get(root, "library"), loading->error,
                             "\"library\" must be the name of a file in the plugin's own folder, "
                             "not \"%s\"",
                             out->library);
    return check_library(loading, root, out);
}

static bool read_manifest(struct loading *loading, const struct yaml_node *root,
                          struct manifest *out)
{
    static const char *const keys[] = {"id",   "version",     "abi",      "library",  "name",
                                       "icon", "permissions", "services", "surfaces", NULL};
    static const char *const permissions[] = {"marhaba.ticket/1", "marhaba.booking/1",
                                              "marhaba.content/1", "marhaba.print/1", NULL};
    static const char *const surfaces[] = {"kiosk", "desk", NULL};
    out->surfaces = SURFACE_KIOSK | SURFACE_DESK;
    return yaml_expect_keys(root, keys, loading->error) && read_id(loading, root, out) &&
           read_abi(loading, root, out) &&
           local_text_read(loading->arena, root, "name", true, LONGEST_NAME, &out->name,
                           loading->error) &&
           read_icon(loading, root, &out->icon) &&
           read_bits(loading, root, "permissions", permissions, &out->permissions) &&
           read_bits(loading, root, "surfaces", surfaces, &out->surfaces) &&
           read_services(loading, root, out) && read_library(loading, root, out);
}

bool manifest_load(struct arena *arena, const char *folder, struct manifest *out,
                   struct error *error)
{
    char *absolute = realpath(folder, NULL);
    if (!absolute)
        return error_set(error, ERROR_MISSING, "the plugin folder %s cannot be found", folder);
    struct loading loading = {
        .arena = arena, .folder = arena_copy(arena, absolute), .error = error};
    free(absolute);
    *out = (struct manifest){.folder = loading.folder};
    char *path = file_join(loading.folder, "manifest.yaml");
    bool loaded = false;
    if (!file_exists(path)) {
        error_set(error, ERROR_MISSING,
                  "%s has no manifest.yaml: it is no plugin, or it was copied in part",
                  loading.folder);
    } else {
        const struct yaml_node *root = yaml_load(arena, path, error);
        loaded = root && read_manifest(&loading, root, out);
    }
    free(path);
    return loaded;
}
