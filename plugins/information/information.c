/* A list of short pages, and each page in the reader's language.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "library.h"
#include "page.h"

#include <marhaba/plugin.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct information {
    const struct mrh_host *host;
    struct library *library;
    const struct entry *entry; /* on screen; NULL: the list */
    bool came_for_page;        /* the service is one page: back leaves */
};

/* What the text of a page is written in, as a list for MRH_VARIANTS. */
struct single {
    const char *list[3];
};

static struct single in_language(const char *language, const char *text)
{
    return (struct single){{language, text, NULL}};
}

static void *information_open(const struct mrh_host *host, const struct mrh_opening *opening)
{
    char complaint[300];
    struct information *self = calloc(1, sizeof *self);
    if (!self)
        return NULL;
    self->host = host;
    self->library = library_load(complaint, sizeof complaint);
    if (!self->library) {
        host->log(host, MRH_LOG_FAILURE, complaint);
        free(self);
        return NULL;
    }
    self->entry = library_find(self->library, opening->argument);
    self->came_for_page = self->entry != NULL;
    return self;
}

static void information_close(void *data)
{
    struct information *self = data;
    library_free(self->library);
    free(self);
}

/* ---- Screens ---- */

static const struct mrh_text *detail_of(const struct entry *entry, struct mrh_text *out)
{
    *out = (struct mrh_text){.size = sizeof *out, .variants = entry->detail.list};
    return entry->detail.list[0] ? out : NULL;
}

static void build_list(const struct information *self, struct mrh_ui *ui)
{
    MRH_TITLE(ui, .label = MRH_KEY("list.title"));
    MRH_PARAGRAPH(ui, .label = MRH_KEY("list.hint"), .tone = MRH_TONE_LEAD);
    MRH_BEGIN(ui, MRH_ROLE_ROWS, .id = "pages");
    for (size_t i = 0; i < self->library->count; i++) {
        const struct entry *entry = &self->library->entries[i];
        char id[64];
        struct mrh_text detail;
        snprintf(id, sizeof id, "page.%s", entry->id);
        MRH_ROW(ui, .id = id, .icon = entry->icon, .label = MRH_VARIANTS(entry->title.list),
                .detail = detail_of(entry, &detail));
    }
    MRH_END(ui);
}

static void build_block(struct mrh_ui *ui, const struct block *block, const char *language,
                        int64_t number)
{
    struct single words = in_language(language, block->text);
    uint32_t tone = block->kind == BLOCK_BULLET     ? MRH_TONE_BULLET
                    : block->kind == BLOCK_NUMBERED ? MRH_TONE_NUMBERED
                                                    : MRH_TONE_PLAIN;
    MRH_PARAGRAPH(ui, .label = MRH_VARIANTS(words.list), .tone = tone,
                  .number = block->kind == BLOCK_NUMBERED ? number : 0);
}

/* A heading holds what follows it, so that it is never parted from it. */
static void build_blocks(struct mrh_ui *ui, const struct page *page, const char *language)
{
    bool is_in_group = false;
    int64_t number = 0;
    for (size_t i = 0; i < page->count; i++) {
        const struct block *block = &page->blocks[i];
        number = block->kind == BLOCK_NUMBERED ? number + 1 : 0;
        if (block->kind != BLOCK_HEADING) {
            build_block(ui, block, language, number);
            continue;
        }
        struct single words = in_language(language, block->text);
        if (is_in_group)
            MRH_END(ui);
        MRH_BEGIN(ui, MRH_ROLE_GROUP, .label = MRH_VARIANTS(words.list));
        is_in_group = true;
    }
    if (is_in_group)
        MRH_END(ui);
}

static void complain_of(const struct information *self, const char *language, const char *refusal)
{
    char line[200];
    snprintf(line, sizeof line, "content/pages/%s.%s.md: %s", self->entry->id, language, refusal);
    self->host->log(self->host, MRH_LOG_WARNING, line);
}

/* The page in the reader's language, or in the first that stands in and can be shown. */
static bool build_text(const struct information *self, struct mrh_ui *ui)
{
    const char *order[LANGUAGES];
    bool was_shown = false;
    languages_for(ui->language, order);
    for (size_t i = 0; i < LANGUAGES && !was_shown; i++) {
        char *text = page_read(self->entry->id, order[i]);
        struct page page = {0};
        was_shown = text && page_parse(&page, page_body(text));
        if (was_shown)
            build_blocks(ui, &page, order[i]);
        else if (text && page_body(text)[0])
            complain_of(self, order[i], page.refusal);
        page_free(&page);
        free(text);
    }
    return was_shown;
}

static void build_page(const struct information *self, struct mrh_ui *ui)
{
    const char *related = self->entry->related;
    MRH_TITLE(ui, .label = MRH_VARIANTS(self->entry->title.list));
    if (!build_text(self, ui))
        MRH_NOTICE(ui, .label = MRH_KEY("page.missing"), .tone = MRH_TONE_WARNING);
    if (related)
        MRH_BUTTON(ui, .id = "related",
                   .label =
                       MRH_KEY(strcmp(related, "OFFICER") == 0 ? "page.officer" : "page.papers"),
                   .tone = MRH_TONE_PRIMARY);
    MRH_BUTTON(ui, .id = "list", .label = MRH_KEY("page.list"));
}

static void information_build(void *data, struct mrh_ui *ui)
{
    const struct information *self = data;
    if (self->entry)
        build_page(self, ui);
    else
        build_list(self, ui);
}

/* ---- Events ---- */

static void press(struct information *self, const char *id)
{
    if (strncmp(id, "page.", 5) == 0)
        self->entry = library_find(self->library, id + 5);
    else if (strcmp(id, "related") == 0 && self->entry && self->entry->related)
        self->host->go(self->host, self->entry->related);
    else if (strcmp(id, "list") == 0) {
        self->entry = NULL;
        self->came_for_page = false;
    }
}

static void information_event(void *data, const struct mrh_event *event)
{
    struct information *self = data;
    if (event->type == MRH_EVENT_PRESS)
        press(self, event->id);
    else if (event->type != MRH_EVENT_BACK)
        return;
    else if (!self->entry || self->came_for_page)
        self->host->back(self->host);
    else
        self->entry = NULL;
}

static const struct mrh_plugin plugin = {
    sizeof plugin,     0, "information", information_open, information_close, information_build,
    information_event,
};

const struct mrh_plugin *marhaba_plugin_v1(void)
{
    return &plugin;
}
