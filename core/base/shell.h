/* Words of a command that a person is told to write. */
#ifndef MARHABA_BASE_SHELL_H
#define MARHABA_BASE_SHELL_H

/* Owned: `text` as a shell reads it as one word, quoted only where it must be. */
char *shell_word(const char *text);

#endif
