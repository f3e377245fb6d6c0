/* theme.yaml's colours as CSS variables, so that kiosk and desk share one theme file. */
#ifndef MARHABA_DESK_THEME_CSS_H
#define MARHABA_DESK_THEME_CSS_H

#include "base/buffer.h"
#include "base/error.h"

/* Adds ":root{--indigo:#27367F;…}". Refuses a colour that is not written as "#RRGGBB". */
bool theme_css(const char *path, struct buffer *out, struct error *error);

#endif
