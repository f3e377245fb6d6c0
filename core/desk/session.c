#include "desk/session.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

enum cookie { COOKIE_SESSION, COOKIE_GUEST, COOKIE_LANGUAGE };

static const char *const cookie_names[] = {"marhaba", "marhaba-guest", "marhaba-language"};

static void full_name(const struct exchange *exchange, enum cookie cookie, char out[40])
{
    snprintf(out, 40, "%s%s", exchange->desk->site.tls ? "__Host-" : "", cookie_names[cookie]);
}

static void set_cookie(struct exchange *exchange, enum cookie cookie, const char *value,
                       const char *age)
{
    char name[40], line[256];
    full_name(exchange, cookie, name);
    snprintf(line, sizeof line, "%s=%s; Path=/; HttpOnly; SameSite=Strict%s%s%s", name, value,
             exchange->desk->site.tls ? "; Secure" : "", age ? "; Max-Age=" : "", age ? age : "");
    response_field(exchange->response, "Set-Cookie", line);
}

static const char *read_cookie(const struct exchange *exchange, enum cookie cookie)
{
    char name[40];
    full_name(exchange, cookie, name);
    size_t name_length = strlen(name);
    const char *part = request_field(exchange->request, "cookie");
    while (part) {
        part += strspn(part, " ");
        size_t length = strcspn(part, ";");
        if (length > name_length && memcmp(part, name, name_length) == 0 &&
            part[name_length] == '=')
            return arena_copy_part(exchange->arena, part + name_length + 1,
                                   length - name_length - 1);
        part = part[length] ? part + length + 1 : NULL;
    }
    return NULL;
}

static const char *read_token(const struct exchange *exchange, enum cookie cookie)
{
    const char *value = read_cookie(exchange, cookie);
    if (!value || strlen(value) != SESSION_TOKEN - 1 ||
        strspn(value, "0123456789abcdef") != SESSION_TOKEN - 1)
        return NULL;
    return value;
}

static void choose_language(struct exchange *exchange)
{
    const char *code = read_cookie(exchange, COOKIE_LANGUAGE);
    const struct language *chosen = NULL;
    if (exchange->is_signed_in)
        chosen = language_find(exchange->officer.language);
    if (!chosen && code)
        chosen = language_find(code);
    exchange->language = chosen ? chosen : exchange->desk->language;
    exchange->html.language = exchange->language;
}

bool session_read(struct exchange *exchange, bool by_itself, struct error *error)
{
    struct store *store = exchange->desk->store;
    exchange->guest = read_token(exchange, COOKIE_GUEST);
    exchange->token = read_token(exchange, COOKIE_SESSION);
    if (exchange->token)
        exchange->is_signed_in =
            by_itself ? session_peek(store, exchange->token, &exchange->officer, error)
                      : session_officer(store, exchange->token, &exchange->officer, error);
    choose_language(exchange);
    if (exchange->token && !exchange->is_signed_in && error->kind != ERROR_DENIED)
        return false;
    if (!exchange->is_signed_in)
        exchange->token = NULL;
    return true;
}

bool session_enter(struct exchange *exchange, const char token[SESSION_TOKEN], struct error *error)
{
    if (!session_officer(exchange->desk->store, token, &exchange->officer, error))
        return false;
    exchange->token = arena_copy(exchange->arena, token);
    exchange->is_signed_in = true;
    choose_language(exchange);
    session_begin(exchange, token);
    return true;
}

void session_begin(struct exchange *exchange, const char token[SESSION_TOKEN])
{
    set_cookie(exchange, COOKIE_SESSION, token, NULL);
    set_cookie(exchange, COOKIE_GUEST, "", "0");
}

void session_forget(struct exchange *exchange)
{
    set_cookie(exchange, COOKIE_SESSION, "", "0");
    set_cookie(exchange, COOKIE_LANGUAGE, "", "0");
    response_field(exchange->response, "Clear-Site-Data", "\"cache\", \"cookies\", \"storage\"");
}

void session_ensure_guest(struct exchange *exchange)
{
    if (exchange->guest || exchange->token)
        return;
    unsigned char random[32];
    char *hex = arena_take(exchange->arena, SESSION_TOKEN, 1);
    randombytes_buf(random, sizeof random);
    sodium_bin2hex(hex, SESSION_TOKEN, random, sizeof random);
    exchange->guest = hex;
    set_cookie(exchange, COOKIE_GUEST, hex, NULL);
}

void session_choose_language(struct exchange *exchange, const char *code)
{
    set_cookie(exchange, COOKIE_LANGUAGE, code, "31536000");
}

void session_form_token(const struct exchange *exchange, char out[FORM_TOKEN])
{
    static const char purpose[] = "marhaba desk form";
    const char *secret = exchange->token ? exchange->token : exchange->guest;
    out[0] = '\0';
    if (!secret)
        return;
    unsigned char hash[(FORM_TOKEN - 1) / 2];
    crypto_generichash(hash, sizeof hash, (const unsigned char *)purpose, sizeof purpose - 1,
                       (const unsigned char *)secret, SESSION_TOKEN - 1);
    sodium_bin2hex(out, FORM_TOKEN, hash, sizeof hash);
}

bool session_form_is_ours(const struct exchange *exchange)
{
    char expected[FORM_TOKEN];
    session_form_token(exchange, expected);
    const char *given = form_value(&exchange->form, "token");
    return expected[0] && strlen(given) == FORM_TOKEN - 1 &&
           sodium_memcmp(given, expected, FORM_TOKEN - 1) == 0;
}

void session_form_key(char out[FORM_TOKEN])
{
    unsigned char random[(FORM_TOKEN - 1) / 2];
    randombytes_buf(random, sizeof random);
    sodium_bin2hex(out, FORM_TOKEN, random, sizeof random);
}
