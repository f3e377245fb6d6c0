/* Whether what shows the content has room for it. A plugin whose screen or ticket is too large is
 * refused it, in front of the visitor; so each record is measured before it is published, as the
 * checklist and the information pages would send it. */
#include "content/reach.h"

#include <marhaba/plugin.h>

#include <string.h>

#define LARGEST_SCREEN                                                                             \
    (63u * 1024u) /* bytes: the ABI's 64 KiB, but for what the message says too */
#define LARGEST_FACTS  (48u * 1024u) /* bytes a ticket's facts are sent in */
#define MOST_WEIGHINGS 20000u        /* of one procedure: a second's work at most */

/* Bytes: a node's fields but for its texts, and a message from the plugin's catalogue. */
#define NODE         56u
#define MESSAGE      72u
#define LONGEST_NAME 1200u /* of a service, in every language: a title that is not known yet */

struct size {
    size_t nodes, bytes, facts, fact_bytes;
};

static void add(struct size *sum, struct size more)
{
    sum->nodes += more.nodes;
    sum->bytes += more.bytes;
    sum->facts += more.facts;
    sum->fact_bytes += more.fact_bytes;
}

static size_t larger(size_t one, size_t other)
{
    return one > other ? one : other;
}

static struct size largest(struct size one, struct size other)
{
    return (struct size){.nodes = larger(one.nodes, other.nodes),
                         .bytes = larger(one.bytes, other.bytes),
                         .facts = larger(one.facts, other.facts),
                         .fact_bytes = larger(one.fact_bytes, other.fact_bytes)};
}

static size_t text_size(const json_t *thing, const char *key)
{
    return json_string_length(json_object_get(thing, key));
}

/* In every language: the kiosk chooses. */
static size_t words_size(const json_t *thing, const char *key)
{
    size_t bytes = 8;
    const char *language;
    json_t *text;
    json_object_foreach(json_object_get(thing, key), language, text) bytes +=
        8 + strlen(language) + json_string_length(text);
    return bytes;
}

static struct size node(size_t bytes)
{
    return (struct size){.nodes = 1, .bytes = NODE + bytes};
}

static bool fits_screen(const struct size *size)
{
    return size->nodes <= MRH_MAX_NODES && size->bytes <= LARGEST_SCREEN;
}

static bool fits_ticket(const struct size *size)
{
    return size->facts <= MRH_MAX_FACTS && size->fact_bytes <= LARGEST_FACTS;
}

static bool complain(struct draft *draft, const struct yaml_node *at, const struct size *size)
{
    if (!fits_screen(size))
        return draft_say(draft, CONTENT_WRONG, at,
                         "this is too large for one screen: %zu parts of at most %u, %zu bytes of "
                         "at most %u; shorten it, or make two of it",
                         size->nodes, MRH_MAX_NODES, size->bytes, LARGEST_SCREEN);
    return fits_ticket(size) ||
           draft_say(draft, CONTENT_WRONG, at,
                     "this is too much for one ticket: %zu facts of at most %u, %zu bytes of at "
                     "most %u; shorten it, or make two of it",
                     size->facts, MRH_MAX_FACTS, size->fact_bytes, LARGEST_FACTS);
}

static struct size body_size(const json_t *body)
{
    struct size size = node(2 * MESSAGE + words_size(body, "name") + text_size(body, "web") +
                            larger(words_size(body, "reach"), words_size(body, "does")));
    if (text_size(body, "phone"))
        add(&size, node(MESSAGE + text_size(body, "phone")));
    return size;
}

/* ---- Procedures ---- */

/* Of a procedure, one bit each. */
struct papers {
    uint64_t bits[(REACH_PAPERS + 63) / 64];
};

static void papers_add(struct papers *papers, size_t paper)
{
    papers->bits[paper / 64] |= (uint64_t)1 << paper % 64;
}

static bool papers_have(const struct papers *papers, size_t paper)
{
    return papers->bits[paper / 64] >> paper % 64 & 1;
}

/* Everything that is asked of each of thousands of paths, worked out once. */
struct measure {
    const struct reach *reach;
    struct size frame; /* of a result, whatever it shows; and of a ticket */
    size_t question_count, rule_count, paper_count;
    struct size of_rule[REACH_RULES], of_paper[REACH_PAPERS];
    bool is_stop[REACH_RULES];
    struct papers added[REACH_RULES];
    size_t kind[REACH_PAPERS]; /* the first paper of the same kind, of which only one is shown */
    unsigned weighings;
};

static struct size paper_size(const json_t *paper)
{
    static const char *const lines[] = {"form",   "pieces", "copies", "each", "validity_months",
                                        "fee_dh", "maybe"};
    const json_t *where = json_object_get(paper, "where");
    size_t name = words_size(paper, "name"), place = words_size(where, "name");
    struct size size = node(text_size(paper, "id") + text_size(paper, "icon") + MESSAGE + name +
                            words_size(paper, "detail"));
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        if (json_object_get(paper, lines[i]))
            add(&size, node(MESSAGE));
    if (where)
        add(&size, node(MESSAGE + place));
    size.facts = 1;
    size.fact_bytes = text_size(paper, "id") + 2 * MESSAGE + name + place;
    return size;
}

static struct size held_size(const json_t *paper)
{
    return node(2 * MESSAGE + words_size(paper, "name") +
                words_size(json_object_get(paper, "held_by"), "name"));
}

static struct size rule_size(const json_t *rule)
{
    struct size size = {0};
    const json_t *bodies = json_object_get(rule, "bodies");
    if (json_object_get(rule, "say"))
        add(&size, node(words_size(rule, "say")));
    if (json_object_get(rule, "go"))
        add(&size, node(LONGEST_NAME + text_size(rule, "id")));
    for (size_t i = 0; i < json_array_size(bodies); i++)
        add(&size, body_size(json_array_get(bodies, i)));
    return size;
}

static size_t largest_label(const json_t *question)
{
    size_t index, largest = 0;
    json_t *option;
    json_array_foreach(json_object_get(question, "options"), index, option) largest =
        larger(largest, words_size(option, "label"));
    return largest;
}

static struct size frame_of(const struct reach *reach)
{
    const json_t *root = reach->procedure;
    struct size frame = body_size(json_array_get(json_object_get(root, "bodies"), 0));
    add(&frame, node(words_size(root, "title")));
    add(&frame, node(words_size(root, "lead")));
    add(&frame, node(words_size(root, "delay")));
    /* What is doubtful, the hint, the list, the day of the answer, the bodies, two buttons. */
    for (size_t i = 0; i < 7; i++)
        add(&frame, node(2 * MESSAGE));
    frame.facts = 3 + json_array_size(reach->questions);
    frame.fact_bytes = 6 * MESSAGE + text_size(root, "legal_basis");
    for (size_t i = 0; i < json_array_size(reach->questions); i++) {
        const json_t *question = json_array_get(reach->questions, i);
        frame.fact_bytes += 2 * MESSAGE + words_size(question, "label") + largest_label(question);
    }
    return frame;
}

static bool is_of_one_kind(const json_t *one, const json_t *other)
{
    return json_equal(json_object_get(one, "kind"), json_object_get(other, "kind")) &&
           !json_object_get(one, "held") == !json_object_get(other, "held");
}

static void measure_papers(struct measure *measure)
{
    const json_t *papers = measure->reach->papers;
    for (size_t i = 0; i < measure->paper_count; i++) {
        const json_t *paper = json_array_get(papers, i);
        measure->of_paper[i] =
            json_object_get(paper, "held") ? held_size(paper) : paper_size(paper);
        while (!is_of_one_kind(json_array_get(papers, measure->kind[i]), paper))
            measure->kind[i]++;
    }
}

static void measure_rules(struct measure *measure)
{
    for (size_t i = 0; i < measure->rule_count; i++) {
        const json_t *rule = json_array_get(measure->reach->rules, i);
        const json_t *added = json_object_get(rule, "add");
        measure->of_rule[i] = rule_size(rule);
        measure->is_stop[i] = reach_is_stop(rule);
        for (size_t j = 0; j < json_array_size(added); j++)
            papers_add(
                &measure->added[i],
                reach_index(measure->reach->papers, json_string_value(json_array_get(added, j))));
    }
}

static struct measure *measure_new(const struct reach *reach)
{
    struct measure *measure = arena_take(reach->draft->arena, 1, sizeof *measure);
    *measure = (struct measure){.reach = reach,
                                .frame = frame_of(reach),
                                .question_count = json_array_size(reach->questions),
                                .rule_count = json_array_size(reach->rules),
                                .paper_count = json_array_size(reach->papers)};
    measure_papers(measure);
    measure_rules(measure);
    return measure;
}

/* A path of answers, as far as it goes. */
struct path {
    struct sets answers;
    bool can_hold[REACH_RULES];
    bool is_stopped, is_certain; /* no answer that is still open changes anything */
};

static void follow(const struct measure *measure, struct path *path)
{
    for (size_t i = 0; i < measure->rule_count; i++) {
        const struct sets *held = &measure->reach->held[i];
        path->can_hold[i] = sets_can_hold_together(held, &path->answers);
        path->is_stopped =
            path->is_stopped || (measure->is_stop[i] && sets_imply(&path->answers, held));
    }
    path->is_certain = path->is_stopped;
}

/* Of one kind the first is shown, and which that is is certain once every answer is; until then
 * it may be the largest. */
static struct size papers_size(const struct measure *measure, const struct papers *possible,
                               bool is_certain)
{
    struct size sum = {0}, of_kind[REACH_PAPERS] = {0};
    struct papers shown = {0};
    for (size_t i = 0; i < measure->paper_count; i++) {
        size_t kind = measure->kind[i];
        if (!papers_have(possible, i) || (is_certain && papers_have(&shown, kind)))
            continue;
        papers_add(&shown, kind);
        of_kind[kind] = largest(of_kind[kind], measure->of_paper[i]);
    }
    for (size_t i = 0; i < measure->paper_count; i++)
        add(&sum, of_kind[i]);
    return sum;
}

/* The largest result the path can still lead to, or larger; no larger where it is certain. */
static struct size weigh(const struct measure *measure, const struct path *path)
{
    struct size going = measure->frame, stopped = measure->frame;
    struct papers possible = {0};
    for (size_t i = 0; i < measure->rule_count; i++) {
        if (!path->can_hold[i])
            continue;
        add(measure->is_stop[i] ? &stopped : &going, measure->of_rule[i]);
        for (size_t j = 0; j < sizeof possible.bits / sizeof *possible.bits; j++)
            possible.bits[j] |= measure->added[i].bits[j];
    }
    if (path->is_stopped)
        return stopped;
    add(&going, papers_size(measure, &possible, path->is_certain));
    return largest(going, stopped);
}

static uint64_t all_options(const struct measure *measure, size_t question)
{
    const json_t *asked = json_array_get(measure->reach->questions, question);
    return ((uint64_t)1 << json_array_size(json_object_get(asked, "options"))) - 1;
}

/* The options among `options` that no rule which can still hold tells from the first of them. */
static uint64_t alike(const struct measure *measure, const struct path *path, size_t question,
                      uint64_t options)
{
    uint64_t first = options & -options;
    for (size_t i = 0; i < measure->rule_count; i++) {
        uint64_t held = measure->reach->held[i].of[question];
        if (path->can_hold[i])
            options &= held & first ? held : ~held;
    }
    return options;
}

/* The next question by which something is decided still. One that is not asked on this path is
 * none: what depends on it cannot hold. */
static size_t next_question(const struct measure *measure, const struct path *path, size_t question)
{
    while (question < measure->question_count) {
        uint64_t options = all_options(measure, question);
        if (alike(measure, path, question, options) != options)
            break;
        question++;
    }
    return question;
}

/* Answer by answer, and no further where all that can still come has room: almost always at once.
 * *size is what has none; where that is not known after too many weighings, it is false too. */
static bool all_fit(struct measure *measure, size_t question, const struct sets *answers,
                    struct size *size)
{
    struct path path = {.answers = *answers};
    follow(measure, &path);
    question = next_question(measure, &path, question);
    path.is_certain = path.is_certain || question == measure->question_count;
    *size = weigh(measure, &path);
    if (fits_screen(size) && fits_ticket(size))
        return true;
    if (path.is_certain || ++measure->weighings > MOST_WEIGHINGS)
        return false;
    uint64_t same, left = all_options(measure, question);
    for (; left; left &= ~same) {
        same = alike(measure, &path, question, left);
        path.answers.of[question] = same;
        if (!all_fit(measure, question + 1, &path.answers, size))
            return false;
    }
    return true;
}

static bool check_results(const struct reach *reach)
{
    struct measure *measure = measure_new(reach);
    struct sets open;
    struct size size = {0};
    memset(&open, 0xFF, sizeof open);
    if (all_fit(measure, 0, &open, &size))
        return true;
    return measure->weighings > MOST_WEIGHINGS
               ? draft_say(reach->draft, CONTENT_WRONG, reach->root,
                           "this cannot be measured: fewer questions or rules, or shorter words")
               : complain(reach->draft, reach->root, &size);
}

static bool check_questions(const struct reach *reach)
{
    for (size_t i = 0; i < json_array_size(reach->questions); i++) {
        const json_t *question = json_array_get(reach->questions, i);
        const json_t *options = json_object_get(question, "options");
        struct size size = node(words_size(reach->procedure, "title"));
        add(&size, node(MESSAGE));
        add(&size, node(text_size(question, "id") + words_size(question, "label") +
                        words_size(question, "detail")));
        add(&size, node(2 * MESSAGE));
        for (size_t j = 0; j < json_array_size(options); j++) {
            const json_t *option = json_array_get(options, j);
            add(&size, node(text_size(option, "id") + text_size(option, "icon") + MESSAGE +
                            words_size(option, "label")));
        }
        if (!complain(reach->draft, reach_place(reach, "questions", i), &size))
            return false;
    }
    return true;
}

bool procedure_check_size(const struct reach *reach)
{
    return check_questions(reach) && check_results(reach);
}

/* ---- Pages ---- */

static struct size page_frame(const struct draft *draft, const json_t *body)
{
    const json_t *bodies = json_object_get(body, "bodies"),
                 *related = json_object_get(body, "related");
    struct size size = node(words_size(body, "title"));
    add(&size, node(words_size(body, "title") + text_size(body, "picture")));
    add(&size, node(words_size(body, "detail")));
    /* What is doubtful; three lines of the office's hours, one with a holiday's name; two headings,
     * two buttons. */
    for (size_t i = 0; i < 8; i++)
        add(&size, node(2 * MESSAGE));
    size.bytes += 2048;
    for (size_t i = 0; i < json_array_size(bodies); i++) {
        const struct record *known =
            draft_find(draft, "body", json_string_value(json_array_get(bodies, i)));
        add(&size, body_size(known ? known->body : NULL));
    }
    for (size_t i = 0; i < json_array_size(related); i++) {
        const json_t *page = json_array_get(related, i);
        add(&size, node(MESSAGE + text_size(page, "id") + text_size(page, "icon") +
                        words_size(page, "title")));
    }
    return size;
}

bool page_check_size(struct draft *draft, const struct record *record)
{
    struct size frame = page_frame(draft, record->body);
    struct yaml_node at = {.file = record->file, .line = record->line};
    const char *language;
    json_t *blocks, *block;
    size_t index;
    json_object_foreach(json_object_get(record->body, "blocks"), language, blocks)
    {
        struct size size = frame;
        json_array_foreach(blocks, index, block)
            add(&size, node(24 + text_size(block, "text") + text_size(block, "url") +
                            text_size(block, "picture")));
        if (!complain(draft, &at, &size))
            return false;
    }
    return true;
}
