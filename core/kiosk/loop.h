/* The kiosk as it runs: window, face, worker, press and automation, tied together by one loop that
 * sleeps unless something happens. */
#ifndef MARHABA_KIOSK_LOOP_H
#define MARHABA_KIOSK_LOOP_H

#include "kiosk/window.h"

#include "base/clock.h"
#include "base/commune.h"
#include "base/place.h"

struct kiosk_options {
    struct window_options window;
    const char *automation; /* path of the socket; NULL */
    struct clock *clock;
    const struct commune *commune;
    const struct place *place;
};

/* Runs until it is asked to end (window closed, SIGTERM, SIGINT, automation). False with the reason
 * when it could not begin or go on. */
bool kiosk_run(const struct kiosk_options *options, struct error *error);

#endif
