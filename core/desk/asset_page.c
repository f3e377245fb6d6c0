#include "desk/pages.h"

#include <stdio.h>
#include <string.h>

void asset_page(struct exchange *exchange)
{
    struct response *response = exchange->response;
    const struct asset *asset = assets_find(exchange->desk->assets, exchange->name);
    if (!asset) {
        page_refusal(exchange, 404, "refusal.missing");
        return;
    }
    char tag[24], version[24];
    snprintf(tag, sizeof tag, "\"%s\"", asset->hash);
    snprintf(version, sizeof version, "v=%s", asset->hash);
    response_field(response, "ETag", tag);
    response->cache = strcmp(exchange->request->query, version) == 0
                          ? "public, max-age=31536000, immutable"
                          : "no-cache";
    const char *known = request_field(exchange->request, "if-none-match");
    if (known && strcmp(known, tag) == 0) {
        response->status = 304;
        return;
    }
    response->type = asset->type;
    response->shared = asset->bytes;
    response->shared_length = asset->length;
}
