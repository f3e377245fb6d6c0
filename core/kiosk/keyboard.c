#include "kiosk/keyboard.h"

#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

static const struct keyboard azerty = {.name = "ABC",
                                       .code = "fr",
                                       .rows = {"a z e r t y u i o p", "q s d f g h j k l m",
                                                "w x c v b n ' -", "é è ê ë à â ç î ô û"}};
static const struct keyboard qwerty = {
    .name = "ABC",
    .code = "en",
    .rows = {"q w e r t y u i o p", "a s d f g h j k l", "z x c v b n m ' -"}};
static const struct keyboard spanish = {
    .name = "ABC",
    .code = "es",
    .rows = {"q w e r t y u i o p", "a s d f g h j k l ñ", "z x c v b n m ' -", "á é í ó ú ü"}};
static const struct keyboard arabic = {.name = "ابت",
                                       .code = "ar",
                                       .rows = {"ض ص ث ق ف غ ع ه خ ح ج", "ش س ي ب ل ا ت ن م ك ط",
                                                "ذ د ء ؤ ر ى ة و ز ظ", "أ إ آ ئ گ ڤ پ"}};
static const struct keyboard tifinagh = {
    .name = "ⴰⴱⴳ",
    .code = "zgh",
    .rows = {"ⴰ ⴱ ⴳ ⴳⵯ ⴷ ⴹ ⴻ ⴼ ⴽ ⴽⵯ", "ⵀ ⵃ ⵄ ⵅ ⵇ ⵉ ⵊ ⵍ ⵎ ⵏ", "ⵓ ⵔ ⵕ ⵖ ⵙ ⵚ ⵛ ⵜ ⵟ ⵡ", "ⵢ ⵣ ⵥ"}};
static const struct keyboard digits = {
    .name = "123", .code = "en", .rows = {"1 2 3 4 5", "6 7 8 9 0", "' - . , / ( )"}};
static const struct keyboard code = {.name = "ABC",
                                     .code = "en",
                                     .rows = {"1 2 3 4 5 6 7 8 9 0", "Q W E R T Y U I O P",
                                              "A S D F G H J K L", "Z X C V B N M / -"}};
static const struct keyboard pad = {
    .name = "123", .code = "en", .rows = {"1 2 3", "4 5 6", "7 8 9", "0"}, .is_pad = true};
static const struct keyboard phone = {
    .name = "123", .code = "en", .rows = {"1 2 3", "4 5 6", "7 8 9", "+ 0"}, .is_pad = true};

static const struct keyboard *latin_of(const struct language *language)
{
    if (strcmp(language->code, "en") == 0)
        return &qwerty;
    return strcmp(language->code, "es") == 0 ? &spanish : &azerty;
}

size_t keyboard_choose(enum screen_tone kind, const struct language *language,
                       const struct keyboard *out[4])
{
    switch (kind) {
    case FIELD_PHONE:
        out[0] = &phone;
        return 1;
    case FIELD_NUMBER:
    case FIELD_YEAR:
    case FIELD_DATE:
        out[0] = &pad;
        return 1;
    case FIELD_CODE:
        out[0] = &code;
        return 1;
    default:
        break;
    }
    const struct keyboard *latin = latin_of(language);
    bool is_arabic = language->is_rtl, is_tifinagh = strcmp(language->code, "zgh") == 0;
    out[0] = is_arabic ? &arabic : is_tifinagh ? &tifinagh : latin;
    out[1] = is_arabic || is_tifinagh ? latin : &arabic;
    out[2] = is_tifinagh ? &arabic : &tifinagh;
    out[3] = &digits;
    return 4;
}

const struct keyboard *keyboard_current(const struct edit *edit, const struct language *language,
                                        const struct keyboard **next)
{
    const struct keyboard *choices[4];
    size_t count = keyboard_choose(edit->kind, language, choices);
    *next = count > 1 ? choices[(edit->alphabet + 1) % count] : NULL;
    return choices[edit->alphabet % count];
}

static bool begins_a_word(const struct edit *edit)
{
    const char *text = edit_text(edit);
    size_t length = strlen(text);
    char last = length ? text[length - 1] : ' ';
    return length == 0 || (edit->kind == FIELD_NAME && (last == ' ' || last == '-'));
}

/* Capitals of the letters on the keyboards: ASCII and Latin-1. */
static uint32_t capital(uint32_t letter)
{
    bool small =
        (letter >= 'a' && letter <= 'z') || (letter >= 0xE0 && letter <= 0xFE && letter != 0xF7);
    return small ? letter - 32 : letter;
}

void keyboard_key(const struct edit *edit, const char *key, size_t length, char out[8])
{
    snprintf(out, 8, "%.*s", (int)length, key);
    if (!begins_a_word(edit) || edit->kind == FIELD_CODE)
        return;
    size_t position = 0;
    uint32_t letter = utf8_next(key, length, &position);
    if (position == length && capital(letter) != letter)
        out[utf8_put(capital(letter), out)] = '\0';
}
