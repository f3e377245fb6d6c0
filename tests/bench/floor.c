/* The floor: the least an SDL2 + SDL_ttf program must pay for the same pictures. It draws the home
 * screen once into cached surfaces and shows them; it does nothing else, so it is what Marhaba is
 * measured against.
 *
 *     floor TAPS    prints the steady time of its first full screen in ns, then one tap time a line
 * in µs, then "idle", and waits for SIGTERM on a still screen. */
#include <SDL.h>
#include <SDL_ttf.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define FONTS "/usr/share/fonts/truetype/noto/"

struct label {
    const char *text;
    int size, x, y;
};

static const struct label labels[] = {
    {"كيف يمكننا مساعدتكم؟", 64, 380, 250},
    {"التقاعد من الخارج", 46, 600, 580},
    {"الوثائق المطلوبة", 46, 150, 580},
    {"حجز موعد", 46, 700, 1030},
    {"بطاقة الإقامة", 46, 200, 1030},
    {"الأسرة والمدرسة", 46, 620, 1480},
    {"معلومات", 46, 300, 1480},
    {"رجوع", 28, 900, 1840},
    {"الرئيسية", 28, 660, 1840},
    {"اللغة", 28, 460, 1840},
    {"مساعدة", 28, 80, 1840},
    {"لم يصلني معاشي، شهادة الحياة", 34, 560, 660},
};

static long long now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (long long)now.tv_sec * 1000000000 + now.tv_nsec;
}

static void draw_screen(SDL_Surface *surface, Uint32 ground, Uint32 card)
{
    SDL_FillRect(surface, NULL, SDL_MapRGB(surface->format, 0xFB, 0xF6, 0xEC));
    SDL_FillRect(surface, &(SDL_Rect){0, 0, 1080, 176}, ground);
    for (int i = 0; i < 6; i++)
        SDL_FillRect(surface, &(SDL_Rect){48 + i % 2 * 506, 360 + i / 2 * 452, 478, 424}, card);
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        TTF_Font *font = TTF_OpenFont(FONTS "NotoSansArabic-Regular.ttf", labels[i].size);
        if (!font)
            exit(1);
        TTF_SetFontDirection(font, TTF_DIRECTION_RTL);
        TTF_SetFontScriptName(font, "Arab");
        SDL_Surface *text =
            TTF_RenderUTF8_Blended(font, labels[i].text, (SDL_Color){0x1B, 0x22, 0x33, 0xFF});
        SDL_BlitSurface(text, NULL, surface, &(SDL_Rect){labels[i].x, labels[i].y, 0, 0});
        SDL_FreeSurface(text);
        TTF_CloseFont(font);
    }
}

int main(int count, char **arguments)
{
    int taps = count > 1 ? atoi(arguments[1]) : 0;
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    if (SDL_Init(SDL_INIT_VIDEO) != 0 || TTF_Init() != 0)
        return 1;
    SDL_Window *window = SDL_CreateWindow("floor", 0, 0, 1080, 1920, 0);
    SDL_Surface *screen = SDL_GetWindowSurface(window);
    if (!screen)
        return 1;
    SDL_Surface *cached[2];
    for (int i = 0; i < 2; i++)
        cached[i] = SDL_ConvertSurface(screen, screen->format, 0);
    draw_screen(cached[0], SDL_MapRGB(screen->format, 0x27, 0x36, 0x7F),
                SDL_MapRGB(screen->format, 0xFF, 0xFF, 0xFF));
    SDL_BlitSurface(cached[0], NULL, screen, NULL);
    SDL_UpdateWindowSurface(window);
    printf("%lld\n", now_ns());
    fflush(stdout);
    draw_screen(cached[1], SDL_MapRGB(screen->format, 0x0F, 0x66, 0x70),
                SDL_MapRGB(screen->format, 0xFF, 0xFF, 0xFF));
    for (int i = 0; i < taps; i++) {
        SDL_Event event = {.type = SDL_USEREVENT};
        long long before = now_ns();
        SDL_PushEvent(&event);
        while (SDL_WaitEvent(&event) && event.type != SDL_USEREVENT)
            continue;
        SDL_BlitSurface(cached[(i + 1) % 2], NULL, screen, NULL);
        SDL_UpdateWindowSurface(window);
        printf("%lld\n", (now_ns() - before) / 1000);
        SDL_Delay(5);
    }
    printf("idle\n");
    fflush(stdout);
    for (SDL_Event event; SDL_WaitEvent(&event) && event.type != SDL_QUIT;)
        continue;
    SDL_Quit();
    return 0;
}
