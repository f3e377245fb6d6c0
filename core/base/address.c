#include "base/address.h"

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
