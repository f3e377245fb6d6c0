/* Asks the few questions that decide something, then shows the papers to bring, each to mark as
 * there, missing or unsure; the ticket carries both to the officer. The procedures are the host's
 * published content. SPDX-License-Identifier: GPL-3.0-or-later */
#include "inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct id make_id(const char *kind, const char *name)
{
    struct id id;
    snprintf(id.text, sizeof id.text, "%s.%s", kind, name);
    return id;
}

bool checklist_is_result(const struct checklist *self)
{
    return self->question >= json_array_size(self->procedure.questions);
}

const json_t *checklist_chosen(const struct checklist *self, size_t question)
{
    return question_option(json_array_get(self->procedure.questions, question),
                           self->answers.of[question]);
}

static bool is_to_ask(const struct checklist *self, size_t question)
{
    return !self->presets[question] &&
           question_is_asked(&self->procedure, &self->answers, question);
}

/* From `question` on, the first that is to be asked; the result when there is none. */
static void go_to(struct checklist *self, size_t question)
{
    self->is_born_later = false;
    size_t count = json_array_size(self->procedure.questions);
    self->stops = procedure_stops(&self->procedure, &self->answers);
    if (self->stops)
        question = count;
    while (question < count && !is_to_ask(self, question))
        question++;
    self->question = question;
}

/* "pension?country=fr": what the tile says already is not asked again. */
static void take_preset(struct checklist *self, const char *preset)
{
    char id[41];
    size_t length = strcspn(preset, "=");
    if (preset[length] != '=' || length >= sizeof id)
        return;
    memcpy(id, preset, length);
    id[length] = '\0';
    size_t question = question_index(&self->procedure, id);
    if (question >= json_array_size(self->procedure.questions))
        return;
    snprintf(self->answers.of[question], LONGEST_ANSWER, "%s", preset + length + 1);
    self->presets[question] = checklist_chosen(self, question) != NULL;
    if (!self->presets[question])
        self->answers.of[question][0] = '\0';
}

static bool take_procedure(struct checklist *self, const char *argument)
{
    char id[41];
    size_t length = strcspn(argument, "?");
    if (length >= sizeof id)
        return false;
    memcpy(id, argument, length);
    id[length] = '\0';
    if (!is_plain_id(id) ||
        !procedure_take(&self->procedure, content_read(self->content, "procedure", id)))
        return false;
    if (argument[length])
        take_preset(self, argument + length + 1);
    go_to(self, 0);
    return true;
}

static void checklist_close(void *data)
{
    struct checklist *self = data;
    json_decref(self->list);
    procedure_free(&self->procedure);
    free(self);
}

static void *checklist_open(const struct mrh_host *host, const struct mrh_opening *opening)
{
    struct checklist *self = calloc(1, sizeof *self);
    if (!self)
        return NULL;
    self->host = host;
    self->ticket = host->extension(host, "marhaba.ticket/1");
    self->content = host->extension(host, "marhaba.content/1");
    self->print = host->extension(host, "marhaba.print/1");
    snprintf(self->service, sizeof self->service, "%s", opening->service);
    if (!opening->argument[0])
        self->list = content_list(self->content, "procedure", "", 0);
    if (self->list || (opening->argument[0] && take_procedure(self, opening->argument)))
        return self;
    host->log(host, MRH_LOG_FAILURE,
              "the procedure of this service is not published: see \"marhaba content check\"");
    checklist_close(self);
    return NULL;
}

static void checklist_build(void *data, struct mrh_ui *ui)
{
    const struct checklist *self = data;
    if (self->list)
        build_list(self, ui);
    else if (checklist_is_result(self))
        build_result(self, ui);
    else
        build_question(self, ui);
}

/* ---- Events ---- */

static void today_of(const struct mrh_host *host, char out[11])
{
    time_t now = (time_t)(host->now(host) / 1000);
    struct tm civil;
    localtime_r(&now, &civil);
    strftime(out, 11, "%Y-%m-%d", &civil);
}

/* What the visitor chose, or what follows from their date of birth; "" when nothing. */
static void read_answer(struct checklist *self)
{
    const json_t *question = json_array_get(self->procedure.questions, self->question);
    struct id id = make_id("question", text_of(question, "id"));
    char *answer = self->answers.of[self->question], typed[LONGEST_ANSWER], today[11];
    self->host->value(self->host, id.text, typed, sizeof typed);
    self->is_born_later = false;
    if (strcmp(text_of(question, "kind"), "birth") == 0 && typed[0]) {
        today_of(self->host, today);
        self->is_born_later = strncmp(typed, today, strlen(typed)) > 0;
        snprintf(answer, LONGEST_ANSWER, "%s", birth_answer(question, typed, today));
    } else {
        memcpy(answer, typed, sizeof typed);
    }
    if (!checklist_chosen(self, self->question) || self->is_born_later)
        answer[0] = '\0';
}

static void go_forward(struct checklist *self)
{
    if (checklist_is_result(self))
        return;
    read_answer(self);
    if (self->answers.of[self->question][0])
        go_to(self, self->question + 1);
}

static void say_unknown(struct checklist *self)
{
    if (checklist_is_result(self))
        return;
    snprintf(self->answers.of[self->question], LONGEST_ANSWER, "unknown");
    go_to(self, self->question + 1);
}

/* An answer that is taken back leads nowhere until it is given again. */
static void go_back(struct checklist *self)
{
    size_t earlier = self->question;
    while (earlier > 0)
        if (self->answers.of[--earlier][0] && is_to_ask(self, earlier)) {
            for (size_t i = earlier; i < MOST_QUESTIONS; i++)
                if (!self->presets[i])
                    self->answers.of[i][0] = '\0';
            self->question = earlier;
            self->is_born_later = false;
            return;
        }
    self->host->back(self->host);
}

static void go_to_service_of(struct checklist *self, const char *rule)
{
    for (size_t i = 0; i < json_array_size(self->procedure.rules); i++) {
        const json_t *known = json_array_get(self->procedure.rules, i);
        if (strcmp(text_of(known, "id"), rule) == 0 && text_of(known, "go")[0])
            self->host->go(self->host, text_of(known, "go"));
    }
}

static void open_service_of(struct checklist *self, const char *procedure)
{
    const json_t *items = json_object_get(self->list, "items");
    for (size_t i = 0; i < json_array_size(items); i++)
        if (strcmp(text_of(json_array_get(items, i), "id"), procedure) == 0)
            self->host->go(self->host, text_of(json_array_get(items, i), "service"));
}

static void turn_list(struct checklist *self, uint32_t from)
{
    json_t *list = content_list(self->content, "procedure", "", from);
    if (!list)
        return;
    json_decref(self->list);
    self->list = list;
    self->list_from = from;
}

static void press(struct checklist *self, const char *id)
{
    if (strncmp(id, "rule.", 5) == 0)
        go_to_service_of(self, id + 5);
    else if (strncmp(id, "open.", 5) == 0)
        open_service_of(self, id + 5);
    else if (strcmp(id, "more") == 0)
        turn_list(self, self->list_from +
                            (uint32_t)json_array_size(json_object_get(self->list, "items")));
    else if (strcmp(id, "next") == 0)
        go_forward(self);
    else if (strcmp(id, "unknown") == 0)
        say_unknown(self);
    else if (strcmp(id, "print") == 0 && self->print)
        self->print->screen(self->print);
    else if (strcmp(id, "ticket") == 0 && self->procedure.root)
        ask_for_ticket(self);
}

static void checklist_event(void *data, const struct mrh_event *event)
{
    struct checklist *self = data;
    if (event->type == MRH_EVENT_PRESS)
        press(self, event->id);
    else if (event->type != MRH_EVENT_BACK)
        return;
    else if (self->list_from)
        turn_list(self, 0);
    else
        go_back(self);
}

static const struct mrh_plugin plugin = {
    sizeof plugin,   1, "checklist", checklist_open, checklist_close, checklist_build,
    checklist_event,
};

const struct mrh_plugin *marhaba_plugin_v1(void)
{
    return &plugin;
}
