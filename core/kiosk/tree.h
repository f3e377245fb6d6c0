/* The screen as meaning and places, for automation and accessibility tools. */
#ifndef MARHABA_KIOSK_TREE_H
#define MARHABA_KIOSK_TREE_H

#include "kiosk/face.h"

#include <jansson.h>

/* {"ok":true, "locale", "direction", "stage", "page", "pages", "root", "over", "keyboard"}: nodes
 * with id, role, name, detail, value, state and, when they can be seen, rect. Owned. */
json_t *tree_describe(const struct face *face);

#endif
