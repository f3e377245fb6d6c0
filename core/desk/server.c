#include "desk/server.h"

#include "base/log.h"
#include "base/memory.h"
#include "base/system_words.h"
#include "desk/connection.h"
#include "desk/private_memory.h"

#include <arpa/inet.h>
#include <errno.h>
#include <event2/event.h>
#include <event2/listener.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

struct server {
    struct connection_home home;
    struct evconnlistener *listener;
    struct event *signals[2];
    struct event *again; /* ends the pause after accept ran out of descriptors */
    bool stopped;
};

static void on_signal(evutil_socket_t number, short what, void *self)
{
    (void)number;
    (void)what;
    struct server *server = self;
    server->stopped = true;
    event_base_loopbreak(server->home.base);
}

static void on_accept(struct evconnlistener *listener, evutil_socket_t socket,
                      struct sockaddr *address, int length, void *self)
{
    (void)listener;
    (void)length;
    struct server *server = self;
    char name[64] = "";
    if (address->sa_family == AF_INET)
        inet_ntop(AF_INET, &((struct sockaddr_in *)(void *)address)->sin_addr, name, sizeof name);
    else if (address->sa_family == AF_INET6)
        inet_ntop(AF_INET6, &((struct sockaddr_in6 *)(void *)address)->sin6_addr, name,
                  sizeof name);
    connection_open(&server->home, socket, name);
}

static void on_again(evutil_socket_t socket, short what, void *self)
{
    (void)socket;
    (void)what;
    evconnlistener_enable(((struct server *)self)->listener);
}

static void on_accept_failure(struct evconnlistener *listener, void *self)
{
    struct server *server = self;
    log_write(LOG_WARNING, "cannot take a new connection: %s", words_of_errno(errno));
    if (server->home.oldest)
        connection_close(server->home.oldest);
    evconnlistener_disable(listener);
    event_add(server->again, &(struct timeval){.tv_usec = 100000});
}

static bool socket_address(const struct site *site, struct sockaddr_storage *out, int *length)
{
    struct sockaddr_in *four = (struct sockaddr_in *)out;
    struct sockaddr_in6 *six = (struct sockaddr_in6 *)out;
    memset(out, 0, sizeof *out);
    if (inet_pton(AF_INET, site->address, &four->sin_addr) == 1) {
        four->sin_family = AF_INET;
        four->sin_port = htons((uint16_t)site->port);
        *length = sizeof *four;
        return true;
    }
    six->sin6_family = AF_INET6;
    six->sin6_port = htons((uint16_t)site->port);
    *length = sizeof *six;
    return inet_pton(AF_INET6, site->address, &six->sin6_addr) == 1;
}

static bool read_port(struct server *server)
{
    struct sockaddr_storage bound;
    socklen_t length = sizeof bound;
    if (getsockname(evconnlistener_get_fd(server->listener), (struct sockaddr *)&bound, &length) !=
        0)
        return false;
    server->home.site->port =
        ntohs(bound.ss_family == AF_INET6 ? ((struct sockaddr_in6 *)&bound)->sin6_port
                                          : ((struct sockaddr_in *)&bound)->sin_port);
    return true;
}

static bool listen_on(struct server *server, struct error *error)
{
    struct site *site = server->home.site;
    struct sockaddr_storage address;
    int length = 0;
    if (!socket_address(site, &address, &length))
        return error_set(error, ERROR_INPUT, "\"%s\" is not an address to listen on",
                         site->address);
    server->listener =
        evconnlistener_new_bind(server->home.base, on_accept, server,
                                LEV_OPT_CLOSE_ON_FREE | LEV_OPT_CLOSE_ON_EXEC | LEV_OPT_REUSEABLE,
                                128, (struct sockaddr *)&address, length);
    if (server->listener)
        return read_port(server) || error_set(error, ERROR_SYSTEM, "cannot read the desk's port");
    if (errno == EADDRINUSE)
        return error_set(error, ERROR_TAKEN,
                         "port %d of %s is in use, perhaps by a desk that runs already: stop it, "
                         "or choose another with --port or under desk: in commune.yaml",
                         site->port, site->address);
    if (errno == EACCES)
        return error_set(error, ERROR_DENIED,
                         "port %d is kept for the system: choose one above 1023 with --port or "
                         "under desk: in commune.yaml",
                         site->port);
    return error_set(error, ERROR_SYSTEM,
                     "cannot listen on %s port %d (%s): check the address under desk: in "
                     "commune.yaml",
                     site->address, site->port, words_of_errno(errno));
}

static bool watch(struct server *server)
{
    static const int numbers[] = {SIGTERM, SIGINT};
    for (size_t i = 0; i < 2; i++) {
        server->signals[i] = evsignal_new(server->home.base, numbers[i], on_signal, server);
        if (!server->signals[i] || event_add(server->signals[i], NULL) != 0)
            return false;
    }
    server->again = evtimer_new(server->home.base, on_again, server);
    return server->again != NULL;
}

struct server *server_new(struct site *site, const struct clock *clock,
                          const struct server_answers *answers, struct error *error)
{
    private_memory_use();
    struct server *server = memory_new(1, sizeof *server);
    server->home = (struct connection_home){
        .base = event_base_new(), .site = site, .clock = clock, .answers = *answers};
    sigaction(SIGPIPE, &(struct sigaction){.sa_handler = SIG_IGN}, NULL);
    if (!server->home.base || !watch(server)) {
        error_set(error, ERROR_SYSTEM, "libevent could not be started");
        goto failed;
    }
    if (!listen_on(server, error))
        goto failed;
    evconnlistener_set_error_cb(server->listener, on_accept_failure);
    return server;
failed:
    server_free(server);
    return NULL;
}

bool server_run(struct server *server)
{
    return event_base_dispatch(server->home.base) == 0 && server->stopped;
}

void server_free(struct server *server)
{
    if (!server)
        return;
    while (server->home.newest)
        connection_close(server->home.newest);
    if (server->listener)
        evconnlistener_free(server->listener);
    for (size_t i = 0; i < 2; i++)
        if (server->signals[i])
            event_free(server->signals[i]);
    if (server->again)
        event_free(server->again);
    if (server->home.base)
        event_base_free(server->home.base);
    free(server);
}
