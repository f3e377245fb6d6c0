#include "desk/desk.h"

#include "base/memory.h"
#include "desk/router.h"
#include "visit/sources.h"

#include <stdlib.h>

static bool load_words(struct desk *desk, struct error *error)
{
    static const char *const domains[] = {"locale/desk", "locale/kiosk"};
    struct messages **const loaded[] = {&desk->messages, &desk->visit_messages};
    for (size_t i = 0; i < sizeof loaded / sizeof *loaded; i++) {
        char *folder = place_share(&desk->place, domains[i]);
        *loaded[i] = messages_load(folder, error);
        free(folder);
        if (!*loaded[i])
            return false;
    }
    desk->language = language_find(desk->commune.officer_language);
    if (!desk->language)
        desk->language = language_of_environment();
    return true;
}

static struct tls *load_tls(const struct desk *desk, struct error *error)
{
    char *certificate = commune_path(&desk->commune, desk->commune.desk_certificate);
    char *key = commune_path(&desk->commune, desk->commune.desk_key);
    struct tls *tls = tls_new(certificate, key, error);
    free(certificate);
    free(key);
    return tls;
}

/* Only an address that the certificate names is answered. */
static bool can_be_reached(const struct desk *desk, struct error *error)
{
    size_t count;
    site_addresses(&desk->site, desk->arena, &count);
    return count > 0 ||
           error_set(error, ERROR_INPUT,
                     "nobody can reach the desk at %s: %s names no address; have a certificate "
                     "made for what officers will type (subjectAltName)",
                     desk->site.address, desk->commune.desk_certificate);
}

static bool prepare_site(struct desk *desk, const struct desk_options *options, struct error *error)
{
    const struct commune *commune = &desk->commune;
    if (!site_read_address(&desk->site, options->address ? options->address : commune->desk_address,
                           error))
        return false;
    desk->site.port = options->port >= 0 ? options->port : (int)commune->desk_port;
    if (commune->desk_certificate && commune->desk_key) {
        desk->site.tls = load_tls(desk, error);
        return desk->site.tls && can_be_reached(desk, error);
    }
    return desk->site.is_loopback ||
           error_set(error, ERROR_DENIED,
                     "the desk will not listen on %s without TLS, for passwords and cases would "
                     "travel in the open: name certificate: and key: under desk: in commune.yaml, "
                     "or use 127.0.0.1",
                     desk->site.address);
}

/* After the commune: `at` is read in the commune's time zone. */
static bool start_clock(struct desk *desk, const char *at, struct error *error)
{
    int64_t start_ms;
    if (at && !clock_parse(at, &start_ms, error))
        return error_context(error, "--at");
    desk->clock = at ? clock_new_at(start_ms, false) : clock_new();
    return true;
}

struct desk *desk_open(const struct desk_options *options, struct error *error)
{
    struct desk *desk = memory_new(1, sizeof *desk);
    desk->arena = arena_new();
    if (!(options->prefix ? place_at(options->prefix, &desk->place, error)
                          : place_find(&desk->place, error)) ||
        !commune_load(desk->arena, options->home, &desk->commune, error) ||
        !start_clock(desk, options->at, error) || !load_words(desk, error) ||
        !prepare_site(desk, options, error))
        goto failed;
    desk->registry = registry_new(&desk->commune, &desk->place);
    desk->assets = assets_load(&desk->place, error);
    if (!desk->assets)
        goto failed;
    desk->store = store_open(options->home, STORE_DESK, desk->clock, error);
    if (!desk->store)
        goto failed;
    desk->library = sources_open(&desk->commune, &desk->place, desk->registry, desk->store, "desk",
                                 clock_now_ms(desk->clock));
    return desk;
failed:
    desk_close(desk);
    return NULL;
}

void desk_close(struct desk *desk)
{
    if (!desk)
        return;
    library_close(desk->library);
    store_close(desk->store);
    assets_free(desk->assets);
    tls_free(desk->site.tls);
    if (desk->registry)
        registry_free(desk->registry);
    messages_free(desk->messages);
    messages_free(desk->visit_messages);
    clock_free(desk->clock);
    place_free(&desk->place);
    arena_free(desk->arena);
    free(desk);
}

static void answer_request(void *self, const struct request *request, struct response *response)
{
    router_answer(self, request, response);
}

static void answer_refusal(void *self, int status, struct response *response)
{
    router_refuse(self, status, response);
}

struct server_answers desk_answers(struct desk *desk)
{
    return (struct server_answers){
        .self = desk, .request = answer_request, .refusal = answer_refusal};
}
