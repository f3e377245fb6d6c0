/* rooms: plugin */
/* What a runner says, read by the core: any bytes at all. What is taken must keep its promises. */
#include "plugin/wire.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool promise)
{
    if (!promise)
        abort();
}

static void check_done(const struct wire_report *report)
{
    demand(report->outcome <= PLUGIN_TICKET);
    if (report->outcome == PLUGIN_GO || report->outcome == PLUGIN_TICKET)
        demand(report->target && service_code_is_valid(report->target));
    if (report->outcome != PLUGIN_TICKET)
        return;
    demand(report->facts && report->facts->count <= FACT_MAX);
    for (size_t i = 0; i < report->facts->count; i++)
        demand(report->facts->items[i].id && report->facts->items[i].id[0]);
}

static void check_call(const struct wire_report *report)
{
    demand(report->call >= CALL_VALUE && report->call <= CALL_LAST);
    if (report->call == CALL_VALUE)
        demand(report->id != NULL);
    else if (report->call >= CALL_READ)
        demand(report->topic && report->id);
    else
        demand(report->service && service_code_is_valid(report->service));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    struct wire_report report;
    struct error error = {0};
    if (!wire_read_report(arena, data, size, &report, &error))
        demand(error.kind != ERROR_NONE && error.text[0]);
    else if (report.kind == WIRE_SCREEN)
        demand(screen_check(report.screen, &error));
    else if (report.kind == WIRE_DONE)
        check_done(&report);
    else if (report.kind == WIRE_LOG)
        demand(report.text && strlen(report.text) <= WIRE_LONGEST_LOG && report.level <= 3);
    else if (report.kind == WIRE_CALL)
        check_call(&report);
    else if (report.kind == WIRE_FAULT)
        demand(report.fault >= FAULT_FLOOR && report.fault <= FAULT_LAST);
    arena_free(arena);
    return 0;
}
