#include "page.h"

#include <md4c.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LEFT_TO_RIGHT "\xE2\x81\xA6" /* U+2066 */
#define END_OF_IT     "\xE2\x81\xA9" /* U+2069 */

bool page_id_is_valid(const char *id)
{
    size_t length = strlen(id);
    return length > 0 && length < 40 &&
           strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-") == length;
}

char *page_read(const char *id, const char *language)
{
    char path[96];
    snprintf(path, sizeof path, "content/pages/%s.%s.md", id, language);
    FILE *file = fopen(path, "rb");
    char *text = file ? malloc(LARGEST_PAGE + 1) : NULL;
    if (text) {
        size_t length = fread(text, 1, LARGEST_PAGE, file);
        text[length] = '\0';
        if (length == LARGEST_PAGE || strlen(text) != length) {
            free(text);
            text = NULL;
        }
    }
    if (file)
        fclose(file);
    return text;
}

const char *page_header(const char *text, size_t *length)
{
    if (strncmp(text, "---\n", 4) != 0)
        return NULL;
    const char *end = strstr(text + 3, "\n---\n");
    if (!end)
        return NULL;
    *length = (size_t)(end - (text + 4)) + 1;
    return text + 4;
}

const char *page_body(const char *text)
{
    size_t length;
    const char *header = page_header(text, &length);
    return header ? header + length + 4 : text;
}

/* ---- What md4c tells of the page ---- */

struct parsing {
    struct page *page;
    enum block_kind list; /* of the list one is in */
    int depth;            /* of lists */
};

static int refuse(struct parsing *parsing, const char *why)
{
    parsing->page->refusal = why;
    return 1;
}

static int add_text(struct parsing *parsing, const char *text, size_t length)
{
    struct page *page = parsing->page;
    if (page->used + length + 1 > page->room)
        return refuse(parsing, "the page is too long");
    memcpy(page->pool + page->used, text, length);
    page->used += length;
    page->pool[page->used] = '\0';
    return 0;
}

static int open_block(struct parsing *parsing, enum block_kind kind)
{
    struct page *page = parsing->page;
    if (page->count == MOST_BLOCKS)
        return refuse(parsing, "the page has too many paragraphs");
    if (page->count)
        page->used++; /* the NUL of the one before */
    page->blocks[page->count++] = (struct block){.kind = kind, .text = page->pool + page->used};
    return add_text(parsing, "", 0);
}

static int open_list(struct parsing *parsing, enum block_kind kind)
{
    if (++parsing->depth > 1)
        return refuse(parsing, "a list stands in a list");
    parsing->list = kind;
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
        return parsing->depth ? 0 : open_block(parsing, BLOCK_PARAGRAPH);
    case MD_BLOCK_H:
        return open_block(parsing, BLOCK_HEADING);
    case MD_BLOCK_UL:
        return open_list(parsing, BLOCK_BULLET);
    case MD_BLOCK_OL:
        return open_list(parsing, BLOCK_NUMBERED);
    case MD_BLOCK_LI:
        return open_block(parsing, parsing->list);
    case MD_BLOCK_HTML:
        return refuse(parsing, "HTML is not allowed");
    default:
        return refuse(parsing, "only headings, paragraphs and lists are allowed");
    }
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *data)
{
    struct parsing *parsing = data;
    (void)detail;
    if (type == MD_BLOCK_UL || type == MD_BLOCK_OL)
        parsing->depth--;
    return 0;
}

static int mark_span(MD_SPANTYPE type, struct parsing *parsing, const char *code_mark)
{
    switch (type) {
    case MD_SPAN_EM:
    case MD_SPAN_STRONG:
        return add_text(parsing, "**", 2);
    case MD_SPAN_CODE:
        return add_text(parsing, code_mark, strlen(code_mark));
    default:
        return refuse(parsing, "links and pictures are not allowed");
    }
}

static int enter_span(MD_SPANTYPE type, void *detail, void *data)
{
    (void)detail;
    return mark_span(type, data, LEFT_TO_RIGHT);
}

static int leave_span(MD_SPANTYPE type, void *detail, void *data)
{
    (void)detail;
    return mark_span(type, data, END_OF_IT);
}

static int take_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE length, void *data)
{
    struct parsing *parsing = data;
    if (!parsing->page->count)
        return refuse(parsing, "text outside of a paragraph");
    switch (type) {
    case MD_TEXT_NORMAL:
    case MD_TEXT_CODE:
        return add_text(parsing, text, length);
    case MD_TEXT_BR:
    case MD_TEXT_SOFTBR:
        return add_text(parsing, " ", 1);
    default:
        return refuse(parsing, "HTML is not allowed");
    }
}

bool page_parse(struct page *page, const char *body)
{
    struct parsing parsing = {.page = page};
    MD_PARSER parser = {.flags = MD_FLAG_NOINDENTEDCODEBLOCKS,
                        .enter_block = enter_block,
                        .leave_block = leave_block,
                        .enter_span = enter_span,
                        .leave_span = leave_span,
                        .text = take_text};
    size_t length = strlen(body);
    memset(page, 0, sizeof *page);
    page->room = 2 * length + MOST_BLOCKS + 64;
    page->pool = calloc(1, page->room);
    if (!page->pool)
        refuse(&parsing, "no memory");
    else if (md_parse(body, (MD_SIZE)length, &parser, &parsing) != 0 && !page->refusal)
        page->refusal = "it is no Markdown";
    else if (!page->refusal && page->count == 0)
        page->refusal = "it is empty";
    return !page->refusal;
}

void page_free(struct page *page)
{
    free(page->pool);
    memset(page, 0, sizeof *page);
}
