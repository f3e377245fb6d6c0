#include "base/shell.h"

#include "base/memory.h"

#include <stdbool.h>
#include <string.h>

/* Letters of any script stand for themselves; what a shell may act on is quoted. */
static bool is_plain(const char *text)
{
    static const char special[] = " \t\n|&;<>()$`\\\"'*?[]#~=%!{}";
    return text[0] && !text[strcspn(text, special)];
}

char *shell_word(const char *text)
{
    if (is_plain(text))
        return memory_copy_text(text);
    /* Each quote becomes four bytes: '\'' */
    char *word = memory_new(4 * strlen(text) + 3, 1), *at = word;
    *at++ = '\'';
    for (; *text; text++) {
        if (*text == '\'') {
            memcpy(at, "'\\'", 3);
            at += 3;
        }
        *at++ = *text;
    }
    *at = '\'';
    return word;
}
