/* libevent's buffers hold what officers typed on its way to us: this makes it wipe what it frees.
 */
#ifndef MARHABA_DESK_PRIVATE_MEMORY_H
#define MARHABA_DESK_PRIVATE_MEMORY_H

/* Before any other call into libevent; again does nothing. */
void private_memory_use(void);

#endif
