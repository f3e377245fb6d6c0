#include "kiosk/paragraphs.h"

#include "base/memory.h"
#include "kiosk/hash.h"

#include <stdlib.h>

#define BUCKETS 512u

struct entry {
    struct paragraph paragraph; /* first: callers hold a pointer to it */
    struct entry *next;
    struct text_paragraph *laid_out; /* until drawn */
    struct image image;
    SDL_Surface *surface; /* over the image's pixels */
    uint64_t turn;        /* when last used */
    bool personal, drawn;
};

struct paragraphs {
    struct text_engine *engine;
    struct entry *buckets[BUCKETS];
    size_t bytes, bound;
    uint64_t turn;
};

struct paragraphs *paragraphs_new(const char *fonts_yaml, size_t bound, struct error *error)
{
    struct text_engine *engine = text_engine_new(fonts_yaml, error);
    if (!engine)
        return NULL;
    struct paragraphs *paragraphs = memory_new(1, sizeof *paragraphs);
    paragraphs->engine = engine;
    paragraphs->bound = bound;
    paragraphs->turn = 1;
    return paragraphs;
}

static size_t entry_bytes(const struct entry *entry)
{
    return (size_t)entry->image.width * (size_t)entry->image.height * 4;
}

static void entry_free(struct paragraphs *paragraphs, struct entry *entry)
{
    paragraphs->bytes -= entry_bytes(entry);
    SDL_FreeSurface(entry->surface);
    image_free(&entry->image);
    if (entry->laid_out)
        text_paragraph_free(entry->laid_out);
    free(entry);
}

/* Frees every entry that `goes` names. */
static void sweep(struct paragraphs *paragraphs, bool (*goes)(const struct entry *, uint64_t),
                  uint64_t argument)
{
    for (size_t i = 0; i < BUCKETS; i++) {
        struct entry **link = &paragraphs->buckets[i];
        while (*link) {
            struct entry *entry = *link;
            if (!goes(entry, argument)) {
                link = &entry->next;
                continue;
            }
            *link = entry->next;
            entry_free(paragraphs, entry);
        }
    }
}

static bool goes_always(const struct entry *entry, uint64_t argument)
{
    (void)entry;
    (void)argument;
    return true;
}

static bool goes_as_personal(const struct entry *entry, uint64_t argument)
{
    (void)argument;
    return entry->personal;
}

static bool goes_as_old(const struct entry *entry, uint64_t oldest)
{
    return entry->turn < oldest;
}

void paragraphs_free(struct paragraphs *paragraphs)
{
    if (!paragraphs)
        return;
    sweep(paragraphs, goes_always, 0);
    text_engine_free(paragraphs->engine);
    free(paragraphs);
}

void paragraphs_forget(struct paragraphs *paragraphs)
{
    sweep(paragraphs, goes_as_personal, 0);
}

void paragraphs_turn(struct paragraphs *paragraphs)
{
    /* Halving the age until enough is gone is a good enough "least recently used": it happens once
     * in many screens. */
    uint64_t age = paragraphs->turn;
    while (paragraphs->bytes > paragraphs->bound && age > 1) {
        age /= 2;
        sweep(paragraphs, goes_as_old, paragraphs->turn - age);
    }
    paragraphs->turn++;
}

static uint64_t style_key(const char *text, const struct text_style *style, int width)
{
    uint64_t key = hash_text(HASH_START, text);
    key = hash_text(key, style->language ? style->language->code : "");
    key = hash_number(key, style->size * 2 + style->bold);
    key = hash_number(hash_number(key, style->colour), style->strong_colour);
    key = hash_number(key, style->line_height * 8 + (int)style->align * 2 + style->layout_is_rtl);
    return hash_number(key, width);
}

const struct paragraph *paragraphs_get(struct paragraphs *paragraphs, const char *text,
                                       const struct text_style *style, int width, bool personal)
{
    uint64_t key = style_key(text, style, width);
    struct entry **bucket = &paragraphs->buckets[key % BUCKETS];
    struct entry *entry = *bucket;
    while (entry && entry->paragraph.key != key)
        entry = entry->next;
    if (!entry) {
        entry = memory_new(1, sizeof *entry);
        entry->laid_out = text_lay_out(paragraphs->engine, text, style, width);
        entry->paragraph = (struct paragraph){.key = key,
                                              .width = text_width(entry->laid_out),
                                              .height = text_height(entry->laid_out),
                                              .lines = (int)text_line_count(entry->laid_out)};
        entry->next = *bucket;
        *bucket = entry;
    }
    entry->turn = paragraphs->turn;
    entry->personal = entry->personal || personal;
    return &entry->paragraph;
}

SDL_Surface *paragraphs_picture(struct paragraphs *paragraphs, const struct paragraph *paragraph)
{
    struct entry *entry = (struct entry *)paragraph;
    if (!entry->drawn) {
        entry->drawn = true;
        entry->image = text_draw(paragraphs->engine, entry->laid_out);
        text_paragraph_free(entry->laid_out);
        entry->laid_out = NULL;
        paragraphs->bytes += entry_bytes(entry);
        if (entry->image.width > 0 && entry->image.height > 0)
            entry->surface = SDL_CreateRGBSurfaceWithFormatFrom(
                entry->image.pixels, entry->image.width, entry->image.height, 32,
                entry->image.width * 4, SDL_PIXELFORMAT_ARGB8888);
        if (entry->surface)
            SDL_SetSurfaceBlendMode(entry->surface, SDL_BLENDMODE_BLEND);
    }
    return entry->surface;
}
