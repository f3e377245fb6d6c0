#include "kiosk/display.h"

#include "base/memory.h"
#include "kiosk/hash.h"

#include <stdlib.h>
#include <string.h>

struct display *display_new(int width, int height)
{
    struct display *display = memory_new(1, sizeof *display);
    display->arena = arena_new();
    display->width = width;
    display->height = height;
    display->pages = 1;
    return display;
}

void display_free(struct display *display)
{
    if (!display)
        return;
    arena_free(display->arena);
    free(display->items);
    free(display->boxes);
    free(display);
}

struct item *display_item(struct display *display, enum item_kind kind, SDL_Rect rect)
{
    if (display->item_count == display->item_room) {
        display->item_room = display->item_room ? display->item_room * 2 : 128;
        display->items = memory_resize(display->items, display->item_room, sizeof *display->items);
    }
    struct item *item = &display->items[display->item_count++];
    *item = (struct item){.kind = kind, .rect = rect};
    return item;
}

struct box *display_box(struct display *display, const struct screen_node *node, SDL_Rect rect)
{
    if (display->box_count == display->box_room) {
        display->box_room = display->box_room ? display->box_room * 2 : 64;
        display->boxes = memory_resize(display->boxes, display->box_room, sizeof *display->boxes);
    }
    struct box *box = &display->boxes[display->box_count++];
    *box = (struct box){.node = node, .rect = rect, .visible = true};
    if (node) {
        box->id = node->id;
        box->disabled = node->flags & FLAG_DISABLED;
        box->selected = node->flags & FLAG_SELECTED;
    }
    return box;
}

void display_mirror(struct display *display)
{
    for (size_t i = 0; i < display->item_count; i++) {
        SDL_Rect *rect = &display->items[i].rect;
        rect->x = display->width - rect->x - rect->w;
    }
    for (size_t i = 0; i < display->box_count; i++) {
        SDL_Rect *rect = &display->boxes[i].rect;
        rect->x = display->width - rect->x - rect->w;
    }
}

void display_seal(struct display *display)
{
    for (size_t i = 0; i < display->item_count; i++) {
        struct item *item = &display->items[i];
        uint64_t hash = hash_number(HASH_START, (int64_t)item->kind);
        hash = hash_bytes(hash, &item->rect, sizeof item->rect);
        hash = hash_number(hash, item->colour);
        hash = hash_number(hash, (int64_t)item->radius << 32 | item->thickness);
        hash = hash_number(hash, item->paragraph ? (int64_t)item->paragraph->key : 0);
        hash = hash_number(hash,
                           item->skip * 8 + item->centred * 4 + item->to_right * 2 + item->flipped);
        item->hash = hash_text(hash, item->name);
    }
}

static int compare_items(const void *left, const void *right)
{
    uint64_t a = (*(const struct item *const *)left)->hash;
    uint64_t b = (*(const struct item *const *)right)->hash;
    return (a > b) - (a < b);
}

static const struct item **sorted_items(const struct display *display)
{
    const struct item **sorted = memory_new(display->item_count + 1, sizeof *sorted);
    for (size_t i = 0; i < display->item_count; i++)
        sorted[i] = &display->items[i];
    qsort(sorted, display->item_count, sizeof *sorted, compare_items);
    return sorted;
}

static int area(SDL_Rect rect)
{
    return rect.w * rect.h;
}

/* Adds a rectangle, joining it with those it meets; when there is no room, with the last. */
static size_t join_rect(SDL_Rect *rects, size_t count, size_t capacity, SDL_Rect rect)
{
    for (size_t i = 0; i < count;) {
        SDL_Rect both;
        SDL_UnionRect(&rects[i], &rect, &both);
        bool cheap = area(both) <= area(rects[i]) + area(rect) + 4096;
        if (!cheap && !SDL_HasIntersection(&rects[i], &rect)) {
            i++;
            continue;
        }
        rect = both;
        rects[i] = rects[--count];
        i = 0;
    }
    if (count == capacity) {
        SDL_UnionRect(&rects[count - 1], &rect, &rects[count - 1]);
        return count;
    }
    rects[count] = rect;
    return count + 1;
}

size_t display_difference(const struct display *before, const struct display *after, SDL_Rect *out,
                          size_t capacity)
{
    SDL_Rect whole = {0, 0, after->width, after->height};
    out[0] = whole;
    if (!before || before->width != after->width || before->height != after->height ||
        before->ground != after->ground)
        return 1;
    const struct item **old_items = sorted_items(before), **new_items = sorted_items(after);
    size_t count = 0, a = 0, b = 0;
    while (a < before->item_count || b < after->item_count) {
        SDL_Rect rect;
        if (b == after->item_count ||
            (a < before->item_count && old_items[a]->hash < new_items[b]->hash))
            rect = old_items[a++]->rect;
        else if (a == before->item_count || new_items[b]->hash < old_items[a]->hash)
            rect = new_items[b++]->rect;
        else {
            a++;
            b++;
            continue;
        }
        if (SDL_IntersectRect(&rect, &whole, &rect))
            count = join_rect(out, count, capacity, rect);
    }
    free(old_items);
    free(new_items);
    return count;
}

static enum box_layer top_layer(const struct display *display)
{
    enum box_layer top = LAYER_CONTENT;
    for (size_t i = 0; i < display->box_count; i++)
        if (display->boxes[i].layer == LAYER_OVER)
            top = LAYER_OVER;
    return top;
}

bool box_can_be_pressed(const struct display *display, const struct box *box)
{
    return box->act != ACT_NONE && box->visible && !box->disabled &&
           (box->layer == LAYER_OVER || top_layer(display) != LAYER_OVER);
}

const struct box *display_hit(const struct display *display, int x, int y)
{
    SDL_Point point = {x, y};
    for (size_t i = display->box_count; i > 0; i--) {
        const struct box *box = &display->boxes[i - 1];
        if (SDL_PointInRect(&point, &box->rect) && box_can_be_pressed(display, box))
            return box;
    }
    return NULL;
}

const struct box *display_find(const struct display *display, const char *id)
{
    for (size_t i = 0; i < display->box_count; i++) {
        const struct box *box = &display->boxes[i];
        if (box->visible && box->id && strcmp(box->id, id) == 0)
            return box;
    }
    return NULL;
}
