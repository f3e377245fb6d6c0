#include "base/place.h"

#include "base/file.h"
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool place_at(const char *prefix, struct place *out, struct error *error)
{
    out->share = file_join(prefix, "share/marhaba");
    out->plugins = file_join(prefix, "lib/marhaba/plugins.d");
    out->runner = file_join(prefix, "libexec/marhaba/marhaba-runner");
    out->kiosk = file_join(prefix, "bin/marhaba-kiosk");
    if (file_exists(out->share))
        return true;
    error_set(error, ERROR_MISSING,
              "%s is missing: this copy of Marhaba is incomplete, install it again", out->share);
    place_free(out);
    return false;
}

/* Without these neither program can show anything. */
static bool is_complete(const struct place *place, struct error *error)
{
    static const char *const needed[] = {"theme.yaml", "fonts.yaml"};
    bool good = true;
    for (size_t i = 0; good && i < sizeof needed / sizeof *needed; i++) {
        char *path = place_share(place, needed[i]);
        good =
            file_exists(path) ||
            error_set(error, ERROR_MISSING,
                      "%s is missing: this copy of Marhaba is incomplete, install it again", path);
        free(path);
    }
    return good;
}

bool place_find(struct place *out, struct error *error)
{
    if (!place_find_incomplete(out, error))
        return false;
    if (is_complete(out, error))
        return true;
    place_free(out);
    return false;
}

bool place_find_incomplete(struct place *out, struct error *error)
{
    char self[4096];
    ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
    if (length <= 0)
        return error_set(error, ERROR_SYSTEM, "cannot find this program's own folder in /proc");
    self[length] = '\0';
    char *bin = strstr(self, "/bin/");
    for (char *next; bin && (next = strstr(bin + 1, "/bin/"));)
        bin = next;
    if (!bin)
        bin = strrchr(self, '/');
    *bin = '\0';
    return place_at(self, out, error);
}

void place_free(struct place *place)
{
    free(place->share);
    free(place->plugins);
    free(place->runner);
    free(place->kiosk);
    *place = (struct place){0};
}

char *place_share(const struct place *place, const char *name)
{
    return file_join(place->share, name);
}
