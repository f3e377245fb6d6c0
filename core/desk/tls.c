#include "desk/tls.h"

#include "base/file.h"
#include "base/memory.h"

#include <arpa/inet.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <stdlib.h>
#include <string.h>

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

/* NULL for an empty one, and for one with a NUL or anything else inside that no host's name has. */
static const char *host_of(const ASN1_STRING *string, struct arena *arena)
{
    const char *text = arena_copy_part(arena, (const char *)ASN1_STRING_get0_data(string),
                                       (size_t)ASN1_STRING_length(string));
    size_t length = strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                 "-._*");
    return length > 0 && length == (size_t)ASN1_STRING_length(string) ? text : NULL;
}

static const char *address_of(const ASN1_STRING *string, struct arena *arena)
{
    char text[INET6_ADDRSTRLEN];
    int length = ASN1_STRING_length(string);
    int family = length == 4 ? AF_INET : AF_INET6;
    if ((length != 4 && length != 16) ||
        !inet_ntop(family, ASN1_STRING_get0_data(string), text, sizeof text))
        return NULL;
    return arena_copy(arena, text);
}

/* What stands for a name where a certificate has no list of them. */
static const char *common_name(X509 *certificate, struct arena *arena)
{
    const X509_NAME *subject = X509_get_subject_name(certificate);
    int at = X509_NAME_get_index_by_NID(subject, NID_commonName, -1);
    return at < 0 ? NULL
                  : host_of(X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, at)), arena);
}

const char *const *tls_list(const struct tls *tls, struct arena *arena, size_t *count)
{
    X509 *certificate = SSL_CTX_get0_certificate(tls->context);
    GENERAL_NAMES *all = X509_get_ext_d2i(certificate, NID_subject_alt_name, NULL, NULL);
    int most = sk_GENERAL_NAME_num(all); /* -1 for NULL */
    const char **out = arena_take(arena, most > 0 ? (size_t)most + 1 : 1, sizeof *out);
    bool has_name = false;
    *count = 0;
    for (int i = 0; i < most; i++) {
        const GENERAL_NAME *one = sk_GENERAL_NAME_value(all, i);
        const char *found = one->type == GEN_DNS     ? host_of(one->d.dNSName, arena)
                            : one->type == GEN_IPADD ? address_of(one->d.iPAddress, arena)
                                                     : NULL;
        has_name = has_name || one->type == GEN_DNS;
        if (found)
            out[(*count)++] = found;
    }
    GENERAL_NAMES_free(all);
    const char *name = has_name ? NULL : common_name(certificate, arena);
    if (name && tls_names(tls, name))
        out[(*count)++] = name;
    return out;
}
