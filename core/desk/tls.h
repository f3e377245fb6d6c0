/* The desk's certificate and key. */
#ifndef MARHABA_DESK_TLS_H
#define MARHABA_DESK_TLS_H

#include "base/arena.h"

struct tls;
struct ssl_st;

/* TLS 1.2 at least. Complains when a file is missing, is no PEM, or the two do not belong together.
 */
struct tls *tls_new(const char *certificate, const char *key, struct error *error);
void tls_free(struct tls *tls);

/* The server's end of a new connection; owned by the caller. */
struct ssl_st *tls_accept(struct tls *tls);

/* The names and addresses that the certificate was made for, as it has them ("*.hall" too). */
const char *const *tls_list(const struct tls *tls, struct arena *arena, size_t *count);

/* The certificate was made for this name or address. */
bool tls_names(const struct tls *tls, const char *host);

#endif
