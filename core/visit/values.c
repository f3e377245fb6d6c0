#include "visit/values.h"

#include "base/memory.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

#define MOST_VALUES 512u

struct value {
    char *service, *id, *text;
    bool is_own_words; /* typed, and may say who somebody is */
};

struct values {
    struct value list[MOST_VALUES];
    size_t count;
};

struct values *values_new(void)
{
    return memory_new(1, sizeof(struct values));
}

void values_clear(struct values *values)
{
    for (size_t i = 0; i < values->count; i++) {
        free(values->list[i].service);
        free(values->list[i].id);
        memory_free_private(values->list[i].text);
    }
    memory_wipe(values, sizeof *values);
}

void values_free(struct values *values)
{
    if (!values)
        return;
    values_clear(values);
    free(values);
}

static struct value *find(const struct values *values, const char *service, const char *id)
{
    for (size_t i = 0; i < values->count; i++)
        if (strcmp(values->list[i].id, id) == 0 && strcmp(values->list[i].service, service) == 0)
            return (struct value *)&values->list[i];
    return NULL;
}

const char *values_get(const struct values *values, const char *service, const char *id)
{
    const struct value *value = find(values, service, id);
    return value ? value->text : NULL;
}

static bool put(struct values *values, const char *service, const char *id, const char *text)
{
    struct value *value = find(values, service, id);
    if (value && strcmp(value->text, text) == 0)
        return false;
    if (!value && values->count == MOST_VALUES)
        return false;
    if (!value) {
        value = &values->list[values->count++];
        value->service = memory_copy_text(service);
        value->id = memory_copy_text(id);
    }
    memory_free_private(value->text);
    value->text = memory_copy_text(text);
    return true;
}

/* ---- Choices and marks ---- */

static bool names_option(const char *list, const char *id)
{
    size_t length = strlen(id);
    for (const char *part = list; *part;) {
        size_t end = strcspn(part, ",");
        if (end == length && memcmp(part, id, length) == 0)
            return true;
        part += end + (part[end] == ',');
    }
    return false;
}

/* The chosen options with `toggled` put in or taken out, in the order they stand in. */
static void toggle(struct buffer *out, const struct screen_node *choice, const char *toggled)
{
    const char *chosen = choice->value ? choice->value : "";
    for (const struct screen_node *option = choice->first_child; option; option = option->next) {
        bool was_chosen = names_option(chosen, option->id);
        if (was_chosen == (strcmp(option->id, toggled) == 0))
            continue;
        if (out->length)
            buffer_add_char(out, ',');
        buffer_add_text(out, option->id);
    }
}

static bool change_choice(struct values *values, const char *service,
                          const struct screen_node *choice, const char *option)
{
    const struct screen_node *touched = choice->first_child;
    while (touched && strcmp(touched->id, option) != 0)
        touched = touched->next;
    if (!touched || touched->flags & FLAG_DISABLED)
        return false;
    if (!(choice->flags & FLAG_MULTIPLE))
        return put(values, service, choice->id, option);
    struct buffer list = buffer_new(SCREEN_MAX_TEXT);
    toggle(&list, choice, option);
    bool is_changed = put(values, service, choice->id, buffer_text(&list));
    buffer_free(&list);
    return is_changed;
}

static bool is_mark(const char *value)
{
    return strcmp(value, "have") == 0 || strcmp(value, "missing") == 0 ||
           strcmp(value, "unsure") == 0;
}

/* ---- Fields ---- */

#define DIGITS "0123456789"

/* What may stand in the field while it is being typed. */
static bool may_be_typed(const struct screen_node *field, const char *text)
{
    size_t length = strlen(text);
    const char *allowed = NULL;
    size_t most = field->number > 0 ? (size_t)field->number : 200;
    switch (field->tone) {
    case FIELD_PHONE:
        allowed = DIGITS "+ ";
        break;
    case FIELD_NUMBER:
        allowed = DIGITS;
        break;
    case FIELD_YEAR:
        allowed = DIGITS;
        most = 4;
        break;
    case FIELD_DATE:
        allowed = DIGITS "-";
        most = 10;
        break;
    case FIELD_CODE:
        allowed = DIGITS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ -/.";
        break;
    default:
        break;
    }
    return length <= SCREEN_MAX_TEXT && utf8_is_plain_text(text, length) &&
           utf8_count(text) <= most && (!allowed || strspn(text, allowed) == length);
}

static bool put_typed(struct values *values, const char *service, const struct screen_node *field,
                      const char *text)
{
    if (!put(values, service, field->id, text))
        return false;
    find(values, service, field->id)->is_own_words =
        field->tone != FIELD_NUMBER && field->tone != FIELD_YEAR && field->tone != FIELD_DATE;
    return true;
}

bool values_hold_own_words(const struct values *values, const char *service)
{
    for (size_t i = 0; i < values->count; i++)
        if (values->list[i].is_own_words && values->list[i].text[0] &&
            strcmp(values->list[i].service, service) == 0)
            return true;
    return false;
}

bool values_change(struct values *values, const char *service, const struct screen_node *node,
                   const char *value)
{
    if (!node->id || node->flags & FLAG_DISABLED)
        return false;
    switch (node->role) {
    case ROLE_CHOICE:
        return change_choice(values, service, node, value);
    case ROLE_ITEM:
        return is_mark(value) && put(values, service, node->id, value);
    case ROLE_FIELD:
        return may_be_typed(node, value) && put_typed(values, service, node, value);
    default:
        return false;
    }
}

/* Reads exactly `digits` digits; -1 when they are not there. */
static int read_number(const char *text, size_t digits)
{
    int number = 0;
    for (size_t i = 0; i < digits; i++) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        number = number * 10 + (text[i] - '0');
    }
    return number;
}

static bool is_year(const char *text)
{
    int year = read_number(text, 4);
    return year >= 1880 && year <= 2100;
}

static int days_of(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && is_leap);
}

/* "1951", "1951-03" or "1951-03-09": many were born in a year nobody wrote the day of. */
static bool is_date(const char *text)
{
    size_t length = strlen(text);
    if ((length != 4 && length != 7 && length != 10) || !is_year(text))
        return false;
    if (length == 4)
        return true;
    int month = text[4] == '-' ? read_number(text + 5, 2) : -1;
    if (month < 1 || month > 12)
        return false;
    if (length == 7)
        return true;
    int day = text[7] == '-' ? read_number(text + 8, 2) : -1;
    return day >= 1 && day <= days_of(read_number(text, 4), month);
}

static bool is_phone(const char *text)
{
    size_t digits = 0;
    for (const char *at = text; *at; at++) {
        digits += *at >= '0' && *at <= '9';
        if (*at == '+' && at != text)
            return false;
    }
    return digits >= 8 && digits <= 15;
}

static const char *field_trouble(const struct screen_node *field, const char **example)
{
    switch (field->tone) {
    case FIELD_PHONE:
        *example = "0612 34 56 78";
        return is_phone(field->value) ? NULL : "wrong.phone";
    case FIELD_YEAR:
        *example = "1951";
        return strlen(field->value) == 4 && is_year(field->value) ? NULL : "wrong.year";
    case FIELD_DATE:
        *example = "1951";
        return is_date(field->value) ? NULL : "wrong.date";
    default:
        return NULL;
    }
}

const char *value_trouble(const struct screen_node *node, const char **example)
{
    bool is_empty = !node->value || node->value[strspn(node->value, " ")] == '\0';
    *example = NULL;
    if (node->flags & FLAG_DISABLED)
        return NULL;
    if (node->role == ROLE_CHOICE)
        return is_empty && node->flags & FLAG_REQUIRED ? "wrong.choose" : NULL;
    if (node->role != ROLE_FIELD)
        return NULL;
    if (is_empty)
        return node->flags & FLAG_REQUIRED ? "wrong.empty" : NULL;
    return field_trouble(node, example);
}
