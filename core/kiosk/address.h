/* Addresses of links as a person reads them. */
#ifndef MARHABA_KIOSK_ADDRESS_H
#define MARHABA_KIOSK_ADDRESS_H

#include "base/arena.h"

#include <stdbool.h>

bool address_is_phone(const char *address);

/* "cnss.ma" for "https://www.cnss.ma/"; "+212 528 53 40 12", with no-break spaces, for
 * "tel:+212528534012". Lives as long as `arena`. */
const char *address_words(struct arena *arena, const char *address);

#endif
