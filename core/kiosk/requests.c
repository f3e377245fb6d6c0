#include "kiosk/requests.h"

#include "kiosk/automation.h"
#include "kiosk/tree.h"

#include <stdlib.h>
#include <string.h>

#define HAND (-2) /* a finger no screen and no mouse has */

void requests_begin(struct requests *requests, json_t *request)
{
    json_decref(requests->waiting);
    requests->waiting = request;
}

void requests_end(struct requests *requests)
{
    json_decref(requests->waiting);
    requests->waiting = NULL;
}

static const char *text_of(const struct requests *requests, const char *key)
{
    return json_string_value(json_object_get(requests->waiting, key));
}

static json_t *tap(struct requests *requests, const struct request_world *world)
{
    const char *id = text_of(requests, "id");
    struct face *face = world->face;
    const struct box *box = id ? display_find(face->display, id) : NULL;
    if (!id)
        return automation_refusal("tap needs the \"id\" of a node");
    if (!box)
        return automation_refusal("no node with this id can be seen");
    int x = box->rect.x + box->rect.w / 2, y = box->rect.y + box->rect.h / 2;
    const struct box *hit = display_hit(face->display, x, y);
    if (!hit || !hit->id || strcmp(hit->id, id) != 0)
        return automation_refusal("this node cannot be pressed now");
    requests->hand_ms = requests->hand_ms > (int64_t)SDL_GetTicks64()
                            ? requests->hand_ms + 1000
                            : (int64_t)SDL_GetTicks64() + 1000;
    face_down(face, HAND, x, y, requests->hand_ms);
    face_up(face, HAND, x, y, requests->hand_ms);
    return automation_ok();
}

static json_t *type(const struct requests *requests, const struct request_world *world)
{
    const char *text = text_of(requests, "text");
    if (!text)
        return automation_refusal("type needs a \"text\"");
    return face_type(world->face, text) ? automation_ok()
                                        : automation_refusal("no field is being filled in");
}

static json_t *key(const struct requests *requests, const struct request_world *world)
{
    const char *name = text_of(requests, "name");
    bool shift = name && strncmp(name, "Shift+", 6) == 0;
    if (shift)
        name += 6;
    if (name && strcmp(name, "Enter") == 0)
        name = "Return";
    SDL_Scancode code = name ? SDL_GetScancodeFromName(name) : SDL_SCANCODE_UNKNOWN;
    if (code == SDL_SCANCODE_UNKNOWN)
        return automation_refusal("key needs the \"name\" of a key, like Tab, Shift+Tab or Enter");
    const struct wedge_key pressed = {.code = code, .shift = shift, .alone = true};
    face_key(world->face, &pressed, (int64_t)SDL_GetTicks64());
    return automation_ok();
}

static json_t *scan(const struct requests *requests, const struct request_world *world)
{
    const char *text = text_of(requests, "text");
    if (!text || strlen(text) > 4096)
        return automation_refusal("scan needs a \"text\" of at most 4 KiB");
    face_scan(world->face, text);
    return automation_ok();
}

static json_t *open_service(const struct requests *requests, const struct request_world *world)
{
    const char *service = text_of(requests, "service"), *argument = text_of(requests, "argument");
    if (!service || !argument || strlen(argument) > 255)
        return automation_refusal("open needs the code of a \"service\" and an \"argument\" of at "
                                  "most 255 bytes");
    face_open(world->face, service, argument);
    return automation_ok();
}

static json_t *shot(const struct requests *requests, const struct request_world *world)
{
    const char *file = text_of(requests, "file");
    struct error error = {0};
    if (!file)
        return automation_refusal("shot needs a \"file\"");
    return window_shot(world->window, file, &error) ? automation_ok()
                                                    : automation_refusal(error.text);
}

static json_t *advance(const struct requests *requests, const struct request_world *world)
{
    json_t *seconds = json_object_get(requests->waiting, "seconds");
    double by = json_number_value(seconds);
    if (!json_is_number(seconds) || !(by >= 0) || by > 400.0 * 86400)
        return automation_refusal("advance needs \"seconds\", 0 or more");
    if (!clock_is_frozen(world->clock))
        return automation_refusal("the clock runs by itself: start with --at to move it");
    clock_advance(world->clock, (int64_t)(by * 1000));
    face_advance(world->face);
    return automation_ok();
}

json_t *requests_go_on(struct requests *requests, const struct request_world *world, bool *quit)
{
    const char *what = requests->waiting ? text_of(requests, "do") : NULL;
    json_t *answer;
    if (!requests->waiting)
        return NULL;
    if (strcmp(what, "settle") == 0)
        answer = world->settled ? json_pack("{s:b, s:I, s:I}", "ok", 1, "first_screen_ns",
                                            (json_int_t)world->times.first_screen_ns, "frame_us",
                                            (json_int_t)world->times.frame_us)
                                : NULL;
    else if (strcmp(what, "tree") == 0)
        answer = tree_describe(world->face);
    else if (strcmp(what, "tap") == 0)
        answer = tap(requests, world);
    else if (strcmp(what, "type") == 0)
        answer = type(requests, world);
    else if (strcmp(what, "key") == 0)
        answer = key(requests, world);
    else if (strcmp(what, "scan") == 0)
        answer = scan(requests, world);
    else if (strcmp(what, "open") == 0)
        answer = open_service(requests, world);
    else if (strcmp(what, "shot") == 0)
        answer = shot(requests, world);
    else if (strcmp(what, "advance") == 0)
        answer = advance(requests, world);
    else if (strcmp(what, "quit") == 0) {
        *quit = true;
        answer = automation_ok();
    } else
        answer = automation_refusal("unknown: there are tree, tap, type, key, scan, open, shot, "
                                    "advance, settle and quit");
    if (answer)
        requests_end(requests);
    return answer;
}
