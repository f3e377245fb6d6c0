#include "ticket/slip.h"

#include <qrencode.h>
#include <string.h>

#define QUIET_ZONE 4    /* modules (ISO/IEC 18004, 9.1) */
#define VERSION    2    /* holds 48 digits at level Q */
#define LONGEST    2331 /* bytes in the largest symbol at level M */

#define BLACK 0xFF000000u
#define WHITE 0xFFFFFFFFu

static QRcode *encode_digits(const char *digits)
{
    QRcode *code = NULL;
    QRinput *input = QRinput_new2(VERSION, QR_ECLEVEL_Q);
    if (input &&
        QRinput_append(input, QR_MODE_NUM, (int)strlen(digits), (const unsigned char *)digits) == 0)
        code = QRcode_encodeInput(input);
    QRinput_free(input);
    return code;
}

static QRcode *encode(const char *text)
{
    size_t length = strlen(text);
    if (length == 0 || length > LONGEST)
        return NULL;
    if (length <= TICKET_DIGITS && strspn(text, "0123456789") == length)
        return encode_digits(text);
    return QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
}

struct image qr_draw(const char *text, int module)
{
    QRcode *code = encode(text);
    if (!code)
        return (struct image){0};
    int side = (code->width + 2 * QUIET_ZONE) * module;
    struct image image = image_new(side, side, WHITE);
    for (int y = 0; y < code->width; y++)
        for (int x = 0; x < code->width; x++)
            if (code->data[y * code->width + x] & 1)
                image_fill(&image, (x + QUIET_ZONE) * module, (y + QUIET_ZONE) * module, module,
                           module, BLACK);
    QRcode_free(code);
    return image;
}
