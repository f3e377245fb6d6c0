#include "base/address.h"

#include <arpa/inet.h>
#include <stddef.h>

bool address_is_loopback(const char *address)
{
    struct in_addr four;
    struct in6_addr six;
    if (address && inet_pton(AF_INET, address, &four) == 1)
        return (ntohl(four.s_addr) >> 24) == 127;
    return address && inet_pton(AF_INET6, address, &six) == 1 && IN6_IS_ADDR_LOOPBACK(&six);
}
