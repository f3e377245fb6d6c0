/* The host as a plugin sees it: one table, and one for each extension its manifest asks for. */
#include "plugin/runner/session.h"

#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

#define MOST_DAYS 400u

/* Sends a call and waits for its answer, which lives as long as the order. */
static bool ask(struct session *session, const struct wire_report *call, struct wire_order *answer)
{
    port_send(call);
    return port_receive(session->arena, answer) && answer->kind == WIRE_ANSWER;
}

static void host_log(const struct mrh_host *host, uint32_t level, const char *text)
{
    struct session *session = host->context;
    char clean[WIRE_LONGEST_LOG + 1];
    if (session->phase == PHASE_NONE || !text || ++session->logs > WIRE_MOST_LOGS)
        return;
    session_clean_text(clean, sizeof clean, text);
    port_send(&(struct wire_report){.kind = WIRE_LOG,
                                    .level = level > MRH_LOG_FAILURE ? MRH_LOG_FAILURE : level,
                                    .text = clean});
}

void host_end_order(struct session *session)
{
    char text[80];
    if (session->logs <= WIRE_MOST_LOGS)
        return;
    snprintf(text, sizeof text, "(%u more lines left out)",
             (unsigned)(session->logs - WIRE_MOST_LOGS));
    port_send(&(struct wire_report){.kind = WIRE_LOG, .level = MRH_LOG_WARNING, .text = text});
}

static bool is_in_call(struct session *session, const char *call)
{
    if (session->phase == PHASE_NONE)
        session_fault(session, FAULT_PHASE, call, 0);
    return !session->fault;
}

static uint32_t host_value(const struct mrh_host *host, const char *id, char *out,
                           uint32_t capacity)
{
    struct session *session = host->context;
    struct wire_order answer;
    if (out && capacity)
        out[0] = '\0';
    if (!is_in_call(session, "value") || !id || strnlen(id, MRH_MAX_ID + 1) > MRH_MAX_ID)
        return 0;
    if (!ask(session, &(struct wire_report){.kind = WIRE_CALL, .call = CALL_VALUE, .id = id},
             &answer) ||
        !answer.text)
        return 0;
    size_t length = strlen(answer.text);
    if (out && capacity) {
        size_t kept = utf8_cut(answer.text, length, capacity - 1);
        memcpy(out, answer.text, kept);
        out[kept] = '\0';
    }
    return (uint32_t)length;
}

static void host_back(const struct mrh_host *host)
{
    struct session *session = host->context;
    if (session_allows(session, "back", PHASE_EVENT, PHASE_EVENT))
        session->outcome = PLUGIN_BACK;
}

/* A code that cannot be one is left for the supervisor to complain of. */
static void follow(struct session *session, enum plugin_outcome outcome, const char *service)
{
    char clean[WIRE_LONGEST_SHORT + 1];
    session_clean_text(clean, sizeof clean, service ? service : "");
    session->outcome = outcome;
    session->target = arena_copy(session->arena, clean);
}

static void host_go(const struct mrh_host *host, const char *service)
{
    struct session *session = host->context;
    if (session_allows(session, "go", PHASE_EVENT, PHASE_EVENT))
        follow(session, PLUGIN_GO, service);
}

static int64_t host_now(const struct mrh_host *host)
{
    const struct session *session = host->context;
    return session->now_ms;
}

static int32_t ticket_clear(const struct mrh_ticket_v1 *ticket)
{
    struct session *session = ticket->context;
    if (!session_allows(session, "clear", PHASE_EVENT, PHASE_EVENT))
        return MRH_FAILED;
    arena_free(session->facts_arena);
    session->facts_arena = NULL;
    session->facts.count = 0;
    session->facts_length = 0;
    session->slot = 0;
    return MRH_OK;
}

static int32_t ticket_fact(const struct mrh_ticket_v1 *ticket, const struct mrh_fact *given)
{
    struct session *session = ticket->context;
    struct mrh_fact copy;
    if (!session_allows(session, "fact", PHASE_EVENT, PHASE_EVENT))
        return MRH_FAILED;
    if (!given)
        return MRH_WRONG;
    if (session->facts.count == FACT_MAX)
        return MRH_TOO_MUCH;
    if (!session_take(session, &copy, sizeof copy, given, "mrh_fact"))
        return MRH_WRONG;
    if (!copy.id || !copy.id[0] || !copy.label || copy.kind < MRH_FACT_ANSWER ||
        copy.kind > MRH_FACT_NOTE)
        return MRH_WRONG;
    if (!session->facts_arena)
        session->facts_arena = arena_new();
    struct fact *fact = &session->facts.items[session->facts.count];
    *fact = (struct fact){.kind = (enum fact_kind)copy.kind};
    fact->id = session_text(session, session->facts_arena, copy.id, MRH_MAX_ID, "");
    if (!session_words(session, session->facts_arena, copy.label, copy.id, &fact->label) ||
        !session_words(session, session->facts_arena, copy.value, copy.id, &fact->value))
        return MRH_WRONG;
    struct buffer encoded = buffer_new(WIRE_LONGEST_FACTS - session->facts_length);
    wire_write_fact(&encoded, fact);
    bool fits = !encoded.full;
    session->facts_length += fits ? encoded.length : 0;
    session->facts.count += fits;
    buffer_free(&encoded);
    return fits ? MRH_OK : MRH_TOO_MUCH;
}

static int32_t ticket_request(const struct mrh_ticket_v1 *ticket, const char *service)
{
    struct session *session = ticket->context;
    if (!session_allows(session, "request", PHASE_EVENT, PHASE_EVENT))
        return MRH_FAILED;
    if (!service || !service_code_is_valid(service))
        return MRH_WRONG;
    follow(session, PLUGIN_TICKET, service);
    return MRH_OK;
}

static int32_t booking_slots(const struct mrh_booking_v1 *booking, const char *service,
                             int64_t from_ms, uint32_t days, struct mrh_slot *out,
                             uint32_t capacity)
{
    struct session *session = booking->context;
    struct wire_order answer;
    if (!session_allows(session, "slots", PHASE_EVENT, PHASE_OPEN))
        return MRH_FAILED;
    if (!service || !service_code_is_valid(service) || !out)
        return MRH_WRONG;
    struct wire_report call = {
        .kind = WIRE_CALL,
        .call = CALL_SLOTS,
        .service = service,
        .from_ms = from_ms,
        .days = days < MOST_DAYS ? days : MOST_DAYS,
        .capacity = capacity < WIRE_MOST_SLOTS ? capacity : WIRE_MOST_SLOTS,
    };
    if (!ask(session, &call, &answer))
        return MRH_FAILED;
    for (int64_t i = 0; answer.slots && i < answer.result && i < call.capacity; i++)
        out[i] = (struct mrh_slot){.start_ms = answer.slots[i].start_ms,
                                   .minutes = answer.slots[i].minutes,
                                   .free_seats = answer.slots[i].free_seats};
    return (int32_t)answer.result;
}

static int32_t booking_choose(const struct mrh_booking_v1 *booking, const char *service,
                              int64_t start_ms)
{
    struct session *session = booking->context;
    struct wire_order answer;
    if (!session_allows(session, "choose", PHASE_EVENT, PHASE_EVENT))
        return MRH_FAILED;
    if (!service || !service_code_is_valid(service))
        return MRH_WRONG;
    if (!ask(session,
             &(struct wire_report){
                 .kind = WIRE_CALL, .call = CALL_CHOOSE, .service = service, .from_ms = start_ms},
             &answer))
        return MRH_FAILED;
    if (answer.result >= 0)
        session->slot = start_ms;
    return (int32_t)answer.result;
}

static bool is_askable(const struct wire_report *call)
{
    return call->topic && call->id &&
           strnlen(call->topic, WIRE_LONGEST_SHORT + 1) <= WIRE_LONGEST_SHORT &&
           strnlen(call->id, WIRE_LONGEST_VALUE + 1) <= WIRE_LONGEST_VALUE &&
           utf8_is_plain_text(call->topic, strlen(call->topic)) &&
           utf8_is_plain_text(call->id, strlen(call->id));
}

/* Asks, part by part, and copies the answer out when it fits. */
static int32_t ask_content(struct session *session, struct wire_report *call, char *out,
                           uint32_t capacity)
{
    struct wire_order answer;
    int64_t had = 0;
    if (!session_allows(session, "content", PHASE_EVENT, PHASE_OPEN))
        return MRH_FAILED;
    if (!is_askable(call))
        return MRH_WRONG;
    do {
        if (!ask(session, call, &answer))
            return MRH_FAILED;
        size_t length = answer.text ? strlen(answer.text) : 0;
        if (answer.result <= 0 || length == 0)
            return answer.result < 0 ? (int32_t)answer.result : MRH_FAILED;
        if (!out || answer.result >= capacity)
            return (int32_t)answer.result;
        memcpy(out + had, answer.text, length + 1);
        had += (int64_t)length;
        call->from = (uint32_t)had;
    } while (had < answer.result && call->call == CALL_READ);
    return (int32_t)answer.result;
}

static int32_t content_read(const struct mrh_content_v1 *content, const char *kind, const char *id,
                            char *out, uint32_t capacity)
{
    return ask_content(
        content->context,
        &(struct wire_report){.kind = WIRE_CALL, .call = CALL_READ, .topic = kind, .id = id}, out,
        capacity);
}

static int32_t content_list(const struct mrh_content_v1 *content, const char *kind,
                            const char *group, uint32_t from, char *out, uint32_t capacity)
{
    return ask_content(
        content->context,
        &(struct wire_report){
            .kind = WIRE_CALL, .call = CALL_LIST, .topic = kind, .id = group, .from = from},
        out, capacity);
}

static int32_t content_search(const struct mrh_content_v1 *content, const char *words, char *out,
                              uint32_t capacity)
{
    return ask_content(
        content->context,
        &(struct wire_report){.kind = WIRE_CALL, .call = CALL_SEARCH, .topic = "", .id = words},
        out, capacity);
}

static int32_t print_screen(const struct mrh_print_v1 *print)
{
    struct session *session = print->context;
    if (!session_allows(session, "print", PHASE_EVENT, PHASE_EVENT))
        return MRH_FAILED;
    session->prints = true;
    return MRH_OK;
}

static const void *host_extension(const struct mrh_host *host, const char *name)
{
    static struct mrh_ticket_v1 ticket = {.size = sizeof ticket,
                                          .clear = ticket_clear,
                                          .fact = ticket_fact,
                                          .request = ticket_request};
    static struct mrh_booking_v1 booking = {
        .size = sizeof booking, .slots = booking_slots, .choose = booking_choose};
    static struct mrh_content_v1 content = {.size = sizeof content,
                                            .read = content_read,
                                            .list = content_list,
                                            .search = content_search};
    static struct mrh_print_v1 print = {.size = sizeof print, .screen = print_screen};
    struct session *session = host->context;
    ticket.context = booking.context = content.context = print.context = session;
    if (!name || !is_in_call(session, "extension"))
        return NULL;
    if (strcmp(name, "marhaba.ticket/1") == 0 && (session->permissions & PERMISSION_TICKET))
        return &ticket;
    if (strcmp(name, "marhaba.booking/1") == 0 && (session->permissions & PERMISSION_BOOKING))
        return &booking;
    if (strcmp(name, "marhaba.content/1") == 0 && (session->permissions & PERMISSION_CONTENT))
        return &content;
    if (strcmp(name, "marhaba.print/1") == 0 && (session->permissions & PERMISSION_PRINT))
        return &print;
    return NULL;
}

const struct mrh_host *host_table(struct session *session)
{
    static struct mrh_host host = {.size = sizeof host,
                                   .abi_minor = MRH_ABI_MINOR,
                                   .extension = host_extension,
                                   .log = host_log,
                                   .value = host_value,
                                   .back = host_back,
                                   .go = host_go,
                                   .now = host_now};
    host.context = session;
    return &host;
}
