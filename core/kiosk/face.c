#include "kiosk/face.h"

#include "base/memory.h"
#include "kiosk/hash.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define VEIL_MS  400
#define TOUCH_MS 1000 /* between two words to the visit that someone is there */

/* ---- The first view ---- */

/* The greeting as the visit will give it: shown while store and plugins are still being opened. */
static void greet(struct face *face)
{
    const char *const *codes = face->world.commune->languages;
    const struct language *first = codes[0] ? language_find(codes[0]) : NULL;
    struct screen_node *root = screen_new(face->arena);
    for (size_t i = 0; codes[i]; i++) {
        const struct language *language = language_find(codes[i]);
        if (!language)
            continue;
        char *id = arena_print(face->arena, "ui.greeting.%s", language->code);
        struct screen_node *node = screen_add(face->arena, root, ROLE_GREETING, id);
        node->label = (struct screen_text){.text = language->greeting, .language = language};
        node->detail = (struct screen_text){.text = language->autonym, .language = language};
    }
    face->first = (struct view){.stage = STAGE_ATTRACT,
                                .language = first ? first : language_find("fr"),
                                .root = root,
                                .service = ""};
}

struct face *face_new(const struct painter *painter, const struct layout_world *world,
                      const struct clock *clock)
{
    struct face *face = memory_new(1, sizeof *face);
    face->painter = *painter;
    face->world = *world;
    face->clock = clock;
    face->arena = arena_new();
    face->dirty = true;
    wedge_start(&face->wedge);
    greet(face);
    return face;
}

void face_free(struct face *face)
{
    if (!face)
        return;
    edit_close(&face->edit);
    wedge_end(&face->wedge);
    display_free(face->display);
    view_free(face->view);
    arena_free(face->arena);
    free(face);
}

const struct view *face_view(const struct face *face)
{
    return face->view ? face->view : &face->first;
}

/* ---- What the worker says ---- */

static uint64_t screen_of(const struct view *view)
{
    uint64_t hash = hash_number(HASH_START, (int64_t)view->stage);
    hash = hash_text(hash, view->service);
    hash = hash_text(hash, view->language ? view->language->code : "");
    for (const struct screen_node *node = view->root->first_child; node; node = node->next) {
        if (node->role == ROLE_TITLE)
            hash = hash_text(hash, node->label.text);
        else if (node->role == ROLE_STEP)
            hash = hash_number(hash, node->number);
        else if (node->role == ROLE_CHOICE || node->role == ROLE_FIELD)
            hash = hash_text(hash, node->id);
    }
    return hash;
}

/* A visit ended: nothing of it stays, neither its words nor pictures of them. */
static void forget(struct face *face)
{
    edit_close(&face->edit);
    wedge_clear(&face->wedge);
    face->touch = (struct touch){0};
    face->focus = (struct focus){0};
    /* The display painted last borrows from what is forgotten now; only its hashes are used. */
    paragraphs_forget(face->painter.paragraphs);
    pictures_forget(face->painter.pictures);
}

void face_take(struct face *face, struct view *view)
{
    uint64_t screen = screen_of(view);
    bool ended = view->visit != face_view(face)->visit;
    view_free(face->view);
    face->view = view;
    face->dirty = true;
    face->outdated = true;
    if (ended || screen != face->screen) {
        face->page = 0;
        face->day = 0;
    }
    /* A question that comes meanwhile lies over what is being typed, and does not take it. */
    if (face->edit.open && (screen != face->screen || !layout_find(view->root, face->edit.id)))
        edit_close(&face->edit);
    face->screen = screen;
    if (ended)
        forget(face);
}

bool face_receive(struct face *face, struct error *error)
{
    struct delivery delivery;
    if (!face->worker || !worker_take(face->worker, &delivery))
        return true;
    face->answered = delivery.answered;
    if (delivery.view) {
        pictures_use_folder(face->painter.pictures, delivery.folder);
        face_take(face, delivery.view);
    }
    free(delivery.folder);
    if (face_is_settled(face)) {
        face->waiting_since_ms = 0;
        face->dirty = true;
    }
    if (delivery.failed)
        *error = delivery.error;
    return !delivery.failed;
}

bool face_is_settled(const struct face *face)
{
    return face->worker && worker_sent(face->worker) == face->answered;
}

/* ---- What the visitor does ---- */

static void send(struct face *face, enum visit_event_kind kind, const char *id, const char *value)
{
    if (!face->worker || !worker_send(face->worker, kind, id, value))
        return;
    if (face->waiting_since_ms == 0)
        face->waiting_since_ms = (int64_t)SDL_GetTicks64() + 1;
}

/* What was typed is the visit's as soon as the visitor does anything else. */
static void finish_typing(struct face *face)
{
    if (!face->edit.open)
        return;
    if (face->edit.changed)
        send(face, VISIT_CHANGE, face->edit.id, edit_text(&face->edit));
    edit_close(&face->edit);
}

static void open_field(struct face *face, const char *id)
{
    if (face->edit.open && strcmp(face->edit.id, id) == 0)
        return;
    finish_typing(face);
    const struct screen_node *field = layout_find(face_view(face)->root, id);
    if (field)
        edit_open(&face->edit, field);
}

static bool is_waiting_for_a_press(const struct face *face)
{
    return !face_is_settled(face);
}

static void act_on_kiosk(struct face *face, const struct box *box)
{
    switch (box->act) {
    case ACT_FIELD:
        open_field(face, box->id);
        break;
    case ACT_DAY:
        face->day = box->node->number;
        break;
    case ACT_PAGE:
        face->page = face->display->page + (strcmp(box->argument, "below") == 0 ? 1 : -1);
        break;
    case ACT_KEY:
        edit_type(&face->edit, box->argument);
        break;
    case ACT_ERASE:
        edit_erase(&face->edit);
        break;
    case ACT_ALPHABET:
        face->edit.alphabet++;
        break;
    default:
        finish_typing(face);
        break;
    }
}

static void tell_touch(struct face *face, int64_t now_ms)
{
    if (face->touched_ms != 0 && now_ms - face->touched_ms < TOUCH_MS)
        return;
    face->touched_ms = now_ms;
    send(face, VISIT_TOUCH, "", "");
}

int64_t face_time_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static void act(struct face *face, const struct box *box, int64_t now_ms)
{
    face->dirty = true;
    face->acted_ns = face_time_ns();
    if (box->act == ACT_PRESS && face->view) {
        /* One press at a time: the screen under the finger may be about to change. */
        if (is_waiting_for_a_press(face))
            return;
        if (!face_view(face)->warning)
            finish_typing(face);
        send(face, VISIT_PRESS, box->id, "");
    } else if (box->act == ACT_CHANGE) {
        finish_typing(face);
        send(face, VISIT_CHANGE, box->target, box->argument);
    } else if (box->act != ACT_PRESS) {
        act_on_kiosk(face, box);
        tell_touch(face, now_ms);
    }
}

void face_down(struct face *face, int64_t finger, int x, int y, int64_t now_ms)
{
    face->dirty = face->focus.id[0] || face->dirty;
    face->focus.id[0] = '\0';
    if (touch_down(&face->touch, face->display, finger, x, y))
        face->dirty = true;
    else
        tell_touch(face, now_ms);
}

void face_move(struct face *face, int64_t finger, int x, int y)
{
    if (touch_move(&face->touch, face->display, finger, x, y))
        face->dirty = true;
}

void face_up(struct face *face, int64_t finger, int x, int y, int64_t now_ms)
{
    const struct box *box = touch_up(&face->touch, face->display, finger, x, y, now_ms);
    face->dirty = true;
    if (box)
        act(face, box, now_ms);
}

static bool move_of(SDL_Scancode key, bool shift, enum focus_move *out)
{
    switch (key) {
    case SDL_SCANCODE_TAB:
        *out = shift ? FOCUS_PREVIOUS : FOCUS_NEXT;
        return true;
    case SDL_SCANCODE_UP:
        *out = FOCUS_UP;
        return true;
    case SDL_SCANCODE_DOWN:
        *out = FOCUS_DOWN;
        return true;
    case SDL_SCANCODE_LEFT:
        *out = FOCUS_LEFT;
        return true;
    case SDL_SCANCODE_RIGHT:
        *out = FOCUS_RIGHT;
        return true;
    default:
        return false;
    }
}

static bool is_at(const struct face *face, const char *id)
{
    return strcmp(face->focus.id, id) == 0;
}

/* One step back: out of the question, the field, the screen. */
static void go_back(struct face *face, int64_t now_ms)
{
    bool asked = face_view(face)->warning;
    const struct box *box = display_find(face->display, asked ? "core.stay" : "core.back");
    if (asked && !box)
        box = display_find(face->display, "core.read");
    if (face->edit.open && !asked)
        finish_typing(face);
    else if (box && box_can_be_pressed(face->display, box))
        act(face, box, now_ms);
}

static void press_focused(struct face *face, int64_t now_ms)
{
    const struct box *box = focus_box(&face->focus, face->display);
    if (box)
        act(face, box, now_ms);
}

static void move_focus(struct face *face, enum focus_move move)
{
    if (face->edit.open && is_at(face, ""))
        snprintf(face->focus.id, sizeof face->focus.id, "%s", face->edit.id);
    focus_move(&face->focus, face->display, move);
}

/* Where only digits can stand, a key gives the digit printed on it, whatever its layout says. */
static void type_key(struct face *face, const struct wedge_key *key)
{
    char digit[2] = {edit_takes_digits(&face->edit) ? wedge_digit(key->code) : '\0'};
    edit_type(&face->edit, digit[0] ? digit : key->text);
    memory_wipe(digit, sizeof digit);
}

void face_key(struct face *face, const struct wedge_key *key, int64_t now_ms)
{
    enum focus_move move;
    bool enter = key->code == SDL_SCANCODE_RETURN || key->code == SDL_SCANCODE_KP_ENTER;
    bool space = key->code == SDL_SCANCODE_SPACE;
    bool edits = face->edit.open && !face_view(face)->warning;
    bool writes = edits && (is_at(face, "") || is_at(face, face->edit.id));
    face->dirty = true;
    if (!display_find(face->display, face->focus.id))
        face->focus.id[0] = '\0';
    if (move_of(key->code, key->shift, &move))
        move_focus(face, move);
    else if (key->code == SDL_SCANCODE_ESCAPE)
        go_back(face, now_ms);
    else if (key->code == SDL_SCANCODE_BACKSPACE && edits)
        edit_erase(&face->edit);
    else if (enter && writes)
        finish_typing(face);
    else if ((enter || (space && !writes)) && key->alone)
        press_focused(face, now_ms);
    else if (!enter && edits)
        type_key(face, key);
    tell_touch(face, now_ms);
}

void face_key_down(struct face *face, SDL_Scancode code, bool shift, int64_t now_ms)
{
    wedge_key(&face->wedge, code, shift, now_ms);
}

void face_key_text(struct face *face, const char *text, int64_t now_ms)
{
    wedge_text(&face->wedge, text, now_ms);
}

bool face_type(struct face *face, const char *text)
{
    if (!face->edit.open || face_view(face)->warning)
        return false;
    edit_type(&face->edit, text);
    face->dirty = true;
    return true;
}

void face_scan(struct face *face, const char *text)
{
    finish_typing(face);
    send(face, VISIT_SCAN, "", text);
}

void face_open(struct face *face, const char *service, const char *argument)
{
    finish_typing(face);
    send(face, VISIT_OPEN, service, argument);
}

/* ---- What happens by itself ---- */

static bool shows_veil(const struct face *face, int64_t now_ms)
{
    return face->waiting_since_ms != 0 && now_ms - face->waiting_since_ms >= VEIL_MS;
}

static int64_t minute_of(const struct face *face)
{
    return clock_now_ms(face->clock) / 60000;
}

static bool has_clock(const struct face *face)
{
    return face_view(face)->stage != STAGE_ATTRACT;
}

static bool can_be_used(const struct face *face)
{
    return face->display && !face->outdated;
}

void face_tick(struct face *face, int64_t now_ms)
{
    struct wedge_key key;
    while (can_be_used(face) && wedge_release(&face->wedge, now_ms, &key)) {
        face_key(face, &key, now_ms);
        memory_wipe(&key, sizeof key);
    }
    const char *scan = wedge_take(&face->wedge, now_ms);
    if (scan) {
        face_scan(face, scan);
        wedge_clear(&face->wedge);
    }
    if (face->veiled != shows_veil(face, now_ms) ||
        (face->minute != minute_of(face) && has_clock(face)))
        face->dirty = true;
}

void face_advance(struct face *face)
{
    send(face, VISIT_TICK, "", "");
    face->dirty = true;
}

static int64_t sooner(int64_t one, int64_t other)
{
    if (one < 0 || other < 0)
        return one < 0 ? other : one;
    return one < other ? one : other;
}

int64_t face_wait_ms(const struct face *face, int64_t now_ms)
{
    int64_t minute = clock_is_frozen(face->clock) ? -1 : 60000 - clock_now_ms(face->clock) % 60000;
    int64_t veil = -1;
    if (face->waiting_since_ms != 0 && !shows_veil(face, now_ms))
        veil = face->waiting_since_ms + VEIL_MS - now_ms;
    if (!has_clock(face))
        minute = -1;
    return sooner(sooner(minute, veil), wedge_wait_ms(&face->wedge, now_ms));
}

size_t face_lay_out(struct face *face, int width, int height, SDL_Rect *changed)
{
    struct scene scene = {.view = face_view(face),
                          .now_ms = clock_now_ms(face->clock),
                          .page = face->page,
                          .pressed = face->touch.pressed[0] ? face->touch.pressed : NULL,
                          .focused = face->focus.id[0] ? face->focus.id : NULL,
                          .day = face->day,
                          .edit = &face->edit,
                          .veil = shows_veil(face, (int64_t)SDL_GetTicks64())};
    struct display *display = layout_view(&face->world, &scene, width, height);
    face->veiled = scene.veil;
    face->minute = minute_of(face);
    size_t count = display_difference(face->display, display, changed, PAINT_MOST_RECTS);
    display_free(face->display);
    face->display = display;
    face->dirty = face->outdated = false;
    return count;
}
