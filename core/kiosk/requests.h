/* What the automation socket can ask of the kiosk: done by the thread that paints. settle may
 * take several rounds of its loop. */
#ifndef MARHABA_KIOSK_REQUESTS_H
#define MARHABA_KIOSK_REQUESTS_H

#include "kiosk/face.h"
#include "kiosk/window.h"

#include <jansson.h>

struct requests {
    json_t *waiting; /* the request not answered yet */
    int64_t hand_ms; /* time as the automatic hand has it: it never trembles */
};

/* What settle tells benchmarks. */
struct request_times {
    int64_t first_screen_ns; /* monotonic time at which the first screen was complete */
    int64_t frame_us;        /* from the last tap to its painted answer */
};

struct request_world {
    struct face *face;
    struct window *window;
    struct clock *clock;
    struct request_times times;
    bool settled; /* nothing is pending anywhere */
};

void requests_begin(struct requests *requests, json_t *request);
void requests_end(struct requests *requests);

/* The answer, or NULL while there is none yet. */
json_t *requests_go_on(struct requests *requests, const struct request_world *world, bool *quit);

#endif
