#include "plugin/wire.h"

#include <marhaba/plugin.h>

#include <string.h>

void wire_write_order(struct buffer *out, const struct wire_order *order)
{
    screen_write_u32(out, (uint32_t)order->kind);
    screen_write_i64(out, order->now_ms);
    switch (order->kind) {
    case WIRE_OPEN:
        screen_write_u32(out, order->surface);
        screen_write_text(out, order->service);
        screen_write_text(out, order->argument);
        screen_write_text(out, order->language);
        break;
    case WIRE_BUILD:
        screen_write_u32(out, order->surface);
        screen_write_text(out, order->language);
        break;
    case WIRE_EVENT:
        screen_write_u32(out, order->event);
        screen_write_text(out, order->id);
        screen_write_text(out, order->value);
        break;
    default: /* WIRE_ANSWER */
        screen_write_i64(out, order->result);
        screen_write_text(out, order->text);
        for (int64_t i = 0; order->slots && i < order->result; i++) {
            screen_write_i64(out, order->slots[i].start_ms);
            screen_write_u32(out, order->slots[i].minutes);
            screen_write_u32(out, order->slots[i].free_seats);
        }
        break;
    }
}

static bool complain(struct error *error, const char *what)
{
    return error_set(error, ERROR_INPUT, "it sent a message that cannot be read: %s", what);
}

static bool read_facts(struct screen_reader *reader, struct arena *arena, struct wire_report *out,
                       struct error *error)
{
    uint32_t count = screen_read_u32(reader);
    if (reader->failed || count > FACT_MAX)
        return complain(error, "the number of facts");
    struct facts *facts = arena_take(arena, 1, sizeof *facts);
    for (; facts->count < count; facts->count++) {
        struct fact *fact = &facts->items[facts->count];
        uint32_t kind = screen_read_u32(reader);
        if (kind < FACT_ANSWER || kind > FACT_NOTE)
            return complain(error, "the kind of a fact");
        fact->kind = (enum fact_kind)kind;
        fact->id = screen_read_text(reader, arena, SCREEN_MAX_ID);
        screen_read_words(reader, arena, &fact->label);
        screen_read_words(reader, arena, &fact->value);
        if (reader->failed)
            return complain(error, "a fact");
        if (!fact_check(fact, error))
            return error_context(error, "fact %u", (unsigned)facts->count + 1);
    }
    out->facts = facts;
    return true;
}

static bool read_done(struct screen_reader *reader, struct arena *arena, struct wire_report *out,
                      struct error *error)
{
    out->outcome = screen_read_u32(reader);
    if (out->outcome > PLUGIN_TICKET)
        return complain(error, "what is to follow the event");
    out->prints = out->outcome == PLUGIN_STAY && screen_read_u32(reader) == 1;
    if (out->outcome != PLUGIN_GO && out->outcome != PLUGIN_TICKET)
        return true;
    out->target = screen_read_text(reader, arena, WIRE_LONGEST_SHORT);
    if (!out->target || !service_code_is_valid(out->target))
        return complain(error, "the service to follow");
    if (out->outcome == PLUGIN_GO)
        return true;
    out->slot = screen_read_i64(reader);
    return read_facts(reader, arena, out, error);
}

static bool read_content_call(struct screen_reader *reader, struct arena *arena,
                              struct wire_report *out, struct error *error)
{
    out->topic = screen_read_text(reader, arena, WIRE_LONGEST_SHORT);
    out->id = screen_read_text(reader, arena, WIRE_LONGEST_VALUE);
    out->from = screen_read_u32(reader);
    return (out->topic && out->id) || complain(error, "a question about the content");
}

static bool read_call(struct screen_reader *reader, struct arena *arena, struct wire_report *out,
                      struct error *error)
{
    uint32_t call = screen_read_u32(reader);
    if (call < CALL_VALUE || call > CALL_LAST)
        return complain(error, "the name of a host call");
    out->call = (enum wire_call)call;
    if (out->call == CALL_VALUE) {
        out->id = screen_read_text(reader, arena, SCREEN_MAX_ID);
        return out->id || complain(error, "the id of a value");
    }
    if (out->call >= CALL_READ)
        return read_content_call(reader, arena, out, error);
    out->service = screen_read_text(reader, arena, WIRE_LONGEST_SHORT);
    out->from_ms = screen_read_i64(reader);
    if (!out->service || !service_code_is_valid(out->service))
        return complain(error, "the service of a booking");
    if (out->call == CALL_CHOOSE)
        return true;
    out->days = screen_read_u32(reader);
    out->capacity = screen_read_u32(reader);
    return out->capacity <= WIRE_MOST_SLOTS || complain(error, "the number of slots");
}

static bool read_fault(struct screen_reader *reader, struct arena *arena, struct wire_report *out,
                       struct error *error)
{
    uint32_t fault = screen_read_u32(reader);
    if (fault < FAULT_FLOOR || fault > FAULT_LAST)
        return complain(error, "the kind of a fault");
    out->fault = (enum wire_fault)fault;
    out->number = screen_read_u32(reader);
    out->text = screen_read_text(reader, arena, WIRE_LONGEST_SHORT);
    return true;
}

static bool read_screen(struct screen_reader *reader, struct arena *arena, struct wire_report *out,
                        struct error *error)
{
    out->screen = screen_decode(arena, reader->bytes + reader->position,
                                reader->length - reader->position, error);
    reader->position = reader->length;
    return out->screen || error_context(error, "its screen");
}

static bool read_rest(struct screen_reader *reader, struct arena *arena, struct wire_report *out,
                      struct error *error)
{
    switch (out->kind) {
    case WIRE_CONFINED:
        out->version = screen_read_text(reader, arena, WIRE_LONGEST_SHORT);
        return out->version || complain(error, "the version of the runner");
    case WIRE_READY:
    case WIRE_OPENED:
        return true;
    case WIRE_SCREEN:
        return read_screen(reader, arena, out, error);
    case WIRE_DONE:
        return read_done(reader, arena, out, error);
    case WIRE_CALL:
        return read_call(reader, arena, out, error);
    case WIRE_LOG:
        out->level = screen_read_u32(reader);
        out->text = screen_read_text(reader, arena, WIRE_LONGEST_LOG);
        return (out->text && out->level <= MRH_LOG_FAILURE) || complain(error, "a line of the log");
    case WIRE_FAULT:
        return read_fault(reader, arena, out, error);
    default:
        return complain(error, "its kind");
    }
}

bool wire_read_report(struct arena *arena, const void *bytes, size_t length,
                      struct wire_report *out, struct error *error)
{
    struct screen_reader reader = {.bytes = bytes, .length = length};
    *out = (struct wire_report){0};
    if (length > WIRE_LARGEST)
        return error_set(error, ERROR_INPUT, "it sent a message of more than %u KiB",
                         WIRE_LARGEST / 1024);
    out->kind = (enum wire_kind)screen_read_u32(&reader);
    if (!read_rest(&reader, arena, out, error))
        return false;
    if (reader.failed)
        return complain(error, "it is cut short");
    return reader.position == reader.length || complain(error, "it is too long");
}
