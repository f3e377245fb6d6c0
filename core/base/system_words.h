/* What the system says went wrong, in the reader's language: libc knows English alone here. */
#ifndef MARHABA_BASE_SYSTEM_WORDS_H
#define MARHABA_BASE_SYSTEM_WORDS_H

/* For an errno, to be put into a sentence: "the disk is full". What people never meet comes as a
 * general word with the system's own in parentheses. Alive until the thread's next call. */
const char *words_of_errno(int number);

/* For what getaddrinfo answered. */
const char *words_of_lookup(int result);

/* For the signal that ended a process: "it reached for memory that is not its own". */
const char *words_of_signal(int number);

#endif
