/* Every route keeps the rules: walks the table itself, so that a new route is held to them too. */
#include "fixture.h"

static void path_of(const struct route *route, char out[64])
{
    size_t length = 0;
    for (const char *c = route->path; *c && length < 50; c++)
        if (*c == '#')
            out[length++] = '1';
        else if (*c == '*')
            length += (size_t)sprintf(out + length, "desk.css");
        else
            out[length++] = *c;
    out[length] = '\0';
}

static void nobody_gets_in_without_signing_in(void **state)
{
    (void)state;
    size_t count;
    const struct route *routes = router_routes(&count);
    static const char *const cookies[] = {
        NULL, "marhaba=", "marhaba=../../etc/passwd",
        "marhaba=0000000000000000000000000000000000000000000000000000000000000000"};
    for (size_t i = 0; i < count; i++)
        for (size_t c = 0; c < sizeof cookies / sizeof *cookies; c++) {
            char path[64];
            path_of(&routes[i], path);
            int status = status_of(&(struct asking){.method = routes[i].method,
                                                    .path = path,
                                                    .cookie = cookies[c],
                                                    .type = form_type,
                                                    .body = "a=1"});
            int expected = routes[i].access != ACCESS_ANYONE ? 401
                           : routes[i].method == METHOD_POST ? 403
                                                             : 200;
            if (status != expected)
                fail_msg("%s: %d instead of %d", path, status, expected);
        }
}

static void a_first_password_opens_nothing_but_its_change(void **state)
{
    (void)state;
    size_t count;
    const struct route *routes = router_routes(&count);
    char cookie[100];
    snprintf(cookie, sizeof cookie, "marhaba=%s", token);
    for (size_t i = 0; i < count; i++) {
        char path[64];
        path_of(&routes[i], path);
        if (routes[i].access != ACCESS_OFFICER)
            continue;
        assert_int_equal(
            status_of(&(struct asking){
                .method = routes[i].method, .path = path, .cookie = cookie, .type = form_type}),
            303);
    }
    assert_int_equal(status_of(&(struct asking){.path = "/password", .cookie = cookie}), 200);
}

static void no_form_counts_that_is_not_ours(void **state)
{
    (void)state;
    size_t count;
    const struct route *routes = router_routes(&count);
    char cookie[100], body[100], form[FORM_TOKEN];
    sign_in_anew("amina", token);
    snprintf(cookie, sizeof cookie, "b=1; marhaba=%s", token);
    struct exchange exchange = {.is_signed_in = true, .token = token};
    session_form_token(&exchange, form);
    snprintf(body, sizeof body, "token=%s&scan=x", form);
    for (size_t i = 0; i < count; i++) {
        char path[64];
        path_of(&routes[i], path);
        if (routes[i].method != METHOD_POST || strcmp(path, "/sign-out") == 0)
            continue;
        struct asking good = {.method = METHOD_POST,
                              .path = path,
                              .cookie = cookie,
                              .site = "same-origin",
                              .type = form_type,
                              .body = body};
        struct asking without = good, wrong = good, cross = good, json = good, broken = good;
        without.body = "scan=x";
        wrong.body = "token=00000000000000000000000000000000&scan=x";
        cross.site = "cross-site";
        json.type = "application/json";
        broken.body = "token=%zz";
        assert_int_equal(status_of(&without), 403);
        assert_int_equal(status_of(&wrong), 403);
        assert_int_equal(status_of(&cross), 403);
        assert_int_equal(status_of(&json), 415);
        assert_int_equal(status_of(&broken), 400);
        int status = status_of(&good);
        if (status == 403 && strncmp(path, "/case/", 6) != 0 && strcmp(path, "/sign-in") != 0)
            fail_msg("%s refuses our own form", path);
        if (status == 500)
            fail_msg("%s fails", path);
    }
}

static void an_empty_desk_says_what_to_do(void **state)
{
    (void)state;
    static const char *const parts[] = {"Personne n’attend.",   "à la borne, il apparaît ici",
                                        "Scannez un ticket",    "action=\"/scan\"",
                                        "action=\"/language\"", "href=\"/password\"",
                                        "action=\"/sign-out\""};
    struct response response = get(token, "/");
    assert_int_equal(response.status, 200);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (!strstr(buffer_text(&response.body), parts[i]))
            fail_msg("%s", parts[i]);
    response_free(&response);
}

static void a_session_ends_for_good(void **state)
{
    (void)state;
    char cookie[100], body[100], form[FORM_TOKEN];
    snprintf(cookie, sizeof cookie, "marhaba=%s", token);
    struct exchange exchange = {.is_signed_in = true, .token = token};
    session_form_token(&exchange, form);
    snprintf(body, sizeof body, "token=%s", form);
    assert_int_equal(status_of(&(struct asking){.path = "/", .cookie = cookie}), 200);
    struct response response = ask(&(struct asking){.method = METHOD_POST,
                                                    .path = "/sign-out",
                                                    .cookie = cookie,
                                                    .type = form_type,
                                                    .body = body});
    assert_int_equal(response.status, 303);
    assert_non_null(strstr(buffer_text(&response.fields), "Clear-Site-Data"));
    response_free(&response);
    assert_int_equal(status_of(&(struct asking){.path = "/", .cookie = cookie}), 401);
}

/* What the page's script asks while nobody is there must not keep the session alive. */
static void what_is_asked_by_itself_lets_a_session_end(void **state)
{
    (void)state;
    static const struct {
        const char *path;
        int status;
    } cases[] = {{"/", 200}, {"/waiting", 401}, {"/troubles", 401}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char session[SESSION_TOKEN];
        sign_in_anew("amina", session);
        clock_advance(desk->clock, 20 * 60 * 1000);
        struct response response = get(session, cases[i].path);
        assert_int_equal(response.status, 200);
        response_free(&response);
        clock_advance(desk->clock, 20 * 60 * 1000);
        response = get(session, "/waiting");
        assert_int_equal(response.status, cases[i].status);
        response_free(&response);
    }
}

static void methods_and_paths_are_known_or_refused(void **state)
{
    (void)state;
    size_t count;
    const struct route *routes = router_routes(&count);
    for (size_t i = 0; i < count; i++) {
        char path[64];
        path_of(&routes[i], path);
        struct response response = ask(&(struct asking){.method = METHOD_OTHER, .path = path});
        assert_int_equal(response.status, 405);
        assert_non_null(strstr(buffer_text(&response.fields), "Allow: "));
        assert_non_null(strstr(buffer_text(&response.fields),
                               routes[i].method == METHOD_GET ? "GET, HEAD" : "POST"));
        response_free(&response);
    }
    assert_int_equal(status_of(&(struct asking){.path = "/scan"}), 405);
    assert_int_equal(status_of(&(struct asking){.method = METHOD_POST, .path = "/waiting"}), 405);
    static const char *const absent[] = {"/nothing",
                                         "/case/",
                                         "/case/0",
                                         "/case/-1",
                                         "/case/1/",
                                         "/case/1x",
                                         "/case/01",
                                         "/assets/",
                                         "/assets/desk.css/x",
                                         "/assets/../marhaba.db",
                                         "/case/99999999999999999999"};
    for (size_t i = 0; i < sizeof absent / sizeof *absent; i++)
        if (status_of(&(struct asking){.path = absent[i]}) != 404)
            fail_msg("%s", absent[i]);
}

static void another_name_is_not_answered(void **state)
{
    (void)state;
    struct request request = {.path = "/sign-in",
                              .query = "",
                              .body = "",
                              .fields = {{"host", "evil.example:8470"}},
                              .field_count = 1};
    struct response response = response_new();
    router_answer(desk, &request, &response);
    assert_int_equal(response.status, 421);
    response_free(&response);
}

static void every_answer_carries_the_headers(void **state)
{
    (void)state;
    static const char *const headers[] = {"Content-Security-Policy: default-src 'none';",
                                          "frame-ancestors 'none'",
                                          "X-Content-Type-Options: nosniff",
                                          "Referrer-Policy: no-referrer",
                                          "Cross-Origin-Opener-Policy: same-origin",
                                          "Cache-Control: no-store"};
    static const int statuses[] = {400, 401, 403, 404, 405, 408, 413, 421, 431, 500, 503};
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++) {
        struct response response = response_new();
        struct buffer out = buffer_new(1 << 20);
        router_refuse(desk, statuses[i], &response);
        response_write(&response, false, true, 0, &out);
        for (size_t k = 0; k < sizeof headers / sizeof *headers; k++)
            assert_non_null(strstr(buffer_text(&out), headers[k]));
        assert_null(strstr(buffer_text(&out), "Set-Cookie"));
        assert_string_not_equal(response_reason(statuses[i]), "Answer");
        buffer_free(&out);
        response_free(&response);
    }
}

static void a_header_cannot_be_smuggled_in(void **state)
{
    (void)state;
    struct response response = response_new();
    response_field(&response, "Location", "/\r\nSet-Cookie: a=1");
    assert_string_equal(buffer_text(&response.fields), "");
    response_free(&response);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nobody_gets_in_without_signing_in),
        cmocka_unit_test(a_first_password_opens_nothing_but_its_change),
        cmocka_unit_test(no_form_counts_that_is_not_ours),
        cmocka_unit_test(an_empty_desk_says_what_to_do),
        cmocka_unit_test(a_session_ends_for_good),
        cmocka_unit_test(what_is_asked_by_itself_lets_a_session_end),
        cmocka_unit_test(methods_and_paths_are_known_or_refused),
        cmocka_unit_test(another_name_is_not_answered),
        cmocka_unit_test(every_answer_carries_the_headers),
        cmocka_unit_test(a_header_cannot_be_smuggled_in),
    };
    return cmocka_run_group_tests(tests, desk_begin, desk_end);
}
