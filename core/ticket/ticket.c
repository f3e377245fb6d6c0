#include "ticket/ticket.h"

#include "base/identity.h"
#include "base/utf8.h"

#include <sodium.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FORMAT_VERSION '1'
#define ID_DIGITS      39
#define SCAN_MOST      4096 /* bytes */
#define DIGITS_MOST    80   /* longer is no ticket of any version */
#define NUMBER_DIGITS  6    /* more tickets than that no day has */
#define DIGITS_LEAST   24   /* of a ticket of any version; shorter is a code or nothing */
#define SLIPS_MOST     2    /* digits lost or doubled, and still known to be one of ours */

/* ---- Randomness ---- */

static void take_random(void *out, size_t size)
{
    if (sodium_init() < 0) {
        fputs("the system gives no random numbers: tickets cannot be made\n", stderr);
        abort();
    }
    randombytes_buf(out, size);
}

struct ticket_id ticket_id_new(void)
{
    struct ticket_id id;
    take_random(id.bytes, sizeof id.bytes);
    return id;
}

/* ---- Check digits ---- */

/* The quasigroup of order 10 of H. M. Damm's dissertation (2004), totally anti-symmetric. */
static unsigned damm(const char *digits, size_t count)
{
    static const unsigned char table[10][10] = {
        {0, 3, 1, 7, 5, 9, 8, 6, 4, 2}, {7, 0, 9, 2, 1, 5, 4, 8, 6, 3},
        {4, 2, 0, 6, 8, 7, 1, 3, 5, 9}, {1, 7, 5, 0, 9, 8, 3, 4, 2, 6},
        {6, 1, 2, 3, 0, 4, 5, 9, 7, 8}, {3, 6, 7, 4, 2, 0, 9, 5, 8, 1},
        {5, 8, 6, 9, 7, 2, 0, 1, 3, 4}, {8, 9, 4, 5, 3, 6, 2, 0, 1, 7},
        {9, 4, 3, 8, 6, 1, 7, 2, 0, 5}, {2, 5, 8, 1, 4, 3, 6, 7, 9, 0},
    };
    unsigned interim = 0;
    for (size_t i = 0; i < count; i++)
        interim = table[interim][digits[i] - '0'];
    return interim;
}

static unsigned remainder_97(const char *digits, size_t count)
{
    unsigned remainder = 0;
    for (size_t i = 0; i < count; i++)
        remainder = (remainder * 10 + (unsigned)(digits[i] - '0')) % 97;
    return remainder;
}

/* ---- Codes ---- */

/* Three equal digits in a row get lost when they are said aloud, and so does a leading zero. */
static bool is_easy_to_say(const char *code)
{
    for (size_t i = 2; i < TICKET_CODE; i++)
        if (code[i] == code[i - 1] && code[i] == code[i - 2])
            return false;
    return code[0] != '0';
}

void ticket_code_new(char out[TICKET_CODE + 1])
{
    do {
        uint32_t number;
        do
            take_random(&number, sizeof number);
        while (number >= 4200000000u); /* the largest multiple of 10^8: every code equally likely */
        snprintf(out, TICKET_CODE + 1, "%08u", number % 100000000u);
        out[TICKET_CODE - 1] = (char)('0' + damm(out, TICKET_CODE - 1));
        out[TICKET_CODE] = '\0';
    } while (!is_easy_to_say(out));
}

void ticket_code_print(const char *code, char out[12])
{
    snprintf(out, 12, "%.3s %.3s %.3s", code, code + 3, code + 6);
}

/* ---- QR digits ---- */

static void id_to_digits(const struct ticket_id *id, char out[ID_DIGITS])
{
    uint8_t left[sizeof id->bytes];
    memcpy(left, id->bytes, sizeof left);
    for (size_t at = ID_DIGITS; at > 0; at--) {
        unsigned remainder = 0;
        for (size_t i = 0; i < sizeof left; i++) {
            unsigned value = remainder << 8 | left[i];
            left[i] = (uint8_t)(value / 10);
            remainder = value % 10;
        }
        out[at - 1] = (char)('0' + remainder);
    }
}

/* False when the number needs more than 128 bits. */
static bool id_from_digits(const char digits[ID_DIGITS], struct ticket_id *out)
{
    struct ticket_id id = {{0}};
    for (size_t at = 0; at < ID_DIGITS; at++) {
        unsigned carry = (unsigned)(digits[at] - '0');
        for (size_t i = sizeof id.bytes; i > 0; i--) {
            unsigned value = id.bytes[i - 1] * 10u + carry;
            id.bytes[i - 1] = value & 0xFF;
            carry = value >> 8;
        }
        if (carry)
            return false;
    }
    *out = id;
    return true;
}

void ticket_digits(const struct ticket_id *id, const char *commune_number,
                   char out[TICKET_DIGITS + 1])
{
    snprintf(out, TICKET_DIGITS + 1, "%c%.6s", FORMAT_VERSION, commune_number);
    id_to_digits(id, out + 7);
    unsigned check = 98 - remainder_97(out, TICKET_DIGITS - 2) * 100 % 97;
    snprintf(out + TICKET_DIGITS - 2, 3, "%02u", check);
}

/* ---- Reading ---- */

struct key_sign {
    uint32_t sign;
    char digit;
};

/* What the digit keys of a scanner become when the computer believes the keyboard to be a French,
 * Belgian, Moroccan, Algerian, Senegalese or Malian one, with and without capital lock, and the
 * Moroccan Tifinagh ones. No sign means two digits; layouts that would (bépo, AFNOR, Czech) are
 * left out, and the check digits tell them. From xkeyboard-config 2.35. */
static const struct key_sign key_signs[] = {
    {'&', '1'},    {0x00E9, '2'}, {0x00C9, '2'}, {'~', '2'},    {'"', '3'},
    {'\'', '4'},   {'(', '5'},    {'-', '6'},    {0x00A7, '6'}, {0x00E8, '7'},
    {0x00C8, '7'}, {'`', '7'},    {'_', '8'},    {'!', '8'},    {0x00E7, '9'},
    {0x00C7, '9'}, {'^', '9'},    {0x00E0, '0'}, {0x00C0, '0'}, {'@', '0'},
};

static char digit_of_key(uint32_t sign)
{
    for (size_t i = 0; i < sizeof key_signs / sizeof *key_signs; i++)
        if (key_signs[i].sign == sign)
            return key_signs[i].digit;
    return 0;
}

static char digit_of(uint32_t c)
{
    if (c >= '0' && c <= '9')
        return (char)c;
    if (c >= 0x0660 && c <= 0x0669) /* Arabic-Indic */
        return (char)('0' + (c - 0x0660));
    if (c >= 0x06F0 && c <= 0x06F9) /* Extended Arabic-Indic */
        return (char)('0' + (c - 0x06F0));
    return 0;
}

static bool is_space(uint32_t c)
{
    return c == ' ' || c == 0x00A0 || c == 0x2007 || c == 0x2009 || c == 0x202F || c == 0xFEFF ||
           c == 0x200E || c == 0x200F || c == 0x061C || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069);
}

static bool is_dash(uint32_t c)
{
    return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == '.';
}

/* Takes the digits out of `text`. As keys of a foreign layout ("keys"), a dash is a digit and a
 * digit is none. Returns how many there are, at most DIGITS_MOST; 0 when anything else is there. */
static size_t take_digits(const char *text, size_t length, bool keys, char out[DIGITS_MOST])
{
    size_t count = 0;
    for (size_t i = 0; i < length;) {
        uint32_t c = utf8_next(text, length, &i);
        char digit = keys ? digit_of_key(c) : digit_of(c);
        if (!digit && (is_space(c) || (!keys && is_dash(c))))
            continue;
        if (!digit || count == DIGITS_MOST)
            return 0;
        out[count++] = digit;
    }
    return count;
}

/* The digits begin as `start` does, of whose digits one may have been lost or read twice. */
static bool begins_like(const char *digits, size_t count, const char *start)
{
    char variant[16];
    size_t length = strlen(start);
    if (count < length + 1 || length + 2 > sizeof variant)
        return false;
    if (memcmp(digits, start, length) == 0)
        return true;
    for (size_t i = 0; i < length; i++) {
        snprintf(variant, sizeof variant, "%.*s%s", (int)i, start, start + i + 1);
        if (memcmp(digits, variant, length - 1) == 0)
            return true;
        snprintf(variant, sizeof variant, "%.*s%s", (int)i + 1, start, start + i);
        if (memcmp(digits, variant, length + 1) == 0)
            return true;
    }
    return false;
}

/* A ticket of ours of which a scanner dropped or doubled a digit or two. */
static bool is_nearly_ours(const char *digits, size_t count, const char *commune_number)
{
    char start[8];
    snprintf(start, sizeof start, "%c%.6s", FORMAT_VERSION, commune_number);
    return count != TICKET_DIGITS && count + SLIPS_MOST >= TICKET_DIGITS &&
           count <= TICKET_DIGITS + SLIPS_MOST && begins_like(digits, count, start);
}

static struct ticket_scan read_long(const char *digits, size_t count, const char *commune_number)
{
    struct ticket_scan scan = {.result = SCAN_MISREAD};
    if (is_nearly_ours(digits, count, commune_number))
        return scan;
    if (remainder_97(digits, count) != 1) {
        if (count != TICKET_DIGITS)
            scan.result = SCAN_FOREIGN;
    } else if (digits[0] != FORMAT_VERSION) {
        scan.result = SCAN_NEWER_FORMAT;
    } else if (count != TICKET_DIGITS) {
        scan.result = SCAN_FOREIGN;
    } else if (memcmp(digits + 1, commune_number, 6) != 0) {
        scan.result = SCAN_OTHER_COMMUNE;
        memcpy(scan.commune, digits + 1, 6);
    } else if (id_from_digits(digits + 7, &scan.id)) {
        scan.result = SCAN_TICKET;
    }
    return scan;
}

static bool is_control(char c)
{
    return (c > 0 && c < 0x20) || c == 0x7F;
}

/* How long what a scanner may be set to send first is: control signs (GS begins GS1 data), blanks,
 * and the kind of symbol in three signs, "]Q1" (ISO/IEC 15424). */
static size_t lead_length(const char *text, size_t length)
{
    bool has_kind = false;
    size_t at = 0;
    while (at < length) {
        char letter = at + 2 < length ? (char)(text[at + 1] | 0x20) : 0;
        size_t next = at;
        if (is_control(text[at])) {
            at++;
        } else if (is_space(utf8_next(text, length, &next))) {
            at = next;
        } else if (!has_kind && text[at] == ']' && letter >= 'a' && letter <= 'z') {
            has_kind = true;
            at += 3;
        } else {
            break;
        }
    }
    return at;
}

struct ticket_scan ticket_read(const char *text, size_t length, const char *commune_number)
{
    struct ticket_scan scan = {.result = SCAN_FOREIGN};
    char digits[DIGITS_MOST];
    if (length > SCAN_MOST || !utf8_is_valid(text, length))
        return scan;
    /* Scanners end what they read with Enter or Tab; inside, both are as foreign as any control. */
    while (length > 0 && strchr("\r\n\t", text[length - 1]) && text[length - 1])
        length--;
    size_t lead = lead_length(text, length);
    text += lead;
    length -= lead;
    size_t count = take_digits(text, length, false, digits);
    if (count == 0)
        count = take_digits(text, length, true, digits);
    if (count == TICKET_CODE) {
        scan.result = damm(digits, count) == 0 ? SCAN_CODE : SCAN_MISREAD;
        if (scan.result == SCAN_CODE)
            memcpy(scan.code, digits, TICKET_CODE);
        return scan;
    }
    return count >= DIGITS_LEAST ? read_long(digits, count, commune_number) : scan;
}

/* Skips what may stand before, inside and behind a number; a letter or digit, or 0 at the end. */
static uint32_t next_sign(const char *text, size_t length, size_t *position)
{
    while (*position < length) {
        uint32_t c = utf8_next(text, length, position);
        bool is_end = c == '\r' || c == '\n' || c == '\t';
        if (!is_space(c) && !is_dash(c) && c != '_' && !is_end)
            return c;
    }
    return 0;
}

bool ticket_number_read(const char *text, size_t length, char prefix[4], uint32_t *number)
{
    size_t position = 0, letters = 0, digits = 0;
    if (length > SCAN_MOST || !utf8_is_valid(text, length))
        return false;
    uint32_t c = next_sign(text, length, &position);
    for (; letters < 3 && ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')); letters++) {
        prefix[letters] = (char)(c >= 'a' ? c - 'a' + 'A' : c);
        c = next_sign(text, length, &position);
    }
    prefix[letters] = '\0';
    *number = 0;
    for (; digits < NUMBER_DIGITS && c && digit_of(c); digits++) {
        *number = *number * 10 + (uint32_t)(digit_of(c) - '0');
        c = next_sign(text, length, &position);
    }
    return c == 0 && letters > 0 && digits > 0 && *number > 0;
}

/* ---- Words ---- */

void ticket_number_print(const char *prefix, uint32_t number, char out[16])
{
    identity_print_number(prefix, number, out);
}

void ticket_id_print(const struct ticket_id *id, char out[33])
{
    identity_print(id->bytes, out);
}

static const char *const marks[] = {
    "teapot", "camel", "argan",   "sun",  "moon",     "star",   "fish",  "key",
    "drum",   "bird",  "lantern", "palm", "mountain", "jug",    "rose",  "saffron",
    "goat",   "bee",   "boat",    "tree", "door",     "carpet", "olive", "horse",
};

size_t ticket_mark_count(void)
{
    return sizeof marks / sizeof *marks;
}

const char *ticket_mark(uint32_t number)
{
    return marks[number % ticket_mark_count()];
}
