#include "command/preview_answers.h"

#include "command/words.h"
#include "content/words.h"
#include "visit/values.h"

#include <stdio.h>
#include <string.h>

#define DATE_SIGNS "0123456789-"

static const json_t *find(const json_t *list, const char *id)
{
    for (size_t i = 0; i < json_array_size(list); i++)
        if (strcmp(content_text(json_array_get(list, i), "id"), id) == 0)
            return json_array_get(list, i);
    return NULL;
}

/* "self, widow, unknown" */
static const char *list_ids(const struct command *command, const json_t *list)
{
    const char *names = "";
    for (size_t i = 0; i < json_array_size(list); i++)
        names = arena_print(command->arena, "%s%s%s", names, i ? ", " : "",
                            content_text(json_array_get(list, i), "id"));
    return names;
}

static bool is_of_birth(const json_t *question)
{
    return strcmp(content_text(question, "kind"), "birth") == 0;
}

static const char *options_of(const struct command *command, const json_t *question)
{
    const char *options = list_ids(command, json_object_get(question, "options"));
    const char *unknown = find(json_object_get(question, "options"), "unknown") ? "" : ", unknown";
    return is_of_birth(question) ? arena_print(command->arena, "%s%s, 1951-03-09", options, unknown)
                                 : options;
}

static const char *words_of(const struct command *command, const json_t *question)
{
    const char *label = content_words(json_object_get(question, "label"), command->language, NULL);
    return label ? label : "";
}

static bool is_date(const char *text)
{
    return text[0] && !text[strspn(text, DATE_SIGNS)];
}

/* By the rules of the kiosk's field, which would ask until it is one. */
static bool check_birth(const char *text, struct error *error)
{
    const char *example;
    const struct screen_node field = {.role = ROLE_FIELD, .tone = FIELD_DATE, .value = text};
    return !value_trouble(&field, &example) ||
           error_set(error, ERROR_INPUT,
                     "\"%s\" is no date of birth: write the year, with the month and the day where "
                     "they are known, like 1951, 1951-03 or 1951-03-09",
                     text);
}

static bool check_answer(const struct command *command, const json_t *questions, const char *id,
                         const char *option, struct error *error)
{
    const json_t *question = find(questions, id);
    if (!question)
        return error_set(error, ERROR_INPUT, "no question is named \"%s\": this procedure asks %s",
                         id, list_ids(command, questions));
    if (find(json_object_get(question, "options"), option) ||
        (is_of_birth(question) && strcmp(option, "unknown") == 0))
        return true;
    if (is_of_birth(question) && is_date(option))
        return check_birth(option, error);
    return error_set(error, ERROR_INPUT,
                     "\"%s\" is no answer to the question \"%s\" (%s): choose one of %s", option,
                     id, words_of(command, question), options_of(command, question));
}

/* "role=self" */
static bool read_one(struct preview_answers *out, char *text, struct error *error)
{
    char *equals = strchr(text, '=');
    if (!equals)
        return error_set(error, ERROR_INPUT,
                         "\"%s\" is no answer: write the question, \"=\" and the option, like "
                         "\"role=self\"",
                         text);
    *equals = '\0';
    for (size_t i = 0; i < out->count; i++)
        if (strcmp(out->of[i].question, text) == 0)
            return error_set(error, ERROR_INPUT, "the question \"%s\" is answered twice", text);
    if (!check_answer(out->command, out->questions, text, equals + 1, error))
        return false;
    out->of[out->count].question = text;
    out->of[out->count++].option = equals + 1;
    return true;
}

bool preview_answers_read(const struct command *command, const char *text, const json_t *questions,
                          struct preview_answers *out, struct error *error)
{
    char *rest = NULL;
    *out = (struct preview_answers){.command = command, .questions = questions};
    if (text && json_array_size(questions) == 0)
        return error_set(error, ERROR_INPUT, "it asks no questions: leave \"--answers\" away");
    char *copy = arena_copy(command->arena, text ? text : "");
    for (char *one = strtok_r(copy, " ", &rest); one; one = strtok_r(NULL, " ", &rest))
        if (!read_one(out, one, error))
            return false;
    return true;
}

const char *preview_answers_get(struct preview_answers *answers, const json_t *question,
                                struct error *error)
{
    const char *id = content_text(question, "id");
    for (size_t i = 0; i < answers->count; i++)
        if (strcmp(answers->of[i].question, id) == 0) {
            answers->of[i].is_used = true;
            return answers->of[i].option;
        }
    error_set(error, ERROR_INPUT,
              "the question \"%s\" (%s) has no answer: add \"%s=\" and one of %s to \"--answers\"",
              id, words_of(answers->command, question), id, options_of(answers->command, question));
    return NULL;
}

void preview_answers_tell_unused(const struct preview_answers *answers)
{
    for (size_t i = 0; i < answers->count; i++)
        if (!answers->of[i].is_used)
            say(answers->command, "preview.not_asked",
                WITH(with_code("question", answers->of[i].question)));
}

/* The day on which somebody of so many full years was born, if today is a birthday; the 28th is in
 * every month. */
static const char *born(const struct command *command, int64_t age)
{
    struct civil_time today = clock_civil(clock_now_ms(command->clock));
    return arena_print(command->arena, "%04lld-%02d-%02d", (long long)(today.year - age),
                       today.month, today.day < 28 ? today.day : 28);
}

const char *preview_answers_birth(const struct preview_answers *answers, const json_t *question,
                                  const char *answer)
{
    const json_t *option = find(json_object_get(question, "options"), answer);
    const json_t *from = json_object_get(option, "from_age"),
                 *below = json_object_get(option, "below_age");
    if (!is_of_birth(question) || strcmp(answer, "unknown") == 0)
        return NULL;
    if (is_date(answer))
        return answer;
    return born(answers->command, from ? json_integer_value(from) : json_integer_value(below) - 1);
}
