#include "base/file.h"

#include "compiled_catalog.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static char *folder;

static int set_up(void **state)
{
    (void)state;
    folder = test_folder("file");
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    remove_folder(folder);
    return 0;
}

static void what_is_written_is_read_again(void **state)
{
    (void)state;
    struct error error = {0};
    struct buffer bytes;
    struct stat about;
    char *path = file_join(folder, "key");
    assert_true(file_write(path, "first, and longer", 17, 0600, &error));
    assert_true(file_write(path, "a\0b", 3, 0600, &error));
    assert_true(file_exists(path));
    assert_int_equal(stat(path, &about), 0);
    assert_int_equal(about.st_mode & 0777, 0600);
    assert_true(file_read(path, 3, &bytes, &error));
    assert_int_equal(bytes.length, 3);
    assert_memory_equal(bytes.bytes, "a\0b", 3);
    buffer_free(&bytes);
    assert_true(file_write(path, "", 0, 0600, &error));
    assert_true(file_read(path, 3, &bytes, &error));
    assert_int_equal(bytes.length, 0);
    buffer_free(&bytes);
    /* Nothing half-written lies about. */
    char **names = file_list(folder);
    assert_string_equal(names[0], "key");
    assert_null(names[1]);
    file_list_free(names);
    unlink(path);
    free(path);
}

static void a_file_takes_the_place_of_another(void **state)
{
    (void)state;
    struct error error = {0};
    struct buffer bytes;
    char *path = file_join(folder, "shown"), *with = file_join(folder, "made"),
         *below = file_join(folder, "none/shown");
    assert_true(file_write(path, "old", 3, 0600, &error));
    assert_true(file_write(with, "new", 3, 0600, &error));
    assert_true(file_replace(path, with, &error));
    assert_false(file_exists(with));
    assert_true(file_read(path, 3, &bytes, &error));
    assert_string_equal(buffer_text(&bytes), "new");
    buffer_free(&bytes);
    /* What is not there, and where nothing can be put. */
    assert_false(file_replace(path, with, &error));
    assert_int_equal(error.kind, ERROR_MISSING);
    assert_true(file_exists(path));
    assert_true(file_write(with, "new", 3, 0600, &error));
    assert_false(file_replace(below, with, &error));
    assert_non_null(strstr(error.text, below));
    assert_false(file_exists(with));
    unlink(path);
    free(path);
    free(with);
    free(below);
}

static void what_cannot_be_read_is_named(void **state)
{
    (void)state;
    struct error error = {0};
    struct buffer bytes;
    char *path = file_join(folder, "large"), *pipe = file_join(folder, "pipe");
    assert_false(file_read(path, 10, &bytes, &error));
    assert_int_equal(error.kind, ERROR_MISSING);
    assert_non_null(strstr(error.text, path));
    assert_true(file_write(path, "12345678901", 11, 0600, &error));
    assert_false(file_read(path, 10, &bytes, &error));
    assert_int_equal(error.kind, ERROR_INPUT);
    assert_non_null(strstr(error.text, "larger than the 10 bytes allowed"));
    assert_false(file_read(folder, 10, &bytes, &error));
    assert_non_null(strstr(error.text, "not a regular file"));
    /* A pipe nobody writes to must not make us wait. */
    assert_int_equal(mkfifo(pipe, 0600), 0);
    assert_false(file_read(pipe, 10, &bytes, &error));
    assert_non_null(strstr(error.text, "not a regular file"));
    assert_false(file_write("/nowhere/at/all", "x", 1, 0600, &error));
    assert_int_equal(error.kind, ERROR_MISSING);
    unlink(path);
    unlink(pipe);
    free(path);
    free(pipe);
}

static void folders_are_made_along_the_way(void **state)
{
    (void)state;
    struct error error = {0};
    char *deep = file_join(folder, "a/b/c"), *file = file_join(folder, "f");
    char *below = file_join(folder, "f/g");
    assert_true(file_make_folder(deep, 0700, &error));
    assert_true(file_make_folder(deep, 0700, &error));
    assert_true(file_exists(deep));
    assert_true(file_write(file, "x", 1, 0600, &error));
    assert_false(file_make_folder(file, 0700, &error));
    assert_non_null(strstr(error.text, "not a folder"));
    assert_false(file_make_folder(below, 0700, &error));
    assert_false(file_make_folder("", 0700, &error));
    static const char *const parts[] = {"a/b/c", "a/b", "a"};
    for (size_t i = 0; i < 3; i++) {
        char *part = file_join(folder, parts[i]);
        rmdir(part);
        free(part);
    }
    unlink(file);
    free(deep);
    free(file);
    free(below);
}

static void names_are_listed_in_order(void **state)
{
    (void)state;
    static const char *const names[] = {"b", "a", ".hidden", "Z", "a10", "a2"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char *path = file_join(folder, names[i]);
        assert_true(file_write(path, "", 0, 0600, NULL));
        free(path);
    }
    char **list = file_list(folder);
    static const char *const expected[] = {"Z", "a", "a10", "a2", "b"};
    for (size_t i = 0; i < 5; i++)
        assert_string_equal(list[i], expected[i]);
    assert_null(list[5]);
    file_list_free(list);
    list = file_list("/nowhere/at/all");
    assert_null(list[0]);
    file_list_free(list);
    file_list_free(NULL);
    char *hidden = file_join(folder, ".hidden");
    unlink(hidden);
    free(hidden);
    assert_string_equal(file_name("/a/b.c"), "b.c");
    assert_string_equal(file_name("b.c"), "b.c");
}

/* Whichever of 0 to 2 a service manager left closed, no file opened later takes their places. */
static void standard_files_are_kept(void **state)
{
    (void)state;
    for (int closed = 0; closed < 8; closed++) {
        pid_t child = fork();
        assert_true(child >= 0);
        if (child == 0) {
            for (int file = 0; file <= 2; file++)
                if (closed & 1 << file)
                    close(file);
            file_keep_standard();
            int next = open("/dev/null", O_RDONLY);
            bool all_open = true;
            for (int file = 0; file <= 2; file++)
                all_open = all_open && fcntl(file, F_GETFD) >= 0;
            _exit(all_open && next > 2 ? 0 : 1);
        }
        int status = -1;
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_int_equal(status, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_read_again),
        cmocka_unit_test(a_file_takes_the_place_of_another),
        cmocka_unit_test(what_cannot_be_read_is_named),
        cmocka_unit_test(folders_are_made_along_the_way),
        cmocka_unit_test(names_are_listed_in_order),
        cmocka_unit_test(standard_files_are_kept),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
