/* What a visitor typed, chose and marked, by service and id. Wiped when cleared. */
#ifndef MARHABA_VISIT_VALUES_H
#define MARHABA_VISIT_VALUES_H

#include "screen/screen.h"

struct values;

struct values *values_new(void);
void values_free(struct values *values);
void values_clear(struct values *values);

/* NULL when there is none. Alive until the next change. */
const char *values_get(const struct values *values, const char *service, const char *id);

/* Whether a name, a phone number or words of the visitor's own were typed for a service. */
bool values_hold_own_words(const struct values *values, const char *service);

/* Takes what happened to a CHOICE (value: the option touched), ITEM or FIELD of a resolved screen.
 * True when it changed something; what does not fit the node's kind is refused. */
bool values_change(struct values *values, const char *service, const struct screen_node *node,
                   const char *value);

/* The key of the sentence that says what is wrong with an answer when one goes on: a required one
 * that is not there, a date that is none. NULL when all is well. `example` (may be set) goes into
 * the sentence. */
const char *value_trouble(const struct screen_node *node, const char **example);

#endif
