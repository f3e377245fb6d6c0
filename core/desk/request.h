/* One HTTP/1.1 request (RFC 9110, 9112), read strictly: what two readers could take in two ways is
 * refused. Known: GET, HEAD and POST in origin form, with a Content-Length and never a
 * Transfer-Encoding. Lines end in CR LF, no field is folded, none that matters comes twice.
 *
 * Not libevent's evhttp: 2.1.12 answers 200 to bare LF, to folded fields and to two differing
 * Content-Lengths, and answers what it does refuse by itself, without our headers. */
#ifndef MARHABA_DESK_REQUEST_H
#define MARHABA_DESK_REQUEST_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define REQUEST_MAX_HEAD   16384u /* bytes of request line and fields */
#define REQUEST_MAX_TARGET 2048u
#define REQUEST_MAX_FIELDS 64u
#define REQUEST_MAX_BODY   262144u /* of a form, each byte written as three */

enum request_method { METHOD_GET, METHOD_HEAD, METHOD_POST, METHOD_OTHER };

struct request_field {
    const char *name; /* in lower case */
    const char *value;
};

struct request {
    enum request_method method;
    const char *path;  /* decoded; begins with '/', has neither "//" nor a "." or ".." part */
    const char *query; /* as sent, without '?'; "" when there is none */
    struct request_field fields[REQUEST_MAX_FIELDS];
    size_t field_count;
    const char *body; /* NUL-terminated, though it may hold NULs */
    size_t body_length;
    bool keep_alive;
    const char *address; /* of the other end; set by the connection */
};

enum request_outcome {
    REQUEST_PARTIAL, /* so far, so good: more bytes are needed */
    REQUEST_WHOLE,
    REQUEST_BAD /* *status says how; the connection must be closed after the answer */
};

/* Reads one request from the start of `bytes`. WHOLE: *out is filled, its texts in `arena`, and
 * *used bytes belong to it. */
enum request_outcome request_read(struct arena *arena, const char *bytes, size_t length,
                                  struct request *out, size_t *used, int *status);

/* The value of a field by its lower-case name, or NULL. */
const char *request_field(const struct request *request, const char *name);

/* A value of the query that is a decimal number, or 0. */
int64_t request_query_number(const struct request *request, const char *name);

/* A word of the query of [a-z-] letters into `out`, or "". */
void request_query_word(const struct request *request, const char *name, char out[32]);

/* The two hex digits after a '%', or -1. */
int request_percent(const char *text, size_t left);

#endif
