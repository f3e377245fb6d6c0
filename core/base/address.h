/* Addresses of machines, as text. */
#ifndef MARHABA_BASE_ADDRESS_H
#define MARHABA_BASE_ADDRESS_H

#include <stdbool.h>

/* A numeric address only this machine can have: IPv4 127/8 or ::1. Names, "localhost" too, are not
 * looked up and are none; nor is NULL. */
bool address_is_loopback(const char *address);

/* An address a phone can open, and nothing else: "https://…" of printable ASCII without quotes,
 * brackets or backslashes, at most 500 bytes; or "tel:+" and 4 to 20 digits. */
bool address_is_link(const char *address);

#endif
