/* Plural-Forms of a catalogue: "nplurals=3; plural=n==1 ? 0 : n==2 ? 1 : 2;" as GNU gettext writes
 * it, read into a small tree. */
#ifndef MARHABA_LANGUAGE_PLURAL_H
#define MARHABA_LANGUAGE_PLURAL_H

#include "base/error.h"

#include <stddef.h>
#include <stdint.h>

#define PLURAL_MAX_FORMS 8u
#define PLURAL_MAX_NODES 128u

enum plural_operation {
    PLURAL_NUMBER,
    PLURAL_COUNT,
    PLURAL_NOT,
    PLURAL_CHOOSE,
    PLURAL_OR,
    PLURAL_AND,
    PLURAL_EQUAL,
    PLURAL_UNEQUAL,
    PLURAL_LESS_EQUAL,
    PLURAL_MORE_EQUAL,
    PLURAL_LESS,
    PLURAL_MORE,
    PLURAL_ADD,
    PLURAL_SUBTRACT,
    PLURAL_MULTIPLY,
    PLURAL_DIVIDE,
    PLURAL_REMAINDER
};

struct plural_node {
    enum plural_operation operation;
    uint64_t number;
    uint8_t parts[3]; /* indices of earlier nodes */
};

struct plural {
    unsigned forms;
    struct plural_node nodes[PLURAL_MAX_NODES];
    size_t count;
    uint8_t root;
};

/* The rule used when a catalogue names none: one form for 1, another for the rest. */
void plural_default(struct plural *plural);

/* Reads `length` bytes, the value of the header field. Refuses what is not such a rule, is larger
 * or deeper than any language needs, or for a count below 1000 divides by zero or names a form that
 * is not there. */
bool plural_parse(struct plural *plural, const char *text, size_t length, struct error *error);

/* The form for `count`: below plural->forms whatever the rule says. */
unsigned plural_form(const struct plural *plural, uint64_t count);

#endif
