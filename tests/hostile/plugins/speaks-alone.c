#include "hostile.h"

#include <unistd.h>

/* Answers an event that has not happened, so that the next answer would be taken for another. */
static void build(void *self, struct mrh_ui *ui)
{
    hostile_build(self, ui);
    hostile_say(1);
}

static void event(void *self, const struct mrh_event *event)
{
    static const unsigned char done[] = {105, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    (void)self;
    (void)event;
    hostile_say(write(3, done, sizeof done) > 0);
}

HOSTILE_PLUGIN(build, event)
