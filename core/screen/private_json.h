/* jansson copies what visitors typed into memory of its own: this makes it wipe that memory before
 * giving it back. */
#ifndef MARHABA_SCREEN_PRIVATE_JSON_H
#define MARHABA_SCREEN_PRIVATE_JSON_H

/* For the whole process, once; safe at any time and from any thread. */
void json_wipe_when_freed(void);

#endif
