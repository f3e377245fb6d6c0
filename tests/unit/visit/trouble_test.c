/* A store that cannot be used and plugins that die: the visitor is told, and goes on. */
#include "house.h"

#include "store/tickets.h"

#include <dirent.h>
#include <signal.h>
#include <sqlite3.h>
#include <unistd.h>

static void test_double_confirm(void **state)
{
    (void)state;
    struct house *house = house_build(true);
    house_open(house, "fr", "OFFICER");
    house_do(house, VISIT_PRESS, "core.confirm", "");
    house_do(house, VISIT_PRESS, "core.confirm", "");
    house_expect(house, STAGE_TICKET);
    assert_int_equal(house_count_tickets(house), 1);
    assert_int_equal(house->order_count, 1);
    house_leave(house);
}

static void test_locked_store(void **state)
{
    (void)state;
    struct house *house = house_build(true);
    char path[600];
    sqlite3 *other = NULL;
    house_open(house, "fr", "OFFICER");
    snprintf(path, sizeof path, "%s/marhaba.db", house->home);
    assert_int_equal(sqlite3_open(path, &other), SQLITE_OK);
    assert_int_equal(sqlite3_exec(other, "BEGIN EXCLUSIVE", NULL, NULL, NULL), SQLITE_OK);
    house_press(house, "core.confirm");
    house_check_screen(house, STAGE_TROUBLE);
    assert_int_equal(house->order_count, 0);
    assert_int_equal(sqlite3_exec(other, "ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(other);
    house_press(house, "core.retry");
    house_expect(house, STAGE_TICKET);
    assert_int_equal(house_count_tickets(house), 1);
    house_leave(house);
}

static void test_without_store(void **state)
{
    (void)state;
    struct house *house = house_build(false);
    house_do(house, VISIT_TICK, "", "");
    house_open(house, "en", "PEN-LIFE");
    house_check_screen(house, STAGE_PLUGIN);
    house_press(house, "core.home");
    house_press(house, "core.service.OFFICER");
    house_expect(house, STAGE_REVIEW);
    house_press(house, "core.confirm");
    house_check_screen(house, STAGE_TROUBLE);
    house_press(house, "core.back");
    house_expect(house, STAGE_REVIEW);
    house_press(house, "core.home");
    house_press(house, "core.service.APPOINTMENT");
    house_check_screen(house, STAGE_PLUGIN);
    assert_non_null(house_find(house, "officer"));
    house_leave(house);
}

static void kill_children(void)
{
    DIR *folder = opendir("/proc");
    assert_non_null(folder);
    for (struct dirent *entry; (entry = readdir(folder));) {
        char path[300];
        int pid, parent;
        snprintf(path, sizeof path, "/proc/%s/stat", entry->d_name);
        FILE *file = fopen(path, "r");
        if (!file)
            continue;
        if (fscanf(file, "%d (%*[^)]) %*c %d", &pid, &parent) == 2 && parent == getpid())
            kill(pid, SIGKILL);
        fclose(file);
    }
    closedir(folder);
}

static void test_plugin_dies(void **state)
{
    (void)state;
    struct house *house = house_build(true);
    house_open(house, "fr", "PEN-FR");
    house_change(house, "question.age", "reached");
    kill_children();
    house_press(house, "next");
    house_check_screen(house, STAGE_TROUBLE);
    house_press(house, "core.start");
    house_check_screen(house, STAGE_HOME);
    house_press(house, "core.service.PEN-FR"); /* it rests a second */
    house_expect(house, STAGE_TROUBLE);
    clock_advance(house->clock, 2000);
    house_press(house, "core.home");
    house_press(house, "core.service.PEN-FR");
    house_expect(house, STAGE_PLUGIN);
    assert_string_equal(house_answer_shown(house), "reached");
    kill_children();
    house_press(house, "core.language");
    house_press(house, "core.language.ar"); /* even a rebuild meets the dead */
    house_expect(house, STAGE_TROUBLE);
    house_press(house, "core.officer");
    house_press(house, "core.confirm");
    house_expect(house, STAGE_TICKET);
    house_leave(house);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_double_confirm),
        cmocka_unit_test(test_locked_store),
        cmocka_unit_test(test_without_store),
        cmocka_unit_test(test_plugin_dies),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
