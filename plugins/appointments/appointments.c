/* Shows the free times of the coming days and asks a ticket for the one that is touched.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#define _POSIX_C_SOURCE 200809L

#include <marhaba/plugin.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define DAYS_AHEAD 60 /* the host knows how far the commune really goes */
#define MOST_SLOTS 600
#define DAYS_SHOWN 8
#define NODES      300 /* of the picker: safely under MRH_MAX_NODES */

struct appointments {
    const struct mrh_host *host;
    const struct mrh_booking_v1 *booking;
    const struct mrh_ticket_v1 *ticket;
    char service[32];
    struct mrh_slot slots[MOST_SLOTS];
    size_t count;
    bool is_failing; /* the host could not say what is free */
    bool was_taken;
};

struct id {
    char text[48];
};

static struct id slot_id(int64_t start_ms)
{
    struct id id;
    snprintf(id.text, sizeof id.text, "slot.%lld", (long long)start_ms);
    return id;
}

/* Midnight of the local day. */
static int64_t day_of(int64_t ms)
{
    time_t seconds = (time_t)(ms / 1000);
    struct tm local;
    localtime_r(&seconds, &local);
    local.tm_hour = local.tm_min = local.tm_sec = 0;
    local.tm_isdst = -1;
    return (int64_t)mktime(&local) * 1000;
}

static void look_again(struct appointments *self)
{
    int32_t count =
        self->booking->slots(self->booking, self->service, 0, DAYS_AHEAD, self->slots, MOST_SLOTS);
    self->is_failing = count < 0;
    self->count = count > 0 ? (size_t)count : 0;
}

static void *appointments_open(const struct mrh_host *host, const struct mrh_opening *opening)
{
    struct appointments *self = calloc(1, sizeof *self);
    if (!self)
        return NULL;
    self->host = host;
    self->booking = host->extension(host, "marhaba.booking/1");
    self->ticket = host->extension(host, "marhaba.ticket/1");
    snprintf(self->service, sizeof self->service, "%s", opening->service);
    if (!self->booking || !self->ticket) {
        free(self);
        return NULL;
    }
    look_again(self);
    return self;
}

/* ---- Screens ---- */

/* The end of the day that begins at `from`; *free_count gets its free seats. */
static size_t end_of_day(const struct appointments *self, size_t from, size_t *free_count)
{
    int64_t day = day_of(self->slots[from].start_ms);
    size_t end = from;
    *free_count = 0;
    for (; end < self->count && day_of(self->slots[end].start_ms) == day; end++)
        *free_count += self->slots[end].free_seats > 0;
    return end;
}

static bool has_free_slot(const struct appointments *self)
{
    for (size_t i = 0; i < self->count; i++)
        if (self->slots[i].free_seats > 0)
            return true;
    return false;
}

static void build_day(const struct appointments *self, struct mrh_ui *ui, size_t from, size_t until)
{
    struct id id;
    snprintf(id.text, sizeof id.text, "day.%lld", (long long)day_of(self->slots[from].start_ms));
    MRH_BEGIN(ui, MRH_ROLE_DAY, .id = id.text, .number = day_of(self->slots[from].start_ms));
    for (size_t i = from; i < until; i++) {
        const struct mrh_slot *slot = &self->slots[i];
        struct id own = slot_id(slot->start_ms);
        MRH_ADD(ui, MRH_ROLE_SLOT, .id = own.text, .number = slot->start_ms,
                .flags = slot->free_seats ? 0 : MRH_DISABLED);
    }
    MRH_END(ui);
}

/* Full days are left out, full times within a day are shown as full. */
static void build_picker(const struct appointments *self, struct mrh_ui *ui)
{
    size_t nodes = 0, days = 0;
    MRH_BEGIN(ui, MRH_ROLE_DAYS, .id = "days");
    for (size_t from = 0, end; from < self->count && days < DAYS_SHOWN; from = end) {
        size_t free_count;
        end = end_of_day(self, from, &free_count);
        nodes += end - from + 1;
        if (nodes > NODES)
            break;
        if (free_count == 0)
            continue;
        build_day(self, ui, from, end);
        days++;
    }
    MRH_END(ui);
}

static void build_without_slots(const struct appointments *self, struct mrh_ui *ui)
{
    MRH_NOTICE(ui, .label = MRH_KEY(self->is_failing ? "slots.failing" : "slots.none"),
               .tone = MRH_TONE_INFO);
    MRH_BUTTON(ui, .id = "officer", .label = MRH_KEY("slots.officer"), .tone = MRH_TONE_PRIMARY);
    MRH_BUTTON(ui, .id = "again", .label = MRH_KEY("slots.again"));
}

static void appointments_build(void *data, struct mrh_ui *ui)
{
    const struct appointments *self = data;
    MRH_TITLE(ui, .label = MRH_KEY("slots.title"));
    if (self->was_taken)
        MRH_NOTICE(ui, .label = MRH_KEY("slots.taken"), .tone = MRH_TONE_WARNING);
    if (!has_free_slot(self)) {
        build_without_slots(self, ui);
        return;
    }
    MRH_PARAGRAPH(ui, .label = MRH_KEY("slots.hint"), .tone = MRH_TONE_LEAD);
    build_picker(self, ui);
}

/* ---- Events ---- */

static void choose(struct appointments *self, int64_t start_ms)
{
    self->ticket->clear(self->ticket);
    int32_t result = self->booking->choose(self->booking, self->service, start_ms);
    /* MRH_WRONG: its time has come while the visitor was thinking. */
    self->was_taken = result == MRH_TAKEN || result == MRH_WRONG;
    if (result == MRH_OK)
        self->ticket->request(self->ticket, self->service);
    else
        look_again(self);
}

static void press(struct appointments *self, const char *id)
{
    self->was_taken = false;
    if (strcmp(id, "officer") == 0)
        self->host->go(self->host, "OFFICER");
    else if (strcmp(id, "again") == 0)
        look_again(self);
    for (size_t i = 0; i < self->count; i++) {
        struct id own = slot_id(self->slots[i].start_ms);
        if (strcmp(own.text, id) == 0) {
            choose(self, self->slots[i].start_ms);
            return;
        }
    }
}

static void appointments_event(void *data, const struct mrh_event *event)
{
    struct appointments *self = data;
    if (event->type == MRH_EVENT_PRESS) {
        press(self, event->id);
    } else if (event->type == MRH_EVENT_BACK) {
        self->host->back(self->host);
    } else if (event->type == MRH_EVENT_TAKEN || event->type == MRH_EVENT_RETURN) {
        self->was_taken = event->type == MRH_EVENT_TAKEN;
        look_again(self);
    }
}

static const struct mrh_plugin plugin = {
    sizeof plugin,      0, "appointments", appointments_open, free, appointments_build,
    appointments_event,
};

const struct mrh_plugin *marhaba_plugin_v1(void)
{
    return &plugin;
}
