/* How a ticket's id and number are written, the same for paper, screens and the store. */
#ifndef MARHABA_BASE_IDENTITY_H
#define MARHABA_BASE_IDENTITY_H

#include <stdint.h>

/* 32 lower-case hex digits and NUL. */
void identity_print(const uint8_t id[16], char out[33]);

/* "A-012": at most three letters, at least three digits. */
void identity_print_number(const char *prefix, uint32_t number, char out[16]);

#endif
