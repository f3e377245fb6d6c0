/* The 16 founding communes as ready-made installations: each is known by any of its names
 * (assets/content/communes.yaml), and one template (assets/demo/commune.yaml.in) gives each its
 * commune.yaml. */
#ifndef MARHABA_COMMAND_FOUNDING_H
#define MARHABA_COMMAND_FOUNDING_H

#include "base/arena.h"
#include "base/error.h"

struct founding {
    const char *slug;       /* "ait-melloul" */
    const char *number;     /* six digits */
    const char *ar, *fr;    /* "Commune d’Aït Melloul" */
    const char *zgh;        /* NULL: none is known */
    bool is_zgh_certain;    /* else the commune has to confirm it */
    const char **spellings; /* every name and variant, NULL-ended */
};

struct founding_list {
    const struct founding *items;
    size_t count;
};

/* All of them, alive as long as `arena`; `share` is the folder of this copy's data. */
bool founding_load(struct arena *arena, const char *share, struct founding_list *out,
                   struct error *error);

/* The commune that `written` names, whatever its case, accents, hyphens and blanks. NULL with a
 * sentence that names the near ones, then all. */
const struct founding *founding_find(struct arena *arena, const struct founding_list *list,
                                     const char *written, struct error *error);

/* Its commune.yaml, in `arena`; NULL with an error. A Tifinagh name that is not certain is shown
 * only when `zgh_confirmed`. */
const char *founding_settings(struct arena *arena, const char *share,
                              const struct founding *founding, bool zgh_confirmed,
                              struct error *error);

#endif
