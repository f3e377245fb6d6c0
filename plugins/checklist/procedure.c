#include "procedure.h"

#include <stdio.h>
#include <string.h>

bool procedure_take(struct procedure *procedure, json_t *root)
{
    *procedure = (struct procedure){.root = root,
                                    .questions = json_object_get(root, "questions"),
                                    .papers = json_object_get(root, "papers"),
                                    .rules = json_object_get(root, "rules")};
    return json_array_size(procedure->rules) > 0 &&
           json_array_size(procedure->questions) <= MOST_QUESTIONS &&
           json_array_size(procedure->papers) <= MOST_PAPERS;
}

void procedure_free(struct procedure *procedure)
{
    json_decref(procedure->root);
    *procedure = (struct procedure){0};
}

static const json_t *find(const json_t *list, const char *id, size_t *at)
{
    for (*at = 0; *at < json_array_size(list); ++*at)
        if (strcmp(text_of(json_array_get(list, *at), "id"), id) == 0)
            return json_array_get(list, *at);
    return NULL;
}

size_t question_index(const struct procedure *procedure, const char *id)
{
    size_t index;
    find(procedure->questions, id, &index);
    return index;
}

const json_t *question_option(const json_t *question, const char *id)
{
    size_t index;
    return find(json_object_get(question, "options"), id, &index);
}

static bool is_among(const json_t *list, const char *text)
{
    for (size_t i = 0; i < json_array_size(list); i++)
        if (strcmp(json_string_value(json_array_get(list, i)), text) == 0)
            return true;
    return false;
}

/* Whether each question named was asked and has one of the answers; one without an answer yet
 * counts as `if_open`. */
static bool conditions_hold(const struct procedure *procedure, const struct answers *answers,
                            const json_t *thing, bool if_open)
{
    const char *id;
    json_t *wanted;
    json_object_foreach(json_object_get(thing, "when"), id, wanted)
    {
        size_t question = question_index(procedure, id);
        if (question >= json_array_size(procedure->questions) ||
            !question_is_asked(procedure, answers, question))
            return false;
        const char *answer = answers->of[question];
        if (answer[0] ? !is_among(wanted, answer) : !if_open)
            return false;
    }
    return true;
}

bool question_is_asked(const struct procedure *procedure, const struct answers *answers,
                       size_t question)
{
    return conditions_hold(procedure, answers, json_array_get(procedure->questions, question),
                           true);
}

bool rule_holds(const struct procedure *procedure, const struct answers *answers,
                const json_t *rule)
{
    return conditions_hold(procedure, answers, rule, false);
}

bool procedure_stops(const struct procedure *procedure, const struct answers *answers)
{
    for (size_t i = 0; i < json_array_size(procedure->rules); i++) {
        const json_t *rule = json_array_get(procedure->rules, i);
        if (strcmp(text_of(rule, "tone"), "stop") == 0 && rule_holds(procedure, answers, rule))
            return true;
    }
    return false;
}

static void add_papers(const struct procedure *procedure, const json_t *rule,
                       enum need needs[MOST_PAPERS])
{
    const json_t *added = json_object_get(rule, "add");
    for (size_t i = 0; i < json_array_size(added); i++) {
        size_t paper;
        const json_t *found =
            find(procedure->papers, json_string_value(json_array_get(added, i)), &paper);
        if (found)
            needs[paper] = json_is_true(json_object_get(found, "held")) ? NEED_HELD : NEED_BRING;
    }
}

/* The first of a kind stands for all of them. */
static void drop_doubles(const struct procedure *procedure, enum need needs[MOST_PAPERS])
{
    size_t count = json_array_size(procedure->papers);
    for (size_t i = 0; i < count; i++)
        for (size_t j = i + 1; needs[i] != NEED_NOT && j < count; j++)
            if (needs[j] == needs[i] &&
                strcmp(text_of(json_array_get(procedure->papers, i), "kind"),
                       text_of(json_array_get(procedure->papers, j), "kind")) == 0)
                needs[j] = NEED_NOT;
}

size_t papers_needed(const struct procedure *procedure, const struct answers *answers,
                     enum need needs[MOST_PAPERS])
{
    size_t count = 0;
    memset(needs, 0, MOST_PAPERS * sizeof *needs);
    if (procedure_stops(procedure, answers))
        return 0;
    for (size_t i = 0; i < json_array_size(procedure->rules); i++) {
        const json_t *rule = json_array_get(procedure->rules, i);
        if (rule_holds(procedure, answers, rule))
            add_papers(procedure, rule, needs);
    }
    drop_doubles(procedure, needs);
    for (size_t i = 0; i < MOST_PAPERS; i++)
        count += needs[i] == NEED_BRING;
    return count;
}

/* Full years from a day that lies in [1951-03-01, 1951-03-31] or wherever it is known to lie. */
static int age_on(const char *today, int year, int month, int day)
{
    int now_year = 0, now_month = 0, now_day = 0;
    sscanf(today, "%4d-%2d-%2d", &now_year, &now_month, &now_day);
    bool had_birthday = now_month > month || (now_month == month && now_day >= day);
    return now_year - year - !had_birthday;
}

static bool fits(const json_t *option, int youngest, int oldest)
{
    const json_t *from = json_object_get(option, "from_age"),
                 *below = json_object_get(option, "below_age");
    if (!from && !below)
        return false;
    return (!from || youngest >= json_integer_value(from)) &&
           (!below || oldest < json_integer_value(below));
}

const char *birth_answer(const json_t *question, const char *birth, const char *today)
{
    int year = 0, month = 0, day = 0;
    int parts = sscanf(birth, "%4d-%2d-%2d", &year, &month, &day);
    if (parts < 1 || year < 1850)
        return "unknown";
    int youngest = age_on(today, year, parts > 1 ? month : 12, parts > 2 ? day : 31);
    int oldest = age_on(today, year, parts > 1 ? month : 1, parts > 2 ? day : 1);
    const json_t *options = json_object_get(question, "options");
    for (size_t i = 0; i < json_array_size(options); i++)
        if (fits(json_array_get(options, i), youngest, oldest))
            return text_of(json_array_get(options, i), "id");
    return "unknown";
}
