#include "plugin/wire.h"

static bool read_slots(struct screen_reader *reader, struct arena *arena, struct wire_order *out)
{
    if (out->result < 0 || out->result > (int64_t)WIRE_MOST_SLOTS)
        return true;
    size_t count = (size_t)out->result;
    struct slot *slots = arena_take(arena, count, sizeof *slots);
    for (size_t i = 0; i < count && reader->position < reader->length; i++) {
        slots[i].start_ms = screen_read_i64(reader);
        slots[i].minutes = screen_read_u32(reader);
        slots[i].free_seats = screen_read_u32(reader);
    }
    out->slots = slots;
    return !reader->failed;
}

bool wire_read_order(struct arena *arena, const void *bytes, size_t length, struct wire_order *out)
{
    struct screen_reader reader = {.bytes = bytes, .length = length};
    *out = (struct wire_order){.kind = (enum wire_kind)screen_read_u32(&reader)};
    out->now_ms = screen_read_i64(&reader);
    switch (out->kind) {
    case WIRE_OPEN:
        out->surface = screen_read_u32(&reader);
        out->service = screen_read_text(&reader, arena, WIRE_LONGEST_SHORT);
        out->argument = screen_read_text(&reader, arena, WIRE_LONGEST_SHORT);
        out->language = screen_read_text(&reader, arena, WIRE_LONGEST_SHORT);
        return !reader.failed && out->service && out->argument && out->language;
    case WIRE_BUILD:
        out->surface = screen_read_u32(&reader);
        out->language = screen_read_text(&reader, arena, WIRE_LONGEST_SHORT);
        return !reader.failed && out->language;
    case WIRE_EVENT:
        out->event = screen_read_u32(&reader);
        out->id = screen_read_text(&reader, arena, SCREEN_MAX_ID);
        out->value = screen_read_text(&reader, arena, WIRE_LONGEST_VALUE);
        return !reader.failed && out->id && out->value;
    case WIRE_ANSWER:
        out->result = screen_read_i64(&reader);
        out->text = screen_read_text(&reader, arena, WIRE_LONGEST_CONTENT);
        return !reader.failed && read_slots(&reader, arena, out);
    default:
        return false;
    }
}

void wire_write_fact(struct buffer *out, const struct fact *fact)
{
    screen_write_u32(out, (uint32_t)fact->kind);
    screen_write_text(out, fact->id);
    screen_text_encode(out, &fact->label);
    screen_text_encode(out, &fact->value);
}

static void write_done(struct buffer *out, const struct wire_report *report)
{
    screen_write_u32(out, report->outcome);
    if (report->outcome == PLUGIN_STAY)
        screen_write_u32(out, report->prints);
    if (report->outcome != PLUGIN_GO && report->outcome != PLUGIN_TICKET)
        return;
    screen_write_text(out, report->target);
    if (report->outcome == PLUGIN_GO)
        return;
    screen_write_i64(out, report->slot);
    screen_write_u32(out, (uint32_t)report->facts->count);
    for (size_t i = 0; i < report->facts->count; i++)
        wire_write_fact(out, &report->facts->items[i]);
}

static void write_call(struct buffer *out, const struct wire_report *report)
{
    screen_write_u32(out, (uint32_t)report->call);
    if (report->call == CALL_VALUE) {
        screen_write_text(out, report->id);
        return;
    }
    if (report->call >= CALL_READ) {
        screen_write_text(out, report->topic);
        screen_write_text(out, report->id);
        screen_write_u32(out, report->from);
        return;
    }
    screen_write_text(out, report->service);
    screen_write_i64(out, report->from_ms);
    if (report->call == CALL_CHOOSE)
        return;
    screen_write_u32(out, report->days);
    screen_write_u32(out, report->capacity);
}

void wire_write_report(struct buffer *out, const struct wire_report *report)
{
    screen_write_u32(out, (uint32_t)report->kind);
    switch (report->kind) {
    case WIRE_CONFINED:
        screen_write_text(out, report->version);
        break;
    case WIRE_SCREEN:
        screen_encode(out, report->screen);
        break;
    case WIRE_DONE:
        write_done(out, report);
        break;
    case WIRE_CALL:
        write_call(out, report);
        break;
    case WIRE_LOG:
        screen_write_u32(out, report->level);
        screen_write_text(out, report->text);
        break;
    case WIRE_FAULT:
        screen_write_u32(out, (uint32_t)report->fault);
        screen_write_u32(out, report->number);
        screen_write_text(out, report->text);
        break;
    default: /* WIRE_READY and WIRE_OPENED have nothing to add */
        break;
    }
}
