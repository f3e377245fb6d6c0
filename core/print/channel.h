/* Sending bytes to a printer, all of them or a sentence why not. Used inside this room only. */
#ifndef MARHABA_PRINT_CHANNEL_H
#define MARHABA_PRINT_CHANNEL_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

/* Both give up when nothing moved for 10 s. */
bool channel_to_device(const char *path, const void *bytes, size_t length, struct error *error);
bool channel_to_tcp(const char *host, const char *port, const void *bytes, size_t length,
                    struct error *error);

/* Whether there is a printer that would take a slip; nothing is sent. The network has 2 s. */
bool channel_probe_device(const char *path, struct error *error);
bool channel_probe_tcp(const char *host, const char *port, struct error *error);

#endif
