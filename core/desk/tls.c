#include "desk/tls.h"

#include "base/file.h"
#include "base/memory.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <stdlib.h>

struct tls {
    SSL_CTX *context;
};

static bool complain(struct error *error, const char *file, const char *what)
{
    unsigned long code = ERR_get_error();
    char reason[200] = "";
    if (code)
        ERR_error_string_n(code, reason, sizeof reason);
    ERR_clear_error();
    return error_set(error, ERROR_INPUT,
                     "%s is not %s (%s): name the right PEM file under desk: in commune.yaml", file,
                     what, reason);
}

static bool load(struct tls *tls, const char *certificate, const char *key, struct error *error)
{
    const char *const files[] = {certificate, key};
    for (size_t i = 0; i < 2; i++)
        if (!file_exists(files[i]))
            return error_set(error, ERROR_MISSING,
                             "%s is missing: put the desk's certificate and key there, or change "
                             "their names under desk: in commune.yaml",
                             files[i]);
    if (SSL_CTX_use_certificate_chain_file(tls->context, certificate) != 1)
        return complain(error, certificate, error_translate("a certificate"));
    if (SSL_CTX_use_PrivateKey_file(tls->context, key, SSL_FILETYPE_PEM) != 1 ||
        SSL_CTX_check_private_key(tls->context) != 1)
        return complain(error, key, error_translate("the key of that certificate"));
    return true;
}

struct tls *tls_new(const char *certificate, const char *key, struct error *error)
{
    struct tls *tls = memory_new(1, sizeof *tls);
    tls->context = SSL_CTX_new(TLS_server_method());
    if (!tls->context || SSL_CTX_set_min_proto_version(tls->context, TLS1_2_VERSION) != 1) {
        error_set(error, ERROR_SYSTEM, "OpenSSL could not be started");
        goto failed;
    }
    SSL_CTX_set_options(tls->context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION |
                                          SSL_OP_CIPHER_SERVER_PREFERENCE);
    if (!load(tls, certificate, key, error))
        goto failed;
    return tls;
failed:
    tls_free(tls);
    return NULL;
}

void tls_free(struct tls *tls)
{
    if (!tls)
        return;
    SSL_CTX_free(tls->context);
    free(tls);
}

struct ssl_st *tls_accept(struct tls *tls)
{
    return SSL_new(tls->context);
}

bool tls_names(const struct tls *tls, const char *host)
{
    X509 *certificate = SSL_CTX_get0_certificate(tls->context);
    return certificate && (X509_check_host(certificate, host, 0, 0, NULL) == 1 ||
                           X509_check_ip_asc(certificate, host, 0) == 1);
}
