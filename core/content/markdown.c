/* Markdown (CommonMark, through md4c) turned into blocks of plain words. A page is to be read
 * aloud, printed and enlarged, so HTML, tables and code are refused, and a link becomes a block of
 * its own that can be shown with a QR. */
#include "base/address.h"
#include "base/buffer.h"
#include "content/inside.h"

#include <md4c.h>

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define MOST_BLOCKS   80u
#define LARGEST_TEXT  3900u /* bytes of one block: below a screen's text */
#define MOST_LINKS    8u
#define LEFT_TO_RIGHT "\xE2\x81\xA6" /* U+2066 */
#define END_OF_IT     "\xE2\x81\xA9" /* U+2069 */

struct parsing {
    struct draft *draft;
    const char *file, *start, *end;
    const char *last; /* the last place in the text md4c spoke of */
    unsigned first_line;
    struct error *error; /* the first complaint */
    bool is_forbidden;   /* the block now open may not be there */
    bool is_refused;     /* md4c forgets some of the refusals it is given */
    json_t *blocks;
    json_t *links; /* of the block now open: they follow it */
    struct buffer text;
    const char *kind; /* of the block now open; NULL: none */
    const char *list;
    bool is_link_open;
    size_t link_from; /* where its words begin */
    int depth;
    const char *picture; /* inside an image: its file; its words follow */
    struct buffer picture_words;
};

static int refuse(struct parsing *parsing, const char *sentence, ...) PRINTF_LIKE(2, 3);

static struct yaml_node place_of(const struct parsing *parsing)
{
    struct yaml_node at = {.file = parsing->file, .line = parsing->first_line};
    for (const char *c = parsing->start; c < parsing->last; c++)
        at.line += *c == '\n';
    return at;
}

static int refuse(struct parsing *parsing, const char *sentence, ...)
{
    struct yaml_node at = place_of(parsing);
    char text[sizeof parsing->error->text];
    va_list arguments;
    if (parsing->is_refused)
        return 1;
    parsing->is_refused = true;
    va_start(arguments, sentence);
    vsnprintf(text, sizeof text, error_translate(sentence), arguments);
    va_end(arguments);
    yaml_complain(&at, parsing->error, "%s", text);
    return 1;
}

/* What md4c gives often lies in the text itself, and so has a line. */
static void note_place(struct parsing *parsing, const char *at)
{
    if (at >= parsing->start && at < parsing->end)
        parsing->last = at;
}

static void close_block(struct parsing *parsing)
{
    size_t index;
    json_t *link;
    if (parsing->kind && parsing->text.length)
        json_array_append_new(parsing->blocks, json_pack("{s:s, s:s}", "kind", parsing->kind,
                                                         "text", buffer_text(&parsing->text)));
    json_array_foreach(parsing->links, index, link) json_array_append(parsing->blocks, link);
    json_array_clear(parsing->links);
    buffer_clear(&parsing->text);
    parsing->kind = NULL;
}

static int open_block(struct parsing *parsing, const char *kind)
{
    close_block(parsing);
    if (json_array_size(parsing->blocks) >= MOST_BLOCKS)
        return refuse(parsing, "the page has too many paragraphs");
    parsing->kind = kind;
    return 0;
}

static int enter_block(MD_BLOCKTYPE type, void *detail, void *data)
{
    struct parsing *parsing = data;
    (void)detail;
    switch (type) {
    case MD_BLOCK_DOC:
        return 0;
    case MD_BLOCK_P: /* in an item: its text goes on */
        if (parsing->depth && parsing->text.length)
            buffer_add_char(&parsing->text, ' ');
        return parsing->depth ? 0 : open_block(parsing, "paragraph");
    case MD_BLOCK_H:
        parsing->is_forbidden = parsing->depth > 0;
        return parsing->is_forbidden ? 0 : open_block(parsing, "heading");
    case MD_BLOCK_UL:
    case MD_BLOCK_OL:
        if (++parsing->depth > 1)
            return refuse(parsing, "a list stands in a list");
        parsing->list = type == MD_BLOCK_UL ? "bullet" : "numbered";
        return 0;
    case MD_BLOCK_LI:
        return open_block(parsing, parsing->list);
    default: /* refused at its first word, whose line is known */
        parsing->is_forbidden = true;
        return 0;
    }
}

static int refuse_block(struct parsing *parsing)
{
    return refuse(parsing, "only headings, paragraphs and lists are allowed");
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *data)
{
    struct parsing *parsing = data;
    (void)detail;
    if (parsing->is_forbidden)
        return refuse_block(parsing);
    if (type == MD_BLOCK_UL || type == MD_BLOCK_OL)
        parsing->depth--;
    if (type != MD_BLOCK_DOC && !(type == MD_BLOCK_P && parsing->depth))
        close_block(parsing);
    return 0;
}

/* An empty one has no text at all. */
static const char *copy_attribute(const struct parsing *parsing, const MD_ATTRIBUTE *attribute)
{
    return arena_copy_part(parsing->draft->arena, attribute->text ? attribute->text : "",
                           attribute->size);
}

static int add_link(struct parsing *parsing, const MD_SPAN_A_DETAIL *detail)
{
    note_place(parsing, detail->href.text);
    const char *url = copy_attribute(parsing, &detail->href);
    if (!address_is_link(url))
        return refuse(parsing,
                      "the link to \"%s\" is not allowed: only https:// and tel:+ addresses are, "
                      "never files",
                      url);
    if (json_array_size(parsing->links) == MOST_LINKS)
        return refuse(parsing, "the paragraph has too many links");
    json_array_append_new(parsing->links, json_pack("{s:s, s:s}", "kind", "link", "url", url));
    parsing->link_from = parsing->text.length;
    parsing->is_link_open = true;
    return 0;
}

static int begin_picture(struct parsing *parsing, const MD_SPAN_IMG_DETAIL *detail)
{
    note_place(parsing, detail->src.text);
    const char *name = copy_attribute(parsing, &detail->src);
    struct yaml_node at = place_of(parsing);
    if (json_array_size(parsing->links) == MOST_LINKS)
        return refuse(parsing, "the paragraph has too many links");
    if (!draft_add_picture(parsing->draft, &at, name, parsing->error)) {
        parsing->is_refused = true;
        return 1;
    }
    parsing->picture = name;
    return 0;
}

static int end_picture(struct parsing *parsing)
{
    if (!parsing->picture_words.length)
        return refuse(parsing, "the picture \"%s\" has no words that say what it shows",
                      parsing->picture);
    json_array_append_new(parsing->links, json_pack("{s:s, s:s, s:s}", "kind", "picture", "picture",
                                                    parsing->picture, "text",
                                                    buffer_text(&parsing->picture_words)));
    buffer_clear(&parsing->picture_words);
    parsing->picture = NULL;
    return 0;
}

static int add_text(struct parsing *parsing, const char *text, size_t length)
{
    struct buffer *to = parsing->picture ? &parsing->picture_words : &parsing->text;
    buffer_add(to, text, length);
    return to->full ? refuse(parsing, "the paragraph is too long: at most 3900 bytes") : 0;
}

static int mark_span(struct parsing *parsing, MD_SPANTYPE type, const char *code_mark)
{
    if (type == MD_SPAN_EM || type == MD_SPAN_STRONG)
        return add_text(parsing, "**", 2);
    if (type == MD_SPAN_CODE)
        return add_text(parsing, code_mark, strlen(code_mark));
    return refuse(parsing, "only emphasis, links, pictures and `references` are allowed");
}

static int enter_span(MD_SPANTYPE type, void *detail, void *data)
{
    struct parsing *parsing = data;
    bool is_block = type == MD_SPAN_A || type == MD_SPAN_IMG;
    if (parsing->is_refused)
        return 1;
    if (is_block && (parsing->is_link_open || parsing->picture))
        return refuse(parsing, "a link or a picture stands in another");
    if (type == MD_SPAN_A)
        return add_link(parsing, detail);
    if (type == MD_SPAN_IMG)
        return begin_picture(parsing, detail);
    return mark_span(parsing, type, LEFT_TO_RIGHT);
}

/* "info-retraite.fr": read from left to right wherever it stands. */
static bool is_address(const char *words)
{
    return strchr(words, '.') &&
           words[strspn(words, "abcdefghijklmnopqrstuvwxyz"
                               "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-./")] == '\0';
}

/* The link's words are the paragraph's, and its own block's too. */
static int end_link(struct parsing *parsing)
{
    json_t *link = json_array_get(parsing->links, json_array_size(parsing->links) - 1);
    parsing->is_link_open = false;
    const char *words =
        arena_copy(parsing->draft->arena, buffer_text(&parsing->text) + parsing->link_from);
    if (!words[0])
        return refuse(parsing, "the link to \"%s\" has no words",
                      json_string_value(json_object_get(link, "url")));
    json_object_set_new(link, "text", json_string(words));
    if (!is_address(words))
        return 0;
    char before[LARGEST_TEXT + 1];
    memcpy(before, buffer_text(&parsing->text), parsing->link_from);
    buffer_clear(&parsing->text);
    buffer_add(&parsing->text, before, parsing->link_from);
    return add_text(parsing, LEFT_TO_RIGHT, strlen(LEFT_TO_RIGHT)) ||
           add_text(parsing, words, strlen(words)) ||
           add_text(parsing, END_OF_IT, strlen(END_OF_IT));
}

static int leave_span(MD_SPANTYPE type, void *detail, void *data)
{
    struct parsing *parsing = data;
    (void)detail;
    if (parsing->is_refused)
        return 1;
    if (type == MD_SPAN_IMG)
        return end_picture(parsing);
    if (type == MD_SPAN_A)
        return end_link(parsing);
    return mark_span(parsing, type, END_OF_IT);
}

static int take_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE length, void *data)
{
    struct parsing *parsing = data;
    note_place(parsing, text);
    if (type == MD_TEXT_HTML || type == MD_TEXT_NULLCHAR)
        return refuse(parsing, "HTML is not allowed");
    if (parsing->is_forbidden)
        return refuse_block(parsing);
    switch (type) {
    case MD_TEXT_NORMAL:
    case MD_TEXT_CODE:
        return add_text(parsing, text, length);
    case MD_TEXT_ENTITY:
        return refuse(parsing, "write the sign itself instead of \"%.*s\"", (int)length, text);
    case MD_TEXT_BR:
    case MD_TEXT_SOFTBR:
        return add_text(parsing, " ", 1);
    default:
        return refuse(parsing, "HTML is not allowed");
    }
}

json_t *markdown_read(struct draft *draft, const char *file, unsigned first_line, const char *text,
                      struct error *error)
{
    struct parsing parsing = {.draft = draft,
                              .file = file,
                              .start = text,
                              .end = text + strlen(text),
                              .last = text,
                              .first_line = first_line,
                              .error = error,
                              .blocks = json_array(),
                              .links = json_array(),
                              .text = buffer_new(LARGEST_TEXT),
                              .picture_words = buffer_new(400)};
    /* Tables are known so that they are refused: else they would read as bars and dashes. */
    MD_PARSER parser = {.flags = MD_FLAG_NOINDENTEDCODEBLOCKS | MD_FLAG_TABLES,
                        .enter_block = enter_block,
                        .leave_block = leave_block,
                        .enter_span = enter_span,
                        .leave_span = leave_span,
                        .text = take_text};
    bool is_read =
        md_parse(text, (MD_SIZE)strlen(text), &parser, &parsing) == 0 && !parsing.is_refused;
    if (is_read && json_array_size(parsing.blocks) == 0)
        is_read = refuse(&parsing, "the page is empty") == 0;
    buffer_free(&parsing.text);
    buffer_free(&parsing.picture_words);
    json_decref(parsing.links);
    if (is_read)
        return parsing.blocks;
    json_decref(parsing.blocks);
    return NULL;
}
