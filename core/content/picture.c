/* Pictures of pages: a drawing or a photograph from content/pictures, checked before a kiosk sees
 * it. */
#include "base/file.h"
#include "base/png.h"
#include "content/inside.h"
#include "text/icon.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#define LARGEST_FILE (2u * 1024 * 1024)
#define TRIAL_SIDE   256 /* pixels: enough to see whether anything is there */

static const char *path_of(const struct draft *draft, const char *name)
{
    const char *path = arena_print(draft->arena, "%s/pictures/%s", draft->world->own, name);
    for (size_t i = 0; !file_exists(path) && draft->world->shipped[i]; i++)
        path = arena_print(draft->arena, "%s/pictures/%s", draft->world->shipped[i], name);
    return path;
}

static bool is_name(const char *name)
{
    size_t length = strlen(name), stem = strcspn(name, ".");
    char id[41] = "";
    if (stem < sizeof id)
        memcpy(id, name, stem);
    return content_is_id(id) && length <= 45 &&
           (strcmp(name + stem, ".svg") == 0 || strcmp(name + stem, ".png") == 0);
}

/* A drawing says how large it is: over one that does not, and is empty, SDL2_image loses memory. */
static bool has_its_kind(const char *name, const struct buffer *bytes)
{
    const char *text = buffer_text(bytes);
    return strcmp(name + strcspn(name, "."), ".png") == 0
               ? png_is_sound(bytes->bytes, bytes->length)
               : strstr(text, "<svg") && (strstr(text, "viewBox=") || strstr(text, "width="));
}

/* Drawn as the kiosk does it: what leaves its room blank there is no picture. */
static bool shows_anything(const struct buffer *bytes)
{
    struct image image;
    bool is_seen = false;
    if (!picture_draw(bytes->bytes, bytes->length, TRIAL_SIDE, TRIAL_SIDE, &image, NULL))
        return false;
    for (size_t i = 0; !is_seen && i < (size_t)TRIAL_SIDE * TRIAL_SIDE; i++)
        is_seen = image.pixels[i] >> 24;
    image_free(&image);
    return is_seen;
}

/* Whether an element of that name begins at `tag`, which is a "<", whatever its name space. */
static bool is_element(const char *tag, const char *name)
{
    const char *own = tag + 1, *colon = own + strcspn(own, ": \t\r\n/>");
    size_t length = strlen(name);
    own = *colon == ':' ? colon + 1 : own;
    return strncmp(own, name, length) == 0 && strchr(" \t\r\n/>", own[length]);
}

/* What the kiosk leaves out of a drawing, so that only a part of it would be seen. NULL: nothing.
 */
static const char *find_undrawn(const char *drawing)
{
    static const char *const names[] = {"text", "image", "use", "foreignObject", "script"};
    for (const char *tag = strchr(drawing, '<'); tag; tag = strchr(tag + 1, '<'))
        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
            if (is_element(tag, names[i]))
                return names[i];
    return NULL;
}

static bool check(const struct yaml_node *at, const char *name, const char *path,
                  struct error *error)
{
    struct stat about;
    struct buffer bytes;
    if (stat(path, &about) != 0 || !S_ISREG(about.st_mode))
        return yaml_complain(at, error, "there is no picture \"%s\" in content/pictures", name);
    if ((uint64_t)about.st_size > LARGEST_FILE)
        return yaml_complain(at, error, "the picture \"%s\" is larger than 2 MiB", name);
    if (!file_read(path, LARGEST_FILE, &bytes, error))
        return error_context(error, "%s:%u", at->file, at->line);
    bool has_kind = has_its_kind(name, &bytes), is_good = has_kind && shows_anything(&bytes);
    bool is_drawing = strcmp(name + strcspn(name, "."), ".svg") == 0;
    const char *undrawn = is_drawing && is_good ? find_undrawn(buffer_text(&bytes)) : NULL;
    buffer_free(&bytes);
    if (!has_kind)
        return yaml_complain(at, error,
                             "the picture \"%s\" is no drawing in SVG and no whole PNG of at most "
                             "%u pixels a side",
                             name, PNG_SIDE_MOST);
    if (undrawn)
        return yaml_complain(at, error,
                             "of the picture \"%s\" a <%s> would be missing: shapes alone are "
                             "drawn; turn letters into paths",
                             name, undrawn);
    return is_good || yaml_complain(at, error,
                                    "the picture \"%s\" cannot be drawn here, or shows nothing: "
                                    "shapes alone are drawn, no letters",
                                    name);
}

bool draft_add_picture(struct draft *draft, const struct yaml_node *at, const char *name,
                       struct error *error)
{
    if (!is_name(name))
        return yaml_complain(at, error,
                             "\"%s\" is no picture of the content: a name like \"card.svg\" or "
                             "\"card.png\" from content/pictures",
                             name);
    for (size_t i = 0; i < draft->picture_count; i++)
        if (strcmp(draft->pictures[i].name, name) == 0)
            return true;
    if (draft->picture_count == sizeof draft->pictures / sizeof *draft->pictures)
        return yaml_complain(at, error, "there are too many pictures");
    const char *path = path_of(draft, name);
    if (!check(at, name, path, error))
        return false;
    draft->pictures[draft->picture_count++] =
        (struct picture_source){.name = arena_copy(draft->arena, name), .path = path};
    return true;
}
