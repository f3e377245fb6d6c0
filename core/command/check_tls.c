/* The doctor's check of the desk's certificate and key: as the desk reads them, in its words. */
#include "base/file.h"
#include "command/checkup.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <stdlib.h>
#include <sys/stat.h>

static bool is_file(const char *path, struct error *error)
{
    struct stat about;
    if (stat(path, &about) == 0 && S_ISREG(about.st_mode) && file_may_read(path, error))
        return true;
    return error->kind != ERROR_NONE
               ? false
               : error_set(error, ERROR_MISSING,
                           "the desk's TLS file %s cannot be read: put it there, or correct "
                           "\"desk\" in commune.yaml",
                           path);
}

static bool is_not(const char *path, const char *what, struct error *error)
{
    char reason[200] = "";
    unsigned long code = ERR_get_error();
    if (code)
        ERR_error_string_n(code, reason, sizeof reason);
    ERR_clear_error();
    return error_set(error, ERROR_INPUT,
                     "%s is not %s (%s): name the right PEM file under desk: in commune.yaml", path,
                     what, reason);
}

static bool is_pair(SSL_CTX *context, const char *certificate, const char *key, struct error *error)
{
    if (SSL_CTX_use_certificate_chain_file(context, certificate) != 1)
        return is_not(certificate, error_translate("a certificate"), error);
    return (SSL_CTX_use_PrivateKey_file(context, key, SSL_FILETYPE_PEM) == 1 &&
            SSL_CTX_check_private_key(context) == 1) ||
           is_not(key, error_translate("the key of that certificate"), error);
}

static bool is_secret(const char *key, struct error *error)
{
    struct stat about;
    return stat(key, &about) != 0 || (about.st_mode & S_IRWXO) == 0 ||
           error_set(error, ERROR_DENIED,
                     "%s can be read by everybody on this machine: chmod 0640 it", key);
}

static bool complain(struct checkup *checkup, bool good, const struct error *error)
{
    if (!good)
        checkup_say(checkup, error);
    return good;
}

void check_tls(struct checkup *checkup)
{
    const struct commune *commune = checkup->commune;
    struct error of_certificate = {0}, of_key = {0}, of_mode = {0}, of_pair = {0};
    char *certificate = commune_path(commune, commune->desk_certificate);
    char *key = commune_path(commune, commune->desk_key);
    bool good = complain(checkup, is_file(certificate, &of_certificate), &of_certificate);
    good = complain(checkup, is_file(key, &of_key), &of_key) && good;
    complain(checkup, is_secret(key, &of_mode), &of_mode);
    SSL_CTX *context = SSL_CTX_new(TLS_server_method());
    if (good && context)
        complain(checkup, is_pair(context, certificate, key, &of_pair), &of_pair);
    SSL_CTX_free(context);
    free(certificate);
    free(key);
}
