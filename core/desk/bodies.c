#include "desk/bodies.h"

#include "content/words.h"
#include "desk/published.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define MOST_BODIES 400u

/* ---- Which ---- */

static bool is_listed(const struct bodies *bodies, const char *id)
{
    for (size_t i = 0; i < bodies->count; i++)
        if (strcmp(bodies->list[i].id, id) == 0)
            return true;
    return false;
}

static void add(struct exchange *exchange, struct bodies *bodies, const char *id, const char *name)
{
    if (bodies->count == MOST_BODIES || is_listed(bodies, id))
        return;
    id = arena_copy(exchange->arena, id);
    bodies->list[bodies->count++] =
        (struct body_choice){id, name[0] ? arena_copy(exchange->arena, name) : id};
}

static void add_known(struct exchange *exchange, struct bodies *bodies, const char *id)
{
    json_t *body = published_record(exchange, "body", id);
    if (body)
        add(exchange, bodies, id, content_text(body, "short"));
    json_decref(body);
}

/* What the plugin's manifest names, then what the service's papers or page name. */
static void add_of_service(struct exchange *exchange, struct bodies *bodies, const char *code)
{
    const struct service *service = registry_service(exchange->desk->registry, code);
    struct library_date date;
    for (size_t i = 0; service && service->bodies && service->bodies[i]; i++)
        add_known(exchange, bodies, service->bodies[i]);
    if (!library_date_of(published_library(exchange), code, &date))
        return;
    json_t *record = published_record(exchange, date.kind, date.id);
    const json_t *named = json_object_get(record, "bodies");
    for (size_t i = 0; i < json_array_size(named); i++) {
        const json_t *one = json_array_get(named, i);
        const char *id = json_is_string(one) ? json_string_value(one) : content_text(one, "id");
        add_known(exchange, bodies, id);
    }
    json_decref(record);
}

static void add_all(struct exchange *exchange, struct bodies *bodies)
{
    size_t from = 0, got = 0;
    do {
        const char *text =
            library_list(published_library(exchange), exchange->arena, "body", "", (uint32_t)from);
        json_t *list = text ? json_loads(text, 0, NULL) : NULL;
        const json_t *items = json_object_get(list, "items");
        got = json_array_size(items);
        for (size_t i = 0; i < got; i++) {
            const json_t *item = json_array_get(items, i);
            add(exchange, bodies, content_text(item, "id"), content_text(item, "short"));
        }
        from += got;
        json_decref(list);
    } while (got > 0 && bodies->count < MOST_BODIES);
}

static int by_name(const void *one, const void *other)
{
    const struct body_choice *a = one, *b = other;
    int order = strcasecmp(a->name, b->name);
    return order ? order : strcmp(a->id, b->id);
}

struct bodies bodies_for(struct exchange *exchange, const char *service)
{
    struct bodies bodies = {.count = 0};
    bodies.list = arena_take(exchange->arena, MOST_BODIES, sizeof *bodies.list);
    add_of_service(exchange, &bodies, service);
    bodies.of_service = bodies.count;
    add_all(exchange, &bodies);
    qsort(bodies.list + bodies.of_service, bodies.count - bodies.of_service, sizeof *bodies.list,
          by_name);
    return bodies;
}

/* ---- Who can answer ---- */

static void write_link(struct exchange *exchange, const char *style, const char *address,
                       const char *shown)
{
    bool is_web = strcmp(style, "web") == 0;
    html_open(&exchange->html, "p", "class", style, NULL);
    html_element(&exchange->html, "a", shown, "href", address, "dir", "ltr", "rel",
                 is_web ? "noopener noreferrer" : NULL, "target", is_web ? "_blank" : NULL, NULL);
    html_close(&exchange->html, "p");
}

/* "tel:" takes digits and a plus, not the blanks people read. */
static const char *phone_address(struct exchange *exchange, const char *phone)
{
    char *address = arena_print(exchange->arena, "tel:%s", phone), *to = address + 4;
    for (const char *from = to; *from; from++)
        if ((*from >= '0' && *from <= '9') || (*from == '+' && to == address + 4))
            *to++ = *from;
    *to = '\0';
    return address;
}

static void write_body(struct exchange *exchange, const char *id)
{
    struct html *html = &exchange->html;
    json_t *body = published_record(exchange, "body", id);
    const char *web = content_text(body, "web"), *phone = content_text(body, "phone");
    html_open(html, "li", "data-body", id, NULL);
    html_element(html, "strong", content_text(body, "short"), "dir", "auto", NULL);
    published_say_in(exchange, "p", "quiet", json_object_get(body, "name"));
    published_say_in(exchange, "p", NULL, json_object_get(body, "does"));
    published_say_in(exchange, "p", NULL, json_object_get(body, "reach"));
    if (phone[0])
        write_link(exchange, "phone", phone_address(exchange, phone), phone);
    if (strncmp(web, "https://", 8) == 0)
        write_link(exchange, "web", web, web + 8);
    html_close(html, "li");
    json_decref(body);
}

void bodies_write(struct exchange *exchange, const struct bodies *bodies)
{
    struct html *html = &exchange->html;
    if (bodies->of_service == 0)
        return;
    /* Folded: the deeds below stay in view. */
    html_open(html, "details", "class", "bodies", NULL);
    say_in(exchange, "summary", NULL, "bodies.title");
    html_open(html, "ul", NULL);
    for (size_t i = 0; i < bodies->of_service; i++)
        write_body(exchange, bodies->list[i].id);
    html_close(html, "ul");
    html_close(html, "details");
}

static void write_options(struct exchange *exchange, const struct bodies *bodies, size_t from,
                          size_t until, const char *label, const char *chosen)
{
    struct html *html = &exchange->html;
    if (from == until)
        return;
    html_open(html, "optgroup", "label", words_plain(exchange, label), NULL);
    for (size_t i = from; i < until; i++) {
        const struct body_choice *body = &bodies->list[i];
        bool is_chosen = chosen && strcmp(body->id, chosen) == 0;
        html_element(html, "option", body->name, "value", body->id, "selected",
                     is_chosen ? "" : NULL, "dir", "auto", NULL);
    }
    html_close(html, "optgroup");
}

void bodies_choice_write(struct exchange *exchange, const struct bodies *bodies, const char *chosen)
{
    struct html *html = &exchange->html;
    if (bodies->count == 0)
        return;
    html_open(html, "label", "class", "field", NULL);
    say_in(exchange, "span", NULL, "step.body");
    html_open(html, "select", "name", "body", NULL);
    html_element(html, "option", words_plain(exchange, "step.nobody"), "value", "", NULL);
    write_options(exchange, bodies, 0, bodies->of_service, "bodies.of-service", chosen);
    write_options(exchange, bodies, bodies->of_service, bodies->count, "bodies.others", chosen);
    html_close(html, "select");
    html_close(html, "label");
}
