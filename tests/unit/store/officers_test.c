#include "fixture.h"
#include "store/password.h"

#define DESK_ADDRESS "192.168.1.20"

struct signing {
    struct fixture f;
    char password[20];
    char token[SESSION_TOKEN];
    int64_t wait;
};

static void start(struct signing *s)
{
    *s = (struct signing){0};
    fixture_start(&s->f);
    add_officer(&s->f, "fatima", "Fatima Amrani", s->password);
}

static bool sign_in(struct signing *s, const char *login, const char *password, const char *address)
{
    error_clear(&s->f.error);
    return officer_sign_in(s->f.desk, login, password, address, s->token, &s->wait, &s->f.error);
}

static void first_passwords_are_random_and_readable(void **state)
{
    (void)state;
    char seen[50][20];
    for (size_t i = 0; i < 50; i++) {
        password_first(seen[i]);
        assert_int_equal(strlen(seen[i]), 14);
        assert_int_equal(strspn(seen[i], "abcdefghijkmnpqrstuvwxyz23456789-"), 14);
        assert_true(seen[i][4] == '-' && seen[i][9] == '-');
        for (size_t k = 0; k < i; k++)
            assert_string_not_equal(seen[i], seen[k]);
    }
}

static void passwords_are_judged(void **state)
{
    (void)state;
    static char of_128[129], of_129[130];
    memset(of_128, 'a', 128);
    memset(of_129, 'a', 129);
    memcpy(of_128, "qxyzw", 5);
    memcpy(of_129, "qxyzw", 5);
    static const struct {
        const char *password, *complaint; /* NULL: fit */
    } cases[] = {
        {"tajine sous la pluie", NULL},
        {"figuier-7-lune", NULL},
        {"ⵜⴰⴼⵓⴽⵜ ⴷ ⵡⴰⵢⵢⵓⵔ", NULL},
        {"شجرة الأركان العالية", NULL},
        {"8f3k29fk", NULL},
        {of_128, NULL},
        {of_129, "too long"},
        {"", "too short"},
        {"short", "too short"},
        {"ⵜⴰⴼⵓⴽⵜⵉ", "too short"},
        {"12345678", "first that others"},
        {"Password", "first that others"},
        {"password2026!", "first that others"},
        {"AZERTYUIOP", "first that others"},
        {"azerty123456", "first that others"},
        {"...bonjour...", "first that others"},
        {"1a2z3e4r", "first that others"},
        {"aaaaaaaaaaaa", "first that others"},
        {"abababababab", "first that others"},
        {"f.amrani", "login"},
        {"F.Amrani2026", "login"},
        {"taliouine", "commune"},
        {"Taliouine-2026", "commune"},
        {"marhaba1", "commune"},
        {"with\ttab and \x01 control", "shown"},
        {"bad utf8 \xff\xfe", "shown"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct error error = {0};
        bool fit = password_is_fit(cases[i].password, "f.amrani", "taliouine", &error);
        if (fit != !cases[i].complaint)
            fail_msg("\"%s\": %s", cases[i].password, fit ? "let through" : error.text);
        if (!fit)
            expect_sentence(&error, ERROR_INPUT, cases[i].complaint);
    }
}

static void officers_are_added_listed_and_refused(void **state)
{
    (void)state;
    struct signing s;
    start(&s);
    struct officer *officers;
    size_t count;
    char password[20];
    add_officer(&s.f, "Ali.B", "Ali Bouhlal", password);
    assert_false(officer_add(s.f.admin, "ALI.b", "Another", password, &s.f.error));
    expect_sentence(&s.f.error, ERROR_TAKEN, "ali.b");
    assert_string_equal(password, "");
    static const struct {
        const char *login, *name;
    } wrong[] = {
        {"", "Name"}, {"two words", "Name"}, {"é", "Name"},  {"x'; DROP TABLE officers", "Name"},
        {"ok", ""},   {"ok", "two\nlines"},  {NULL, "Name"}, {"ok", NULL}};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        assert_false(officer_add(s.f.admin, wrong[i].login, wrong[i].name, password, &s.f.error));
        assert_int_equal(s.f.error.kind, ERROR_INPUT);
    }
    check(officer_set_language(s.f.desk, "fatima", "zgh", &s.f.error), &s.f.error);
    check(officer_disable(s.f.admin, "ali.b", &s.f.error), &s.f.error);
    check(officer_disable(s.f.admin, "ali.b", &s.f.error), &s.f.error);
    check(officer_list(s.f.desk, s.f.arena, &officers, &count, &s.f.error), &s.f.error);
    assert_int_equal(count, 2);
    assert_string_equal(officers[0].login, "ali.b");
    assert_true(officers[0].disabled);
    assert_string_equal(officers[1].name, "Fatima Amrani");
    assert_string_equal(officers[1].language, "zgh");
    assert_true(officers[1].must_change && !officers[1].disabled);
    assert_false(officer_disable(s.f.admin, "nobody", &s.f.error));
    assert_int_equal(s.f.error.kind, ERROR_MISSING);
    assert_false(officer_reset(s.f.admin, "nobody", password, &s.f.error));
    assert_int_equal(s.f.error.kind, ERROR_MISSING);
    fixture_end(&s.f);
}

static void signing_in_needs_the_right_login_and_password(void **state)
{
    (void)state;
    struct signing s;
    start(&s);
    struct officer officer;
    check(sign_in(&s, "Fatima", s.password, DESK_ADDRESS), &s.f.error);
    assert_int_equal(strlen(s.token), 64);
    check(session_officer(s.f.desk, s.token, &officer, &s.f.error), &s.f.error);
    assert_string_equal(officer.login, "fatima");
    assert_true(officer.must_change);
    assert_int_equal(officer.seen_ms, clock_now_ms(s.f.clock));
    static const struct {
        const char *login, *password;
    } wrong[] = {{"fatima", ""}, {"fatima", "wrong"}, {"nobody", "wrong"}, {"", ""}, {NULL, "x"}};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        assert_false(sign_in(&s, wrong[i].login, wrong[i].password, DESK_ADDRESS));
        expect_sentence(&s.f.error, ERROR_DENIED, "the login or the password is wrong");
        assert_string_equal(s.token, "");
    }
    static char endless[100000];
    memset(endless, 'x', sizeof endless - 1);
    assert_false(sign_in(&s, "fatima", endless, DESK_ADDRESS));
    assert_int_equal(s.f.error.kind, ERROR_DENIED);
    check(officer_disable(s.f.admin, "fatima", &s.f.error), &s.f.error);
    assert_false(sign_in(&s, "fatima", s.password, "10.0.0.1"));
    expect_sentence(&s.f.error, ERROR_DENIED, "the login or the password is wrong");
    check(officer_reset(s.f.admin, "fatima", s.password, &s.f.error), &s.f.error);
    check(sign_in(&s, "fatima", s.password, "10.0.0.1"), &s.f.error);
    fixture_end(&s.f);
}

static void neither_token_nor_password_is_stored(void **state)
{
    (void)state;
    struct signing s;
    struct buffer bytes;
    start(&s);
    check(sign_in(&s, "fatima", s.password, DESK_ADDRESS), &s.f.error);
    char token[SESSION_TOKEN];
    memcpy(token, s.token, sizeof token);
    assert_false(sign_in(&s, "my-secret-typed-as-login", "x", DESK_ADDRESS));
    fixture_close_stores(&s.f);
    char *path = file_join(s.f.home, "marhaba.db");
    check(file_read(path, 8u << 20, &bytes, &s.f.error), &s.f.error);
    const char *const secrets[] = {s.password, token, "my-secret-typed"};
    for (size_t k = 0; k < 3; k++)
        for (size_t i = 0; i + strlen(secrets[k]) <= bytes.length; i++)
            if (memcmp(bytes.bytes + i, secrets[k], strlen(secrets[k])) == 0)
                fail_msg("\"%s\" lies in the database", secrets[k]);
    assert_int_equal(count_of(&s.f, "SELECT count(*) FROM officers WHERE password"
                                    " GLOB '$argon2id$v=19$m=65536,t=2,p=1$*'"),
                     1);
    buffer_free(&bytes);
    free(path);
    fixture_end(&s.f);
}

static void a_weak_hash_is_renewed_at_sign_in(void **state)
{
    (void)state;
    struct signing s;
    start(&s);
    /* "correct horse", by argon2 with t=1 and m=8 KiB. */
    tamper(&s.f, "UPDATE officers SET password ="
                 " '$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$"
                 "fGboIvzlkt1eU7JnWpaFoCiFdQqj41xKJW/x6HC4Hu4'");
    check(sign_in(&s, "fatima", "correct horse", DESK_ADDRESS), &s.f.error);
    assert_int_equal(
        count_of(&s.f, "SELECT count(*) FROM officers WHERE password GLOB '*m=65536,t=2*'"), 1);
    check(sign_in(&s, "fatima", "correct horse", DESK_ADDRESS), &s.f.error);
    fixture_end(&s.f);
}

/* One wrong try; the seconds of wait it was answered with, 0 when it was looked at. */
static int64_t try_wrong(struct signing *s, const char *login, const char *address)
{
    assert_false(sign_in(s, login, "wrong", address));
    assert_int_equal(s->f.error.kind, s->wait > 0 ? ERROR_BUSY : ERROR_DENIED);
    return s->wait;
}

static void wrong_tries_are_slowed_more_and_more(void **state)
{
    (void)state;
    static const int64_t waits[] = {0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60};
    static const char *const logins[] = {"fatima", "nobody"};
    for (size_t k = 0; k < 2; k++) {
        struct signing s;
        start(&s);
        for (size_t i = 0; i < sizeof waits / sizeof waits[0]; i++) {
            int64_t wait = try_wrong(&s, logins[k], DESK_ADDRESS);
            assert_int_equal(wait, waits[i]);
            if (wait == 0)
                continue;
            clock_advance(s.f.clock, wait * 1000 - 1);
            assert_int_equal(try_wrong(&s, logins[k], DESK_ADDRESS), 1);
            clock_advance(s.f.clock, 1);
            assert_int_equal(try_wrong(&s, logins[k], DESK_ADDRESS), 0);
        }
        assert_true(try_wrong(&s, logins[k], DESK_ADDRESS) > 0);
        clock_advance(s.f.clock, HOUR_MS);
        for (size_t i = 0; i < 3; i++)
            assert_int_equal(try_wrong(&s, logins[k], DESK_ADDRESS), 0);
        fixture_end(&s.f);
    }
}

static void the_right_password_waits_too_and_then_clears_the_count(void **state)
{
    (void)state;
    struct signing s;
    start(&s);
    for (size_t i = 0; i < 3; i++)
        try_wrong(&s, "fatima", DESK_ADDRESS);
    assert_false(sign_in(&s, "fatima", s.password, DESK_ADDRESS));
    assert_int_equal(s.wait, 1);
    clock_advance(s.f.clock, 1000);
    check(sign_in(&s, "fatima", s.password, DESK_ADDRESS), &s.f.error);
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(try_wrong(&s, "fatima", DESK_ADDRESS), 0);
    fixture_end(&s.f);
}

static void an_attacker_elsewhere_does_not_lock_the_owner_out(void **state)
{
    (void)state;
    struct signing s;
    char address[32];
    start(&s);
    check(sign_in(&s, "fatima", s.password, DESK_ADDRESS), &s.f.error);
    for (int i = 0; i < 10; i++) {
        snprintf(address, sizeof address, "10.0.0.%d", i);
        assert_int_equal(try_wrong(&s, "fatima", address), 0);
    }
    /* A new address pays for what all new addresses did; the known one and the desk do not. */
    assert_int_equal(try_wrong(&s, "fatima", "10.0.0.200"), 1);
    check(sign_in(&s, "fatima", s.password, DESK_ADDRESS), &s.f.error);
    check(sign_in(&s, "fatima", s.password, "127.0.0.1"), &s.f.error);
    clock_advance(s.f.clock, 1000);
    assert_int_equal(try_wrong(&s, "fatima", "10.0.0.200"), 0);
    assert_int_equal(try_wrong(&s, "fatima", "10.0.0.201"), 2);
    fixture_end(&s.f);
}

/* Random logins cost as much as one: nobody may keep the desk busy with them. */
static void one_address_is_slowed_whatever_logins_it_tries(void **state)
{
    (void)state;
    static const char *const addresses[] = {"127.0.0.1", "::1", DESK_ADDRESS};
    static const int64_t waits[] = {1, 2, 4, 8, 16, 32, 60, 60};
    for (size_t k = 0; k < sizeof addresses / sizeof addresses[0]; k++) {
        struct signing s;
        char login[32];
        start(&s);
        for (int i = 0; i < 20; i++) {
            snprintf(login, sizeof login, "random%d", i);
            assert_int_equal(try_wrong(&s, login, addresses[k]), 0);
        }
        for (size_t i = 0; i < sizeof waits / sizeof waits[0]; i++) {
            snprintf(login, sizeof login, "more%zu", i);
            assert_int_equal(try_wrong(&s, login, addresses[k]), waits[i]);
            clock_advance(s.f.clock, waits[i] * 1000);
            assert_int_equal(try_wrong(&s, login, addresses[k]), 0);
        }
        /* Elsewhere nobody notices; here the owner gets in after the wait. */
        check(sign_in(&s, "fatima", s.password, "192.168.1.21"), &s.f.error);
        assert_false(sign_in(&s, "fatima", s.password, addresses[k]));
        assert_int_equal(s.f.error.kind, ERROR_BUSY);
        assert_in_range(s.wait, 1, 60);
        clock_advance(s.f.clock, s.wait * 1000);
        check(sign_in(&s, "fatima", s.password, addresses[k]), &s.f.error);
        clock_advance(s.f.clock, 15 * MINUTE_MS);
        for (int i = 0; i < 20; i++) {
            snprintf(login, sizeof login, "later%d", i);
            assert_int_equal(try_wrong(&s, login, addresses[k]), 0);
        }
        fixture_end(&s.f);
    }
}

/* A whole team behind one address signs in all day. */
static void right_passwords_never_slow_an_address(void **state)
{
    (void)state;
    struct signing s;
    start(&s);
    for (int i = 0; i < 25; i++)
        check(sign_in(&s, "fatima", s.password, DESK_ADDRESS), &s.f.error);
    fixture_end(&s.f);
}

static void what_a_page_asks_by_itself_keeps_no_session_alive(void **state)
{
    (void)state;
    struct signing s;
    struct officer officer;
    start(&s);
    check(sign_in(&s, "fatima", s.password, DESK_ADDRESS), &s.f.error);
    for (int i = 0; i < 3; i++) {
        clock_advance(s.f.clock, 10 * MINUTE_MS);
        check(session_peek(s.f.desk, s.token, &officer, &s.f.error), &s.f.error);
        assert_string_equal(officer.login, "fatima");
    }
    clock_advance(s.f.clock, 1);
    assert_false(session_peek(s.f.desk, s.token, &officer, &s.f.error));
    assert_int_equal(s.f.error.kind, ERROR_DENIED);
    assert_false(session_officer(s.f.desk, s.token, &officer, &s.f.error));
    fixture_end(&s.f);
}

static void sessions_end(void **state)
{
    (void)state;
    struct signing s;
    struct officer officer;
    start(&s);
    check(sign_in(&s, "fatima", s.password, DESK_ADDRESS), &s.f.error);
    /* Every 20 minutes a page, up to ten hours in all. */
    for (int i = 0; i < 30; i++) {
        check(session_officer(s.f.desk, s.token, &officer, &s.f.error), &s.f.error);
        clock_advance(s.f.clock, 20 * MINUTE_MS);
    }
    check(session_officer(s.f.desk, s.token, &officer, &s.f.error), &s.f.error);
    clock_advance(s.f.clock, 1);
    assert_false(session_officer(s.f.desk, s.token, &officer, &s.f.error));
    expect_sentence(&s.f.error, ERROR_DENIED, "has ended");

    check(sign_in(&s, "fatima", s.password, DESK_ADDRESS), &s.f.error);
    clock_advance(s.f.clock, 30 * MINUTE_MS);
    check(session_officer(s.f.desk, s.token, &officer, &s.f.error), &s.f.error);
    clock_advance(s.f.clock, 30 * MINUTE_MS + 1);
    assert_false(session_officer(s.f.desk, s.token, &officer, &s.f.error));

    check(sign_in(&s, "fatima", s.password, DESK_ADDRESS), &s.f.error);
    clock_advance(s.f.clock, -2 * HOUR_MS);
    assert_false(session_officer(s.f.desk, s.token, &officer, &s.f.error));
    clock_advance(s.f.clock, 2 * HOUR_MS);

    check(sign_in(&s, "fatima", s.password, DESK_ADDRESS), &s.f.error);
    check(session_end(s.f.desk, s.token, &s.f.error), &s.f.error);
    assert_false(session_officer(s.f.desk, s.token, &officer, &s.f.error));
    check(session_end(s.f.desk, s.token, &s.f.error), &s.f.error);

    check(sign_in(&s, "fatima", s.password, DESK_ADDRESS), &s.f.error);
    check(officer_disable(s.f.admin, "fatima", &s.f.error), &s.f.error);
    assert_false(session_officer(s.f.desk, s.token, &officer, &s.f.error));
    fixture_end(&s.f);
}

static void made_up_tokens_open_nothing(void **state)
{
    (void)state;
    struct signing s;
    struct officer officer;
    char changed[SESSION_TOKEN];
    start(&s);
    check(sign_in(&s, "fatima", s.password, DESK_ADDRESS), &s.f.error);
    memcpy(changed, s.token, sizeof changed);
    changed[63] = changed[63] == '0' ? '1' : '0';
    const char *const tokens[] = {
        "",
        NULL,
        "x",
        changed,
        "0000000000000000000000000000000000000000000000000000000000000000",
        "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz"};
    for (size_t i = 0; i < sizeof tokens / sizeof tokens[0]; i++) {
        assert_false(session_officer(s.f.desk, tokens[i], &officer, &s.f.error));
        assert_int_equal(s.f.error.kind, ERROR_DENIED);
    }
    fixture_end(&s.f);
}

static void a_new_password_ends_all_other_sessions(void **state)
{
    (void)state;
    struct signing s;
    struct officer officer;
    char other[SESSION_TOKEN], fresh[SESSION_TOKEN];
    static const char good[] = "figuier et lune rousse";
    start(&s);
    check(sign_in(&s, "fatima", s.password, "10.0.0.9"), &s.f.error);
    memcpy(other, s.token, sizeof other);
    check(sign_in(&s, "fatima", s.password, DESK_ADDRESS), &s.f.error);
    assert_false(
        officer_change_password(s.f.desk, s.token, "wrong", good, fresh, &s.wait, &s.f.error));
    expect_sentence(&s.f.error, ERROR_DENIED, "old password");
    assert_false(officer_change_password(s.f.desk, s.token, s.password, "fatima99", fresh, &s.wait,
                                         &s.f.error));
    assert_int_equal(s.f.error.kind, ERROR_INPUT);
    assert_false(officer_change_password(s.f.desk, s.token, s.password, s.password, fresh, &s.wait,
                                         &s.f.error));
    expect_sentence(&s.f.error, ERROR_INPUT, "old one");
    assert_string_equal(fresh, "");
    check(officer_change_password(s.f.desk, s.token, s.password, good, fresh, &s.wait, &s.f.error),
          &s.f.error);
    assert_false(session_officer(s.f.desk, s.token, &officer, &s.f.error));
    assert_false(session_officer(s.f.desk, other, &officer, &s.f.error));
    check(session_officer(s.f.desk, fresh, &officer, &s.f.error), &s.f.error);
    assert_false(officer.must_change);
    char ended[SESSION_TOKEN];
    assert_false(officer_change_password(s.f.desk, other, good, "amandier et miel", ended, &s.wait,
                                         &s.f.error));
    expect_sentence(&s.f.error, ERROR_MISSING, "has ended");
    assert_false(sign_in(&s, "fatima", s.password, DESK_ADDRESS));
    check(sign_in(&s, "fatima", good, DESK_ADDRESS), &s.f.error);
    fixture_end(&s.f);
}

static void a_stolen_session_cannot_guess_the_password(void **state)
{
    (void)state;
    struct signing s;
    char fresh[SESSION_TOKEN];
    start(&s);
    check(sign_in(&s, "fatima", s.password, DESK_ADDRESS), &s.f.error);
    for (int i = 0; i < 4; i++) {
        assert_false(officer_change_password(s.f.desk, s.token, "guess", "figuier et lune", fresh,
                                             &s.wait, &s.f.error));
        assert_int_equal(s.f.error.kind, i < 3 ? ERROR_DENIED : ERROR_BUSY);
        assert_int_equal(s.wait, i < 3 ? 0 : 1);
        assert_string_equal(fresh, "");
    }
    fixture_end(&s.f);
}

static void the_communes_name_is_no_password(void **state)
{
    (void)state;
    struct signing s;
    char fresh[SESSION_TOKEN];
    static const char commune[] = "slug: tafraout\n";
    start(&s);
    char *path = file_join(s.f.home, "commune.yaml");
    check(file_write(path, commune, sizeof commune - 1, 0644, &s.f.error), &s.f.error);
    check(sign_in(&s, "fatima", s.password, DESK_ADDRESS), &s.f.error);
    assert_false(officer_change_password(s.f.desk, s.token, s.password, "Tafraout2026", fresh,
                                         &s.wait, &s.f.error));
    expect_sentence(&s.f.error, ERROR_INPUT, "commune");
    free(path);
    fixture_end(&s.f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(first_passwords_are_random_and_readable),
        cmocka_unit_test(passwords_are_judged),
        cmocka_unit_test(officers_are_added_listed_and_refused),
        cmocka_unit_test(signing_in_needs_the_right_login_and_password),
        cmocka_unit_test(neither_token_nor_password_is_stored),
        cmocka_unit_test(a_weak_hash_is_renewed_at_sign_in),
        cmocka_unit_test(wrong_tries_are_slowed_more_and_more),
        cmocka_unit_test(the_right_password_waits_too_and_then_clears_the_count),
        cmocka_unit_test(an_attacker_elsewhere_does_not_lock_the_owner_out),
        cmocka_unit_test(one_address_is_slowed_whatever_logins_it_tries),
        cmocka_unit_test(right_passwords_never_slow_an_address),
        cmocka_unit_test(what_a_page_asks_by_itself_keeps_no_session_alive),
        cmocka_unit_test(sessions_end),
        cmocka_unit_test(made_up_tokens_open_nothing),
        cmocka_unit_test(a_new_password_ends_all_other_sessions),
        cmocka_unit_test(a_stolen_session_cannot_guess_the_password),
        cmocka_unit_test(the_communes_name_is_no_password),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
