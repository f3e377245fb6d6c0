/* Takes from this process everything a plugin does not need. Irrevocable. Both Landlock and seccomp
 * are the floor: each leaves open what the other closes (Landlock: sockets, new code; seccomp:
 * which files are read), so below it no plugin runs. */
#ifndef MARHABA_PLUGIN_RUNNER_CONFINE_H
#define MARHABA_PLUGIN_RUNNER_CONFINE_H

#include <stdbool.h>

/* Before any code of the plugin runs (constructors run at load). Closes every descriptor past
 * WIRE_FD; leaves the working directory, the system's libraries and time zones readable. On failure
 * *lacking names what the system does not offer. */
bool confine_before_loading(const char **lacking);

/* Once the plugin is loaded: no new code after this, and no more tightening. It tells of a system
 * that fails, not of a plugin that cheats: a constructor of the plugin has run in this process
 * before and may have meddled with it. What holds whatever a constructor did is what was taken
 * before loading, enforced by the kernel. */
bool confine_after_loading(const char **lacking);

#endif
