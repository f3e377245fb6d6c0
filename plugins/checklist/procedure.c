#include "procedure.h"

#include <libfyaml.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct loading {
    const char *path;
    struct procedure *procedure;
    bool is_for_morocco; /* the file goes to a Moroccan administration */
    char *complaint;
    size_t size;
};

__attribute__((format(printf, 3, 4))) static bool
complain(struct loading *loading, struct fy_node *node, const char *sentence, ...)
{
    struct fy_token *token =
        node && fy_node_is_scalar(node) ? fy_node_get_scalar_token(node) : NULL;
    const struct fy_mark *mark = token ? fy_token_start_mark(token) : NULL;
    int used = snprintf(loading->complaint, loading->size, "%s:%d: ", loading->path,
                        mark ? mark->line + 1 : 1);
    va_list arguments;
    va_start(arguments, sentence);
    if (used > 0 && (size_t)used < loading->size)
        vsnprintf(loading->complaint + used, loading->size - (size_t)used, sentence, arguments);
    va_end(arguments);
    return false;
}

static struct fy_node *part(struct fy_node *map, const char *key)
{
    return map && fy_node_is_mapping(map) ? fy_node_mapping_lookup_by_string(map, key, FY_NT)
                                          : NULL;
}

/* The text of a key, or NULL. Owned by the document. */
static const char *text_of(struct fy_node *map, const char *key)
{
    struct fy_node *node = part(map, key);
    return node && fy_node_is_scalar(node) ? fy_node_get_scalar0(node) : NULL;
}

static bool read_text(struct loading *loading, struct fy_node *map, const char *key,
                      const char **out)
{
    *out = text_of(map, key);
    if (*out && (*out)[0])
        return true;
    return complain(loading, NULL, "\"%s\" is missing somewhere", key);
}

static size_t count_of(struct fy_node *list)
{
    int count = list && fy_node_is_sequence(list) ? fy_node_sequence_item_count(list) : 0;
    return count > 0 ? (size_t)count : 0;
}

static struct fy_node *item_of(struct fy_node *list, size_t index)
{
    return fy_node_sequence_get_by_index(list, (int)index);
}

/* A list of 1 to `most` things, or an absent one. */
static bool check_list(struct loading *loading, struct fy_node *list, const char *name, size_t most)
{
    size_t count = count_of(list);
    if (!list || (count >= 1 && count <= most))
        return true;
    return complain(loading, NULL, "\"%s\" must be a list of 1 to %zu", name, most);
}

static bool read_words(struct loading *loading, struct fy_node *map, const char *key,
                       bool is_required, struct words *out)
{
    static const char *const languages[] = {"ar", "zgh", "fr", "en", "es"};
    struct fy_node *texts = part(map, key);
    size_t used = 0;
    for (size_t i = 0; i < 5; i++) {
        const char *text = text_of(texts, languages[i]);
        if (!text || !text[0])
            continue;
        out->list[used++] = languages[i];
        out->list[used++] = text;
    }
    if (used || !is_required)
        return true;
    return complain(loading, NULL, "\"%s\" has no words in any language", key);
}

static bool find_question(const struct procedure *procedure, const char *id, size_t *out)
{
    for (*out = 0; *out < procedure->question_count; ++*out)
        if (strcmp(procedure->questions[*out].id, id) == 0)
            return true;
    return false;
}

static bool has_option(const struct question *question, const char *id)
{
    for (size_t i = 0; i < question->option_count; i++)
        if (strcmp(question->options[i].id, id) == 0)
            return true;
    return false;
}

static bool read_answers(struct loading *loading, struct fy_node *list, struct condition *condition)
{
    const struct question *question = &loading->procedure->questions[condition->question];
    if (!list || !check_list(loading, list, question->id, MOST_OPTIONS))
        return false;
    condition->answer_count = count_of(list);
    for (size_t i = 0; i < condition->answer_count; i++) {
        struct fy_node *node = item_of(list, i);
        condition->answers[i] = fy_node_is_scalar(node) ? fy_node_get_scalar0(node) : "";
        if (!has_option(question, condition->answers[i]))
            return complain(loading, node, "\"%s\" is no answer to the question \"%s\"",
                            condition->answers[i], question->id);
    }
    return true;
}

/* `when` may name only questions that stand above it. */
static bool read_conditions(struct loading *loading, struct fy_node *map, struct conditions *out)
{
    struct fy_node *when = part(map, "when");
    int count = when && fy_node_is_mapping(when) ? fy_node_mapping_item_count(when) : 0;
    if (when && (count < 1 || count > MOST_CONDITIONS))
        return complain(loading, NULL, "\"when\" must name 1 to %d questions", MOST_CONDITIONS);
    for (int i = 0; i < count; i++) {
        struct fy_node_pair *pair = fy_node_mapping_get_by_index(when, i);
        struct fy_node *key = fy_node_pair_key(pair);
        const char *id = fy_node_is_scalar(key) ? fy_node_get_scalar0(key) : "";
        struct condition *condition = &out->list[out->count++];
        if (!find_question(loading->procedure, id, &condition->question))
            return complain(loading, key, "there is no question \"%s\" before this", id);
        if (!read_answers(loading, fy_node_pair_value(pair), condition))
            return false;
    }
    return true;
}

/* "yes" and "no" stand for themselves; others bring their own words. */
static bool read_option(struct loading *loading, struct fy_node *node, struct option *out)
{
    if (!fy_node_is_scalar(node)) {
        out->icon = text_of(node, "icon");
        return read_text(loading, node, "id", &out->id) &&
               read_words(loading, node, "label", true, &out->label);
    }
    out->id = out->icon = fy_node_get_scalar0(node);
    if (strcmp(out->id, "yes") == 0)
        out->key = "option.yes";
    else if (strcmp(out->id, "no") == 0)
        out->key = "option.no";
    return out->key || complain(loading, node, "\"%s\" needs an id and a label", out->id);
}

static bool read_question(struct loading *loading, struct fy_node *node, struct question *out)
{
    struct fy_node *options = part(node, "options");
    if (!read_text(loading, node, "id", &out->id) ||
        !read_words(loading, node, "label", true, &out->label) ||
        !read_words(loading, node, "detail", false, &out->detail) ||
        !read_conditions(loading, node, &out->when))
        return false;
    if (!options || !check_list(loading, options, "options", MOST_OPTIONS - 1))
        return complain(loading, NULL, "the question \"%s\" needs options", out->id);
    for (size_t i = 0; i < count_of(options); i++)
        if (!read_option(loading, item_of(options, i), &out->options[out->option_count++]))
            return false;
    /* Nobody is forced to guess. */
    out->options[out->option_count++] =
        (struct option){.id = "unknown", .icon = "unknown", .key = "option.unknown"};
    return true;
}

/* Law 55-19: a Moroccan administration may ask one copy, and nothing legalised or certified. */
static bool check_law(struct loading *loading, struct fy_node *node, const struct paper *paper)
{
    const char *form = text_of(node, "form"), *copies = text_of(node, "copies");
    bool is_plain = form && (strcmp(form, "copy") == 0 || strcmp(form, "original") == 0);
    if (!loading->is_for_morocco || (is_plain && copies && strcmp(copies, "1") == 0))
        return true;
    return complain(loading, NULL,
                    "the paper \"%s\" asks for more than law 55-19 allows: one copy, plain",
                    paper->id);
}

static bool read_paper(struct loading *loading, struct fy_node *node, struct paper *out)
{
    out->icon = text_of(node, "icon");
    return read_text(loading, node, "id", &out->id) &&
           read_words(loading, node, "name", true, &out->name) &&
           read_words(loading, node, "detail", false, &out->detail) &&
           check_law(loading, node, out);
}

static bool read_additions(struct loading *loading, struct fy_node *list, struct rule *out)
{
    const struct procedure *procedure = loading->procedure;
    for (size_t i = 0; i < count_of(list); i++) {
        struct fy_node *node = item_of(list, i);
        const char *id = fy_node_is_scalar(node) ? fy_node_get_scalar0(node) : "";
        size_t paper = 0;
        while (paper < procedure->paper_count && strcmp(procedure->papers[paper].id, id) != 0)
            paper++;
        if (paper == procedure->paper_count)
            return complain(loading, node, "there is no paper \"%s\"", id);
        out->adds[paper] = true;
    }
    return true;
}

static bool read_rule(struct loading *loading, struct fy_node *node, struct rule *out)
{
    const char *tone = text_of(node, "tone");
    out->is_warning = tone && strcmp(tone, "warning") == 0;
    return read_conditions(loading, node, &out->when) &&
           read_additions(loading, part(node, "add"), out) &&
           read_words(loading, node, "say", false, &out->say);
}

static bool read_lists(struct loading *loading, struct fy_node *root)
{
    struct procedure *procedure = loading->procedure;
    struct fy_node *questions = part(root, "questions"), *papers = part(root, "papers"),
                   *rules = part(root, "rules");
    if (!check_list(loading, questions, "questions", MOST_QUESTIONS) ||
        !check_list(loading, papers, "papers", MOST_PAPERS) ||
        !check_list(loading, rules, "rules", MOST_RULES))
        return false;
    for (size_t i = 0; i < count_of(questions); i++, procedure->question_count++)
        if (!read_question(loading, item_of(questions, i), &procedure->questions[i]))
            return false;
    for (size_t i = 0; i < count_of(papers); i++, procedure->paper_count++)
        if (!read_paper(loading, item_of(papers, i), &procedure->papers[i]))
            return false;
    for (size_t i = 0; i < count_of(rules); i++, procedure->rule_count++)
        if (!read_rule(loading, item_of(rules, i), &procedure->rules[i]))
            return false;
    return (procedure->question_count && procedure->paper_count && procedure->rule_count) ||
           complain(loading, NULL, "questions, papers and rules are needed");
}

static bool read_procedure(struct loading *loading, struct fy_node *root)
{
    struct procedure *procedure = loading->procedure;
    const char *recipient = NULL;
    if (!root || !read_text(loading, root, "service", &procedure->service) ||
        !read_text(loading, root, "recipient", &recipient) ||
        !read_words(loading, root, "title", true, &procedure->title) ||
        !read_words(loading, root, "lead", false, &procedure->lead))
        return false;
    loading->is_for_morocco = strcmp(recipient, "moroccan-administration") == 0;
    return read_lists(loading, root);
}

/* Complaints of the parser are kept from standard error and told with their line. */
static struct fy_document *parse(const char *path, char *complaint, size_t size)
{
    struct fy_diag *diag = fy_diag_create(NULL);
    if (diag)
        fy_diag_set_collect_errors(diag, true);
    struct fy_parse_cfg settings = {.flags = FYPCF_QUIET, .diag = diag};
    struct fy_document *document = fy_document_build_from_file(&settings, path);
    if (!document) {
        void *position = NULL;
        struct fy_diag_error *first = diag ? fy_diag_errors_iterate(diag, &position) : NULL;
        snprintf(complaint, size, "%s:%d: is missing or is no YAML: %s", path,
                 first && first->line > 0 ? first->line : 1,
                 first && first->msg ? first->msg : "empty or unreadable");
    }
    fy_diag_destroy(diag);
    return document;
}

struct procedure *procedure_load(const char *path, char *complaint, size_t size)
{
    struct fy_document *document = parse(path, complaint, size);
    if (!document)
        return NULL;
    struct procedure *procedure = calloc(1, sizeof *procedure);
    if (!procedure) {
        fy_document_destroy(document);
        snprintf(complaint, size, "no memory");
        return NULL;
    }
    procedure->document = document;
    struct loading loading = {
        .path = path, .procedure = procedure, .complaint = complaint, .size = size};
    if (read_procedure(&loading, fy_document_root(document)))
        return procedure;
    procedure_free(procedure);
    return NULL;
}

void procedure_free(struct procedure *procedure)
{
    if (!procedure)
        return;
    fy_document_destroy(procedure->document);
    free(procedure);
}
