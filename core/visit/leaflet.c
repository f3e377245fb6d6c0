/* Paper a visitor takes home beside the ticket: what a screen says, and the papers to bring. */
#include "ticket/leaflet.h"
#include "base/log.h"
#include "base/memory.h"
#include "visit/inside.h"

#include <marhaba/plugin.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The parts of one leaflet, as they are found in two trees of the same shape. */
struct writing {
    struct arena *arena;
    struct leaflet_part *parts;
    size_t count;
};

void slip_order_free(struct slip_order *order)
{
    if (!order)
        return;
    arena_free(order->arena);
    memory_wipe(order, sizeof *order);
    free(order);
}

/* ---- Words ---- */

/* `french` may be NULL. What is the same in both is said once. */
static struct leaflet_words pair(struct arena *arena, const struct screen_text *own,
                                 const struct screen_text *french)
{
    const struct language *second = language_find("fr");
    struct leaflet_words words = {.text = arena_copy(arena, own->text), .language = own->language};
    bool is_told = own->text && french && french->text && french->language == second &&
                   own->language != second && strcmp(own->text, french->text) != 0;
    if (is_told)
        words.french = arena_copy(arena, french->text);
    return words;
}

/* ---- A screen ---- */

static bool is_same_shape(const struct screen_node *a, const struct screen_node *b)
{
    bool same = a->role == b->role && a->tone == b->tone && a->flags == b->flags &&
                strcmp(a->id ? a->id : "", b->id ? b->id : "") == 0;
    a = a->first_child;
    b = b->first_child;
    for (; same && a && b; a = a->next, b = b->next)
        same = is_same_shape(a, b);
    return same && !a == !b;
}

static bool is_printed(const struct screen_node *node, enum leaflet_kind *kind)
{
    switch (node->role) {
    case ROLE_TITLE:
        *kind = LEAFLET_TITLE;
        return true;
    case ROLE_GROUP:
    case ROLE_CHECKLIST:
    case ROLE_DETAILS:
        *kind = LEAFLET_HEADING;
        return node->label.text != NULL;
    case ROLE_PARAGRAPH:
        /* How to touch the list is of no use on paper. */
        if (node->tone == TONE_LEAD && node->next && node->next->role == ROLE_CHECKLIST)
            return false;
        *kind = node->parent->role == ROLE_ITEM ? LEAFLET_NOTE
                : node->tone == TONE_BULLET     ? LEAFLET_BULLET
                : node->tone == TONE_NUMBERED   ? LEAFLET_NUMBERED
                                                : LEAFLET_PARAGRAPH;
        return true;
    case ROLE_NOTICE:
        *kind = LEAFLET_NOTICE;
        return true;
    case ROLE_ITEM:
        *kind = LEAFLET_ITEM;
        return true;
    case ROLE_DETAIL:
        *kind = LEAFLET_DETAIL;
        return true;
    case ROLE_LINK:
        *kind = LEAFLET_LINK;
        return true;
    default:
        return false;
    }
}

static enum leaflet_mark mark_of(const struct screen_node *node)
{
    const char *value = node->role == ROLE_ITEM && node->value ? node->value : "";
    return strcmp(value, "have") == 0      ? LEAFLET_HAVE
           : strcmp(value, "missing") == 0 ? LEAFLET_MISSING
           : strcmp(value, "unsure") == 0  ? LEAFLET_UNSURE
                                           : LEAFLET_OPEN;
}

static struct leaflet_part part_of(struct arena *arena, enum leaflet_kind kind,
                                   const struct screen_node *own, const struct screen_node *french)
{
    struct leaflet_part part = {.kind = kind,
                                .words = pair(arena, &own->label, french ? &french->label : NULL),
                                .detail =
                                    pair(arena, &own->detail, french ? &french->detail : NULL),
                                .mark = mark_of(own)};
    if (own->role == ROLE_LINK)
        part.address = arena_copy(arena, own->value);
    part.strong =
        part.mark == LEAFLET_MISSING || own->tone == TONE_WARNING || own->tone == TONE_ERROR;
    return part;
}

static bool holds_parts(const struct screen_node *node)
{
    return node->role == ROLE_SCREEN || node->role == ROLE_GROUP || node->role == ROLE_CHECKLIST ||
           node->role == ROLE_ITEM || node->role == ROLE_DETAILS;
}

/* `french`: the same node of the tree in French; NULL when there is none. */
static void write_node(struct writing *writing, const struct screen_node *own,
                       const struct screen_node *french, int number)
{
    enum leaflet_kind kind;
    size_t before = writing->count;
    if (own->flags & FLAG_PRIVATE)
        return;
    bool is_part = is_printed(own, &kind);
    if (is_part) {
        writing->parts[writing->count] = part_of(writing->arena, kind, own, french);
        writing->parts[writing->count++].number = number;
    }
    if (!holds_parts(own))
        return;
    int steps = 0;
    const struct screen_node *second = french ? french->first_child : NULL;
    for (const struct screen_node *child = own->first_child; child; child = child->next) {
        bool is_step = child->role == ROLE_PARAGRAPH && child->tone == TONE_NUMBERED;
        steps = is_step ? steps + 1 : 0;
        write_node(writing, child, second, steps);
        second = second ? second->next : NULL;
    }
    bool is_bare = is_part && kind == LEAFLET_HEADING && writing->count == before + 1;
    if (is_bare) /* it stood above buttons only */
        writing->count = before;
}

static size_t count_nodes(const struct screen_node *root)
{
    size_t count = 0;
    struct screen_node *tree = (struct screen_node *)root;
    for (struct screen_node *node = tree; node; node = screen_walk(tree, node))
        count++;
    return count;
}

/* ---- Orders ---- */

static struct slip_order *order_new(struct visit *visit, char id[ORDER_ID])
{
    struct slip_order *order = memory_new(1, sizeof *order);
    order->arena = arena_new();
    snprintf(id, ORDER_ID, "paper-%u", ++visit->papers);
    memcpy(order->id, id, ORDER_ID);
    struct leaflet *leaflet = arena_take(order->arena, 1, sizeof *leaflet);
    *leaflet = (struct leaflet){.commune = visit->world.commune,
                                .language = visit->language,
                                .made_ms = clock_now_ms(visit->world.clock)};
    order->leaflet = leaflet;
    return order;
}

static void name_by_time(const struct visit *visit, struct slip_order *order)
{
    int64_t now = clock_now_ms(visit->world.clock);
    struct civil_time at = clock_civil(now);
    char day[11];
    clock_day(now, day);
    snprintf(order->name, sizeof order->name, "%s-%02d%02d%02d-%s", day, at.hour, at.minute,
             at.second, order->id);
}

/* Line by line where both are the same screen, one after the other where they are not (a text may
 * have more paragraphs in one language than in another). */
static void write_screen(const struct visit *visit, struct writing *writing,
                         const struct screen_node *own, const struct screen_node *french)
{
    bool is_same = french && is_same_shape(own, french);
    size_t most = count_nodes(own) + (french ? count_nodes(french) + 1 : 0);
    writing->parts = arena_take(writing->arena, most, sizeof *writing->parts);
    write_node(writing, own, is_same ? french : NULL, 0);
    if (!french || is_same)
        return;
    log_write(LOG_INFO, "a screen of %s has another shape in French: it is printed twice",
              visit->service->code);
    writing->parts[writing->count++] = (struct leaflet_part){.kind = LEAFLET_RULE};
    write_node(writing, french, NULL, 0);
}

/* Two screens that say the same have the same look; who presses twice wants one paper. */
static uint64_t look_of(const struct screen_node *root)
{
    struct buffer text = buffer_new(1u << 20);
    uint64_t hash = 14695981039346656037u; /* FNV-1a */
    screen_dump_text(&text, root);
    for (size_t i = 0; i < text.length; i++)
        hash = (hash ^ (unsigned char)text.bytes[i]) * 1099511628211u;
    buffer_free(&text);
    return hash;
}

static bool is_coming(const struct paper *paper)
{
    return paper->id[0] && !paper->is_out;
}

static bool is_coming_already(const struct leaflet_wish *wish, uint64_t screen)
{
    for (size_t i = 0; i < PAPERS_A_VISIT; i++)
        if (is_coming(&wish->papers[i]) && wish->papers[i].screen == screen)
            return true;
    return false;
}

static bool is_any_coming(const struct leaflet_wish *wish)
{
    for (size_t i = 0; i < PAPERS_A_VISIT; i++)
        if (is_coming(&wish->papers[i]))
            return true;
    return false;
}

/* The paper of that id; "": where one more can stand. NULL when there is none. */
static struct paper *find_paper(struct leaflet_wish *wish, const char *id)
{
    for (size_t i = 0; i < PAPERS_A_VISIT; i++)
        if (strcmp(wish->papers[i].id, id) == 0)
            return &wish->papers[i];
    return NULL;
}

static void order_screen(struct visit *visit, struct paper *paper, const struct screen_node *own,
                         const struct screen_node *french)
{
    struct slip_order *order = order_new(visit, paper->id);
    struct writing writing = {.arena = order->arena};
    write_screen(visit, &writing, own, french);
    order->leaflet->parts = writing.parts;
    order->leaflet->part_count = writing.count;
    name_by_time(visit, order);
    visit->world.print(visit->world.print_self, order);
}

void leaflet_of_screen(struct visit *visit, const struct screen_node *own,
                       const struct screen_node *french)
{
    struct leaflet_wish *wish = &visit->leaflet;
    uint64_t screen = look_of(own);
    bool is_same = is_coming_already(wish, screen); /* asked for twice, it is the same paper */
    struct paper *paper = find_paper(wish, "");
    wish->is_read = false;
    wish->state = !visit->world.print ? PAPER_FAILED
                  : is_same || paper  ? PAPER_COMING
                                      : PAPER_ENOUGH;
    if (!visit->world.print || is_same || !paper)
        return;
    paper->screen = screen;
    order_screen(visit, paper, own, french);
}

/* Of several that are coming, each that fails is told; that they are out, once all of them are. */
bool leaflet_came(struct visit *visit, const char *id, const char *trouble)
{
    struct leaflet_wish *wish = &visit->leaflet;
    struct paper *paper = id[0] ? find_paper(wish, id) : NULL;
    if (!paper || paper->is_out)
        return false;
    if (trouble[0]) {
        memset(paper, 0, sizeof *paper);
        wish->state = PAPER_FAILED;
        wish->is_read = false;
        return leaflet_is_told(visit);
    }
    paper->is_out = true;
    if (wish->state != PAPER_COMING || is_any_coming(wish))
        return false;
    wish->state = wish->is_read ? PAPER_NONE : PAPER_OUT;
    return leaflet_is_told(visit);
}

/* Never over a ticket's number. Who went on meanwhile still learns that nothing will come. */
bool leaflet_is_told(const struct visit *visit)
{
    bool is_place =
        visit->stage == STAGE_PLUGIN || visit->stage == STAGE_HOME || visit->stage == STAGE_REVIEW;
    return is_place && visit->leaflet.state != PAPER_NONE && !visit->leaflet.is_read;
}

void leaflet_read(struct visit *visit)
{
    struct leaflet_wish *wish = &visit->leaflet;
    wish->is_read = is_any_coming(wish);
    wish->state = wish->is_read ? PAPER_COMING : PAPER_NONE;
}

/* ---- The papers to bring ---- */

static const struct leaflet_part *list_facts(struct arena *arena, const struct facts *own,
                                             const struct facts *french, enum fact_kind kind,
                                             size_t *count)
{
    struct leaflet_part *items = arena_take(arena, own->count, sizeof *items);
    *count = 0;
    for (size_t i = 0; i < own->count; i++) {
        const struct fact *fact = &own->items[i], *same = &french->items[i];
        if (fact->kind != kind || !fact->label.text)
            continue;
        items[(*count)++] =
            (struct leaflet_part){.kind = LEAFLET_ITEM,
                                  .words = pair(arena, &fact->label, &same->label),
                                  .detail = pair(arena, &fact->value, &same->value),
                                  .mark = kind == FACT_UNSURE ? LEAFLET_UNSURE : LEAFLET_OPEN,
                                  .strong = kind == FACT_MISSING};
    }
    return items;
}

static struct leaflet_words doubt_of(struct arena *arena, const struct facts *own,
                                     const struct facts *french)
{
    for (size_t i = 0; i < own->count; i++)
        if (own->items[i].kind == FACT_NOTE && strcmp(own->items[i].id, MRH_NOTE_STALE) == 0)
            return pair(arena, &own->items[i].label, &french->items[i].label);
    return (struct leaflet_words){0};
}

static bool has_facts_to_bring(const struct facts *facts)
{
    for (size_t i = 0; i < facts->count; i++)
        if (facts->items[i].kind == FACT_MISSING || facts->items[i].kind == FACT_UNSURE)
            return true;
    return false;
}

void leaflet_of_wish(struct visit *visit, const char *ticket_name)
{
    struct arena *arena = arena_new();
    struct facts *own = wish_facts(visit, arena, visit->language);
    struct facts *french = wish_facts(visit, arena, language_find("fr"));
    if (has_facts_to_bring(own)) {
        struct slip_order *order = order_new(visit, visit->issued.list);
        struct leaflet *leaflet = order->leaflet;
        leaflet->missing =
            list_facts(order->arena, own, french, FACT_MISSING, &leaflet->missing_count);
        leaflet->unsure =
            list_facts(order->arena, own, french, FACT_UNSURE, &leaflet->unsure_count);
        leaflet->doubt = doubt_of(order->arena, own, french);
        snprintf(order->name, sizeof order->name, "%s-papers", ticket_name);
        visit->world.print(visit->world.print_self, order);
    }
    arena_free(arena);
}
