/* One page: Markdown with front matter, turned into blocks of plain words. HTML, links, pictures
 * and code blocks are refused: a page is to be read aloud and printed, not clicked.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef INFORMATION_PAGE_H
#define INFORMATION_PAGE_H

#include <stdbool.h>
#include <stddef.h>

#define MOST_BLOCKS  60
#define LARGEST_PAGE 32768

enum block_kind { BLOCK_HEADING, BLOCK_PARAGRAPH, BLOCK_BULLET, BLOCK_NUMBERED };

struct block {
    enum block_kind kind;
    char *text; /* "**" marks emphasis; what stood as `code` is held left to right */
};

struct page {
    struct block blocks[MOST_BLOCKS];
    size_t count;
    const char *refusal; /* why it cannot be shown; NULL when it can */
    char *pool;          /* holds the texts */
    size_t used, room;
};

bool page_id_is_valid(const char *id); /* small letters, digits, dashes */

/* The whole file content/pages/ID.LANGUAGE.md, owned; NULL when it is not there or too large. */
char *page_read(const char *id, const char *language);

/* The front matter between the two lines of dashes, or NULL. */
const char *page_header(const char *text, size_t *length);

/* What follows the front matter. */
const char *page_body(const char *text);

/* False when it cannot be shown; page->refusal says why. Freed with page_free either way. */
bool page_parse(struct page *page, const char *body);
void page_free(struct page *page);

#endif
