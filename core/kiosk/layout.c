#include "kiosk/layout.h"

#include "base/memory.h"
#include "kiosk/layout_inside.h"

#include <stdlib.h>
#include <string.h>

#define MOST_SIBLINGS 400u
#define MOST_COLUMNS  2

const struct screen_node *layout_find(const struct screen_node *root, const char *id)
{
    for (const struct screen_node *node = root; node; node = node->next) {
        if (node->id && strcmp(node->id, id) == 0)
            return node;
        const struct screen_node *found =
            node->first_child ? layout_find(node->first_child, id) : NULL;
        if (found)
            return found;
    }
    return NULL;
}

/* ---- What goes where ---- */

static void lay_children(struct layout *layout, const struct screen_node *parent);

static void lay_group(struct layout *layout, const struct screen_node *node)
{
    lay_heading(layout, node);
    lay_children(layout, node);
}

static void lay_node(struct layout *layout, const struct screen_node *node)
{
    static void (*const lay[])(struct layout *, const struct screen_node *) = {
        [ROLE_GROUP] = lay_group,         [ROLE_STEP] = lay_step,
        [ROLE_TITLE] = lay_title,         [ROLE_PARAGRAPH] = lay_paragraph,
        [ROLE_NOTICE] = lay_notice,       [ROLE_PICTURE] = lay_picture,
        [ROLE_CHOICE] = lay_choice,       [ROLE_FIELD] = lay_field,
        [ROLE_CHECKLIST] = lay_checklist, [ROLE_DETAILS] = lay_details,
        [ROLE_ROWS] = lay_rows,           [ROLE_DAYS] = lay_days,
        [ROLE_TICKET] = lay_ticket};
    if ((size_t)node->role < sizeof lay / sizeof *lay && lay[node->role])
        lay[node->role](layout, node);
}

static void lay_children(struct layout *layout, const struct screen_node *parent)
{
    const struct screen_node *run[MOST_SIBLINGS];
    const struct screen_node *node = parent->first_child;
    while (node) {
        if (node->role != ROLE_PARAGRAPH || node->tone != TONE_NUMBERED)
            layout->numbered = 0;
        if (node->role == ROLE_TILE) {
            size_t count = gather(&node, run, MOST_SIBLINGS);
            lay_tiles(layout, run, count);
        } else if (node->role == ROLE_GREETING) {
            size_t count = gather(&node, run, MOST_SIBLINGS);
            lay_greetings(layout, run, count);
        } else if (node->role == ROLE_LINK) {
            size_t count = gather(&node, run, MOST_SIBLINGS);
            lay_links(layout, run, count);
        } else if (node->role == ROLE_BUTTON) {
            size_t count = gather(&node, run, MOST_SIBLINGS);
            lay_buttons(layout, run, count);
        } else if (node->role == ROLE_TITLE && node->next && node->next->role == ROLE_STEP) {
            /* The steps stand above the title, in whichever order they come. */
            lay_step(layout, node->next);
            lay_title(layout, node);
            node = node->next->next;
        } else {
            lay_node(layout, node);
            node = node->next;
        }
    }
}

static bool page_has(const struct screen_node *parent, enum screen_role role)
{
    for (const struct screen_node *node = parent->first_child; node; node = node->next)
        if (node->role == role || page_has(node, role))
            return true;
    return false;
}

void content_column(struct layout *layout)
{
    const struct screen_node *root = layout->scene->view->root;
    int margin = space(layout, SPACE_MARGIN), width = layout->display->width - 2 * margin;
    int column = frame_height(layout, FRAME_COLUMN);
    enum visit_stage stage = layout->scene->view->stage;
    bool wide = layout->columns > 1 || stage == STAGE_TICKET || page_has(root, ROLE_TILE) ||
                page_has(root, ROLE_GREETING) || page_has(root, ROLE_CHECKLIST) ||
                page_has(root, ROLE_CHOICE) || page_has(root, ROLE_DAYS) ||
                page_has(root, ROLE_ROWS);
    if (stage == STAGE_TICKET && !layout->lying)
        column = px(layout, 880);
    layout->page_width = width < column || (wide && layout->lying) ? width : column;
    layout->page_left = (layout->display->width - layout->page_width) / 2;
    layout->left = layout->page_left;
    layout->width =
        (layout->page_width - (layout->columns - 1) * space(layout, SPACE_GAP)) / layout->columns;
    layout->centred = stage == STAGE_TICKET || stage == STAGE_GOODBYE;
}

/* ---- Pages ---- */

static int stack_height(const struct layout *layout, enum block_place place)
{
    int height = 0;
    for (size_t i = 0; i < layout->block_count; i++)
        if (layout->blocks[i].place == place)
            height += layout->blocks[i].height + layout->blocks[i].gap;
    return height;
}

/* The gap after the last block of the flow is nobody's. */
static int flow_height(const struct layout *layout)
{
    int height = stack_height(layout, PLACE_FLOW), gap = 0;
    for (size_t i = 0; i < layout->block_count; i++)
        if (layout->blocks[i].place == PLACE_FLOW)
            gap = layout->blocks[i].gap;
    return height - gap;
}

/* Gives each block of the flow its column, and so its page; returns how many columns there are. */
static int break_flow(struct layout *layout, int room)
{
    int at = 0, used = 0;
    size_t first = 0;
    for (size_t i = 0; i < layout->block_count; i++) {
        struct block *block = &layout->blocks[i];
        if (block->place != PLACE_FLOW)
            continue;
        if (used > 0 && used + block->height > room) {
            while (i > first + 1 && layout->blocks[i - 1].place == PLACE_FLOW &&
                   layout->blocks[i - 1].keep_next)
                i--;
            block = &layout->blocks[i];
            first = i;
            at++;
            used = 0;
        }
        block->page = at / layout->columns;
        block->column = at % layout->columns;
        used += block->height + block->gap;
    }
    return at + 1;
}

/* Fills pages of `room`; what stands on one page stands in columns of about the same height.
 * Returns how many pages there are. */
static int break_pages(struct layout *layout, int room)
{
    for (size_t i = 0; i < layout->block_count; i++)
        layout->display->clipped +=
            layout->blocks[i].place == PLACE_FLOW && layout->blocks[i].height > room;
    int count = break_flow(layout, room), least = flow_height(layout) / layout->columns;
    if (layout->columns == 1 || count > layout->columns)
        return (count + layout->columns - 1) / layout->columns;
    while (room - least > 4) {
        int middle = (room + least) / 2;
        if (break_flow(layout, middle) > layout->columns)
            least = middle;
        else
            room = middle;
    }
    break_flow(layout, room);
    return 1;
}

static bool is_typing(const struct layout *layout)
{
    return layout->scene->edit && layout->scene->edit->open;
}

/* Stands closer together where that saves a page with next to nothing on it. */
static int break_well(struct layout *layout, int room)
{
    int pages = break_pages(layout, room);
    if (pages == 1 || is_typing(layout))
        return pages;
    for (size_t i = 0; i < layout->block_count; i++)
        layout->blocks[i].gap = layout->blocks[i].wide_gap * 6 / 10;
    int closer = break_pages(layout, room);
    if (closer < pages)
        return closer;
    for (size_t i = 0; i < layout->block_count; i++)
        layout->blocks[i].gap = layout->blocks[i].wide_gap;
    return break_pages(layout, room);
}

static void move_block(struct layout *layout, const struct block *block, int right, int down)
{
    for (size_t i = block->item_from; i < block->item_to; i++) {
        layout->display->items[i].rect.x += right;
        layout->display->items[i].rect.y += down;
    }
    for (size_t i = block->box_from; i < block->box_to; i++) {
        layout->display->boxes[i].rect.x += right;
        layout->display->boxes[i].rect.y += down;
    }
}

static bool is_shown(const struct block *block, int page)
{
    return block->place != PLACE_NONE && (block->place != PLACE_FLOW || block->page == page);
}

static bool is_explained(const struct layout *layout, const struct block *block)
{
    for (size_t i = block->box_from; i < block->box_to; i++) {
        const struct screen_node *node = layout->display->boxes[i].node;
        if (node && (node->role == ROLE_ITEM || node->role == ROLE_ROW))
            return true;
    }
    return false;
}

/* What to touch is said where there is something to touch. */
static void hide_idle_legend(struct layout *layout, int page)
{
    bool is_idle = true;
    for (size_t i = 0; i < layout->block_count; i++) {
        const struct block *block = &layout->blocks[i];
        if (block->place == PLACE_FLOW && block->page == page && is_explained(layout, block))
            is_idle = false;
    }
    for (size_t i = 0; i < layout->block_count; i++)
        if (layout->blocks[i].is_legend && is_idle)
            layout->blocks[i].place = PLACE_NONE;
}

/* Takes blocks of other pages off the display: their nodes stay known, without a place. */
static void hide_other_pages(struct layout *layout, int page)
{
    struct display *display = layout->display;
    size_t kept = 0;
    for (size_t i = 0, b = 0; i < display->item_count; i++) {
        while (b < layout->block_count && layout->blocks[b].item_to <= i)
            b++;
        const struct block *block = b < layout->block_count ? &layout->blocks[b] : NULL;
        bool in_block = block && i >= block->item_from;
        if (!in_block || is_shown(block, page))
            display->items[kept++] = display->items[i];
    }
    display->item_count = kept;
    for (size_t b = 0; b < layout->block_count; b++)
        if (!is_shown(&layout->blocks[b], page))
            for (size_t i = layout->blocks[b].box_from; i < layout->blocks[b].box_to; i++)
                display->boxes[i].visible = false;
}

static void place_stack(struct layout *layout, enum block_place place, int y)
{
    for (size_t i = 0; i < layout->block_count; i++) {
        const struct block *block = &layout->blocks[i];
        if (block->place != place)
            continue;
        move_block(layout, block, 0, y);
        y += block->height + block->gap;
    }
}

static void place_page(struct layout *layout, int page, int top)
{
    int step = (layout->page_width + space(layout, SPACE_GAP)) / layout->columns;
    int y[MOST_COLUMNS] = {top, top};
    for (size_t i = 0; i < layout->block_count; i++) {
        const struct block *block = &layout->blocks[i];
        if (block->place != PLACE_FLOW || block->page != page)
            continue;
        move_block(layout, block, block->column * step, y[block->column]);
        y[block->column] += block->height + block->gap;
    }
}

static void put_page_face(struct layout *layout, const char *id, const char *icon, SDL_Rect rect,
                          bool enabled)
{
    const struct language *language = NULL;
    const char *words = ui_words(layout, id, &language);
    struct ink ink = {
        .letters = LETTERS_BODY, .colour = enabled ? COLOUR_INDIGO : COLOUR_SOFT, .bold = true};
    bool pressed = is_pressed(layout, id);
    put_card(layout, rect, space(layout, SPACE_SMALL_RADIUS), space(layout, SPACE_BORDER),
             colour(layout, enabled ? COLOUR_INDIGO : COLOUR_PALE),
             colour(layout, !enabled  ? COLOUR_PALE
                            : pressed ? COLOUR_PRESSED
                                      : COLOUR_PAPER));
    int size = px(layout, 56), gap = space(layout, SPACE_SMALL_GAP);
    if (has_place_beside_bar(layout)) {
        /* Too narrow for words: the arrow says it, the words are the box's name. */
        put_icon(layout, icon,
                 (SDL_Rect){rect.x + (rect.w - size) / 2, rect.y + (rect.h - size) / 2, size, size},
                 colour(layout, ink.colour));
        return;
    }
    int room = rect.w - 4 * gap - size;
    const struct paragraph *paragraph = measure(layout, words, language, ink, room);
    int left = rect.x + (rect.w - size - gap - paragraph->width) / 2;
    put_icon(layout, icon, (SDL_Rect){left, rect.y + (rect.h - size) / 2, size, size},
             colour(layout, ink.colour));
    put_text(layout, words, language, ink, left + size + gap,
             rect.y + (rect.h - paragraph->height) / 2, paragraph->width);
}

static void put_page_button(struct layout *layout, const char *id, const char *icon, SDL_Rect rect,
                            bool enabled)
{
    put_page_face(layout, id, icon, rect, enabled);
    struct box *box = put_control(layout, NULL, id, rect, ACT_PAGE);
    box->role = "button";
    box->name = ui_words(layout, id, NULL);
    box->argument = strcmp(id, "ui.below") == 0 ? "below" : "above";
    box->disabled = !enabled;
}

/* Side by side under the content, or beside the bar. */
static void put_page_buttons(struct layout *layout, int bottom, int page, int pages)
{
    int gap = space(layout, SPACE_GAP), high = space(layout, SPACE_TARGET);
    SDL_Rect room = {layout->page_left, bottom - high, layout->page_width, high};
    if (has_place_beside_bar(layout)) {
        gap = space(layout, SPACE_SMALL_GAP);
        room = page_buttons_beside_bar(layout);
    }
    SDL_Rect above = room, below;
    above.w = (room.w - gap) / 2;
    below = above;
    below.x += above.w + gap;
    put_page_button(layout, "ui.above", "arrow-up", above, page > 0);
    put_page_button(layout, "ui.below", "arrow-down", below, page + 1 < pages);
}

static int page_of_focused_field(const struct layout *layout)
{
    const struct edit *edit = layout->scene->edit;
    for (size_t b = 0; b < layout->block_count; b++)
        for (size_t i = layout->blocks[b].box_from; i < layout->blocks[b].box_to; i++) {
            const struct box *box = &layout->display->boxes[i];
            if (box->id && strcmp(box->id, edit->id) == 0)
                return layout->blocks[b].page;
        }
    return 0;
}

static int highest_of_flow(const struct layout *layout)
{
    int highest = 0;
    for (size_t i = 0; i < layout->block_count; i++)
        if (layout->blocks[i].place == PLACE_FLOW && layout->blocks[i].height > highest)
            highest = layout->blocks[i].height;
    return highest;
}

/* What is to stay in sight would take too much of the room. */
static bool is_crowded(const struct layout *layout, int room)
{
    return stack_height(layout, PLACE_TOP) * 100 > room * 36;
}

/* Titles stay in sight unless they crowd; while typing, the field is what matters. */
static void unpin_if_crowded(struct layout *layout, int room)
{
    int top = stack_height(layout, PLACE_TOP);
    bool hides_field = is_typing(layout) && top + highest_of_flow(layout) > room;
    if ((!is_crowded(layout, room) && !hides_field) || layout->columns > 1)
        return;
    for (size_t i = 0; i < layout->block_count; i++)
        if (layout->blocks[i].place == PLACE_TOP)
            layout->blocks[i].place = PLACE_FLOW;
}

/* Where the keyboard leaves too little room, the field comes before the action below it. */
static void make_room_to_type(struct layout *layout, int *flow)
{
    if (highest_of_flow(layout) <= *flow)
        return;
    *flow += stack_height(layout, PLACE_BOTTOM);
    for (size_t i = 0; i < layout->block_count; i++)
        if (layout->blocks[i].place == PLACE_BOTTOM)
            layout->blocks[i].place = PLACE_NONE;
}

static void place_flow(struct layout *layout, int top, int flow)
{
    struct display *display = layout->display;
    int gap = space(layout, SPACE_GAP), buttons = space(layout, SPACE_TARGET);
    int needed = flow_height(layout), side = stack_height(layout, PLACE_SIDE);
    bool paged = needed > flow * layout->columns;
    bool below = paged && !is_typing(layout) && !has_place_beside_bar(layout);
    display->pages = break_well(layout, below ? flow - buttons - gap : flow);
    int page = layout->scene->page < display->pages ? layout->scene->page : display->pages - 1;
    if (is_typing(layout))
        page = page_of_focused_field(layout);
    display->page = page;
    display->clipped += side > flow;
    int spare = display->pages > 1 ? 0 : flow - (needed > side ? needed : side);
    int from = top + (layout->centred ? spare * 2 / 5 : 0);
    place_page(layout, page, from);
    place_stack(layout, PLACE_SIDE, from + (side < needed ? (needed - side) / 2 : 0));
    hide_idle_legend(layout, page);
    hide_other_pages(layout, page);
    if (display->pages > 1 && !is_typing(layout))
        put_page_buttons(layout, top + flow, page, display->pages);
}

static void place_blocks(struct layout *layout, int top, int bottom)
{
    unpin_if_crowded(layout, bottom - top);
    int pinned = stack_height(layout, PLACE_TOP);
    int flow = bottom - stack_height(layout, PLACE_BOTTOM) - top - pinned;
    if (is_typing(layout))
        make_room_to_type(layout, &flow);
    int low = stack_height(layout, PLACE_BOTTOM), gap = space(layout, SPACE_SMALL_GAP);
    place_stack(layout, PLACE_TOP, top);
    place_stack(layout, PLACE_BOTTOM, bottom - low + (low > 0 ? gap : 0));
    place_flow(layout, top + pinned, flow);
}

/* ---- The whole ---- */

static void lay_blocks(struct layout *layout)
{
    struct display *display = layout->display;
    content_column(layout);
    layout->beside = false;
    display->item_count = display->box_count = 0;
    display->clipped = 0;
    layout->block_count = 0;
    layout->primary = NULL;
    layout->numbered = layout->tint = layout->stretching_rows = 0;
    lay_children(layout, layout->scene->view->root);
}

static int spare_height(const struct layout *layout, int room)
{
    return room - stack_height(layout, PLACE_TOP) - stack_height(layout, PLACE_BOTTOM) -
           flow_height(layout);
}

/* Tiles shrink a little where they do not all fit; tiles and answers grow into the room left over,
 * so that a home of four is as full as one of six and a question of two is as easy to hit as it can
 * be. */
static void fit_rows(struct layout *layout, int room)
{
    if (layout->stretching_rows == 0)
        return;
    int spare = spare_height(layout, room);
    if (spare < 0) {
        layout->compact = true;
        lay_blocks(layout);
        spare = spare_height(layout, room);
    }
    if (spare <= 0)
        return;
    layout->stretch = spare / layout->stretching_rows;
    lay_blocks(layout);
}

static bool needs_pages(struct layout *layout, int room)
{
    room -= stack_height(layout, PLACE_TOP) + stack_height(layout, PLACE_BOTTOM);
    return break_flow(layout, room) > layout->columns;
}

static const struct screen_node *bar_of(const struct screen_node *root)
{
    for (const struct screen_node *node = root->first_child; node; node = node->next)
        if (node->role == ROLE_BAR)
            return node;
    return NULL;
}

/* Pages whose parts stand one under the other. */
static bool may_stand_in_columns(const struct layout *layout)
{
    const struct screen_node *root = layout->scene->view->root;
    return layout->lying && !is_typing(layout) && !layout->centred && !page_has(root, ROLE_TILE) &&
           !page_has(root, ROLE_GREETING) && !page_has(root, ROLE_DAYS);
}

static void lay_page(struct layout *layout)
{
    int gap = space(layout, layout->lying ? SPACE_SMALL_GAP : SPACE_GAP);
    int top = frame_height(layout, FRAME_HEADER) + frame_height(layout, FRAME_BAND) + gap;
    int bottom = layout->display->height - gap;
    layout->bar = bar_of(layout->scene->view->root);
    if (layout->bar)
        bottom -= frame_height(layout, FRAME_BAR);
    if (is_typing(layout))
        bottom -= keyboard_height(layout);
    lay_blocks(layout);
    fit_rows(layout, bottom - top);
    if (may_stand_in_columns(layout) && spare_height(layout, bottom - top) < 0 &&
        !is_crowded(layout, bottom - top)) {
        layout->columns = MOST_COLUMNS;
        lay_blocks(layout);
    }
    if (!is_typing(layout) && needs_pages(layout, bottom - top)) {
        layout->paged = true;
        lay_blocks(layout);
    }
    if (layout->bar)
        put_bar_ground(layout);
    place_blocks(layout, top, bottom);
    put_header(layout);
    if (is_typing(layout))
        put_keyboard(layout, bottom + gap / 2);
    put_beside_bar(layout);
    if (layout->bar)
        put_bar(layout);
}

struct display *layout_view(const struct layout_world *world, const struct scene *scene, int width,
                            int height)
{
    struct layout layout = {.world = world,
                            .scene = scene,
                            .theme = world->theme,
                            .language = scene->view->language,
                            .display = display_new(width, height),
                            .lying = width > height,
                            .columns = 1,
                            .is_rtl = scene->view->language && scene->view->language->is_rtl &&
                                      scene->view->stage != STAGE_ATTRACT};
    double across = width / (layout.lying ? 1920.0 : 1080.0);
    double down = height / (layout.lying ? 1080.0 : 1920.0);
    layout.scale = across < down ? across : down;
    layout.display->ground = world->theme->colours[COLOUR_SAND];
    if (scene->view->stage == STAGE_ATTRACT)
        put_attract(&layout);
    else
        lay_page(&layout);
    if (scene->view->warning && scene->view->over)
        put_question(&layout);
    else if (scene->veil)
        put_veil(&layout);
    layout.display->is_rtl = layout.is_rtl;
    if (layout.is_rtl)
        display_mirror(layout.display);
    display_seal(layout.display);
    free(layout.blocks);
    return layout.display;
}
