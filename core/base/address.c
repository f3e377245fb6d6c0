#include "base/address.h"

#include "base/buffer.h"

#include <arpa/inet.h>
#include <stddef.h>
#include <string.h>

bool address_is_loopback(const char *address)
{
    struct in_addr four;
    struct in6_addr six;
    if (address && inet_pton(AF_INET, address, &four) == 1)
        return (ntohl(four.s_addr) >> 24) == 127;
    return address && inet_pton(AF_INET6, address, &six) == 1 && IN6_IS_ADDR_LOOPBACK(&six);
}

#define MOST_OF_LINK 500u
#define OF_LINKS                                                                                   \
    "!#$%&'()*+,-./0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]_abcdefghijklmnopqrstuvwxyz~"

bool address_is_link(const char *address)
{
    if (strncmp(address, "tel:+", 5) == 0) {
        size_t digits = strspn(address + 5, "0123456789");
        return address[5 + digits] == '\0' && digits >= 4 && digits <= 20;
    }
    size_t length = strnlen(address, MOST_OF_LINK + 1);
    return strncmp(address, "https://", 8) == 0 && length > 8 && length <= MOST_OF_LINK &&
           strspn(address, OF_LINKS) == length;
}

/* ---- As a person reads them ---- */

#define NBSP "\xC2\xA0"

bool address_is_phone(const char *address)
{
    return strncmp(address, "tel:", 4) == 0;
}

/* Of the digits after the +, how many are the country's (ITU-T E.164). */
static size_t country_digits(const char *digits)
{
    static const char *const longer =
        "21 22 23 24 25 26 29 35 37 38 42 50 59 67 68 69 80 85 87 88 96 97 99";
    const char two[] = {digits[0], digits[1], '\0'};
    if (digits[0] == '1' || digits[0] == '7')
        return 1;
    return strstr(longer, two) ? 3 : 2;
}

/* In pairs, as one says and dials it; what is odd comes first. */
static const char *phone_words(struct arena *arena, const char *number)
{
    size_t length = strlen(number);
    bool is_plain =
        number[0] == '+' && length > 6 && strspn(number + 1, "0123456789") == length - 1;
    if (!is_plain)
        return arena_copy(arena, number);
    size_t country = country_digits(number + 1), left = length - 1 - country;
    size_t group = left % 2 == 0 ? 2 : strncmp(number, "+33", 3) == 0 ? 1 : 3;
    struct buffer words = buffer_new(3 * length);
    buffer_add(&words, number, country + 1);
    for (const char *rest = number + country + 1; left > 0; group = 2) {
        buffer_add_text(&words, NBSP);
        buffer_add(&words, rest, group);
        rest += group;
        left -= group;
    }
    const char *copy = arena_copy(arena, buffer_text(&words));
    buffer_free(&words);
    return copy;
}

const char *address_words(struct arena *arena, const char *address)
{
    static const char *const beginnings[] = {"https://www.", "https://"};
    if (address_is_phone(address))
        return phone_words(arena, address + strlen("tel:"));
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++)
        if (strncmp(address, beginnings[i], strlen(beginnings[i])) == 0) {
            address += strlen(beginnings[i]);
            break;
        }
    size_t length = strlen(address);
    if (length > 1 && address[length - 1] == '/')
        length--;
    return arena_copy_part(arena, address, length);
}
