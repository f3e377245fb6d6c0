/* What the system says, in the reader's language. */
#include "base/system_words.h"

#include "base/error.h"

#include <errno.h>
#include <netdb.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static const char *shout(const char *sentence)
{
    static const struct {
        const char *english, *other;
    } words[] = {
        {"the disk is full", "LE DISQUE EST PLEIN"},
        {"the system could not (%s)", "LE SYSTÈME N’A PAS PU (%s)"},
        {"it reached for memory that is not its own", "MÉMOIRE"},
        {"no machine has this name", "AUCUNE MACHINE"},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i].english, sentence) == 0)
            return words[i].other;
    return NULL;
}

static void people_read_their_own_language(void **state)
{
    (void)state;
    error_set_translator(shout);
    assert_string_equal(words_of_errno(ENOSPC), "LE DISQUE EST PLEIN");
    assert_string_equal(words_of_errno(EDOM),
                        "LE SYSTÈME N’A PAS PU (Numerical argument out of domain)");
    assert_string_equal(words_of_signal(SIGSEGV), "MÉMOIRE");
    assert_string_equal(words_of_signal(SIGUSR1), "LE SYSTÈME N’A PAS PU (User defined signal 1)");
    assert_string_equal(words_of_lookup(EAI_NONAME), "AUCUNE MACHINE");
    error_set_translator(NULL);
}

static void what_people_meet_has_words_of_its_own(void **state)
{
    (void)state;
    static const int met[] = {
        ENOENT,    EACCES, EPERM,       EEXIST,       EISDIR,     ENOTDIR,       ENOSPC,
        EROFS,     EIO,    ENXIO,       ENODEV,       EBUSY,      ETXTBSY,       EMFILE,
        ENFILE,    ENOMEM, EAGAIN,      EPIPE,        ECONNRESET, ECONNREFUSED,  ENETUNREACH,
        ETIMEDOUT, ELOOP,  EXDEV,       EHOSTUNREACH, EADDRINUSE, EADDRNOTAVAIL, ENOTEMPTY,
        ENOEXEC,   EDQUOT, ENAMETOOLONG};
    for (size_t i = 0; i < sizeof met / sizeof *met; i++)
        if (strstr(words_of_errno(met[i]), "the system could not"))
            fail_msg("%s", words_of_errno(met[i]));
    errno = ENOSPC;
    assert_string_equal(words_of_lookup(EAI_SYSTEM), "the disk is full");
    assert_string_equal(words_of_errno(-1), "the system could not (Unknown error -1)");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(people_read_their_own_language),
        cmocka_unit_test(what_people_meet_has_words_of_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
