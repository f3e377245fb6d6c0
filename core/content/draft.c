/* The records read so far, and what all readers of them need. */
#include "base/clock.h"
#include "base/file.h"
#include "base/memory.h"
#include "content/inside.h"
#include "language/language.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define MOST_SOURCES 20u

bool draft_fail(struct draft *draft, const struct error *error)
{
    draft->wrongs++;
    draft->say(draft->self, CONTENT_WRONG, error);
    return false;
}

bool draft_say(struct draft *draft, enum content_finding finding, const struct yaml_node *at,
               const char *sentence, ...)
{
    struct error error = {.kind = ERROR_INPUT}, whole = {0};
    va_list arguments;
    va_start(arguments, sentence);
    vsnprintf(error.text, sizeof error.text, error_translate(sentence), arguments);
    va_end(arguments);
    yaml_complain(at, &whole, "%s", error.text);
    if (finding == CONTENT_WRONG)
        return draft_fail(draft, &whole);
    draft->say(draft->self, finding, &whole);
    return true;
}

bool draft_say_none(struct draft *draft, const struct yaml_node *at, const char *kind,
                    const char *id)
{
    if (draft_has_failed(draft, kind, id))
        return draft_say(draft, CONTENT_WRONG, at,
                         "\"%s\" is wrong itself: mend it where it is told of", id);
    if (strcmp(kind, "service") == 0)
        return draft_say(draft, CONTENT_WRONG, at, "there is no service \"%s\"", id);
    if (strcmp(kind, "body") == 0)
        return draft_say(draft, CONTENT_WRONG, at, "there is no body \"%s\" in bodies.yaml", id);
    if (strcmp(kind, "paper") == 0)
        return draft_say(draft, CONTENT_WRONG, at, "there is no paper \"%s\" in this procedure",
                         id);
    return draft_say(draft, CONTENT_WRONG, at, "there is no page \"%s\"", id);
}

const struct record *draft_find(const struct draft *draft, const char *kind, const char *id)
{
    for (size_t i = 0; i < draft->count; i++)
        if (strcmp(draft->records[i].kind, kind) == 0 && strcmp(draft->records[i].id, id) == 0)
            return &draft->records[i];
    return NULL;
}

struct record *draft_add(struct draft *draft, const char *kind, const char *id,
                         const struct yaml_node *at)
{
    const struct record *before = draft_find(draft, kind, id);
    if (before) {
        draft_say(draft, CONTENT_WRONG, at, "the id \"%s\" is taken already, at %s:%u", id,
                  before->file, before->line);
        return NULL;
    }
    if (draft->count == MOST_RECORDS) {
        draft_say(draft, CONTENT_WRONG, at, "there are more than %u records", MOST_RECORDS);
        return NULL;
    }
    if (draft->count == draft->capacity) {
        draft->capacity = draft->capacity ? 2 * draft->capacity : 256;
        draft->records = memory_resize(draft->records, draft->capacity, sizeof *draft->records);
    }
    struct record *record = &draft->records[draft->count++];
    *record = (struct record){.kind = kind,
                              .id = arena_copy(draft->arena, id),
                              .file = at->file,
                              .line = at->line,
                              .checked_on = "",
                              .valid_until = "",
                              .groups = "",
                              .body = json_object()};
    return record;
}

void draft_give_up(struct draft *draft, const char *kind, const char *id)
{
    json_array_append_new(draft->failed, json_sprintf("%s/%s", kind, id));
    for (size_t i = draft->count; i-- > 0;) {
        struct record *record = &draft->records[i];
        if (strcmp(record->kind, kind) != 0 || strcmp(record->id, id) != 0)
            continue;
        json_decref(record->body);
        json_decref(record->services);
        json_decref(record->words);
        memmove(record, record + 1, (draft->count - i - 1) * sizeof *record);
        draft->count--;
    }
}

static bool read_day(struct draft *draft, const struct yaml_node *map, const char *key,
                     const char **out)
{
    struct error error = {0};
    if (!yaml_read_text(map, key, false, 10, out, &error))
        return draft_fail(draft, &error);
    if ((*out)[0] && !content_is_day(*out))
        return draft_say(draft, CONTENT_WRONG, yaml_get(map, key),
                         "\"%s\" is not a day of the calendar: write it like 2026-11-18", *out);
    return true;
}

/* Whether the list of sources has that one. Without a list there is nothing to compare with. */
static bool is_source(const struct draft *draft, const char *id)
{
    const struct yaml_node *list = draft->sources;
    for (size_t i = 0; list && i < list->count; i++) {
        const struct yaml_node *known = yaml_get(&list->children[i], "id");
        if (known && known->kind == YAML_TEXT && strcmp(known->text, id) == 0)
            return true;
    }
    return !list;
}

static bool read_source(struct draft *draft, const struct yaml_node *item, json_t *sources,
                        bool *is_verified)
{
    if (item->kind != YAML_TEXT)
        return draft_say(draft, CONTENT_WRONG, item, "a source is a word like S8");
    if (!is_source(draft, item->text))
        draft_say(draft, CONTENT_UNSOURCED, item, "sources.yaml has no source \"%s\"", item->text);
    *is_verified = *is_verified || strcmp(item->text, "K") != 0;
    json_array_append_new(sources, json_string(item->text));
    return true;
}

/* `sources` gets them. What stands on general knowledge alone is told. */
static bool read_sources(struct draft *draft, const struct yaml_node *map, json_t *sources)
{
    const struct yaml_node *list = yaml_get(map, "source"), *items;
    bool is_verified = false;
    size_t count = content_items(list, &items);
    for (size_t i = 0; i < count && i < MOST_SOURCES; i++)
        if (!read_source(draft, &items[i], sources, &is_verified))
            return false;
    if (count == 0)
        draft_say(draft, CONTENT_UNSOURCED, map, "\"%s\" is missing", "source");
    else if (!is_verified)
        draft_say(draft, CONTENT_UNSOURCED, list,
                  "this is general knowledge that nobody has verified yet");
    return true;
}

static void say_if_stale(struct draft *draft, const struct yaml_node *map, const char *checked_on,
                         const char *valid_until)
{
    if (valid_until[0] && strcmp(valid_until, draft->today) <= 0)
        draft_say(draft, CONTENT_STALE, yaml_get(map, "valid_until"),
                  "this was to be checked again by %s; it was last checked on %s", valid_until,
                  checked_on[0] ? checked_on : "?");
}

static void put_dates(struct record *record, const char *checked_on, const char *valid_until)
{
    record->checked_on = checked_on;
    record->valid_until = valid_until;
    json_object_set_new(record->body, "checked_on", json_string(checked_on));
    json_object_set_new(record->body, "valid_until", json_string(valid_until));
}

/* A record nobody has checked stays so, whatever somebody checked of it. */
void draft_show_part(struct record *record, const char *checked_on, const char *valid_until)
{
    const char *checked = record->checked_on, *until = record->valid_until;
    put_dates(record, checked_on[0] && strcmp(checked_on, checked) < 0 ? checked_on : checked,
              valid_until[0] && (!until[0] || strcmp(valid_until, until) < 0) ? valid_until
                                                                              : until);
}

void draft_show_record(struct draft *draft, struct record *record, const char *kind, const char *id)
{
    const struct record *part = draft_find(draft, kind, id);
    if (part)
        draft_show_part(record, part->checked_on, part->valid_until);
}

bool draft_check_origin(struct draft *draft, const struct yaml_node *map, struct record *record)
{
    const char *checked_on = "", *valid_until = "";
    json_t *sources = json_array();
    bool ok = read_day(draft, map, "checked_on", &checked_on) &&
              read_day(draft, map, "valid_until", &valid_until) &&
              (!yaml_get(map, "source") || read_sources(draft, map, sources));
    json_decref(sources);
    if (!ok)
        return false;
    say_if_stale(draft, map, checked_on, valid_until);
    draft_show_part(record, checked_on, valid_until);
    return true;
}

bool draft_read_origin(struct draft *draft, const struct yaml_node *map, struct record *record)
{
    const char *checked_on = "", *valid_until = "";
    json_t *sources = json_array();
    json_object_set_new(record->body, "source", sources);
    if (!read_day(draft, map, "checked_on", &checked_on) ||
        !read_day(draft, map, "valid_until", &valid_until) || !read_sources(draft, map, sources))
        return false;
    if (!checked_on[0] || !valid_until[0])
        draft_say(draft, CONTENT_UNSOURCED, map, "\"%s\" is missing",
                  checked_on[0] ? "valid_until" : "checked_on");
    say_if_stale(draft, map, checked_on, valid_until);
    put_dates(record, checked_on, valid_until);
    return true;
}

bool draft_knows_service(const struct draft *draft, const char *code)
{
    return content_is_among(draft->world->services, code);
}

bool draft_offers_service(const struct draft *draft, const char *code)
{
    return content_is_among(draft->world->offered, code);
}

/* ---- Files ---- */

static const struct yaml_node *load(struct draft *draft, const char *path)
{
    struct error error = {0};
    const struct yaml_node *root = yaml_load(draft->arena, path, &error);
    if (!root)
        draft_fail(draft, &error);
    return root;
}

bool draft_has_file(const char *path)
{
    struct stat about;
    return lstat(path, &about) == 0;
}

void draft_give_up_all(struct draft *draft, const char *kind)
{
    draft_give_up(draft, kind, "*");
    if (strcmp(kind, "body") == 0 || strcmp(kind, "convention") == 0)
        draft_give_up(draft, "procedure", "*"); /* they copy from it */
}

/* The file laid over what was read before, which may be NULL. */
static const struct yaml_node *load_over(struct draft *draft, const struct yaml_node *before,
                                         const char *path)
{
    struct error error = {0};
    const struct yaml_node *root = load(draft, path);
    if (!root || !before)
        return root;
    root = content_merge(draft->arena, before, root, &error);
    if (!root)
        draft_fail(draft, &error);
    return root;
}

const struct yaml_node *draft_load_merged(struct draft *draft, const char *name, const char *kind)
{
    const struct yaml_node *merged = NULL;
    bool is_last = false;
    for (size_t i = 0; !is_last; i++) {
        is_last = !draft->world->shipped[i];
        const char *folder = is_last ? draft->world->own : draft->world->shipped[i];
        const char *path = arena_print(draft->arena, "%s/%s", folder, name);
        if (!draft_has_file(path))
            continue;
        const struct yaml_node *root = load_over(draft, merged, path);
        if (!root)
            draft_give_up_all(draft, kind);
        else
            merged = root;
    }
    return merged;
}

static bool ends_with(const char *name, const char *ending)
{
    size_t length = strlen(name), tail = strlen(ending);
    return length > tail && strcmp(name + length - tail, ending) == 0;
}

static bool is_in(char **names, const char *name)
{
    for (size_t i = 0; names[i]; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

static bool is_given_up(const struct draft *draft, const char *kind, const char *id)
{
    const char *name = arena_print(draft->arena, "%s/%s", kind, id);
    size_t index;
    json_t *failed;
    json_array_foreach(draft->failed, index, failed)
    {
        if (strcmp(json_string_value(failed), name) == 0)
            return true;
    }
    return false;
}

bool draft_has_failed(const struct draft *draft, const char *kind, const char *id)
{
    return is_given_up(draft, kind, id) || is_given_up(draft, kind, "*");
}

/* The same name in two shipped folders would be two records with one id: neither is taken, so that
 * a plugin switched on later cannot speak in another's place. Told once. */
static bool stands_twice(struct draft *draft, const char *folder, const char *name, size_t here)
{
    const char *kind = strcmp(folder, "pages") == 0 ? "page" : "procedure";
    const char *id = arena_copy_part(draft->arena, name, strcspn(name, "."));
    for (size_t i = 0; draft->world->shipped[i]; i++) {
        const char *path =
            arena_print(draft->arena, "%s/%s/%s", draft->world->shipped[i], folder, name);
        if (i == here || !file_exists(path))
            continue;
        struct yaml_node at = {.file = arena_print(draft->arena, "%s/%s/%s",
                                                   draft->world->shipped[here], folder, name),
                               .line = 1};
        if (!is_given_up(draft, kind, id))
            draft_say(draft, CONTENT_WRONG, &at, "the id \"%s\" is taken already, at %s:%u", id,
                      path, 1u);
        draft_give_up(draft, kind, id);
        return true;
    }
    return false;
}

void draft_each_file(struct draft *draft, const char *folder, const char *ending,
                     draft_file_reader *read)
{
    char **own = file_list(arena_print(draft->arena, "%s/%s", draft->world->own, folder));
    for (size_t i = 0; draft->world->shipped[i]; i++) {
        const char *place = arena_print(draft->arena, "%s/%s", draft->world->shipped[i], folder);
        char **names = file_list(place);
        for (size_t j = 0; names[j]; j++) {
            if (!ends_with(names[j], ending) || stands_twice(draft, folder, names[j], i))
                continue;
            read(draft, names[j], arena_print(draft->arena, "%s/%s", place, names[j]),
                 is_in(own, names[j])
                     ? arena_print(draft->arena, "%s/%s/%s", draft->world->own, folder, names[j])
                     : NULL);
        }
        file_list_free(names);
    }
    for (size_t j = 0; own[j]; j++) {
        bool is_shipped = false;
        for (size_t i = 0; draft->world->shipped[i]; i++)
            is_shipped =
                is_shipped || file_exists(arena_print(draft->arena, "%s/%s/%s",
                                                      draft->world->shipped[i], folder, own[j]));
        if (!is_shipped && ends_with(own[j], ending))
            read(draft, own[j], NULL,
                 arena_print(draft->arena, "%s/%s/%s", draft->world->own, folder, own[j]));
    }
    file_list_free(own);
}
