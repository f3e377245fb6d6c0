/* Addresses of machines and of links, as text. */
#ifndef MARHABA_BASE_ADDRESS_H
#define MARHABA_BASE_ADDRESS_H

#include "base/arena.h"

#include <stdbool.h>

/* A numeric address only this machine can have: IPv4 127/8 or ::1. Names, "localhost" too, are not
 * looked up and are none; nor is NULL. */
bool address_is_loopback(const char *address);

/* An address a phone can open, and nothing else: "https://…" of printable ASCII without quotes,
 * brackets or backslashes, at most 500 bytes; or "tel:+" and 4 to 20 digits. */
bool address_is_link(const char *address);
bool address_is_phone(const char *address);

/* As a person reads and copies it: "cnss.ma" for "https://www.cnss.ma/"; "+212 528 53 40 12", with
 * no-break spaces, for "tel:+212528534012". Lives as long as `arena`. */
const char *address_words(struct arena *arena, const char *address);

#endif
