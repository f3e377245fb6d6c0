/* marhaba content preview: a page, or a path of answers, drawn as the kiosk would show it from the
 * sources as they are now. */
#include "base/file.h"
#include "command/preview_answers.h"
#include "command/preview_screens.h"
#include "command/words.h"
#include "content/words.h"
#include "visit/sources.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST_SCREENS 30

/* Who shows what. */
static const struct shower {
    const char *kind, *plugin;
} showers[] = {{"page", "information"}, {"procedure", "checklist"}};
#define SHOWERS (sizeof showers / sizeof *showers)

struct preview {
    const struct command *command;
    const struct request *request;
    struct commune commune;
    struct registry *registry;
    const char *id;
    const struct shower *shower; /* NULL until it is known what it is */
    bool is_wrong;               /* its sources are, as told */
    json_t *record, *notes;
    const char *language;
    struct preview_kiosk *kiosk;
    struct preview_screens screens;
    struct preview_answers answers;
};

/* ---- What is it ---- */

/* "page/pension" says which, where a page and a procedure have the same name. */
static void read_subject(struct preview *preview, const char *subject)
{
    preview->id = subject;
    for (size_t i = 0; i < SHOWERS; i++) {
        size_t length = strlen(showers[i].kind);
        if (strncmp(subject, showers[i].kind, length) != 0 || subject[length] != '/')
            continue;
        preview->shower = &showers[i];
        preview->id = subject + length + 1;
    }
}

/* Only what is said of this record's own files. */
static void tell(void *self, enum content_finding finding, const struct error *error)
{
    struct preview *preview = self;
    struct arena *arena = preview->command->arena;
    const char *page = arena_print(arena, "/pages/%s.", preview->id);
    const char *procedure = arena_print(arena, "/procedures/%s.yaml:", preview->id);
    bool is_of_page = strstr(error->text, page) != NULL;
    bool is_of_procedure = strstr(error->text, procedure) != NULL;
    const char *kind = is_of_page ? "page" : "procedure";
    if ((!is_of_page && !is_of_procedure) ||
        (preview->shower && strcmp(preview->shower->kind, kind) != 0))
        return;
    preview->is_wrong = preview->is_wrong || finding == CONTENT_WRONG;
    content_tell(preview->command, finding, error);
}

static bool complain_of_record(const struct preview *preview, struct error *error)
{
    if (preview->is_wrong)
        return error_set(error, ERROR_INPUT,
                         "\"%s\" cannot be shown: mend what is said above, then try again",
                         preview->id);
    return error_set(error, ERROR_MISSING, "there is no page and no procedure named \"%s\"",
                     preview->id);
}

static bool find_record(struct preview *preview, struct library *library, struct error *error)
{
    const struct shower *found = NULL;
    const char *text = NULL;
    for (size_t i = 0; i < SHOWERS; i++) {
        bool is_asked = !preview->shower || preview->shower == &showers[i];
        const char *one =
            is_asked ? library_read(library, preview->command->arena, showers[i].kind, preview->id)
                     : NULL;
        if (one && found)
            return error_set(error, ERROR_INPUT,
                             "\"%s\" names a page and a procedure: write \"page/%s\" or "
                             "\"procedure/%s\"",
                             preview->id, preview->id, preview->id);
        if (one) {
            found = &showers[i];
            text = one;
        }
    }
    preview->shower = found;
    preview->record = text ? json_loads(text, JSON_REJECT_DUPLICATES, NULL) : NULL;
    return preview->record || complain_of_record(preview, error);
}

/* Published from the sources as they are, into the temporary folder. */
static bool publish(struct preview *preview, struct error *error)
{
    const struct command *command = preview->command;
    struct content_world world = sources_find(command->arena, &preview->commune, command->place,
                                              preview->registry, clock_now_ms(command->clock));
    world.published = preview_kiosk_published(preview->kiosk);
    struct library *library =
        content_publish(&world, tell, preview, error) ? library_open(world.published, error) : NULL;
    bool done = library && find_record(preview, library, error);
    library_close(library);
    return done;
}

/* ---- The way to it ---- */

static bool is_argument_for(const char *argument, const char *id)
{
    size_t length = strlen(id);
    return strncmp(argument, id, length) == 0 && (!argument[length] || argument[length] == '?');
}

/* The service that opens it by itself; else any of the plugin that can. */
static const char *find_service(const struct preview *preview, struct error *error)
{
    const struct plugin_entry *entry = registry_find(preview->registry, preview->shower->plugin);
    if (!entry || !entry->enabled || entry->error.kind != ERROR_NONE ||
        entry->manifest.service_count == 0) {
        error_set(error, ERROR_MISSING,
                  "the plugin \"%s\", which shows it, is not switched on or cannot be used: see "
                  "\"marhaba plugin list\"",
                  preview->shower->plugin);
        return NULL;
    }
    for (size_t i = 0; i < entry->manifest.service_count; i++)
        if (is_argument_for(entry->manifest.services[i].argument, preview->id))
            return entry->manifest.services[i].code;
    return entry->manifest.services[0].code;
}

static bool is_offered(const struct preview *preview, const char *code)
{
    for (const char *const *at = preview->commune.languages; *at; at++)
        if (strcmp(*at, code) == 0)
            return true;
    return false;
}

static bool choose_language(struct preview *preview, struct error *error)
{
    const char *asked = preview->request->language, *names = "";
    const char *own = preview->command->language->code;
    if (!asked)
        asked = is_offered(preview, own) ? own : preview->commune.languages[0];
    preview->language = asked;
    if (is_offered(preview, asked))
        return true;
    for (const char *const *at = preview->commune.languages; *at; at++)
        names = arena_print(preview->command->arena, "%s%s%s", names, names[0] ? ", " : "", *at);
    return error_set(error, ERROR_INPUT,
                     "the kiosk does not offer the language \"%s\"; commune.yaml names %s", asked,
                     names);
}

static bool open_it(struct preview *preview, struct error *error)
{
    const char *service = find_service(preview, error);
    const char *tile = arena_print(preview->command->arena, "core.language.%s", preview->language);
    if (!service || !preview_kiosk_start(preview->kiosk, preview->request->lying, error) ||
        !preview_screens_tap(&preview->screens, tile, error))
        return false;
    json_t *answer = preview_kiosk_ask(
        preview->kiosk,
        json_pack("{s:s, s:s, s:s}", "do", "open", "service", service, "argument", preview->id),
        error);
    json_decref(answer);
    return answer != NULL;
}

/* ---- Screen by screen ---- */

static bool is_shown(const struct preview *preview, const json_t *screen, struct error *error)
{
    const char *stage = json_string_value(json_object_get(screen, "stage"));
    return (stage && strcmp(stage, "plugin") == 0) ||
           error_set(error, ERROR_SYSTEM, "the kiosk cannot show \"%s\": %s", preview->id,
                     preview_kiosk_last_words(preview->kiosk));
}

static const json_t *question_on(const struct preview *preview, const json_t *screen)
{
    const json_t *questions = preview->answers.questions;
    for (size_t i = 0; i < json_array_size(questions); i++) {
        const json_t *question = json_array_get(questions, i);
        const char *id = json_string_value(json_object_get(question, "id"));
        if (preview_screens_find(screen, arena_print(preview->command->arena, "question.%s", id)))
            return question;
    }
    return NULL;
}

static bool type_birth(struct preview *preview, const char *field, const char *birth,
                       struct error *error)
{
    if (!preview_screens_tap(&preview->screens, field, error))
        return false;
    json_t *answer = preview_kiosk_ask(preview->kiosk,
                                       json_pack("{s:s, s:s}", "do", "type", "text", birth), error);
    json_decref(answer);
    return answer && preview_screens_tap(&preview->screens, "next", error);
}

static bool answer_question(struct preview *preview, const json_t *question, struct error *error)
{
    const char *id = json_string_value(json_object_get(question, "id"));
    const char *kind = json_string_value(json_object_get(question, "kind"));
    const char *answer = preview_answers_get(&preview->answers, question, error);
    const char *birth = answer ? preview_answers_birth(&preview->answers, question, answer) : NULL;
    if (!answer)
        return false;
    if (birth)
        return type_birth(preview, arena_print(preview->command->arena, "question.%s", id), birth,
                          error);
    /* Beside a field "I do not know" is a button, which goes on by itself. */
    return preview_screens_tap(&preview->screens, answer, error) &&
           ((kind && strcmp(kind, "birth") == 0) ||
            preview_screens_tap(&preview->screens, "next", error));
}

static bool show_all(struct preview *preview, struct error *error)
{
    for (int count = 0; count < MOST_SCREENS; count++) {
        json_t *screen = preview_screens_keep(&preview->screens, error);
        bool good = screen && is_shown(preview, screen, error);
        const json_t *question = good ? question_on(preview, screen) : NULL;
        json_decref(screen);
        if (!good || !question)
            return good;
        if (!answer_question(preview, question, error))
            return false;
    }
    return error_set(error, ERROR_SYSTEM, "the kiosk asks \"%s\" again and again", preview->id);
}

/* ---- What no screen shows ---- */

/* For whom a page is written. */
static void tell_audience(const struct preview *preview)
{
    const struct command *command = preview->command;
    const json_t *audience = json_object_get(preview->record, "audience");
    const char *names = "", *comma = words(command, "preview.comma", WITHOUT);
    for (size_t i = 0; i < json_array_size(audience); i++) {
        const char *key = arena_print(command->arena, "audience.%s",
                                      json_string_value(json_array_get(audience, i)));
        names = arena_print(command->arena, "%s%s%s", names, i ? comma : "",
                            words(command, key, WITHOUT));
    }
    if (names[0])
        say(command, "preview.audience", WITH(with_text("names", names)));
}

/* By what law a paper is asked, where it says so itself. */
static json_t *notes_of(const struct preview *preview)
{
    const struct command *command = preview->command;
    const json_t *papers = json_object_get(preview->record, "papers");
    json_t *notes = json_object();
    for (size_t i = 0; i < json_array_size(papers); i++) {
        const json_t *paper = json_array_get(papers, i);
        const char *law = content_text(paper, "legal_basis");
        const char *node = arena_print(command->arena, "paper.%s", content_text(paper, "id"));
        if (law[0])
            json_object_set_new(
                notes, node,
                json_string(words(command, "preview.law", WITH(with_text("law", law)))));
    }
    return notes;
}

/* ---- The command ---- */

static bool prepare(struct preview *preview, struct error *error)
{
    const struct request *request = preview->request;
    return choose_language(preview, error) &&
           (preview->kiosk = preview_kiosk_new(preview->command, error)) &&
           publish(preview, error) &&
           preview_answers_read(preview->command, request->answers,
                                json_object_get(preview->record, "questions"), &preview->answers,
                                error) &&
           (!request->out || file_make_folder(request->out, 0755, error));
}

enum command_exit command_content_preview(const struct command *command,
                                          const struct request *request, struct error *error)
{
    struct preview preview = {.command = command, .request = request};
    read_subject(&preview, request->subject);
    if (!commune_load(command->arena, command->home, &preview.commune, error))
        return COMMAND_FAILED;
    preview.registry = registry_new(&preview.commune, command->place);
    bool done = prepare(&preview, error);
    if (done) {
        tell_audience(&preview);
        preview.notes = notes_of(&preview);
        preview.screens = (struct preview_screens){
            .command = command,
            .notes = preview.notes,
            .kiosk = preview.kiosk,
            .out = request->out,
            .name = arena_print(command->arena, "%s.%s", preview.id, preview.language)};
        done = open_it(&preview, error) && show_all(&preview, error);
    }
    if (done)
        preview_answers_tell_unused(&preview.answers);
    if (done && request->out)
        say(command, "preview.kept",
            WITH(with_number("count", preview.screens.count), with_code("folder", request->out)));
    preview_kiosk_end(preview.kiosk);
    json_decref(preview.record);
    json_decref(preview.notes);
    registry_free(preview.registry);
    return done ? COMMAND_DONE : COMMAND_FAILED;
}
