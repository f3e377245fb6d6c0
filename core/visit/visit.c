#include "base/log.h"
#include "base/memory.h"
#include "visit/inside.h"
#include "visit/sources.h"

#include <marhaba/plugin.h>

#include <stdlib.h>
#include <string.h>

#define GOODBYE_MS        6000
#define WARM_MS           300 /* after the last event: a spare must not slow what is shown */
#define TICKET_PATIENCE   2   /* times idle_seconds: someone copies the code */
#define LANGUAGE_PREFIX   "core.language."
#define SERVICE_PREFIX    "core.service."
#define LENGTH_OF(prefix) (sizeof(prefix) - 1)

/* ---- Life ---- */

static const char *value_of(void *self, const char *id)
{
    const struct visit *visit = self;
    return visit->service ? values_get(visit->values, visit->service->code, id) : NULL;
}

static const struct language *first_language(const struct visit *visit)
{
    const struct language *first = language_find(visit->world.commune->languages[0]);
    return first ? first : language_find("fr");
}

static bool show(struct visit *visit);

struct visit *visit_new(const struct visit_world *world, struct error *error)
{
    struct supervisor *supervisor = supervisor_new(world->registry, world->place, world->clock);
    if (!supervisor) {
        error_set(error, ERROR_SYSTEM, "the plugins' supervisor could not be started");
        return NULL;
    }
    struct visit *visit = memory_new(1, sizeof *visit);
    visit->world = *world;
    visit->supervisor = supervisor;
    visit->values = values_new();
    visit->services = (struct plugin_services){.self = visit,
                                               .slots = booking_slots,
                                               .choose = booking_choose,
                                               .value = value_of,
                                               .content_read = reading_read,
                                               .content_list = reading_list,
                                               .content_search = reading_search};
    visit->library = sources_open(world->commune, world->place, world->registry, world->store,
                                  "kiosk", clock_now_ms(world->clock));
    visit->calendar = calendar_new(visit->library, world->commune);
    visit->language = first_language(visit);
    visit->is_warm_due = true;
    show(visit);
    return visit;
}

void visit_free(struct visit *visit)
{
    if (!visit)
        return;
    service_close(visit);
    wish_clear(visit);
    values_free(visit->values);
    supervisor_free(visit->supervisor);
    calendar_free(visit->calendar);
    library_close(visit->library);
    if (visit->own_store)
        store_close(visit->own_store);
    arena_free(visit->arena);
    memory_wipe(visit, sizeof *visit);
    free(visit);
}

struct store *visit_store(struct visit *visit, struct error *error)
{
    if (visit->world.store)
        return visit->world.store;
    if (!visit->own_store)
        visit->own_store =
            store_open(visit->world.commune->home, STORE_KIOSK, visit->world.clock, error);
    return visit->own_store;
}

void visit_enter(struct visit *visit, enum visit_stage stage)
{
    /* What was published since the last visit is for this one already. */
    if (visit->stage == STAGE_ATTRACT && stage != STAGE_ATTRACT)
        reading_refresh(visit);
    visit->stage = stage;
    visit->is_wrong_shown = false;
    visit->entered_ms = clock_steady_ms(visit->world.clock);
}

void visit_end(struct visit *visit)
{
    service_close(visit);
    wish_clear(visit);
    values_clear(visit->values);
    memory_wipe(&visit->issued, sizeof visit->issued);
    memory_wipe(&visit->scan, sizeof visit->scan);
    memory_wipe(&visit->leaflet, sizeof visit->leaflet);
    visit->language = first_language(visit);
    visit->is_warning = false;
    visit->view.visit++;
    reading_refresh(visit);
    visit_enter(visit, STAGE_ATTRACT);
}

/* ---- The view ---- */

static bool lies_over(enum visit_stage stage)
{
    return stage == STAGE_LANGUAGE || stage == STAGE_HELP || stage == STAGE_NOTICE;
}

static void resolve_plugin(struct visit *visit, struct arena *arena, struct screen_node *root,
                           const struct language *language)
{
    screen_resolve(arena, root, registry_messages(visit->world.registry, visit->service->plugin),
                   language, value_of, visit);
}

/* The screen once more, in French; one that cannot be had is not worth the visitor's paper. */
static void print_screen(struct visit *visit, const struct screen_node *root)
{
    const struct language *french = language_find("fr");
    struct error error = {0};
    struct arena *arena = arena_new();
    struct screen_node *second = NULL;
    if (visit->language != french)
        second = plugin_visit_build(visit->plugin, arena, french, &error);
    if (second)
        resolve_plugin(visit, arena, second, french);
    else if (visit->language != french)
        log_write(LOG_WARNING, "a screen is printed without its French: %s", error.text);
    leaflet_of_screen(visit, root, second);
    arena_free(arena);
}

static struct screen_node *build_plugin(struct visit *visit, struct arena *arena)
{
    struct error error = {0};
    struct screen_node *root = plugin_visit_build(visit->plugin, arena, visit->language, &error);
    if (!root) {
        service_fail(visit, &error);
        return NULL;
    }
    resolve_plugin(visit, arena, root, visit->language);
    if (visit->leaflet.is_due)
        print_screen(visit, root);
    if (visit->is_wrong_shown)
        screen_add_wrongs(visit, arena, root);
    return root;
}

static struct screen_node *over_of(struct visit *visit, struct arena *arena)
{
    if (visit->is_warning)
        return screen_of_warning(visit, arena);
    return leaflet_is_told(visit) ? screen_of_paper(visit, arena) : NULL;
}

static bool show(struct visit *visit)
{
    struct arena *arena = arena_new();
    struct screen_node *root = visit->stage == STAGE_PLUGIN ? build_plugin(visit, arena) : NULL;
    visit->leaflet.is_due = false;
    if (!root)
        root = screen_of_stage(visit, arena);
    if (visit->stage != STAGE_ATTRACT)
        screen_add_bar(visit, arena, root);
    visit->view = (struct view){.serial = visit->view.serial + 1,
                                .visit = visit->view.visit,
                                .stage = visit->stage,
                                .language = visit->language,
                                .root = root,
                                .over = over_of(visit, arena),
                                .service = visit->service ? visit->service->code : ""};
    visit->view.warning = visit->view.over != NULL;
    arena_free(visit->arena);
    visit->arena = arena;
    return true;
}

const struct view *visit_view(const struct visit *visit)
{
    return &visit->view;
}

/* ---- Presses ---- */

/* Puts language, help or a notice over whatever is there. */
static void lay_over(struct visit *visit, enum visit_stage stage)
{
    if (!lies_over(visit->stage))
        visit->behind = visit->stage;
    visit_enter(visit, stage);
}

static void leave_review(struct visit *visit)
{
    if (!visit->plugin) {
        wish_clear(visit);
        visit_enter(visit, STAGE_HOME);
        return;
    }
    visit_enter(visit, STAGE_PLUGIN);
    service_event(visit, MRH_EVENT_RETURN, "", "");
}

static void go_home(struct visit *visit)
{
    service_close(visit);
    wish_clear(visit);
    visit_enter(visit, STAGE_HOME);
}

static void resume(struct visit *visit)
{
    if (visit->behind == STAGE_ATTRACT)
        visit_end(visit);
    else
        visit_enter(visit, visit->behind);
}

static void go_back(struct visit *visit)
{
    if (lies_over(visit->stage))
        resume(visit);
    else if (visit->stage == STAGE_PLUGIN)
        service_event(visit, MRH_EVENT_BACK, "", "");
    else if (visit->stage == STAGE_REVIEW)
        leave_review(visit);
    else if (visit->stage == STAGE_TROUBLE && visit->wish.service)
        visit_enter(visit, STAGE_REVIEW);
    else
        go_home(visit);
}

static void choose_language(struct visit *visit, const char *code)
{
    const struct language *language = language_find(code);
    if (!language)
        return;
    visit->language = language;
    bool is_new = visit->stage == STAGE_ATTRACT || visit->behind == STAGE_ATTRACT;
    visit_enter(visit, is_new ? STAGE_HOME : visit->behind);
}

static void say_goodbye(struct visit *visit)
{
    const struct language *language = visit->language;
    visit_end(visit);
    visit->language = language;
    visit_enter(visit, STAGE_GOODBYE);
}

static void press_of_core(struct visit *visit, const char *id)
{
    if (strncmp(id, LANGUAGE_PREFIX, LENGTH_OF(LANGUAGE_PREFIX)) == 0)
        choose_language(visit, id + LENGTH_OF(LANGUAGE_PREFIX));
    else if (strncmp(id, SERVICE_PREFIX, LENGTH_OF(SERVICE_PREFIX)) == 0)
        service_open(visit, id + LENGTH_OF(SERVICE_PREFIX));
    else if (strcmp(id, "core.back") == 0)
        go_back(visit);
    else if (strcmp(id, "core.home") == 0 || strcmp(id, "core.start") == 0)
        go_home(visit);
    else if (strcmp(id, "core.language") == 0)
        lay_over(visit, STAGE_LANGUAGE);
    else if (strcmp(id, "core.help") == 0)
        lay_over(visit, STAGE_HELP);
    else if (strcmp(id, "core.resume") == 0)
        resume(visit);
    else if (strcmp(id, "core.officer") == 0)
        service_open(visit, OFFICER_SERVICE);
    else if (strcmp(id, "core.confirm") == 0 || strcmp(id, "core.retry") == 0)
        wish_confirm(visit);
    else if (strcmp(id, "core.done") == 0)
        say_goodbye(visit);
}

static struct screen_node *bar_of(const struct visit *visit)
{
    struct screen_node *last = visit->view.root->last_child;
    return last && last->role == ROLE_BAR ? last : NULL;
}

static void press_of_plugin(struct visit *visit, const struct screen_node *node)
{
    bool goes_on = node->role == ROLE_BUTTON && node->tone == TONE_PRIMARY;
    visit->is_wrong_shown = goes_on && !screen_is_answered(visit->view.root);
    if (!visit->is_wrong_shown)
        service_event(visit, MRH_EVENT_PRESS, node->id, "");
}

/* Only what can be seen and pressed now: a second tap on what is gone means nothing. */
static bool press(struct visit *visit, const char *id)
{
    struct screen_node *bar = bar_of(visit);
    struct screen_node *node = bar ? screen_find(bar, id) : NULL;
    bool is_of_core = node || visit->stage != STAGE_PLUGIN;
    if (!node)
        node = screen_find((struct screen_node *)visit->view.root, id);
    if (!node || !screen_can_be_pressed(node))
        return false;
    if (is_of_core)
        press_of_core(visit, id);
    else
        press_of_plugin(visit, node);
    return true;
}

/* While a question lies over the screen nothing of the screen can be pressed. */
static bool press_over(struct visit *visit, const char *id)
{
    if (!screen_find((struct screen_node *)visit->view.over, id))
        return false;
    if (!visit->is_warning)
        leaflet_read(visit);
    else if (strcmp(id, "core.leave") == 0)
        visit_end(visit);
    visit->is_warning = false;
    return true;
}

static bool change(struct visit *visit, const char *id, const char *value)
{
    if (visit->stage != STAGE_PLUGIN)
        return false;
    const struct screen_node *node = screen_find((struct screen_node *)visit->view.root, id);
    if (node && node->role == ROLE_OPTION) {
        value = node->id;
        node = node->parent;
    }
    if (!node || !values_change(visit->values, visit->service->code, node, value))
        return false;
    service_event(visit, MRH_EVENT_CHANGE, node->id, value_of(visit, node->id));
    return true;
}

static bool scan(struct visit *visit, const char *text)
{
    if (visit->stage == STAGE_GOODBYE)
        visit_end(visit);
    scan_take(visit, text);
    visit->is_warning = false;
    lay_over(visit, STAGE_NOTICE);
    return true;
}

/* ---- Time ---- */

/* When, on the steady clock, something happens by itself; -1: nothing will. */
static int64_t deadline(const struct visit *visit)
{
    const struct commune *commune = visit->world.commune;
    int64_t idle = commune->idle_seconds * 1000;
    if (visit->stage == STAGE_ATTRACT)
        return -1;
    if (visit->stage == STAGE_GOODBYE)
        return visit->entered_ms + GOODBYE_MS;
    if (visit->is_warning)
        return visit->warned_ms + commune->warning_seconds * 1000;
    return visit->touched_ms + (visit->stage == STAGE_TICKET ? TICKET_PATIENCE * idle : idle);
}

static void pass_deadline(struct visit *visit, int64_t at)
{
    if (visit->stage == STAGE_GOODBYE || visit->is_warning) {
        visit_end(visit);
    } else if (visit->stage == STAGE_TICKET) {
        say_goodbye(visit);
        visit->entered_ms = at;
    } else {
        visit->is_warning = true;
        visit->warned_ms = at;
    }
}

static void warm(struct visit *visit)
{
    struct error error = {0};
    visit->is_warm_due = false;
    supervisor_warm(visit->supervisor);
    if (!visit_store(visit, &error))
        log_write(LOG_FAILURE, "tickets cannot be issued for now: %s", error.text);
}

/* A clock that jumped far passes several deadlines at once. */
static bool tick(struct visit *visit)
{
    bool is_changed = false;
    if (visit->is_warm_due)
        warm(visit);
    int64_t now = clock_steady_ms(visit->world.clock);
    for (int64_t at = deadline(visit); at >= 0 && at <= now; at = deadline(visit)) {
        pass_deadline(visit, at);
        is_changed = true;
    }
    return is_changed;
}

int64_t visit_wait_ms(const struct visit *visit)
{
    int64_t at = deadline(visit);
    int64_t left = at < 0 ? -1 : at - clock_steady_ms(visit->world.clock);
    if (at >= 0 && left < 0)
        left = 0;
    if (visit->is_warm_due && (left < 0 || left > WARM_MS))
        left = WARM_MS;
    if (visit->health_due_ms) {
        int64_t health = visit->health_due_ms - clock_steady_ms(visit->world.clock);
        health = health < 0 ? 0 : health;
        left = left < 0 || left > health ? health : left;
    }
    return left;
}

/* ---- Events ---- */

static void touch(struct visit *visit)
{
    visit->touched_ms = clock_steady_ms(visit->world.clock);
    if (visit->is_warning)
        visit->warned_ms = visit->touched_ms;
}

static bool take(struct visit *visit, const struct visit_event *event)
{
    if (event->kind == VISIT_TICK)
        return tick(visit);
    if (event->kind == VISIT_PRINTED)
        return paper_came(visit, event->id, event->value);
    touch(visit);
    switch (event->kind) {
    case VISIT_PRESS:
        return visit->view.over ? press_over(visit, event->id) : press(visit, event->id);
    case VISIT_CHANGE:
        /* Under a question too: it was typed or chosen before the question was seen. */
        return change(visit, event->id, event->value);
    case VISIT_SCAN:
        return scan(visit, event->value);
    case VISIT_OPEN:
        visit->is_warning = false;
        service_open_with(visit, event->id, event->value);
        return true;
    default:
        return false;
    }
}

bool visit_handle(struct visit *visit, const struct visit_event *event)
{
    bool is_changed = take(visit, event) && show(visit);
    health_keep(visit);
    return is_changed;
}
