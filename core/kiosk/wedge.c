#include "kiosk/wedge.h"

#include "base/memory.h"

#include <stdio.h>

#define MOST_BYTES 4096u
#define FAST_MS    50  /* scanners type a character every few milliseconds, hands do not */
#define PAUSE_MS   250 /* after which a scan without an Enter is complete */
#define LEAST      9u  /* of what is worth reading: the short code */
#define QUICK      2u  /* characters a hand may have typed just before its Enter */

void wedge_start(struct wedge *wedge)
{
    *wedge = (struct wedge){.text = buffer_new(MOST_BYTES)};
}

void wedge_end(struct wedge *wedge)
{
    wedge_clear(wedge);
    buffer_free(&wedge->text);
}

char wedge_digit(SDL_Scancode code)
{
    static const char digits[] = "1234567890";
    if (code >= SDL_SCANCODE_1 && code <= SDL_SCANCODE_0)
        return digits[code - SDL_SCANCODE_1];
    if (code >= SDL_SCANCODE_KP_1 && code <= SDL_SCANCODE_KP_0)
        return digits[code - SDL_SCANCODE_KP_1];
    return '\0';
}

/* The character of a key on the keyboard scanners are made for. */
static char character(SDL_Scancode key, bool shift)
{
    static const char shifted[] = "!@#$%^&*()";
    static const char marks[] = "-=[]\\#;'`,./", marks_shifted[] = "_+{}|~:\"~<>?";
    if (key >= SDL_SCANCODE_A && key <= SDL_SCANCODE_Z)
        return (char)((shift ? 'A' : 'a') + (key - SDL_SCANCODE_A));
    if (shift && key >= SDL_SCANCODE_1 && key <= SDL_SCANCODE_0)
        return shifted[key - SDL_SCANCODE_1];
    if (key >= SDL_SCANCODE_MINUS && key <= SDL_SCANCODE_SLASH)
        return (shift ? marks_shifted : marks)[key - SDL_SCANCODE_MINUS];
    return key == SDL_SCANCODE_SPACE ? ' ' : wedge_digit(key);
}

static bool is_enter(SDL_Scancode code)
{
    return code == SDL_SCANCODE_RETURN || code == SDL_SCANCODE_KP_ENTER;
}

static void forget_held(struct wedge *wedge)
{
    memory_wipe(wedge->held, sizeof wedge->held);
    wedge->count = wedge->given = 0;
    wedge->rolled = false;
}

void wedge_clear(struct wedge *wedge)
{
    forget_held(wedge);
    buffer_clear(&wedge->text);
    if (wedge->state == WEDGE_MACHINE)
        wedge->state = WEDGE_HANDS;
}

static void scan(struct wedge *wedge, SDL_Scancode code, bool shift)
{
    char c = character(code, shift);
    if (is_enter(code))
        wedge->state = WEDGE_ENDED;
    else if (c)
        buffer_add_char(&wedge->text, c);
}

/* More than hands bring in a moment: what was held was the scanner's from the first key on. */
static void turn_to_scan(struct wedge *wedge)
{
    wedge->state = WEDGE_MACHINE;
    for (size_t i = 0; i < wedge->count; i++)
        if (!is_enter(wedge->held[i].code))
            scan(wedge, wedge->held[i].code, wedge->held[i].shift);
    forget_held(wedge);
}

/* A letter or two and an Enter at once: a quick hand's, or all typed while something slow was
 * painted. The characters are kept; no Enter in a burst presses. */
static bool is_quick_hand(const struct wedge *wedge)
{
    for (size_t i = 0; i < wedge->count; i++)
        if (!character(wedge->held[i].code, wedge->held[i].shift))
            return false;
    return wedge->count <= QUICK;
}

/* In a roll only characters count: nothing in a burst moves, leads back or presses. */
static bool hold(struct wedge *wedge, SDL_Scancode code, bool shift)
{
    if (wedge->count == WEDGE_ROLL)
        turn_to_scan(wedge);
    else if (wedge->count > 0 && is_enter(code)) {
        wedge->rolled = is_quick_hand(wedge);
        if (wedge->rolled)
            return false;
        forget_held(wedge); /* too short for a scan, too fast for a hand */
        wedge->state = WEDGE_ENDED;
        return false;
    }
    if (wedge->state == WEDGE_MACHINE) {
        scan(wedge, code, shift);
        return false;
    }
    if (wedge->count > 0 && code != SDL_SCANCODE_UNKNOWN && !character(code, shift))
        return false;
    wedge->held[wedge->count++] = (struct wedge_key){.code = code, .shift = shift};
    return true;
}

/* Keys that only change what others mean come before them at once, from hands too. */
static bool is_modifier(SDL_Scancode code)
{
    return (code >= SDL_SCANCODE_LCTRL && code <= SDL_SCANCODE_RGUI) || code == SDL_SCANCODE_MODE ||
           code == SDL_SCANCODE_CAPSLOCK || code == SDL_SCANCODE_NUMLOCKCLEAR;
}

void wedge_key(struct wedge *wedge, SDL_Scancode code, bool shift, int64_t now_ms)
{
    if (is_modifier(code))
        return;
    bool fast = wedge->last_ms != 0 && now_ms - wedge->last_ms < FAST_MS;
    wedge->last_ms = now_ms;
    wedge->awaits_text = true;
    wedge->swallowed = true;
    if (wedge->state == WEDGE_ENDED && fast)
        return;
    if (wedge->state == WEDGE_ENDED)
        wedge->state = WEDGE_HANDS;
    if (wedge->state == WEDGE_MACHINE)
        scan(wedge, code, shift);
    else
        wedge->swallowed = !hold(wedge, code, shift);
}

void wedge_text(struct wedge *wedge, const char *text, int64_t now_ms)
{
    if (!wedge->awaits_text)
        wedge_key(wedge, SDL_SCANCODE_UNKNOWN, false, now_ms);
    wedge->awaits_text = false;
    if (wedge->swallowed || wedge->count == 0)
        return;
    struct wedge_key *key = &wedge->held[wedge->count - 1];
    snprintf(key->text, sizeof key->text, "%s", text);
}

bool wedge_release(struct wedge *wedge, int64_t now_ms, struct wedge_key *out)
{
    if (wedge->count == 0 || now_ms - wedge->last_ms < FAST_MS)
        return false;
    *out = wedge->held[wedge->given++];
    out->alone = wedge->count == 1 && !wedge->rolled;
    if (wedge->given == wedge->count)
        forget_held(wedge);
    return true;
}

const char *wedge_take(struct wedge *wedge, int64_t now_ms)
{
    bool paused = wedge->state == WEDGE_MACHINE && now_ms - wedge->last_ms >= PAUSE_MS;
    if (wedge->state != WEDGE_ENDED && !paused)
        return NULL;
    if (wedge->text.length >= LEAST)
        return buffer_text(&wedge->text);
    wedge_clear(wedge);
    return NULL;
}

int64_t wedge_wait_ms(const struct wedge *wedge, int64_t now_ms)
{
    int64_t until = wedge->last_ms;
    if (wedge->count > 0)
        until += FAST_MS;
    else if (wedge->state == WEDGE_MACHINE)
        until += PAUSE_MS;
    else if (wedge->text.length == 0)
        return -1;
    return until > now_ms ? until - now_ms : 0;
}
