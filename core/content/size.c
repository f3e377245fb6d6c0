/* Whether what shows the content has room for it. A plugin whose screen or ticket is too large is
 * refused it, in front of the visitor; so each record is measured before it is published, as the
 * checklist and the information pages would send it. */
#include "content/reach.h"

#include <marhaba/plugin.h>

#include <string.h>

#define LARGEST_SCREEN                                                                             \
    (63u * 1024u) /* bytes: the ABI's 64 KiB, but for what the message says too */
#define LARGEST_FACTS  (48u * 1024u) /* bytes a ticket's facts are sent in */
#define MOST_WEIGHINGS 20000u        /* of one procedure: a second's work */

/* Bytes: a node's fields but for its texts, and a message from the plugin's catalogue. */
#define NODE    56u
#define MESSAGE 72u

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

struct measure {
    const struct reach *reach;
    struct size frame; /* of a result, whatever it shows; and of a ticket */
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
        add(&size, node(MESSAGE + text_size(rule, "id")));
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

static bool adds(const json_t *rule, const json_t *paper)
{
    size_t index;
    json_t *id;
    json_array_foreach(json_object_get(rule, "add"), index, id)
    {
        if (json_equal(id, json_object_get(paper, "id")))
            return true;
    }
    return false;
}

static bool is_possible(const struct measure *measure, size_t paper, const struct sets *answers)
{
    const struct reach *reach = measure->reach;
    for (size_t i = 0; i < json_array_size(reach->rules); i++)
        if (adds(json_array_get(reach->rules, i), json_array_get(reach->papers, paper)) &&
            sets_can_hold_together(&reach->held[i], answers))
            return true;
    return false;
}

/* Of one kind only the first is shown: certain once every answer is. */
static bool is_double(const struct measure *measure, size_t paper, const struct sets *answers)
{
    const json_t *papers = measure->reach->papers, *this = json_array_get(papers, paper);
    for (size_t i = 0; i < paper; i++) {
        const json_t *other = json_array_get(papers, i);
        if (json_equal(json_object_get(other, "kind"), json_object_get(this, "kind")) &&
            !json_object_get(other, "held") == !json_object_get(this, "held") &&
            is_possible(measure, i, answers))
            return true;
    }
    return false;
}

static struct size papers_size(const struct measure *measure, const struct sets *answers,
                               bool is_certain)
{
    const json_t *papers = measure->reach->papers;
    struct size sum = {0};
    for (size_t i = 0; i < json_array_size(papers); i++) {
        const json_t *paper = json_array_get(papers, i);
        if (is_possible(measure, i, answers) && !(is_certain && is_double(measure, i, answers)))
            add(&sum, json_object_get(paper, "held") ? held_size(paper) : paper_size(paper));
    }
    return sum;
}

static bool has_stopped(const struct reach *reach, const struct sets *answers)
{
    for (size_t i = 0; i < json_array_size(reach->rules); i++)
        if (reach_is_stop(json_array_get(reach->rules, i)) && sets_imply(answers, &reach->held[i]))
            return true;
    return false;
}

/* The largest result these answers can still lead to, or larger; `is_certain`: no less. */
static struct size weigh(const struct measure *measure, const struct sets *answers, bool is_certain)
{
    const struct reach *reach = measure->reach;
    struct size going = measure->frame, stopped = measure->frame;
    for (size_t i = 0; i < json_array_size(reach->rules); i++) {
        const json_t *rule = json_array_get(reach->rules, i);
        if (sets_can_hold_together(&reach->held[i], answers))
            add(reach_is_stop(rule) ? &stopped : &going, rule_size(rule));
    }
    if (has_stopped(reach, answers))
        return stopped;
    add(&going, papers_size(measure, answers, is_certain));
    return (struct size){.nodes = larger(going.nodes, stopped.nodes),
                         .bytes = larger(going.bytes, stopped.bytes),
                         .facts = going.facts,
                         .fact_bytes = going.fact_bytes};
}

/* Answer by answer, and no further where all that can still come has room: almost always at once.
 * *size is what has none. */
static bool all_fit(struct measure *measure, size_t question, const struct sets *answers,
                    struct size *size)
{
    const struct reach *reach = measure->reach;
    size_t count = json_array_size(reach->questions);
    bool is_certain = question == count || has_stopped(reach, answers);
    struct size most = weigh(measure, answers, is_certain);
    if ((fits_screen(&most) && fits_ticket(&most)) || ++measure->weighings > MOST_WEIGHINGS)
        return true;
    if (is_certain) {
        *size = most;
        return false;
    }
    if (!sets_can_hold_together(&reach->asked[question], answers))
        return all_fit(measure, question + 1, answers, size);
    const json_t *options = json_object_get(json_array_get(reach->questions, question), "options");
    for (size_t i = 0; i < json_array_size(options); i++) {
        struct sets more = *answers;
        more.of[question] = (uint64_t)1 << i;
        if (!all_fit(measure, question + 1, &more, size))
            return false;
    }
    return true;
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
    struct measure measure = {.reach = reach, .frame = frame_of(reach)};
    struct sets open;
    struct size size = {0};
    memset(&open, 0xFF, sizeof open);
    return check_questions(reach) &&
           (all_fit(&measure, 0, &open, &size) || complain(reach->draft, reach->root, &size));
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
