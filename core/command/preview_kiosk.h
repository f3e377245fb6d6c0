/* A kiosk of its own on a temporary copy of an installation, driven through its automation socket:
 * what `marhaba content preview` draws with. */
#ifndef MARHABA_COMMAND_PREVIEW_KIOSK_H
#define MARHABA_COMMAND_PREVIEW_KIOSK_H

#include "command/command.h"

#include <jansson.h>

struct preview_kiosk;

/* Makes the temporary folder: the installation's settings and links to its plugins and content. The
 * content is to be published into preview_kiosk_published before the kiosk is started. From here
 * to preview_kiosk_end an interrupt (Ctrl-C) does not end the program but what it waits for. */
struct preview_kiosk *preview_kiosk_new(const struct command *command, struct error *error);
const char *preview_kiosk_published(const struct preview_kiosk *kiosk);

/* Starts it and waits until it answers. */
bool preview_kiosk_start(struct preview_kiosk *kiosk, bool lying, struct error *error);

/* Ends the kiosk and removes the folder. NULL is fine. */
void preview_kiosk_end(struct preview_kiosk *kiosk);

/* One request, taken over, then waits until all is painted again. The answer is the caller's to
 * free; NULL with the reason when the kiosk refused, died, or somebody interrupted. */
json_t *preview_kiosk_ask(struct preview_kiosk *kiosk, json_t *request, struct error *error);

/* The last line the kiosk wrote to its log, in the command's arena; "" when it is silent. */
const char *preview_kiosk_last_words(const struct preview_kiosk *kiosk);

#endif
