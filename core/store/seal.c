#include "store/seal.h"

#include "base/file.h"
#include "base/memory.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PAD_TO       256u
#define TEXT_MAX     (256u * 1024u)
#define FORMAT       1
#define PUBLIC_HEAD  "marhaba public key 1 "
#define SECRET_HEAD  "marhaba secret key 1 "
#define KEY_FILE_MAX 256u

struct seal {
    uint8_t public_key[crypto_box_PUBLICKEYBYTES];
    uint8_t *secret_key; /* in guarded memory; NULL in the kiosk */
};

static char *key_path(const char *home, const char *name)
{
    char *folder = file_join(home, "keys");
    char *path = file_join(folder, name);
    free(folder);
    return path;
}

static bool start_sodium(struct error *error)
{
    return sodium_init() >= 0 ||
           error_set(error, ERROR_SYSTEM,
                     "libsodium did not start: the system gives no randomness");
}

static bool read_key(const char *home, const char *name, const char *head, uint8_t *key,
                     struct error *error)
{
    char *path = key_path(home, name);
    struct buffer text;
    bool done = false;
    if (!file_may_read(path, error))
        goto end;
    if (!file_exists(path)) {
        error_set(error, ERROR_MISSING,
                  "%s is missing: put it back from the copy made at installation; without it "
                  "nothing sealed can be written or read",
                  path);
        goto end;
    }
    if (!file_read(path, KEY_FILE_MAX, &text, error))
        goto end;
    const char *line = buffer_text(&text), *end = NULL;
    size_t length = 0, skip = strlen(head);
    done = strncmp(line, head, skip) == 0 &&
           sodium_hex2bin(key, crypto_box_PUBLICKEYBYTES, line + skip, strcspn(line + skip, "\r\n"),
                          NULL, &length, &end) == 0 &&
           length == crypto_box_PUBLICKEYBYTES && (*end == '\0' || *end == '\n' || *end == '\r');
    if (!done)
        error_set(error, ERROR_INPUT,
                  "%s does not hold a key of Marhaba: put it back from the copy made at "
                  "installation",
                  path);
    buffer_free(&text);
end:
    free(path);
    return done;
}

static bool read_secret_key(struct seal *seal, const char *home, struct error *error)
{
    uint8_t own_public[crypto_box_PUBLICKEYBYTES];
    seal->secret_key = sodium_malloc(crypto_box_SECRETKEYBYTES);
    if (!seal->secret_key)
        return error_set(error, ERROR_SYSTEM,
                         "no guarded memory for the secret key: raise the "
                         "limit of locked memory of this user");
    if (!read_key(home, "commune.key", SECRET_HEAD, seal->secret_key, error))
        return false;
    if (crypto_scalarmult_base(own_public, seal->secret_key) != 0 ||
        sodium_memcmp(own_public, seal->public_key, sizeof own_public) != 0)
        return error_set(error, ERROR_INPUT,
                         "%s/keys: commune.key does not belong to commune.pub: put both back from "
                         "the same copy",
                         home);
    sodium_mprotect_readonly(seal->secret_key);
    return true;
}

struct seal *seal_open(const char *home, bool with_secret, struct error *error)
{
    if (!start_sodium(error))
        return NULL;
    struct seal *seal = memory_new(1, sizeof *seal);
    if (read_key(home, "commune.pub", PUBLIC_HEAD, seal->public_key, error) &&
        (!with_secret || read_secret_key(seal, home, error)))
        return seal;
    seal_free(seal);
    return NULL;
}

void seal_free(struct seal *seal)
{
    if (!seal)
        return;
    sodium_free(seal->secret_key);
    free(seal);
}

static bool write_key(const char *path, const char *head, const uint8_t *key, unsigned mode,
                      struct error *error)
{
    char text[sizeof PUBLIC_HEAD + 2 * crypto_box_PUBLICKEYBYTES + 2];
    char hex[2 * crypto_box_PUBLICKEYBYTES + 1];
    sodium_bin2hex(hex, sizeof hex, key, crypto_box_PUBLICKEYBYTES);
    int length = snprintf(text, sizeof text, "%s%s\n", head, hex);
    bool done = file_write(path, text, (size_t)length, mode, error);
    memory_wipe(text, sizeof text);
    memory_wipe(hex, sizeof hex);
    return done;
}

bool seal_create_keys(const char *home, struct error *error)
{
    if (!start_sodium(error))
        return false;
    bool done = false;
    uint8_t public_key[crypto_box_PUBLICKEYBYTES], secret_key[crypto_box_SECRETKEYBYTES];
    char *public_path = key_path(home, "commune.pub"), *secret_path = key_path(home, "commune.key");
    if (file_exists(public_path) || file_exists(secret_path)) {
        error_set(error, ERROR_TAKEN,
                  "%s/keys already holds keys: they are left alone; move them away, or put back "
                  "the marhaba.db that belongs to them",
                  home);
        goto end;
    }
    crypto_box_keypair(public_key, secret_key);
    done = write_key(secret_path, SECRET_HEAD, secret_key, 0600, error) &&
           write_key(public_path, PUBLIC_HEAD, public_key, 0644, error);
    memory_wipe(secret_key, sizeof secret_key);
    /* A pair, or half of one, would stand in the way of the next try. */
    if (!done) {
        unlink(secret_path);
        unlink(public_path);
    }
end:
    free(public_path);
    free(secret_path);
    return done;
}

void seal_public_text(const struct seal *seal, char out[65])
{
    sodium_bin2hex(out, 65, seal->public_key, sizeof seal->public_key);
}

/* What lies in front of the text inside the box: format, kind and record, each ended by NUL. */
static void add_label(struct buffer *out, const char *kind, const char *record)
{
    buffer_add_char(out, FORMAT);
    buffer_add(out, kind, strlen(kind) + 1);
    buffer_add(out, record, strlen(record) + 1);
}

bool seal_close(const struct seal *seal, const char *kind, const char *record, const char *text,
                size_t length, struct buffer *out, struct error *error)
{
    bool done = false;
    struct buffer plain = buffer_new(TEXT_MAX + 2 * PAD_TO);
    uint8_t *box = NULL;
    add_label(&plain, kind, record);
    buffer_add(&plain, text, length);
    size_t unpadded = plain.length, padded = 0;
    for (size_t i = 0; i < PAD_TO; i++)
        buffer_add_char(&plain, '\0');
    if (plain.full || length > TEXT_MAX) {
        error_set(error, ERROR_INPUT, "what is to be stored is longer than %u bytes: shorten it",
                  TEXT_MAX);
        goto end;
    }
    sodium_pad(&padded, (uint8_t *)plain.bytes, unpadded, PAD_TO, plain.length);
    size_t size = padded + crypto_box_SEALBYTES;
    box = memory_new(size, 1);
    if (crypto_box_seal(box, (const uint8_t *)plain.bytes, padded, seal->public_key) != 0) {
        error_set(error, ERROR_SYSTEM,
                  "sealing failed, so nothing was stored: the key in "
                  "keys/commune.pub is not usable");
        goto end;
    }
    *out = buffer_new(size);
    buffer_add(out, box, size);
    done = true;
end:
    buffer_free(&plain);
    free(box);
    return done;
}

static bool does_not_open(struct error *error, const char *kind, const char *record)
{
    return error_set(error, ERROR_INPUT,
                     "a sealed %s of %s does not open: it was damaged, moved from another record, "
                     "or sealed with another key",
                     kind, record);
}

bool seal_unlock(const struct seal *seal, const char *kind, const char *record, const void *box,
                 size_t length, struct arena *arena, const char **text, size_t *text_length,
                 struct error *error)
{
    if (!seal->secret_key)
        return error_set(error, ERROR_DENIED,
                         "this program has no secret key: only the desk opens "
                         "what was sealed");
    if (length < crypto_box_SEALBYTES + PAD_TO ||
        length > crypto_box_SEALBYTES + TEXT_MAX + 2 * PAD_TO)
        return does_not_open(error, kind, record);
    size_t padded = length - crypto_box_SEALBYTES, plain_length = 0;
    char *plain = arena_take(arena, padded + 1, 1);
    struct buffer label = buffer_new(PAD_TO);
    add_label(&label, kind, record);
    bool done = crypto_box_seal_open((uint8_t *)plain, box, length, seal->public_key,
                                     seal->secret_key) == 0 &&
                sodium_unpad(&plain_length, (const uint8_t *)plain, padded, PAD_TO) == 0 &&
                plain_length >= label.length && memcmp(plain, label.bytes, label.length) == 0;
    if (done) {
        plain[plain_length] = '\0';
        *text = plain + label.length;
        *text_length = plain_length - label.length;
    } else {
        does_not_open(error, kind, record);
    }
    buffer_free(&label);
    return done;
}
