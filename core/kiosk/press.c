#include "kiosk/press.h"

#include "base/log.h"
#include "base/memory.h"
#include "print/print.h"
#include "ticket/leaflet.h"
#include "ticket/slip.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#define MOST_ORDERS 16u

struct press {
    const struct commune *commune;
    const struct place *place;
    struct printer *printer;
    void (*told)(void *self, const char *order, const char *trouble);
    void *self;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    struct slip_order *orders[MOST_ORDERS];
    size_t first, count;
    bool stop, busy;
};

static const char *trouble_name(enum error_kind kind)
{
    switch (kind) {
    case ERROR_INPUT:
        return "input";
    case ERROR_MISSING:
        return "missing";
    case ERROR_BUSY:
        return "busy";
    case ERROR_TAKEN:
        return "taken";
    case ERROR_DENIED:
        return "denied";
    default:
        return "system";
    }
}

/* The maker keeps fonts open, so it is made once and with the first slip. */
static bool print_slip(const struct press *press, struct slip_maker **maker,
                       const struct slip_order *order, struct error *error)
{
    int paper = (int)press->commune->paper_mm;
    if (!*maker)
        *maker = slip_maker_new(press->place->share, error);
    if (!*maker)
        return false;
    struct image slip = order->leaflet ? leaflet_draw(*maker, order->leaflet, paper)
                                       : slip_draw(*maker, &order->slip, paper);
    bool done = slip.width > 0 ? printer_print(press->printer, order->name, &slip, error)
                               : error_set(error, ERROR_INPUT, "the slip is too long to print");
    image_free(&slip);
    return done;
}

static void *run(void *self)
{
    struct press *press = self;
    struct slip_maker *maker = NULL;
    pthread_mutex_lock(&press->lock);
    while (!press->stop) {
        if (press->count == 0) {
            press->busy = false;
            pthread_cond_wait(&press->changed, &press->lock);
            continue;
        }
        struct slip_order *order = press->orders[press->first];
        press->first = (press->first + 1) % MOST_ORDERS;
        press->count--;
        pthread_mutex_unlock(&press->lock);
        struct error error = {0};
        bool done = print_slip(press, &maker, order, &error);
        if (!done)
            log_write(LOG_WARNING, "%s", error.text);
        press->told(press->self, order->id, done ? "" : trouble_name(error.kind));
        slip_order_free(order);
        pthread_mutex_lock(&press->lock);
    }
    press->busy = false;
    pthread_mutex_unlock(&press->lock);
    slip_maker_free(maker);
    return NULL;
}

struct press *press_start(const struct commune *commune, const struct place *place,
                          void (*told)(void *self, const char *order, const char *trouble),
                          void *self, struct error *error)
{
    struct printer *printer =
        printer_new(commune->printer, commune->home, (int)commune->paper_mm, error);
    if (!printer)
        return NULL;
    struct press *press = memory_new(1, sizeof *press);
    press->printer = printer;
    press->commune = commune;
    press->place = place;
    press->told = told;
    press->self = self;
    pthread_mutex_init(&press->lock, NULL);
    pthread_cond_init(&press->changed, NULL);
    if (pthread_create(&press->thread, NULL, run, press) != 0)
        abort();
    return press;
}

void press_finish(struct press *press)
{
    if (!press)
        return;
    pthread_mutex_lock(&press->lock);
    press->stop = true;
    pthread_cond_broadcast(&press->changed);
    pthread_mutex_unlock(&press->lock);
    pthread_join(press->thread, NULL);
}

void press_stop(struct press *press)
{
    if (!press)
        return;
    for (; press->count > 0; press->count--) {
        slip_order_free(press->orders[press->first]);
        press->first = (press->first + 1) % MOST_ORDERS;
    }
    pthread_cond_destroy(&press->changed);
    pthread_mutex_destroy(&press->lock);
    printer_free(press->printer);
    free(press);
}

void press_order(struct press *press, struct slip_order *order)
{
    pthread_mutex_lock(&press->lock);
    bool room = press->count < MOST_ORDERS && !press->stop;
    if (room) {
        press->orders[(press->first + press->count) % MOST_ORDERS] = order;
        press->count++;
        press->busy = true;
        pthread_cond_broadcast(&press->changed);
    }
    bool stopping = press->stop;
    pthread_mutex_unlock(&press->lock);
    if (room)
        return;
    if (!stopping)
        press->told(press->self, order->id, "busy");
    slip_order_free(order);
}

bool press_is_idle(struct press *press)
{
    pthread_mutex_lock(&press->lock);
    bool idle = !press->busy && press->count == 0;
    pthread_mutex_unlock(&press->lock);
    return idle;
}
