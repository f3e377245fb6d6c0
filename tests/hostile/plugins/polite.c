/* Uses everything the host offers as it is meant to be used; unit/plugin/visit looks on. */
#include "hostile.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

static struct mrh_slot slots[4];
static int32_t slot_count;
static char note[200];

static const struct mrh_booking_v1 *booking(void)
{
    return hostile_host->extension(hostile_host, "marhaba.booking/1");
}

static void *open_politely(const struct mrh_host *host, const struct mrh_opening *opening)
{
    hostile_host = host;
    snprintf(note, sizeof note, "%s %s %s", opening->service, opening->argument, opening->language);
    slot_count = booking()->slots(booking(), opening->service, 0, 14, slots, 4);
    return note;
}

static void build_politely(void *self, struct mrh_ui *ui)
{
    char typed[8];
    uint32_t length = hostile_host->value(hostile_host, "name", typed, sizeof typed);
    (void)self;
    MRH_TITLE(ui, .label = MRH_KEY("title"));
    MRH_PARAGRAPH(ui, .id = "note",
                  .label = MRH_MESSAGE("note", MRH_TEXT("note", note), MRH_TEXT("typed", typed),
                                       MRH_NUMBER("length", length),
                                       MRH_TIME("now", hostile_host->now(hostile_host)),
                                       MRH_TEXT("language", ui->language)));
    MRH_BEGIN(ui, MRH_ROLE_DAYS, .id = "days");
    MRH_BEGIN(ui, MRH_ROLE_DAY, .id = "day", .number = slots[0].start_ms);
    for (int32_t i = 0; i < slot_count; i++) {
        char id[16];
        snprintf(id, sizeof id, "slot-%d", i);
        MRH_ADD(ui, MRH_ROLE_SLOT, .id = id, .number = slots[i].start_ms,
                .flags = slots[i].free_seats ? 0 : MRH_DISABLED);
    }
    MRH_END(ui);
    MRH_END(ui);
}

static void ask_for_ticket(int64_t start_ms)
{
    const struct mrh_ticket_v1 *ticket = hostile_host->extension(hostile_host, "marhaba.ticket/1");
    ticket->clear(ticket);
    MRH_FACT(ticket, MRH_FACT_ANSWER, .id = "country", .label = MRH_KEY("country"),
             .value = MRH_KEY("country.fr"));
    MRH_FACT(ticket, MRH_FACT_MISSING, .id = "passport", .label = MRH_KEY("passport"));
    int32_t chosen = start_ms ? booking()->choose(booking(), "HOSTILE", start_ms) : MRH_OK;
    snprintf(note, sizeof note, "%s", chosen == MRH_TAKEN ? "taken" : "chosen");
    if (chosen == MRH_OK)
        ticket->request(ticket, "HOSTILE");
}

static void handle_politely(void *self, const struct mrh_event *event)
{
    (void)self;
    if (event->type == MRH_EVENT_BACK)
        hostile_host->back(hostile_host);
    else if (strcmp(event->id, "elsewhere") == 0)
        hostile_host->go(hostile_host, event->value);
    else if (strcmp(event->id, "ticket") == 0)
        ask_for_ticket(0);
    else if (strncmp(event->id, "slot-", 5) == 0)
        ask_for_ticket(slots[event->id[5] - '0'].start_ms);
    else if (strcmp(event->id, "clock") == 0) {
        time_t seconds = (time_t)(hostile_host->now(hostile_host) / 1000);
        strftime(note, sizeof note, "%H:%M %Z", localtime(&seconds));
    }
}

static const struct mrh_plugin polite = {
    sizeof polite, 0, HOSTILE_ID, open_politely, NULL, build_politely, handle_politely};

const struct mrh_plugin *marhaba_plugin_v1(void)
{
    return &polite;
}
