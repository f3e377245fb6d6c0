#include "base/clock.h"

#include "base/memory.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct clock {
    bool frozen;
    _Atomic int64_t wall_offset, steady_offset; /* when frozen: the reading itself */
};

static int64_t read_ms(clockid_t id)
{
    struct timespec now;
    clock_gettime(id, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

struct clock *clock_new(void)
{
    return memory_new(1, sizeof(struct clock));
}

struct clock *clock_new_at(int64_t start_ms, bool frozen)
{
    struct clock *clock = clock_new();
    clock->frozen = frozen;
    clock->wall_offset = frozen ? start_ms : start_ms - read_ms(CLOCK_REALTIME);
    clock->steady_offset = frozen ? 1 : 0;
    return clock;
}

void clock_free(struct clock *clock)
{
    free(clock);
}

int64_t clock_now_ms(const struct clock *clock)
{
    return clock->wall_offset + (clock->frozen ? 0 : read_ms(CLOCK_REALTIME));
}

int64_t clock_steady_ms(const struct clock *clock)
{
    return clock->steady_offset + (clock->frozen ? 0 : read_ms(CLOCK_MONOTONIC));
}

void clock_advance(struct clock *clock, int64_t ms)
{
    clock->wall_offset += ms;
    clock->steady_offset += ms;
}

bool clock_is_frozen(const struct clock *clock)
{
    return clock->frozen;
}

/* Whether the file of a zone is there and is one: glibc takes anything else for UTC, silently. */
static bool is_zone_file(const char *path)
{
    char start[4] = "";
    FILE *file = fopen(path, "rb");
    bool is_zone = file && fread(start, 1, sizeof start, file) == sizeof start &&
                   memcmp(start, "TZif", sizeof start) == 0;
    if (file)
        fclose(file);
    return is_zone;
}

bool clock_set_zone(const char *zone, struct error *error)
{
    char path[512];
    int length = snprintf(path, sizeof path, "/usr/share/zoneinfo/%s", zone);
    if (strstr(zone, "..") || zone[0] == '/' || length < 0 || (size_t)length >= sizeof path ||
        !is_zone_file(path))
        return error_set(error, ERROR_INPUT,
                         "the time zone \"%s\" is unknown here: name one like Africa/Casablanca, "
                         "and see that the package tzdata is installed",
                         zone);
    setenv("TZ", zone, 1);
    tzset();
    return true;
}

struct civil_time clock_civil(int64_t now_ms)
{
    time_t seconds = (time_t)(now_ms / 1000 - (now_ms % 1000 < 0));
    struct tm local = {0};
    localtime_r(&seconds, &local);
    return (struct civil_time){.year = local.tm_year + 1900,
                               .month = local.tm_mon + 1,
                               .day = local.tm_mday,
                               .hour = local.tm_hour,
                               .minute = local.tm_min,
                               .second = local.tm_sec,
                               .weekday = local.tm_wday};
}

/* Days since 1970-01-01 of a proleptic Gregorian date (Hinnant, "chrono-compatible low-level date
 * algorithms"): timegm is not in POSIX. */
static int64_t days_from_civil(int64_t year, int month, int day)
{
    year -= month <= 2;
    int64_t era = (year >= 0 ? year : year - 399) / 400;
    int64_t year_of_era = year - era * 400;
    int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

int64_t clock_local_ms(int64_t now_ms)
{
    struct civil_time civil = clock_civil(now_ms);
    int64_t days = days_from_civil(civil.year, civil.month, civil.day);
    return ((days * 24 + civil.hour) * 3600 + civil.minute * 60 + civil.second) * 1000;
}

int64_t clock_from_civil(struct civil_time civil)
{
    struct tm local = {.tm_year = civil.year - 1900,
                       .tm_mon = civil.month - 1,
                       .tm_mday = civil.day,
                       .tm_hour = civil.hour,
                       .tm_min = civil.minute,
                       .tm_sec = civil.second,
                       .tm_isdst = -1};
    return (int64_t)mktime(&local) * 1000;
}

void clock_day(int64_t now_ms, char out[11])
{
    struct civil_time civil = clock_civil(now_ms);
    char text[40];
    snprintf(text, sizeof text, "%04d-%02d-%02d", civil.year, civil.month, civil.day);
    memcpy(out, text, 10);
    out[10] = '\0';
}

/* Exactly `count` digits at *text, then moves past them. */
static bool read_digits(const char **text, int count, int *out)
{
    for (*out = 0; count > 0; count--, (*text)++) {
        if (**text < '0' || **text > '9')
            return false;
        *out = *out * 10 + (**text - '0');
    }
    return true;
}

static bool read_sign(const char **text, char sign)
{
    if (**text != sign)
        return false;
    (*text)++;
    return true;
}

/* "", "Z" or "+01:00", to its end. */
static bool read_zone(const char *text, bool *has_zone, int *offset_minutes)
{
    int hours, minutes;
    bool is_west = text[0] == '-';
    *has_zone = text[0] != '\0';
    *offset_minutes = 0;
    if (!*has_zone || strcmp(text, "Z") == 0)
        return true;
    if (text[0] != '+' && !is_west)
        return false;
    text++;
    if (!read_digits(&text, 2, &hours) || !read_sign(&text, ':') ||
        !read_digits(&text, 2, &minutes) || *text || hours > 15 || minutes > 59)
        return false;
    *offset_minutes = (is_west ? -1 : 1) * (hours * 60 + minutes);
    return true;
}

/* Whether the calendar has the day: 30 February is not carried over to March. */
static bool is_day(const struct civil_time *civil)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool is_leap = civil->year % 4 == 0 && (civil->year % 100 != 0 || civil->year % 400 == 0);
    if (civil->month < 1 || civil->month > 12)
        return false;
    int last = days[civil->month - 1] + (civil->month == 2 && is_leap);
    return civil->day >= 1 && civil->day <= last;
}

static bool read_civil(const char **text, struct civil_time *civil)
{
    if (!read_digits(text, 4, &civil->year) || !read_sign(text, '-') ||
        !read_digits(text, 2, &civil->month) || !read_sign(text, '-') ||
        !read_digits(text, 2, &civil->day) || !read_sign(text, 'T') ||
        !read_digits(text, 2, &civil->hour) || !read_sign(text, ':') ||
        !read_digits(text, 2, &civil->minute))
        return false;
    if (read_sign(text, ':') && !read_digits(text, 2, &civil->second))
        return false;
    return civil->year >= 1970 && is_day(civil) && civil->hour < 24 && civil->minute < 60 &&
           civil->second < 60;
}

bool clock_parse(const char *text, int64_t *out_ms, struct error *error)
{
    struct civil_time civil = {0};
    const char *rest = text;
    bool has_zone;
    int offset_minutes;
    if (!read_civil(&rest, &civil) || !read_zone(rest, &has_zone, &offset_minutes))
        return error_set(error, ERROR_INPUT,
                         "\"%s\" is not a date and time: write it like 2026-11-25T10:24", text);
    if (has_zone)
        *out_ms = ((days_from_civil(civil.year, civil.month, civil.day) * 24 + civil.hour) * 3600 +
                   (civil.minute - offset_minutes) * 60 + civil.second) *
                  1000;
    else
        *out_ms = clock_from_civil(civil);
    return true;
}

void clock_print_utc(int64_t ms, char out[21])
{
    time_t seconds = (time_t)(ms / 1000 - (ms % 1000 < 0));
    struct tm utc = {0};
    gmtime_r(&seconds, &utc);
    if (strftime(out, 21, "%Y-%m-%dT%H:%M:%SZ", &utc) == 0)
        out[0] = '\0';
}

int64_t clock_noon(const char *day)
{
    char noon[24];
    int64_t ms = 0;
    snprintf(noon, sizeof noon, "%.10sT12:00", day);
    return clock_parse(noon, &ms, NULL) ? ms : 0;
}

int64_t clock_noon_after(int64_t ms, int days)
{
    struct civil_time day = clock_civil(ms);
    return clock_from_civil((struct civil_time){
        .year = day.year, .month = day.month, .day = day.day + days, .hour = 12});
}
