#include "desk/site.h"

#include "base/address.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool is_any(const char *numeric)
{
    struct in_addr four;
    struct in6_addr six;
    return inet_pton(AF_INET, numeric, &four) == 1
               ? four.s_addr == htonl(INADDR_ANY)
               : inet_pton(AF_INET6, numeric, &six) == 1 && IN6_IS_ADDR_UNSPECIFIED(&six);
}

bool site_read_address(struct site *site, const char *address, struct error *error)
{
    const char *numeric = strcmp(address, "localhost") == 0 ? "127.0.0.1" : address;
    struct in6_addr bytes; /* room for either family */
    if (inet_pton(AF_INET, numeric, &bytes) != 1 && inet_pton(AF_INET6, numeric, &bytes) != 1)
        return error_set(error, ERROR_INPUT,
                         "\"%s\" is not an address to listen on: write a numeric one, like "
                         "127.0.0.1 or 192.168.1.10",
                         address);
    site->is_loopback = address_is_loopback(numeric);
    site->is_any = is_any(numeric);
    snprintf(site->address, sizeof site->address, "%s", numeric);
    return true;
}

static const char *address_of(const struct site *site, struct arena *arena, const char *host)
{
    bool is_six = strchr(host, ':') != NULL;
    return arena_print(arena, "%s://%s%s%s:%d/", site->tls ? "https" : "http", is_six ? "[" : "",
                       host, is_six ? "]" : "", site->port);
}

const char *const *site_addresses(const struct site *site, struct arena *arena, size_t *count)
{
    size_t named = 0;
    const char *const *names = site->tls ? tls_list(site->tls, arena, &named) : NULL;
    const char **out = arena_take(arena, named + 1, sizeof *out);
    bool has_own = site->is_any;
    for (size_t i = 0; i < named; i++) {
        out[i] = address_of(site, arena, names[i]);
        has_own = has_own || strcmp(names[i], site->address) == 0;
    }
    if (!has_own)
        out[named++] = address_of(site, arena, site->address);
    *count = named;
    return out;
}

/* "[::1]:8470" to "::1" and 8470. A port left out is the scheme's own. */
static bool split_host(const struct site *site, const char *host, char name[256], int *port)
{
    const char *end;
    *port = site->tls ? 443 : 80;
    if (host[0] == '[') {
        host++;
        end = strchr(host, ']');
        if (!end || (end[1] != '\0' && end[1] != ':'))
            return false;
    } else {
        end = host + strcspn(host, ":");
    }
    size_t length = (size_t)(end - host);
    if (length == 0 || length >= 256)
        return false;
    memcpy(name, host, length);
    name[length] = '\0';
    const char *colon = strchr(end, ':');
    if (colon) {
        size_t digits = strspn(colon + 1, "0123456789");
        if (digits == 0 || digits > 5 || colon[1 + digits])
            return false;
        *port = atoi(colon + 1);
    }
    return true;
}

bool site_knows_host(const struct site *site, const char *host)
{
    char name[256];
    int port;
    if (!split_host(site, host, name, &port) || port != site->port)
        return false;
    if (strcmp(name, site->address) == 0)
        return true;
    if (site->is_loopback && (strcmp(name, "localhost") == 0 || strcmp(name, "127.0.0.1") == 0 ||
                              strcmp(name, "::1") == 0))
        return true;
    return site->tls && tls_names(site->tls, name);
}

bool site_sent_it(const struct site *site, const struct request *request)
{
    const char *from = request_field(request, "sec-fetch-site");
    if (from)
        return strcmp(from, "same-origin") == 0;
    const char *origin = request_field(request, "origin");
    if (!origin)
        return true; /* no browser of today: the form's token alone decides */
    const char *scheme = site->tls ? "https://" : "http://";
    const char *host = request_field(request, "host");
    return strncmp(origin, scheme, strlen(scheme)) == 0 && host &&
           strcmp(origin + strlen(scheme), host) == 0;
}
