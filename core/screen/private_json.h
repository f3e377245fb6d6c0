/* jansson copies what visitors typed into memory of its own: this makes it wipe that memory before
 * giving it back. */
#ifndef MARHABA_SCREEN_PRIVATE_JSON_H
#define MARHABA_SCREEN_PRIVATE_JSON_H

/* For the whole process; does its work the first time only. Whoever gives jansson to several
 * threads calls it before the first of them is started: jansson reads its allocators without a
 * lock. */
void json_wipe_when_freed(void);

#endif
