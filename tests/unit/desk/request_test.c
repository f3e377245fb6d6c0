/* What is not plainly one request is refused; what is, is read right. */
#include "desk/request.h"

#include "base/buffer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define TEXT(literal) literal, sizeof(literal) - 1
#define HOST          "Host: 127.0.0.1:8470\r\n"

static const struct {
    const char *bytes;
    size_t length;
    int status; /* of the refusal */
} bad[] = {
    {TEXT("GET / HTTP/1.1\nHost: a\n\n"), 400}, /* bare LF */
    {TEXT("GET / HTTP/1.1\r\nHost: a\n\r\n"), 400},
    {TEXT("GET / HTTP/1.1\rHost: a\r\n\r\n"), 400},     /* bare CR */
    {TEXT("GET /\0etc HTTP/1.1\r\n" HOST "\r\n"), 400}, /* NUL */
    {TEXT("GET /a%00b HTTP/1.1\r\n" HOST "\r\n"), 400},
    {TEXT("GET /a%0Ab HTTP/1.1\r\n" HOST "\r\n"), 400},
    {TEXT("GET /% HTTP/1.1\r\n" HOST "\r\n"), 400},
    {TEXT("GET /%4 HTTP/1.1\r\n" HOST "\r\n"), 400},
    {TEXT("GET /%xy HTTP/1.1\r\n" HOST "\r\n"), 400},
    {TEXT("GET /assets/../keys HTTP/1.1\r\n" HOST "\r\n"), 400}, /* out of the folder */
    {TEXT("GET /assets/%2e%2e/keys HTTP/1.1\r\n" HOST "\r\n"), 400},
    {TEXT("GET /assets/..%2fkeys HTTP/1.1\r\n" HOST "\r\n"), 400},
    {TEXT("GET /assets/..%5ckeys HTTP/1.1\r\n" HOST "\r\n"), 400},
    {TEXT("GET /.. HTTP/1.1\r\n" HOST "\r\n"), 400},
    {TEXT("GET /a/./b HTTP/1.1\r\n" HOST "\r\n"), 400},
    {TEXT("GET //host/path HTTP/1.1\r\n" HOST "\r\n"), 400},
    {TEXT("GET http://elsewhere/ HTTP/1.1\r\n" HOST "\r\n"), 400},
    {TEXT("GET * HTTP/1.1\r\n" HOST "\r\n"), 400},
    {TEXT("GET /a b HTTP/1.1\r\n" HOST "\r\n"), 400},
    {TEXT("GET  / HTTP/1.1\r\n" HOST "\r\n"), 400},
    {TEXT("GET / HTTP/1.0\r\n" HOST "\r\n"), 505},
    {TEXT("GET / HTTP/2.0\r\n" HOST "\r\n"), 505},
    {TEXT("GET / http/1.1\r\n" HOST "\r\n"), 400},
    {TEXT("GET /\r\n" HOST "\r\n"), 400},
    {TEXT(" GET / HTTP/1.1\r\n" HOST "\r\n"), 400},
    {TEXT("\r\nGET / HTTP/1.1\r\n" HOST "\r\n"), 400},
    {TEXT("\x16\x03\x01\x02"), 400},       /* TLS on a plain port */
    {TEXT("GET / HTTP/1.1\r\n\r\n"), 400}, /* no Host */
    {TEXT("GET / HTTP/1.1\r\n" HOST HOST "\r\n"), 400},
    {TEXT("GET / HTTP/1.1\r\n" HOST "X : 1\r\n\r\n"), 400}, /* space before the colon */
    {TEXT("GET / HTTP/1.1\r\n" HOST ": 1\r\n\r\n"), 400},
    {TEXT("GET / HTTP/1.1\r\n" HOST "X: a\r\n folded\r\n\r\n"), 400},
    {TEXT("GET / HTTP/1.1\r\n" HOST "No colon\r\n\r\n"), 400},
    {TEXT("GET / HTTP/1.1\r\n" HOST "Cookie: a=1\r\nCookie: b=2\r\n\r\n"), 400},
    {TEXT("GET / HTTP/1.1\r\n" HOST "Content-Length: 3\r\n\r\nabc"), 400},
    {TEXT("POST / HTTP/1.1\r\n" HOST "\r\n"), 411},
    {TEXT("POST / HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"), 411},
    {TEXT("POST / HTTP/1.1\r\n" HOST "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\nabc"),
     400},
    {TEXT("POST / HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\nabc"),
     400},
    {TEXT("POST / HTTP/1.1\r\n" HOST "Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc"), 400},
    {TEXT("POST / HTTP/1.1\r\n" HOST "Content-Length: +3\r\n\r\nabc"), 400},
    {TEXT("POST / HTTP/1.1\r\n" HOST "Content-Length: 3, 3\r\n\r\nabc"), 400},
    {TEXT("POST / HTTP/1.1\r\n" HOST "Content-Length: 0x3\r\n\r\nabc"), 400},
    {TEXT("POST / HTTP/1.1\r\n" HOST "Content-Length: -1\r\n\r\n"), 400},
    {TEXT("POST / HTTP/1.1\r\n" HOST "Content-Length: 262145\r\n\r\n"), 413},
    {TEXT("POST / HTTP/1.1\r\n" HOST "Content-Length: 99999999999999999999\r\n\r\n"), 413},
    {TEXT("POST / HTTP/1.1\r\n" HOST "Content-Length: 3\r\nExpect: 100-continue\r\n\r\nabc"), 417},
};

static void what_is_doubtful_is_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct arena *arena = arena_new();
        struct request request;
        size_t used = 0;
        int status = 0;
        enum request_outcome outcome =
            request_read(arena, bad[i].bytes, bad[i].length, &request, &used, &status);
        if (outcome != REQUEST_BAD || status != bad[i].status)
            fail_msg("%s: outcome %d, status %d instead of %d", bad[i].bytes, (int)outcome, status,
                     bad[i].status);
        arena_free(arena);
    }
}

static const char whole[] = "POST /case/12/note?x=1 HTTP/1.1\r\nHost: localhost:8470\r\n"
                            "Content-TYPE:\t application/x-www-form-urlencoded \r\n"
                            "Content-Length: 6\r\n\r\ntext=a";

static void one_request_is_read(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct request request;
    size_t used = 0;
    int status = 0;
    char two[2 * sizeof whole];
    snprintf(two, sizeof two, "%s%s", whole, whole);
    assert_int_equal(request_read(arena, two, strlen(two), &request, &used, &status),
                     REQUEST_WHOLE);
    assert_int_equal(used, strlen(whole));
    assert_int_equal(request.method, METHOD_POST);
    assert_string_equal(request.path, "/case/12/note");
    assert_string_equal(request.query, "x=1");
    assert_string_equal(request_field(&request, "content-type"),
                        "application/x-www-form-urlencoded");
    assert_null(request_field(&request, "cookie"));
    assert_string_equal(request.body, "text=a");
    assert_true(request.keep_alive);
    arena_free(arena);
}

static void every_beginning_waits_for_more(void **state)
{
    (void)state;
    for (size_t length = 0; length < strlen(whole); length++) {
        struct arena *arena = arena_new();
        struct request request;
        size_t used = 0;
        int status = 0;
        assert_int_equal(request_read(arena, whole, length, &request, &used, &status),
                         REQUEST_PARTIAL);
        arena_free(arena);
    }
}

/* A request line and `size` bytes of fields, without the empty line. */
static int status_of_head(size_t fields, size_t width)
{
    struct arena *arena = arena_new();
    struct buffer head = buffer_new(1 << 20);
    struct request request;
    size_t used = 0;
    int status = 0;
    buffer_add_text(&head, "GET / HTTP/1.1\r\n" HOST);
    for (size_t i = 0; i < fields; i++)
        buffer_print(&head, "X-%zu: %0*d\r\n", i, (int)width, 0);
    buffer_add_text(&head, "\r\n");
    request_read(arena, head.bytes, head.length, &request, &used, &status);
    buffer_free(&head);
    arena_free(arena);
    return status;
}

static void heads_have_limits(void **state)
{
    (void)state;
    assert_int_equal(status_of_head(10, 100), 0);
    assert_int_equal(status_of_head(REQUEST_MAX_FIELDS, 1), 431);
    assert_int_equal(status_of_head(10, 2000), 431);
    struct arena *arena = arena_new();
    struct buffer head = buffer_new(1 << 20);
    struct request request;
    size_t used = 0;
    int status = 0;
    buffer_print(&head, "GET /%0*d HTTP/1.1\r\n" HOST "\r\n", (int)REQUEST_MAX_TARGET, 0);
    request_read(arena, head.bytes, head.length, &request, &used, &status);
    assert_int_equal(status, 414);
    buffer_free(&head);
    arena_free(arena);
}

static void queries_are_numbers_or_words(void **state)
{
    (void)state;
    struct request request = {.query = "case=42&said=note&bad=4x&worse=<b>&long="
                                       "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"};
    char word[32];
    assert_int_equal(request_query_number(&request, "case"), 42);
    assert_int_equal(request_query_number(&request, "bad"), 0);
    assert_int_equal(request_query_number(&request, "absent"), 0);
    request_query_word(&request, "said", word);
    assert_string_equal(word, "note");
    request_query_word(&request, "worse", word);
    assert_string_equal(word, "");
    request_query_word(&request, "long", word);
    assert_string_equal(word, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_doubtful_is_refused),    cmocka_unit_test(one_request_is_read),
        cmocka_unit_test(every_beginning_waits_for_more), cmocka_unit_test(heads_have_limits),
        cmocka_unit_test(queries_are_numbers_or_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
