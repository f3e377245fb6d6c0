/* Pages of the information plugin: Markdown to blocks, and what is refused. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include "../../../plugins/information/page.c"

static void test_blocks(void **state)
{
    (void)state;
    static const char text[] = "---\ntitle: T\n---\n\nHello **you**\nand `+212 5` more.\n\n"
                               "## Head\n\n- one\n- *two*\n\n1. first\n2. second\n";
    static const struct {
        enum block_kind kind;
        const char *text;
    } expected[] = {{BLOCK_PARAGRAPH, "Hello **you** and \xE2\x81\xA6+212 5\xE2\x81\xA9 more."},
                    {BLOCK_HEADING, "Head"},
                    {BLOCK_BULLET, "one"},
                    {BLOCK_BULLET, "**two**"},
                    {BLOCK_NUMBERED, "first"},
                    {BLOCK_NUMBERED, "second"}};
    struct page page;
    size_t length;
    assert_memory_equal(page_header(text, &length), "title: T\n", 9);
    assert_int_equal(length, 9);
    assert_true(page_parse(&page, page_body(text)));
    assert_int_equal(page.count, sizeof expected / sizeof *expected);
    for (size_t i = 0; i < page.count; i++) {
        assert_int_equal(page.blocks[i].kind, expected[i].kind);
        assert_string_equal(page.blocks[i].text, expected[i].text);
    }
    page_free(&page);
}

static void test_refused(void **state)
{
    (void)state;
    static const char *const cases[] = {"",
                                        "<script>alert(1)</script>\n",
                                        "a <b>c</b>\n",
                                        "see [this](https://example.org)\n",
                                        "<https://example.org>\n",
                                        "![picture](x.png)\n",
                                        "```\ncode\n```\n",
                                        "> quoted\n",
                                        "***\n",
                                        "- one\n  - two\n",
                                        "a &amp; b\n"};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct page page;
        if (page_parse(&page, cases[i]))
            fail_msg("was taken: %s", cases[i]);
        assert_non_null(page.refusal);
        page_free(&page);
    }
    struct page page;
    char many[2000] = "";
    for (int i = 0; i < MOST_BLOCKS + 1; i++)
        strcat(many, "a\n\n");
    assert_false(page_parse(&page, many));
    page_free(&page);
}

static void test_ids(void **state)
{
    (void)state;
    assert_true(page_id_is_valid("law-55-19"));
    assert_false(page_id_is_valid("../manifest"));
    assert_false(page_id_is_valid(""));
    assert_null(page_read("no-such-page", "fr"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_blocks),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_ids),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
