#include "language/language.h"

#include <stdlib.h>
#include <string.h>

static const struct language languages[] = {
    {.code = "ar",
     .autonym = "العربية",
     .greeting = "مرحبا بكم",
     .choose = "المسوا لغتكم",
     .locale = "ar_MA",
     .is_rtl = true,
     .fallbacks = {"fr", "en", "es", "zgh", NULL}},
    {.code = "zgh",
     .autonym = "ⵜⴰⵎⴰⵣⵉⵖⵜ",
     .greeting = "ⴰⵏⵙⵓⴼ",
     .choose = "ⵙⵜⵢ ⵜⵓⵜⵍⴰⵢⵜ",
     .locale = "zgh",
     .fallbacks = {"ar", "fr", "en", "es", NULL}},
    {.code = "fr",
     .autonym = "Français",
     .greeting = "Bienvenue",
     .choose = "Touchez votre langue",
     .locale = "fr_FR",
     .fallbacks = {"en", "es", "ar", "zgh", NULL}},
    {.code = "en",
     .autonym = "English",
     .greeting = "Welcome",
     .choose = "Touch your language",
     .locale = "en_GB",
     .fallbacks = {"fr", "es", "ar", "zgh", NULL}},
    {.code = "es",
     .autonym = "Español",
     .greeting = "Bienvenidos",
     .choose = "Toque su idioma",
     .locale = "es_ES",
     .fallbacks = {"fr", "en", "ar", "zgh", NULL}},
};

#define LANGUAGE_COUNT (sizeof languages / sizeof *languages)

const struct language *language_all(size_t *count)
{
    *count = LANGUAGE_COUNT;
    return languages;
}

static const struct language *find_part(const char *code, size_t length)
{
    for (size_t i = 0; i < LANGUAGE_COUNT; i++)
        if (strlen(languages[i].code) == length && memcmp(languages[i].code, code, length) == 0)
            return &languages[i];
    return NULL;
}

const struct language *language_find(const char *code)
{
    return code ? find_part(code, strlen(code)) : NULL;
}

/* The first language of a list like "ar_MA.UTF-8:fr" that is one of ours. */
static const struct language *find_listed(const char *list)
{
    while (list && *list) {
        size_t length = strcspn(list, ":");
        size_t code = strcspn(list, "_.@-:");
        const struct language *found = find_part(list, code < length ? code : length);
        if (found)
            return found;
        list += length + (list[length] == ':');
    }
    return NULL;
}

const struct language *language_of_environment(void)
{
    static const char *const names[] = {"MARHABA_LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES",
                                        "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const struct language *found = find_listed(getenv(names[i]));
        if (found)
            return found;
    }
    return language_find("fr");
}

const char *language_pick(const struct language *language, const struct local_text *text,
                          const struct language **found)
{
    const char *code = language->code;
    for (size_t i = 0; code; code = language->fallbacks[i++]) {
        const char *words = local_text_get(text, code);
        if (words && words[0]) {
            if (found)
                *found = language_find(code);
            return words;
        }
    }
    if (found)
        *found = NULL;
    return NULL;
}
