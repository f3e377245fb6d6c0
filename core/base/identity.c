#include "base/identity.h"

#include <stddef.h>
#include <stdio.h>

void identity_print(const uint8_t id[16], char out[33])
{
    for (size_t i = 0; i < 16; i++)
        snprintf(out + 2 * i, 3, "%02x", id[i]);
}

void identity_print_number(const char *prefix, uint32_t number, char out[16])
{
    snprintf(out, 16, "%.3s-%03lu", prefix, (unsigned long)number);
}
