#include "desk/request.h"

#include <stdlib.h>
#include <string.h>

/* Where reading stands within the head. */
struct reader {
    struct arena *arena;
    const char *bytes;
    size_t position, end;
    int status;
};

static bool refuse(struct reader *reader, int status)
{
    reader->status = status;
    return false;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_token(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) ||
           (c && strchr("!#$%&'*+-.^_`|~", c));
}

/* Length of the head with its empty line, or 0 when that has not come yet. */
static size_t head_length(const char *bytes, size_t length, int *status)
{
    size_t limit = length < REQUEST_MAX_HEAD ? length : REQUEST_MAX_HEAD;
    for (size_t i = 0; i < limit; i++) {
        unsigned char c = (unsigned char)bytes[i];
        bool after_return = i > 0 && bytes[i - 1] == '\r';
        if ((c == '\n') != after_return || (c < 0x20 && c != '\r' && c != '\n' && c != '\t') ||
            c == 0x7F) {
            *status = 400;
            return 0;
        }
        if (c == '\n' && i >= 3 && bytes[i - 2] == '\n')
            return i + 1;
    }
    if (length >= REQUEST_MAX_HEAD)
        *status = 431;
    return 0;
}

int request_percent(const char *text, size_t left)
{
    static const char hex[] = "0123456789abcdef0123456789ABCDEF";
    if (left < 2 || !text[0] || !text[1])
        return -1;
    const char *high = strchr(hex, text[0]), *low = strchr(hex, text[1]);
    if (!high || !low)
        return -1;
    return (int)(((high - hex) % 16) * 16 + (low - hex) % 16);
}

static bool path_parts_are_plain(const char *path)
{
    for (const char *part = path; part; part = strchr(part + 1, '/')) {
        size_t length = strcspn(part + 1, "/");
        bool is_last = part[1 + length] == '\0';
        if ((length == 0 && !is_last) || (length == 1 && part[1] == '.') ||
            (length == 2 && part[1] == '.' && part[2] == '.'))
            return false;
    }
    return true;
}

static bool read_path(struct reader *reader, const char *target, size_t length, const char **out)
{
    char *path = arena_take(reader->arena, length + 1, 1);
    size_t written = 0;
    for (size_t i = 0; i < length; i++) {
        int c = (unsigned char)target[i];
        if (c == '%') {
            c = request_percent(target + i + 1, length - i - 1);
            /* An encoded slash or dot is another spelling of the path: nothing of ours needs one.
             */
            if (c < 0x20 || c == 0x7F || c == '/' || c == '\\' || c == '.')
                return refuse(reader, 400);
            i += 2;
        }
        path[written++] = (char)c;
    }
    if (path[0] != '/' || !path_parts_are_plain(path))
        return refuse(reader, 400);
    *out = path;
    return true;
}

static bool read_target(struct reader *reader, const char *target, size_t length,
                        struct request *out)
{
    if (length > REQUEST_MAX_TARGET)
        return refuse(reader, 414);
    for (size_t i = 0; i < length; i++)
        if (target[i] <= ' ' || target[i] > '~' || strchr("#\\\"<>^`{|}", target[i]))
            return refuse(reader, 400);
    const char *question = memchr(target, '?', length);
    size_t path_length = question ? (size_t)(question - target) : length;
    out->query =
        question ? arena_copy_part(reader->arena, question + 1, length - path_length - 1) : "";
    return read_path(reader, target, path_length, &out->path);
}

static enum request_method method_of(const char *text, size_t length)
{
    static const struct {
        const char *name;
        enum request_method method;
    } known[] = {{"GET", METHOD_GET}, {"HEAD", METHOD_HEAD}, {"POST", METHOD_POST}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strlen(known[i].name) == length && memcmp(known[i].name, text, length) == 0)
            return known[i].method;
    return METHOD_OTHER;
}

/* "GET /path?query HTTP/1.1" */
static bool read_first_line(struct reader *reader, const char *line, size_t length,
                            struct request *out)
{
    static const char version[] = "HTTP/1.1";
    size_t method_length = 0;
    while (method_length < length && is_token(line[method_length]))
        method_length++;
    if (method_length == 0 || method_length > 20 || method_length >= length ||
        line[method_length] != ' ')
        return refuse(reader, 400);
    out->method = method_of(line, method_length);
    const char *target = line + method_length + 1;
    size_t left = length - method_length - 1;
    const char *space = memchr(target, ' ', left);
    if (!space)
        return refuse(reader, left > REQUEST_MAX_TARGET ? 414 : 400);
    size_t target_length = (size_t)(space - target);
    size_t version_length = left - target_length - 1;
    if (version_length != sizeof version - 1 || memcmp(space + 1, "HTTP/", 5) != 0)
        return refuse(reader, 400);
    if (memcmp(space + 1, version, version_length) != 0)
        return refuse(reader, 505);
    return read_target(reader, target, target_length, out);
}

static bool read_field(struct reader *reader, const char *line, size_t length, struct request *out)
{
    size_t name_length = 0;
    while (name_length < length && is_token(line[name_length]))
        name_length++;
    if (name_length == 0 || name_length >= length || line[name_length] != ':')
        return refuse(reader, 400);
    if (out->field_count == REQUEST_MAX_FIELDS)
        return refuse(reader, 431);
    size_t from = name_length + 1, until = length;
    while (from < until && (line[from] == ' ' || line[from] == '\t'))
        from++;
    while (until > from && (line[until - 1] == ' ' || line[until - 1] == '\t'))
        until--;
    char *name = arena_copy_part(reader->arena, line, name_length);
    for (char *c = name; *c; c++)
        if (*c >= 'A' && *c <= 'Z')
            *c = (char)(*c - 'A' + 'a');
    out->fields[out->field_count++] = (struct request_field){
        .name = name, .value = arena_copy_part(reader->arena, line + from, until - from)};
    return true;
}

const char *request_field(const struct request *request, const char *name)
{
    for (size_t i = 0; i < request->field_count; i++)
        if (strcmp(request->fields[i].name, name) == 0)
            return request->fields[i].value;
    return NULL;
}

static bool comes_twice(const struct request *request, const char *name)
{
    size_t count = 0;
    for (size_t i = 0; i < request->field_count; i++)
        count += strcmp(request->fields[i].name, name) == 0;
    return count > 1;
}

static bool read_length(struct reader *reader, const struct request *request, size_t *out)
{
    const char *text = request_field(request, "content-length");
    bool has_body = request->method == METHOD_POST;
    *out = 0;
    if (request_field(request, "transfer-encoding"))
        return refuse(reader, text ? 400 : 411);
    if (!text)
        return !has_body || refuse(reader, 411);
    size_t digits = strspn(text, "0123456789");
    if (digits == 0 || text[digits])
        return refuse(reader, 400);
    if (digits > 9 || strtoul(text, NULL, 10) > REQUEST_MAX_BODY)
        return refuse(reader, 413);
    *out = strtoul(text, NULL, 10);
    return has_body || *out == 0 || refuse(reader, 400);
}

static bool check_fields(struct reader *reader, struct request *out)
{
    static const char *const single[] = {"host",         "content-length", "transfer-encoding",
                                         "content-type", "cookie",         "origin",
                                         "connection",   "sec-fetch-site", "if-none-match"};
    for (size_t i = 0; i < sizeof single / sizeof *single; i++)
        if (comes_twice(out, single[i]))
            return refuse(reader, 400);
    if (!request_field(out, "host"))
        return refuse(reader, 400);
    if (request_field(out, "expect"))
        return refuse(reader, 417);
    const char *connection = request_field(out, "connection");
    out->keep_alive = !connection || strcmp(connection, "close") != 0;
    return true;
}

static bool read_head(struct reader *reader, struct request *out)
{
    bool first = true;
    while (reader->position < reader->end) {
        const char *line = reader->bytes + reader->position;
        const char *line_end = memchr(line, '\r', reader->end - reader->position);
        size_t length = (size_t)(line_end - line);
        reader->position += length + 2;
        if (length == 0)
            return !first || refuse(reader, 400);
        if (!(first ? read_first_line(reader, line, length, out)
                    : read_field(reader, line, length, out)))
            return false;
        first = false;
    }
    return true;
}

enum request_outcome request_read(struct arena *arena, const char *bytes, size_t length,
                                  struct request *out, size_t *used, int *status)
{
    *out = (struct request){.path = "", .query = "", .body = "", .address = ""};
    *status = 0;
    size_t head = head_length(bytes, length, status);
    if (*status)
        return REQUEST_BAD;
    if (!head)
        return REQUEST_PARTIAL;
    struct reader reader = {.arena = arena, .bytes = bytes, .end = head};
    size_t body = 0;
    if (!read_head(&reader, out) || !check_fields(&reader, out) ||
        !read_length(&reader, out, &body)) {
        *status = reader.status;
        return REQUEST_BAD;
    }
    if (length - head < body)
        return REQUEST_PARTIAL;
    char *copy = arena_take(arena, body + 1, 1);
    memcpy(copy, bytes + head, body);
    out->body = copy;
    out->body_length = body;
    *used = head + body;
    return REQUEST_WHOLE;
}

static const char *query_value(const struct request *request, const char *name, size_t *length)
{
    size_t name_length = strlen(name);
    for (const char *part = request->query; *part;) {
        size_t part_length = strcspn(part, "&");
        if (part_length > name_length && memcmp(part, name, name_length) == 0 &&
            part[name_length] == '=') {
            *length = part_length - name_length - 1;
            return part + name_length + 1;
        }
        part += part_length + (part[part_length] == '&');
    }
    return NULL;
}

int64_t request_query_number(const struct request *request, const char *name)
{
    size_t length = 0;
    const char *value = query_value(request, name, &length);
    if (!value || length == 0 || length > 15 || strspn(value, "0123456789") < length)
        return 0;
    return strtoll(value, NULL, 10);
}

void request_query_word(const struct request *request, const char *name, char out[32])
{
    size_t length = 0;
    const char *value = query_value(request, name, &length);
    out[0] = '\0';
    if (!value || length >= 32 || strspn(value, "abcdefghijklmnopqrstuvwxyz-") < length)
        return;
    memcpy(out, value, length);
    out[length] = '\0';
}
