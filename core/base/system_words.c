#include "base/system_words.h"

#include "base/error.h"

#include <errno.h>
#include <netdb.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#define LONGEST 256

static const char *words_of_files(int number)
{
    switch (number) {
    case ENOENT:
        return error_translate("there is no such file or folder");
    case EACCES:
    case EPERM:
        return error_translate("this user may not do that");
    case EEXIST:
    case ENOTEMPTY:
        return error_translate("something is there already");
    case EISDIR:
        return error_translate("it is a folder");
    case ENOTDIR:
        return error_translate("a part of the path is not a folder");
    case ELOOP:
        return error_translate("its links lead round in a circle");
    case ENAMETOOLONG:
        return error_translate("the name is too long");
    case ENOSPC:
    case EDQUOT:
        return error_translate("the disk is full");
    case EFBIG:
        return error_translate("the file would be too large");
    case EROFS:
        return error_translate("the disk is mounted read-only");
    case EXDEV:
        return error_translate("it would have to move to another disk");
    case EIO:
        return error_translate("the device or disk does not work properly");
    case ENXIO:
    case ENODEV:
        return error_translate("the device is not there");
    case ENOEXEC:
        return error_translate("it is not a program of this machine");
    default:
        return NULL;
    }
}

static const char *words_of_connections(int number)
{
    switch (number) {
    case EADDRINUSE:
        return error_translate("another program listens there already");
    case EADDRNOTAVAIL:
        return error_translate("this machine has no such address");
    case ECONNREFUSED:
        return error_translate("nobody answers there");
    case EHOSTUNREACH:
    case ENETUNREACH:
    case EHOSTDOWN:
    case ENETDOWN:
        return error_translate("no network leads there");
    case ETIMEDOUT:
        return error_translate("no answer came in time");
    case ECONNRESET:
    case ECONNABORTED:
    case EPIPE:
        return error_translate("the other side broke off");
    default:
        return NULL;
    }
}

static const char *words_of_means(int number)
{
    switch (number) {
    case EBUSY:
    case ETXTBSY:
        return error_translate("another program uses it");
    case EMFILE:
    case ENFILE:
        return error_translate("too many files are open");
    case ENOMEM:
        return error_translate("the memory is used up");
    case EAGAIN:
        return error_translate("the system has too much to do");
    default:
        return NULL;
    }
}

/* GNU's strerror and strsignal are safe in threads; their English is the last resort. */
static const char *words_of_rest(const char *detail)
{
    static _Thread_local char text[LONGEST];
    snprintf(text, sizeof text, error_translate("the system could not (%s)"), detail);
    return text;
}

const char *words_of_errno(int number)
{
    const char *words = words_of_files(number);
    if (!words)
        words = words_of_connections(number);
    if (!words)
        words = words_of_means(number);
    return words ? words : words_of_rest(strerror(number));
}

const char *words_of_lookup(int result)
{
    switch (result) {
    case EAI_NONAME:
        return error_translate("no machine has this name");
    case EAI_AGAIN:
    case EAI_FAIL:
        return error_translate("nobody answers who knows names: see that the network is there");
    case EAI_SYSTEM:
        return words_of_errno(errno);
    default:
        return words_of_rest(gai_strerror(result));
    }
}

const char *words_of_signal(int number)
{
    switch (number) {
    case SIGSEGV:
    case SIGBUS:
        return error_translate("it reached for memory that is not its own");
    case SIGABRT:
        return error_translate("it gave up by itself");
    case SIGFPE:
        return error_translate("it divided by zero");
    case SIGILL:
    case SIGTRAP:
        return error_translate("it ran into code that is none");
    default:
        return words_of_rest(strsignal(number));
    }
}
