/* The window: SDL's, painted through its surface, of which only the changed rectangles are sent. */
#ifndef MARHABA_KIOSK_WINDOW_H
#define MARHABA_KIOSK_WINDOW_H

#include "kiosk/paint.h"

#include "base/error.h"

struct window_options {
    const char *driver; /* of SDL; NULL: its own choice */
    bool lying, fullscreen;
    int width, height; /* 0: the reference, scaled to fit the display */
};

struct window;

/* Without a display the error says how to see the kiosk all the same. */
struct window *window_open(const struct window_options *options, struct error *error);
void window_close(struct window *window);

void window_size(const struct window *window, int *width, int *height);

/* Paints and shows the rectangles. False when the window has no surface any more. */
bool window_paint(struct window *window, const struct painter *painter,
                  const struct display *display, const SDL_Rect *rects, size_t count);

/* Shows all of it again, as after it was covered. */
void window_show_again(struct window *window);

/* Its size changed: the next paint must be of everything. */
void window_forget_surface(struct window *window);

/* What is on it now, as a PNG. */
bool window_shot(struct window *window, const char *path, struct error *error);

#endif
