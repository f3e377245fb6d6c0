/* The table a plugin describes its screen with: a tree grows in the order's arena, and the first
 * broken rule sticks. */
#include "plugin/runner/session.h"

#include <stddef.h>

#define FIELD_CHARACTERS 100 /* where a plugin does not say */

static bool take_node(struct session *session, const struct mrh_node *given,
                      struct screen_node *node)
{
    struct mrh_node copy;
    struct arena *arena = session->arena;
    if (!session_take(session, &copy, sizeof copy, given, "mrh_node"))
        return false;
    const char *id = copy.id;
    node->role = (enum screen_role)copy.role;
    node->tone = (enum screen_tone)copy.tone;
    node->flags = copy.flags;
    node->number = copy.number;
    if (node->role == ROLE_FIELD && copy.number == 0)
        node->number = FIELD_CHARACTERS;
    node->of = copy.of;
    node->id = session_text(session, arena, copy.id, MRH_MAX_ID, "an id");
    node->icon = session_text(session, arena, copy.icon, MRH_MAX_ID, id);
    node->value = session_text(session, arena, copy.value, MRH_MAX_TEXT, id);
    return session_words(session, arena, copy.label, id, &node->label) &&
           session_words(session, arena, copy.detail, id, &node->detail) &&
           session_words(session, arena, copy.error, id, &node->error);
}

static struct screen_node *add_node(struct mrh_ui *ui, const struct mrh_node *given,
                                    const char *call)
{
    struct session *session = ui->context;
    if (!session_allows(session, call, PHASE_BUILD, PHASE_BUILD) || !given)
        return NULL;
    if (++session->nodes > MRH_MAX_NODES) {
        session_fault(session, FAULT_NODES, NULL, 0);
        return NULL;
    }
    struct screen_node *node = screen_add(session->arena, session->open_node, ROLE_NONE, NULL);
    return take_node(session, given, node) ? node : NULL;
}

static void add(struct mrh_ui *ui, const struct mrh_node *node)
{
    add_node(ui, node, "add");
}

static void begin(struct mrh_ui *ui, const struct mrh_node *given)
{
    struct session *session = ui->context;
    struct screen_node *node = add_node(ui, given, "begin");
    if (!node)
        return;
    if (!screen_takes_children(node->role))
        session_fault(session, FAULT_ROLE, node->id, (uint32_t)node->role);
    else if (++session->depth > MRH_MAX_DEPTH)
        session_fault(session, FAULT_DEPTH, node->id, 0);
    else
        session->open_node = node;
}

static void end(struct mrh_ui *ui)
{
    struct session *session = ui->context;
    if (!session_allows(session, "end", PHASE_BUILD, PHASE_BUILD))
        return;
    if (session->depth == 0) {
        session_fault(session, FAULT_BALANCE, NULL, 0);
        return;
    }
    session->depth--;
    session->open_node = session->open_node->parent;
}

struct mrh_ui *screen_table(struct session *session, const struct wire_order *order)
{
    /* Kept alive and complete after the build: a plugin that stored the pointer is told so. */
    static struct mrh_ui ui;
    ui = (struct mrh_ui){.size = sizeof ui,
                         .surface = order->surface,
                         .language = order->language,
                         .context = session,
                         .add = add,
                         .begin = begin,
                         .end = end};
    session->root = screen_new(session->arena);
    session->open_node = session->root;
    session->nodes = session->depth = 0;
    return &ui;
}
