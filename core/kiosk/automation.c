#define _GNU_SOURCE /* accept4, pipe2 */
#include "kiosk/automation.h"

#include "base/buffer.h"
#include "base/memory.h"
#include "base/system_words.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#define MOST_LINE (64u * 1024u)

struct automation {
    char *path;
    int listener, stop[2]; /* a pipe: one byte ends the thread */
    void (*wake)(void *self);
    void *self;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t answered;
    json_t *request, *answer;
    bool stopping;
};

/* ---- The thread ---- */

static bool write_line(int client, const char *text)
{
    size_t length = strlen(text);
    while (length > 0) {
        ssize_t wrote = send(client, text, length, MSG_NOSIGNAL);
        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote <= 0)
            return false;
        text += wrote;
        length -= (size_t)wrote;
    }
    return true;
}

static bool write_json(int client, json_t *answer)
{
    char *text = json_dumps(answer, JSON_COMPACT);
    bool wrote = text && write_line(client, text) && write_line(client, "\n");
    if (text)
        memory_wipe(text, strlen(text));
    free(text);
    json_decref(answer);
    return wrote;
}

/* Hands a request to the painting thread and waits for its answer; NULL when the kiosk is ending.
 */
static json_t *ask(struct automation *automation, json_t *request)
{
    pthread_mutex_lock(&automation->lock);
    automation->request = request;
    pthread_mutex_unlock(&automation->lock);
    automation->wake(automation->self);
    pthread_mutex_lock(&automation->lock);
    while (!automation->answer && !automation->stopping)
        pthread_cond_wait(&automation->answered, &automation->lock);
    json_t *answer = automation->answer;
    automation->answer = NULL;
    pthread_mutex_unlock(&automation->lock);
    return answer;
}

static bool handle_line(struct automation *automation, int client, const char *line, size_t length)
{
    json_error_t trouble;
    json_t *request = json_loadb(line, length, JSON_REJECT_DUPLICATES, &trouble);
    if (!request || !json_is_string(json_object_get(request, "do"))) {
        json_decref(request);
        return write_json(client, automation_refusal("one JSON object a line is expected, like "
                                                     "{\"do\":\"tree\"}"));
    }
    json_t *answer = ask(automation, request);
    return answer && write_json(client, answer);
}

/* Waits for bytes; false when the kiosk is ending. */
static bool wait_for(struct automation *automation, int file)
{
    struct pollfd files[2] = {{.fd = file, .events = POLLIN},
                              {.fd = automation->stop[0], .events = POLLIN}};
    while (poll(files, 2, -1) < 0)
        if (errno != EINTR)
            return false;
    return !files[1].revents;
}

/* Handles the whole lines of the buffer and keeps the rest. */
static bool handle_lines(struct automation *automation, int client, struct buffer *input)
{
    size_t from = 0;
    bool going = true;
    while (going && from < input->length) {
        const char *end = memchr(input->bytes + from, '\n', input->length - from);
        if (!end)
            break;
        size_t length = (size_t)(end - (input->bytes + from));
        going = handle_line(automation, client, input->bytes + from, length);
        from += length + 1;
    }
    struct buffer rest = buffer_new(MOST_LINE);
    if (from < input->length)
        buffer_add(&rest, input->bytes + from, input->length - from);
    buffer_free(input);
    *input = rest;
    return going;
}

static void serve(struct automation *automation, int client)
{
    struct buffer input = buffer_new(MOST_LINE);
    char part[4096];
    while (wait_for(automation, client)) {
        ssize_t got = read(client, part, sizeof part);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            break;
        buffer_add(&input, part, (size_t)got);
        memory_wipe(part, (size_t)got); /* the client may stay as long as the kiosk */
        if (input.full) {
            write_json(client, automation_refusal("the line is longer than 64 KiB"));
            break;
        }
        if (!handle_lines(automation, client, &input))
            break;
    }
    memory_wipe(part, sizeof part);
    buffer_free(&input);
}

static void *run(void *self)
{
    struct automation *automation = self;
    while (wait_for(automation, automation->listener)) {
        int client = accept4(automation->listener, NULL, NULL, SOCK_CLOEXEC);
        if (client < 0)
            continue;
        serve(automation, client);
        close(client);
    }
    return NULL;
}

/* ---- Start and end ---- */

static bool remove_stale(const char *path, struct error *error)
{
    struct stat about;
    if (lstat(path, &about) != 0)
        return true;
    if (!S_ISSOCK(about.st_mode))
        return error_set(error, ERROR_INPUT,
                         "%s is not a socket: choose another path for --automation", path);
    return unlink(path) == 0 ||
           error_set(error, ERROR_DENIED, "%s: %s", path, words_of_errno(errno));
}

static int listen_at(const char *path, struct error *error)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof address.sun_path) {
        error_set(error, ERROR_INPUT, "%s: the path of a socket has at most %zu bytes", path,
                  sizeof address.sun_path - 1);
        return -1;
    }
    if (!remove_stale(path, error))
        return -1;
    memcpy(address.sun_path, path, strlen(path) + 1);
    int listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    /* Before it has a name: on Linux the name gets the socket's own mode, so there is no moment in
     * which others may connect, and the mask of the other threads' files stays as it is. */
    bool good =
        listener >= 0 && fchmod(listener, 0600) == 0 &&
        bind(listener, (const struct sockaddr *)(const void *)&address, sizeof address) == 0 &&
        listen(listener, 1) == 0;
    if (good)
        return listener;
    error_set(error, ERROR_SYSTEM, "%s: %s", path, words_of_errno(errno));
    if (listener >= 0)
        close(listener);
    return -1;
}

struct automation *automation_start(const char *path, void (*wake)(void *self), void *self,
                                    struct error *error)
{
    int listener = listen_at(path, error);
    if (listener < 0)
        return NULL;
    struct automation *automation = memory_new(1, sizeof *automation);
    automation->path = memory_copy_text(path);
    automation->listener = listener;
    automation->wake = wake;
    automation->self = self;
    pthread_mutex_init(&automation->lock, NULL);
    pthread_cond_init(&automation->answered, NULL);
    if (pipe2(automation->stop, O_CLOEXEC) != 0 ||
        pthread_create(&automation->thread, NULL, run, automation) != 0)
        abort();
    return automation;
}

void automation_stop(struct automation *automation)
{
    if (!automation)
        return;
    pthread_mutex_lock(&automation->lock);
    automation->stopping = true;
    pthread_cond_broadcast(&automation->answered);
    pthread_mutex_unlock(&automation->lock);
    while (write(automation->stop[1], "", 1) < 0 && errno == EINTR)
        continue;
    pthread_join(automation->thread, NULL);
    close(automation->listener);
    close(automation->stop[0]);
    close(automation->stop[1]);
    unlink(automation->path);
    json_decref(automation->request);
    json_decref(automation->answer);
    pthread_cond_destroy(&automation->answered);
    pthread_mutex_destroy(&automation->lock);
    free(automation->path);
    free(automation);
}

json_t *automation_take(struct automation *automation)
{
    pthread_mutex_lock(&automation->lock);
    json_t *request = automation->request;
    automation->request = NULL;
    pthread_mutex_unlock(&automation->lock);
    return request;
}

void automation_answer(struct automation *automation, json_t *answer)
{
    pthread_mutex_lock(&automation->lock);
    automation->answer = answer;
    pthread_cond_broadcast(&automation->answered);
    pthread_mutex_unlock(&automation->lock);
}

json_t *automation_ok(void)
{
    return json_pack("{s:b}", "ok", 1);
}

json_t *automation_refusal(const char *sentence)
{
    return json_pack("{s:b, s:s}", "ok", 0, "error", sentence);
}
