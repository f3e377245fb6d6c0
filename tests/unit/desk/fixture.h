/* A desk on a fresh installation, asked without a network: for each test of this room. */
#ifndef MARHABA_TESTS_DESK_FIXTURE_H
#define MARHABA_TESTS_DESK_FIXTURE_H

#include "desk/router.h"

#include "base/file.h"
#include "desk/session.h"
#include "screen/fact.h"
#include "store/tickets.h"
#include "ticket/ticket.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define PASSWORD "safran argane 2026"

static struct desk *desk;
static const char *desk_at;       /* when its clock starts; NULL: the machine's */
static char token[SESSION_TOKEN]; /* of an officer whose first password must be changed */

struct asking {
    enum request_method method;
    const char *path, *cookie, *site, *type, *body;
};

static inline struct response ask(const struct asking *asking)
{
    struct request request = {.method = asking->method,
                              .path = asking->path,
                              .query = "",
                              .body = asking->body ? asking->body : "",
                              .address = "127.0.0.1"};
    const struct request_field fields[] = {{"host", "127.0.0.1:8470"},
                                           {"cookie", asking->cookie},
                                           {"sec-fetch-site", asking->site},
                                           {"content-type", asking->type}};
    request.body_length = strlen(request.body);
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (fields[i].value)
            request.fields[request.field_count++] = fields[i];
    struct response response = response_new();
    router_answer(desk, &request, &response);
    return response;
}

static inline int status_of(const struct asking *asking)
{
    struct response response = ask(asking);
    int status = response.status;
    response_free(&response);
    return status;
}

static const char form_type[] = "application/x-www-form-urlencoded";

/* A session of an officer who has chosen a password. */
static inline void sign_in_anew(const char *login, char session[SESSION_TOKEN])
{
    struct error error = {0};
    char old[20], first[SESSION_TOKEN];
    int64_t wait = 0;
    assert_true(officer_reset(desk->store, login, old, &error));
    assert_true(officer_sign_in(desk->store, login, old, "192.0.2.7", first, &wait, &error));
    assert_true(officer_change_password(desk->store, first, old, PASSWORD, session, &wait, &error));
}

/* The answer to a form sent from one of our own pages. */
static inline struct response post_as_is(const char *session, const char *path, const char *body)
{
    char cookie[100];
    snprintf(cookie, sizeof cookie, "marhaba=%s", session);
    return ask(&(struct asking){.method = METHOD_POST,
                                .path = path,
                                .cookie = cookie,
                                .site = "same-origin",
                                .type = form_type,
                                .body = body});
}

/* The same with this session's token in it; `values` may be "". */
static inline struct response post(const char *session, const char *path, const char *values)
{
    char form[FORM_TOKEN];
    struct exchange exchange = {.is_signed_in = true, .token = session};
    session_form_token(&exchange, form);
    struct buffer body = buffer_new(REQUEST_MAX_BODY);
    buffer_print(&body, "token=%s&", form);
    buffer_add_text(&body, values);
    struct response response = post_as_is(session, path, buffer_text(&body));
    buffer_free(&body);
    return response;
}

static inline struct response get(const char *session, const char *path)
{
    char cookie[100];
    snprintf(cookie, sizeof cookie, "marhaba=%s", session);
    return ask(&(struct asking){.path = path, .cookie = cookie});
}

static inline void must(bool done, const struct error *error)
{
    if (!done)
        fail_msg("%s", error->text);
}

/* What an answer is, and what it says and does not; each may be NULL. Frees it. */
static inline void expect(struct response response, int status, const char *with,
                          const char *without)
{
    const char *page = buffer_text(&response.body);
    if (response.status != status)
        fail_msg("%d: %s", response.status, page);
    if (with && !strstr(page, with))
        fail_msg("no \"%s\" in: %s", with, page);
    if (without && strstr(page, without))
        fail_msg("\"%s\" in: %s", without, page);
    response_free(&response);
}

/* A ticket of the checklist, which nobody has opened yet, and where its case is. */
static inline bool desk_issue(const struct facts *facts, struct ticket_row *out, char path[64],
                              struct error *error)
{
    struct buffer json = buffer_new(1 << 16);
    struct ticket_id id = ticket_id_new();
    bool slot_taken;
    facts_encode(&json, "checklist", facts);
    struct ticket_draft draft = {.code = "123456789",
                                 .service = "PEN-FR",
                                 .prefix = "A",
                                 .language = "ar",
                                 .facts = json.bytes,
                                 .facts_length = json.length};
    memcpy(draft.id, id.bytes, sizeof draft.id);
    bool done = ticket_issue(desk->store, &draft, out, &slot_taken, error);
    snprintf(path, 64, "/case/%lld", (long long)out->case_id);
    buffer_free(&json);
    return done;
}

static inline int desk_begin(void **state)
{
    (void)state;
    struct error error = {0};
    struct buffer yaml = {0};
    char folder[] = MARHABA_SCRATCH "/desk-XXXXXX", password[20];
    int64_t wait = 0;
    if (!mkdtemp(folder))
        return -1;
    char *file = file_join(folder, "commune.yaml");
    struct clock *clock = clock_new();
    bool good = file_read(MARHABA_TALIOUINE "/commune.yaml", 1 << 20, &yaml, &error) &&
                file_write(file, yaml.bytes, yaml.length, 0600, &error) &&
                store_create(folder, clock, &error) &&
                (desk = desk_open(
                     &(struct desk_options){
                         .home = folder, .prefix = MARHABA_STAGE, .port = 8470, .at = desk_at},
                     &error)) &&
                officer_add(desk->store, "amina", "Amina", password, &error) &&
                officer_sign_in(desk->store, "amina", password, "127.0.0.1", token, &wait, &error);
    if (!good)
        fprintf(stderr, "%s\n", error.text);
    clock_free(clock);
    buffer_free(&yaml);
    free(file);
    return good ? 0 : -1;
}

static inline int desk_end(void **state)
{
    (void)state;
    desk_close(desk);
    return 0;
}

#endif
