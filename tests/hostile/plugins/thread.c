#include "hostile.h"

#include <pthread.h>

static void *nothing(void *argument)
{
    return argument;
}

static void act(void)
{
    pthread_t thread;
    hostile_say(pthread_create(&thread, NULL, nothing, NULL) == 0);
}

HOSTILE_IN_EVENT(act)
