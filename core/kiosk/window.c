#include "kiosk/window.h"

#include "base/file.h"
#include "base/memory.h"

#include <SDL2/SDL_image.h>
#include <stdlib.h>
#include <string.h>

#define PICTURE_FRAME (1u << 20) /* bytes that a PNG may be larger than its pixels */

struct window {
    SDL_Window *window;
    SDL_Surface *shadow; /* painted instead where the screen has another pixel format */
};

static void set_hints(const struct window_options *options)
{
    if (options->driver)
        SDL_SetHint(SDL_HINT_VIDEODRIVER, options->driver);
    /* Through a texture each rectangle would cost a whole screen (measured: 20 ms against 0.1). */
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
    SDL_SetHint(SDL_HINT_MOUSE_TOUCH_EVENTS, "0");
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
    SDL_SetHint(SDL_HINT_VIDEO_X11_NET_WM_BYPASS_COMPOSITOR, "0");
    SDL_SetHint(SDL_HINT_APP_NAME, "Marhaba");
}

static void choose_size(const struct window_options *options, int *width, int *height)
{
    *width = options->width;
    *height = options->height;
    if (*width > 0)
        return;
    *width = options->lying ? 1920 : 1080;
    *height = options->lying ? 1080 : 1920;
    SDL_Rect room;
    if (SDL_GetDisplayUsableBounds(0, &room) != 0 || (*width <= room.w && *height <= room.h) ||
        strcmp(SDL_GetCurrentVideoDriver(), "dummy") == 0)
        return;
    double across = (double)room.w / *width, down = (double)room.h / *height;
    double scale = across < down ? across : down;
    *width = (int)(*width * scale);
    *height = (int)(*height * scale);
}

static bool no_display(struct error *error)
{
    return error_set(error, ERROR_MISSING,
                     "there is no display to show the kiosk on (%s): start it in a graphical "
                     "session, or see it without one by --driver dummy with --automation, or by "
                     "\"./start --tour DIR\"",
                     SDL_GetError());
}

/* Without a display SDL falls back to drivers nobody can see; those are for who asks by name. */
static bool is_unseen(const char *driver)
{
    static const char *const unseen[] = {"offscreen", "dummy", "evdev"};
    for (size_t i = 0; i < sizeof unseen / sizeof *unseen; i++)
        if (strcmp(driver, unseen[i]) == 0)
            return true;
    return false;
}

struct window *window_open(const struct window_options *options, struct error *error)
{
    set_hints(options);
    if (SDL_Init(SDL_INIT_VIDEO) != 0) {
        no_display(error);
        return NULL;
    }
    if (!options->driver && !getenv("SDL_VIDEODRIVER") && is_unseen(SDL_GetCurrentVideoDriver())) {
        SDL_SetError("%s", SDL_GetCurrentVideoDriver());
        no_display(error);
        SDL_Quit();
        return NULL;
    }
    int width, height;
    choose_size(options, &width, &height);
    Uint32 flags = options->fullscreen ? SDL_WINDOW_FULLSCREEN_DESKTOP : SDL_WINDOW_RESIZABLE;
    SDL_Window *handle = SDL_CreateWindow("Marhaba", SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED,
                                          width, height, flags);
    if (!handle) {
        no_display(error);
        SDL_Quit();
        return NULL;
    }
    struct window *window = memory_new(1, sizeof *window);
    window->window = handle;
    return window;
}

void window_close(struct window *window)
{
    if (!window)
        return;
    SDL_FreeSurface(window->shadow);
    SDL_DestroyWindow(window->window);
    SDL_Quit();
    free(window);
}

void window_size(const struct window *window, int *width, int *height)
{
    SDL_GetWindowSize(window->window, width, height);
}

void window_forget_surface(struct window *window)
{
    SDL_FreeSurface(window->shadow);
    window->shadow = NULL;
}

/* The surface to paint: the window's own where it has the pixels we write. */
static SDL_Surface *canvas(struct window *window, SDL_Surface *screen)
{
    if (screen->format->format == SDL_PIXELFORMAT_RGB888 ||
        screen->format->format == SDL_PIXELFORMAT_ARGB8888)
        return screen;
    if (!window->shadow)
        window->shadow =
            SDL_CreateRGBSurfaceWithFormat(0, screen->w, screen->h, 32, SDL_PIXELFORMAT_RGB888);
    return window->shadow;
}

bool window_paint(struct window *window, const struct painter *painter,
                  const struct display *display, const SDL_Rect *rects, size_t count)
{
    SDL_Surface *screen = SDL_GetWindowSurface(window->window);
    SDL_Surface *surface = screen ? canvas(window, screen) : NULL;
    if (!surface)
        return false;
    paint(painter, surface, display, rects, count);
    for (size_t i = 0; surface != screen && i < count; i++) {
        SDL_Rect to = rects[i];
        SDL_BlitSurface(surface, &rects[i], screen, &to);
    }
    return count == 0 || SDL_UpdateWindowSurfaceRects(window->window, rects, (int)count) == 0;
}

void window_show_again(struct window *window)
{
    if (SDL_GetWindowSurface(window->window))
        SDL_UpdateWindowSurface(window->window);
}

/* SDL's own way to a file does not look whether what it writes gets there. */
bool window_shot(struct window *window, const char *path, struct error *error)
{
    SDL_Surface *screen = SDL_GetWindowSurface(window->window);
    size_t room = screen ? (size_t)screen->w * (size_t)screen->h * 4 + PICTURE_FRAME : 0;
    void *bytes = screen ? memory_new(room, 1) : NULL;
    SDL_RWops *memory = screen ? SDL_RWFromMem(bytes, (int)room) : NULL;
    bool drawn = memory && IMG_SavePNG_RW(screen, memory, 0) == 0;
    Sint64 length = drawn ? SDL_RWtell(memory) : 0;
    if (memory)
        SDL_RWclose(memory);
    bool done = length > 0 ? file_write(path, bytes, (size_t)length, 0644, error)
                           : error_set(error, ERROR_SYSTEM, "%s: the picture cannot be written: %s",
                                       path, SDL_GetError());
    free(bytes);
    return done;
}
