/* Words as people misspell them. The letters are Unicode's business (ICU: compatibility
 * decomposition, case folding); what sounds alike to people of this region is ours. */
#include "content/fold.h"

#include "base/buffer.h"
#include "base/memory.h"
#include "base/utf8.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include <stdlib.h>
#include <string.h>

#define LONGEST_TEXT (64u * 1024)
#define LONGEST_WORD 64u /* letters */

static bool is_arabic(UChar32 c)
{
    return c >= 0x0600 && c <= 0x06FF;
}

/* One letter for those that stand for each other in everyday Arabic spelling; 0: dropped. */
static UChar32 plain_arabic(UChar32 c)
{
    switch (c) {
    case 0x0622: /* alef with madda, hamza above, below, wasla */
    case 0x0623:
    case 0x0625:
    case 0x0671:
        return 0x0627;
    case 0x0649: /* alef maksura */
    case 0x0626: /* yeh with hamza */
        return 0x064A;
    case 0x0624: /* waw with hamza */
        return 0x0648;
    case 0x0629: /* ta marbuta */
        return 0x0647;
    case 0x0621: /* hamza alone */
    case 0x0640: /* tatweel */
        return 0;
    case 0x06AD: /* the gaf of Morocco, and the Persian one */
    case 0x06AF:
    case 0x0763:
        return 0x0643;
    default:
        return c;
    }
}

/* UTF-8 to decomposed, case-folded UTF-16; owned. */
static UChar *decompose(const char *text, int32_t *length)
{
    UErrorCode status = U_ZERO_ERROR;
    /* Folding and compatibility in one: a letter like the double-struck D shows its case only once
     * it is an ordinary one. */
    const UNormalizer2 *fold = unorm2_getNFKCCasefoldInstance(&status),
                       *form = unorm2_getNFKDInstance(&status);
    size_t bytes = strnlen(text, LONGEST_TEXT);
    int32_t room = (int32_t)(6 * bytes + 16), count = 0, folded = 0;
    UChar *wide = memory_new((size_t)room, sizeof *wide),
          *small = memory_new((size_t)room, sizeof *small);
    bytes = utf8_cut(text, strlen(text), bytes);
    u_strFromUTF8WithSub(wide, room, &count, text, (int32_t)bytes, 0xFFFD, NULL, &status);
    folded = unorm2_normalize(fold, wide, count, small, room, &status);
    count = unorm2_normalize(form, small, folded, wide, room, &status);
    free(small);
    *length = U_SUCCESS(status) ? count : 0;
    return wide;
}

static void add_letter(struct buffer *out, UChar32 c)
{
    char bytes[4];
    buffer_add(out, bytes, utf8_put((uint32_t)c, bytes));
}

/* The article is no part of the word one looks for: "الحياة", "والحياة", "للحياة". */
static size_t article_length(const UChar *word, size_t length)
{
    static const UChar al[] = {0x0627, 0x0644}, wal[] = {0x0648, 0x0627, 0x0644},
                       bal[] = {0x0628, 0x0627, 0x0644}, lil[] = {0x0644, 0x0644};
    static const struct {
        const UChar *letters;
        size_t length;
    } articles[] = {{wal, 3}, {bal, 3}, {al, 2}, {lil, 2}};
    for (size_t i = 0; i < sizeof articles / sizeof *articles; i++)
        if (length > articles[i].length + 2 &&
            memcmp(word, articles[i].letters, articles[i].length * sizeof *word) == 0)
            return articles[i].length;
    return 0;
}

/* Calls `add` with each word: its folded letters, without the article. */
static void each_word(const char *text, struct buffer *out,
                      void (*add)(struct buffer *out, const UChar *word, size_t length))
{
    int32_t length;
    UChar *letters = decompose(text, &length), word[LONGEST_WORD];
    size_t count = 0;
    for (int32_t i = 0; i <= length;) {
        UChar32 c = ' ';
        if (i < length)
            U16_NEXT(letters, i, length, c);
        else
            i++;
        if (c < 0 || u_charType(c) == U_NON_SPACING_MARK)
            continue;
        /* Words are kept in halves: beyond them are scripts nobody types here. */
        bool is_letter = c <= 0xFFFF && u_isalnum(c);
        if (is_arabic(c))
            c = plain_arabic(c);
        if (u_isdigit(c))
            c = '0' + u_charDigitValue(c);
        if (is_letter && c && count < LONGEST_WORD)
            word[count++] = (UChar)c;
        if (is_letter || c == 0 || count == 0)
            continue;
        size_t article = article_length(word, count);
        add(out, word + article, count - article);
        count = 0;
    }
    free(letters);
}

static void add_word(struct buffer *out, const UChar *word, size_t length)
{
    if (out->length)
        buffer_add_char(out, ' ');
    for (size_t i = 0; i < length; i++)
        add_letter(out, word[i]);
}

static char *finish(struct arena *arena, struct buffer *out)
{
    char *text = arena_copy_part(arena, buffer_text(out), out->length);
    buffer_free(out);
    return text;
}

char *fold_words(struct arena *arena, const char *text)
{
    struct buffer out = buffer_new(4 * LONGEST_TEXT);
    each_word(text, &out, add_word);
    return finish(arena, &out);
}

/* ---- Sounds ---- */

/* Two Latin letters, or a digit, that write one Arabic sound ("ch", "kh", "3", "9"). */
static char latin_pair(UChar first, UChar second)
{
    if ((first == 'c' || first == 's') && second == 'h')
        return 'c';
    if (first == 'k' && second == 'h')
        return 'x';
    if (first == 'g' && second == 'h')
        return 'r';
    if (first == 'd' && second == 'h')
        return 'd';
    if (first == 't' && second == 'h')
        return 't';
    if (first == 'p' && second == 'h')
        return 'f';
    return 0;
}

/* The consonants letters stand for, in Latin, Arabic and Tifinagh; vowels and what is often not
 * written stand for none. */
static const struct {
    UChar letter;
    char sound;
} consonants[] = {{'b', 'b'},
                  {'p', 'b'},
                  {0x0628, 'b'},
                  {'t', 't'},
                  {0x062A, 't'},
                  {0x0637, 't'},
                  {0x062B, 't'},
                  {'j', 'j'},
                  {0x062C, 'j'},
                  {'h', 'h'},
                  {'7', 'h'},
                  {0x062D, 'h'},
                  {0x0647, 'h'},
                  {'x', 'x'},
                  {'5', 'x'},
                  {0x062E, 'x'},
                  {'d', 'd'},
                  {0x062F, 'd'},
                  {0x0630, 'd'},
                  {0x0636, 'd'},
                  {0x0638, 'd'},
                  {'r', 'r'},
                  {0x0631, 'r'},
                  {0x063A, 'r'},
                  {'z', 'z'},
                  {0x0632, 'z'},
                  {'s', 's'},
                  {0x0633, 's'},
                  {0x0635, 's'},
                  {0x0634, 'c'},
                  {'f', 'f'},
                  {'v', 'f'},
                  {0x0641, 'f'},
                  {'q', 'k'},
                  {'k', 'k'},
                  {'c', 'k'},
                  {'9', 'k'},
                  {'g', 'k'},
                  {0x0642, 'k'},
                  {0x0643, 'k'},
                  {'l', 'l'},
                  {0x0644, 'l'},
                  {'m', 'm'},
                  {0x0645, 'm'},
                  {'n', 'n'},
                  {0x0646, 'n'},
                  /* Tifinagh */
                  {0x2D31, 'b'},
                  {0x2D33, 'k'},
                  {0x2D37, 'd'},
                  {0x2D39, 'd'},
                  {0x2D3C, 'f'},
                  {0x2D3D, 'k'},
                  {0x2D40, 'h'},
                  {0x2D43, 'h'},
                  {0x2D45, 'x'},
                  {0x2D47, 'k'},
                  {0x2D4A, 'j'},
                  {0x2D4D, 'l'},
                  {0x2D4E, 'm'},
                  {0x2D4F, 'n'},
                  {0x2D54, 'r'},
                  {0x2D55, 'r'},
                  {0x2D56, 'r'},
                  {0x2D59, 's'},
                  {0x2D5A, 's'},
                  {0x2D5B, 'c'},
                  {0x2D5C, 't'},
                  {0x2D5F, 't'},
                  {0x2D63, 'z'},
                  {0x2D65, 'z'}};

/* 0: none. */
static char sound_of(UChar c)
{
    for (size_t i = 0; i < sizeof consonants / sizeof *consonants; i++)
        if (consonants[i].letter == c)
            return consonants[i].sound;
    return 0;
}

/* "chahada", "chahadat", "شهادة": the feminine ending is said or not. */
static size_t without_ending(const UChar *word, size_t length)
{
    if (length > 3 && word[length - 1] == 't' && word[length - 2] == 'a')
        return length - 2;
    if (length > 3 && word[length - 1] == 'h' && word[length - 2] == 'a')
        return length - 2;
    if (length > 2 && word[length - 1] == 0x0647)
        return length - 1;
    return length;
}

static size_t sounds_of(const UChar *word, size_t length, char out[LONGEST_WORD])
{
    size_t count = 0;
    length = without_ending(word, length);
    for (size_t i = 0; i < length; i++) {
        char sound = i + 1 < length ? latin_pair(word[i], word[i + 1]) : 0;
        if (sound)
            i++;
        else
            sound = sound_of(word[i]);
        if (sound && (count == 0 || out[count - 1] != sound))
            out[count++] = sound;
    }
    return count;
}

static void add_sounds(struct buffer *out, const UChar *word, size_t length)
{
    char sounds[LONGEST_WORD];
    size_t count = sounds_of(word, length, sounds);
    if (count < 2)
        return;
    if (out->length)
        buffer_add_char(out, ' ');
    buffer_add(out, sounds, count);
    /* In Latin letters the article is often glued to the word: "lhayat", "lwarqa". */
    if (word[0] == 'l' && count > 2 && sounds[0] == 'l') {
        buffer_add_char(out, ' ');
        buffer_add(out, sounds + 1, count - 1);
    }
}

char *fold_sounds(struct arena *arena, const char *text)
{
    struct buffer out = buffer_new(4 * LONGEST_TEXT);
    each_word(text, &out, add_sounds);
    return finish(arena, &out);
}
