/* The smallest whole plugin: asks a name and greets. SPDX-License-Identifier: MIT */
#include <marhaba/plugin.h>
#include <stdlib.h>
#include <string.h>

struct hello {
    const struct mrh_host *host;
    char name[64];
};

static void *hello_open(const struct mrh_host *host, const struct mrh_opening *opening)
{
    struct hello *self = opening ? calloc(1, sizeof *self) : NULL;
    if (self)
        self->host = host;
    return self;
}

static void hello_build(void *data, struct mrh_ui *ui)
{
    struct hello *self = data;
    MRH_TITLE(ui, .label = MRH_KEY("hello.title"));
    if (self->name[0])
        MRH_PARAGRAPH(ui, .label = MRH_MESSAGE("hello.greeting", MRH_TEXT("name", self->name)));
    MRH_FIELD(ui, .id = "name", .label = MRH_KEY("hello.name"), .tone = MRH_FIELD_NAME);
    MRH_BUTTON(ui, .id = "ok", .label = MRH_KEY("hello.ok"), .tone = MRH_TONE_PRIMARY);
}

static void hello_event(void *data, const struct mrh_event *event)
{
    struct hello *self = data;
    if (event->type == MRH_EVENT_BACK)
        self->host->back(self->host);
    else if (event->type == MRH_EVENT_PRESS && strcmp(event->id, "ok") == 0)
        self->host->value(self->host, "name", self->name, sizeof self->name);
}

static const struct mrh_plugin plugin = {sizeof plugin, 0,           "hello",    hello_open,
                                         free,          hello_build, hello_event};

const struct mrh_plugin *marhaba_plugin_v1(void)
{
    return &plugin;
}
