#include "kiosk/edit.h"

#include "base/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST_CHARACTERS 500u /* what a screen may ask for */
#define MOST_BYTES      (4 * MOST_CHARACTERS)

static size_t most_characters(const struct screen_node *field)
{
    bool bounded = field->number > 0 && field->number < (int64_t)MOST_CHARACTERS;
    size_t most = bounded ? (size_t)field->number : MOST_CHARACTERS;
    switch (field->tone) {
    case FIELD_YEAR:
        return 4;
    case FIELD_DATE:
        return 10;
    case FIELD_PHONE:
        return most < 20 ? most : 20;
    default:
        return most;
    }
}

static bool type_date(struct edit *edit, int digit);

/* A date from outside stays if the same digits could have been typed here. */
static void take_date(struct edit *edit, const char *date)
{
    for (const char *at = date; *at; at++)
        if (*at >= '0' && *at <= '9')
            type_date(edit, *at - '0');
    if (strcmp(edit_text(edit), date) != 0)
        buffer_clear(&edit->text);
    edit->changed = false;
}

void edit_open(struct edit *edit, const struct screen_node *field)
{
    edit_close(edit);
    *edit = (struct edit){.open = true,
                          .kind = field->tone,
                          .most = most_characters(field),
                          .text = buffer_new(MOST_BYTES)};
    snprintf(edit->id, sizeof edit->id, "%s", field->id);
    if (field->value && edit->kind == FIELD_DATE)
        take_date(edit, field->value);
    else if (field->value)
        buffer_add_text(&edit->text, field->value);
}

void edit_close(struct edit *edit)
{
    buffer_free(&edit->text);
    *edit = (struct edit){0};
}

bool edit_takes_digits(const struct edit *edit)
{
    return edit->kind == FIELD_NUMBER || edit->kind == FIELD_YEAR || edit->kind == FIELD_DATE ||
           edit->kind == FIELD_PHONE;
}

const char *edit_text(const struct edit *edit)
{
    return buffer_text(&edit->text);
}

void edit_date_parts(const char *date, char out[3][5])
{
    memset(out, 0, 3 * sizeof *out);
    size_t part = 0, at = 0;
    for (; *date && part < 3; date++) {
        if (*date == '-') {
            part++;
            at = 0;
        } else if (at < 4)
            out[part][at++] = *date;
    }
}

/* 0 when there is no such month. */
static int days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (month < 1 || month > 12)
        return 0;
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days[month - 1];
}

/* One digit of a month or day whose greatest value is `most`; a first digit that can only stand
 * alone gets its zero by itself. */
static bool type_two_digits(struct edit *edit, const char *part, int digit, int most)
{
    char text[4];
    if (!part[0]) {
        bool alone = digit * 10 > most;
        if (alone && digit > most)
            return false;
        snprintf(text, sizeof text, alone ? "0%d" : "%d", digit);
        buffer_add_text(&edit->text, text);
        return true;
    }
    int value = (part[0] - '0') * 10 + digit;
    if (part[1] || value < 1 || value > most)
        return false;
    buffer_add_char(&edit->text, (char)('0' + digit));
    return true;
}

static bool type_date(struct edit *edit, int digit)
{
    char parts[3][5];
    edit_date_parts(edit_text(edit), parts);
    if (strlen(parts[0]) < 4) {
        bool good = parts[0][0] || digit == 1 || digit == 2;
        if (good)
            buffer_add_char(&edit->text, (char)('0' + digit));
        return good;
    }
    size_t before = edit->text.length;
    if (strlen(parts[1]) < 2) {
        if (before == 4)
            buffer_add_char(&edit->text, '-');
        if (type_two_digits(edit, parts[1], digit, 12))
            return true;
    } else {
        if (before == 7)
            buffer_add_char(&edit->text, '-');
        if (type_two_digits(edit, parts[2], digit, days_in_month(atoi(parts[0]), atoi(parts[1]))))
            return true;
    }
    if (edit->text.length > before)
        edit_erase(edit);
    return false;
}

static bool type_one(struct edit *edit, uint32_t code_point, const char *bytes, size_t length)
{
    bool digit = code_point >= '0' && code_point <= '9';
    size_t count = utf8_count(edit_text(edit));
    if (count >= edit->most || code_point < ' ' || (code_point >= 0x7F && code_point < 0xA0))
        return false;
    switch (edit->kind) {
    case FIELD_DATE:
        return digit && type_date(edit, (int)code_point - '0');
    case FIELD_NUMBER:
    case FIELD_YEAR:
        if (!digit)
            return false;
        break;
    case FIELD_PHONE:
        if (!digit && !(code_point == '+' && count == 0))
            return false;
        break;
    case FIELD_CODE:
        if (code_point >= 'a' && code_point <= 'z') {
            buffer_add_char(&edit->text, (char)(code_point - 'a' + 'A'));
            return true;
        }
        /* What the visit would not keep must not be seen to be typed. */
        if (code_point > 'Z' || (code_point < 'A' && !digit && !strchr(" -/.", (int)code_point)))
            return false;
        break;
    default:
        if (code_point == ' ' && (count == 0 || edit_text(edit)[edit->text.length - 1] == ' '))
            return false;
        break;
    }
    buffer_add(&edit->text, bytes, length);
    return !edit->text.full;
}

bool edit_type(struct edit *edit, const char *text)
{
    bool taken = false;
    size_t length = strlen(text), position = 0;
    if (!edit->open || !utf8_is_plain_text(text, length))
        return false;
    while (position < length) {
        size_t from = position;
        uint32_t code_point = utf8_next(text, length, &position);
        taken = type_one(edit, code_point, text + from, position - from) || taken;
    }
    edit->changed = edit->changed || taken;
    return taken;
}

void edit_erase(struct edit *edit)
{
    struct buffer *text = &edit->text;
    if (!edit->open || text->length == 0)
        return;
    size_t cut = utf8_cut(text->bytes, text->length, text->length - 1);
    /* A date's hyphen goes with the digit after it. */
    if (edit->kind == FIELD_DATE && cut > 0 && text->bytes[cut - 1] == '-')
        cut--;
    for (size_t i = cut; i < text->length; i++)
        text->bytes[i] = '\0';
    text->length = cut;
    edit->changed = true;
}
