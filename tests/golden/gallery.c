/* golden_gallery check|accept|pictures FOLDER
 *
 * Lays out every sample in three languages, standing and lying, on all of its pages, and holds them
 * to the rules: nothing overlaps, nothing lies outside, no text is cut, everything pressed is large
 * enough. check compares ids and places with the JSON files of FOLDER (a few pixels of tolerance:
 * fonts are the distribution's), accept writes them anew, pictures paints PNGs to look at. Pixels
 * themselves are not compared: they change with each FreeType. */
#include "gallery.h"
#include "kiosk/layout.h"
#include "kiosk/paint.h"

#include "base/file.h"
#include "base/place.h"

#include <SDL2/SDL_image.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LEAST_TARGET 104
#define LEAST_KEY    78
#define TOLERANCE    6

struct gallery {
    struct theme theme;
    struct commune commune;
    struct arena *arena;
    struct painter painter;
    struct layout_world world;
    const char *folder;
    bool accept, pictures;
    int faults, screens;
};

struct shown {
    const struct sample *sample;
    const struct language *language;
    bool lying;
    int page;
    char name[100];
};

static void complain(struct gallery *gallery, const struct shown *shown, const char *what,
                     const char *which, const char *other)
{
    fprintf(stderr, "%s: %s: %s %s\n", shown->name, what, which ? which : "", other ? other : "");
    gallery->faults++;
}

static bool contains(SDL_Rect outer, SDL_Rect inner)
{
    return inner.x >= outer.x && inner.y >= outer.y && inner.x + inner.w <= outer.x + outer.w &&
           inner.y + inner.h <= outer.y + outer.h;
}

static const char *box_name(const struct box *box)
{
    return box->id ? box->id : box->node ? screen_role_name(box->node->role) : box->role;
}

/* Of two boxes that meet, one is inside the other, or they lie in different layers. */
static void check_overlap(struct gallery *gallery, const struct shown *shown,
                          const struct display *display)
{
    for (size_t a = 0; a < display->box_count; a++)
        for (size_t b = a + 1; b < display->box_count; b++) {
            const struct box *one = &display->boxes[a], *two = &display->boxes[b];
            if (!one->visible || !two->visible || one->layer != two->layer ||
                !SDL_HasIntersection(&one->rect, &two->rect))
                continue;
            bool nested = (contains(one->rect, two->rect) && one->act == ACT_NONE) ||
                          (contains(two->rect, one->rect) && two->act == ACT_NONE);
            if (!nested)
                complain(gallery, shown, "overlap", box_name(one), box_name(two));
        }
}

static void check_texts(struct gallery *gallery, const struct shown *shown,
                        const struct display *display)
{
    for (size_t a = 0; a < display->item_count; a++)
        for (size_t b = a + 1; b < display->item_count; b++) {
            const struct item *one = &display->items[a], *two = &display->items[b];
            bool texts = one->kind == ITEM_TEXT && two->kind == ITEM_TEXT;
            if (texts && SDL_HasIntersection(&one->rect, &two->rect) && !shown->sample->warning &&
                !shown->sample->veil)
                complain(gallery, shown, "two texts overlap", NULL, NULL);
        }
}

static void check_rules(struct gallery *gallery, const struct shown *shown,
                        const struct display *display)
{
    SDL_Rect whole = {0, 0, display->width, display->height};
    if (display->clipped)
        complain(gallery, shown, "text or block is cut", NULL, NULL);
    for (size_t i = 0; i < display->box_count; i++) {
        const struct box *box = &display->boxes[i];
        if (!box->visible)
            continue;
        if (!contains(whole, box->rect))
            complain(gallery, shown, "outside the screen", box_name(box), NULL);
        int least = box->layer == LAYER_KEYBOARD ? LEAST_KEY : LEAST_TARGET;
        if (box->act != ACT_NONE && (box->rect.w < least || box->rect.h < least))
            complain(gallery, shown, "too small to press", box_name(box), NULL);
    }
    for (size_t i = 0; i < display->item_count; i++)
        if (display->items[i].kind == ITEM_TEXT && !contains(whole, display->items[i].rect))
            complain(gallery, shown, "text outside the screen", NULL, NULL);
    check_overlap(gallery, shown, display);
    check_texts(gallery, shown, display);
}

static json_t *dump(const struct display *display)
{
    json_t *list = json_array();
    for (size_t i = 0; i < display->box_count; i++) {
        const struct box *box = &display->boxes[i];
        if (box->visible)
            json_array_append_new(list,
                                  json_pack("{s:s, s:[i,i,i,i]}", "box", box_name(box), "at",
                                            box->rect.x, box->rect.y, box->rect.w, box->rect.h));
    }
    return list;
}

static bool same_place(json_t *one, json_t *other)
{
    if (strcmp(json_string_value(json_object_get(one, "box")),
               json_string_value(json_object_get(other, "box"))) != 0)
        return false;
    for (size_t i = 0; i < 4; i++) {
        json_int_t a = json_integer_value(json_array_get(json_object_get(one, "at"), i));
        json_int_t b = json_integer_value(json_array_get(json_object_get(other, "at"), i));
        if (a - b > TOLERANCE || b - a > TOLERANCE)
            return false;
    }
    return true;
}

static void compare(struct gallery *gallery, const struct shown *shown,
                    const struct display *display)
{
    char path[1024];
    snprintf(path, sizeof path, "%s/%s.json", gallery->folder, shown->name);
    json_t *now = dump(display);
    if (gallery->accept) {
        json_dump_file(now, path, JSON_SORT_KEYS | JSON_COMPACT);
        json_decref(now);
        return;
    }
    json_t *expected = json_load_file(path, 0, NULL);
    if (json_array_size(expected) != json_array_size(now))
        complain(gallery, shown, "other boxes than in", path, NULL);
    for (size_t i = 0; i < json_array_size(now) && i < json_array_size(expected); i++)
        if (!same_place(json_array_get(now, i), json_array_get(expected, i)))
            complain(gallery, shown, "moved",
                     json_string_value(json_object_get(json_array_get(now, i), "box")), NULL);
    json_decref(expected);
    json_decref(now);
}

static void picture(struct gallery *gallery, const struct shown *shown,
                    const struct display *display)
{
    char path[1024];
    snprintf(path, sizeof path, "%s/%s.png", gallery->folder, shown->name);
    SDL_Surface *surface = SDL_CreateRGBSurfaceWithFormat(0, display->width, display->height, 32,
                                                          SDL_PIXELFORMAT_RGB888);
    SDL_Rect whole = {0, 0, display->width, display->height};
    paint(&gallery->painter, surface, display, &whole, 1);
    if (IMG_SavePNG(surface, path) != 0)
        complain(gallery, shown, "cannot be written", path, NULL);
    SDL_FreeSurface(surface);
}

/* Checks, and compares or paints, one laid-out page; returns how many pages there are. */
static int judge(struct gallery *gallery, struct shown *shown, const struct display *display)
{
    snprintf(shown->name, sizeof shown->name, "%s-%s-%s-%d", shown->sample->name,
             shown->language->code, shown->lying ? "lying" : "standing", display->page + 1);
    check_rules(gallery, shown, display);
    if (gallery->pictures)
        picture(gallery, shown, display);
    else
        compare(gallery, shown, display);
    gallery->screens++;
    return display->pages;
}

/* Returns how many pages there are. */
static int show(struct gallery *gallery, struct shown *shown)
{
    const struct sample *sample = shown->sample;
    struct arena *arena = arena_new();
    struct screen_node *root = screen_new(arena), *over = screen_new(arena);
    sample->build(arena, root, shown->language);
    gallery_question(arena, over, shown->language);
    struct view view = {.serial = 1,
                        .stage = sample->stage,
                        .language = shown->language,
                        .root = root,
                        .warning = sample->warning,
                        .over = sample->warning ? over : NULL,
                        .service = ""};
    struct edit edit = {0};
    if (sample->typing) {
        struct screen_node field = *screen_find(root, sample->typing);
        field.value = NULL;
        edit_open(&edit, &field);
        edit_type(&edit, sample->typed);
    }
    struct scene scene = {.view = &view,
                          .now_ms = GALLERY_NOW,
                          .page = shown->page,
                          .focused = sample->focused,
                          .edit = &edit,
                          .veil = sample->veil};
    struct display *display = layout_view(&gallery->world, &scene, shown->lying ? 1920 : 1080,
                                          shown->lying ? 1080 : 1920);
    int pages = judge(gallery, shown, display);
    display_free(display);
    paragraphs_turn(gallery->world.paragraphs);
    edit_close(&edit);
    arena_free(arena);
    return pages;
}

static void show_all(struct gallery *gallery, const char *only)
{
    static const char *const codes[] = {"ar", "zgh", "fr"};
    for (const struct sample *sample = gallery_samples; sample->name; sample++)
        for (size_t i = 0; i < 3; i++)
            for (int lying = 0; lying < 2; lying++) {
                if (only && strcmp(only, sample->name) != 0)
                    continue;
                struct shown shown = {
                    .sample = sample, .language = language_find(codes[i]), .lying = lying};
                int pages = show(gallery, &shown);
                for (shown.page = 1; shown.page < pages && !sample->typing; shown.page++)
                    show(gallery, &shown);
            }
}

static bool open_gallery(struct gallery *gallery, struct place *place, struct error *error)
{
    char *theme = place_share(place, "theme.yaml"), *fonts = place_share(place, "fonts.yaml");
    char *icons = place_share(place, "icons"), *locale = place_share(place, "locale/ui");
    bool good = theme_load(theme, &gallery->theme, error) &&
                commune_load(gallery->arena, MARHABA_TALIOUINE, &gallery->commune, error) &&
                (gallery->painter.paragraphs = paragraphs_new(fonts, 64 << 20, error)) != NULL;
    gallery->painter.theme = &gallery->theme;
    gallery->painter.pictures = pictures_new(icons);
    gallery->world = (struct layout_world){.theme = &gallery->theme,
                                           .paragraphs = gallery->painter.paragraphs,
                                           .commune = &gallery->commune,
                                           .messages = good ? messages_load(locale, error) : NULL};
    free(theme);
    free(fonts);
    free(icons);
    free(locale);
    return good && gallery->world.messages;
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fprintf(stderr, "usage: golden_gallery check|accept|pictures FOLDER [SAMPLE]\n");
        return 2;
    }
    struct gallery gallery = {.arena = arena_new(),
                              .folder = argv[2],
                              .accept = strcmp(argv[1], "accept") == 0,
                              .pictures = strcmp(argv[1], "pictures") == 0};
    struct place place = {0};
    struct error error = {0};
    if (!place_at(MARHABA_STAGE, &place, &error) || !open_gallery(&gallery, &place, &error)) {
        fprintf(stderr, "%s\n", error.text);
        return 1;
    }
    file_make_folder(gallery.folder, 0755, NULL);
    show_all(&gallery, argc > 3 ? argv[3] : NULL);
    printf("%d screens, %d faults\n", gallery.screens, gallery.faults);
    messages_free((struct messages *)gallery.world.messages);
    paragraphs_free(gallery.painter.paragraphs);
    pictures_free(gallery.painter.pictures);
    place_free(&place);
    arena_free(gallery.arena);
    return gallery.faults > 0;
}
