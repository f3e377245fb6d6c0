#include "plugin/inside.h"

#include "base/log.h"
#include "base/memory.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

static const struct process no_process = {.watch = -1, .socket = -1, .noise = -1};

struct supervisor *supervisor_new(const struct registry *registry, const struct place *place,
                                  const struct clock *clock)
{
    struct supervisor *supervisor = memory_new(1, sizeof *supervisor);
    /* Whoever started us may have had it ignored: then the kernel reaps runners by itself, nobody
     * learns how they ended, and their numbers may be another's when they are killed. */
    signal(SIGCHLD, SIG_DFL);
    supervisor->registry = registry;
    supervisor->place = place;
    supervisor->clock = clock;
    supervisor->stopwatch = clock_new();
    supervisor->count = registry_count(registry);
    supervisor->states = memory_new(supervisor->count, sizeof *supervisor->states);
    for (size_t i = 0; i < supervisor->count; i++) {
        supervisor->states[i].entry = registry_at(registry, i);
        supervisor->states[i].spare = no_process;
    }
    return supervisor;
}

void supervisor_free(struct supervisor *supervisor)
{
    if (!supervisor)
        return;
    for (size_t i = 0; i < supervisor->count; i++)
        process_end(&supervisor->states[i].spare, 0, NULL);
    clock_free(supervisor->stopwatch);
    free(supervisor->states);
    memory_wipe(supervisor->message, sizeof supervisor->message);
    free(supervisor);
}

struct plugin_state *supervisor_state(struct supervisor *supervisor, const char *plugin_id)
{
    for (size_t i = 0; i < supervisor->count; i++)
        if (strcmp(supervisor->states[i].entry->manifest.id, plugin_id) == 0)
            return &supervisor->states[i];
    return NULL;
}

/* Keeps the times of failures within the window, the new one last. */
static void note_failure(struct plugin_state *state, int64_t now)
{
    size_t kept = 0;
    for (size_t i = 0; i < state->failures; i++)
        if (now - state->failed_ms[i] < FAILURES_WINDOW_MS)
            state->failed_ms[kept++] = state->failed_ms[i];
    if (kept == FAILURES_FORGIVEN + 1)
        memmove(state->failed_ms, state->failed_ms + 1, --kept * sizeof state->failed_ms[0]);
    state->failed_ms[kept++] = now;
    state->failures = kept;
}

static void turn(struct plugin_state *state, enum plugin_health health, int64_t now_ms)
{
    state->health = health;
    state->since_ms = now_ms;
    state->is_kept = false;
}

void supervisor_praise(struct plugin_state *state)
{
    if (state->health == PLUGIN_RESTING)
        turn(state, PLUGIN_WELL, 0);
}

void supervisor_fail(struct supervisor *supervisor, struct plugin_state *state,
                     enum plugin_reason reason, const struct error *error)
{
    static const int64_t rests_ms[FAILURES_FORGIVEN] = {1000, 5000, 25000};
    int64_t now = clock_steady_ms(supervisor->clock);
    log_write(LOG_FAILURE, "%s", error->text);
    state->last = *error;
    if (error->kind == ERROR_SYSTEM) { /* not the plugin's doing: try again soon, blame nobody */
        state->rests_until_ms = now + SYSTEM_REST_MS;
        return;
    }
    note_failure(state, now);
    state->reason = reason;
    if (state->failures <= FAILURES_FORGIVEN) {
        state->rests_until_ms = now + rests_ms[state->failures - 1];
        turn(state, PLUGIN_RESTING, clock_now_ms(supervisor->clock));
        return;
    }
    turn(state, PLUGIN_QUARANTINED, clock_now_ms(supervisor->clock));
    clock_day(state->since_ms, state->quarantine_day);
    log_write(LOG_FAILURE, "the plugin \"%s\" is in quarantine until tomorrow",
              state->entry->manifest.id);
}

static void pardon(struct plugin_state *state)
{
    state->failures = 0;
    state->rests_until_ms = 0;
    state->quarantine_day[0] = '\0';
    turn(state, PLUGIN_WELL, 0);
    error_clear(&state->last);
}

static bool is_in_quarantine(struct supervisor *supervisor, struct plugin_state *state)
{
    char today[11];
    if (!state->quarantine_day[0])
        return false;
    clock_day(clock_now_ms(supervisor->clock), today);
    if (strcmp(today, state->quarantine_day) == 0)
        return true;
    pardon(state);
    return false;
}

static bool is_usable(const struct plugin_state *state, const char *plugin_id, struct error *why)
{
    if (!state)
        return error_set(why, ERROR_MISSING, "there is no plugin \"%s\" here", plugin_id);
    if (state->entry->error.kind) {
        if (why)
            *why = state->entry->error;
        return false;
    }
    return state->entry->enabled ||
           error_set(why, ERROR_DENIED,
                     "the plugin \"%s\" is switched off: add it to \"plugins\" in commune.yaml",
                     plugin_id);
}

bool supervisor_is_open(struct supervisor *supervisor, const char *plugin_id, struct error *why)
{
    struct plugin_state *state = supervisor_state(supervisor, plugin_id);
    if (!is_usable(state, plugin_id, why))
        return false;
    if (supervisor->floor.kind && clock_steady_ms(supervisor->clock) < supervisor->floor_until_ms) {
        if (why)
            *why = supervisor->floor;
        return false;
    }
    if (is_in_quarantine(supervisor, state))
        return error_set(why, ERROR_DENIED,
                         "the plugin \"%s\" failed %d times in ten minutes and stays closed until "
                         "tomorrow; the last time: %s",
                         plugin_id, FAILURES_FORGIVEN + 1, state->last.text);
    int64_t left = state->rests_until_ms - clock_steady_ms(supervisor->clock);
    return left <= 0 || error_set(why, ERROR_BUSY,
                                  "the plugin \"%s\" failed and rests for %lld seconds more: %s",
                                  plugin_id, (long long)(left + 999) / 1000, state->last.text);
}

/* Starts a spare, or hears how the one there is doing. */
static void warm(struct supervisor *supervisor, struct plugin_state *state)
{
    const struct manifest *manifest = &state->entry->manifest;
    struct conversation conversation = {
        .supervisor = supervisor, .manifest = manifest, .process = &state->spare};
    struct error error = {0};
    if (state->spare.pid == 0) {
        if (!process_start(supervisor->place->runner, manifest, &state->spare, &error))
            supervisor_fail(supervisor, state, conversation.reason, &error);
        state->spare.deadline_ms = clock_steady_ms(supervisor->stopwatch) + START_MS;
        return;
    }
    if (!state->spare.ready) {
        if (conversation_start(&conversation, false, &error) != STARTING_FAILED)
            return;
    } else if (!process_has_news(&state->spare)) {
        return;
    } else {
        error_set(&error, ERROR_INPUT, "the plugin \"%s\" ended or spoke while it waited",
                  manifest->id);
    }
    process_end(&state->spare, 0, NULL);
    supervisor_fail(supervisor, state, conversation.reason, &error);
}

void supervisor_warm(struct supervisor *supervisor)
{
    for (size_t i = 0; i < supervisor->count; i++)
        if (supervisor_is_open(supervisor, supervisor->states[i].entry->manifest.id, NULL))
            warm(supervisor, &supervisor->states[i]);
}

static void day_it_opens(const struct plugin_state *state, char out[11])
{
    clock_day(clock_noon_after(state->since_ms, state->health == PLUGIN_QUARANTINED), out);
}

bool supervisor_news(const struct supervisor *supervisor, struct plugin_news *out)
{
    for (size_t i = 0; i < supervisor->count; i++) {
        const struct plugin_state *state = &supervisor->states[i];
        if (state->is_kept)
            continue;
        *out = (struct plugin_news){.plugin = state->entry->manifest.id,
                                    .health = state->health,
                                    .reason = state->reason,
                                    .since_ms = state->since_ms,
                                    .detail = state->last.text};
        if (state->health != PLUGIN_WELL)
            day_it_opens(state, out->until_day);
        return true;
    }
    return false;
}

void supervisor_news_kept(struct supervisor *supervisor, const char *plugin_id)
{
    for (size_t i = 0; i < supervisor->count; i++)
        if (strcmp(supervisor->states[i].entry->manifest.id, plugin_id) == 0)
            supervisor->states[i].is_kept = true;
}
