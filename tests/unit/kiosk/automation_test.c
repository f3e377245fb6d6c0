#include "people.h"

#include "kiosk/automation.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#define MOST_FILES 64

static void ignore(void *self)
{
    (void)self;
}

static int connect_to(const char *path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    snprintf(address.sun_path, sizeof address.sun_path, "%s", path);
    int client = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_true(client >= 0);
    assert_int_equal(
        connect(client, (const struct sockaddr *)(const void *)&address, sizeof address), 0);
    return client;
}

/* Whatever the mask, the socket is its owner's alone, and the mask stays. */
static void test_socket_is_the_owners(void **state)
{
    (void)state;
    static const mode_t masks[] = {0, 022, 077};
    for (size_t i = 0; i < sizeof masks / sizeof *masks; i++) {
        struct error error = {0};
        struct stat about;
        char path[] = "/tmp/automation-XXXXXX";
        assert_non_null(mkdtemp(path));
        char name[sizeof path + 8];
        snprintf(name, sizeof name, "%s/socket", path);
        mode_t before = umask(masks[i]);
        struct automation *automation = automation_start(name, ignore, NULL, &error);
        assert_int_equal(umask(before), masks[i]);
        assert_non_null(automation);
        assert_int_equal(stat(name, &about), 0);
        assert_int_equal(about.st_mode & 07777, 0600);
        automation_stop(automation);
        rmdir(path);
    }
}

/* Plugins are started while it serves: none of its files reaches them. */
static void test_files_end_with_exec(void **state)
{
    (void)state;
    struct error error = {0};
    bool was_open[MOST_FILES];
    char path[] = "/tmp/automation-XXXXXX";
    assert_non_null(mkdtemp(path));
    char name[sizeof path + 8], answer[256];
    snprintf(name, sizeof name, "%s/socket", path);
    for (int file = 0; file < MOST_FILES; file++)
        was_open[file] = fcntl(file, F_GETFD) >= 0;
    struct automation *automation = automation_start(name, ignore, NULL, &error);
    assert_non_null(automation);
    int client = connect_to(name);
    assert_int_equal(write(client, "nonsense\n", 9), 9);
    assert_true(read(client, answer, sizeof answer) > 0); /* it is served now */
    int opened = 0;
    for (int file = 0; file < MOST_FILES; file++) {
        int flags = fcntl(file, F_GETFD);
        if (was_open[file] || flags < 0)
            continue;
        opened++;
        assert_true(flags & FD_CLOEXEC);
    }
    assert_int_equal(opened, 5); /* the listener, a pipe, both ends of the connection */
    close(client);
    automation_stop(automation);
    rmdir(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_socket_is_the_owners),
                                       cmocka_unit_test(test_files_end_with_exec)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
