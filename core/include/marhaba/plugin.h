/* marhaba/plugin.h: what a Marhaba plugin and its host say to each other. ABI 1.1.
 *
 * SPDX-License-Identifier: MIT
 * (This header alone; the rest of Marhaba is GPL-3.0-or-later. Write plugins under any licence.)
 *
 * A plugin is a shared library beside a manifest.yaml. It links nothing of Marhaba and exports one
 * function, marhaba_plugin_v1. It runs in a small process of its own, one a visit, without network,
 * without threads or libraries loaded later, without files but its own folder (read-only, which is
 * also its working directory), with at most 256 MiB of memory and an empty environment but for TZ,
 * so that localtime_r gives the commune's time. It ends with the visit. Standard output and error
 * lead nowhere: use the host's log. A plugin describes screens; the host draws them on the kiosk,
 * mirrors them for Arabic, reads them aloud, enlarges them, and renders them as HTML for the
 * officer.
 *
 * The cycle
 *     open(host, opening)            once; allocate your state
 *     build(self, ui)                describe the screen as it is now; change nothing
 *     event(self, event)             something happened; change your state (a build follows)
 *     close(self)                    free your state
 * build may be called at any time and any number of times (another language, another surface).
 *
 * The rules
 *   - Text is UTF-8, NUL-terminated, free of control characters. What you pass is copied during the
 *     call; what you are given is yours to read until your function returns. Nobody frees the
 *     other's.
 *   - Every struct begins with its size, set by the macros below. Fields are only ever appended;
 *     zero is each field's default. Unknown events are to be ignored.
 *   - All calls, both ways, are on the one thread that called open. [build] and [event] say in
 *     which of your functions a host call is legal ([any]: in all but close).
 *   - open and event have 500 ms, build has 250 ms; time the host takes to answer you is not
 *     counted. In one of your functions calls that the host must answer may be made 512 times in
 *     all, those of booking and content 16 times of these.
 *   - Ids are yours: 1 to 63 of [a-z0-9_.-], unique on a screen, the same for the same thing from
 *     one build to the next, never made from a label. What a visitor typed or marked is kept by the
 *     host under the id and outlives rebuilds.
 *   - Words are message keys of your own catalogues (locale/CODE.mo beside the manifest) with
 *     arguments, or, for content that comes from data, texts in several languages. The host chooses
 *     the language. "**" marks emphasis.
 *   - Breaking a rule ends the visit to your plugin with a report to the officer; it never hurts
 *     the kiosk. After a failure the plugin rests 1, 5, then 25 seconds; more than three in ten
 *     minutes and it stays closed until the next day.
 *
 * Limits: MRH_MAX_* below, and 64 KiB for a whole screen.
 */
#ifndef MARHABA_PLUGIN_H
#define MARHABA_PLUGIN_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define MRH_ABI_MAJOR 1u
#define MRH_ABI_MINOR 1u /* grows by one with each addition; never reset */

#define MRH_MAX_NODES     400u  /* on one screen */
#define MRH_MAX_DEPTH     8u    /* groups within groups */
#define MRH_MAX_TEXT      4000u /* bytes of one text */
#define MRH_MAX_ID        63u   /* bytes of an id */
#define MRH_MAX_ARGUMENTS 8u    /* of one message */
#define MRH_MAX_FACTS     64u   /* on one ticket */

#define MRH_EXPORT __attribute__((visibility("default")))

/* ---- Words -------------------------------------------------------------------------------------
 */

enum {
    MRH_ARGUMENT_TEXT = 1,     /* words in any language */
    MRH_ARGUMENT_CODE = 2,     /* a phone number, reference or web address: always left to right */
    MRH_ARGUMENT_NUMBER = 3,   /* also chooses the plural form */
    MRH_ARGUMENT_DATE = 4,     /* milliseconds since 1970 UTC, shown as a day */
    MRH_ARGUMENT_TIME = 5,     /* milliseconds since 1970 UTC, shown as a time of day */
    MRH_ARGUMENT_KEY = 6,      /* another of your message keys */
    MRH_ARGUMENT_WORDS = 7,    /* words in several languages: variants. since 1.1 */
    MRH_ARGUMENT_LONG_DATE = 8 /* as DATE, with the year. since 1.1 */
};

struct mrh_argument {
    uint32_t size;
    uint32_t kind;               /* MRH_ARGUMENT_* */
    const char *name;            /* stands as {name} in the message */
    const char *text;            /* TEXT, CODE, KEY */
    int64_t number;              /* NUMBER, DATE, TIME */
    const char *const *variants; /* WORDS: as in mrh_text. since 1.1 */
};

/* Either `key` (with `arguments`), or `variants`. */
struct mrh_text {
    uint32_t size;
    uint32_t reserved;
    const char *key;
    const struct mrh_argument *const *arguments; /* NULL-ended; may be NULL */
    const char *const *variants; /* "fr", "Bonjour", "ar", "…", NULL: language codes and texts */
};

/* ---- Screens -----------------------------------------------------------------------------------
 */

enum {
    MRH_ROLE_GROUP = 1,     /* holds others; label optional */
    MRH_ROLE_STEP = 2,      /* step `number` of `of` */
    MRH_ROLE_TITLE = 3,     /* one a screen, first */
    MRH_ROLE_PARAGRAPH = 4, /* tone: MRH_TONE_PLAIN, LEAD, BULLET, NUMBERED */
    MRH_ROLE_NOTICE = 5,    /* tone: MRH_TONE_INFO, WARNING, ERROR */
    MRH_ROLE_PICTURE = 6,   /* icon; label is what it shows. Or value: a picture of the content's,
                               "card.svg" (since 1.1) */
    MRH_ROLE_TILE = 7,      /* icon, label, detail; pressed */
    MRH_ROLE_BUTTON = 8,    /* label; tone: MRH_TONE_PLAIN, PRIMARY, BACK, DANGER; pressed */
    MRH_ROLE_CHOICE = 9,  /* a question (label, detail); holds OPTIONs; MRH_MULTIPLE for several */
    MRH_ROLE_OPTION = 10, /* in a CHOICE: icon, label, detail */
    MRH_ROLE_FIELD = 11,  /* typed by the visitor; tone: MRH_FIELD_*; number: most characters, up to
                             500; 0: 100 */
    MRH_ROLE_CHECKLIST = 12, /* holds ITEMs */
    MRH_ROLE_ITEM = 13,    /* a paper: icon, label, detail; value have, missing or unsure. May hold
                              PARAGRAPHs: what else is to be known of it. since 1.1 */
    MRH_ROLE_DETAILS = 14, /* holds DETAILs */
    MRH_ROLE_DETAIL = 15,  /* label and detail: a name and its value */
    MRH_ROLE_ROWS = 16,    /* holds ROWs */
    MRH_ROLE_ROW = 17,     /* icon, label, detail; pressed; id is the stable key */
    MRH_ROLE_DAYS = 18,    /* day and slot picker; holds DAYs */
    MRH_ROLE_DAY = 19,     /* number: milliseconds of its midnight; holds SLOTs */
    MRH_ROLE_SLOT = 20,    /* in a DAY; number: milliseconds of its start; pressed */
    MRH_ROLE_LINK = 21 /* label, detail; value: an https:// or tel:+ address, shown as words and as
                          a QR. since 1.1 */
};

enum { /* tones; 0 is PLAIN */
       MRH_TONE_PLAIN = 0,
       MRH_TONE_PRIMARY = 1,
       MRH_TONE_BACK = 2,
       MRH_TONE_DANGER = 3,
       MRH_TONE_LEAD = 4,
       MRH_TONE_BULLET = 5,
       MRH_TONE_NUMBERED = 6,
       MRH_TONE_INFO = 7,
       MRH_TONE_WARNING = 8,
       MRH_TONE_ERROR = 9,
       MRH_FIELD_TEXT = 20,
       MRH_FIELD_NAME = 21,
       MRH_FIELD_PHONE = 22,
       MRH_FIELD_NUMBER = 23,
       MRH_FIELD_YEAR = 24,
       MRH_FIELD_DATE = 25, /* any precision: "1951", "1951-03" or "1951-03-09" */
       MRH_FIELD_CODE = 26
};

enum { /* flags */
       MRH_REQUIRED = 1u,
       MRH_PRIVATE = 2u,  /* never spoken aloud nor shown to bystanders */
       MRH_DISABLED = 4u, /* shown, cannot be pressed */
       MRH_MULTIPLE = 8u  /* CHOICE: several options */
};

struct mrh_node {
    uint32_t size;
    uint32_t role; /* MRH_ROLE_* */
    const char *id;
    const struct mrh_text *label;
    const struct mrh_text *detail; /* a second, quieter line */
    const struct mrh_text *error;  /* what is wrong with what was typed or chosen here */
    const char *icon;              /* a name from the host's set, or icons/NAME.svg of your own */
    const char *value; /* FIELD, CHOICE (option ids, comma-separated), ITEM: the first value */
    uint32_t tone;
    uint32_t flags;
    int64_t number;
    int64_t of; /* STEP */
};

/* Only inside build. */
struct mrh_ui {
    uint32_t size;
    uint32_t surface;     /* 1 kiosk, 2 desk */
    const char *language; /* of who looks: "ar", "zgh", "fr", "en", "es" */
    void *context;        /* the host's */
    void (*add)(struct mrh_ui *ui, const struct mrh_node *node); /* since 1.0 [build] */
    void (*begin)(struct mrh_ui *ui,
                  const struct mrh_node *node); /* since 1.0 [build]: holds others */
    void (*end)(struct mrh_ui *ui);             /* since 1.0 [build]: closes begin */
};

/* ---- Events ------------------------------------------------------------------------------------
 */

enum {
    MRH_EVENT_PRESS = 1,  /* a tile, button, row or slot: id */
    MRH_EVENT_CHANGE = 2, /* a choice, item or field: id, value */
    MRH_EVENT_BACK = 3,   /* the host's back button. Answer by calling back() if you have no earlier
                             screen of your own */
    MRH_EVENT_TAKEN = 4,  /* the slot of your booking went to someone else: offer others */
    MRH_EVENT_RETURN = 5  /* the visitor came back from the review to change something */
};

struct mrh_event {
    uint32_t size;
    uint32_t type;     /* MRH_EVENT_* */
    const char *id;    /* never NULL; "" where it means nothing */
    const char *value; /* never NULL */
};

/* ---- The host ----------------------------------------------------------------------------------
 */

enum { MRH_LOG_DEBUG = 0, MRH_LOG_INFO = 1, MRH_LOG_WARNING = 2, MRH_LOG_FAILURE = 3 };

enum { /* results: 0 or more is good */
       MRH_OK = 0,
       MRH_WRONG = -1,    /* a wrong argument */
       MRH_TOO_MUCH = -2, /* past a limit */
       MRH_TAKEN = -3,    /* gone to someone else */
       MRH_FAILED = -4    /* the host could not; the log says why */
};

struct mrh_host {
    uint32_t size;
    uint32_t abi_minor; /* the host's */
    void *context;

    /* An optional service by name, or NULL when the host lacks it or the manifest does not ask for
     * it. since 1.0 [any] */
    const void *(*extension)(const struct mrh_host *host, const char *name);

    /* Finished text, for the administrator; never what a visitor typed. Cut to 500 bytes; past 32
     * lines in one of your functions they are only counted. since 1.0 [any] */
    void (*log)(const struct mrh_host *host, uint32_t level, const char *text);

    /* What the visitor typed, chose or marked under `id`: copied into `out` (cut to capacity), and
     * its full length returned; 0 when there is nothing. since 1.0 [any] */
    uint32_t (*value)(const struct mrh_host *host, const char *id, char *out, uint32_t capacity);

    /* Leaves the plugin: back to the screen before it. Of back, go and a ticket's request in one
     * event the last counts. since 1.0 [event] */
    void (*back)(const struct mrh_host *host);

    /* Opens another service by its code ("PEN-FR"), as if its tile had been pressed. since 1.0
     * [event] */
    void (*go)(const struct mrh_host *host, const char *service);

    /* Milliseconds since 1970 UTC, the same throughout one of your functions. since 1.0 [any] */
    int64_t (*now)(const struct mrh_host *host);
};

/* How the visitor came in. */
struct mrh_opening {
    uint32_t size;
    uint32_t surface;
    const char *service;  /* the code of the tile: "PEN-FR" */
    const char *argument; /* what the manifest says for this service; "" when nothing */
    const char *language; /* of the visitor as they came in; they may change it later */
};

/* "marhaba.ticket/1": gives the visitor a ticket with facts for the officer. */
enum {
    MRH_FACT_ANSWER = 1,  /* label: the question, value: the answer */
    MRH_FACT_MISSING = 2, /* a paper: label; detail in `value` */
    MRH_FACT_UNSURE = 3,
    MRH_FACT_HAVE = 4,
    MRH_FACT_NOTE = 5
};

/* The id of a NOTE that says that the papers may be other ones by now, or that nobody checked them:
 * it is printed above those that the visitor is to bring. since 1.1 */
#define MRH_NOTE_STALE "stale"

struct mrh_fact {
    uint32_t size;
    uint32_t kind;
    const char *id; /* stable: the officer's page keeps it from visit to visit */
    const struct mrh_text *label;
    const struct mrh_text *value;
};

struct mrh_ticket_v1 {
    uint32_t size;
    uint32_t reserved;
    void *context;
    /* Starts anew: no facts, no booking. [event] */
    int32_t (*clear)(const struct mrh_ticket_v1 *ticket);
    /* Adds one fact, in the order the officer should read. MRH_TOO_MUCH past MRH_MAX_FACTS or
     * 48 KiB of facts, MRH_WRONG when something is missing. [event] */
    int32_t (*fact)(const struct mrh_ticket_v1 *ticket, const struct mrh_fact *fact);
    /* Asks for the review; when the visitor confirms, the host stores, then shows, then prints the
     * ticket, and your visit ends. `service` is a code of your manifest. [event] */
    int32_t (*request)(const struct mrh_ticket_v1 *ticket, const char *service);
};

/* "marhaba.booking/1": appointments, kept by the host so that a booking and its ticket are one. */
struct mrh_slot { /* frozen: a change would be booking/2 */
    int64_t start_ms;
    uint32_t minutes;
    uint32_t free_seats; /* 0: full */
};

struct mrh_booking_v1 {
    uint32_t size;
    uint32_t reserved;
    void *context;
    /* The slots of `service` from `from_ms` (0: now) on, at most `capacity` (and 1000) of them and
     * at most `days` days ahead, in order of time, full ones included. Returns how many, or an
     * error. [event], and in open */
    int32_t (*slots)(const struct mrh_booking_v1 *booking, const char *service, int64_t from_ms,
                     uint32_t days, struct mrh_slot *out, uint32_t capacity);
    /* The ticket requested next is for this slot. MRH_TAKEN when it is full already. Forgotten by
     * the ticket's clear. [event] */
    int32_t (*choose)(const struct mrh_booking_v1 *booking, const char *service, int64_t start_ms);
};

/* "marhaba.content/1": what the commune publishes, already checked: procedures, pages, bodies,
 * conventions, the calendar (share/marhaba/content/README.md). Answers are JSON of at most
 * MRH_MAX_CONTENT bytes, copied into `out` when `capacity` has room for it and its NUL, else not at
 * all; the result is its length, or an error. since 1.1 */
#define MRH_MAX_CONTENT 262144u

struct mrh_content_v1 {
    uint32_t size;
    uint32_t reserved;
    void *context;
    /* One record. MRH_WRONG when there is none. Kinds: "procedure", "page", "body", "convention",
     * "calendar"; and "hours", computed now, of a service's code or "" for the office:
     * {"open": bool, "until" or "from": milliseconds, "souk": bool, "ramadan": bool, "holiday":
     * {"fr": name, ...} if today is one, "provisional": bool, where either may yet move by a day}.
     * [event], and in open */
    int32_t (*read)(const struct mrh_content_v1 *content, const char *kind, const char *id,
                    char *out, uint32_t capacity);
    /* {"total": n, "items": [{"id", "icon", "service", "title", "detail"}, at most 24]}: records of
     * a kind in a group (pages: the situation; "": all), from the `from`th on. [event], and in open
     */
    int32_t (*list)(const struct mrh_content_v1 *content, const char *kind, const char *group,
                    uint32_t from, char *out, uint32_t capacity);
    /* The same of pages that answer what a visitor typed, best first. [event], and in open */
    int32_t (*search)(const struct mrh_content_v1 *content, const char *words, char *out,
                      uint32_t capacity);
};

/* "marhaba.print/1": the words of your screen on paper, in the visitor's language and in French.
 * since 1.1 */
struct mrh_print_v1 {
    uint32_t size;
    uint32_t reserved;
    void *context;
    /* Prints the screen that your next build describes. The host tells the visitor when it cannot.
     * [event] */
    int32_t (*screen)(const struct mrh_print_v1 *print);
};

/* ---- The plugin --------------------------------------------------------------------------------
 */

struct mrh_plugin {
    uint32_t size;
    uint32_t needs_minor; /* the lowest host minor you can work with */
    const char *id;       /* equals the manifest's */
    void *(*open)(const struct mrh_host *host,
                  const struct mrh_opening *opening); /* NULL: refused */
    void (*close)(void *self);                        /* may be NULL */
    void (*build)(void *self, struct mrh_ui *ui);
    void (*event)(void *self, const struct mrh_event *event); /* may be NULL: only back works */
};

/* The one function a plugin exports. The name carries the major version. */
MRH_EXPORT const struct mrh_plugin *marhaba_plugin_v1(void);

/* ---- Forms to fill in: designated fields, everything else zero ----------------------------------
 */

#define MRH_KEY(k) (&(const struct mrh_text){.size = sizeof(struct mrh_text), .key = (k)})
#define MRH_MESSAGE(k, ...)                                                                        \
    (&(const struct mrh_text){.size = sizeof(struct mrh_text),                                     \
                              .key = (k),                                                          \
                              .arguments =                                                         \
                                  (const struct mrh_argument *const[]){__VA_ARGS__, NULL}})
#define MRH_VARIANTS(v) (&(const struct mrh_text){.size = sizeof(struct mrh_text), .variants = (v)})
#define MRH_ARG(k, n, ...)                                                                         \
    (&(const struct mrh_argument){                                                                 \
        .size = sizeof(struct mrh_argument), .kind = (k), .name = (n), __VA_ARGS__})
#define MRH_TEXT(n, t)       MRH_ARG(MRH_ARGUMENT_TEXT, n, .text = (t))
#define MRH_CODE(n, t)       MRH_ARG(MRH_ARGUMENT_CODE, n, .text = (t))
#define MRH_WORD(n, k)       MRH_ARG(MRH_ARGUMENT_KEY, n, .text = (k))
#define MRH_NUMBER(n, i)     MRH_ARG(MRH_ARGUMENT_NUMBER, n, .number = (i))
#define MRH_DATE(n, ms)      MRH_ARG(MRH_ARGUMENT_DATE, n, .number = (ms))
#define MRH_TIME(n, ms)      MRH_ARG(MRH_ARGUMENT_TIME, n, .number = (ms))
#define MRH_LONG_DATE(n, ms) MRH_ARG(MRH_ARGUMENT_LONG_DATE, n, .number = (ms))
#define MRH_WORDS(n, v)      MRH_ARG(MRH_ARGUMENT_WORDS, n, .variants = (v))

#define MRH_NODE(r, ...)                                                                           \
    (&(const struct mrh_node){.size = sizeof(struct mrh_node), .role = (r), __VA_ARGS__})
#define MRH_ADD(ui, r, ...)    ((ui)->add((ui), MRH_NODE(r, __VA_ARGS__)))
#define MRH_BEGIN(ui, r, ...)  ((ui)->begin((ui), MRH_NODE(r, __VA_ARGS__)))
#define MRH_END(ui)            ((ui)->end((ui)))
#define MRH_TITLE(ui, ...)     MRH_ADD(ui, MRH_ROLE_TITLE, __VA_ARGS__)
#define MRH_PARAGRAPH(ui, ...) MRH_ADD(ui, MRH_ROLE_PARAGRAPH, __VA_ARGS__)
#define MRH_NOTICE(ui, ...)    MRH_ADD(ui, MRH_ROLE_NOTICE, __VA_ARGS__)
#define MRH_TILE(ui, ...)      MRH_ADD(ui, MRH_ROLE_TILE, __VA_ARGS__)
#define MRH_BUTTON(ui, ...)    MRH_ADD(ui, MRH_ROLE_BUTTON, __VA_ARGS__)
#define MRH_FIELD(ui, ...)     MRH_ADD(ui, MRH_ROLE_FIELD, __VA_ARGS__)
#define MRH_OPTION(ui, ...)    MRH_ADD(ui, MRH_ROLE_OPTION, __VA_ARGS__)
#define MRH_ITEM(ui, ...)      MRH_ADD(ui, MRH_ROLE_ITEM, __VA_ARGS__)
#define MRH_DETAIL(ui, ...)    MRH_ADD(ui, MRH_ROLE_DETAIL, __VA_ARGS__)
#define MRH_ROW(ui, ...)       MRH_ADD(ui, MRH_ROLE_ROW, __VA_ARGS__)
#define MRH_LINK(ui, ...)      MRH_ADD(ui, MRH_ROLE_LINK, __VA_ARGS__)

#define MRH_FACT(ticket, k, ...)                                                                   \
    ((ticket)->fact((ticket), &(const struct mrh_fact){                                            \
                                  .size = sizeof(struct mrh_fact), .kind = (k), __VA_ARGS__}))

#ifdef __cplusplus
}
#endif

#endif
