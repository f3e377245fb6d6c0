/* What the plugins that show published content share: its JSON, read through marhaba.content/1, and
 * its words. SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PLUGINS_SHARED_CONTENT_H
#define PLUGINS_SHARED_CONTENT_H

#include <jansson.h>
#include <marhaba/plugin.h>
#include <stdbool.h>

/* Languages and texts in turn, NULL-ended, as MRH_VARIANTS takes them; borrowed from the JSON. */
struct words {
    const char *list[11];
};

/* Owned JSON, or NULL when there is none (or it is not to be had). */
json_t *content_read(const struct mrh_content_v1 *content, const char *kind, const char *id);
json_t *content_list(const struct mrh_content_v1 *content, const char *kind, const char *group,
                     uint32_t from);
json_t *content_search(const struct mrh_content_v1 *content, const char *text);

/* The text of a member; "" when it has none. */
const char *text_of(const json_t *object, const char *key);

/* Its icon; "document" when it has none that a screen takes. */
const char *icon_of(const json_t *record);

/* {"fr": "…", …} of a member; empty when it has none. */
struct words words_of(const json_t *object, const char *key);

/* The words in `out`, or NULL when there are none. */
const struct mrh_text *words_or_none(const struct words *words, struct mrh_text *out);

/* What a reader must be told of a record before relying on it. */
enum doubt { DOUBT_NONE, DOUBT_UNCHECKED, DOUBT_OLD /* it was to be checked again by now */ };
enum doubt doubt_about(const struct mrh_host *host, const json_t *record);

/* When it was checked, in milliseconds; 0: never. */
int64_t checked_ms(const json_t *record);

/* Whether `text` is an id that may become part of one of a screen. */
bool is_plain_id(const char *text);

#endif
