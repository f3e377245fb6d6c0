#include "language/message.h"

#include "base/log.h"

#include "base/buffer.h"
#include "base/file.h"
#include "base/memory.h"
#include "language/catalog.h"
#include "language/date.h"
#include "language/mark.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LANGUAGES      5u
#define LONGEST_VALUES 32768u /* all that is inserted into one message */

struct messages {
    struct catalog *catalogs[LANGUAGES]; /* in the order of language_all; NULL where none */
};

struct writing {
    struct arena *arena;
    const struct messages *messages;
    const struct language *language; /* of the template */
    const struct argument *arguments;
    size_t count;
    size_t room; /* left for values */
    struct buffer out;
};

struct messages *messages_load(const char *folder, struct error *error)
{
    struct messages *messages = memory_new(1, sizeof *messages);
    size_t count;
    const struct language *languages = language_all(&count);
    for (size_t i = 0; i < count && i < LANGUAGES; i++) {
        char name[16];
        snprintf(name, sizeof name, "%s.mo", languages[i].code);
        char *path = file_join(folder, name);
        bool is_broken = false;
        if (file_exists(path)) {
            messages->catalogs[i] = catalog_load(path, error);
            is_broken = !messages->catalogs[i];
        }
        free(path);
        if (is_broken) {
            messages_free(messages);
            return NULL;
        }
    }
    return messages;
}

void messages_free(struct messages *messages)
{
    if (!messages)
        return;
    for (size_t i = 0; i < LANGUAGES; i++)
        catalog_free(messages->catalogs[i]);
    free(messages);
}

static const char *find_in(const struct messages *messages, const struct language *language,
                           const char *key, uint64_t count)
{
    size_t ignored;
    const struct catalog *catalog = messages->catalogs[language - language_all(&ignored)];
    return catalog ? catalog_find(catalog, key, count) : NULL;
}

/* The template in `language` or down its chain; NULL when no language has it. */
static const char *find_template(const struct messages *messages, const struct language *language,
                                 const char *key, uint64_t count, const struct language **found)
{
    *found = NULL;
    if (!messages || !key[0])
        return NULL;
    const struct language *tried = language;
    for (size_t i = 0; tried; tried = language_find(language->fallbacks[i++])) {
        const char *text = find_in(messages, tried, key, count);
        if (text) {
            *found = tried;
            return text;
        }
    }
    return NULL;
}

static uint64_t plural_count(const struct argument *arguments, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (arguments[i].kind == ARGUMENT_NUMBER) {
            int64_t number = arguments[i].number;
            return number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
        }
    return 1;
}

static const struct argument *find_argument(const struct writing *writing, const char *name,
                                            size_t length)
{
    for (size_t i = 0; i < writing->count; i++) {
        const char *known = writing->arguments[i].name;
        if (known && strlen(known) == length && memcmp(known, name, length) == 0)
            return &writing->arguments[i];
    }
    return NULL;
}

/* All of the value with its isolate or nothing of it, so that no isolate stays open. */
static void insert(struct writing *writing, const char *isolate, const char *value)
{
    size_t length = strlen(isolate) + strlen(value) + strlen(END_OF_ISOLATE);
    if (!value[0] || length > writing->room)
        return;
    writing->room -= length;
    buffer_add_text(&writing->out, isolate);
    buffer_add_text(&writing->out, value);
    if (isolate[0])
        buffer_add_text(&writing->out, END_OF_ISOLATE);
}

static void insert_key(struct writing *writing, const char *key)
{
    const struct language *found;
    const char *text = find_template(writing->messages, writing->language, key, 1, &found);
    text = text ? message_plain(writing->arena, message_mark(writing->arena, text)) : key;
    insert(writing, FIRST_STRONG_ISOLATE, message_clean(writing->arena, text));
}

/* As marked text, so that emphasis does not show as stars; then plain. */
static void insert_words(struct writing *writing, const struct local_text *variants)
{
    const char *text = language_pick(writing->language, variants, NULL);
    if (text)
        insert(writing, FIRST_STRONG_ISOLATE,
               message_clean(writing->arena,
                             message_plain(writing->arena, message_mark(writing->arena, text))));
}

static void insert_argument(struct writing *writing, const struct argument *argument)
{
    const char *text = argument->text ? argument->text : "";
    switch (argument->kind) {
    case ARGUMENT_TEXT:
        insert(writing, FIRST_STRONG_ISOLATE, message_clean(writing->arena, text));
        break;
    case ARGUMENT_CODE:
        insert(writing, LEFT_TO_RIGHT_ISOLATE, message_clean(writing->arena, text));
        break;
    case ARGUMENT_NUMBER:
        insert(writing, "", number_print(writing->arena, writing->language, argument->number));
        break;
    case ARGUMENT_DATE:
        insert(writing, FIRST_STRONG_ISOLATE,
               date_print(writing->arena, writing->language, DATE_DAY, argument->number));
        break;
    case ARGUMENT_LONG_DATE:
        insert(writing, FIRST_STRONG_ISOLATE,
               date_print(writing->arena, writing->language, DATE_FULL, argument->number));
        break;
    case ARGUMENT_TIME:
        insert(writing, "",
               date_print(writing->arena, writing->language, DATE_TIME, argument->number));
        break;
    case ARGUMENT_KEY:
        insert_key(writing, text);
        break;
    case ARGUMENT_WORDS:
        insert_words(writing, &argument->variants);
        break;
    }
}

/* Inserts what {name} at `at` stands for and returns its length, or 0 when it names nothing. */
static size_t write_argument(struct writing *writing, const char *at)
{
    size_t length = strcspn(at + 1, "{}");
    if (at[1 + length] != '}')
        return 0;
    const struct argument *argument = find_argument(writing, at + 1, length);
    if (!argument)
        return 0;
    insert_argument(writing, argument);
    return length + 2;
}

static char *write_template(struct writing *writing, const char *text)
{
    bool is_strong = false;
    writing->room = LONGEST_VALUES;
    writing->out = buffer_new(strlen(text) + LONGEST_VALUES);
    while (*text) {
        size_t used = *text == '{' ? write_argument(writing, text) : 0;
        if (text[0] == '*' && text[1] == '*') {
            is_strong = !is_strong;
            buffer_add_char(&writing->out, is_strong ? TEXT_STRONG : TEXT_PLAIN);
            used = 2;
        }
        if (used == 0) {
            used = strcspn(text + 1, "{*") + 1;
            buffer_add(&writing->out, text, used);
        }
        text += used;
    }
    if (is_strong)
        buffer_add_char(&writing->out, TEXT_PLAIN);
    char *done = arena_copy_part(writing->arena, buffer_text(&writing->out), writing->out.length);
    buffer_free(&writing->out);
    return done;
}

const char *message_text(struct arena *arena, const struct messages *messages,
                         const struct language *language, const char *key,
                         const struct argument *arguments, size_t count,
                         const struct language **found)
{
    const struct language *written_in;
    const char *text =
        find_template(messages, language, key, plural_count(arguments, count), &written_in);
    if (found)
        *found = written_in;
    if (!text)
        return message_clean(arena, key);
    struct writing writing = {.arena = arena,
                              .messages = messages,
                              .language = written_in,
                              .arguments = arguments,
                              .count = count};
    return write_template(&writing, text);
}

static const struct messages *administrators_messages;
static const struct language *administrators_language;

static const char *translate_error(const char *sentence)
{
    const struct language *tried = administrators_language;
    for (size_t i = 0; tried; tried = language_find(administrators_language->fallbacks[i++])) {
        /* The sentences themselves are the English ones. */
        if (strcmp(tried->code, "en") == 0)
            return NULL;
        const char *text = find_in(administrators_messages, tried, sentence, 1);
        if (text)
            return text;
    }
    return NULL;
}

void messages_serve_errors(const struct messages *messages, const struct language *language)
{
    administrators_messages = messages;
    administrators_language = language;
    error_set_translator(messages ? translate_error : NULL);
}

struct messages *messages_serve_administrators(const struct place *place, struct error *error)
{
    char *folder = place_share(place, "locale/admin");
    struct messages *messages = messages_load(folder, error);
    free(folder);
    messages_serve_errors(messages, language_of_environment());
    const char *wanted = getenv("MARHABA_LANG");
    if (wanted && wanted[0] && !language_find(wanted))
        log_write(
            LOG_WARNING,
            error_translate("MARHABA_LANG=%s: this language is unknown; there are ar, zgh, fr, "
                            "en and es"),
            wanted);
    return messages;
}
