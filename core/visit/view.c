#include "base/memory.h"
#include "visit/visit.h"

#include <stdlib.h>

/* The view comes first, so that its address is that of the whole. */
struct owned_view {
    struct view view;
    struct arena *arena;
};

struct view *view_copy(const struct view *view)
{
    struct owned_view *copy = memory_new(1, sizeof *copy);
    copy->arena = arena_new();
    copy->view = *view;
    copy->view.root = screen_copy(copy->arena, view->root);
    copy->view.over = view->over ? screen_copy(copy->arena, view->over) : NULL;
    copy->view.service = arena_copy(copy->arena, view->service);
    return &copy->view;
}

void view_free(struct view *view)
{
    if (!view)
        return;
    struct owned_view *owned = (struct owned_view *)view;
    arena_free(owned->arena);
    free(owned);
}
