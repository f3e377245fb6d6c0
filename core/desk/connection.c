#include "desk/connection.h"

#include "base/memory.h"

#include <event2/buffer.h>
#include <event2/bufferevent.h>
#include <event2/bufferevent_ssl.h>
#include <event2/event.h>
#include <openssl/ssl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

enum {
    HEAD_SECONDS = 10,
    BODY_SECONDS = 20,
    WRITE_SECONDS = 30,
    REST_SECONDS = 60,
    DRAIN_SECONDS = 2
};
enum { INPUT_ROOM = REQUEST_MAX_HEAD + REQUEST_MAX_BODY, OUTPUT_ROOM = 8 << 20 };

enum phase {
    PHASE_REST,  /* nothing of a request has come */
    PHASE_READ,  /* part of one has */
    PHASE_WRITE, /* the answer is on its way; what comes meanwhile waits */
    PHASE_LAST,  /* the same, and then the connection ends */
    PHASE_DRAIN  /* all was said; what still comes is thrown away, lest a reset eats the answer */
};

struct connection {
    struct connection_home *home;
    struct bufferevent *wire;
    struct event *deadline;
    struct buffer input;
    enum phase phase;
    bool has_head; /* the head is there, the body is being waited for */
    char address[64];
    struct connection *newer, *older;
};

static void unlink_from_home(struct connection *connection)
{
    struct connection_home *home = connection->home;
    *(connection->newer ? &connection->newer->older : &home->newest) = connection->older;
    *(connection->older ? &connection->older->newer : &home->oldest) = connection->newer;
    connection->newer = connection->older = NULL;
}

static void link_as_newest(struct connection *connection)
{
    struct connection_home *home = connection->home;
    connection->older = home->newest;
    *(home->newest ? &home->newest->newer : &home->oldest) = connection;
    home->newest = connection;
}

void connection_close(struct connection *connection)
{
    unlink_from_home(connection);
    connection->home->count--;
    event_free(connection->deadline);
    bufferevent_free(connection->wire);
    buffer_free(&connection->input);
    free(connection);
}

static void enter(struct connection *connection, enum phase phase, int seconds)
{
    connection->phase = phase;
    event_add(connection->deadline, &(struct timeval){.tv_sec = seconds});
}

static void send_response(struct connection *connection, const struct response *response,
                          bool head_only, bool last)
{
    struct buffer out = buffer_new(OUTPUT_ROOM);
    response_write(response, head_only, last, clock_now_ms(connection->home->clock), &out);
    enter(connection, last ? PHASE_LAST : PHASE_WRITE, WRITE_SECONDS);
    bufferevent_write(connection->wire, out.bytes, out.length);
    buffer_free(&out);
}

static void refuse(struct connection *connection, int status)
{
    struct response response = response_new();
    response.status = status;
    connection->home->answers.refusal(connection->home->answers.self, status, &response);
    buffer_clear(&connection->input);
    send_response(connection, &response, false, true);
    response_free(&response);
}

static void answer(struct connection *connection, struct request *request)
{
    struct response response = response_new();
    request->address = connection->address;
    connection->home->answers.request(connection->home->answers.self, request, &response);
    send_response(connection, &response, request->method == METHOD_HEAD, !request->keep_alive);
    response_free(&response);
}

/* What stays of the input once `used` bytes of it were answered. */
static void forget(struct connection *connection, size_t used)
{
    struct buffer *input = &connection->input;
    size_t left = input->length - used;
    memmove(input->bytes, input->bytes + used, left);
    memory_wipe(input->bytes + left, used);
    input->length = left;
}

static void wait_for_more(struct connection *connection)
{
    const struct buffer *input = &connection->input;
    if (input->length == 0) {
        connection->has_head = false;
        enter(connection, PHASE_REST, REST_SECONDS);
        return;
    }
    bool head = strstr(buffer_text(input), "\r\n\r\n") != NULL;
    if (connection->phase != PHASE_READ || head != connection->has_head)
        enter(connection, PHASE_READ, head ? BODY_SECONDS : HEAD_SECONDS);
    connection->has_head = head;
}

static void read_requests(struct connection *connection)
{
    if (connection->phase != PHASE_REST && connection->phase != PHASE_READ)
        return;
    struct arena *arena = arena_new();
    struct request request;
    size_t used = 0;
    int status = 0;
    switch (request_read(arena, buffer_text(&connection->input), connection->input.length, &request,
                         &used, &status)) {
    case REQUEST_PARTIAL:
        wait_for_more(connection);
        break;
    case REQUEST_WHOLE:
        forget(connection, used);
        connection->has_head = false;
        answer(connection, &request);
        break;
    case REQUEST_BAD:
        refuse(connection, status);
        break;
    }
    arena_free(arena);
}

static void on_read(struct bufferevent *wire, void *self)
{
    struct connection *connection = self;
    char chunk[8192];
    size_t length;
    unlink_from_home(connection);
    link_as_newest(connection);
    while ((length = bufferevent_read(wire, chunk, sizeof chunk)) > 0) {
        if (connection->phase != PHASE_LAST && connection->phase != PHASE_DRAIN)
            buffer_add(&connection->input, chunk, length);
        memory_wipe(chunk, length);
    }
    /* More than any one request may hold, while an answer is still going out. */
    if (connection->input.full)
        connection_close(connection);
    else
        read_requests(connection);
}

static void on_written(struct bufferevent *wire, void *self)
{
    struct connection *connection = self;
    if (evbuffer_get_length(bufferevent_get_output(wire)) > 0)
        return;
    if (connection->phase == PHASE_LAST) {
        if (!connection->home->site->tls)
            shutdown(bufferevent_getfd(wire), SHUT_WR);
        enter(connection, PHASE_DRAIN, DRAIN_SECONDS);
    } else if (connection->phase == PHASE_WRITE) {
        connection->phase = PHASE_REST;
        read_requests(connection);
    }
}

static void on_event(struct bufferevent *wire, short what, void *self)
{
    (void)wire;
    if (what & (BEV_EVENT_EOF | BEV_EVENT_ERROR | BEV_EVENT_TIMEOUT))
        connection_close(self);
}

static void on_deadline(evutil_socket_t socket, short what, void *self)
{
    (void)socket;
    (void)what;
    struct connection *connection = self;
    if (connection->phase == PHASE_READ)
        refuse(connection, 408);
    else
        connection_close(connection);
}

static struct bufferevent *wire_new(struct connection_home *home, evutil_socket_t socket)
{
    if (!home->site->tls)
        return bufferevent_socket_new(home->base, socket, BEV_OPT_CLOSE_ON_FREE);
    struct ssl_st *ssl = tls_accept(home->site->tls);
    if (!ssl)
        return NULL;
    struct bufferevent *wire = bufferevent_openssl_socket_new(
        home->base, socket, ssl, BUFFEREVENT_SSL_ACCEPTING, BEV_OPT_CLOSE_ON_FREE);
    if (wire)
        bufferevent_openssl_set_allow_dirty_shutdown(wire, 1);
    else
        SSL_free(ssl);
    return wire;
}

void connection_open(struct connection_home *home, evutil_socket_t socket, const char *address)
{
    struct bufferevent *wire = wire_new(home, socket);
    if (!wire) {
        evutil_closesocket(socket);
        return;
    }
    if (home->count >= SERVER_MAX_CONNECTIONS)
        connection_close(home->oldest);
    struct connection *connection = memory_new(1, sizeof *connection);
    connection->home = home;
    connection->wire = wire;
    connection->input = buffer_new(INPUT_ROOM);
    connection->deadline = evtimer_new(home->base, on_deadline, connection);
    snprintf(connection->address, sizeof connection->address, "%s", address);
    home->count++;
    link_as_newest(connection);
    enter(connection, PHASE_REST, HEAD_SECONDS);
    bufferevent_setcb(wire, on_read, on_written, on_event, connection);
    bufferevent_enable(wire, EV_READ | EV_WRITE);
}
