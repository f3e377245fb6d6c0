/* Changing a password: guessing is slowed as at sign-in, and a session that ended is told as such.
 */
#include "fixture.h"

#include "desk/pages.h"

static char amina[SESSION_TOKEN];

static const char wrong_old[] = "old=guess&new=figuier+et+lune&again=figuier+et+lune";

static void guessing_is_slowed_as_at_sign_in(void **state)
{
    (void)state;
    int status = 422;
    for (int tries = 0; tries < 20 && status == 422; tries++) {
        struct response response = post(amina, "/password", wrong_old);
        status = response.status;
        if (status == 422)
            assert_non_null(strstr(buffer_text(&response.body), "actuel n’est pas le bon"));
        else
            assert_non_null(strstr(buffer_text(&response.body), "Trop d’essais. Attendez "));
        assert_int_equal(status != 422,
                         strstr(buffer_text(&response.fields), "Retry-After: ") != NULL);
        response_free(&response);
    }
    assert_int_equal(status, 429);
}

/* The session ends after the router looked at it: what the page itself then makes of it. */
static void a_session_that_ended_leads_to_signing_in(void **state)
{
    (void)state;
    struct error error = {0};
    assert_true(session_end(desk->store, amina, &error));
    struct request request = {.method = METHOD_POST,
                              .path = "/password",
                              .query = "",
                              .address = "127.0.0.1",
                              .fields = {{"cookie", "marhaba=1"}},
                              .field_count = 1};
    struct response response = response_new();
    struct exchange exchange = {.desk = desk,
                                .request = &request,
                                .response = &response,
                                .arena = arena_new(),
                                .language = desk->language,
                                .html = {.out = &response.body, .language = desk->language},
                                .token = amina,
                                .is_signed_in = true,
                                .officer = {.login = "amina", .name = "Amina"}};
    assert_true(form_read(exchange.arena, wrong_old, strlen(wrong_old), &exchange.form, &error));
    password_post(&exchange);
    assert_int_equal(response.status, 401);
    assert_non_null(strstr(buffer_text(&response.body), "action=\"/sign-in\""));
    assert_non_null(strstr(buffer_text(&response.body), "Votre session est finie"));
    assert_null(strstr(buffer_text(&response.body), "Amina"));
    arena_free(exchange.arena);
    response_free(&response);
}

static int begin(void **state)
{
    if (desk_begin(state) != 0)
        return -1;
    sign_in_anew("amina", amina);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(guessing_is_slowed_as_at_sign_in),
        cmocka_unit_test(a_session_that_ended_leads_to_signing_in),
    };
    return cmocka_run_group_tests(tests, begin, desk_end);
}
