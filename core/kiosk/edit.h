/* What is being typed into one field of a screen: appended to, erased from the end, wiped. Each
 * kind of field takes only what can become right: a phone number takes digits, a date grows from
 * the year to the day. */
#ifndef MARHABA_KIOSK_EDIT_H
#define MARHABA_KIOSK_EDIT_H

#include "base/buffer.h"
#include "screen/screen.h"

struct edit {
    bool open;
    char id[SCREEN_MAX_ID + 1]; /* of the FIELD */
    enum screen_tone kind;      /* FIELD_* */
    size_t most;                /* characters */
    unsigned alphabet;          /* which keyboard; see keyboard.h */
    bool changed;               /* since it was opened or last sent */
    struct buffer text;
};

void edit_open(struct edit *edit, const struct screen_node *field);
void edit_close(struct edit *edit); /* wipes */

/* Types one character, or several one after the other. False when none was taken. */
bool edit_type(struct edit *edit, const char *text);
void edit_erase(struct edit *edit);

/* Nothing but digits (and a phone number's first plus) can stand in it. */
bool edit_takes_digits(const struct edit *edit);

const char *edit_text(const struct edit *edit);

/* The parts of a date as typed so far ("", "1951", "03"); `out` points to three texts of 5 bytes.
 */
void edit_date_parts(const char *date, char out[3][5]);

#endif
