#include "content/hours.h"

#include "base/clock.h"
#include "base/memory.h"

#include <jansson.h>

#include <stdlib.h>
#include <string.h>

#define FRIDAY 5

struct holiday {
    char date[11]; /* "07-30" or "2027-03-10" */
    int days;
    bool is_provisional;
    struct local_text name;
};

struct period {
    char from[11], until[11];
    bool is_provisional;
};

struct calendar {
    const struct commune *commune;
    struct arena *arena;
    struct holiday *holidays;
    struct period *ramadan;
    size_t holiday_count, ramadan_count;
    bool has_ramadan_hours;
    struct opening_day ramadan_hours[7];
    struct opening friday_pause; /* until 0: none */
};

static void copy_date(char out[11], const json_t *text)
{
    const char *date = json_string_value(text);
    size_t length = date ? strlen(date) : 0;
    memcpy(out, date ? date : "", length < 11 ? length : 10);
}

static struct local_text take_words(struct arena *arena, json_t *words)
{
    struct local_entry *entries = arena_take(arena, json_object_size(words) + 1, sizeof *entries);
    const char *language;
    json_t *text;
    size_t count = 0;
    json_object_foreach(words, language, text) entries[count++] =
        (struct local_entry){.language = arena_copy(arena, language),
                             .text = arena_copy(arena, json_string_value(text))};
    return (struct local_text){.entries = entries, .count = count};
}

static struct opening take_opening(const json_t *pair)
{
    return (struct opening){.from = (int)json_integer_value(json_array_get(pair, 0)),
                            .until = (int)json_integer_value(json_array_get(pair, 1))};
}

static void take_holidays(struct calendar *calendar, const json_t *list)
{
    size_t index, count = json_array_size(list);
    json_t *item;
    calendar->holidays = arena_take(calendar->arena, count + 1, sizeof *calendar->holidays);
    json_array_foreach(list, index, item)
    {
        struct holiday *holiday = &calendar->holidays[calendar->holiday_count++];
        copy_date(holiday->date, json_object_get(item, "date"));
        holiday->days = (int)json_integer_value(json_object_get(item, "days"));
        holiday->is_provisional = json_is_true(json_object_get(item, "provisional"));
        holiday->name = take_words(calendar->arena, json_object_get(item, "name"));
    }
}

static void take_ramadan(struct calendar *calendar, const json_t *body)
{
    const json_t *list = json_object_get(body, "ramadan"),
                 *week = json_object_get(body, "ramadan_hours");
    size_t index, count = json_array_size(list);
    json_t *item;
    calendar->ramadan = arena_take(calendar->arena, count + 1, sizeof *calendar->ramadan);
    json_array_foreach(list, index, item)
    {
        struct period *period = &calendar->ramadan[calendar->ramadan_count++];
        copy_date(period->from, json_object_get(item, "from"));
        copy_date(period->until, json_object_get(item, "until"));
        period->is_provisional = json_is_true(json_object_get(item, "provisional"));
    }
    for (size_t day = 0; day < 7; day++) {
        const json_t *parts = json_array_get(week, day);
        struct opening_day *out = &calendar->ramadan_hours[day];
        for (; out->count < json_array_size(parts) && out->count < 4; out->count++)
            out->parts[out->count] = take_opening(json_array_get(parts, out->count));
        calendar->has_ramadan_hours = calendar->has_ramadan_hours || out->count > 0;
    }
}

struct calendar *calendar_new(struct library *library, const struct commune *commune)
{
    struct calendar *calendar = memory_new(1, sizeof *calendar);
    calendar->commune = commune;
    calendar->arena = arena_new();
    const char *text =
        library ? library_read(library, calendar->arena, "calendar", "calendar") : NULL;
    json_t *body = text ? json_loads(text, 0, NULL) : NULL;
    take_holidays(calendar, json_object_get(body, "holidays"));
    take_ramadan(calendar, body);
    calendar->friday_pause = take_opening(json_object_get(body, "friday_pause"));
    json_decref(body);
    return calendar;
}

void calendar_free(struct calendar *calendar)
{
    if (!calendar)
        return;
    arena_free(calendar->arena);
    free(calendar);
}

/* Whether the holiday begins on that day. */
static bool begins_on(const struct holiday *holiday, const char *day)
{
    return strcmp(holiday->date, day) == 0 || strcmp(holiday->date, day + 5) == 0;
}

static const struct holiday *holiday_on(const struct calendar *calendar, int64_t ms)
{
    for (int back = 0; back < 10; back++) {
        char day[11];
        clock_day(clock_noon_after(ms, -back), day);
        for (size_t i = 0; i < calendar->holiday_count; i++)
            if (back < calendar->holidays[i].days && begins_on(&calendar->holidays[i], day))
                return &calendar->holidays[i];
    }
    return NULL;
}

static const struct period *ramadan_on(const struct calendar *calendar, const char *day)
{
    for (size_t i = 0; i < calendar->ramadan_count; i++)
        if (strcmp(calendar->ramadan[i].from, day) <= 0 &&
            strcmp(day, calendar->ramadan[i].until) <= 0)
            return &calendar->ramadan[i];
    return NULL;
}

static void add_part(struct opening_day *day, int from, int until)
{
    if (from < until && day->count < sizeof day->parts / sizeof *day->parts)
        day->parts[day->count++] = (struct opening){.from = from, .until = until};
}

static struct opening_day without(const struct opening_day *day, struct opening pause)
{
    struct opening_day left = {0};
    for (size_t i = 0; i < day->count; i++) {
        struct opening part = day->parts[i];
        add_part(&left, part.from, part.until < pause.from ? part.until : pause.from);
        add_part(&left, part.from > pause.until ? part.from : pause.until, part.until);
    }
    return left;
}

static struct opening_day both(const struct opening_day *one, const struct opening_day *other)
{
    struct opening_day common = {0};
    for (size_t i = 0; i < one->count; i++)
        for (size_t j = 0; j < other->count; j++) {
            struct opening a = one->parts[i], b = other->parts[j];
            add_part(&common, a.from > b.from ? a.from : b.from,
                     a.until < b.until ? a.until : b.until);
        }
    return common;
}

struct day_hours calendar_day(const struct calendar *calendar, const char *service, int64_t ms)
{
    const struct commune *commune = calendar->commune;
    const struct service_change *change = service ? commune_change(commune, service) : NULL;
    struct civil_time civil = clock_civil(ms);
    const struct holiday *holiday = holiday_on(calendar, ms);
    struct day_hours hours = {.is_souk = civil.weekday == commune->souk_day};
    char day[11];
    clock_day(ms, day);
    const struct period *ramadan = ramadan_on(calendar, day);
    hours.is_ramadan = ramadan != NULL;
    hours.holiday = holiday ? &holiday->name : NULL;
    hours.is_provisional = holiday ? holiday->is_provisional : ramadan && ramadan->is_provisional;
    if (holiday || commune_closes_on(commune, day))
        return hours;
    hours.open = commune->hours[civil.weekday];
    if (hours.is_ramadan && calendar->has_ramadan_hours && hours.open.count)
        hours.open = calendar->ramadan_hours[civil.weekday];
    else if (civil.weekday == FRIDAY && calendar->friday_pause.until)
        hours.open = without(&hours.open, calendar->friday_pause);
    if (change && change->has_hours)
        hours.open = both(&hours.open, &change->hours[civil.weekday]);
    return hours;
}

static int64_t at(int64_t ms, int minutes)
{
    struct civil_time day = clock_civil(ms);
    return clock_from_civil((struct civil_time){.year = day.year,
                                                .month = day.month,
                                                .day = day.day,
                                                .hour = minutes / 60,
                                                .minute = minutes % 60});
}

int64_t calendar_closes_at(const struct calendar *calendar, const char *service, int64_t now_ms)
{
    struct day_hours hours = calendar_day(calendar, service, now_ms);
    for (size_t i = 0; i < hours.open.count; i++)
        if (at(now_ms, hours.open.parts[i].from) <= now_ms &&
            now_ms < at(now_ms, hours.open.parts[i].until))
            return at(now_ms, hours.open.parts[i].until);
    return 0;
}

int64_t calendar_opens_at(const struct calendar *calendar, const char *service, int64_t now_ms)
{
    if (calendar_closes_at(calendar, service, now_ms))
        return 0;
    for (int offset = 0; offset <= 30; offset++) {
        int64_t noon = clock_noon_after(now_ms, offset);
        struct day_hours hours = calendar_day(calendar, service, noon);
        for (size_t i = 0; i < hours.open.count; i++)
            if (at(noon, hours.open.parts[i].from) > now_ms)
                return at(noon, hours.open.parts[i].from);
    }
    return -1;
}

static void put_holiday(json_t *out, const struct day_hours *today)
{
    json_t *name = json_object();
    for (size_t i = 0; i < today->holiday->count; i++)
        json_object_set_new(name, today->holiday->entries[i].language,
                            json_string(today->holiday->entries[i].text));
    json_object_set_new(out, "holiday", name);
}

const char *calendar_tell(const struct calendar *calendar, struct arena *arena, const char *service,
                          int64_t now_ms)
{
    int64_t opens = calendar_opens_at(calendar, service, now_ms);
    struct day_hours today = calendar_day(calendar, service, now_ms);
    json_t *out = json_pack("{s:b, s:b, s:b, s:b}", "open", opens == 0, "souk", today.is_souk,
                            "ramadan", today.is_ramadan, "provisional", today.is_provisional);
    if (opens == 0)
        json_object_set_new(out, "until",
                            json_integer(calendar_closes_at(calendar, service, now_ms)));
    else
        json_object_set_new(out, "from", json_integer(opens));
    if (today.holiday)
        put_holiday(out, &today);
    char *text = json_dumps(out, JSON_COMPACT);
    const char *copy = arena_copy(arena, text);
    free(text);
    json_decref(out);
    return copy;
}
