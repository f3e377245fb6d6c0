/* Under which names the desk is reached, and which requests can only come from its own pages. */
#ifndef MARHABA_DESK_SITE_H
#define MARHABA_DESK_SITE_H

#include "desk/request.h"
#include "desk/tls.h"

struct site {
    char address[64]; /* numeric: "127.0.0.1", "::1" */
    int port;
    bool is_loopback;
    bool is_any; /* listens on all addresses, and is reached under none of its own: 0.0.0.0, :: */
    struct tls *tls; /* NULL: plain HTTP */
};

/* Fills address, is_loopback and is_any. "localhost" is 127.0.0.1; other names are refused. */
bool site_read_address(struct site *site, const char *address, struct error *error);

/* Where a browser finds the desk, "http://127.0.0.1:8470/": what the certificate was made for, and
 * its own address. None when the certificate names nothing and the address is any. */
const char *const *site_addresses(const struct site *site, struct arena *arena, size_t *count);

/* The Host field names us: loopback's names, our address, or what the certificate was made for.
 * Keeps another site's name that was pointed at our address (DNS rebinding) away. */
bool site_knows_host(const struct site *site, const char *host);

/* A form was sent by one of our pages: Sec-Fetch-Site says so, or an Origin that is ours. (Under
 * Referrer-Policy no-referrer a browser's Origin is "null" even then, so Sec-Fetch-Site decides.)
 */
bool site_sent_it(const struct site *site, const struct request *request);

#endif
