/* What no answers lead to. Conditions are sets of answers joined by "and", so a set of them can
 * hold together when, question by question, something is left of the sets, those by which the
 * question is asked at all among them. No enumeration of paths is needed. */
#include "content/reach.h"

#include <string.h>

size_t reach_index(const json_t *list, const char *id)
{
    size_t index;
    json_t *item;
    json_array_foreach(list, index, item) if (strcmp(json_string_value(json_object_get(item, "id")),
                                                     id) == 0) return index;
    return json_array_size(list);
}

static uint64_t bits_of(const json_t *question, const json_t *answers)
{
    uint64_t bits = 0;
    size_t index;
    json_t *answer;
    json_array_foreach(answers, index, answer)
    {
        size_t option =
            reach_index(json_object_get(question, "options"), json_string_value(answer));
        if (option < 64)
            bits |= (uint64_t)1 << option;
    }
    return bits;
}

/* Adds conditions, and those by which each named question is asked. */
static void add(const struct reach *reach, struct sets *sets, const json_t *when)
{
    const char *id;
    json_t *answers;
    json_object_foreach((json_t *)when, id, answers)
    {
        size_t question = reach_index(reach->questions, id);
        const json_t *asked = json_array_get(reach->questions, question);
        sets->of[question] &= bits_of(asked, answers);
        add(reach, sets, json_object_get(asked, "when"));
    }
}

bool sets_can_hold(const struct sets *sets)
{
    for (size_t i = 0; i < REACH_QUESTIONS; i++)
        if (sets->of[i] == 0)
            return false;
    return true;
}

static struct sets sets_of(const struct reach *reach, const json_t *thing)
{
    struct sets sets;
    memset(&sets, 0xFF, sizeof sets);
    add(reach, &sets, json_object_get(thing, "when"));
    return sets;
}

bool sets_imply(const struct sets *one, const struct sets *other)
{
    for (size_t i = 0; i < REACH_QUESTIONS; i++)
        if (one->of[i] & ~other->of[i])
            return false;
    return true;
}

bool sets_can_hold_together(const struct sets *one, const struct sets *other)
{
    struct sets both = *one;
    for (size_t i = 0; i < REACH_QUESTIONS; i++)
        both.of[i] &= other->of[i];
    return sets_can_hold(&both);
}

static const char *id_of(const json_t *thing)
{
    return json_string_value(json_object_get(thing, "id"));
}

const struct yaml_node *reach_place(const struct reach *reach, const char *list, size_t index)
{
    const struct yaml_node *node = yaml_get(reach->root, list);
    return node && index < node->count ? &node->children[index] : reach->root;
}

bool reach_is_stop(const json_t *rule)
{
    return strcmp(json_string_value(json_object_get(rule, "tone")), "stop") == 0;
}

/* Whether some rule or question decides by it; with `answer`, by that answer. */
static bool is_used(const struct reach *reach, const char *question, const char *answer)
{
    const json_t *lists[] = {reach->questions, reach->rules};
    for (size_t i = 0; i < 2; i++) {
        size_t index;
        json_t *thing;
        json_array_foreach(lists[i], index, thing)
        {
            const json_t *named = json_object_get(json_object_get(thing, "when"), question);
            if (named && !answer)
                return true;
            for (size_t j = 0; j < json_array_size(named); j++)
                if (strcmp(json_string_value(json_array_get(named, j)), answer) == 0)
                    return true;
        }
    }
    return false;
}

static void check_questions(const struct reach *reach)
{
    for (size_t i = 0; i < json_array_size(reach->questions); i++) {
        const json_t *question = json_array_get(reach->questions, i);
        const struct yaml_node *at = reach_place(reach, "questions", i);
        const struct sets *sets = &reach->asked[i];
        if (!is_used(reach, id_of(question), NULL))
            draft_say(reach->draft, CONTENT_UNREACHABLE, at,
                      "no rule uses the question \"%s\": it decides nothing", id_of(question));
        else if (!is_used(reach, id_of(question), "unknown"))
            draft_say(reach->draft, CONTENT_UNREACHABLE, at,
                      "nobody who answers \"I do not know\" to the question \"%s\" is helped: no "
                      "rule names \"unknown\"",
                      id_of(question));
        if (!sets_can_hold(sets))
            draft_say(reach->draft, CONTENT_UNREACHABLE, at,
                      "no answers lead to the question \"%s\"", id_of(question));
    }
}

static bool is_asked_for(const struct reach *reach, const char *paper)
{
    for (size_t i = 0; i < json_array_size(reach->rules); i++) {
        const json_t *added = json_object_get(json_array_get(reach->rules, i), "add");
        for (size_t j = 0; sets_can_hold(&reach->held[i]) && j < json_array_size(added); j++)
            if (strcmp(json_string_value(json_array_get(added, j)), paper) == 0)
                return true;
    }
    return false;
}

static void check_papers(const struct reach *reach)
{
    for (size_t i = 0; i < json_array_size(reach->papers); i++) {
        const char *paper = id_of(json_array_get(reach->papers, i));
        if (!is_asked_for(reach, paper))
            draft_say(reach->draft, CONTENT_UNREACHABLE, reach_place(reach, "papers", i),
                      "no rule asks for the paper \"%s\"", paper);
    }
}

static const char *go_of(const json_t *rule)
{
    const char *go = json_string_value(json_object_get(rule, "go"));
    return go ? go : "";
}

static void compare(const struct reach *reach, size_t one, size_t other)
{
    const json_t *first = json_array_get(reach->rules, one),
                 *second = json_array_get(reach->rules, other);
    const struct sets *sets = &reach->held[one], *stop = &reach->held[other];
    if (!reach_is_stop(second) || !sets_can_hold(sets))
        return;
    if (!reach_is_stop(first) && sets_imply(sets, stop))
        draft_say(
            reach->draft, CONTENT_UNREACHABLE, reach_place(reach, "rules", one),
            "the rules \"%s\" and \"%s\" contradict each other: whenever the first holds, the "
            "second says that nothing is to be brought",
            id_of(first), id_of(second));
    if (reach_is_stop(first) && one < other && go_of(first)[0] && go_of(second)[0] &&
        strcmp(go_of(first), go_of(second)) != 0 && sets_can_hold_together(sets, stop))
        draft_say(reach->draft, CONTENT_UNREACHABLE, reach_place(reach, "rules", one),
                  "the rules \"%s\" and \"%s\" contradict each other: they can hold together and "
                  "send to %s and to %s",
                  id_of(first), id_of(second), go_of(first), go_of(second));
}

static void check_rules(const struct reach *reach)
{
    size_t count = json_array_size(reach->rules);
    for (size_t i = 0; i < count; i++) {
        if (!sets_can_hold(&reach->held[i]))
            draft_say(reach->draft, CONTENT_UNREACHABLE, reach_place(reach, "rules", i),
                      "no answers lead to the rule \"%s\"", id_of(json_array_get(reach->rules, i)));
        for (size_t j = 0; j < count; j++)
            if (i != j)
                compare(reach, i, j);
    }
}

static struct sets *sets_of_all(const struct reach *reach, const json_t *list)
{
    struct sets *sets = arena_take(reach->draft->arena, json_array_size(list) + 1, sizeof *sets);
    for (size_t i = 0; i < json_array_size(list); i++)
        sets[i] = sets_of(reach, json_array_get(list, i));
    return sets;
}

struct reach reach_new(struct draft *draft, const struct yaml_node *root, const json_t *procedure)
{
    struct reach reach = {.draft = draft,
                          .root = root,
                          .procedure = procedure,
                          .questions = json_object_get(procedure, "questions"),
                          .papers = json_object_get(procedure, "papers"),
                          .rules = json_object_get(procedure, "rules")};
    reach.asked = sets_of_all(&reach, reach.questions);
    reach.held = sets_of_all(&reach, reach.rules);
    return reach;
}

void reach_check(const struct reach *reach)
{
    check_questions(reach);
    check_papers(reach);
    check_rules(reach);
}
