/* From the visitor's wish to a ticket that lasts, and to its paper. */
#include "base/log.h"
#include "base/memory.h"
#include "visit/inside.h"

#include <marhaba/plugin.h>

#include <stdio.h>
#include <string.h>

#define LARGEST_FACTS (256u * 1024u)
#define CODES_TRIED   20

void wish_clear(struct visit *visit)
{
    buffer_free(&visit->wish.facts);
    memory_wipe(&visit->wish, sizeof visit->wish);
}

void wish_make(struct visit *visit, const struct service *service, const char *domain,
               const struct facts *facts, int64_t slot_ms)
{
    wish_clear(visit);
    visit->wish.service = service;
    visit->wish.slot_ms = slot_ms;
    visit->wish.id = ticket_id_new();
    visit->wish.facts = buffer_new(LARGEST_FACTS);
    facts_encode(&visit->wish.facts, domain, facts);
}

struct facts *wish_facts(const struct visit *visit, struct arena *arena,
                         const struct language *language)
{
    struct facts *facts = arena_take(arena, 1, sizeof *facts);
    struct error error = {0};
    const char *domain = NULL;
    if (!facts_decode(arena, buffer_text(&visit->wish.facts), visit->wish.facts.length, &domain,
                      facts, &error)) {
        log_write(LOG_FAILURE, "what the ticket carries cannot be shown: %s", error.text);
        facts->count = 0;
        return facts;
    }
    facts_resolve(arena, facts, registry_messages(visit->world.registry, domain), language);
    return facts;
}

/* ---- The ticket ---- */

enum issue_result { ISSUE_DONE, ISSUE_SLOT_TAKEN, ISSUE_FAILED };

static enum issue_result issue(struct visit *visit, struct ticket_row *out, struct error *error)
{
    const struct wish *wish = &visit->wish;
    struct store *store = visit_store(visit, error);
    char code[TICKET_CODE + 1];
    struct ticket_draft draft = {.commune = visit->world.commune->number,
                                 .code = code,
                                 .service = wish->service->code,
                                 .prefix = wish->service->prefix,
                                 .language = visit->language->code,
                                 .facts = buffer_text(&wish->facts),
                                 .facts_length = wish->facts.length,
                                 .slot_ms = wish->slot_ms,
                                 .slot_minutes = wish->slot_ms ? wish->service->minutes : 0,
                                 .slot_seats = wish->slot_ms ? wish->service->seats : 0};
    memcpy(draft.id, wish->id.bytes, sizeof draft.id);
    for (int i = 0; store && i < CODES_TRIED; i++) {
        bool is_slot_taken = false;
        ticket_code_new(code);
        if (ticket_issue(store, &draft, out, &is_slot_taken, error))
            return ISSUE_DONE;
        if (is_slot_taken)
            return ISSUE_SLOT_TAKEN;
        if (error->kind != ERROR_TAKEN)
            break;
        error_clear(error);
    }
    return ISSUE_FAILED;
}

/* ---- The paper ---- */

static void order_paper(struct visit *visit)
{
    const struct ticket_row *row = &visit->issued.row;
    struct slip_order *order = memory_new(1, sizeof *order);
    struct arena *arena = order->arena = arena_new();
    char digits[TICKET_DIGITS + 1];
    struct ticket_id id;
    memcpy(id.bytes, row->id, sizeof id.bytes);
    ticket_digits(&id, visit->world.commune->number, digits);
    const char *service = language_pick(visit->language, &visit->wish.service->name, NULL);
    order->slip = (struct slip){.commune = visit->world.commune,
                                .language = visit->language,
                                .number = arena_copy(arena, row->number),
                                .mark = ticket_mark(row->ordinal),
                                .code = arena_copy(arena, row->code),
                                .digits = arena_copy(arena, digits),
                                .service = arena_copy(arena, service ? service : ""),
                                .issued_ms = row->issued_ms,
                                .appointment_ms = row->slot_ms};
    ticket_id_print(&id, order->id);
    char name[48];
    snprintf(name, sizeof name, "%s-%s", row->day, row->number);
    memcpy(order->name, name, sizeof name);
    visit->world.print(visit->world.print_self, order);
    leaflet_of_wish(visit, name);
}

/* What ticket_id_print wrote. */
static bool read_id(const char *text, uint8_t out[16])
{
    static const char digits[] = "0123456789abcdef";
    if (strlen(text) != 32 || strspn(text, digits) != 32)
        return false;
    for (size_t i = 0; i < 16; i++) {
        ptrdiff_t high = strchr(digits, text[2 * i]) - digits;
        ptrdiff_t low = strchr(digits, text[2 * i + 1]) - digits;
        out[i] = (uint8_t)(high * 16 + low);
    }
    return true;
}

static void ticket_came(struct visit *visit, const uint8_t id[16], const char *trouble)
{
    struct error error = {0};
    if (trouble[0]) {
        if (memcmp(id, visit->issued.row.id, 16) == 0)
            visit->issued.is_paper_missing = true;
        return;
    }
    struct store *store = visit_store(visit, &error);
    if (!store || !ticket_printed(store, id, &error))
        log_write(LOG_WARNING, "that a slip came out could not be noted: %s", error.text);
}

bool paper_came(struct visit *visit, const char *paper, const char *trouble)
{
    struct issued before = visit->issued;
    uint8_t id[16];
    if (trouble[0])
        log_write(LOG_WARNING, "a slip did not come out: %s", trouble);
    if (read_id(paper, id))
        ticket_came(visit, id, trouble);
    else if (trouble[0] && paper[0] && strcmp(paper, visit->issued.list) == 0)
        visit->issued.is_list_missing = true;
    else
        return leaflet_came(visit, paper, trouble);
    return visit->stage == STAGE_TICKET &&
           (before.is_paper_missing != visit->issued.is_paper_missing ||
            before.is_list_missing != visit->issued.is_list_missing);
}

/* ---- Confirming ---- */

static void hand_over(struct visit *visit, const struct ticket_row *row)
{
    struct error error = {0};
    struct store *store = visit_store(visit, &error);
    memset(&visit->issued, 0, sizeof visit->issued);
    visit->issued.row = *row;
    visit->issued.is_paper_missing = !visit->world.print;
    if (!store || !ticket_ahead(store, row, &visit->issued.ahead, &error))
        log_write(LOG_WARNING, "who waits before a ticket is not known: %s", error.text);
    service_close(visit);
    values_clear(visit->values);
    visit_enter(visit, STAGE_TICKET);
    if (visit->world.print)
        order_paper(visit);
    wish_clear(visit);
}

/* Whoever thinks it over for long has lost the time they chose. */
static bool is_slot_past(const struct visit *visit)
{
    return visit->wish.slot_ms && visit->wish.slot_ms <= clock_now_ms(visit->world.clock);
}

void wish_confirm(struct visit *visit)
{
    struct ticket_row row = {0};
    struct error error = {0};
    if (!visit->wish.service)
        return;
    switch (is_slot_past(visit) ? ISSUE_SLOT_TAKEN : issue(visit, &row, &error)) {
    case ISSUE_DONE:
        hand_over(visit, &row);
        break;
    case ISSUE_SLOT_TAKEN:
        visit_enter(visit, STAGE_PLUGIN);
        service_event(visit, MRH_EVENT_TAKEN, "", "");
        break;
    case ISSUE_FAILED:
        log_write(LOG_FAILURE, "a ticket could not be issued: %s", error.text);
        visit->trouble = TROUBLE_TICKET;
        visit_enter(visit, STAGE_TROUBLE);
        break;
    }
}

/* ---- A paper shown to the scanner ---- */

static bool find_ticket(struct visit *visit, const struct ticket_scan *scan, struct scan *out)
{
    struct error error = {0};
    struct store *store = visit_store(visit, &error);
    bool found = false;
    if (store && scan->result == SCAN_TICKET)
        found = ticket_by_id(store, scan->id.bytes, &out->ticket, &error);
    else if (store)
        found = ticket_by_code(store, scan->code, &out->ticket, &error);
    out->is_unsure = !store || (!found && error.kind != ERROR_MISSING);
    if (out->is_unsure)
        log_write(LOG_FAILURE, "a scanned ticket cannot be looked up: %s", error.text);
    return found;
}

static void look_up(struct visit *visit, const struct ticket_scan *scan)
{
    struct error error = {0};
    char today[11];
    struct scan *found = &visit->scan;
    found->is_found = find_ticket(visit, scan, found);
    if (!found->is_found)
        return;
    clock_day(clock_now_ms(visit->world.clock), today);
    found->is_of_today = strcmp(found->ticket.day, today) == 0;
    struct store *store = visit_store(visit, &error);
    if (found->is_of_today && store)
        ticket_ahead(store, &found->ticket, &found->ahead, &error);
}

void scan_take(struct visit *visit, const char *text)
{
    struct ticket_scan scan = ticket_read(text, strlen(text), visit->world.commune->number);
    memset(&visit->scan, 0, sizeof visit->scan);
    visit->scan.result = scan.result;
    if (scan.result == SCAN_TICKET || scan.result == SCAN_CODE)
        look_up(visit, &scan);
    const struct language *own =
        visit->scan.is_found ? language_find(visit->scan.ticket.language) : NULL;
    if (visit->stage == STAGE_ATTRACT && own)
        visit->language = own;
}
