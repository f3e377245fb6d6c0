#include "base/log.h"

#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static const char *program_name = "marhaba";
static enum log_level lowest = LOG_INFO;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

void log_start(const char *program, enum log_level level)
{
    program_name = program;
    lowest = level;
}

void log_write(enum log_level level, const char *format, ...)
{
    static const char *const names[] = {"debug", "info", "warning", "failure"};
    if (level < lowest)
        return;
    char line[2048];
    time_t now = time(NULL);
    struct tm utc;
    gmtime_r(&now, &utc);
    size_t length = strftime(line, sizeof line, "%Y-%m-%dT%H:%M:%SZ ", &utc);
    int head = snprintf(line + length, sizeof line - length, "%s %s: ", program_name, names[level]);
    length += head > 0 ? (size_t)head : 0;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(line + length, sizeof line - length - 1, format, arguments);
    va_end(arguments);
    for (char *c = line; *c; c++)
        if ((unsigned char)*c < 0x20 || *c == 0x7F)
            *c = ' ';
    strcat(line, "\n");
    pthread_mutex_lock(&lock);
    if (write(STDERR_FILENO, line, strlen(line)) < 0) {
        /* Nowhere left to say it. */
    }
    pthread_mutex_unlock(&lock);
}
