/* pages/ID.LANGUAGE.md: Markdown with front matter. ID.fr.md carries what is common to all
 * languages. */
#include "base/file.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "content/inside.h"
#include "content/library.h"

#include <stdlib.h>
#include <string.h>

#define LARGEST_PAGE  65536u
#define LONGEST_TITLE 200u
#define LONGEST_WORD  120u
#define MOST_KEYWORDS 40u
#define MOST_RELATED  8u

static const char *const languages[] = {"fr", "ar", "zgh", "en", "es"};
static const char *const common_keys[] = {
    "id",     "situations", "audience",   "icon",        "picture", "service",  "related",
    "bodies", "source",     "checked_on", "valid_until", "rank",    "discreet", NULL};
static const char *const situations[] = {"came-back", "widowed",  "other-country",
                                         "child",     "everyone", NULL};
static const char *const audiences[] = {"retiree", "widow",    "worker", "migrant",
                                        "family",  "everyone", NULL};

struct file {
    const struct yaml_node *header;
    const char *path, *body; /* the text after the front matter */
    unsigned body_line;
};

/* The text with its front matter blanked out keeps every line's number. */
static bool split(struct draft *draft, const char *path, const char *text, struct file *out)
{
    struct error error = {0};
    struct yaml_node at = {.file = path, .line = 1};
    const char *end = strncmp(text, "---\n", 4) == 0 ? strstr(text + 3, "\n---\n") : NULL;
    if (!end)
        return draft_say(draft, CONTENT_WRONG, &at,
                         "a page begins with its front matter between two lines of \"---\"");
    size_t length = (size_t)(end - text) - 3;
    char *header = arena_copy_part(draft->arena, text + 3, length);
    out->header = yaml_parse(draft->arena, path, header, length, &error);
    out->path = path;
    out->body = end + 5;
    out->body_line = 1;
    for (const char *c = text; c < out->body; c++)
        out->body_line += *c == '\n';
    return (out->header && yaml_expect_kind(out->header, YAML_MAP, &error)) ||
           draft_fail(draft, &error);
}

/* Complains of the first line that is no text. */
static bool check_letters(struct draft *draft, const char *path, const char *text, size_t length)
{
    struct yaml_node at = {.file = path, .line = 1};
    for (size_t begin = 0, end = 0; begin < length; begin = end, at.line++) {
        const char *newline = memchr(text + begin, '\n', length - begin);
        end = newline ? (size_t)(newline - text) + 1 : length;
        const char *line = text + begin;
        if (!utf8_is_valid(line, end - begin))
            return draft_say(draft, CONTENT_WRONG, &at,
                             "the file is not valid UTF-8: save it as UTF-8");
        if (memchr(line, '\r', end - begin) || memchr(line, '\0', end - begin))
            return draft_say(draft, CONTENT_WRONG, &at,
                             "a line ends as on another system, or the file is no text: save it as "
                             "UTF-8 with plain line ends");
        if (!utf8_is_plain_text(line, end - begin))
            return draft_say(draft, CONTENT_WRONG, &at,
                             "the line holds a character that is not shown: type it anew");
    }
    return true;
}

static bool load(struct draft *draft, const char *path, struct file *out)
{
    struct error error = {0};
    struct buffer bytes;
    if (!file_read(path, LARGEST_PAGE, &bytes, &error))
        return draft_fail(draft, &error);
    const char *text = arena_copy_part(draft->arena, buffer_text(&bytes), bytes.length);
    size_t length = bytes.length;
    buffer_free(&bytes);
    /* Some editors begin every file with a byte order mark; YAML files may have it too. */
    if (length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
        text += 3;
        length -= 3;
    }
    return check_letters(draft, path, text, length) && split(draft, path, text, out);
}

static bool read_words_list(struct draft *draft, const struct yaml_node *map, const char *key,
                            const char *const *known, struct buffer *out)
{
    const struct yaml_node *items;
    size_t count = content_items(yaml_get(map, key), &items);
    for (size_t i = 0; i < count; i++) {
        const struct yaml_node *item = &items[i];
        if (item->kind != YAML_TEXT || strlen(item->text) > LONGEST_WORD || i >= MOST_KEYWORDS)
            return draft_say(draft, CONTENT_WRONG, item, "\"%s\" is a list of short words", key);
        if (known && !content_is_among(known, item->text))
            return draft_say(draft, CONTENT_WRONG, item, "\"%s\" is none of the words of \"%s\"",
                             item->text, key);
        buffer_print(out, " %s", item->text);
    }
    buffer_add_text(out, " ");
    return true;
}

/* The words of all blocks, for the index. */
static json_t *text_of_blocks(const json_t *blocks)
{
    struct buffer text = buffer_new(LARGEST_PAGE);
    size_t index;
    json_t *block;
    json_array_foreach(blocks, index, block)
    {
        const char *words = json_string_value(json_object_get(block, "text"));
        buffer_add_text(&text, words ? words : "");
        buffer_add_char(&text, ' ');
    }
    json_t *joined = json_string(buffer_text(&text));
    buffer_free(&text);
    return joined;
}

/* One language's words into the record: title, detail, blocks; and for the index. */
static bool add_language(struct draft *draft, const struct file *file, const char *language,
                         struct record *record)
{
    struct error error = {0};
    struct buffer keywords = buffer_new(8192);
    json_t *words = json_object();
    json_object_set_new(record->words, language, words);
    if (!draft_put_text(draft, words, file->header, "title", true, LONGEST_TITLE) ||
        !draft_put_text(draft, words, file->header, "detail", true, LONGEST_TITLE) ||
        !read_words_list(draft, file->header, "keywords", NULL, &keywords)) {
        buffer_free(&keywords);
        return false;
    }
    json_object_set_new(words, "keywords", json_string(buffer_text(&keywords)));
    buffer_free(&keywords);
    static const char *const parts[] = {"title", "detail"};
    for (size_t i = 0; i < 2; i++)
        json_object_set(json_object_get(record->body, parts[i]), language,
                        json_object_get(words, parts[i]));
    if (file->body[strspn(file->body, " \n")] == '\0') {
        struct yaml_node at = {.file = file->path, .line = 1};
        if (strcmp(language, "zgh") != 0)
            draft_say(draft, CONTENT_UNTRANSLATED, &at, "the page is not written in \"%s\"",
                      language);
        return strcmp(language, "fr") != 0 ||
               draft_say(draft, CONTENT_WRONG, &at, "the page is empty");
    }
    json_t *blocks = markdown_read(draft, file->path, file->body_line, file->body, &error);
    if (!blocks)
        return draft_fail(draft, &error);
    json_object_set_new(words, "text", text_of_blocks(blocks));
    json_object_set_new(json_object_get(record->body, "blocks"), language, blocks);
    return true;
}

/* For whom it is written: who writes and who checks want to see it. */
static bool read_audience(struct draft *draft, const struct yaml_node *header, json_t *body)
{
    const struct yaml_node *items;
    struct buffer words = buffer_new(1024);
    bool ok = read_words_list(draft, header, "audience", audiences, &words);
    size_t count = ok ? content_items(yaml_get(header, "audience"), &items) : 0;
    json_t *audience = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(audience, json_string(items[i].text));
    json_object_set_new(body, "audience", audience);
    buffer_free(&words);
    return ok;
}

static bool has_text(const json_t *list, const char *text)
{
    for (size_t i = 0; i < json_array_size(list); i++)
        if (strcmp(json_string_value(json_array_get(list, i)), text) == 0)
            return true;
    return false;
}

static bool read_related(struct draft *draft, const struct yaml_node *header, json_t *body)
{
    const struct yaml_node *items;
    json_t *related = json_array();
    size_t count = content_items(yaml_get(header, "related"), &items);
    json_object_set_new(body, "related", related);
    for (size_t i = 0; i < count; i++) {
        const struct yaml_node *item = &items[i];
        if (item->kind != YAML_TEXT || !content_is_id(item->text))
            return draft_say_none(draft, item, "page", item->kind == YAML_TEXT ? item->text : "");
        if (i >= MOST_RELATED)
            return draft_say(draft, CONTENT_WRONG, item, "there are more than %u entries in \"%s\"",
                             MOST_RELATED, "related");
        if (has_text(related, item->text))
            return draft_say(draft, CONTENT_WRONG, item, "the id \"%s\" stands twice", item->text);
        json_array_append_new(related, json_string(item->text));
    }
    return true;
}

static bool read_picture(struct draft *draft, const struct yaml_node *header, json_t *body)
{
    struct error error = {0};
    const char *name = NULL;
    if (!yaml_read_text(header, "picture", false, LONGEST_TITLE, &name, &error) ||
        (name && !draft_add_picture(draft, yaml_get(header, "picture"), name, &error)))
        return draft_fail(draft, &error);
    if (name)
        json_object_set_new(body, "picture", json_string(name));
    return true;
}

/* Pages with a rank come first in their lists, the lowest first. */
static bool read_place(struct draft *draft, const struct yaml_node *header, struct record *record)
{
    struct error error = {0};
    int64_t rank = 1000;
    bool is_discreet = false;
    if (!yaml_read_number(header, "rank", false, 1, 999, &rank, &error) ||
        !yaml_read_bool(header, "discreet", false, &is_discreet, &error))
        return draft_fail(draft, &error);
    record->rank = (int)rank;
    json_object_set_new(record->body, "discreet", json_boolean(is_discreet));
    return true;
}

/* The last good version of a procedure that is wrong now says it, too. */
static bool has_held_papers(const struct draft *draft, const char *service)
{
    struct error unread = {0};
    struct library_date date;
    struct library *before =
        json_array_size(draft->failed) ? library_open(draft->world->published, &unread) : NULL;
    bool is_held = before && library_date_of(before, service, &date) &&
                   strcmp(date.kind, "procedure") == 0 &&
                   draft_has_failed(draft, "procedure", date.id);
    library_close(before);
    return is_held;
}

/* Whether a procedure says which papers that service needs; one without papers leads to none. */
static bool has_papers(const struct draft *draft, const char *service)
{
    for (size_t i = 0; i < draft->count; i++) {
        const struct record *record = &draft->records[i];
        if (strcmp(record->kind, "procedure") == 0 && has_text(record->services, service))
            return json_array_size(json_object_get(record->body, "papers")) > 0;
    }
    return has_held_papers(draft, service);
}

static bool read_common(struct draft *draft, const struct file *file, struct record *record)
{
    const struct yaml_node *header = file->header;
    struct buffer groups = buffer_new(1024);
    json_t *body = record->body;
    bool ok = draft_put_icon(draft, body, header, true) && read_picture(draft, header, body) &&
              read_words_list(draft, header, "situations", situations, &groups) &&
              read_audience(draft, header, body) && read_related(draft, header, body) &&
              read_place(draft, header, record) && draft_read_origin(draft, header, record);
    record->groups = arena_copy(draft->arena, buffer_text(&groups));
    buffer_free(&groups);
    if (!ok || !draft_read_services(draft, header, "service", record))
        return false;
    const char *service = json_string_value(json_array_get(record->services, 0));
    if (service) {
        json_object_set_new(body, "service", json_string(service));
        json_object_set_new(body, "papers", json_boolean(has_papers(draft, service)));
    }
    ok = draft_put_ids(draft, body, header, "bodies", "body");
    const json_t *bodies = json_object_get(body, "bodies");
    for (size_t i = 0; i < json_array_size(bodies); i++)
        draft_show_record(draft, record, "body", json_string_value(json_array_get(bodies, i)));
    return ok;
}

static bool check_keys(struct draft *draft, const struct file *file, const char *id, bool is_main)
{
    const struct yaml_node *header = file->header;
    for (size_t i = 0; i < header->count; i++) {
        const struct yaml_node *node = &header->children[i];
        bool is_common = content_is_among(common_keys, node->key);
        bool is_own = strcmp(node->key, "title") == 0 || strcmp(node->key, "detail") == 0 ||
                      strcmp(node->key, "keywords") == 0;
        if (is_common && !is_main)
            return draft_say(draft, CONTENT_WRONG, node,
                             "\"%s\" belongs into %s.fr.md, which speaks for all languages",
                             node->key, id);
        if (!is_common && !is_own)
            return draft_say(draft, CONTENT_WRONG, node, "the key \"%s\" is unknown", node->key);
    }
    const struct yaml_node *inside = yaml_get(header, "id");
    if (is_main && (!inside || inside->kind != YAML_TEXT || strcmp(inside->text, id) != 0))
        return draft_say(draft, CONTENT_WRONG, inside ? inside : header,
                         "the id \"%s\" must be the file's name, \"%s\"",
                         inside && inside->kind == YAML_TEXT ? inside->text : "", id);
    return true;
}

/* The commune's file of that name, or the shipped one. */
static const char *find_file(struct draft *draft, const char *id, const char *language)
{
    const char *path =
        arena_print(draft->arena, "%s/pages/%s.%s.md", draft->world->own, id, language);
    for (size_t i = 0; !draft_has_file(path) && draft->world->shipped[i]; i++)
        path =
            arena_print(draft->arena, "%s/pages/%s.%s.md", draft->world->shipped[i], id, language);
    return draft_has_file(path) ? path : NULL;
}

static bool add_file(struct draft *draft, const char *id, const char *language, bool is_main,
                     struct record *record)
{
    const char *path = find_file(draft, id, language);
    struct file file;
    struct yaml_node at = {.file = record->file, .line = 1};
    if (!path) {
        if (strcmp(language, "zgh") != 0)
            draft_say(draft, CONTENT_UNTRANSLATED, &at, "the page is not written in \"%s\"",
                      language);
        return true;
    }
    return load(draft, path, &file) && check_keys(draft, &file, id, is_main) &&
           (!is_main || read_common(draft, &file, record)) &&
           add_language(draft, &file, language, record);
}

static void read_file(struct draft *draft, const char *name, const char *shipped, const char *own)
{
    const char *id = arena_copy_part(draft->arena, name, strlen(name) - strlen(".fr.md"));
    struct yaml_node at = {.file = own ? own : shipped, .line = 1};
    if (!content_is_id(id)) {
        draft_say(draft, CONTENT_WRONG, &at,
                  "\"%s\" is no id: small letters, digits and dashes only", id);
        return;
    }
    struct record *record = draft_add(draft, "page", id, &at);
    if (!record)
        return;
    record->words = json_object();
    json_object_set_new(record->body, "id", json_string(id));
    json_object_set_new(record->body, "title", json_object());
    json_object_set_new(record->body, "detail", json_object());
    json_object_set_new(record->body, "blocks", json_object());
    bool ok = true;
    for (size_t i = 0; ok && i < sizeof languages / sizeof *languages; i++)
        ok = add_file(draft, id, languages[i], i == 0, record);
    if (!ok)
        draft_give_up(draft, "page", id);
}

/* Whether there is such a page, be it only its last good version. */
static bool is_page(const struct draft *draft, const char *id)
{
    return draft_has_failed(draft, "page", id) || draft_find(draft, "page", id) != NULL;
}

/* What a row of the list needs of a page. NULL when only its last good version is there. */
static json_t *related_item(const struct draft *draft, const char *id)
{
    const struct record *page = draft_find(draft, "page", id);
    return page
               ? json_pack("{s:s, s:O, s:O}", "id", id, "icon", json_object_get(page->body, "icon"),
                           "title", json_object_get(page->body, "title"))
               : NULL;
}

/* Only once all are read is it known which pages there are, and what they are called. */
static void join_related(struct draft *draft)
{
    for (size_t i = 0; i < draft->count; i++) {
        const struct record *record = &draft->records[i];
        const json_t *ids = json_object_get(record->body, "related");
        struct yaml_node at = {.file = record->file, .line = record->line};
        json_t *items = json_array();
        for (size_t j = 0; j < json_array_size(ids); j++) {
            const char *id = json_string_value(json_array_get(ids, j));
            json_t *item = related_item(draft, id);
            if (item)
                json_array_append_new(items, item);
            else if (!is_page(draft, id))
                draft_say_none(draft, &at, "page", id);
        }
        if (ids)
            json_object_set(record->body, "related", items);
        json_decref(items);
    }
}

/* A translation without its ID.fr.md would be lost silently. */
static void check_orphan(struct draft *draft, const char *name, const char *shipped,
                         const char *own)
{
    const char *dot = strchr(name, '.');
    struct yaml_node at = {.file = own ? own : shipped, .line = 1};
    if (!dot || strcmp(dot, ".fr.md") == 0)
        return;
    const char *id = arena_copy_part(draft->arena, name, (size_t)(dot - name));
    if (!find_file(draft, id, "fr"))
        draft_say(draft, CONTENT_WRONG, &at,
                  "there is no %s.fr.md, which speaks for all languages of this page", id);
}

static void check_sizes(struct draft *draft)
{
    for (size_t i = draft->count; i-- > 0;)
        if (strcmp(draft->records[i].kind, "page") == 0 &&
            !page_check_size(draft, &draft->records[i]))
            draft_give_up(draft, "page", draft->records[i].id);
}

void pages_read(struct draft *draft)
{
    draft_each_file(draft, "pages", ".fr.md", read_file);
    draft_each_file(draft, "pages", ".md", check_orphan);
    join_related(draft);
    check_sizes(draft);
}

static bool is_served(const struct draft *draft, struct library *before, const char *id)
{
    return draft_find(draft, "page", id) ||
           (before && library_read(before, draft->arena, "page", id) != NULL);
}

void pages_drop_refused(struct draft *draft)
{
    struct error unread = {0};
    struct library *before = library_open(draft->world->published, &unread);
    for (size_t i = 0; i < draft->count; i++) {
        json_t *related = json_object_get(draft->records[i].body, "related");
        for (size_t j = json_array_size(related); j-- > 0;) {
            const json_t *id = json_object_get(json_array_get(related, j), "id");
            if (!is_served(draft, before, json_string_value(id)))
                json_array_remove(related, j);
        }
    }
    library_close(before);
}
