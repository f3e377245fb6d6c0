#include "people.h"

#include "kiosk/wedge.h"

#include <stdio.h>
#include <string.h>

/* Keys as characters: digits, small letters, ' '; '\n' Enter, '\t' Tab, '<' Backspace, '^' Escape;
 * 'A' Shift; '|' lets a second pass. */
static SDL_Scancode code_of(char c)
{
    static const struct {
        char c;
        SDL_Scancode code;
    } named[] = {{'\n', SDL_SCANCODE_RETURN}, {'\t', SDL_SCANCODE_TAB},
                 {' ', SDL_SCANCODE_SPACE},   {'<', SDL_SCANCODE_BACKSPACE},
                 {'^', SDL_SCANCODE_ESCAPE},  {'0', SDL_SCANCODE_0},
                 {'A', SDL_SCANCODE_LSHIFT}};
    for (size_t i = 0; i < sizeof named / sizeof *named; i++)
        if (named[i].c == c)
            return named[i].code;
    if (c >= 'a')
        return (SDL_Scancode)(SDL_SCANCODE_A + (c - 'a'));
    return (SDL_Scancode)(SDL_SCANCODE_1 + (c - '1'));
}

struct outcome {
    char person[200];  /* keys given back; '!' after one that may press */
    char scanned[200]; /* scans, each in brackets */
};

static char name_of(const struct wedge_key *key)
{
    for (const char *c = "\n\t <^0123456789abcdefghijklmnopqrstuvwxyz"; *c; c++)
        if (code_of(*c) == key->code)
            return *c;
    return '?';
}

static void look(struct wedge *wedge, int64_t now, struct outcome *out)
{
    struct wedge_key key;
    while (wedge_release(wedge, now, &key)) {
        bool presses =
            key.alone && (key.code == SDL_SCANCODE_RETURN || key.code == SDL_SCANCODE_SPACE);
        size_t length = strlen(out->person);
        char name = name_of(&key);
        if (name >= '0')
            assert_int_equal(key.text[0], name);
        snprintf(out->person + length, sizeof out->person - length, "%c%s", name,
                 presses ? "!" : "");
    }
    const char *scan = wedge_take(wedge, now);
    if (scan) {
        size_t length = strlen(out->scanned);
        snprintf(out->scanned + length, sizeof out->scanned - length, "[%s]", scan);
        wedge_clear(wedge);
    }
}

/* Types `keys` with `each` milliseconds between, looking as often as the kiosk's loop wakes. */
static struct outcome type(struct wedge *wedge, const char *keys, int64_t each)
{
    struct outcome out = {"", ""};
    int64_t now = 1000;
    for (; *keys; keys++) {
        if (*keys == '|') {
            now += 1000;
            look(wedge, now, &out);
            continue;
        }
        char text[2] = {*keys, '\0'};
        wedge_key(wedge, code_of(*keys), false, now);
        if (*keys != 'A' && (*keys >= '0' || *keys == ' '))
            wedge_text(wedge, text, now);
        look(wedge, now, &out);
        for (int64_t wait = wedge_wait_ms(wedge, now); wait >= 0 && wait < each;
             wait = wedge_wait_ms(wedge, now)) {
            now += wait;
            look(wedge, now, &out);
        }
        now += each;
    }
    look(wedge, now + 1000, &out);
    assert_int_equal(wedge_wait_ms(wedge, now + 1000), -1);
    return out;
}

#define TICKET "154111100000000000000000000000000000000000000097"

static void test_whose_keys(void **state)
{
    (void)state;
    static const struct {
        const char *what, *keys;
        int64_t each;
        const char *person, *scanned;
    } cases[] = {
        {"a scan", TICKET "\n", 3, "", "[" TICKET "]"},
        {"a slow scanner", TICKET "\n", 30, "", "[" TICKET "]"},
        {"a scan without Enter", TICKET, 3, "", "[" TICKET "]"},
        {"Enter, line feed and Tab after it", TICKET "\n\n\t", 3, "", "[" TICKET "]"},
        {"Enter before it", "\n" TICKET "\n", 3, "", "[" TICKET "]"},
        {"two scans", TICKET "\n|" TICKET "\n", 3, "", "[" TICKET "][" TICKET "]"},
        {"the short code", "482177306\n", 5, "", "[482177306]"},
        {"letters", "httpsexampleorg\n", 3, "", "[httpsexampleorg]"},
        {"too short to be read", "48217\n", 3, "", ""},
        {"a letter or two and a quick Enter", "4\n|ab\n", 20, "4ab", ""},
        {"a space and a quick Enter", " \n", 20, " ", ""},
        {"three are no hand's", "482\n", 3, "", ""},
        {"six characters", "482177\n", 3, "", ""},
        {"a code that presses", "\n\n\n", 3, "", ""},
        {"a code that moves and presses", "\t\n", 3, "", ""},
        {"a code that leads back", "\t^ \n", 3, "", ""},
        {"spaces and Enter", "   \n", 3, "", ""},
        {"a person types", "fatima 12", 150, "fatima !12", ""},
        {"and corrects", "ab<c\n", 120, "ab<c\n!", ""},
        {"digits, slowly, and Enter", "15411110000000000000\n", 60, "15411110000000000000\n!", ""},
        {"fingers that roll", "ab|cde|fghij|k", 20, "abcdefghijk", ""},
        {"Shift just before a key", "Aa|A\t|A1|", 3, "a\t1", ""},
        {"Shift in a scan", "1A2A3A4A5A6A7A8A9\n", 3, "", "[123456789]"},
        {"keys of a switch", "\t\t\n\t ", 400, "\t\t\n!\t !", ""},
        {"a person, then a scan", "ab|" TICKET "\n|c", 3, "abc", "[" TICKET "]"},
        {"a scan, then Enter by hand", TICKET "\n|\n", 3, "\n!", "[" TICKET "]"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct wedge wedge;
        wedge_start(&wedge);
        struct outcome out = type(&wedge, cases[i].keys, cases[i].each);
        print_message("%s\n", cases[i].what);
        assert_string_equal(out.person, cases[i].person);
        assert_string_equal(out.scanned, cases[i].scanned);
        wedge_end(&wedge);
    }
}

/* The kiosk was busy painting: everything arrives at once, and is looked at only then. */
static void test_stalled(void **state)
{
    (void)state;
    struct outcome out = {"", ""};
    struct wedge wedge;
    wedge_start(&wedge);
    for (const char *c = "154111"; *c; c++)
        wedge_key(&wedge, code_of(*c), false, 1000);
    for (const char *c = TICKET; *c; c++)
        wedge_key(&wedge, code_of(*c), false, 1180);
    wedge_key(&wedge, SDL_SCANCODE_RETURN, false, 1180);
    look(&wedge, 1180, &out);
    assert_string_equal(out.person, "");
    assert_string_equal(out.scanned, "[154111" TICKET "]");
    wedge_end(&wedge);
}

/* Letters of a scan come as their layout has them; capitals by Shift; nothing grows without end. */
static void test_letters_and_floods(void **state)
{
    (void)state;
    struct wedge wedge;
    wedge_start(&wedge);
    for (int i = 0; i < 9; i++)
        wedge_key(&wedge, SDL_SCANCODE_A, i % 2 == 0, 1000 + i);
    assert_string_equal(wedge_take(&wedge, 2000), "AaAaAaAaA");
    wedge_clear(&wedge);
    for (int i = 0; i < 10000; i++)
        wedge_key(&wedge, SDL_SCANCODE_KP_7, false, 5000 + i / 10);
    const char *text = wedge_take(&wedge, 9000);
    assert_non_null(text);
    assert_true(strlen(text) <= 4096);
    wedge_end(&wedge);
}

/* What an input method writes comes without a key; the text of a scanner's key goes with it. */
static void test_text_without_a_key(void **state)
{
    (void)state;
    struct wedge wedge;
    struct wedge_key key;
    wedge_start(&wedge);
    wedge_text(&wedge, "é", 1000);
    assert_false(wedge_release(&wedge, 1010, &key));
    assert_true(wedge_release(&wedge, 1100, &key));
    assert_string_equal(key.text, "é");
    for (int i = 0; i < 20; i++) {
        wedge_key(&wedge, SDL_SCANCODE_5, false, 2000 + i);
        wedge_text(&wedge, "(", 2000 + i);
    }
    assert_false(wedge_release(&wedge, 2200, &key));
    assert_string_equal(wedge_take(&wedge, 2400), "55555555555555555555");
    wedge_end(&wedge);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_whose_keys), cmocka_unit_test(test_stalled),
        cmocka_unit_test(test_letters_and_floods), cmocka_unit_test(test_text_without_a_key)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
