#include "ticket/slip.h"
#include "ticket/ticket.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define COMMUNE "541111"

static const struct ticket_id known = {{0x00, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88, 0x99,
                                        0xAA, 0xBB, 0xCC, 0xDD, 0xEE, 0xFF}};

/* 0x00112233445566778899AABBCCDDEEFF in decimal is 88962710306127702866241727433142015. */
#define KNOWN_ID "000088962710306127702866241727433142015"

static struct ticket_scan scan(const char *text)
{
    return ticket_read(text, strlen(text), COMMUNE);
}

/* Two check digits as anyone with a calculator would make them: 98 minus the remainder. */
static void add_check(char *digits)
{
    unsigned remainder = 0;
    for (const char *digit = digits; *digit; digit++)
        remainder = (remainder * 10 + (unsigned)(*digit - '0')) % 97;
    sprintf(digits + strlen(digits), "%02u", 98 - remainder * 100 % 97);
}

static void digits_hold_version_commune_and_id(void **state)
{
    (void)state;
    char digits[TICKET_DIGITS + 1], expected[64] = "1" COMMUNE KNOWN_ID;
    ticket_digits(&known, COMMUNE, digits);
    add_check(expected);
    assert_string_equal(digits, expected);
    struct ticket_scan read = scan(digits);
    assert_int_equal(read.result, SCAN_TICKET);
    assert_memory_equal(read.id.bytes, known.bytes, 16);
}

static void every_id_survives_its_digits(void **state)
{
    (void)state;
    struct ticket_id ids[502] = {{{0}}};
    memset(ids[1].bytes, 0xFF, 16);
    for (int i = 2; i < 502; i++)
        ids[i] = ticket_id_new();
    for (int i = 0; i < 502; i++) {
        char digits[TICKET_DIGITS + 1];
        ticket_digits(&ids[i], COMMUNE, digits);
        assert_int_equal(strlen(digits), TICKET_DIGITS);
        struct ticket_scan read = scan(digits);
        assert_int_equal(read.result, SCAN_TICKET);
        assert_memory_equal(read.id.bytes, ids[i].bytes, 16);
        assert_true(i < 3 || memcmp(ids[i].bytes, ids[i - 1].bytes, 16) != 0);
    }
}

static void a_changed_digit_is_always_noticed(void **state)
{
    (void)state;
    char digits[TICKET_DIGITS + 1], code[TICKET_CODE + 1];
    ticket_digits(&known, COMMUNE, digits);
    ticket_code_new(code);
    struct {
        char *text;
        size_t length;
    } all[] = {{digits, TICKET_DIGITS}, {code, TICKET_CODE}};
    for (size_t k = 0; k < 2; k++)
        for (size_t i = 0; i < all[k].length; i++) {
            char right = all[k].text[i];
            for (char wrong = '0'; wrong <= '9'; wrong++) {
                all[k].text[i] = wrong;
                if (wrong != right)
                    assert_int_equal(scan(all[k].text).result, SCAN_MISREAD);
            }
            all[k].text[i] = right;
        }
}

static void swapped_neighbours_are_always_noticed(void **state)
{
    (void)state;
    for (int round = 0; round < 200; round++) {
        struct ticket_id id = ticket_id_new();
        char texts[2][TICKET_DIGITS + 1];
        ticket_digits(&id, COMMUNE, texts[0]);
        ticket_code_new(texts[1]);
        for (size_t k = 0; k < 2; k++)
            for (size_t i = 1; texts[k][i]; i++) {
                char first = texts[k][i - 1], second = texts[k][i];
                texts[k][i - 1] = second;
                texts[k][i] = first;
                if (first != second)
                    assert_int_equal(scan(texts[k]).result, SCAN_MISREAD);
                texts[k][i - 1] = first;
                texts[k][i] = second;
            }
    }
}

static void codes_are_easy_to_say(void **state)
{
    (void)state;
    for (int round = 0; round < 2000; round++) {
        char code[TICKET_CODE + 1], spaced[12];
        ticket_code_new(code);
        assert_int_equal(strlen(code), TICKET_CODE);
        assert_int_equal(strspn(code, "0123456789"), TICKET_CODE);
        assert_int_not_equal(code[0], '0');
        for (int i = 2; i < TICKET_CODE; i++)
            assert_false(code[i] == code[i - 1] && code[i] == code[i - 2]);
        struct ticket_scan read = scan(code);
        assert_int_equal(read.result, SCAN_CODE);
        assert_string_equal(read.code, code);
        ticket_code_print(code, spaced);
        assert_int_equal(spaced[3], ' ');
        assert_int_equal(spaced[7], ' ');
        assert_int_equal(scan(spaced).result, SCAN_CODE);
    }
}

/* ---- What keyboards make of a scanner's digits ---- */

static const char *const layouts[][10] = {
    /* 0 to 9 */
    {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"},
    {"à", "&", "é", "\"", "'", "(", "-", "è", "_", "ç"}, /* fr, ma, dz, sn, ml, ara(azerty) */
    {"À", "&", "É", "\"", "'", "(", "-", "È", "_", "Ç"}, /* the same with capital lock */
    {"à", "&", "é", "\"", "'", "(", "§", "è", "!", "ç"}, /* be, fr(mac) */
    {"@", "&", "~", "\"", "'", "(", "-", "`", "_", "^"}, /* ma(tifinagh-alt) */
    {"٠", "١", "٢", "٣", "٤", "٥", "٦", "٧", "٨", "٩"},  /* ara(digits) */
    {"۰", "۱", "۲", "۳", "۴", "۵", "۶", "۷", "۸", "۹"},  /* ir, pk */
};

static void typed_with(const char *const layout[10], const char *digits, char out[256])
{
    out[0] = '\0';
    for (const char *digit = digits; *digit; digit++)
        strcat(out, layout[*digit - '0']);
}

static void every_keyboard_layout_is_understood(void **state)
{
    (void)state;
    char digits[TICKET_DIGITS + 1], text[256];
    for (size_t i = 0; i < sizeof layouts / sizeof *layouts; i++)
        for (int round = 0; round < 20; round++) {
            struct ticket_id id = ticket_id_new();
            ticket_digits(&id, COMMUNE, digits);
            typed_with(layouts[i], digits, text);
            strcat(text, "\r\n");
            struct ticket_scan read = scan(text);
            assert_int_equal(read.result, SCAN_TICKET);
            assert_memory_equal(read.id.bytes, id.bytes, 16);
            char code[TICKET_CODE + 1];
            ticket_code_new(code);
            typed_with(layouts[i], code, text);
            read = scan(text);
            assert_int_equal(read.result, SCAN_CODE);
            assert_string_equal(read.code, code);
        }
}

/* ---- A table of what may be typed ---- */

#define CODE "572438963" /* eight digits and Damm's ninth */

static const struct {
    const char *text;
    enum ticket_scan_result result;
} read_cases[] = {
    {"", SCAN_FOREIGN},
    {" ", SCAN_FOREIGN},
    {"\n", SCAN_FOREIGN},
    {"-", SCAN_FOREIGN},
    {"572", SCAN_FOREIGN},
    {"https://example.org/ticket", SCAN_FOREIGN},
    {"A-012", SCAN_FOREIGN},
    {"57243896", SCAN_FOREIGN},
    {"5724389631", SCAN_FOREIGN},
    {"572x438963", SCAN_FOREIGN},
    {"572\t438963", SCAN_FOREIGN},
    {"572\x1b[438963", SCAN_FOREIGN},
    {"57243896\xFF", SCAN_FOREIGN},
    {"572438٩63é", SCAN_FOREIGN},
    {"112233445566778899", SCAN_FOREIGN},
    {"572438962", SCAN_MISREAD},
    {"000000000", SCAN_CODE}, /* right in form; no ticket ever has it */
};

static void what_is_typed_by_hand_is_judged(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof read_cases / sizeof *read_cases; i++)
        if (scan(read_cases[i].text).result != read_cases[i].result)
            fail_msg("\"%s\" is read as %d", read_cases[i].text, scan(read_cases[i].text).result);
}

static void separators_are_skipped(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "572438963",       "572 438 963", " 572-438-963\r\n",        "572.438.963",
        "572–438–963",     "٥٧٢ ٤٣٨ ٩٦٣", "\u2066572 438 963\u2069", "572\u00A0438\u202F963",
        "\u200F٥٧٢٤٣٨٩٦٣", "۵۷۲-۴۳۸-۹۶۳", "5 7 2 4 3 8 9 6 3",       "572438963\t",
    };
    char code[TICKET_CODE + 1] = "";
    for (unsigned last = 0; last < 10 && !code[0]; last++) {
        char tried[TICKET_CODE + 1];
        snprintf(tried, sizeof tried, "57243896%u", last);
        if (scan(tried).result == SCAN_CODE)
            strcpy(code, tried);
    }
    assert_string_equal(code, CODE);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct ticket_scan read = scan(texts[i]);
        assert_int_equal(read.result, SCAN_CODE);
        assert_string_equal(read.code, CODE);
    }
}

static void other_tickets_are_told_apart(void **state)
{
    (void)state;
    char digits[80];
    ticket_digits(&known, "540002", digits);
    struct ticket_scan read = scan(digits);
    assert_int_equal(read.result, SCAN_OTHER_COMMUNE);
    assert_string_equal(read.commune, "540002");

    strcpy(digits, "2" COMMUNE KNOWN_ID);
    add_check(digits);
    assert_int_equal(scan(digits).result, SCAN_NEWER_FORMAT);

    strcpy(digits, "2" COMMUNE KNOWN_ID "0123456");
    add_check(digits);
    assert_int_equal(scan(digits).result, SCAN_NEWER_FORMAT);

    /* A number past 128 bits is nobody's id. */
    strcpy(digits, "1" COMMUNE "999999999999999999999999999999999999999");
    add_check(digits);
    assert_int_equal(scan(digits).result, SCAN_MISREAD);
}

/* Sets `out` to the ticket's digits without the `count` from `at` on, or with them twice. */
static void slip(const char *digits, size_t at, size_t count, bool twice, char out[64])
{
    snprintf(out, 64, "%.*s%s", (int)(twice ? at + count : at), digits,
             digits + (twice ? at : at + count));
}

static void a_lost_or_doubled_digit_is_a_bad_reading(void **state)
{
    (void)state;
    char digits[TICKET_DIGITS + 1], text[64];
    ticket_digits(&known, COMMUNE, digits);
    for (size_t at = 0; at < TICKET_DIGITS; at++)
        for (int twice = 0; twice < 2; twice++) {
            slip(digits, at, 1, twice, text);
            if (scan(text).result != SCAN_MISREAD)
                fail_msg("\"%s\" is read as %d", text, scan(text).result);
        }
    static const struct {
        size_t at, count;
        bool twice;
        enum ticket_scan_result result;
    } cases[] = {
        {20, 2, false, SCAN_MISREAD}, {20, 2, true, SCAN_MISREAD},  {46, 2, false, SCAN_MISREAD},
        {0, 2, false, SCAN_FOREIGN},  {20, 3, false, SCAN_FOREIGN}, {20, 3, true, SCAN_FOREIGN},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        slip(digits, cases[i].at, cases[i].count, cases[i].twice, text);
        assert_int_equal(scan(text).result, cases[i].result);
    }
    ticket_digits(&known, "540002", digits);
    slip(digits, 20, 1, false, text);
    assert_int_equal(scan(text).result, SCAN_FOREIGN);
}

static void what_scanners_add_is_dropped(void **state)
{
    (void)state;
    static const struct {
        const char *before, *behind;
        enum ticket_scan_result result; /* of a ticket between them */
    } cases[] = {
        {"", "", SCAN_TICKET},
        {"\x1D", "", SCAN_TICKET},
        {"]Q1", "", SCAN_TICKET},
        {"]q3", "\r", SCAN_TICKET},
        {"\x02]d2\x1D ", "\r\n\r\n", SCAN_TICKET},
        {"\r\n\t", "\t", SCAN_TICKET},
        {"\xEF\xBB\xBF\x7F \xC2\xA0", "\n", SCAN_TICKET},
        {"]", "", SCAN_FOREIGN},
        {"]Q", "", SCAN_MISREAD}, /* the ticket's first digit is taken for the kind's */
        {"]Q1]Q1", "", SCAN_FOREIGN},
        {"]11", "", SCAN_FOREIGN},
        {"Q1", "", SCAN_FOREIGN},
        {"\x1b[A", "", SCAN_FOREIGN},
        {"", "\x1D", SCAN_FOREIGN},
        {"", "]Q1", SCAN_FOREIGN},
    };
    char digits[TICKET_DIGITS + 1], text[128];
    ticket_digits(&known, COMMUNE, digits);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        snprintf(text, sizeof text, "%s%s%s", cases[i].before, digits, cases[i].behind);
        if (scan(text).result != cases[i].result)
            fail_msg("case %zu is read as %d", i, scan(text).result);
    }
}

static void very_long_input_is_foreign(void **state)
{
    (void)state;
    static char text[5000];
    memset(text, '5', sizeof text - 1);
    assert_int_equal(ticket_read(text, 4096, COMMUNE).result, SCAN_FOREIGN);
    assert_int_equal(ticket_read(text, 4999, COMMUNE).result, SCAN_FOREIGN);
    memset(text, ' ', sizeof text - 1);
    assert_int_equal(ticket_read(text, 4096, COMMUNE).result, SCAN_FOREIGN);
    assert_int_equal(ticket_read("572438963\0", 10, COMMUNE).result, SCAN_FOREIGN);
}

static void numbers_and_ids_are_written(void **state)
{
    (void)state;
    char text[40];
    ticket_number_print("A", 12, text);
    assert_string_equal(text, "A-012");
    ticket_number_print("B", 4321, text);
    assert_string_equal(text, "B-4321");
    ticket_number_print("ABCDE", 4294967295u, text);
    assert_string_equal(text, "ABC-4294967295");
    ticket_id_print(&known, text);
    assert_string_equal(text, "00112233445566778899aabbccddeeff");
}

static void neighbours_in_the_queue_have_different_marks(void **state)
{
    (void)state;
    assert_int_equal(ticket_mark_count(), 24);
    for (uint32_t i = 0; i < 24; i++)
        for (uint32_t k = 0; k < i; k++)
            assert_string_not_equal(ticket_mark(i), ticket_mark(k));
    assert_string_equal(ticket_mark(0), ticket_mark(24));
    assert_non_null(ticket_mark(4294967295u));
}

static void the_qr_is_a_version_2_symbol(void **state)
{
    (void)state;
    char digits[TICKET_DIGITS + 1];
    ticket_digits(&known, COMMUNE, digits);
    struct image qr = qr_draw(digits, 3);
    assert_int_equal(qr.width, (25 + 8) * 3);
    assert_int_equal(qr.height, qr.width);
    for (int i = 0; i < qr.width; i++)
        for (int k = 0; k < 12; k++)
            assert_int_equal(qr.pixels[k * qr.width + i], 0xFFFFFFFF);
    assert_int_equal(qr.pixels[12 * qr.width + 12], 0xFF000000);
    image_free(&qr);
    assert_null(qr_draw("", 3).pixels);
}

static void numbers_are_read_as_hands_type_them(void **state)
{
    (void)state;
    static const struct {
        const char *text, *read; /* NULL: no number */
    } cases[] = {
        {"A-012", "A-012"},
        {"a12", "A-012"},
        {"A 12", "A-012"},
        {" a – 012\r\n", "A-012"},
        {"A١٢", "A-012"},
        {"ab-7", "AB-007"},
        {"A-1234", "A-1234"},
        {"\xE2\x81\xA6"
         "A-012"
         "\xE2\x81\xA9",
         "A-012"},
        {"A ۰۱۲", "A-012"},
        {"A_1_2", "A-012"},
        {"", NULL},
        {"A", NULL},
        {"A-", NULL},
        {"12", NULL},
        {"A-000", NULL},
        {"A-12-B", NULL},
        {"12A", NULL},
        {"ABCD-1", NULL},
        {"A-1234567", NULL},
        {"É-12", NULL},
        {"A+12", NULL},
        {"482177306", NULL},
        {"A-12\xFF", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char prefix[4], printed[16];
        uint32_t number;
        bool is_read = ticket_number_read(cases[i].text, strlen(cases[i].text), prefix, &number);
        if (is_read != (cases[i].read != NULL))
            fail_msg("\"%s\"", cases[i].text);
        if (!is_read)
            continue;
        ticket_number_print(prefix, number, printed);
        assert_string_equal(printed, cases[i].read);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(digits_hold_version_commune_and_id),
        cmocka_unit_test(every_id_survives_its_digits),
        cmocka_unit_test(a_changed_digit_is_always_noticed),
        cmocka_unit_test(swapped_neighbours_are_always_noticed),
        cmocka_unit_test(codes_are_easy_to_say),
        cmocka_unit_test(every_keyboard_layout_is_understood),
        cmocka_unit_test(what_is_typed_by_hand_is_judged),
        cmocka_unit_test(numbers_are_read_as_hands_type_them),
        cmocka_unit_test(separators_are_skipped),
        cmocka_unit_test(other_tickets_are_told_apart),
        cmocka_unit_test(a_lost_or_doubled_digit_is_a_bad_reading),
        cmocka_unit_test(what_scanners_add_is_dropped),
        cmocka_unit_test(very_long_input_is_foreign),
        cmocka_unit_test(numbers_and_ids_are_written),
        cmocka_unit_test(neighbours_in_the_queue_have_different_marks),
        cmocka_unit_test(the_qr_is_a_version_2_symbol),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
