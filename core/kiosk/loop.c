#include "kiosk/loop.h"

#include "base/log.h"
#include "base/memory.h"
#include "kiosk/automation.h"
#include "kiosk/press.h"
#include "kiosk/requests.h"
#include "screen/private_json.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

/* Pictures of words kept: some ten screens in three scripts. */
#define WORDS_BOUND (12u << 20)

struct kiosk {
    const struct kiosk_options *options;
    struct theme theme;
    struct window *window;
    struct paragraphs *paragraphs;
    struct pictures *pictures;
    struct messages *own, *visit; /* domains "ui" and "kiosk" */
    struct face *face;
    struct press *press;
    struct automation *automation;
    struct requests requests;
    struct request_times times;
    pthread_t signals;
    bool catches_signals;
    Uint32 wake_event;
    bool repeats; /* the last key repeats itself: the text after it is nobody's */
};

/* ---- Other threads ---- */

static void wake(void *self)
{
    struct kiosk *kiosk = self;
    SDL_Event event = {.type = kiosk->wake_event};
    SDL_PushEvent(&event);
}

static void printed(void *self, const char *order, const char *trouble)
{
    struct kiosk *kiosk = self;
    if (!worker_send(kiosk->face->worker, VISIT_PRINTED, order, trouble))
        log_write(LOG_WARNING, "what became of a slip is not noted: the kiosk is too busy");
}

static void *catch_signals(void *set)
{
    int number;
    sigwait(set, &number);
    SDL_Event event = {.type = SDL_QUIT};
    SDL_PushEvent(&event);
    return NULL;
}

/* ---- Events ---- */

static int64_t now_ms(void)
{
    return (int64_t)SDL_GetTicks64();
}

static void handle_finger(struct kiosk *kiosk, const SDL_TouchFingerEvent *finger)
{
    int width, height;
    window_size(kiosk->window, &width, &height);
    int x = (int)(finger->x * (float)width), y = (int)(finger->y * (float)height);
    if (finger->type == SDL_FINGERDOWN)
        face_down(kiosk->face, finger->fingerId, x, y, now_ms());
    else if (finger->type == SDL_FINGERUP)
        face_up(kiosk->face, finger->fingerId, x, y, now_ms());
    else
        face_move(kiosk->face, finger->fingerId, x, y);
}

static void handle_window(struct kiosk *kiosk, const SDL_WindowEvent *event)
{
    if (event->event == SDL_WINDOWEVENT_SIZE_CHANGED) {
        window_forget_surface(kiosk->window);
        display_free(kiosk->face->display);
        kiosk->face->display = NULL;
        kiosk->face->dirty = true;
    } else if (event->event == SDL_WINDOWEVENT_EXPOSED)
        window_show_again(kiosk->window);
}

/* The mouse is one more finger, with a number no finger has. */
#define MOUSE (-1)

static bool handle(struct kiosk *kiosk, const SDL_Event *event)
{
    struct face *face = kiosk->face;
    if (!face->display && event->type != SDL_QUIT && event->type != SDL_WINDOWEVENT)
        return true; /* nothing can be touched before it is shown */
    switch (event->type) {
    case SDL_QUIT:
        return false;
    case SDL_WINDOWEVENT:
        handle_window(kiosk, &event->window);
        break;
    case SDL_FINGERDOWN:
    case SDL_FINGERUP:
    case SDL_FINGERMOTION:
        handle_finger(kiosk, &event->tfinger);
        break;
    case SDL_MOUSEBUTTONDOWN:
        if (event->button.button == SDL_BUTTON_LEFT)
            face_down(face, MOUSE, event->button.x, event->button.y, now_ms());
        break;
    case SDL_MOUSEBUTTONUP:
        if (event->button.button == SDL_BUTTON_LEFT)
            face_up(face, MOUSE, event->button.x, event->button.y, now_ms());
        break;
    case SDL_MOUSEMOTION:
        face_move(face, MOUSE, event->motion.x, event->motion.y);
        break;
    default:
        break;
    }
    return true;
}

/* Keys held down repeat themselves where that helps, and write nothing: hands that tremble hold
 * them long. */
static void handle_repeat(struct kiosk *kiosk, SDL_Scancode code, bool shift)
{
    const struct wedge_key key = {.code = code, .shift = shift, .alone = false};
    bool helps =
        code == SDL_SCANCODE_BACKSPACE || (code >= SDL_SCANCODE_RIGHT && code <= SDL_SCANCODE_UP);
    if (helps && wedge_wait_ms(&kiosk->face->wedge, now_ms()) < 0)
        face_key(kiosk->face, &key, now_ms());
}

static void handle_key(struct kiosk *kiosk, const SDL_KeyboardEvent *key)
{
    bool shift = key->keysym.mod & KMOD_SHIFT;
    kiosk->repeats = key->repeat;
    if (kiosk->repeats)
        handle_repeat(kiosk, key->keysym.scancode, shift);
    else
        face_key_down(kiosk->face, key->keysym.scancode, shift, now_ms());
}

/* Keys never enter SDL's queue, whose used entries keep what somebody typed. */
static int take_key(void *self, SDL_Event *event)
{
    struct kiosk *kiosk = self;
    if (event->type == SDL_KEYUP || event->type == SDL_TEXTEDITING)
        return 0;
    if (event->type != SDL_KEYDOWN && event->type != SDL_TEXTINPUT)
        return 1;
    if (!kiosk->face->display)
        return 0; /* nothing can be pressed before it is shown */
    if (event->type == SDL_TEXTINPUT) {
        if (!kiosk->repeats)
            face_key_text(kiosk->face, event->text.text, now_ms());
    } else
        handle_key(kiosk, &event->key);
    memory_wipe(event, sizeof *event);
    wake(kiosk);
    return 0;
}

/* ---- Painting ---- */

static bool show(struct kiosk *kiosk, struct error *error)
{
    SDL_Rect changed[PAINT_MOST_RECTS];
    int width, height;
    window_size(kiosk->window, &width, &height);
    size_t count = face_lay_out(kiosk->face, width, height, changed);
    bool shown = count == 0 || window_paint(kiosk->window, &kiosk->face->painter,
                                            kiosk->face->display, changed, count);
    paragraphs_turn(kiosk->paragraphs);
    int64_t now = face_time_ns();
    if (kiosk->times.first_screen_ns == 0)
        kiosk->times.first_screen_ns = now;
    if (kiosk->face->acted_ns != 0 && face_is_settled(kiosk->face)) {
        kiosk->times.frame_us = (now - kiosk->face->acted_ns) / 1000;
        kiosk->face->acted_ns = 0;
    }
    return shown ||
           error_set(error, ERROR_SYSTEM, "the window cannot be painted: %s", SDL_GetError());
}

/* ---- The loop ---- */

static bool is_settled(const struct kiosk *kiosk)
{
    struct worker *worker = kiosk->face->worker;
    /* Worker before and after the press: whoever of them hands work to the other is seen busy. */
    return face_is_settled(kiosk->face) && worker_is_idle(worker) && press_is_idle(kiosk->press) &&
           worker_is_idle(worker) && !kiosk->face->dirty &&
           wedge_wait_ms(&kiosk->face->wedge, now_ms()) < 0;
}

static bool serve_automation(struct kiosk *kiosk)
{
    json_t *request = automation_take(kiosk->automation);
    if (request)
        requests_begin(&kiosk->requests, request);
    struct request_world world = {.face = kiosk->face,
                                  .window = kiosk->window,
                                  .clock = kiosk->options->clock,
                                  .times = kiosk->times,
                                  .settled = is_settled(kiosk)};
    bool quit = false;
    json_t *answer = requests_go_on(&kiosk->requests, &world, &quit);
    if (answer)
        automation_answer(kiosk->automation, answer);
    return !quit;
}

static int wait_ms(const struct kiosk *kiosk)
{
    if (kiosk->requests.waiting)
        return 2;
    int64_t wait = face_wait_ms(kiosk->face, now_ms());
    return wait < 0 ? -1 : (int)wait + 1;
}

static bool loop(struct kiosk *kiosk, struct error *error)
{
    for (;;) {
        SDL_Event event;
        int wait = wait_ms(kiosk);
        bool got = wait < 0 ? SDL_WaitEvent(&event) : SDL_WaitEventTimeout(&event, wait);
        for (; got; got = SDL_PollEvent(&event))
            if (!handle(kiosk, &event))
                return true;
        if (!face_receive(kiosk->face, error))
            return false;
        face_tick(kiosk->face, now_ms());
        if (kiosk->face->dirty && !show(kiosk, error))
            return false;
        if (kiosk->automation && !serve_automation(kiosk))
            return true;
        if (kiosk->face->dirty && !show(kiosk, error))
            return false;
    }
}

/* ---- Beginning and ending ---- */

static bool load(struct kiosk *kiosk, struct error *error)
{
    const struct place *place = kiosk->options->place;
    char *theme = place_share(place, "theme.yaml"), *fonts = place_share(place, "fonts.yaml");
    char *icons = place_share(place, "icons"), *own = place_share(place, "locale/ui");
    char *published = commune_path(kiosk->options->commune, "content/published.db");
    kiosk->pictures = pictures_new(icons);
    pictures_use_published(kiosk->pictures, published);
    free(published);
    bool good = theme_load(theme, &kiosk->theme, error) &&
                (kiosk->paragraphs = paragraphs_new(fonts, WORDS_BOUND, error)) &&
                (kiosk->own = messages_load(own, error));
    free(theme);
    free(fonts);
    free(icons);
    free(own);
    return good;
}

static void make_face(struct kiosk *kiosk)
{
    struct painter painter = {
        .theme = &kiosk->theme, .paragraphs = kiosk->paragraphs, .pictures = kiosk->pictures};
    struct layout_world world = {.theme = &kiosk->theme,
                                 .paragraphs = kiosk->paragraphs,
                                 .commune = kiosk->options->commune,
                                 .messages = kiosk->own,
                                 .pictures = kiosk->pictures};
    kiosk->face = face_new(&painter, &world, kiosk->options->clock);
}

static bool start_threads(struct kiosk *kiosk, sigset_t *ends, struct error *error)
{
    const struct kiosk_options *options = kiosk->options;
    char *folder = place_share(options->place, "locale/kiosk");
    kiosk->visit = messages_load(folder, error);
    free(folder);
    if (!kiosk->visit)
        return false;
    kiosk->press = press_start(options->commune, options->place, printed, kiosk, error);
    if (!kiosk->press)
        return false;
    kiosk->catches_signals = pthread_create(&kiosk->signals, NULL, catch_signals, ends) == 0;
    struct worker_world world = {.commune = options->commune,
                                 .place = options->place,
                                 .messages = kiosk->visit,
                                 .clock = options->clock,
                                 .press = kiosk->press,
                                 .wake = wake,
                                 .wake_self = kiosk};
    kiosk->face->worker = worker_start(&world);
    if (!options->automation)
        return true;
    kiosk->automation = automation_start(options->automation, wake, kiosk, error);
    return kiosk->automation;
}

static void end(struct kiosk *kiosk)
{
    if (kiosk->window)
        SDL_SetEventFilter(NULL, NULL);
    automation_stop(kiosk->automation);
    requests_end(&kiosk->requests);
    /* The worker may hand to the press, the press may tell the worker: the press ends first, and
     * the worker's last order is freed unprinted (its ticket is in the store). */
    if (kiosk->catches_signals) {
        pthread_kill(kiosk->signals, SIGTERM);
        pthread_join(kiosk->signals, NULL);
    }
    struct worker *worker = kiosk->face ? kiosk->face->worker : NULL;
    press_finish(kiosk->press);
    worker_stop(worker);
    press_stop(kiosk->press);
    face_free(kiosk->face);
    messages_free(kiosk->visit);
    messages_free(kiosk->own);
    paragraphs_free(kiosk->paragraphs);
    pictures_free(kiosk->pictures);
    window_close(kiosk->window);
}

bool kiosk_run(const struct kiosk_options *options, struct error *error)
{
    struct kiosk kiosk = {.options = options};
    sigset_t ends;
    json_wipe_when_freed(); /* before the threads */
    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGINT);
    pthread_sigmask(SIG_BLOCK, &ends, NULL); /* inherited by every thread: one of them waits */
    bool good = load(&kiosk, error) && (kiosk.window = window_open(&options->window, error));
    if (good) {
        kiosk.wake_event = SDL_RegisterEvents(1);
        make_face(&kiosk);
        SDL_SetEventFilter(take_key, &kiosk);
        /* The greeting is on the screen before anything that can take its time is opened. */
        good = show(&kiosk, error) && start_threads(&kiosk, &ends, error) && loop(&kiosk, error);
    }
    end(&kiosk);
    return good;
}
