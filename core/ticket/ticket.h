/* What a ticket is made of: its id, the digits in its QR, the code to say aloud, its mark.
 *
 * QR digits, 48 of them, a version 2 symbol at level Q (ISO/IEC 18004):
 *     1  format version, 1
 *     6  number of the commune (commune.yaml)
 *    39  the id, 128 random bits as a decimal number with leading zeros
 *     2  check digits, ISO/IEC 7064 MOD 97-10 over the 46 before
 * Decimal digits alone survive every keyboard layout a hand scanner types into.
 *
 * Code, nine digits said in threes: eight random digits and one check digit (Damm 2004, which
 * catches every single wrong digit and every swap of neighbours). */
#ifndef MARHABA_TICKET_TICKET_H
#define MARHABA_TICKET_TICKET_H

#include "base/error.h"

#include <stddef.h>
#include <stdint.h>

#define TICKET_DIGITS 48
#define TICKET_CODE   9

struct ticket_id {
    uint8_t bytes[16];
};

enum ticket_scan_result {
    SCAN_TICKET,        /* our commune's ticket: the id is set */
    SCAN_CODE,          /* a short code with a right check digit */
    SCAN_OTHER_COMMUNE, /* ours in form, another commune's number */
    SCAN_MISREAD,       /* wrong check digits, or ours with a digit or two lost or doubled */
    SCAN_NEWER_FORMAT,  /* a format version this program does not know */
    SCAN_FOREIGN /* not a ticket of ours at all (too long, letters, control characters …) */
};

struct ticket_scan {
    enum ticket_scan_result result;
    struct ticket_id id;
    char code[TICKET_CODE + 1];
    char commune[7]; /* of OTHER_COMMUNE */
};

/* Random; aborts when the system has no randomness. */
struct ticket_id ticket_id_new(void);
void ticket_code_new(char out[TICKET_CODE + 1]);

void ticket_digits(const struct ticket_id *id, const char *commune_number,
                   char out[TICKET_DIGITS + 1]);

/* Reads what a scanner or a hand typed: up to 4 KiB of anything. Spaces, dashes and bidi controls
 * between digits are skipped, Arabic-Indic and Extended Arabic-Indic digits count as digits, and so
 * do the characters that French, Moroccan and Arabic keyboard layouts make of a scanner's digit
 * keys. Control signs, blanks and an AIM symbol identifier before it are dropped, line ends and
 * tabs behind it too. */
struct ticket_scan ticket_read(const char *text, size_t length, const char *commune_number);

/* Reads a ticket's number as a hand types it ("A-012", "a12", "A ١٢") into 4 bytes of capitals and
 * a number from 1; false when it is none. */
bool ticket_number_read(const char *text, size_t length, char prefix[4], uint32_t *number);

/* "482 177 306" */
void ticket_code_print(const char *code, char out[12]);

/* "A-012" (at least three digits). `out` has 16 bytes. */
void ticket_number_print(const char *prefix, uint32_t number, char out[16]);

/* 32 lower-case hex digits and NUL. */
void ticket_id_print(const struct ticket_id *id, char out[33]);

/* Marks: a picture and a colour for who reads no digits, following the number so that neighbours in
 * the queue differ. ticket_mark gives the bare name, "teapot": its icon is "mark-teapot", its
 * message key "mark.teapot". */
size_t ticket_mark_count(void);
const char *ticket_mark(uint32_t number);

#endif
