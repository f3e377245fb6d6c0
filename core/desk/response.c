#include "desk/response.h"

#include <string.h>
#include <time.h>

enum { MAX_BODY = 4 << 20, MAX_FIELDS = 16 << 10 };

struct response response_new(void)
{
    return (struct response){
        .status = 200, .fields = buffer_new(MAX_FIELDS), .body = buffer_new(MAX_BODY)};
}

void response_free(struct response *response)
{
    buffer_free(&response->fields);
    buffer_free(&response->body);
}

void response_field(struct response *response, const char *name, const char *value)
{
    for (const unsigned char *c = (const unsigned char *)value; *c; c++)
        if (*c < 0x20 || *c == 0x7F)
            return;
    buffer_print(&response->fields, "%s: %s\r\n", name, value);
}

void response_redirect(struct response *response, const char *path)
{
    response->status = 303;
    response_field(response, "Location", path);
}

const char *response_reason(int status)
{
    static const struct {
        int status;
        const char *reason;
    } known[] = {
        {200, "OK"},
        {303, "See Other"},
        {304, "Not Modified"},
        {400, "Bad Request"},
        {401, "Unauthorized"},
        {403, "Forbidden"},
        {404, "Not Found"},
        {405, "Method Not Allowed"},
        {408, "Request Timeout"},
        {409, "Conflict"},
        {411, "Length Required"},
        {413, "Content Too Large"},
        {414, "URI Too Long"},
        {415, "Unsupported Media Type"},
        {417, "Expectation Failed"},
        {421, "Misdirected Request"},
        {422, "Unprocessable Content"},
        {429, "Too Many Requests"},
        {431, "Request Header Fields Too Large"},
        {500, "Internal Server Error"},
        {503, "Service Unavailable"},
        {505, "HTTP Version Not Supported"},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (known[i].status == status)
            return known[i].reason;
    return "Answer";
}

static void write_date(struct buffer *out, int64_t now_ms)
{
    static const char *const days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    time_t seconds = (time_t)(now_ms / 1000);
    struct tm utc;
    if (!gmtime_r(&seconds, &utc))
        return;
    buffer_print(out, "Date: %s, %02d %s %d %02d:%02d:%02d GMT\r\n", days[utc.tm_wday], utc.tm_mday,
                 months[utc.tm_mon], utc.tm_year + 1900, utc.tm_hour, utc.tm_min, utc.tm_sec);
}

void response_write(const struct response *response, bool head_only, bool close, int64_t now_ms,
                    struct buffer *out)
{
    static const char security[] =
        "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; "
        "img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'\r\n"
        "X-Content-Type-Options: nosniff\r\n"
        "X-Frame-Options: DENY\r\n"
        "Referrer-Policy: no-referrer\r\n"
        "Cross-Origin-Opener-Policy: same-origin\r\n"
        "Cross-Origin-Resource-Policy: same-origin\r\n";
    size_t length = response->shared ? response->shared_length : response->body.length;
    buffer_print(out, "HTTP/1.1 %d %s\r\n", response->status, response_reason(response->status));
    write_date(out, now_ms);
    buffer_add_text(out, security);
    buffer_print(out, "Cache-Control: %s\r\n", response->cache ? response->cache : "no-store");
    if (response->status != 304)
        buffer_print(out, "Content-Type: %s\r\nContent-Length: %zu\r\n",
                     response->type ? response->type : "text/html; charset=utf-8", length);
    buffer_add(out, response->fields.bytes, response->fields.length);
    buffer_print(out, "Connection: %s\r\n\r\n", close ? "close" : "keep-alive");
    if (!head_only && response->status != 304)
        buffer_add(out, response->shared ? response->shared : response->body.bytes, length);
}
