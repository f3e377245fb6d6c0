/* The screen as meaning and places, for automation and accessibility tools. */
#ifndef MARHABA_KIOSK_TREE_H
#define MARHABA_KIOSK_TREE_H

#include "kiosk/face.h"

#include <jansson.h>

/* {"ok":true, "locale", "direction", "stage", "page", "pages", "commune", "root", "over",
 * "keyboard"}: the commune's names by language, then nodes with id, role, name, detail, value,
 * state and, when they can be seen, rect. Owned. */
json_t *tree_describe(const struct face *face);

#endif
