#include "kiosk/worker.h"

#include "base/file.h"
#include "base/log.h"
#include "base/memory.h"
#include "kiosk/press.h"
#include "store/store.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define QUEUE_SIZE  64u
#define MOST_ORDERS 4u

/* With a frozen clock a tick may stay due for ever: this many in a row are enough. */
#define MOST_TICKS 20

struct queued {
    enum visit_event_kind kind;
    char *id, *value;
};

struct worker {
    struct worker_world world;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    struct queued queue[QUEUE_SIZE];
    size_t first, count;
    uint64_t sent;
    struct delivery delivery;
    bool has_delivery, stop, busy;
    /* The worker's own: */
    struct registry *registry;
    struct store *store;
    struct visit *visit;
    struct slip_order *orders[MOST_ORDERS]; /* of the event at hand */
    size_t order_count;
    int ticks;
};

static void free_queued(struct queued *event)
{
    memory_free_private(event->id);
    memory_free_private(event->value);
}

/* A number is shown before it is printed: orders wait until the view they came with is delivered.
 */
static void take_order(void *self, struct slip_order *order)
{
    struct worker *worker = self;
    if (worker->order_count == MOST_ORDERS)
        abort(); /* one event makes a ticket and a list at most */
    worker->orders[worker->order_count++] = order;
}

static void hand_to_press(struct worker *worker)
{
    for (size_t i = 0; i < worker->order_count; i++)
        press_order(worker->world.press, worker->orders[i]);
    worker->order_count = 0;
}

/* The folder with the icons of the plugin behind the screen. */
static char *icons_of(const struct worker *worker, const struct view *view)
{
    const struct service *service =
        view->service[0] ? registry_service(worker->registry, view->service) : NULL;
    const struct plugin_entry *entry =
        service && service->plugin ? registry_find(worker->registry, service->plugin) : NULL;
    return entry && entry->manifest.folder ? file_join(entry->manifest.folder, "icons") : NULL;
}

static void deliver(struct worker *worker, bool with_view, uint64_t answered)
{
    struct view *view = with_view ? view_copy(visit_view(worker->visit)) : NULL;
    char *folder = view ? icons_of(worker, view) : NULL;
    pthread_mutex_lock(&worker->lock);
    struct delivery *delivery = &worker->delivery;
    if (view) {
        view_free(delivery->view);
        free(delivery->folder);
        delivery->view = view;
        delivery->folder = folder;
    }
    delivery->answered += answered;
    worker->has_delivery = true;
    pthread_mutex_unlock(&worker->lock);
    worker->world.wake(worker->world.wake_self);
}

static void fail(struct worker *worker, const struct error *error)
{
    pthread_mutex_lock(&worker->lock);
    worker->delivery.failed = true;
    worker->delivery.error = *error;
    worker->has_delivery = true;
    pthread_mutex_unlock(&worker->lock);
    worker->world.wake(worker->world.wake_self);
}

static void log_complaint(void *self, const struct error *complaint)
{
    (void)self;
    log_write(LOG_WARNING, "%s", complaint->text);
}

static bool begin(struct worker *worker)
{
    struct error error = {0};
    const struct worker_world *world = &worker->world;
    worker->registry = registry_new(world->commune, world->place);
    registry_check(worker->registry, log_complaint, NULL);
    worker->store = store_open(world->commune->home, STORE_KIOSK, world->clock, &error);
    if (worker->store)
        log_write(LOG_INFO, "store: %s", store_describe(worker->store));
    else /* The visit opens it again when a ticket is asked for, and tells the visitor if it cannot.
          */
        log_write(LOG_FAILURE, "%s", error.text);
    struct visit_world visit_world = {.commune = world->commune,
                                      .place = world->place,
                                      .registry = worker->registry,
                                      .messages = world->messages,
                                      .clock = world->clock,
                                      .store = worker->store,
                                      .print = take_order,
                                      .print_self = worker};
    error_clear(&error);
    worker->visit = visit_new(&visit_world, &error);
    if (worker->visit)
        return true;
    fail(worker, &error);
    return false;
}

/* Sleeps until woken or `wait` milliseconds passed (-1: only until woken); true when they passed. A
 * frozen clock moves when told, and then an event comes. */
static bool sleep_until_due(struct worker *worker, int64_t wait)
{
    if (wait < 0 || clock_is_frozen(worker->world.clock)) {
        pthread_cond_wait(&worker->changed, &worker->lock);
        return false;
    }
    if (wait == 0) { /* due, but ticking did not help: try again, calmly */
        wait = 1000;
        worker->ticks = 0;
    }
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += wait / 1000;
    until.tv_nsec += wait % 1000 * 1000000;
    until.tv_sec += until.tv_nsec / 1000000000;
    until.tv_nsec %= 1000000000;
    return pthread_cond_timedwait(&worker->changed, &worker->lock, &until) == ETIMEDOUT;
}

/* Waits for an event or the next thing that is due. Called and returns with the lock held; false
 * when the worker is to end. */
static bool wait_for_work(struct worker *worker)
{
    while (!worker->stop && worker->count == 0) {
        pthread_mutex_unlock(&worker->lock);
        int64_t wait = visit_wait_ms(worker->visit);
        pthread_mutex_lock(&worker->lock);
        if (worker->stop || worker->count > 0)
            break;
        if (wait == 0 && worker->ticks < MOST_TICKS)
            return true;
        worker->busy = false;
        bool is_due = sleep_until_due(worker, wait);
        worker->busy = true;
        if (is_due && !worker->stop)
            return true;
    }
    return !worker->stop;
}

static void handle_one(struct worker *worker)
{
    struct queued event = {.kind = VISIT_TICK};
    bool counted = worker->count > 0;
    if (counted) {
        event = worker->queue[worker->first];
        worker->first = (worker->first + 1) % QUEUE_SIZE;
        worker->count--;
        worker->ticks = 0;
    } else
        worker->ticks++;
    pthread_mutex_unlock(&worker->lock);
    struct visit_event told = {.kind = event.kind,
                               .id = event.id ? event.id : "",
                               .value = event.value ? event.value : ""};
    bool changed = visit_handle(worker->visit, &told);
    free_queued(&event);
    if (changed || counted)
        deliver(worker, changed, counted);
    hand_to_press(worker);
    pthread_mutex_lock(&worker->lock);
}

static void *run(void *self)
{
    struct worker *worker = self;
    if (!begin(worker))
        return NULL;
    deliver(worker, true, 0);
    pthread_mutex_lock(&worker->lock);
    while (wait_for_work(worker))
        handle_one(worker);
    worker->busy = false;
    pthread_mutex_unlock(&worker->lock);
    return NULL;
}

struct worker *worker_start(const struct worker_world *world)
{
    struct worker *worker = memory_new(1, sizeof *worker);
    worker->world = *world;
    worker->busy = true;
    pthread_mutex_init(&worker->lock, NULL);
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&worker->changed, &monotonic);
    pthread_condattr_destroy(&monotonic);
    if (pthread_create(&worker->thread, NULL, run, worker) != 0)
        abort();
    return worker;
}

void worker_stop(struct worker *worker)
{
    if (!worker)
        return;
    pthread_mutex_lock(&worker->lock);
    worker->stop = true;
    pthread_cond_broadcast(&worker->changed);
    pthread_mutex_unlock(&worker->lock);
    pthread_join(worker->thread, NULL);
    while (worker->count > 0) {
        free_queued(&worker->queue[worker->first]);
        worker->first = (worker->first + 1) % QUEUE_SIZE;
        worker->count--;
    }
    view_free(worker->delivery.view);
    free(worker->delivery.folder);
    visit_free(worker->visit);
    store_close(worker->store);
    registry_free(worker->registry);
    pthread_cond_destroy(&worker->changed);
    pthread_mutex_destroy(&worker->lock);
    free(worker);
}

bool worker_send(struct worker *worker, enum visit_event_kind kind, const char *id,
                 const char *value)
{
    pthread_mutex_lock(&worker->lock);
    bool room = worker->count < QUEUE_SIZE;
    if (room) {
        worker->queue[(worker->first + worker->count) % QUEUE_SIZE] = (struct queued){
            .kind = kind, .id = memory_copy_text(id), .value = memory_copy_text(value)};
        worker->count++;
        worker->sent++;
        pthread_cond_broadcast(&worker->changed);
    }
    pthread_mutex_unlock(&worker->lock);
    return room;
}

uint64_t worker_sent(struct worker *worker)
{
    pthread_mutex_lock(&worker->lock);
    uint64_t sent = worker->sent;
    pthread_mutex_unlock(&worker->lock);
    return sent;
}

bool worker_take(struct worker *worker, struct delivery *out)
{
    pthread_mutex_lock(&worker->lock);
    bool has = worker->has_delivery;
    if (has) {
        *out = worker->delivery;
        worker->delivery.view = NULL;
        worker->delivery.folder = NULL;
        worker->has_delivery = false;
    }
    pthread_mutex_unlock(&worker->lock);
    return has;
}

bool worker_is_idle(struct worker *worker)
{
    pthread_mutex_lock(&worker->lock);
    bool idle = !worker->busy && worker->count == 0 && !worker->has_delivery;
    pthread_mutex_unlock(&worker->lock);
    return idle;
}
