/* rooms: ticket */
/* What a scanner gives is hostile: whatever it is, reading ends in one of the known results, and a
 * ticket it accepts has digits that read as the same ticket again. */
#include "ticket/ticket.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(int holds)
{
    if (!holds)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    /* A copy of just this size, so that reading past the end is seen. */
    char *text = malloc(size ? size : 1);
    if (!text)
        return 0;
    memcpy(text, data, size);
    struct ticket_scan scan = ticket_read(text, size, "541111");
    free(text);
    char digits[TICKET_DIGITS + 1];
    switch (scan.result) {
    case SCAN_TICKET:
        ticket_digits(&scan.id, "541111", digits);
        check(ticket_read(digits, TICKET_DIGITS, "541111").result == SCAN_TICKET);
        break;
    case SCAN_CODE:
        check(strspn(scan.code, "0123456789") == TICKET_CODE);
        check(ticket_read(scan.code, TICKET_CODE, "541111").result == SCAN_CODE);
        break;
    case SCAN_OTHER_COMMUNE:
        check(strspn(scan.commune, "0123456789") == 6);
        break;
    default:
        check(scan.result <= SCAN_FOREIGN);
    }
    return 0;
}
