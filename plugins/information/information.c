/* Short pages the commune publishes: by situation, by searching, and each in the reader's language.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define OFFICER "OFFICER"

const struct step *step_now(const struct information *self)
{
    return &self->steps[self->depth - 1];
}

/* The manifest's services that are a page, which a test holds against it. */
static bool is_page_service(const char *service)
{
    static const char *const codes[] = {"PEN-LOST", "MRE-DISP", "RPT-WORK"};
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (strcmp(codes[i], service) == 0)
            return true;
    return false;
}

enum way way_of_page(const struct information *self)
{
    const char *service = text_of(self->page, "service");
    if (json_is_true(json_object_get(self->page, "papers")))
        return WAY_PAPERS;
    if (is_page_service(service))
        return self->ticket ? WAY_TICKET : WAY_OFFICER;
    return service[0] && strcmp(service, OFFICER) != 0 ? WAY_SERVICE : WAY_OFFICER;
}

static void forget(struct information *self)
{
    json_decref(self->list);
    json_decref(self->page);
    json_decref(self->bodies);
    json_decref(self->hours);
    self->list = self->page = self->bodies = self->hours = NULL;
}

static bool load_page(struct information *self, const char *id)
{
    self->page = content_read(self->content, "page", id);
    if (!self->page)
        return false;
    const json_t *names = json_object_get(self->page, "bodies");
    self->bodies = json_array();
    for (size_t i = 0; i < json_array_size(names); i++) {
        const char *name = json_string_value(json_array_get(names, i));
        json_t *body = content_read(self->content, "body", name);
        if (body)
            json_array_append_new(self->bodies, body);
        if (strcmp(name, "commune") == 0 && !self->hours)
            self->hours = content_read(self->content, "hours", "");
    }
    return true;
}

/* Loads what the last step shows. */
static bool load(struct information *self)
{
    const struct step *step = step_now(self);
    char typed[256];
    forget(self);
    switch (step->view) {
    case VIEW_SITUATIONS:
        return true;
    case VIEW_LIST:
        self->list = content_list(self->content, "page", step->id, step->from);
        return self->list != NULL;
    case VIEW_SEARCH:
        self->host->value(self->host, "words", typed, sizeof typed);
        if (typed[0])
            self->list = content_search(self->content, typed);
        return true;
    case VIEW_PAGE:
        return load_page(self, step->id);
    }
    return false;
}

/* Shows another view; where there is nothing to show, one stays. */
static void go_in(struct information *self, enum view view, const char *id, uint32_t from)
{
    if (self->depth == MOST_STEPS) {
        memmove(self->steps + 1, self->steps + 2, (MOST_STEPS - 2) * sizeof *self->steps);
        self->depth--;
    }
    struct step *step = &self->steps[self->depth++];
    *step = (struct step){.view = view, .from = from};
    snprintf(step->id, sizeof step->id, "%s", id);
    if (load(self))
        return;
    self->host->log(self->host, MRH_LOG_WARNING, "a page or list of pages is not published");
    self->depth--;
    if (self->depth)
        load(self);
}

static void go_back(struct information *self)
{
    if (self->depth <= 1) {
        self->host->back(self->host);
        return;
    }
    self->depth--;
    load(self);
}

static void *information_open(const struct mrh_host *host, const struct mrh_opening *opening)
{
    struct information *self = calloc(1, sizeof *self);
    if (!self)
        return NULL;
    self->host = host;
    self->ticket = host->extension(host, "marhaba.ticket/1");
    self->content = host->extension(host, "marhaba.content/1");
    self->print = host->extension(host, "marhaba.print/1");
    if (is_plain_id(opening->argument))
        go_in(self, VIEW_PAGE, opening->argument, 0);
    if (!self->depth)
        go_in(self, VIEW_SITUATIONS, "", 0);
    return self;
}

static void information_close(void *data)
{
    forget(data);
    free(data);
}

static void information_build(void *data, struct mrh_ui *ui)
{
    const struct information *self = data;
    switch (step_now(self)->view) {
    case VIEW_SITUATIONS:
        build_situations(self, ui);
        break;
    case VIEW_LIST:
        build_list(self, ui);
        break;
    case VIEW_SEARCH:
        build_search(self, ui);
        break;
    case VIEW_PAGE:
        build_page(self, ui);
        break;
    }
}

/* ---- Events ---- */

/* A page that is a service's own takes a ticket for it, the page's name being all there is to tell.
 */
static void ask_officer(struct information *self)
{
    if (way_of_page(self) != WAY_TICKET) {
        self->host->go(self->host, OFFICER);
        return;
    }
    self->ticket->clear(self->ticket);
    self->ticket->request(self->ticket, text_of(self->page, "service"));
}

static void press(struct information *self, const char *id)
{
    const struct step *step = step_now(self);
    if (strncmp(id, "page.", 5) == 0 && is_plain_id(id + 5))
        go_in(self, VIEW_PAGE, id + 5, 0);
    else if (strncmp(id, "situation.", 10) == 0 && is_plain_id(id + 10))
        go_in(self, VIEW_LIST, id + 10, 0);
    else if (strcmp(id, "more") == 0 && step->view == VIEW_LIST)
        go_in(self, VIEW_LIST, step->id,
              step->from + (uint32_t)json_array_size(json_object_get(self->list, "items")));
    else if (strcmp(id, "search") == 0)
        go_in(self, VIEW_SEARCH, "", 0);
    else if (strcmp(id, "find") == 0 && step->view == VIEW_SEARCH)
        load(self);
    else if (strcmp(id, "print") == 0 && self->print && self->page)
        self->print->screen(self->print);
    else if (strcmp(id, "service") == 0 && self->page)
        self->host->go(self->host, text_of(self->page, "service"));
    else if (strcmp(id, "officer") == 0)
        ask_officer(self);
}

static void information_event(void *data, const struct mrh_event *event)
{
    struct information *self = data;
    if (event->type == MRH_EVENT_PRESS)
        press(self, event->id);
    else if (event->type == MRH_EVENT_BACK)
        go_back(self);
}

static const struct mrh_plugin plugin = {
    sizeof plugin,     1, "information", information_open, information_close, information_build,
    information_event,
};

const struct mrh_plugin *marhaba_plugin_v1(void)
{
    return &plugin;
}
