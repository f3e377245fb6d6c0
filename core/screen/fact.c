#include "screen/fact.h"

#include "screen/check.h"
#include "screen/private_json.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#define FACTS_VERSION  1
#define LONGEST_DOMAIN 64u
#define LANGUAGES      5u

static const char *const fact_names[] = {"", "answer", "missing", "unsure", "have", "note"};
static const char *const argument_names[] = {"",     "text", "code",  "number",   "date",
                                             "time", "key",  "words", "long-date"};

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

bool fact_check(const struct fact *fact, struct error *error)
{
    char owner[SCREEN_MAX_ID + 16];
    if (fact->kind < FACT_ANSWER || fact->kind > FACT_NOTE)
        return error_set(error, ERROR_INPUT, "a fact of the unknown kind %u", (unsigned)fact->kind);
    if (!fact->id || !check_id(fact->id))
        return error_set(error, ERROR_INPUT,
                         "a fact's id is not 1 to %u small letters, digits, \"_\", \".\" and \"-\"",
                         SCREEN_MAX_ID);
    snprintf(owner, sizeof owner, "fact \"%s\"", fact->id);
    if (!check_has_text(&fact->label))
        return error_set(error, ERROR_INPUT, "%s: a label is needed", owner);
    return check_text(&fact->label, owner, "label", error) &&
           check_text(&fact->value, owner, "value", error);
}

/* ---- Write ---- */

static bool argument_has_text(enum argument_kind kind)
{
    return kind == ARGUMENT_TEXT || kind == ARGUMENT_CODE || kind == ARGUMENT_KEY;
}

static json_t *variants_json(const struct local_text *text)
{
    json_t *variants = json_object();
    for (size_t i = 0; i < text->count; i++)
        json_object_set_new(variants, text->entries[i].language,
                            json_string(text->entries[i].text));
    return variants;
}

static json_t *arguments_json(const struct screen_text *text)
{
    json_t *list = json_array();
    for (size_t i = 0; i < text->argument_count; i++) {
        const struct argument *argument = &text->arguments[i];
        json_t *object = json_object();
        json_object_set_new(object, "kind", json_string(argument_names[argument->kind]));
        json_object_set_new(object, "name", json_string(argument->name));
        if (argument_has_text(argument->kind))
            json_object_set_new(object, "text", json_string(argument->text));
        else if (argument->kind == ARGUMENT_WORDS)
            json_object_set_new(object, "variants", variants_json(&argument->variants));
        else
            json_object_set_new(object, "number", json_integer(argument->number));
        json_array_append_new(list, object);
    }
    return list;
}

static void put_text(json_t *fact, const char *name, const struct screen_text *text)
{
    if (!check_has_text(text))
        return;
    json_t *object = json_object();
    if (text->key) {
        json_object_set_new(object, "key", json_string(text->key));
        if (text->argument_count)
            json_object_set_new(object, "arguments", arguments_json(text));
    } else if (text->variants.count) {
        json_object_set_new(object, "variants", variants_json(&text->variants));
    } else {
        json_object_set_new(object, "text", json_string(text->text));
    }
    json_object_set_new(fact, name, object);
}

static int add_to_buffer(const char *bytes, size_t length, void *buffer)
{
    buffer_add(buffer, bytes, length);
    return 0;
}

void facts_encode(struct buffer *out, const char *domain, const struct facts *facts)
{
    json_wipe_when_freed();
    json_t *root = json_object(), *list = json_array();
    for (size_t i = 0; i < facts->count; i++) {
        const struct fact *fact = &facts->items[i];
        json_t *object = json_object();
        json_object_set_new(object, "kind", json_string(fact_names[fact->kind]));
        json_object_set_new(object, "id", json_string(fact->id));
        put_text(object, "label", &fact->label);
        put_text(object, "value", &fact->value);
        json_array_append_new(list, object);
    }
    json_object_set_new(root, "version", json_integer(FACTS_VERSION));
    json_object_set_new(root, "domain", json_string(domain));
    json_object_set_new(root, "facts", list);
    json_dump_callback(root, add_to_buffer, out, JSON_COMPACT);
    json_decref(root);
}

/* ---- Read ---- */

struct decoding {
    struct arena *arena;
    struct error *error;
};

static bool complain(struct decoding *decoding, const char *part)
{
    return error_set(decoding->error, ERROR_INPUT, "the facts of the ticket are damaged: \"%s\"",
                     part);
}

/* A text of at most `maximum` bytes, copied; NULL when it is none. */
static const char *take_text(struct decoding *decoding, const json_t *value, size_t maximum)
{
    if (!json_is_string(value) || json_string_length(value) > maximum)
        return NULL;
    return arena_copy_part(decoding->arena, json_string_value(value), json_string_length(value));
}

static unsigned index_of(const char *const *names, size_t count, const json_t *value)
{
    const char *text = json_string_value(value);
    for (unsigned i = 1; text && i < count; i++)
        if (strcmp(names[i], text) == 0)
            return i;
    return 0;
}

static bool decode_variants(struct decoding *decoding, json_t *variants, struct local_text *out)
{
    size_t count = json_object_size(variants), used = 0;
    if (count < 1 || count > LANGUAGES)
        return complain(decoding, "variants");
    struct local_entry *entries = arena_take(decoding->arena, count, sizeof *entries);
    const char *language;
    json_t *value;
    json_object_foreach(variants, language, value)
    {
        entries[used].language = arena_copy(decoding->arena, language);
        entries[used].text = take_text(decoding, value, SCREEN_MAX_TEXT);
        used++;
    }
    *out = (struct local_text){.entries = entries, .count = count};
    return true;
}

static bool decode_argument(struct decoding *decoding, const json_t *object, struct argument *out)
{
    unsigned kind =
        index_of(argument_names, COUNT_OF(argument_names), json_object_get(object, "kind"));
    const json_t *number = json_object_get(object, "number");
    if (kind == 0 || json_object_size(object) != 3)
        return complain(decoding, "arguments");
    out->kind = (enum argument_kind)kind;
    out->name = take_text(decoding, json_object_get(object, "name"), SCREEN_MAX_ID);
    if (argument_has_text(out->kind))
        out->text = take_text(decoding, json_object_get(object, "text"), SCREEN_MAX_TEXT);
    else if (out->kind == ARGUMENT_WORDS)
        return decode_variants(decoding, json_object_get(object, "variants"), &out->variants);
    else if (json_is_integer(number))
        out->number = json_integer_value(number);
    else
        return complain(decoding, "number");
    return true;
}

static bool decode_key(struct decoding *decoding, const json_t *object, struct screen_text *out)
{
    const json_t *list = json_object_get(object, "arguments");
    size_t count = json_array_size(list);
    out->key = take_text(decoding, json_object_get(object, "key"), SCREEN_MAX_TEXT);
    if (!out->key || (list && !json_is_array(list)) || count > SCREEN_MAX_ARGUMENTS ||
        json_object_size(object) != (list ? 2u : 1u))
        return complain(decoding, "key");
    struct argument *arguments = arena_take(decoding->arena, count, sizeof *arguments);
    for (size_t i = 0; i < count; i++)
        if (!decode_argument(decoding, json_array_get(list, i), &arguments[i]))
            return false;
    out->arguments = arguments;
    out->argument_count = count;
    return true;
}

static bool decode_text(struct decoding *decoding, const json_t *object, const char *name,
                        struct screen_text *out)
{
    if (!object)
        return true;
    if (!json_is_object(object))
        return complain(decoding, name);
    if (json_object_get(object, "key"))
        return decode_key(decoding, object, out);
    if (json_object_size(object) != 1)
        return complain(decoding, name);
    json_t *variants = json_object_get(object, "variants");
    if (variants)
        return decode_variants(decoding, variants, &out->variants);
    out->text = take_text(decoding, json_object_get(object, "text"), SCREEN_MAX_TEXT);
    return out->text || complain(decoding, name);
}

static bool decode_fact(struct decoding *decoding, const json_t *object, struct fact *out)
{
    unsigned kind = index_of(fact_names, COUNT_OF(fact_names), json_object_get(object, "kind"));
    const json_t *label = json_object_get(object, "label"),
                 *value = json_object_get(object, "value");
    if (kind == 0 || json_object_size(object) != 2u + (label != NULL) + (value != NULL))
        return complain(decoding, "kind");
    out->kind = (enum fact_kind)kind;
    out->id = take_text(decoding, json_object_get(object, "id"), SCREEN_MAX_ID);
    return decode_text(decoding, label, "label", &out->label) &&
           decode_text(decoding, value, "value", &out->value) && fact_check(out, decoding->error);
}

static bool decode_facts(struct decoding *decoding, const json_t *root, const char **domain,
                         struct facts *out)
{
    const json_t *version = json_object_get(root, "version");
    const json_t *list = json_object_get(root, "facts");
    if (!json_is_integer(version) || json_integer_value(version) != FACTS_VERSION)
        return error_set(decoding->error, ERROR_INPUT,
                         "the facts of the ticket are of another version of Marhaba");
    *domain = take_text(decoding, json_object_get(root, "domain"), LONGEST_DOMAIN);
    if (!*domain || !check_id(*domain))
        return complain(decoding, "domain");
    if (!json_is_array(list) || json_array_size(list) > FACT_MAX || json_object_size(root) != 3)
        return complain(decoding, "facts");
    for (size_t i = 0; i < json_array_size(list); i++)
        if (!decode_fact(decoding, json_array_get(list, i), &out->items[i]))
            return false;
    out->count = json_array_size(list);
    return true;
}

bool facts_decode(struct arena *arena, const char *json, size_t length, const char **domain,
                  struct facts *out, struct error *error)
{
    struct decoding decoding = {.arena = arena, .error = error};
    json_error_t where;
    memset(out, 0, sizeof *out);
    *domain = NULL;
    if (length > FACTS_MAX_BYTES)
        return error_set(error, ERROR_INPUT,
                         "the facts of the ticket are larger than the %u bytes allowed",
                         FACTS_MAX_BYTES);
    json_wipe_when_freed();
    json_t *root = json_loadb(json, length, JSON_REJECT_DUPLICATES, &where);
    if (!root)
        return error_set(error, ERROR_INPUT, "the facts of the ticket are no JSON (byte %d)",
                         where.position);
    bool is_good = decode_facts(&decoding, root, domain, out);
    json_decref(root);
    if (!is_good) {
        memset(out, 0, sizeof *out);
        *domain = NULL;
    }
    return is_good;
}

void facts_resolve(struct arena *arena, struct facts *facts, const struct messages *messages,
                   const struct language *language)
{
    for (size_t i = 0; i < facts->count; i++) {
        screen_text_resolve(arena, &facts->items[i].label, messages, language);
        screen_text_resolve(arena, &facts->items[i].value, messages, language);
    }
}
