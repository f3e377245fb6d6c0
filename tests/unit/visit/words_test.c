/* The words of kiosk and plugins: what each language lacks, and what must never be said. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include "base/file.h"
#include "discreet_words.h"
#include "language/catalog.h"
#include "language/language.h"
#include "ticket/ticket.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct comparing {
    const struct catalog *other;
    const char *folder, *language;
    size_t keys, missing;
};

static void compare(void *self, const char *key)
{
    struct comparing *comparing = self;
    if (!key[0])
        return;
    comparing->keys++;
    if (catalog_find(comparing->other, key, 2))
        return;
    comparing->missing++;
    print_message("%s, %s lacks: %s\n", comparing->folder, comparing->language, key);
}

static struct catalog *load(const char *folder, const char *language)
{
    char path[700];
    struct error error = {0};
    snprintf(path, sizeof path, "%s/%s.mo", folder, language);
    struct catalog *catalog = catalog_load(path, &error);
    if (!catalog)
        fail_msg("%s", error.text);
    return catalog;
}

/* Whether every language but Tamazight, which leans on others, has every key. */
static void check_folder(const char *folder)
{
    size_t count, missing = 0;
    const struct language *languages = language_all(&count);
    struct catalog *english = load(folder, "en");
    for (size_t i = 0; i < count; i++) {
        struct catalog *other = load(folder, languages[i].code);
        struct comparing forth = {.other = other, .folder = folder, .language = languages[i].code};
        struct comparing back = {.other = english, .folder = folder, .language = "en"};
        catalog_each(english, compare, &forth);
        catalog_each(other, compare, &back);
        assert_true(forth.keys > 0);
        missing += back.missing + (strcmp(languages[i].code, "zgh") == 0 ? 0 : forth.missing);
        catalog_free(other);
    }
    catalog_free(english);
    assert_int_equal(missing, 0);
}

static void test_nothing_is_missing(void **state)
{
    (void)state;
    check_folder(MARHABA_STAGE "/share/marhaba/locale/kiosk");
    check_folder(MARHABA_STAGE "/lib/marhaba/plugins.d/checklist/locale");
    check_folder(MARHABA_STAGE "/lib/marhaba/plugins.d/appointments/locale");
    check_folder(MARHABA_STAGE "/lib/marhaba/plugins.d/information/locale");
}

static void test_every_mark_has_a_name(void **state)
{
    (void)state;
    struct catalog *arabic = load(MARHABA_STAGE "/share/marhaba/locale/kiosk", "ar");
    assert_true(ticket_mark_count() >= 24);
    for (uint32_t i = 0; i < 200; i++) {
        char key[64];
        snprintf(key, sizeof key, "mark.%s", ticket_mark(i));
        if (!catalog_find(arabic, key, 1))
            fail_msg("%s has no name", key);
    }
    catalog_free(arabic);
}

/* Law 55-19 keeps the first for the paper of a deposit, which pages explain and slips never are;
 * care for people forbids the others everywhere. */
static const char *const kept_by_law[] = {"écépissé", "ecepisse", "resguardo", NULL};
static void check_file(const char *path, const char *const *forbidden)
{
    struct buffer text = {0};
    struct error error = {0};
    if (!file_read(path, 1 << 20, &text, &error))
        fail_msg("%s", error.text);
    for (size_t i = 0; i < text.length; i++) /* a compiled catalogue ends each text with one */
        if (!text.bytes[i])
            text.bytes[i] = '\n';
    if (has_word(buffer_text(&text), forbidden))
        fail_msg("%s says what must not be said", path);
    buffer_free(&text);
}

static void check_files_of(const char *folder, bool may_explain)
{
    char **names = file_list(folder);
    size_t count = 0;
    for (; names[count]; count++) {
        char *path = file_join(folder, names[count]);
        check_file(path, never_said);
        if (!may_explain)
            check_file(path, kept_by_law);
        if (strstr(path, "/locale/"))
            check_file(path, body_names);
        free(path);
    }
    assert_true(count > 0);
    file_list_free(names);
}

static void test_forbidden_words(void **state)
{
    (void)state;
    check_files_of(MARHABA_STAGE "/share/marhaba/locale/kiosk", false);
    check_files_of(MARHABA_STAGE "/share/marhaba/locale/slip", false);
    check_files_of(MARHABA_STAGE "/lib/marhaba/plugins.d/checklist/locale", false);
    check_files_of(MARHABA_STAGE "/lib/marhaba/plugins.d/information/locale", true);
    check_files_of(MARHABA_SOURCE "/plugins/checklist/content/procedures", false);
    check_files_of(MARHABA_SOURCE "/plugins/information/content/pages", true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nothing_is_missing),
        cmocka_unit_test(test_every_mark_has_a_name),
        cmocka_unit_test(test_forbidden_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
