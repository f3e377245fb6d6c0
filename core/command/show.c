#include "base/memory.h"
#include "command/command.h"
#include "command/words.h"
#include "plugin/registry.h"
#include "screen/fact.h"
#include "store/audit.h"
#include "store/cases.h"
#include "ticket/ticket.h"
#include "visit/sources.h"

#include <jansson.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DIGITS  "0123456789"
#define LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

/* What both lookups stand on. */
struct lookup {
    const struct command *command;
    struct commune commune;
    struct store *store;
    struct registry *registry;
    struct library *library;
};

static bool lookup_open(struct lookup *lookup, const struct command *command, struct error *error)
{
    *lookup = (struct lookup){.command = command};
    if (!commune_load(command->arena, command->home, &lookup->commune, error))
        return false;
    lookup->store = store_open(command->home, STORE_ADMIN, command->clock, error);
    if (!lookup->store)
        return false;
    lookup->registry = registry_new(&lookup->commune, command->place);
    struct content_world world = sources_find(command->arena, &lookup->commune, command->place,
                                              lookup->registry, clock_now_ms(command->clock));
    lookup->library = library_await(world.published);
    return true;
}

static void lookup_close(struct lookup *lookup)
{
    library_close(lookup->library);
    registry_free(lookup->registry);
    store_close(lookup->store);
}

static void add(struct table *table, const struct command *command, const char *key,
                const char *value)
{
    if (value && value[0])
        table_add(table, (const char *const[]){words(command, key, WITHOUT), value});
}

static const char *service_name(const struct lookup *lookup, const char *code)
{
    const struct service *service = registry_service(lookup->registry, code);
    const char *name =
        service ? language_pick(lookup->command->language, &service->name, NULL) : NULL;
    return name ? arena_print(lookup->command->arena, "%s (%s)", name, code) : code;
}

static const char *language_name(const char *code)
{
    const struct language *language = language_find(code);
    return language ? language->autonym : code;
}

static const char *ticket_state_key(enum ticket_state state)
{
    switch (state) {
    case TICKET_WAITING:
        return "ticket.state_waiting";
    case TICKET_OPEN:
        return "ticket.state_open";
    default:
        return "ticket.state_closed";
    }
}

/* ---- Tickets ---- */

/* "a12", "A-012" and "A 012" are all A-012. False when it is no number of a ticket. */
static bool read_number(const char *text, char out[16])
{
    char prefix[4] = "";
    size_t letters = strspn(text, LETTERS);
    if (letters == 0 || letters >= sizeof prefix)
        return false;
    for (size_t i = 0; i < letters; i++)
        prefix[i] = (char)(text[i] >= 'a' ? text[i] - 'a' + 'A' : text[i]);
    const char *digits = text + letters + (text[letters] == '-' || text[letters] == ' ');
    size_t length = strspn(digits, DIGITS);
    if (length == 0 || length > 6 || digits[length])
        return false;
    ticket_number_print(prefix, (uint32_t)strtoul(digits, NULL, 10), out);
    return true;
}

static bool find_by_number(const struct lookup *lookup, const char *number, struct ticket_row *out,
                           struct error *error)
{
    struct ticket_row *rows;
    size_t count;
    if (!ticket_waiting(lookup->store, lookup->command->arena, &rows, &count, error))
        return false;
    for (size_t i = 0; i < count; i++)
        if (strcmp(rows[i].number, number) == 0) {
            *out = rows[i];
            return true;
        }
    return error_set(error, ERROR_MISSING,
                     "no ticket %s waits, was called or is open today: numbers begin again each "
                     "day, so look for older ones by the nine digits of their code",
                     number);
}

static bool complain_of_scan(const struct ticket_scan *scan, const char *text, struct error *error)
{
    switch (scan->result) {
    case SCAN_OTHER_COMMUNE:
        return error_set(error, ERROR_INPUT,
                         "this ticket belongs to another commune, number %s: only its own desk can "
                         "open it",
                         scan->commune);
    case SCAN_MISREAD:
        return error_set(error, ERROR_INPUT,
                         "one digit of this code is wrong or two are swapped: read it again from "
                         "the slip");
    case SCAN_NEWER_FORMAT:
        return error_set(error, ERROR_INPUT,
                         "this ticket was made by a newer Marhaba: bring this one up to date");
    default:
        return error_set(error, ERROR_INPUT,
                         "\"%.60s\" is no ticket: write its nine-digit code, its number of today "
                         "(A-012), or the 48 digits of its QR",
                         text);
    }
}

/* *misused: what was written cannot be a ticket at all. */
static bool find_ticket(const struct lookup *lookup, const char *text, struct ticket_row *out,
                        bool *misused, struct error *error)
{
    char number[16];
    if (read_number(text, number))
        return find_by_number(lookup, number, out, error);
    struct ticket_scan scan = ticket_read(text, strlen(text), lookup->commune.number);
    if (scan.result == SCAN_TICKET)
        return ticket_by_id(lookup->store, scan.id.bytes, out, error);
    if (scan.result == SCAN_CODE)
        return ticket_by_code(lookup->store, scan.code, out, error);
    *misused = true;
    return complain_of_scan(&scan, text, error);
}

static void add_ticket(struct table *table, const struct lookup *lookup,
                       const struct ticket_row *ticket)
{
    const struct command *command = lookup->command;
    char code[12] = "";
    if (strlen(ticket->code) == TICKET_CODE)
        ticket_code_print(ticket->code, code);
    add(table, command, "ticket.number", ticket->number);
    add(table, command, "ticket.code", code);
    add(table, command, "ticket.issued", words_of_time(command, ticket->issued_ms));
    add(table, command, "ticket.appointment", words_of_time(command, ticket->slot_ms));
    add(table, command, "ticket.printed",
        ticket->printed_ms ? words_of_time(command, ticket->printed_ms)
                           : words(command, "ticket.not_printed", WITHOUT));
    add(table, command, "ticket.state", words(command, ticket_state_key(ticket->state), WITHOUT));
}

enum command_exit command_ticket_show(const struct command *command, const struct request *request,
                                      struct error *error)
{
    struct lookup lookup;
    struct ticket_row ticket;
    bool misused = false, done = false;
    if (!lookup_open(&lookup, command, error) ||
        !find_ticket(&lookup, request->subject, &ticket, &misused, error))
        goto end;
    struct table *table = table_new(command, 2);
    add_ticket(table, &lookup, &ticket);
    add(table, command, "case.service", service_name(&lookup, ticket.service));
    add(table, command, "case.language", language_name(ticket.language));
    add(table, command, "case.number", ticket.case_number);
    add(table, command, "case.holder", ticket.holder);
    table_print(table, 0);
    done = true;
end:
    lookup_close(&lookup);
    return done ? COMMAND_DONE : misused ? COMMAND_MISUSED : COMMAND_FAILED;
}

/* ---- Cases ---- */

static bool find_case(const struct lookup *lookup, const char *text, struct case_row *out,
                      bool *misused, struct error *error)
{
    size_t digits = strspn(text, DIGITS);
    struct arena *arena = lookup->command->arena;
    if (digits > 0 && digits < 18 && !text[digits])
        return case_find(lookup->store, strtoll(text, NULL, 10), arena, out, error);
    if (digits == 4 && text[4] == '-' && text[5 + strspn(text + 5, DIGITS)] == '\0')
        return case_find_number(lookup->store, text, arena, out, error);
    *misused = true;
    return error_set(error, ERROR_INPUT,
                     "\"%.60s\" is no case: write its number, like 2026-0412, or its id", text);
}

/* In this order: what is missing comes first. */
static const struct {
    enum fact_kind kind;
    const char *heading;
} fact_groups[] = {
    {FACT_MISSING, "case.facts_missing"}, {FACT_UNSURE, "case.facts_unsure"},
    {FACT_ANSWER, "case.facts_answers"},  {FACT_HAVE, "case.facts_have"},
    {FACT_NOTE, "case.facts_notes"},
};

static const char *shown(const struct command *command, const struct screen_text *text)
{
    return text->text ? message_plain(command->arena, text->text) : "";
}

static void print_group(const struct command *command, const struct facts *facts, size_t group)
{
    struct table *table = table_new(command, 2);
    size_t count = 0;
    for (size_t i = 0; i < facts->count; i++) {
        const struct fact *fact = &facts->items[i];
        if (fact->kind != fact_groups[group].kind)
            continue;
        table_add(table, (const char *const[]){shown(command, &fact->label),
                                               shown(command, &fact->value)});
        count++;
    }
    if (count == 0)
        return;
    putchar('\n');
    say(command, fact_groups[group].heading, WITH(with_number("count", (int64_t)count)));
    table_print(table, 2);
}

static bool print_facts(const struct lookup *lookup, const struct case_row *row,
                        struct error *error)
{
    const struct command *command = lookup->command;
    const char *domain;
    if (!row->facts) {
        putchar('\n');
        say(command, "case.facts_sealed", WITHOUT);
        return true;
    }
    struct facts *facts = arena_take(command->arena, 1, sizeof *facts);
    if (!facts_decode(command->arena, row->facts, row->facts_length, &domain, facts, error))
        return false;
    facts_resolve(command->arena, facts, registry_messages(lookup->registry, domain),
                  command->language);
    for (size_t i = 0; i < sizeof fact_groups / sizeof *fact_groups; i++)
        print_group(command, facts, i);
    return true;
}

static const char *deed_of(const struct lookup *lookup, const struct case_event *event)
{
    const struct command *command = lookup->command;
    if (event->body[0])
        return words(command, "event.step_body",
                     WITH(with_text(
                         "body", library_body_name(lookup->library, command->arena, event->body))));
    return words(command, arena_print(command->arena, "event.%s", event->kind), WITHOUT);
}

static bool print_history(const struct lookup *lookup, const struct case_row *row,
                          struct error *error)
{
    const struct command *command = lookup->command;
    struct case_event *events;
    size_t count;
    if (!case_history(lookup->store, row->id, command->arena, &events, &count, error))
        return false;
    struct table *table = table_new(command, 4);
    for (size_t i = 0; i < count; i++) {
        const char *text =
            events[i].unreadable ? words(command, "event.unreadable", WITHOUT) : events[i].text;
        table_add(table,
                  (const char *const[]){words_of_time(command, events[i].at_ms),
                                        deed_of(lookup, &events[i]), events[i].officer, text});
    }
    putchar('\n');
    say(command, "case.history", WITHOUT);
    table_print(table, 2);
    return true;
}

static void print_head(const struct lookup *lookup, const struct case_row *row)
{
    const struct command *command = lookup->command;
    const char *state = arena_print(command->arena, "case.state_%s", case_state_name(row->state));
    struct table *table = table_new(command, 2);
    add(table, command, "case.number", row->number);
    add(table, command, "case.service", service_name(lookup, row->service));
    add(table, command, "case.language", language_name(row->language));
    add(table, command, "case.state", words(command, state, WITHOUT));
    add(table, command, "case.opened", words_of_time(command, row->opened_ms));
    add(table, command, "case.holder", row->holder);
    add_ticket(table, lookup, &row->ticket);
    table_print(table, 0);
}

enum command_exit command_case_show(const struct command *command, const struct request *request,
                                    struct error *error)
{
    struct lookup lookup;
    struct case_row row;
    bool misused = false, done = false;
    if (!lookup_open(&lookup, command, error) ||
        !find_case(&lookup, request->subject, &row, &misused, error))
        goto end;
    /* Who read what a visitor told is written down before it is shown. */
    if (!audit_add(lookup.store, "administrator", "case.read", row.number, error))
        goto end;
    print_head(&lookup, &row);
    done = print_facts(&lookup, &row, error) && print_history(&lookup, &row, error);
end:
    lookup_close(&lookup);
    return done ? COMMAND_DONE : misused ? COMMAND_MISUSED : COMMAND_FAILED;
}
