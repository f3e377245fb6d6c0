/* One line a happening, to standard error, for the administrator and the journal. Never what a
 * visitor typed: callers pass ids and counts, not names. Safe from any thread. */
#ifndef MARHABA_BASE_LOG_H
#define MARHABA_BASE_LOG_H

#include "base/error.h"

enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARNING, LOG_FAILURE };

/* Lines below `level` are dropped; INFO at start. `program` stands in front of each line. */
void log_start(const char *program, enum log_level level);

/* Control characters in the finished line are replaced, so a line is always one line. */
void log_write(enum log_level level, const char *format, ...) PRINTF_LIKE(2, 3);

#endif
