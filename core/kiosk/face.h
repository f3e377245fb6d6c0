/* What the visitor sees now and how it answers: the view last given, the page of it, what is held
 * down, focused or typed. Knows the display and the worker, no window. */
#ifndef MARHABA_KIOSK_FACE_H
#define MARHABA_KIOSK_FACE_H

#include "kiosk/focus.h"
#include "kiosk/layout.h"
#include "kiosk/paint.h"
#include "kiosk/touch.h"
#include "kiosk/wedge.h"
#include "kiosk/worker.h"

struct face {
    struct painter painter;
    struct layout_world world;
    const struct clock *clock;
    struct worker *worker; /* NULL until it is started */
    struct arena *arena;   /* of the first view, made here before the worker has one */
    struct view first;
    struct view *view; /* owned; NULL: `first` */
    struct display *display;
    struct edit edit;
    struct touch touch;
    struct focus focus;
    struct wedge wedge;
    uint64_t screen; /* tells one screen from another */
    int page;
    int64_t day;
    uint64_t answered;
    int64_t waiting_since_ms; /* SDL's ticks; 0: nothing is waited for */
    int64_t touched_ms;       /* when the visit was last told that someone is there */
    bool dirty;               /* to be laid out and painted again */
    bool outdated;            /* the display is of a view that is gone: nothing of it is pressed */
    bool veiled;              /* as painted last: "one moment" */
    int64_t minute;           /* as painted last: of the clock in the header */
    int64_t acted_ns;         /* when the finger asked for what is not painted yet; 0: nothing */
};

/* Everything in `painter` and `world` is borrowed. The first view greets in all languages. */
struct face *face_new(const struct painter *painter, const struct layout_world *world,
                      const struct clock *clock);
void face_free(struct face *face);

const struct view *face_view(const struct face *face);

/* Shows another view, owned by the face from now on. */
void face_take(struct face *face, struct view *view);

/* Takes what the worker has; false with the reason when the visit cannot go on. */
bool face_receive(struct face *face, struct error *error);

/* A finger, a key, a scan. `now_ms` is SDL's ticks: hands are as fast as they are, whatever the
 * clock of the installation does. */
void face_down(struct face *face, int64_t finger, int x, int y, int64_t now_ms);
void face_move(struct face *face, int64_t finger, int x, int y);
void face_up(struct face *face, int64_t finger, int x, int y, int64_t now_ms);
void face_key_down(struct face *face, SDL_Scancode code, bool shift, int64_t now_ms);
void face_key_text(struct face *face, const char *text, int64_t now_ms); /* of the key before */
bool face_type(struct face *face, const char *text); /* false: nothing is being filled in */
void face_scan(struct face *face, const char *text);

/* For automation: a service, its plugin handed `argument` instead of what the manifest says. */
void face_open(struct face *face, const char *service, const char *argument);

/* A key that is known to be a person's. */
void face_key(struct face *face, const struct wedge_key *key, int64_t now_ms);

/* What is due by itself: a finished scan, the veil, the minute. Call it whenever something happened
 * or face_wait_ms has passed. */
void face_tick(struct face *face, int64_t now_ms);

/* The clock was moved by hand: the visit looks at it. */
void face_advance(struct face *face);

/* Milliseconds until face_tick has something to do; -1: never by itself. */
int64_t face_wait_ms(const struct face *face, int64_t now_ms);

/* Lays out anew; returns the rectangles that changed, at most PAINT_MOST_RECTS. */
size_t face_lay_out(struct face *face, int width, int height, SDL_Rect *changed);

/* Monotonic time, for measuring. */
int64_t face_time_ns(void);

/* Nothing was sent that is not answered. */
bool face_is_settled(const struct face *face);

#endif
