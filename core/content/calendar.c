/* calendar.yaml: holidays, Ramadan, the pause of Friday. One record, "calendar". */
#include "content/inside.h"

#include <stdio.h>
#include <string.h>

#define LONGEST_NAME  300u
#define MOST_HOLIDAYS 400u

/* "07-30" for every year, or "2027-03-10". */
static bool is_date(const char *text)
{
    char whole[11];
    if (strlen(text) == 5 && text[2] == '-') {
        snprintf(whole, sizeof whole, "2024-%s", text);
        return content_is_day(whole);
    }
    return content_is_day(text);
}

static const char *read_date(struct draft *draft, const struct yaml_node *map, const char *key,
                             bool is_yearly)
{
    struct error error = {0};
    const char *date = "";
    if (!yaml_read_text(map, key, true, 10, &date, &error))
        draft_fail(draft, &error);
    else if (!(is_yearly ? is_date(date) : content_is_day(date)))
        draft_say(draft, CONTENT_WRONG, yaml_get(map, key),
                  "\"%s\" is not a day of the calendar: write it like 2026-11-18, or "
                  "11-18 for every year",
                  date);
    return date;
}

static bool read_flag(struct draft *draft, const struct yaml_node *map, const char *key)
{
    struct error error = {0};
    bool flag = false;
    if (!yaml_read_bool(map, key, false, &flag, &error))
        draft_fail(draft, &error);
    return flag;
}

static void read_holiday(struct draft *draft, const struct yaml_node *map, struct record *record,
                         json_t *holidays)
{
    static const char *const keys[] = {"id",     "date",       "days",        "provisional", "name",
                                       "source", "checked_on", "valid_until", NULL};
    struct error error = {0};
    int64_t days = 1;
    const char *id = NULL;
    if (!yaml_expect_keys(map, keys, &error) || !yaml_read_text(map, "id", true, 40, &id, &error) ||
        !yaml_read_number(map, "days", false, 1, 10, &days, &error)) {
        draft_fail(draft, &error);
        return;
    }
    json_t *holiday = json_pack("{s:s, s:I, s:b}", "id", id, "days", (json_int_t)days,
                                "provisional", read_flag(draft, map, "provisional"));
    json_object_set_new(holiday, "date", json_string(read_date(draft, map, "date", true)));
    draft_put_words(draft, holiday, map, "name", true, LONGEST_NAME);
    draft_check_origin(draft, map, record);
    json_array_append_new(holidays, holiday);
}

static void read_ramadan(struct draft *draft, const struct yaml_node *map, struct record *record,
                         json_t *periods)
{
    static const char *const keys[] = {"id",     "from",       "until",       "provisional",
                                       "source", "checked_on", "valid_until", NULL};
    size_t wrongs = draft->wrongs;
    if (!draft_expect_keys(draft, map, keys))
        return;
    const char *from = read_date(draft, map, "from", false),
               *until = read_date(draft, map, "until", false);
    if (draft->wrongs == wrongs && strcmp(from, until) > 0)
        draft_say(draft, CONTENT_WRONG, yaml_get(map, "until"), "\"%s\" ends before it begins",
                  until);
    draft_check_origin(draft, map, record);
    json_array_append_new(periods, json_pack("{s:s, s:s, s:b}", "from", from, "until", until,
                                             "provisional", read_flag(draft, map, "provisional")));
}

static void
read_list(struct draft *draft, struct record *record, const struct yaml_node *root, const char *key,
          void (*read)(struct draft *, const struct yaml_node *, struct record *, json_t *))
{
    const struct yaml_node *list = yaml_get(root, key);
    struct error error = {0};
    json_t *items = json_array();
    size_t wrongs = draft->wrongs;
    json_object_set_new(record->body, key, items);
    if (!list)
        return;
    if (!yaml_expect_kind(list, YAML_LIST, &error))
        draft_fail(draft, &error);
    else if (list->count > MOST_HOLIDAYS)
        draft_say(draft, CONTENT_WRONG, list, "there are more than %u entries in \"%s\"",
                  MOST_HOLIDAYS, key);
    for (size_t i = 0; draft->wrongs == wrongs && i < list->count; i++)
        read(draft, &list->children[i], record, items);
}

static json_t *opening_json(struct opening opening)
{
    return json_pack("[i, i]", opening.from, opening.until);
}

static void read_hours(struct draft *draft, json_t *body, const struct yaml_node *root)
{
    struct opening_day days[7] = {0};
    struct opening pause = {0};
    struct error error = {0};
    const struct yaml_node *friday = yaml_get(root, "friday_pause");
    if (!commune_read_hours(root, "ramadan_hours", false, days, &error) ||
        (friday && strcmp(friday->kind == YAML_TEXT ? friday->text : "", "none") != 0 &&
         !commune_read_opening(friday, &pause, &error))) {
        draft_fail(draft, &error);
        return;
    }
    json_t *week = json_array();
    for (size_t day = 0; day < 7; day++) {
        json_t *parts = json_array();
        for (size_t i = 0; i < days[day].count; i++)
            json_array_append_new(parts, opening_json(days[day].parts[i]));
        json_array_append_new(week, parts);
    }
    json_object_set_new(body, "ramadan_hours", week);
    if (pause.until)
        json_object_set_new(body, "friday_pause", opening_json(pause));
}

void calendar_read(struct draft *draft)
{
    static const char *const keys[] = {"holidays",   "ramadan", "ramadan_hours", "friday_pause",
                                       "checked_on", "source",  "valid_until",   NULL};
    const struct yaml_node *root = draft_load_merged(draft, "calendar.yaml", "calendar");
    if (!root)
        return;
    struct record *record = draft_add(draft, "calendar", "calendar", root);
    if (!record)
        return;
    size_t wrongs = draft->wrongs;
    if (draft_expect_keys(draft, root, keys)) {
        draft_read_origin(draft, root, record);
        read_list(draft, record, root, "holidays", read_holiday);
        read_list(draft, record, root, "ramadan", read_ramadan);
        read_hours(draft, record->body, root);
    }
    if (draft->wrongs != wrongs)
        draft_give_up(draft, "calendar", "calendar");
}
