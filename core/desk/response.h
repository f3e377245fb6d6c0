/* An answer, and the headers that every answer carries, refusals included. */
#ifndef MARHABA_DESK_RESPONSE_H
#define MARHABA_DESK_RESPONSE_H

#include "base/buffer.h"

#include <stdbool.h>
#include <stdint.h>

struct response {
    int status;
    const char *type;     /* NULL: HTML */
    const char *cache;    /* NULL: no-store */
    struct buffer fields; /* finished lines, through response_field alone */
    struct buffer body;
    const void *shared; /* bytes that stay where they are (an asset) in place of `body`; NULL */
    size_t shared_length;
};

struct response response_new(void);
void response_free(struct response *response);

/* Adds a header line; a value with control characters is left out. */
void response_field(struct response *response, const char *name, const char *value);

/* 303 to a path of ours. */
void response_redirect(struct response *response, const char *path);

/* Head, and body unless `head_only`, ready for the wire. `now_ms` is for the Date. */
void response_write(const struct response *response, bool head_only, bool close, int64_t now_ms,
                    struct buffer *out);

/* "Not Found" */
const char *response_reason(int status);

#endif
