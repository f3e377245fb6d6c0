/* bodies.yaml: organisations one can be oriented to. conventions.yaml: which country's pensions go
 * through Morocco's CNSS. */
#include "base/address.h"
#include "content/inside.h"

#include <stdio.h>
#include <string.h>

#define LONGEST_NAME     300u
#define LONGEST_SENTENCE 800u

static bool put_text(struct draft *draft, json_t *to, const struct yaml_node *map, const char *key,
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

static bool put_words(struct draft *draft, json_t *to, const struct yaml_node *map, const char *key,
                      bool required, size_t most)
{
    bool ok = true;
    json_t *words = draft_words(draft, map, key, required, most, &ok);
    if (words)
        json_object_set_new(to, key, words);
    return ok;
}

static bool put_word(struct draft *draft, json_t *to, const struct yaml_node *map, const char *key,
                     const char *const *words)
{
    struct error error = {0};
    unsigned index = 0;
    if (!yaml_read_word(map, key, true, words, &index, &error))
        return draft_fail(draft, &error);
    json_object_set_new(to, key, json_string(words[index]));
    return true;
}

static bool expect_keys(struct draft *draft, const struct yaml_node *map, const char *const *keys)
{
    struct error error = {0};
    return yaml_expect_keys(map, keys, &error) || draft_fail(draft, &error);
}

static bool check_web(struct draft *draft, const struct yaml_node *map, const json_t *body)
{
    const char *web = json_string_value(json_object_get(body, "web"));
    return !web || (strncmp(web, "https://", 8) == 0 && address_is_link(web)) ||
           draft_say(draft, CONTENT_WRONG, yaml_get(map, "web"),
                     "\"%s\" is no web address: it must begin with https://", web);
}

static bool read_body(struct draft *draft, const struct yaml_node *map, struct record *record)
{
    static const char *const keys[] = {"id",     "short",      "name",        "kind", "does",
                                       "for",    "reach",      "phone",       "web",  "countries",
                                       "source", "checked_on", "valid_until", NULL};
    static const char *const kinds[] = {
        "ma-administration", "foreign-fund", "consulate", "international",
        "association",       "private",      NULL};
    json_t *body = record->body;
    return expect_keys(draft, map, keys) && put_text(draft, body, map, "short", true, 60) &&
           put_words(draft, body, map, "name", true, LONGEST_NAME) &&
           put_word(draft, body, map, "kind", kinds) &&
           put_words(draft, body, map, "does", true, LONGEST_SENTENCE) &&
           put_words(draft, body, map, "for", false, LONGEST_NAME) &&
           put_words(draft, body, map, "reach", false, LONGEST_SENTENCE) &&
           put_text(draft, body, map, "phone", false, 40) &&
           put_text(draft, body, map, "web", false, 200) && check_web(draft, map, body) &&
           draft_read_origin(draft, map, record);
}

/* A year, a month or a day. */
static bool is_date(const char *text)
{
    int year, month, used = 0;
    if (content_is_day(text))
        return true;
    if (sscanf(text, "%4d%n", &year, &used) == 1 && used == 4 && !text[used])
        return true;
    used = 0;
    return sscanf(text, "%4d-%2d%n", &year, &month, &used) == 2 && used == 7 && !text[used] &&
           month >= 1 && month <= 12;
}

static bool put_date(struct draft *draft, json_t *to, const struct yaml_node *map, const char *key)
{
    if (!put_text(draft, to, map, key, false, 10))
        return false;
    const char *text = json_string_value(json_object_get(to, key));
    return !text || is_date(text) ||
           draft_say(draft, CONTENT_WRONG, yaml_get(map, key),
                     "\"%s\" is no date: write a year, a month or a day, like 2011-06-01", text);
}

static bool read_convention(struct draft *draft, const struct yaml_node *map, struct record *record)
{
    static const char *const keys[] = {"country",    "name",        "status", "since",
                                       "signed",     "funds",       "note",   "source",
                                       "checked_on", "valid_until", NULL};
    static const char *const statuses[] = {"in-force", "signed", "being-ratified", "unconfirmed",
                                           NULL};
    json_t *body = record->body;
    bool ok = expect_keys(draft, map, keys) &&
              put_words(draft, body, map, "name", true, LONGEST_NAME) &&
              put_word(draft, body, map, "status", statuses) &&
              put_date(draft, body, map, "since") && put_date(draft, body, map, "signed") &&
              put_words(draft, body, map, "note", false, LONGEST_SENTENCE) &&
              draft_read_origin(draft, map, record);
    if (ok)
        json_object_set_new(body, "funds", draft_ids(draft, map, "funds", "body", &ok));
    return ok;
}

static void read_list(struct draft *draft, const char *file, const char *kind, const char *key,
                      bool (*read)(struct draft *, const struct yaml_node *, struct record *))
{
    const struct yaml_node *list = draft_load_merged(draft, file, kind);
    struct error error = {0};
    if (list && !yaml_expect_kind(list, YAML_LIST, &error)) {
        draft_fail(draft, &error);
        draft_give_up_all(draft, kind);
        return;
    }
    for (size_t i = 0; list && i < list->count; i++) {
        const struct yaml_node *map = &list->children[i];
        const char *id = NULL;
        if (!yaml_read_text(map, key, true, 40, &id, &error)) {
            draft_fail(draft, &error);
            continue;
        }
        if (!content_is_id(id)) {
            draft_say(draft, CONTENT_WRONG, yaml_get(map, key),
                      "\"%s\" is no id: small letters, digits and dashes only", id);
            continue;
        }
        struct record *record = draft_add(draft, kind, id, map);
        if (!record)
            continue;
        json_object_set_new(record->body, "id", json_string(id));
        if (!read(draft, map, record))
            draft_give_up(draft, kind, id);
    }
}

void bodies_read(struct draft *draft)
{
    read_list(draft, "bodies.yaml", "body", "id", read_body);
}

void conventions_read(struct draft *draft)
{
    read_list(draft, "conventions.yaml", "convention", "country", read_convention);
}
