/* procedures/ID.yaml: questions that decide something, papers, and the rules that join them. Law
 * 55-19 is applied here, so that no reader can forget it. */
#include "content/reach.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST_OPTIONS   8u
#define LONGEST_ANSWER 365  /* days */
#define LONGEST_TITLE  200u /* bytes */
#define LONGEST_LABEL  400u
#define LONGEST_ADVICE 1000u
#define MOST_COUNTRIES 40u

static const char *const recipients[] = {"MA_ADMIN", "FOREIGN_FUND", "CONSULATE", "PRIVATE", NULL};
enum recipient { MA_ADMIN, FOREIGN_FUND, CONSULATE, PRIVATE };

static const char *const forms[] = {"show",      "original", "copy", "certified",
                                    "legalised", "pay",      NULL};
enum form { FORM_SHOW, FORM_ORIGINAL, FORM_COPY, FORM_CERTIFIED, FORM_LEGALISED, FORM_PAY };

struct reading {
    struct draft *draft;
    const struct yaml_node *root;
    struct record *record;
    json_t *questions, *papers; /* read so far, to be named by what follows */
    enum recipient recipient;
    size_t wrongs_before;
};

/* Whether nothing wrong was told of it so far. */
static bool is_right(const struct reading *reading)
{
    return reading->draft->wrongs == reading->wrongs_before;
}

static const char *text_of(struct reading *reading, const struct yaml_node *map, const char *key,
                           size_t most)
{
    struct error error = {0};
    const char *text = NULL;
    if (!yaml_read_text(map, key, false, most, &text, &error))
        draft_fail(reading->draft, &error);
    return text;
}

static int64_t put_number(struct reading *reading, json_t *to, const struct yaml_node *map,
                          const char *key, int64_t least, int64_t most)
{
    struct error error = {0};
    int64_t number = 0;
    if (!yaml_read_number(map, key, false, least, most, &number, &error))
        draft_fail(reading->draft, &error);
    else if (yaml_get(map, key))
        json_object_set_new(to, key, json_integer(number));
    return number;
}

static bool put_flag(struct reading *reading, json_t *to, const struct yaml_node *map,
                     const char *key)
{
    struct error error = {0};
    bool flag = false;
    if (!yaml_read_bool(map, key, false, &flag, &error))
        draft_fail(reading->draft, &error);
    else if (flag)
        json_object_set_new(to, key, json_true());
    return flag;
}

static json_t *find_in(json_t *list, const char *id)
{
    size_t index;
    json_t *item;
    json_array_foreach(list, index, item) if (strcmp(json_string_value(json_object_get(item, "id")),
                                                     id) == 0) return item;
    return NULL;
}

/* The id of a thing, which must be new to `list` (or NULL). NULL when it is wrong. */
static const char *new_id(struct reading *reading, const struct yaml_node *map, json_t *list)
{
    struct error error = {0};
    const char *id = NULL;
    if (!yaml_read_text(map, "id", true, 40, &id, &error)) {
        draft_fail(reading->draft, &error);
        return NULL;
    }
    if (!content_is_id(id))
        draft_say(reading->draft, CONTENT_WRONG, yaml_get(map, "id"),
                  "\"%s\" is no id: small letters, digits and dashes only", id);
    else if (find_in(list, id))
        draft_say(reading->draft, CONTENT_WRONG, yaml_get(map, "id"), "the id \"%s\" stands twice",
                  id);
    return is_right(reading) ? id : NULL;
}

/* A list of at most `most` maps; absent is empty. */
static size_t count_of(struct reading *reading, const struct yaml_node *list, size_t most)
{
    struct error error = {0};
    if (!list)
        return 0;
    if (!yaml_expect_kind(list, YAML_LIST, &error)) {
        draft_fail(reading->draft, &error);
        return 0;
    }
    if (list->count > most)
        draft_say(reading->draft, CONTENT_WRONG, list, "there are more than %u entries in \"%s\"",
                  (unsigned)most, list->key ? list->key : "");
    return is_right(reading) ? list->count : 0;
}

static void put_body(struct reading *reading, json_t *to, const char *key,
                     const struct yaml_node *at, const char *id)
{
    const struct record *body = draft_find(reading->draft, "body", id);
    if (!body) {
        draft_say_none(reading->draft, at, "body", id);
        return;
    }
    draft_show_part(reading->record, body->checked_on, body->valid_until);
    /* Of who gives a paper the name is enough. */
    static const char *const kept[] = {"name", "short", "reach", "does", "web", "phone"};
    json_t *copy = json_pack("{s:s}", "id", id);
    for (size_t i = 0; i < (key ? 1 : sizeof kept / sizeof *kept); i++)
        if (json_object_get(body->body, kept[i]))
            json_object_set(copy, kept[i], json_object_get(body->body, kept[i]));
    if (key)
        json_object_set_new(to, key, copy);
    else
        json_array_append_new(to, copy);
}

static void put_bodies(struct reading *reading, json_t *to, const struct yaml_node *map)
{
    const struct yaml_node *list = yaml_get(map, "bodies");
    size_t count = count_of(reading, list, 8);
    json_t *bodies = json_array();
    for (size_t i = 0; i < count; i++)
        put_body(reading, bodies, NULL, &list->children[i],
                 list->children[i].kind == YAML_TEXT ? list->children[i].text : "");
    if (count)
        json_object_set(to, "bodies", bodies);
    json_decref(bodies);
}

/* ---- When ---- */

static bool has_option(const json_t *question, const char *id)
{
    return find_in(json_object_get(question, "options"), id) != NULL;
}

/* "@in-force": all countries of that status. */
static void add_countries(struct reading *reading, const struct yaml_node *at, const char *status,
                          const json_t *question, json_t *answers)
{
    bool is_any = false;
    for (size_t i = 0; i < reading->draft->count; i++) {
        const struct record *record = &reading->draft->records[i];
        const char *its = json_string_value(json_object_get(record->body, "status"));
        if (strcmp(record->kind, "convention") != 0 || !its)
            continue;
        if (strcmp(its, status) == 0 && has_option(question, record->id)) {
            json_array_append_new(answers, json_string(record->id));
            draft_show_part(reading->record, record->checked_on, record->valid_until);
            is_any = true;
        }
    }
    if (!is_any)
        draft_say(reading->draft, CONTENT_WRONG, at,
                  "no country of the conventions has the status \"%s\"", status);
}

static void add_answer(struct reading *reading, const struct yaml_node *at, const json_t *question,
                       json_t *answers)
{
    const char *text = at->kind == YAML_TEXT ? at->text : "";
    if (text[0] == '@')
        add_countries(reading, at, text + 1, question, answers);
    else if (!has_option(question, text))
        draft_say(reading->draft, CONTENT_WRONG, at, "\"%s\" is no answer to the question \"%s\"",
                  text, json_string_value(json_object_get(question, "id")));
    else
        json_array_append_new(answers, json_string(text));
}

/* A question named too early may be one below, or one that waits for this one. */
static void complain_of_question(struct reading *reading, const struct yaml_node *at)
{
    const struct yaml_node *all = yaml_get(reading->root, "questions");
    for (size_t i = 0; all && i < all->count; i++) {
        const struct yaml_node *id = yaml_get(&all->children[i], "id");
        if (!id || id->kind != YAML_TEXT || strcmp(id->text, at->key) != 0)
            continue;
        draft_say(reading->draft, CONTENT_WRONG, at,
                  "the question \"%s\" stands below this one (line %u): a question may wait "
                  "only for those above it, or the two would wait for each other",
                  at->key, id->line);
        return;
    }
    draft_say(reading->draft, CONTENT_WRONG, at, "there is no question \"%s\"", at->key);
}

static void put_when(struct reading *reading, json_t *to, const struct yaml_node *map)
{
    const struct yaml_node *when = yaml_get(map, "when");
    struct error error = {0};
    if (!when)
        return;
    if (!yaml_expect_kind(when, YAML_MAP, &error)) {
        draft_fail(reading->draft, &error);
        return;
    }
    json_t *conditions = json_object();
    for (size_t i = 0; i < when->count; i++) {
        const struct yaml_node *node = &when->children[i];
        const json_t *question = find_in(reading->questions, node->key);
        json_t *answers = json_array();
        if (!question)
            complain_of_question(reading, node);
        else if (node->kind == YAML_LIST)
            for (size_t j = 0; j < node->count; j++)
                add_answer(reading, &node->children[j], question, answers);
        else
            add_answer(reading, node, question, answers);
        json_object_set_new(conditions, node->key, answers);
    }
    json_object_set_new(to, "when", conditions);
}

/* ---- Questions ---- */

/* Beside the options the screen of a question has a button "next". */
static const char *const taken_ids[] = {"next", "unknown", NULL};

/* Takes the option, whose id must be new to the question: on a screen no two things have one. */
static void add_option(struct reading *reading, const struct yaml_node *at, json_t *options,
                       json_t *option)
{
    const char *id = json_string_value(json_object_get(option, "id"));
    if (content_is_among(taken_ids, id))
        draft_say(reading->draft, CONTENT_WRONG, at,
                  "no answer can have the id \"%s\": each question has something of this name by "
                  "itself",
                  id);
    else if (find_in(options, id))
        draft_say(reading->draft, CONTENT_WRONG, at, "the id \"%s\" stands twice", id);
    json_array_append_new(options, option);
}

/* One whose words are the checklist's own. */
static json_t *known_option(const char *id, const char *icon)
{
    return json_pack("{s:s, s:s, s:s}", "id", id, "icon", icon, "key", id);
}

static void read_option(struct reading *reading, const struct yaml_node *node, bool is_birth,
                        json_t *options)
{
    static const char *const keys[] = {"id", "icon", "label", "from_age", "below_age", NULL};
    static const char *const known[] = {"yes", "no", NULL};
    if (node->kind == YAML_TEXT) {
        if (content_is_among(known, node->text))
            add_option(reading, node, options, known_option(node->text, node->text));
        else
            draft_say(reading->draft, CONTENT_WRONG, node, "\"%s\" needs an id and a label",
                      node->text);
        return;
    }
    const char *id =
        draft_expect_keys(reading->draft, node, keys) ? new_id(reading, node, NULL) : NULL;
    if (!id)
        return;
    json_t *option = json_pack("{s:s}", "id", id);
    draft_put_icon(reading->draft, option, node, false);
    draft_put_words(reading->draft, option, node, "label", true, LONGEST_TITLE);
    if (is_birth) {
        put_number(reading, option, node, "from_age", 1, 120);
        put_number(reading, option, node, "below_age", 1, 120);
    }
    add_option(reading, node, options, option);
}

static void add_country_options(struct reading *reading, const struct yaml_node *at,
                                json_t *options)
{
    size_t count = 0;
    for (size_t i = 0; i < reading->draft->count; i++) {
        const struct record *record = &reading->draft->records[i];
        if (strcmp(record->kind, "convention") != 0 || count++ >= MOST_COUNTRIES)
            continue;
        draft_show_part(reading->record, record->checked_on, record->valid_until);
        add_option(reading, at, options,
                   json_pack("{s:s, s:s, s:O}", "id", record->id, "icon", "globe", "label",
                             json_object_get(record->body, "name")));
    }
    if (count > MOST_COUNTRIES)
        draft_say(reading->draft, CONTENT_WRONG, at, "there are more than %u entries in \"%s\"",
                  MOST_COUNTRIES, "conventions");
    add_option(reading, at, options, known_option("other", "map"));
}

static void read_options(struct reading *reading, const struct yaml_node *node, json_t *question)
{
    static const char *const kinds[] = {"choice", "birth", NULL};
    static const char *const origins[] = {"conventions", NULL};
    json_t *options = json_array();
    unsigned kind = 0, origin = 0;
    struct error error = {0};
    if (!yaml_read_word(node, "kind", false, kinds, &kind, &error) ||
        !yaml_read_word(node, "options_from", false, origins, &origin, &error))
        draft_fail(reading->draft, &error);
    const struct yaml_node *list = yaml_get(node, "options");
    size_t count = count_of(reading, list, MOST_OPTIONS);
    for (size_t i = 0; i < count; i++)
        read_option(reading, &list->children[i], kind == 1, options);
    if (yaml_get(node, "options_from"))
        add_country_options(reading, yaml_get(node, "options_from"), options);
    if (is_right(reading) && json_array_size(options) < 2)
        draft_say(reading->draft, CONTENT_WRONG, node, "a question needs two options or more");
    /* Nobody is forced to guess. */
    json_array_append_new(options, known_option("unknown", "unknown"));
    json_object_set_new(question, "kind", json_string(kinds[kind]));
    json_object_set_new(question, "options", options);
}

static void read_question(struct reading *reading, const struct yaml_node *node)
{
    static const char *const keys[] = {"id",      "label",        "detail", "when", "kind",
                                       "options", "options_from", "source", NULL};
    if (!draft_expect_keys(reading->draft, node, keys))
        return;
    json_t *question = json_object();
    const char *id = new_id(reading, node, reading->questions);
    json_object_set_new(question, "id", json_string(id ? id : ""));
    draft_check_origin(reading->draft, node, reading->record);
    draft_put_words(reading->draft, question, node, "label", true, LONGEST_LABEL);
    draft_put_words(reading->draft, question, node, "detail", false, LONGEST_LABEL);
    put_when(reading, question, node);
    read_options(reading, node, question);
    json_array_append_new(reading->questions, question);
}

/* ---- Papers ---- */

/* Law 55-19 (art. 5 to 7; decree 2-20-660): one copy, nothing certified or legalised, and nothing
 * an administration holds already. */
static enum form apply_law(struct reading *reading, const struct yaml_node *node, json_t *paper,
                           enum form form)
{
    json_int_t copies = json_integer_value(json_object_get(paper, "copies"));
    if (form != FORM_CERTIFIED && form != FORM_LEGALISED && copies <= 1)
        return form;
    draft_say(reading->draft, CONTENT_LAWFUL, node,
              "the paper \"%s\" is shown as one plain copy: law 55-19 lets a Moroccan "
              "administration ask no more",
              json_string_value(json_object_get(paper, "id")));
    json_object_set_new(paper, "law", json_true());
    json_object_del(paper, "copies");
    return form == FORM_CERTIFIED || form == FORM_LEGALISED ? FORM_COPY : form;
}

static void read_form(struct reading *reading, const struct yaml_node *node, json_t *paper)
{
    static const char *const each[] = {"wife", "child", "person", NULL};
    struct error error = {0};
    unsigned form = 0, recipient = reading->recipient, for_each = 0;
    if (!yaml_read_word(node, "form", true, forms, &form, &error) ||
        !yaml_read_word(node, "recipient", false, recipients, &recipient, &error) ||
        !yaml_read_word(node, "each", false, each, &for_each, &error)) {
        draft_fail(reading->draft, &error);
        return;
    }
    if (yaml_get(node, "each"))
        json_object_set_new(paper, "each", json_string(each[for_each]));
    if (recipient == MA_ADMIN) {
        form = apply_law(reading, node, paper, (enum form)form);
        if (yaml_get(node, "held_by"))
            json_object_set_new(paper, "held", json_true());
    }
    json_object_set_new(paper, "form", json_string(forms[form]));
    json_object_set_new(paper, "recipient", json_string(recipients[recipient]));
}

static void read_paper(struct reading *reading, const struct yaml_node *node)
{
    static const char *const keys[] = {
        "id",         "kind",        "icon",    "name",      "detail", "form",
        "copies",     "translated",  "pieces",  "each",      "where",  "validity_months",
        "fee_dh",     "maybe",       "held_by", "recipient", "source", "legal_basis",
        "checked_on", "valid_until", NULL};
    if (!draft_expect_keys(reading->draft, node, keys))
        return;
    json_t *paper = json_object();
    const char *id = new_id(reading, node, reading->papers);
    json_object_set_new(paper, "id", json_string(id ? id : ""));
    json_object_set_new(paper, "kind", json_string(id ? id : ""));
    draft_check_origin(reading->draft, node, reading->record);
    draft_put_text(reading->draft, paper, node, "kind", false, 40);
    draft_put_icon(reading->draft, paper, node, false);
    draft_put_text(reading->draft, paper, node, "legal_basis", false, 200);
    draft_put_words(reading->draft, paper, node, "name", true, LONGEST_TITLE);
    draft_put_words(reading->draft, paper, node, "detail", false, LONGEST_LABEL);
    put_flag(reading, paper, node, "translated");
    put_flag(reading, paper, node, "maybe");
    put_number(reading, paper, node, "copies", 1, 20);
    put_number(reading, paper, node, "pieces", 1, 50);
    put_number(reading, paper, node, "validity_months", 1, 120);
    put_number(reading, paper, node, "fee_dh", 0, 100000);
    for (size_t i = 0; i < 2; i++) {
        const char *key = i ? "held_by" : "where";
        const char *body = text_of(reading, node, key, 40);
        if (body)
            put_body(reading, paper, key, yaml_get(node, key), body);
    }
    read_form(reading, node, paper);
    json_array_append_new(reading->papers, paper);
}

/* ---- Rules ---- */

static void put_additions(struct reading *reading, json_t *rule, const struct yaml_node *node)
{
    const struct yaml_node *list = yaml_get(node, "add");
    size_t count = count_of(reading, list, REACH_PAPERS);
    json_t *added = json_array();
    for (size_t i = 0; i < count; i++) {
        const struct yaml_node *item = &list->children[i];
        const char *id = item->kind == YAML_TEXT ? item->text : "";
        if (!find_in(reading->papers, id))
            draft_say_none(reading->draft, item, "paper", id);
        json_array_append_new(added, json_string(id));
    }
    json_object_set_new(rule, "add", added);
}

static void read_rule(struct reading *reading, const struct yaml_node *node, json_t *rules)
{
    static const char *const keys[] = {"id", "when",   "add",           "say",    "tone",
                                       "go", "bodies", "answer_within", "source", NULL};
    static const char *const tones[] = {"info", "warning", "stop", NULL};
    struct error error = {0};
    unsigned tone = 0;
    if (!draft_expect_keys(reading->draft, node, keys))
        return;
    json_t *rule = json_object();
    const char *id = new_id(reading, node, rules), *go = text_of(reading, node, "go", 24);
    json_object_set_new(rule, "id", json_string(id ? id : ""));
    draft_check_origin(reading->draft, node, reading->record);
    put_when(reading, rule, node);
    put_additions(reading, rule, node);
    draft_put_words(reading->draft, rule, node, "say", false, LONGEST_ADVICE);
    put_number(reading, rule, node, "answer_within", 1, LONGEST_ANSWER);
    put_bodies(reading, rule, node);
    if (!yaml_read_word(node, "tone", false, tones, &tone, &error))
        draft_fail(reading->draft, &error);
    json_object_set_new(rule, "tone", json_string(tones[tone]));
    if (go && !draft_knows_service(reading->draft, go))
        draft_say_none(reading->draft, yaml_get(node, "go"), "service", go);
    else if (go && draft_offers_service(reading->draft, go))
        json_object_set_new(rule, "go", json_string(go));
    json_array_append_new(rules, rule);
}

/* ---- The whole ---- */

static void read_lists(struct reading *reading, json_t *body)
{
    const struct yaml_node *questions = yaml_get(reading->root, "questions"),
                           *papers = yaml_get(reading->root, "papers"),
                           *rules = yaml_get(reading->root, "rules");
    json_t *read_rules = json_array();
    size_t count = count_of(reading, questions, REACH_QUESTIONS);
    for (size_t i = 0; i < count; i++)
        read_question(reading, &questions->children[i]);
    count = count_of(reading, papers, REACH_PAPERS);
    for (size_t i = 0; i < count; i++)
        read_paper(reading, &papers->children[i]);
    count = count_of(reading, rules, REACH_RULES);
    for (size_t i = 0; i < count; i++)
        read_rule(reading, &rules->children[i], read_rules);
    if (is_right(reading) && json_array_size(read_rules) == 0)
        draft_say(reading->draft, CONTENT_WRONG, reading->root, "\"%s\" is missing", "rules");
    json_object_set(body, "questions", reading->questions);
    json_object_set(body, "papers", reading->papers);
    json_object_set_new(body, "rules", read_rules);
}

static void read_head(struct reading *reading, struct record *record)
{
    const struct yaml_node *root = reading->root;
    struct error error = {0};
    unsigned recipient = 0;
    if (!yaml_read_word(root, "recipient", true, recipients, &recipient, &error))
        draft_fail(reading->draft, &error);
    reading->recipient = (enum recipient)recipient;
    draft_read_origin(reading->draft, root, record);
    draft_put_words(reading->draft, record->body, root, "title", true, LONGEST_TITLE);
    draft_put_words(reading->draft, record->body, root, "lead", false, LONGEST_ADVICE);
    draft_put_words(reading->draft, record->body, root, "delay", false, LONGEST_LABEL);
    put_number(reading, record->body, root, "answer_within", 1, LONGEST_ANSWER);
    draft_put_icon(reading->draft, record->body, root, true);
    draft_put_text(reading->draft, record->body, root, "legal_basis", false, 200);
    put_flag(reading, record->body, root, "discreet");
    put_bodies(reading, record->body, root);
    draft_read_services(reading->draft, root, "services", record);
    json_object_set_new(record->body, "recipient", json_string(recipients[recipient]));
    json_object_set_new(record->body, "id", json_string(record->id));
}

static void check_whole(struct draft *draft, const struct yaml_node *root, const json_t *body)
{
    struct reach reach = reach_new(draft, root, body);
    reach_check(&reach);
    procedure_check_size(&reach);
}

static bool read_root(struct draft *draft, const struct yaml_node *root, struct record *record)
{
    static const char *const keys[] = {
        "id",     "services",      "recipient",   "bodies",      "discreet", "icon",
        "source", "checked_on",    "valid_until", "legal_basis", "title",    "lead",
        "delay",  "answer_within", "questions",   "papers",      "rules",    NULL};
    struct reading reading = {.draft = draft,
                              .root = root,
                              .record = record,
                              .questions = json_array(),
                              .papers = json_array(),
                              .wrongs_before = draft->wrongs};
    if (draft_expect_keys(draft, root, keys)) {
        read_head(&reading, record);
        read_lists(&reading, record->body);
        if (is_right(&reading))
            check_whole(draft, root, record->body);
    }
    json_decref(reading.questions);
    json_decref(reading.papers);
    return is_right(&reading);
}

static const struct yaml_node *load(struct draft *draft, const char *shipped, const char *own)
{
    struct error error = {0};
    const struct yaml_node *base = shipped ? yaml_load(draft->arena, shipped, &error) : NULL;
    const struct yaml_node *over = own ? yaml_load(draft->arena, own, &error) : NULL;
    if ((shipped && !base) || (own && !over)) {
        draft_fail(draft, &error);
        return NULL;
    }
    if (!base || !over)
        return base ? base : over;
    const struct yaml_node *merged = content_merge(draft->arena, base, over, &error);
    if (!merged)
        draft_fail(draft, &error);
    return merged;
}

static void read_file(struct draft *draft, const char *name, const char *shipped, const char *own)
{
    const char *id = arena_copy_part(draft->arena, name, strlen(name) - strlen(".yaml"));
    const struct yaml_node *root = load(draft, shipped, own);
    struct error error = {0};
    const char *inside = NULL;
    if (!root) {
        draft_give_up(draft, "procedure", id);
        return;
    }
    struct record *record = NULL;
    if (!yaml_read_text(root, "id", true, 40, &inside, &error))
        draft_fail(draft, &error);
    else if (!content_is_id(inside) || strcmp(inside, id) != 0)
        draft_say(draft, CONTENT_WRONG, yaml_get(root, "id"),
                  "the id \"%s\" must be the file's name, \"%s\"", inside, id);
    else
        record = draft_add(draft, "procedure", id, root);
    if (!record || !read_root(draft, root, record))
        draft_give_up(draft, "procedure", id);
}

void procedures_read(struct draft *draft)
{
    draft_each_file(draft, "procedures", ".yaml", read_file);
}

/* What the button to a service says: the title of its papers, or of its page. */
static json_t *title_of_service(const struct draft *draft, const char *kind, const char *service)
{
    for (size_t i = 0; i < draft->count; i++) {
        const struct record *record = &draft->records[i];
        size_t index;
        json_t *one;
        json_array_foreach(record->services, index, one)
        {
            if (strcmp(record->kind, kind) == 0 && strcmp(json_string_value(one), service) == 0)
                return json_object_get(record->body, "title");
        }
    }
    return NULL;
}

void procedures_name_ways(struct draft *draft)
{
    for (size_t i = 0; i < draft->count; i++) {
        size_t index;
        json_t *rule;
        json_array_foreach(json_object_get(draft->records[i].body, "rules"), index, rule)
        {
            const char *service = json_string_value(json_object_get(rule, "go"));
            json_t *title = service ? title_of_service(draft, "procedure", service) : NULL;
            if (service && !title)
                title = title_of_service(draft, "page", service);
            if (title)
                json_object_set(rule, "go_title", title);
        }
    }
}
