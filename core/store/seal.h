/* Inside of the store: what people typed is sealed (X25519 sealed boxes of libsodium) before it
 * touches the disk. Whoever seals needs only the public key and cannot open again. The kind and id
 * of the record lie inside and are checked on opening, so a box moved to another record does not
 * open; the length is rounded up to 256 bytes, so it tells little. */
#ifndef MARHABA_STORE_SEAL_H
#define MARHABA_STORE_SEAL_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"

#include <stdint.h>

struct seal;

/* Reads home/keys/commune.pub and, when `with_secret`, commune.key, and sees that they belong
 * together. */
struct seal *seal_open(const char *home, bool with_secret, struct error *error);
void seal_free(struct seal *seal); /* wipes the key */

/* Makes both keys; ERROR_TAKEN when either file is there already. */
bool seal_create_keys(const char *home, struct error *error);

/* 64 hex digits of the public key, and NUL. */
void seal_public_text(const struct seal *seal, char out[65]);

/* A new box into `out`, an empty buffer. */
bool seal_close(const struct seal *seal, const char *kind, const char *record, const char *text,
                size_t length, struct buffer *out, struct error *error);

/* The text, NUL-terminated, in `arena`. ERROR_DENIED without the secret key, ERROR_INPUT when the
 * box is damaged or belongs to another record. */
bool seal_unlock(const struct seal *seal, const char *kind, const char *record, const void *box,
                 size_t length, struct arena *arena, const char **text, size_t *text_length,
                 struct error *error);

#endif
