/* A screen as meaning: a tree of titles, texts, tiles, choices, fields. Never pixels, never
 * colours.
 *
 * A tree is built (by the core through screen_add, or decoded from a plugin's bytes), checked,
 * resolved into words in one language, then shown: laid out by the kiosk, written as HTML by the
 * desk, dumped by tests. Nodes live in an arena and are not shared between threads while they
 * change. */
#ifndef MARHABA_SCREEN_SCREEN_H
#define MARHABA_SCREEN_SCREEN_H

#include "base/arena.h"
#include "base/buffer.h"
#include "language/message.h"

#include <stdbool.h>
#include <stdint.h>

/* The limits are those of marhaba/plugin.h; a test holds the two together. */
#define SCREEN_MAX_NODES     400u
#define SCREEN_MAX_DEPTH     8u
#define SCREEN_MAX_TEXT      4000u
#define SCREEN_MAX_ID        63u
#define SCREEN_MAX_ARGUMENTS 8u
#define SCREEN_MAX_BYTES     65536u /* of a whole screen on the wire */

/* Same numbers as MRH_ROLE_*; those from 100 on are the core's own and never accepted from a
 * plugin. */
enum screen_role {
    ROLE_NONE = 0,
    ROLE_GROUP = 1,
    ROLE_STEP,
    ROLE_TITLE,
    ROLE_PARAGRAPH,
    ROLE_NOTICE,
    ROLE_PICTURE,
    ROLE_TILE,
    ROLE_BUTTON,
    ROLE_CHOICE,
    ROLE_OPTION,
    ROLE_FIELD,
    ROLE_CHECKLIST,
    ROLE_ITEM,
    ROLE_DETAILS,
    ROLE_DETAIL,
    ROLE_ROWS,
    ROLE_ROW,
    ROLE_DAYS,
    ROLE_DAY,
    ROLE_SLOT,
    ROLE_LINK,
    ROLE_LAST_OF_PLUGINS = ROLE_LINK,
    ROLE_SCREEN = 100, /* the root */
    ROLE_TICKET,       /* label: number, value: QR digits, detail: code in threes, icon: mark */
    ROLE_GREETING,     /* a language's own greeting: label greeting, detail autonym; pressed */
    ROLE_BAR           /* the row of back, home, language, help; holds BUTTONs with icons */
};

/* Same numbers as MRH_TONE_* and MRH_FIELD_*. */
enum screen_tone {
    TONE_PLAIN = 0,
    TONE_PRIMARY,
    TONE_BACK,
    TONE_DANGER,
    TONE_LEAD,
    TONE_BULLET,
    TONE_NUMBERED,
    TONE_INFO,
    TONE_WARNING,
    TONE_ERROR,
    FIELD_TEXT = 20,
    FIELD_NAME,
    FIELD_PHONE,
    FIELD_NUMBER,
    FIELD_YEAR,
    FIELD_DATE,
    FIELD_CODE
};

enum screen_flag {
    FLAG_REQUIRED = 1u,
    FLAG_PRIVATE = 2u,
    FLAG_DISABLED = 4u,
    FLAG_MULTIPLE = 8u,
    FLAG_SELECTED = 16u /* resolved trees: this option is chosen */
};

/* Words, before and after they are put into a language. Zero is no words. */
struct screen_text {
    const char *key; /* a message key of `domain` … */
    const struct argument *arguments;
    size_t argument_count;
    struct local_text variants;      /* … or texts in several languages */
    const char *text;                /* the words, once resolved; may hold emphasis marks */
    const struct language *language; /* the words are in; NULL when only the key could be shown */
};

struct screen_node {
    enum screen_role role;
    enum screen_tone tone;
    unsigned flags;
    const char *id; /* NULL where none is needed */
    struct screen_text label, detail, error;
    const char *icon;  /* a name; NULL */
    const char *value; /* FIELD: typed text; CHOICE: option ids, comma-separated; ITEM: have,
                          missing, unsure or ""; TICKET: QR digits; LINK: an address; PICTURE: a
                          picture of the content */
    int64_t number, of;
    struct screen_node *first_child, *last_child, *next, *parent;
};

/* ---- Build ---- */

struct screen_node *screen_new(struct arena *arena);

/* Appends a zeroed node; `parent` must take children. */
struct screen_node *screen_add(struct arena *arena, struct screen_node *parent,
                               enum screen_role role, const char *id);

/* Words by key of the tree's domain, without arguments. */
struct screen_text screen_key(const char *key);

/* Words that are what they are in any language: a name, a number, a code. Control characters go;
 * nothing in them is markup. */
struct screen_text screen_words(struct arena *arena, const char *text);

bool screen_takes_children(enum screen_role role);

/* A tile, button, row, slot or greeting that is not disabled. (Options, items and fields are not
 * pressed: their value is changed.) */
bool screen_can_be_pressed(const struct screen_node *node);

const char *screen_role_name(enum screen_role role); /* "tile" */
struct screen_node *screen_find(struct screen_node *root, const char *id);

/* Depth-first walk in reading order, within `root` (any node) and beginning with it; start with
 * NULL. */
struct screen_node *screen_walk(struct screen_node *root, const struct screen_node *after);

/* A deep copy into another arena. */
struct screen_node *screen_copy(struct arena *arena, const struct screen_node *node);

/* ---- Check ---- */

/* The rules every tree keeps: limits, unique well-formed ids, required parts of each role, children
 * only where they belong, texts plain UTF-8. The complaint names the node and the rule. */
bool screen_check(const struct screen_node *root, struct error *error);

/* ---- Resolve ---- */

/* Values a visitor gave, by id: asked for each FIELD, CHOICE and ITEM. NULL: keep the node's own.
 */
typedef const char *screen_value_source(void *self, const char *id);

/* Puts every text into words in `language`, in place, with the given domain's messages; takes
 * values from `values` (may be NULL) and marks chosen options FLAG_SELECTED. */
void screen_resolve(struct arena *arena, struct screen_node *root, const struct messages *messages,
                    const struct language *language, screen_value_source *values, void *self);
void screen_text_resolve(struct arena *arena, struct screen_text *text,
                         const struct messages *messages, const struct language *language);

/* ---- The wire ---- */

/* Little-endian, tag by tag; private to one version of Marhaba. */
void screen_encode(struct buffer *out, const struct screen_node *root);
void screen_text_encode(struct buffer *out, const struct screen_text *text);

/* Input is hostile: every length, count, depth, id, enum and text is checked, and screen_check is
 * run. NULL with a complaint on anything odd. */
struct screen_node *screen_decode(struct arena *arena, const void *bytes, size_t length,
                                  struct error *error);

/* A cursor over hostile bytes; every read says whether it was there. */
struct screen_reader {
    const unsigned char *bytes;
    size_t length, position;
    bool failed;
};
uint32_t screen_read_u32(struct screen_reader *reader);
int64_t screen_read_i64(struct screen_reader *reader);
/* A text of at most `maximum` bytes copied into `arena`, plain UTF-8, or NULL (absent, or failed).
 */
const char *screen_read_text(struct screen_reader *reader, struct arena *arena, size_t maximum);
/* No name, language or text of theirs is NULL where one is needed; all else about them is for
 * screen_check or fact_check to judge. */
void screen_read_words(struct screen_reader *reader, struct arena *arena, struct screen_text *out);
void screen_write_u32(struct buffer *out, uint32_t number);
void screen_write_i64(struct buffer *out, int64_t number);
void screen_write_text(struct buffer *out, const char *text); /* NULL stays NULL */

/* ---- Dump ---- */

/* A resolved tree for tests and people. Private values are shown as bullets. */
void screen_dump_json(struct buffer *out, const struct screen_node *root);
void screen_dump_text(struct buffer *out, const struct screen_node *root);

#endif
