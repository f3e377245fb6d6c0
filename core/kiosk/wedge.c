#include "kiosk/wedge.h"

#define MOST_BYTES 4096u
#define PAUSE_MS   250 /* scanners type a character every few milliseconds */
#define LEAST      9u  /* of what is worth reading: the short code */

void wedge_start(struct wedge *wedge)
{
    *wedge = (struct wedge){.text = buffer_new(MOST_BYTES)};
}

void wedge_end(struct wedge *wedge)
{
    buffer_free(&wedge->text);
}

/* The character of a key on the keyboard scanners are made for. */
static char character(SDL_Scancode key, bool shift)
{
    static const char digits[] = "1234567890", shifted[] = "!@#$%^&*()";
    static const char marks[] = "-=[]\\#;'`,./", marks_shifted[] = "_+{}|~:\"~<>?";
    if (key >= SDL_SCANCODE_A && key <= SDL_SCANCODE_Z)
        return (char)((shift ? 'A' : 'a') + (key - SDL_SCANCODE_A));
    if (key >= SDL_SCANCODE_1 && key <= SDL_SCANCODE_0)
        return (shift ? shifted : digits)[key - SDL_SCANCODE_1];
    if (key >= SDL_SCANCODE_KP_1 && key <= SDL_SCANCODE_KP_0)
        return digits[key - SDL_SCANCODE_KP_1];
    if (key >= SDL_SCANCODE_MINUS && key <= SDL_SCANCODE_SLASH)
        return (shift ? marks_shifted : marks)[key - SDL_SCANCODE_MINUS];
    return 0;
}

void wedge_clear(struct wedge *wedge)
{
    buffer_clear(&wedge->text);
}

static bool is_fresh(const struct wedge *wedge, int64_t now_ms)
{
    return wedge->text.length > 0 && now_ms - wedge->last_ms < PAUSE_MS;
}

bool wedge_key(struct wedge *wedge, SDL_Scancode key, bool shift, int64_t now_ms)
{
    bool enter = key == SDL_SCANCODE_RETURN || key == SDL_SCANCODE_KP_ENTER;
    char c = key == SDL_SCANCODE_SPACE && is_fresh(wedge, now_ms) ? ' ' : character(key, shift);
    if (enter && is_fresh(wedge, now_ms)) {
        wedge->last_ms = now_ms - PAUSE_MS; /* complete */
        return true;
    }
    if (!c)
        return false;
    if (!is_fresh(wedge, now_ms))
        buffer_clear(&wedge->text);
    buffer_add_char(&wedge->text, c);
    wedge->last_ms = now_ms;
    return true;
}

int64_t wedge_wait_ms(const struct wedge *wedge, int64_t now_ms)
{
    if (wedge->text.length == 0)
        return -1;
    int64_t left = wedge->last_ms + PAUSE_MS - now_ms;
    return left > 0 ? left : 0;
}

const char *wedge_take(struct wedge *wedge, int64_t now_ms)
{
    if (wedge->text.length == 0 || is_fresh(wedge, now_ms))
        return NULL;
    if (wedge->text.length < LEAST) {
        buffer_clear(&wedge->text);
        return NULL;
    }
    return buffer_text(&wedge->text);
}
