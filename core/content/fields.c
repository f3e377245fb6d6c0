/* Values of a map's keys, read into JSON. */
#include "base/clock.h"
#include "base/file.h"
#include "content/inside.h"
#include "language/language.h"

#include <stdio.h>
#include <string.h>

#define MOST_NAMES   8u
#define LONGEST_ICON 40u

bool content_is_among(const char *const *words, const char *word)
{
    for (size_t i = 0; words[i]; i++)
        if (strcmp(words[i], word) == 0)
            return true;
    return false;
}

bool content_is_day(const char *text)
{
    int year, month, day, used = 0;
    char again[11] = "";
    if (sscanf(text, "%4d-%2d-%2d%n", &year, &month, &day, &used) != 3 || text[used])
        return false;
    clock_day(
        clock_from_civil((struct civil_time){.year = year, .month = month, .day = day, .hour = 12}),
        again);
    return strcmp(again, text) == 0;
}

bool content_is_id(const char *text)
{
    size_t length = strnlen(text, 41);
    return length > 0 && length <= 40 &&
           strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-") == length;
}

size_t content_items(const struct yaml_node *value, const struct yaml_node **items)
{
    bool is_list = value && value->kind == YAML_LIST;
    *items = is_list ? value->children : value;
    return is_list ? value->count : value != NULL;
}

bool draft_expect_keys(struct draft *draft, const struct yaml_node *map, const char *const *keys)
{
    struct error error = {0};
    return yaml_expect_keys(map, keys, &error) || draft_fail(draft, &error);
}

bool draft_put_text(struct draft *draft, json_t *to, const struct yaml_node *map, const char *key,
                    bool required, size_t most)
{
    struct error error = {0};
    const char *text = NULL;
    if (!yaml_read_text(map, key, required, most, &text, &error))
        return draft_fail(draft, &error);
    if (text)
        json_object_set_new(to, key, json_string(text));
    return true;
}

static bool is_icon(const struct draft *draft, const char *name)
{
    const char *const *folder = draft->world->icons;
    while (*folder && !file_exists(arena_print(draft->arena, "%s/%s.svg", *folder, name)))
        folder++;
    return *folder != NULL;
}

bool draft_put_icon(struct draft *draft, json_t *to, const struct yaml_node *map, bool required)
{
    if (!draft_put_text(draft, to, map, "icon", required, LONGEST_ICON))
        return false;
    const char *icon = json_string_value(json_object_get(to, "icon"));
    if (icon && !content_is_id(icon))
        return draft_say(draft, CONTENT_WRONG, yaml_get(map, "icon"),
                         "\"%s\" is not an icon's name: small letters, digits and dashes", icon);
    return !icon || is_icon(draft, icon) ||
           draft_say(draft, CONTENT_WRONG, yaml_get(map, "icon"),
                     "there is no icon \"%s\": take the name of a drawing in %s", icon,
                     draft->world->icons[0]);
}

bool draft_put_word(struct draft *draft, json_t *to, const struct yaml_node *map, const char *key,
                    const char *const *words)
{
    struct error error = {0};
    unsigned index = 0;
    if (!yaml_read_word(map, key, true, words, &index, &error))
        return draft_fail(draft, &error);
    json_object_set_new(to, key, json_string(words[index]));
    return true;
}

static void say_missing_languages(struct draft *draft, const struct yaml_node *at,
                                  const struct local_text *text)
{
    static const char *const wanted[] = {"ar", "fr", "en", "es"};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        if (!local_text_get(text, wanted[i]))
            draft_say(draft, CONTENT_UNTRANSLATED, at, "\"%s\" is not written in \"%s\"",
                      at->key ? at->key : "", wanted[i]);
}

bool draft_put_words(struct draft *draft, json_t *to, const struct yaml_node *map, const char *key,
                     bool required, size_t most)
{
    struct local_text text = {0};
    struct error error = {0};
    if (!local_text_read(draft->arena, map, key, required, most, &text, &error))
        return draft_fail(draft, &error);
    if (text.count == 0)
        return true;
    say_missing_languages(draft, yaml_get(map, key), &text);
    json_t *words = json_object();
    for (size_t i = 0; i < text.count; i++)
        json_object_set_new(words, text.entries[i].language, json_string(text.entries[i].text));
    json_object_set_new(to, key, words);
    return true;
}

/* `kind` NULL: a code of a service. */
static bool is_there(const struct draft *draft, const struct yaml_node *item, const char *kind)
{
    return item->kind == YAML_TEXT && (kind ? draft_find(draft, kind, item->text) != NULL
                                            : draft_knows_service(draft, item->text));
}

static bool read_name(struct draft *draft, const struct yaml_node *item, const char *kind,
                      json_t *names)
{
    if (!is_there(draft, item, kind))
        return draft_say_none(draft, item, kind ? kind : "service",
                              item->kind == YAML_TEXT ? item->text : "");
    if (kind || draft_offers_service(draft, item->text))
        json_array_append_new(names, json_string(item->text));
    return true;
}

static bool read_names(struct draft *draft, const struct yaml_node *map, const char *key,
                       const char *kind, json_t *names)
{
    const struct yaml_node *items;
    size_t count = content_items(yaml_get(map, key), &items);
    bool ok = true;
    if (count > MOST_NAMES)
        return draft_say(draft, CONTENT_WRONG, &items[MOST_NAMES],
                         "there are more than %u entries in \"%s\"", MOST_NAMES, key);
    for (size_t i = 0; i < count; i++)
        ok = read_name(draft, &items[i], kind, names) && ok;
    return ok;
}

bool draft_put_ids(struct draft *draft, json_t *to, const struct yaml_node *map, const char *key,
                   const char *kind)
{
    json_t *ids = json_array();
    json_object_set_new(to, key, ids);
    return read_names(draft, map, key, kind, ids);
}

bool draft_read_services(struct draft *draft, const struct yaml_node *map, const char *key,
                         struct record *record)
{
    record->services = json_array();
    return read_names(draft, map, key, NULL, record->services);
}
