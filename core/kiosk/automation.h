/* The automation socket: one JSON object a line in, one out, for tests and accessibility tools. A
 * thread reads and writes; what is asked is done by the thread that paints. */
#ifndef MARHABA_KIOSK_AUTOMATION_H
#define MARHABA_KIOSK_AUTOMATION_H

#include "base/error.h"

#include <jansson.h>

struct automation;

/* Listens on a Unix socket only its owner may use. A stale socket is replaced; anything else at
 * `path` is refused. `wake` is called from the thread when there is a request. */
struct automation *automation_start(const char *path, void (*wake)(void *self), void *self,
                                    struct error *error);
void automation_stop(struct automation *automation);

/* The request waiting for an answer, owned by the caller; NULL when there is none new. */
json_t *automation_take(struct automation *automation);

/* Answers it; takes ownership. */
void automation_answer(struct automation *automation, json_t *answer);

json_t *automation_ok(void);
json_t *automation_refusal(const char *sentence);

#endif
