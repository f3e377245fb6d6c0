#include "desk/colleagues.h"
#include "desk/pages.h"
#include "store/tickets.h"
#include "ticket/ticket.h"

#include <sodium.h>
#include <string.h>

/* The page the scan came from, again, with one sentence. */
static void refuse(struct exchange *exchange, int status, const struct page_notice *notice)
{
    exchange->response->status = status;
    desk_page_write(exchange, form_number(&exchange->form, "from"), notice);
}

static void refuse_key(struct exchange *exchange, int status, const char *key)
{
    refuse(exchange, status, &(struct page_notice){.key = key});
}

static void refuse_held(struct exchange *exchange, const uint8_t id[16])
{
    struct error error = {0};
    struct ticket_row row = {0};
    if (!ticket_by_id(exchange->desk->store, id, &row, &error) || !row.holder[0]) {
        refuse_key(exchange, 409, "scan.again");
        return;
    }
    struct argument name = {
        .kind = ARGUMENT_TEXT, .name = "name", .text = colleague_name(exchange, row.holder)};
    refuse(exchange, 409,
           &(struct page_notice){.key = "scan.held", .arguments = &name, .count = 1});
}

static void open_ticket(struct exchange *exchange, const uint8_t id[16])
{
    struct error error = {0};
    struct case_row row;
    if (case_open_by_ticket(exchange->desk->store, id, exchange->officer.login, exchange->arena,
                            &row, &error))
        response_redirect(exchange->response,
                          arena_print(exchange->arena, "/case/%lld", (long long)row.id));
    else if (error.kind == ERROR_TAKEN)
        refuse_held(exchange, id);
    else if (error.kind == ERROR_MISSING)
        refuse_key(exchange, 404, "scan.unknown");
    else
        store_refusal(exchange, &error);
}

static void open_code(struct exchange *exchange, const char *code)
{
    struct error error = {0};
    struct ticket_row row;
    if (ticket_by_code(exchange->desk->store, code, &row, &error))
        open_ticket(exchange, row.id);
    else if (error.kind == ERROR_MISSING)
        refuse_key(exchange, 404, "scan.unknown-code");
    else
        store_refusal(exchange, &error);
}

static void open_number(struct exchange *exchange, const char *prefix, uint32_t ordinal)
{
    struct error error = {0};
    struct ticket_row row;
    size_t count;
    char number[16];
    ticket_number_print(prefix, ordinal, number);
    struct argument told = {.kind = ARGUMENT_CODE, .name = "number", .text = number};
    struct page_notice notice = {.arguments = &told, .count = 1};
    if (!ticket_by_number(exchange->desk->store, prefix, ordinal, &row, &count, &error)) {
        store_refusal(exchange, &error);
    } else if (count == 1) {
        open_ticket(exchange, row.id);
    } else {
        notice.key = count ? "scan.two-numbers" : "scan.unknown-number";
        refuse(exchange, count ? 409 : 404, &notice);
    }
}

void scan_post(struct exchange *exchange)
{
    const char *text = form_value(&exchange->form, "scan");
    size_t length = form_length(&exchange->form, "scan");
    char prefix[4];
    uint32_t ordinal;
    if (ticket_number_read(text, length, prefix, &ordinal)) {
        open_number(exchange, prefix, ordinal);
        return;
    }
    struct ticket_scan scan = ticket_read(text, length, exchange->desk->commune.number);
    switch (scan.result) {
    case SCAN_TICKET:
        open_ticket(exchange, scan.id.bytes);
        break;
    case SCAN_CODE:
        open_code(exchange, scan.code);
        break;
    case SCAN_OTHER_COMMUNE:
        refuse_key(exchange, 422, "scan.other-commune");
        break;
    case SCAN_MISREAD:
        refuse_key(exchange, 422, "scan.misread");
        break;
    case SCAN_NEWER_FORMAT:
        refuse_key(exchange, 422, "scan.newer");
        break;
    case SCAN_FOREIGN:
        refuse_key(exchange, 422, "scan.foreign");
        break;
    }
}

void open_post(struct exchange *exchange)
{
    uint8_t id[16];
    size_t length = 0;
    const char *text = form_value(&exchange->form, "ticket");
    if (sodium_hex2bin(id, sizeof id, text, strlen(text), NULL, &length, NULL) == 0 &&
        length == sizeof id && strlen(text) == 2 * sizeof id)
        open_ticket(exchange, id);
    else
        refuse_key(exchange, 422, "scan.foreign");
}
