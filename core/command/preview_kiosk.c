#define _XOPEN_SOURCE 700 /* realpath */

#include "command/preview_kiosk.h"

#include "base/buffer.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/system_words.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define LARGEST_SETTINGS (1u << 20)
#define LARGEST_ANSWER   (4u << 20)
#define PATIENCE_MS      60000 /* for one answer: a slow machine draws its first screen slowly */
#define STEP_MS          50
#define GOODBYE_STEPS    100 /* of STEP_MS, until a kiosk that does not end is killed */

extern char **environ;

struct preview_kiosk {
    const struct command *command;
    char *home, *published, *log, *path; /* of the socket */
    pid_t pid;                           /* 0: none */
    int socket;                          /* -1: none */
    struct buffer input;
    struct sigaction before[3];
};

/* ---- Interrupts ---- */

static const int interrupts[] = {SIGINT, SIGTERM, SIGHUP};
#define INTERRUPTS (sizeof interrupts / sizeof *interrupts)

static volatile sig_atomic_t is_interrupted;

static void interrupt(int number)
{
    (void)number;
    is_interrupted = 1;
}

static void catch_interrupts(struct preview_kiosk *kiosk)
{
    struct sigaction action = {.sa_handler = interrupt};
    sigemptyset(&action.sa_mask);
    is_interrupted = 0;
    for (size_t i = 0; i < INTERRUPTS; i++)
        sigaction(interrupts[i], &action, &kiosk->before[i]);
}

static void restore_interrupts(const struct preview_kiosk *kiosk)
{
    for (size_t i = 0; i < INTERRUPTS; i++)
        sigaction(interrupts[i], &kiosk->before[i], NULL);
}

static bool fail_interrupted(struct error *error)
{
    return error_set(error, ERROR_SYSTEM, "the preview was interrupted");
}

/* ---- The folder ---- */

static bool link_one(const char *from_folder, const char *to_folder, const char *name,
                     struct error *error)
{
    char *from = file_join(from_folder, name), *to = file_join(to_folder, name);
    char *real = realpath(from, NULL);
    bool done = real && symlink(real, to) == 0;
    if (!done)
        error_set(error, ERROR_SYSTEM, "%s: %s", to, words_of_errno(errno));
    free(real);
    free(from);
    free(to);
    return done;
}

/* All but what is published: that is made anew. */
static bool link_content(const struct preview_kiosk *kiosk, struct error *error)
{
    char *from = file_join(kiosk->command->home, "content");
    char *to = file_join(kiosk->home, "content");
    char **names = file_list(from);
    bool done = file_make_folder(to, 0700, error);
    for (size_t i = 0; done && names[i]; i++)
        if (strncmp(names[i], "published.", 10) != 0)
            done = link_one(from, to, names[i], error);
    file_list_free(names);
    free(from);
    free(to);
    return done;
}

static bool link_plugins(const struct preview_kiosk *kiosk, struct error *error)
{
    char *plugins = file_join(kiosk->command->home, "plugins.d");
    bool done =
        !file_exists(plugins) || link_one(kiosk->command->home, kiosk->home, "plugins.d", error);
    free(plugins);
    return done;
}

static bool copy_settings(const struct preview_kiosk *kiosk, struct error *error)
{
    struct buffer settings = {0};
    char *from = file_join(kiosk->command->home, "commune.yaml");
    char *to = file_join(kiosk->home, "commune.yaml");
    bool done = file_read(from, LARGEST_SETTINGS, &settings, error) &&
                file_write(to, buffer_text(&settings), settings.length, 0600, error);
    buffer_free(&settings);
    free(from);
    free(to);
    return done;
}

struct preview_kiosk *preview_kiosk_new(const struct command *command, struct error *error)
{
    struct preview_kiosk *kiosk = memory_new(1, sizeof *kiosk);
    const char *place = getenv("TMPDIR");
    kiosk->command = command;
    kiosk->socket = -1;
    kiosk->input = buffer_new(LARGEST_ANSWER);
    catch_interrupts(kiosk);
    char *folder = file_join(place && place[0] ? place : "/tmp", "marhaba-preview-XXXXXX");
    bool done = mkdtemp(folder) != NULL;
    if (!done)
        error_set(error, ERROR_DENIED, "cannot make a folder in %s: %s",
                  place && place[0] ? place : "/tmp", words_of_errno(errno));
    else
        kiosk->home = memory_copy_text(folder);
    free(folder);
    if (done && copy_settings(kiosk, error) && link_plugins(kiosk, error) &&
        link_content(kiosk, error)) {
        kiosk->published = file_join(kiosk->home, "content/published.db");
        kiosk->log = file_join(kiosk->home, "log");
        kiosk->path = file_join(kiosk->home, "automation");
        return kiosk;
    }
    preview_kiosk_end(kiosk);
    return NULL;
}

const char *preview_kiosk_published(const struct preview_kiosk *kiosk)
{
    return kiosk->published;
}

/* ---- The process ---- */

static void wait_a_step(void)
{
    nanosleep(&(struct timespec){.tv_nsec = STEP_MS * 1000000L}, NULL);
}

/* Whether it is still there; reaps it when it ended. */
static bool is_running(struct preview_kiosk *kiosk)
{
    if (kiosk->pid && waitpid(kiosk->pid, NULL, WNOHANG) == kiosk->pid)
        kiosk->pid = 0;
    return kiosk->pid != 0;
}

const char *preview_kiosk_last_words(const struct preview_kiosk *kiosk)
{
    struct buffer log = {0};
    struct error unread = {0};
    const char *last = "";
    if (!file_read(kiosk->log, LARGEST_ANSWER, &log, &unread))
        return "";
    char *text = arena_copy(kiosk->command->arena, buffer_text(&log)), *rest = NULL;
    for (char *line = strtok_r(text, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest))
        last = line;
    buffer_free(&log);
    return last;
}

static bool fail_ended(const struct preview_kiosk *kiosk, struct error *error)
{
    if (is_interrupted)
        return fail_interrupted(error);
    return error_set(error, ERROR_SYSTEM, "the kiosk ended before it had drawn everything: %s",
                     preview_kiosk_last_words(kiosk));
}

static int spawn(struct preview_kiosk *kiosk, const char *program, bool lying)
{
    char *arguments[] = {(char *)(uintptr_t)program,
                         "--home",
                         kiosk->home,
                         "--driver",
                         "dummy",
                         "--automation",
                         kiosk->path,
                         lying ? "--landscape" : NULL,
                         NULL};
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t ours;
    sigemptyset(&ours);
    for (size_t i = 0; i < INTERRUPTS; i++)
        sigaddset(&ours, interrupts[i]);
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    /* Its own group: an interrupt typed at the terminal is for this program, which ends it. */
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
    posix_spawnattr_setsigdefault(&attributes, &ours);
    int failed = posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    if (!failed)
        failed = posix_spawn_file_actions_addopen(&actions, 1, kiosk->log,
                                                  O_WRONLY | O_CREAT | O_APPEND, 0600);
    if (!failed)
        failed = posix_spawn_file_actions_adddup2(&actions, 1, 2);
    if (!failed)
        failed = posix_spawn(&kiosk->pid, program, &actions, &attributes, arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    if (failed)
        kiosk->pid = 0;
    return failed;
}

static bool connect_once(struct preview_kiosk *kiosk)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    memcpy(address.sun_path, kiosk->path, strlen(kiosk->path) + 1);
    int client = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (client >= 0 &&
        connect(client, (const struct sockaddr *)(const void *)&address, sizeof address) == 0) {
        kiosk->socket = client;
        return true;
    }
    if (client >= 0)
        close(client);
    return false;
}

static bool wait_until_it_answers(struct preview_kiosk *kiosk, struct error *error)
{
    for (int waited = 0; waited < PATIENCE_MS && !is_interrupted; waited += STEP_MS) {
        if (connect_once(kiosk))
            return true;
        if (!is_running(kiosk))
            return fail_ended(kiosk, error);
        wait_a_step();
    }
    if (is_interrupted)
        return fail_interrupted(error);
    return error_set(error, ERROR_SYSTEM, "the kiosk does not answer: %s",
                     preview_kiosk_last_words(kiosk));
}

bool preview_kiosk_start(struct preview_kiosk *kiosk, bool lying, struct error *error)
{
    struct sockaddr_un address;
    if (strlen(kiosk->path) >= sizeof address.sun_path)
        return error_set(error, ERROR_INPUT, "%s: the path of a socket has at most %zu bytes",
                         kiosk->path, sizeof address.sun_path - 1);
    const char *program = kiosk->command->place->kiosk;
    int failed = spawn(kiosk, program, lying);
    if (failed)
        error_set(error, ERROR_SYSTEM,
                  "cannot start %s: %s. Install Marhaba again if it is missing", program,
                  words_of_errno(failed));
    return !failed && wait_until_it_answers(kiosk, error);
}

void preview_kiosk_end(struct preview_kiosk *kiosk)
{
    if (!kiosk)
        return;
    if (kiosk->socket >= 0)
        close(kiosk->socket);
    if (kiosk->pid)
        kill(-kiosk->pid, SIGTERM);
    for (int step = 0; step < GOODBYE_STEPS && is_running(kiosk); step++)
        wait_a_step();
    if (is_running(kiosk)) {
        kill(-kiosk->pid, SIGKILL);
        waitpid(kiosk->pid, NULL, 0);
    }
    if (kiosk->home)
        file_remove_tree(kiosk->home);
    restore_interrupts(kiosk);
    buffer_free(&kiosk->input);
    free(kiosk->home);
    free(kiosk->published);
    free(kiosk->log);
    free(kiosk->path);
    free(kiosk);
}

/* ---- Requests ---- */

static bool send_all(struct preview_kiosk *kiosk, const char *text, struct error *error)
{
    size_t length = strlen(text);
    while (length > 0 && !is_interrupted) {
        ssize_t sent = send(kiosk->socket, text, length, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent <= 0)
            return fail_ended(kiosk, error);
        text += sent;
        length -= (size_t)sent;
    }
    return !is_interrupted || fail_interrupted(error);
}

/* One line into the input; false when there is none to come. */
static bool receive_line(struct preview_kiosk *kiosk, struct error *error)
{
    char part[4096];
    buffer_clear(&kiosk->input);
    while (!kiosk->input.length || !memchr(kiosk->input.bytes, '\n', kiosk->input.length)) {
        struct pollfd file = {.fd = kiosk->socket, .events = POLLIN};
        int ready = poll(&file, 1, PATIENCE_MS);
        if (is_interrupted)
            return fail_interrupted(error);
        if (ready == 0)
            return error_set(error, ERROR_SYSTEM, "the kiosk does not answer: %s",
                             preview_kiosk_last_words(kiosk));
        ssize_t got = ready > 0 ? read(kiosk->socket, part, sizeof part) : -1;
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0 || kiosk->input.full)
            return fail_ended(kiosk, error);
        buffer_add(&kiosk->input, part, (size_t)got);
    }
    return true;
}

static json_t *ask_once(struct preview_kiosk *kiosk, const json_t *request, struct error *error)
{
    char *text = json_dumps(request, JSON_COMPACT);
    const char *what = json_string_value(json_object_get(request, "do"));
    bool done =
        send_all(kiosk, text, error) && send_all(kiosk, "\n", error) && receive_line(kiosk, error);
    free(text);
    json_t *answer =
        done ? json_loadb(kiosk->input.bytes, kiosk->input.length, JSON_DISABLE_EOF_CHECK, NULL)
             : NULL;
    if (!done || json_is_true(json_object_get(answer, "ok")))
        return answer;
    const char *reason = json_string_value(json_object_get(answer, "error"));
    error_set(error, ERROR_SYSTEM, "the kiosk refused \"%s\": %s", what, reason ? reason : "");
    json_decref(answer);
    return NULL;
}

json_t *preview_kiosk_ask(struct preview_kiosk *kiosk, json_t *request, struct error *error)
{
    json_t *answer = ask_once(kiosk, request, error), *settle = json_pack("{s:s}", "do", "settle");
    json_t *settled = answer ? ask_once(kiosk, settle, error) : NULL;
    json_decref(request);
    json_decref(settle);
    if (!settled) {
        json_decref(answer);
        return NULL;
    }
    json_decref(settled);
    return answer;
}
