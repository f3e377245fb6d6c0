/* bodies.yaml: organisations one can be oriented to. conventions.yaml: which country's pensions go
 * through Morocco's CNSS. */
#include "base/address.h"
#include "content/inside.h"

#include <stdio.h>
#include <string.h>

#define LONGEST_NAME     300u
#define LONGEST_SENTENCE 800u

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
    return draft_expect_keys(draft, map, keys) &&
           draft_put_text(draft, body, map, "short", true, 60) &&
           draft_put_words(draft, body, map, "name", true, LONGEST_NAME) &&
           draft_put_word(draft, body, map, "kind", kinds) &&
           draft_put_words(draft, body, map, "does", true, LONGEST_SENTENCE) &&
           draft_put_words(draft, body, map, "for", false, LONGEST_NAME) &&
           draft_put_words(draft, body, map, "reach", false, LONGEST_SENTENCE) &&
           draft_put_text(draft, body, map, "phone", false, 40) &&
           draft_put_text(draft, body, map, "web", false, 200) && check_web(draft, map, body) &&
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
    if (!draft_put_text(draft, to, map, key, false, 10))
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
    return draft_expect_keys(draft, map, keys) &&
           draft_put_words(draft, body, map, "name", true, LONGEST_NAME) &&
           draft_put_word(draft, body, map, "status", statuses) &&
           put_date(draft, body, map, "since") && put_date(draft, body, map, "signed") &&
           draft_put_words(draft, body, map, "note", false, LONGEST_SENTENCE) &&
           draft_read_origin(draft, map, record) &&
           draft_put_ids(draft, body, map, "funds", "body");
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
