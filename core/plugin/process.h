/* One runner process: started, spoken to, ended and reaped. Nothing here knows what is said. */
#ifndef MARHABA_PLUGIN_PROCESS_H
#define MARHABA_PLUGIN_PROCESS_H

#include "base/clock.h"
#include "plugin/manifest.h"

#include <signal.h>
#include <sys/types.h>

struct process {
    pid_t pid;           /* 0: there is none */
    int watch;           /* readable once it has ended */
    int socket;          /* our end of the wire */
    int noise;           /* what it writes to standard error; -1 unless built with sanitizers */
    int64_t deadline_ms; /* of being ready, on the stopwatch */
    bool confined;       /* it said so, and then loaded the plugin */
    bool ready;
};

enum process_news {
    PROCESS_MESSAGE, /* one was read */
    PROCESS_SILENT,  /* none came in time */
    PROCESS_GONE,    /* it ended or closed its end */
    PROCESS_TOO_BIG  /* one larger than the buffer came */
};

/* Starts `runner` for a plugin. The process dies with the thread that calls this. */
bool process_start(const char *runner, const struct manifest *manifest, struct process *out,
                   struct error *error);

/* False when it cannot be sent without waiting: it does not read, or is gone. */
bool process_send(const struct process *process, const void *bytes, size_t length);

/* Waits until `deadline_ms` on `stopwatch` for one message; a deadline past does not wait. */
enum process_news process_receive(const struct process *process, const struct clock *stopwatch,
                                  int64_t deadline_ms, void *bytes, size_t capacity,
                                  size_t *length);

/* Whether it has spoken or gone without being asked. */
bool process_has_news(const struct process *process);

/* Waits at most `patience_ms` for it to end by itself after closing the wire, then kills it. It is
 * reaped and *process is emptied. True when it ended by itself; `how` (may be NULL) then says how.
 */
bool process_end(struct process *process, int patience_ms, siginfo_t *how);

#endif
