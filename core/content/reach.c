/* What no answers lead to. Conditions are sets of answers joined by "and", so a set of them can
 * hold together when, question by question, something is left of the sets, those by which the
 * question is asked at all among them. No enumeration of paths is needed. */
#include "content/inside.h"

#include <string.h>

#define MOST_QUESTIONS 12u

/* For each question the answers still possible, as bits; all ones: not constrained. */
struct sets {
    uint64_t of[MOST_QUESTIONS];
};

struct reach {
    struct draft *draft;
    const struct yaml_node *root;
    const json_t *questions, *papers, *rules;
};

static size_t index_of(const json_t *list, const char *id)
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
        size_t option = index_of(json_object_get(question, "options"), json_string_value(answer));
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
        size_t question = index_of(reach->questions, id);
        const json_t *asked = json_array_get(reach->questions, question);
        sets->of[question] &= bits_of(asked, answers);
        add(reach, sets, json_object_get(asked, "when"));
    }
}

static bool can_hold(const struct sets *sets)
{
    for (size_t i = 0; i < MOST_QUESTIONS; i++)
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

/* Whenever `one` holds, `other` holds too. */
static bool implies(const struct sets *one, const struct sets *other)
{
    for (size_t i = 0; i < MOST_QUESTIONS; i++)
        if (one->of[i] & ~other->of[i])
            return false;
    return true;
}

static bool can_hold_together(const struct sets *one, const struct sets *other)
{
    struct sets both = *one;
    for (size_t i = 0; i < MOST_QUESTIONS; i++)
        both.of[i] &= other->of[i];
    return can_hold(&both);
}

static const char *id_of(const json_t *thing)
{
    return json_string_value(json_object_get(thing, "id"));
}

/* Where the thing stands in its file. */
static const struct yaml_node *place_of(const struct reach *reach, const char *list, size_t index)
{
    const struct yaml_node *node = yaml_get(reach->root, list);
    return node && index < node->count ? &node->children[index] : reach->root;
}

static bool is_stop(const json_t *rule)
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
        const struct yaml_node *at = place_of(reach, "questions", i);
        struct sets sets = sets_of(reach, question);
        if (!is_used(reach, id_of(question), NULL))
            draft_say(reach->draft, CONTENT_UNREACHABLE, at,
                      "no rule uses the question \"%s\": it decides nothing", id_of(question));
        else if (!is_used(reach, id_of(question), "unknown"))
            draft_say(reach->draft, CONTENT_UNREACHABLE, at,
                      "nobody who answers \"I do not know\" to the question \"%s\" is helped: no "
                      "rule names \"unknown\"",
                      id_of(question));
        if (!can_hold(&sets))
            draft_say(reach->draft, CONTENT_UNREACHABLE, at,
                      "no answers lead to the question \"%s\"", id_of(question));
    }
}

static void check_papers(const struct reach *reach)
{
    for (size_t i = 0; i < json_array_size(reach->papers); i++) {
        const char *paper = id_of(json_array_get(reach->papers, i));
        bool is_asked = false;
        for (size_t j = 0; !is_asked && j < json_array_size(reach->rules); j++) {
            const json_t *rule = json_array_get(reach->rules, j);
            const json_t *added = json_object_get(rule, "add");
            struct sets sets = sets_of(reach, rule);
            for (size_t k = 0; k < json_array_size(added); k++)
                is_asked =
                    is_asked || (strcmp(json_string_value(json_array_get(added, k)), paper) == 0 &&
                                 can_hold(&sets));
        }
        if (!is_asked)
            draft_say(reach->draft, CONTENT_UNREACHABLE, place_of(reach, "papers", i),
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
    struct sets sets = sets_of(reach, first), stop = sets_of(reach, second);
    if (!is_stop(second) || !can_hold(&sets))
        return;
    if (!is_stop(first) && implies(&sets, &stop))
        draft_say(
            reach->draft, CONTENT_UNREACHABLE, place_of(reach, "rules", one),
            "the rules \"%s\" and \"%s\" contradict each other: whenever the first holds, the "
            "second says that nothing is to be brought",
            id_of(first), id_of(second));
    if (is_stop(first) && one < other && go_of(first)[0] && go_of(second)[0] &&
        strcmp(go_of(first), go_of(second)) != 0 && can_hold_together(&sets, &stop))
        draft_say(reach->draft, CONTENT_UNREACHABLE, place_of(reach, "rules", one),
                  "the rules \"%s\" and \"%s\" contradict each other: they can hold together and "
                  "send to %s and to %s",
                  id_of(first), id_of(second), go_of(first), go_of(second));
}

static void check_rules(const struct reach *reach)
{
    size_t count = json_array_size(reach->rules);
    for (size_t i = 0; i < count; i++) {
        struct sets sets = sets_of(reach, json_array_get(reach->rules, i));
        if (!can_hold(&sets))
            draft_say(reach->draft, CONTENT_UNREACHABLE, place_of(reach, "rules", i),
                      "no answers lead to the rule \"%s\"", id_of(json_array_get(reach->rules, i)));
        for (size_t j = 0; j < count; j++)
            if (i != j)
                compare(reach, i, j);
    }
}

void procedure_check_reach(struct draft *draft, const struct yaml_node *root,
                           const json_t *procedure)
{
    struct reach reach = {.draft = draft,
                          .root = root,
                          .questions = json_object_get(procedure, "questions"),
                          .papers = json_object_get(procedure, "papers"),
                          .rules = json_object_get(procedure, "rules")};
    check_questions(&reach);
    check_papers(&reach);
    check_rules(&reach);
}
