#include "plugin/runner/session.h"

#include "base/utf8.h"

#include <stddef.h>
#include <string.h>

#define LARGEST_STRUCT 4096u /* a later ABI's; more is memory never filled in */
#define MOST_VARIANTS  5u    /* one a language */

void session_clean_text(char *out, size_t capacity, const char *text)
{
    size_t length = strnlen(text, capacity - 1), used = 0;
    for (size_t i = 0; i < length;) {
        size_t start = i;
        uint32_t code_point = utf8_next(text, length, &i);
        bool plain = code_point != 0xFFFD && code_point != '\n' && code_point != '\t' &&
                     utf8_is_plain_text(text + start, i - start);
        if (!plain) {
            out[used++] = '?';
            continue;
        }
        memcpy(out + used, text + start, i - start);
        used += i - start;
    }
    out[used] = '\0';
}

void session_fault(struct session *session, enum wire_fault fault, const char *detail,
                   uint32_t number)
{
    if (session->fault)
        return;
    session->fault = fault;
    session->fault_number = number;
    session_clean_text(session->fault_detail, sizeof session->fault_detail, detail ? detail : "");
}

bool session_allows(struct session *session, const char *call, enum phase one, enum phase other)
{
    if (session->phase != one && session->phase != other)
        session_fault(session, FAULT_PHASE, call, 0);
    return !session->fault;
}

bool session_take(struct session *session, void *copy, size_t size, const void *given,
                  const char *name)
{
    uint32_t theirs;
    memcpy(&theirs, given, sizeof theirs);
    if (theirs < 2 * sizeof theirs || theirs > LARGEST_STRUCT) {
        session_fault(session, FAULT_STRUCT, name, theirs);
        return false;
    }
    memset(copy, 0, size);
    memcpy(copy, given, theirs < size ? theirs : size);
    return true;
}

const char *session_text(struct session *session, struct arena *arena, const char *text,
                         size_t maximum, const char *id)
{
    if (!text)
        return NULL;
    size_t length = strnlen(text, maximum + 1);
    if (length > maximum) {
        session_fault(session, FAULT_TEXT, id, (uint32_t)maximum);
        return NULL;
    }
    if (!utf8_is_plain_text(text, length)) {
        session_fault(session, FAULT_UTF8, id, 0);
        return NULL;
    }
    return arena_copy_part(arena, text, length);
}

static bool take_variants(struct session *session, struct arena *arena, const char *const *given,
                          const char *id, struct local_text *out);

static bool take_arguments(struct session *session, struct arena *arena,
                           const struct mrh_argument *const *given, const char *id,
                           struct screen_text *out)
{
    struct argument *arguments = arena_take(arena, MRH_MAX_ARGUMENTS, sizeof *arguments);
    for (size_t i = 0; given[i]; i++) {
        struct mrh_argument copy;
        if (i == MRH_MAX_ARGUMENTS) {
            session_fault(session, FAULT_ARGUMENTS, id, 0);
            return false;
        }
        if (!session_take(session, &copy, sizeof copy, given[i], "mrh_argument"))
            return false;
        arguments[i] = (struct argument){
            .kind = (enum argument_kind)copy.kind,
            .name = session_text(session, arena, copy.name, MRH_MAX_ID, id),
            .text = session_text(session, arena, copy.text, MRH_MAX_TEXT, id),
            .number = copy.number,
        };
        if (copy.kind == MRH_ARGUMENT_WORDS && copy.variants &&
            !take_variants(session, arena, copy.variants, id, &arguments[i].variants))
            return false;
        out->argument_count = i + 1;
    }
    out->arguments = arguments;
    return true;
}

static bool take_variants(struct session *session, struct arena *arena, const char *const *given,
                          const char *id, struct local_text *out)
{
    struct local_entry *entries = arena_take(arena, MOST_VARIANTS, sizeof *entries);
    for (size_t i = 0; given[2 * i]; i++) {
        if (i == MOST_VARIANTS) {
            session_fault(session, FAULT_ARGUMENTS, id, 0);
            return false;
        }
        entries[i].language = session_text(session, arena, given[2 * i], MRH_MAX_ID, id);
        entries[i].text = session_text(session, arena, given[2 * i + 1], MRH_MAX_TEXT, id);
        out->count = i + 1;
    }
    out->entries = entries;
    return true;
}

bool session_words(struct session *session, struct arena *arena, const struct mrh_text *given,
                   const char *id, struct screen_text *out)
{
    struct mrh_text copy;
    *out = (struct screen_text){0};
    if (!given)
        return true;
    if (!session_take(session, &copy, sizeof copy, given, "mrh_text"))
        return false;
    out->key = session_text(session, arena, copy.key, MRH_MAX_TEXT, id);
    return (!copy.arguments || take_arguments(session, arena, copy.arguments, id, out)) &&
           (!copy.variants || take_variants(session, arena, copy.variants, id, &out->variants)) &&
           !session->fault;
}
