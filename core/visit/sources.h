/* Where an installation's content comes from: its plugins' folders, the product's own, and the
 * commune's; and where it is published. */
#ifndef MARHABA_VISIT_SOURCES_H
#define MARHABA_VISIT_SOURCES_H

#include "base/place.h"
#include "content/content.h"
#include "content/library.h"
#include "plugin/registry.h"
#include "plugin/supervisor.h"
#include "store/store.h"

/* Everything lives as long as `arena`, and as `registry` does. */
struct content_world sources_find(struct arena *arena, const struct commune *commune,
                                  const struct place *place, const struct registry *registry,
                                  int64_t now_ms);

/* The published content. Where no published file is, or none this version can read, it is made
 * first, and the audit says that `who` did (`store` may be NULL: it says nothing then); complaints
 * go to the log. Never NULL: when there is none to be had, what is published later is found. */
struct library *sources_open(const struct commune *commune, const struct place *place,
                             const struct registry *registry, struct store *store, const char *who,
                             int64_t now_ms);

/* What a plugin may ask when nobody visits it: the content alone, in French. `library` must outlive
 * it. */
struct plugin_services sources_services(struct library *library);

#endif
