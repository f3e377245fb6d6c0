/* Whatever is inserted into a page stays text. */
#include "desk/html.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static const struct {
    const char *text, *expected;
} texts[] = {
    {"plain", "plain"},
    {"<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"},
    {"a & b \"c\" 'd'", "a &amp; b &quot;c&quot; &#39;d&#39;"},
    {"\x02strong\x03 on", "<strong>strong</strong> on"},
    {"\x02never closed", "<strong>never closed</strong>"},
    {"\x03 closed only \x03", " closed only "},
    {"\x02\x02twice\x03\x03", "<strong>twice</strong>"},
    {"bell\a and \x1b[2J and \x7f", "bell and [2J and "},
    {"two\nlines\tand a tab", "two\nlines\tand a tab"},
    {"\u2068\u0641\u0627\u0637\u0645\u0629\u2069 12",
     "\u2068\u0641\u0627\u0637\u0645\u0629\u2069 12"},
};

static void text_is_escaped(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct buffer out = buffer_new(1024);
        struct html html = {.out = &out};
        html_text(&html, texts[i].text);
        assert_string_equal(buffer_text(&out), texts[i].expected);
        buffer_free(&out);
    }
}

static void attributes_are_escaped(void **state)
{
    (void)state;
    struct buffer out = buffer_new(1024);
    struct html html = {.out = &out};
    html_open(&html, "input", "value", "\"><img src=x onerror=alert(1)>", "checked", "", "lang",
              NULL, "name", "a'b&c", NULL);
    assert_string_equal(
        buffer_text(&out),
        "<input value=\"&quot;&gt;&lt;img src=x onerror=alert(1)&gt;\" checked=\"\" "
        "name=\"a&#39;b&amp;c\">");
    buffer_free(&out);
}

static void another_language_is_marked(void **state)
{
    (void)state;
    struct buffer out = buffer_new(1024);
    struct html html = {.out = &out, .language = language_find("fr")};
    html_words(&html, "Bonjour", language_find("fr"));
    html_words(&html, "مرحبا", language_find("ar"));
    html_words(&html, "Hello", language_find("en"));
    html_words(&html, "<Amina>", NULL);
    assert_string_equal(buffer_text(&out),
                        "Bonjour<span lang=\"ar\" dir=\"rtl\">مرحبا</span>"
                        "<span lang=\"en\" dir=\"ltr\">Hello</span><bdi>&lt;Amina&gt;</bdi>");
    buffer_free(&out);
}

static void elements_close(void **state)
{
    (void)state;
    struct buffer out = buffer_new(1024);
    struct html html = {.out = &out};
    html_element(&html, "p", "1 < 2", "class", "quiet", NULL);
    assert_string_equal(buffer_text(&out), "<p class=\"quiet\">1 &lt; 2</p>");
    buffer_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_escaped),
        cmocka_unit_test(attributes_are_escaped),
        cmocka_unit_test(another_language_is_marked),
        cmocka_unit_test(elements_close),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
