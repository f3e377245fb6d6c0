/* Visitors who leave, by saying so or without a word: the screen goes back, and nothing of them
 * stays. */
#include "house.h"

#include <unistd.h>

static void test_idle(void **state)
{
    (void)state;
    struct house *house = house_build(true);
    house_pass(house, 3600);
    house_expect(house, STAGE_ATTRACT);
    house_open(house, "fr", "PEN-FR");
    house_change(house, "question.age", "reached");
    house_pass(house, 59);
    assert_false(visit_view(house->visit)->warning);
    house_pass(house, 1);
    assert_true(visit_view(house->visit)->warning);
    assert_non_null(visit_view(house->visit)->over);
    assert_int_equal(visit_wait_ms(house->visit), 20000);
    house_do(house, VISIT_PRESS, "next", ""); /* lies below the question */
    assert_true(visit_view(house->visit)->warning);
    house_do(house, VISIT_PRESS, "core.stay", "");
    assert_false(visit_view(house->visit)->warning);
    assert_string_equal(house_answer_shown(house), "reached");
    house_pass(house, 60);
    house_pass(house, 20);
    house_expect(house, STAGE_ATTRACT);
    house_open(house, "fr", "PEN-FR");
    assert_string_equal(house_answer_shown(house), "");
    house_leave(house);
}

static void test_leaving_wipes(void **state)
{
    (void)state;
    struct house *house = house_build(true);
    house_open(house, "ar", "PEN-FR");
    house_change(house, "question.age", "later");
    house_pass(house, 60);
    house_do(house, VISIT_PRESS, "core.leave", "");
    house_expect(house, STAGE_ATTRACT);
    house_open(house, "ar", "PEN-FR");
    assert_string_equal(house_answer_shown(house), "");
    /* One long silence goes through the warning at once. */
    house_pass(house, 500);
    house_expect(house, STAGE_ATTRACT);
    house_leave(house);
}

static void test_ticket_stays_longer(void **state)
{
    (void)state;
    struct house *house = house_build(true);
    house_open(house, "en", "OFFICER");
    house_expect(house, STAGE_REVIEW);
    house_press(house, "core.confirm");
    house_expect(house, STAGE_TICKET);
    house_pass(house, 119);
    house_expect(house, STAGE_TICKET);
    house_pass(house, 1);
    house_expect(house, STAGE_GOODBYE);
    house_pass(house, 6);
    house_expect(house, STAGE_ATTRACT);
    house_leave(house);
}

#define SECRET 24

/* Made at run time, so that the program's own text does not hold it. */
static void make_secret(char out[SECRET + 1])
{
    for (int i = 0; i < SECRET; i++)
        out[i] = (char)('a' + (i * 7 + 3) % 26);
    out[SECRET] = '\0';
}

static size_t count_in(const char *bytes, size_t length, const char *first, const char *rest)
{
    size_t count = 0;
    const char *end = bytes + length;
    for (const char *at = bytes; end - at >= SECRET; at++) {
        at = memchr(at, first[0], (size_t)(end - at) - SECRET + 1);
        if (!at)
            break;
        count += memcmp(at + 1, rest, SECRET - 1) == 0;
    }
    return count;
}

/* How often the secret stands in this process's memory; the sanitizer's own tables are left out. */
static size_t count_in_memory(void)
{
    static char window[1 << 20];
    FILE *maps = fopen("/proc/self/maps", "r");
    FILE *memory = fopen("/proc/self/mem", "r");
    char line[600], secret[SECRET + 1];
    size_t count = 0;
    assert_non_null(maps);
    assert_non_null(memory);
    while (fgets(line, sizeof line, maps)) {
        unsigned long long from, until;
        char mode[8];
        if (sscanf(line, "%llx-%llx %7s", &from, &until, mode) != 3 || mode[1] != 'w' ||
            until - from > (256ull << 20))
            continue;
        bool is_window = (unsigned long long)(uintptr_t)window >= from &&
                         (unsigned long long)(uintptr_t)window < until;
        while (from < until && !is_window) {
            ssize_t length = pread(fileno(memory), window, sizeof window, (off_t)from);
            if (length <= 0)
                break;
            make_secret(secret);
            count += count_in(window, (size_t)length, secret, secret + 1);
            memory_wipe(secret, sizeof secret);
            from += (unsigned long long)length;
        }
        memory_wipe(window, sizeof window);
    }
    fclose(maps);
    fclose(memory);
    return count;
}

static void test_nothing_left_in_memory(void **state)
{
    (void)state;
    struct house *house = house_build(true);
    char secret[SECRET + 1];
    assert_int_equal(count_in_memory(), 0);
    house_open(house, "fr", "HELLO");
    house_expect(house, STAGE_PLUGIN);
    make_secret(secret);
    assert_true(house_do(house, VISIT_CHANGE, "name", secret));
    memory_wipe(secret, sizeof secret);
    house_press(house, "ok"); /* the plugin greets by name */
    assert_true(count_in_memory() > 0);
    house_pass(house, 60);
    house_pass(house, 20);
    house_expect(house, STAGE_ATTRACT);
    assert_int_equal(count_in_memory(), 0);
    house_leave(house);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_idle),
        cmocka_unit_test(test_leaving_wipes),
        cmocka_unit_test(test_ticket_stays_longer),
        cmocka_unit_test(test_nothing_left_in_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
