#include "base/commune.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/shell.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LONGEST_NAME 200
#define MOST_WORDS   500u /* of one list */

struct loading {
    struct arena *arena;
    struct commune *commune;
    struct error *error;
};

static bool is_digits(const char *text, size_t length)
{
    return strlen(text) == length && strspn(text, "0123456789") == length;
}

static bool is_word(const char *text)
{
    size_t length = strlen(text);
    return length > 0 && length < 64 && text[0] != '.' &&
           strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.") ==
               length;
}

/* A list of words, NULL-ended; absent is an empty list. */
static bool read_words(struct loading *loading, const struct yaml_node *map, const char *key,
                       const char *const **out)
{
    const struct yaml_node *list = yaml_get(map, key);
    if (list && !yaml_expect_kind(list, YAML_LIST, loading->error))
        return false;
    size_t count = list ? list->count : 0;
    if (count > MOST_WORDS)
        return yaml_complain(list, loading->error, "\"%s\" has more than %u entries", key,
                             MOST_WORDS);
    const char **words = arena_take(loading->arena, count + 1, sizeof *words);
    for (size_t i = 0; i < count; i++) {
        const struct yaml_node *item = &list->children[i];
        if (!yaml_expect_kind(item, YAML_TEXT, loading->error))
            return false;
        if (!is_word(item->text))
            return yaml_complain(item, loading->error,
                                 "\"%s\" is not a name: letters, digits, dashes and dots only",
                                 item->text);
        for (size_t j = 0; j < i; j++)
            if (strcmp(words[j], item->text) == 0)
                return yaml_complain(item, loading->error, "\"%s\" stands here twice", item->text);
        words[i] = item->text;
    }
    *out = words;
    return true;
}

/* The node without its children of two keys; the second may be NULL. */
static struct yaml_node without_keys(struct arena *arena, const struct yaml_node *map,
                                     const char *key, const char *other)
{
    struct yaml_node rest = *map, *children = arena_take(arena, map->count, sizeof *children);
    rest.children = children;
    rest.count = 0;
    for (size_t i = 0; i < map->count; i++)
        if (strcmp(map->children[i].key, key) != 0 &&
            (!other || strcmp(map->children[i].key, other) != 0))
            children[rest.count++] = map->children[i];
    return rest;
}

/* A Tifinagh name that is marked "zgh_confirmed: no" is kept apart from those that are shown. */
static bool read_name(struct loading *loading, const struct yaml_node *root)
{
    struct commune *commune = loading->commune;
    const struct yaml_node *name = yaml_get(root, "name");
    bool is_confirmed = true;
    if (!yaml_get(name, "zgh_confirmed"))
        return local_text_read(loading->arena, root, "name", true, LONGEST_NAME, &commune->name,
                               loading->error);
    if (!yaml_read_bool(name, "zgh_confirmed", true, &is_confirmed, loading->error) ||
        !yaml_read_text(name, "zgh", true, LONGEST_NAME, &commune->unconfirmed_zgh, loading->error))
        return false;
    struct yaml_node shown =
        without_keys(loading->arena, name, "zgh_confirmed", is_confirmed ? NULL : "zgh");
    struct yaml_node parent = *root;
    parent.children = &shown;
    parent.count = 1;
    if (is_confirmed)
        commune->unconfirmed_zgh = NULL;
    return local_text_read(loading->arena, &parent, "name", true, LONGEST_NAME, &commune->name,
                           loading->error);
}

static bool read_identity(struct loading *loading, const struct yaml_node *root)
{
    struct commune *commune = loading->commune;
    struct error *error = loading->error;
    commune->zone = "Africa/Casablanca";
    commune->officer_language = "fr";
    if (!yaml_read_text(root, "slug", true, 60, &commune->slug, error) ||
        !yaml_read_text(root, "number", true, 20, &commune->number, error) ||
        !yaml_read_text(root, "zone", false, 60, &commune->zone, error) ||
        !yaml_read_text(root, "phone", false, 40, &commune->phone, error) ||
        !read_name(loading, root) ||
        !local_text_read(loading->arena, root, "office", true, LONGEST_NAME, &commune->office,
                         error))
        return false;
    if (!is_digits(commune->number, 6))
        return yaml_complain(yaml_get(root, "number"), error,
                             "\"number\" must be six digits, not \"%s\"", commune->number);
    if (!is_word(commune->slug))
        return yaml_complain(yaml_get(root, "slug"), error,
                             "\"%s\" is not a name: letters, digits, dashes and dots only",
                             commune->slug);
    if (!clock_set_zone(commune->zone, error))
        return error_context(error, "%s:%u", root->file,
                             yaml_get(root, "zone") ? yaml_get(root, "zone")->line : root->line);
    return true;
}

static bool read_languages(struct loading *loading, const struct yaml_node *root)
{
    static const char *const codes[] = {"ar", "zgh", "fr", "en", "es", NULL};
    struct commune *commune = loading->commune;
    unsigned officer = 2;
    if (!read_words(loading, root, "languages", &commune->languages) ||
        !yaml_read_word(root, "officer_language", false, codes, &officer, loading->error))
        return false;
    commune->officer_language = codes[officer];
    if (!commune->languages[0])
        commune->languages = codes;
    for (size_t i = 0; commune->languages[i]; i++) {
        bool known = false;
        for (size_t j = 0; codes[j]; j++)
            known = known || strcmp(codes[j], commune->languages[i]) == 0;
        if (!known)
            return yaml_complain(&yaml_get(root, "languages")->children[i], loading->error,
                                 "the language \"%s\" is unknown; there are ar, zgh, fr, en, es",
                                 commune->languages[i]);
    }
    return true;
}

bool commune_read_opening(const struct yaml_node *node, struct opening *out, struct error *error)
{
    int from_hour, from_minute, until_hour, until_minute, used = 0;
    if (!yaml_expect_kind(node, YAML_TEXT, error))
        return false;
    if (sscanf(node->text, "%2d:%2d-%2d:%2d%n", &from_hour, &from_minute, &until_hour,
               &until_minute, &used) != 4 ||
        node->text[used] || from_hour > 23 || until_hour > 24 || from_minute > 59 ||
        until_minute > 59 || from_hour < 0 || until_hour < 0 || from_minute < 0 || until_minute < 0)
        return yaml_complain(
            node, error, "\"%s\" is not an opening time: write it like 08:30-12:00", node->text);
    out->from = from_hour * 60 + from_minute;
    out->until = until_hour * 60 + until_minute;
    if (out->until > 24 * 60)
        return yaml_complain(node, error, "\"%s\" ends after midnight", node->text);
    return out->from < out->until ||
           yaml_complain(node, error, "\"%s\" ends before it begins", node->text);
}

static const char *const day_names[] = {"sunday",   "monday", "tuesday",  "wednesday",
                                        "thursday", "friday", "saturday", NULL};

static bool read_day(const struct yaml_node *list, struct opening_day *out, struct error *error)
{
    if (!yaml_expect_kind(list, YAML_LIST, error))
        return false;
    if (list->count > sizeof out->parts / sizeof *out->parts)
        return yaml_complain(list, error, "at most four openings a day");
    for (size_t i = 0; i < list->count; i++) {
        if (!commune_read_opening(&list->children[i], &out->parts[i], error))
            return false;
        if (i > 0 && out->parts[i].from < out->parts[i - 1].until)
            return yaml_complain(&list->children[i], error, "\"%s\" overlaps the opening before it",
                                 list->children[i].text);
    }
    out->count = list->count;
    return true;
}

bool commune_read_hours(const struct yaml_node *map, const char *key, bool required,
                        struct opening_day out[7], struct error *error)
{
    const struct yaml_node *hours = yaml_get(map, key);
    if (!hours)
        return !required || yaml_complain(map, error, "\"%s\" is missing", key);
    if (!yaml_expect_keys(hours, day_names, error))
        return false;
    for (int day = 0; day < 7; day++) {
        const struct yaml_node *list = yaml_get(hours, day_names[day]);
        if (list && !read_day(list, &out[day], error))
            return false;
    }
    return true;
}

static bool read_changes(struct loading *loading, const struct yaml_node *root)
{
    static const char *const keys[] = {"prefix", "minutes", "seats", "hours", NULL};
    const struct yaml_node *map = yaml_get(root, "services");
    if (!map)
        return true;
    if (!yaml_expect_kind(map, YAML_MAP, loading->error))
        return false;
    struct service_change *changes = arena_take(loading->arena, map->count, sizeof *changes);
    for (size_t i = 0; i < map->count; i++) {
        const struct yaml_node *node = &map->children[i];
        changes[i].code = node->key;
        changes[i].has_hours = yaml_get(node, "hours") != NULL;
        if (!yaml_expect_keys(node, keys, loading->error) ||
            !commune_read_hours(node, "hours", false, changes[i].hours, loading->error) ||
            !yaml_read_text(node, "prefix", false, 1, &changes[i].prefix, loading->error) ||
            !yaml_read_number(node, "minutes", false, 5, 240, &changes[i].minutes,
                              loading->error) ||
            !yaml_read_number(node, "seats", false, 1, 20, &changes[i].seats, loading->error))
            return false;
        const char *prefix = changes[i].prefix;
        if (prefix && (prefix[0] < 'A' || prefix[0] > 'Z'))
            return yaml_complain(yaml_get(node, "prefix"), loading->error,
                                 "\"prefix\" must be one capital letter from A to Z");
    }
    loading->commune->changes = changes;
    loading->commune->change_count = map->count;
    return true;
}

static bool read_souk_day(struct loading *loading, const struct yaml_node *root)
{
    unsigned day = 0;
    loading->commune->souk_day = -1;
    if (!yaml_read_word(root, "souk_day", false, day_names, &day, loading->error))
        return false;
    if (yaml_get(root, "souk_day"))
        loading->commune->souk_day = (int)day;
    return true;
}

static bool read_closed_days(struct loading *loading, const struct yaml_node *root)
{
    if (!read_words(loading, root, "closed_days", &loading->commune->closed_days))
        return false;
    for (size_t i = 0; loading->commune->closed_days[i]; i++) {
        const char *text = loading->commune->closed_days[i];
        int year, month, day, used = 0;
        struct civil_time civil = {0};
        char again[11] = "";
        if (sscanf(text, "%4d-%2d-%2d%n", &year, &month, &day, &used) == 3 && !text[used]) {
            civil = (struct civil_time){.year = year, .month = month, .day = day, .hour = 12};
            clock_day(clock_from_civil(civil), again);
        }
        if (strcmp(again, text) != 0)
            return yaml_complain(&yaml_get(root, "closed_days")->children[i], loading->error,
                                 "\"%s\" is not a day of the calendar: write it like 2026-11-18",
                                 text);
    }
    return true;
}

static bool read_machines(struct loading *loading, const struct yaml_node *root)
{
    static const char *const desk_keys[] = {"address", "port", "certificate", "key", NULL};
    static const char *const printer_keys[] = {"to", "paper", NULL};
    struct commune *commune = loading->commune;
    struct error *error = loading->error;
    const struct yaml_node *desk = yaml_get(root, "desk");
    const struct yaml_node *printer = yaml_get(root, "printer");
    commune->desk_address = "127.0.0.1";
    commune->desk_port = 8470;
    commune->printer = "file:slips";
    commune->paper_mm = 80;
    if (desk &&
        (!yaml_expect_keys(desk, desk_keys, error) ||
         !yaml_read_text(desk, "address", false, 100, &commune->desk_address, error) ||
         !yaml_read_number(desk, "port", false, 1, 65535, &commune->desk_port, error) ||
         !yaml_read_text(desk, "certificate", false, 500, &commune->desk_certificate, error) ||
         !yaml_read_text(desk, "key", false, 500, &commune->desk_key, error)))
        return false;
    if (printer && (!yaml_expect_keys(printer, printer_keys, error) ||
                    !yaml_read_text(printer, "to", false, 500, &commune->printer, error) ||
                    !yaml_read_number(printer, "paper", false, 58, 80, &commune->paper_mm, error)))
        return false;
    if (commune->paper_mm != 58 && commune->paper_mm != 80)
        return yaml_complain(yaml_get(printer, "paper"), error,
                             "\"paper\" is 58 or 80 (millimetres)");
    return true;
}

static const char *word_of(struct arena *arena, const char *path)
{
    char *word = shell_word(path);
    const char *copy = arena_copy(arena, word);
    free(word);
    return copy;
}

bool commune_load(struct arena *arena, const char *home, struct commune *out, struct error *error)
{
    static const char *const keys[] = {"slug",
                                       "number",
                                       "zone",
                                       "name",
                                       "office",
                                       "phone",
                                       "languages",
                                       "plugins",
                                       "home",
                                       "services",
                                       "hours",
                                       "closed_days",
                                       "souk_day",
                                       "booking_days",
                                       "idle_seconds",
                                       "warning_seconds",
                                       "printer",
                                       "desk",
                                       "officer_language",
                                       NULL};
    *out = (struct commune){.home = arena_copy(arena, home),
                            .booking_days = 14,
                            .idle_seconds = 60,
                            .warning_seconds = 20};
    struct loading loading = {.arena = arena, .commune = out, .error = error};
    const char *path = arena_print(arena, "%s/commune.yaml", home);
    if (!file_may_read(path, error))
        return false;
    if (!file_exists(path))
        return error_set(
            error, ERROR_MISSING,
            "%s has no commune.yaml: it is not an installation of Marhaba. Make one with "
            "\"marhaba --home %s init\"",
            home, word_of(arena, home));
    const struct yaml_node *root = yaml_load(arena, path, error);
    return root && yaml_expect_keys(root, keys, error) && read_identity(&loading, root) &&
           read_languages(&loading, root) && read_words(&loading, root, "plugins", &out->plugins) &&
           read_words(&loading, root, "home", &out->home_services) &&
           read_changes(&loading, root) &&
           commune_read_hours(root, "hours", true, out->hours, error) &&
           read_souk_day(&loading, root) && read_closed_days(&loading, root) &&
           yaml_read_number(root, "booking_days", false, 1, 90, &out->booking_days, error) &&
           yaml_read_number(root, "idle_seconds", false, 15, 600, &out->idle_seconds, error) &&
           yaml_read_number(root, "warning_seconds", false, 20, 120, &out->warning_seconds,
                            error) &&
           read_machines(&loading, root);
}

const struct service_change *commune_change(const struct commune *commune, const char *code)
{
    for (size_t i = 0; i < commune->change_count; i++)
        if (strcmp(commune->changes[i].code, code) == 0)
            return &commune->changes[i];
    return NULL;
}

bool commune_closes_on(const struct commune *commune, const char *day)
{
    for (size_t i = 0; commune->closed_days && commune->closed_days[i]; i++)
        if (strcmp(commune->closed_days[i], day) == 0)
            return true;
    return false;
}

char *commune_path(const struct commune *commune, const char *name)
{
    return name[0] == '/' ? memory_copy_text(name) : file_join(commune->home, name);
}
