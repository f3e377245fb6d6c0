/* The core's own screens. Words are resolved as they are put in, for facts come in their plugin's
 * words and the rest in the core's. */
#include "language/date.h"
#include "visit/inside.h"

#include <stdio.h>
#include <string.h>

#define MOST_TILES 12u

struct drawing {
    struct visit *visit;
    struct arena *arena;
    struct screen_node *root;
};

static void resolve(const struct drawing *drawing, struct screen_text *text)
{
    if (!text->language)
        screen_text_resolve(drawing->arena, text, drawing->visit->world.messages,
                            drawing->visit->language);
}

static struct screen_node *put(const struct drawing *drawing, struct screen_node *parent,
                               enum screen_role role, const char *id, struct screen_text label)
{
    struct screen_node *node = screen_add(drawing->arena, parent, role, id);
    node->label = label;
    resolve(drawing, &node->label);
    return node;
}

static struct screen_node *put_key(const struct drawing *drawing, enum screen_role role,
                                   const char *id, const char *key)
{
    return put(drawing, drawing->root, role, id, screen_key(key));
}

static struct screen_node *put_line(const struct drawing *drawing, enum screen_role role,
                                    enum screen_tone tone, struct screen_text label)
{
    struct screen_node *node = put(drawing, drawing->root, role, NULL, label);
    node->tone = tone;
    return node;
}

static struct screen_node *put_button(const struct drawing *drawing, const char *id,
                                      const char *key, const char *icon, enum screen_tone tone)
{
    struct screen_node *node = put_key(drawing, ROLE_BUTTON, id, key);
    node->icon = icon;
    node->tone = tone;
    return node;
}

static struct screen_text variants(const struct local_text *texts)
{
    return (struct screen_text){.variants = *texts};
}

/* A key with arguments, which are copied. */
static struct screen_text message(const struct drawing *drawing, const char *key,
                                  const struct argument *arguments, size_t count)
{
    struct argument *copy = arena_take(drawing->arena, count, sizeof *copy);
    memcpy(copy, arguments, count * sizeof *copy);
    return (struct screen_text){.key = key, .arguments = copy, .argument_count = count};
}

static struct screen_text message_with_text(const struct drawing *drawing, const char *key,
                                            enum argument_kind kind, const char *name,
                                            const char *text)
{
    struct argument argument = {
        .kind = kind, .name = name, .text = arena_copy(drawing->arena, text)};
    return message(drawing, key, &argument, 1);
}

static struct screen_text message_with_count(const struct drawing *drawing, const char *key,
                                             int64_t count)
{
    struct argument argument = {.kind = ARGUMENT_NUMBER, .name = "count", .number = count};
    return message(drawing, key, &argument, 1);
}

static struct screen_text message_with_moment(const struct drawing *drawing, const char *key,
                                              int64_t ms)
{
    const struct argument arguments[] = {{.kind = ARGUMENT_DATE, .name = "date", .number = ms},
                                         {.kind = ARGUMENT_TIME, .name = "time", .number = ms}};
    return message(drawing, key, arguments, 2);
}

/* Once the ticket is there, the visit can only be ended. */
static bool is_past_return(const struct visit *visit)
{
    bool is_over = visit->stage == STAGE_LANGUAGE || visit->stage == STAGE_HELP ||
                   visit->stage == STAGE_NOTICE;
    enum visit_stage stage = is_over ? visit->behind : visit->stage;
    return stage == STAGE_TICKET || stage == STAGE_GOODBYE;
}

/* ---- Attract, language, home ---- */

static void put_greetings(const struct drawing *drawing)
{
    const char *const *codes = drawing->visit->world.commune->languages;
    for (size_t i = 0; codes[i]; i++) {
        const struct language *language = language_find(codes[i]);
        if (!language)
            continue;
        struct screen_text greeting = {.text = language->greeting, .language = language};
        const char *id = arena_print(drawing->arena, "core.language.%s", language->code);
        struct screen_node *node = put(drawing, drawing->root, ROLE_GREETING, id, greeting);
        node->detail = (struct screen_text){.text = language->autonym, .language = language};
        if (drawing->visit->stage == STAGE_LANGUAGE && language == drawing->visit->language)
            node->flags |= FLAG_SELECTED;
    }
}

static void draw_language(const struct drawing *drawing)
{
    put_key(drawing, ROLE_TITLE, NULL, "language.title");
    put_greetings(drawing);
}

static void draw_home(const struct drawing *drawing)
{
    const struct service *services[MOST_TILES];
    size_t count = registry_home(drawing->visit->world.registry, services, MOST_TILES);
    put_key(drawing, ROLE_TITLE, NULL, "home.title");
    for (size_t i = 0; i < count; i++) {
        const char *id = arena_print(drawing->arena, "core.service.%s", services[i]->code);
        struct screen_node *tile =
            put(drawing, drawing->root, ROLE_TILE, id, variants(&services[i]->name));
        tile->icon = services[i]->icon;
        tile->detail = variants(&services[i]->detail);
        resolve(drawing, &tile->detail);
    }
}

/* ---- Review ---- */

static size_t count_facts(const struct facts *facts, enum fact_kind kind)
{
    size_t count = 0;
    for (size_t i = 0; i < facts->count; i++)
        count += facts->items[i].kind == kind;
    return count;
}

static struct screen_node *put_detail(const struct drawing *drawing, struct screen_node *details,
                                      struct screen_text label, struct screen_text value)
{
    struct screen_node *node = put(drawing, details, ROLE_DETAIL, NULL, label);
    node->detail = value;
    resolve(drawing, &node->detail);
    return node;
}

static void put_summary(const struct drawing *drawing, const struct facts *facts)
{
    const struct wish *wish = &drawing->visit->wish;
    struct screen_node *details = screen_add(drawing->arena, drawing->root, ROLE_DETAILS, NULL);
    size_t have = count_facts(facts, FACT_HAVE);
    put_detail(drawing, details, screen_key("review.service"), variants(&wish->service->name));
    if (wish->slot_ms)
        put_detail(drawing, details, screen_key("review.appointment"),
                   message_with_moment(drawing, "review.appointment.when", wish->slot_ms));
    for (size_t i = 0; i < facts->count; i++)
        if (facts->items[i].kind == FACT_ANSWER || facts->items[i].kind == FACT_NOTE)
            put_detail(drawing, details, facts->items[i].label, facts->items[i].value);
    if (have)
        put_detail(drawing, details, screen_key("review.have"),
                   message_with_count(drawing, "review.have.count", (int64_t)have));
}

static void put_papers(const struct drawing *drawing, const struct facts *facts,
                       enum fact_kind kind, const char *key)
{
    if (count_facts(facts, kind) == 0)
        return;
    struct screen_node *group = put(drawing, drawing->root, ROLE_GROUP, NULL, screen_key(key));
    for (size_t i = 0; i < facts->count; i++)
        if (facts->items[i].kind == kind)
            put(drawing, group, ROLE_PARAGRAPH, NULL, facts->items[i].label)->tone = TONE_BULLET;
}

/* When the service, which may have hours of its own, is closed: that it is, and when it opens.
 * False while it is open. */
static bool put_closed(const struct drawing *drawing, const char *service)
{
    const struct calendar *calendar = drawing->visit->calendar;
    int64_t now = clock_now_ms(drawing->visit->world.clock);
    int64_t opens = calendar_opens_at(calendar, service, now);
    bool is_whole_office = opens == calendar_opens_at(calendar, NULL, now);
    if (opens == 0)
        return false;
    const char *never = is_whole_office ? "hours.closed" : "hours.service-closed";
    const char *then = is_whole_office ? "hours.opens" : "hours.service-opens";
    put_line(drawing, ROLE_NOTICE, TONE_WARNING,
             opens < 0 ? screen_key(never) : message_with_moment(drawing, then, opens));
    return true;
}

/* What was typed goes with the facts or nowhere: words that pages were searched for end with the
 * visit. A plugin may ask for a ticket of another of its services than the one it was opened for.
 */
static bool tells_who(const struct visit *visit, const struct facts *facts)
{
    if (facts->count == 0)
        return false;
    return values_hold_own_words(visit->values, visit->wish.service->code) ||
           (visit->service && values_hold_own_words(visit->values, visit->service->code));
}

static void draw_review(const struct drawing *drawing)
{
    struct visit *visit = drawing->visit;
    const struct facts *facts = wish_facts(visit, drawing->arena, visit->language);
    bool is_booking = visit->wish.slot_ms != 0;
    put_key(drawing, ROLE_TITLE, NULL, "review.title");
    if (!visit->wish.service->plugin)
        put_line(drawing, ROLE_PARAGRAPH, TONE_LEAD, screen_key("review.officer"));
    put_papers(drawing, facts, FACT_MISSING, "review.missing");
    put_papers(drawing, facts, FACT_UNSURE, "review.unsure");
    put_summary(drawing, facts);
    if (!is_booking)
        put_closed(drawing, visit->wish.service->code);
    put_line(drawing, ROLE_NOTICE, TONE_INFO,
             screen_key(tells_who(visit, facts) ? "review.personal" : "review.anonymous"));
    put_button(drawing, "core.confirm",
               is_booking ? "review.confirm.appointment" : "review.confirm", NULL, TONE_PRIMARY);
}

/* ---- Ticket, goodbye ---- */

static void put_ahead(const struct drawing *drawing, const struct ticket_row *row, uint32_t ahead)
{
    if (put_closed(drawing, row->service))
        return;
    struct screen_text words =
        ahead ? message_with_count(drawing, "ticket.ahead", ahead) : screen_key("ticket.next");
    put_line(drawing, ROLE_PARAGRAPH, TONE_LEAD, words);
}

static void put_ticket(const struct drawing *drawing, const struct ticket_row *row)
{
    struct ticket_id id;
    char digits[TICKET_DIGITS + 1], code[12];
    memcpy(id.bytes, row->id, sizeof id.bytes);
    ticket_digits(&id, drawing->visit->world.commune->number, digits);
    ticket_code_print(row->code, code);
    struct screen_node *ticket = put(drawing, drawing->root, ROLE_TICKET, "core.ticket",
                                     screen_words(drawing->arena, row->number));
    ticket->detail = screen_words(drawing->arena, code);
    resolve(drawing, &ticket->detail);
    ticket->value = arena_copy(drawing->arena, digits);
    ticket->icon = arena_print(drawing->arena, "mark-%s", ticket_mark(row->ordinal));
}

static void draw_ticket(const struct drawing *drawing)
{
    const struct issued *issued = &drawing->visit->issued;
    const struct ticket_row *row = &issued->row;
    const char *mark = arena_print(drawing->arena, "mark.%s", ticket_mark(row->ordinal));
    put_key(drawing, ROLE_TITLE, NULL, row->slot_ms ? "ticket.title.appointment" : "ticket.title");
    put_ticket(drawing, row);
    put_line(drawing, ROLE_PARAGRAPH, TONE_PLAIN,
             message_with_text(drawing, "ticket.mark", ARGUMENT_KEY, "mark", mark));
    if (row->slot_ms)
        put_line(drawing, ROLE_PARAGRAPH, TONE_LEAD,
                 message_with_moment(drawing, "ticket.appointment", row->slot_ms));
    else
        put_ahead(drawing, row, issued->ahead);
    const char *key = issued->is_paper_missing  ? "ticket.paper"
                      : issued->is_list_missing ? "ticket.list"
                                                : "ticket.keep";
    put_line(drawing, ROLE_NOTICE, strcmp(key, "ticket.keep") == 0 ? TONE_INFO : TONE_WARNING,
             screen_key(key));
    put_button(drawing, "core.done", "ticket.done", NULL, TONE_PRIMARY);
}

static void draw_goodbye(const struct drawing *drawing)
{
    put_key(drawing, ROLE_TITLE, NULL, "goodbye.title");
    put_line(drawing, ROLE_PARAGRAPH, TONE_LEAD, screen_key("goodbye.text"));
}

/* ---- Help, trouble, a scanned paper ---- */

static void draw_help(const struct drawing *drawing)
{
    static const char *const advice[] = {"help.touch", "help.back", "help.time"};
    const struct commune *commune = drawing->visit->world.commune;
    const char *office = language_pick(drawing->visit->language, &commune->office, NULL);
    put_key(drawing, ROLE_TITLE, NULL, "help.title");
    put_line(
        drawing, ROLE_PARAGRAPH, TONE_LEAD,
        message_with_text(drawing, "help.place", ARGUMENT_TEXT, "office", office ? office : ""));
    for (size_t i = 0; i < sizeof advice / sizeof *advice; i++)
        put_line(drawing, ROLE_PARAGRAPH, TONE_BULLET, screen_key(advice[i]));
    if (commune->phone)
        put_line(drawing, ROLE_NOTICE, TONE_INFO,
                 message_with_text(drawing, "help.phone", ARGUMENT_CODE, "phone", commune->phone));
    if (!is_past_return(drawing->visit)) /* who has a ticket keeps it on screen */
        put_button(drawing, "core.officer", "help.officer", "officer", TONE_PRIMARY);
}

static void draw_trouble(const struct drawing *drawing)
{
    if (drawing->visit->trouble == TROUBLE_TICKET) {
        put_key(drawing, ROLE_TITLE, NULL, "trouble.ticket.title");
        put_line(drawing, ROLE_NOTICE, TONE_ERROR, screen_key("trouble.ticket.text"));
        put_button(drawing, "core.retry", "trouble.retry", NULL, TONE_PRIMARY);
        return;
    }
    put_key(drawing, ROLE_TITLE, NULL, "trouble.service.title");
    put_line(drawing, ROLE_NOTICE, TONE_WARNING, screen_key("trouble.service.text"));
    put_button(drawing, "core.officer", "trouble.officer", "officer", TONE_PRIMARY);
    put_button(drawing, "core.start", "trouble.home", "home", TONE_PLAIN);
}

static void draw_known_ticket(const struct drawing *drawing, const struct scan *scan)
{
    const struct ticket_row *row = &scan->ticket;
    const struct argument arguments[] = {
        {.kind = ARGUMENT_CODE, .name = "number", .text = arena_copy(drawing->arena, row->number)},
        /* With its year: papers come back after months. */
        {.kind = ARGUMENT_TEXT,
         .name = "date",
         .text = date_print(drawing->arena, drawing->visit->language, DATE_FULL, row->issued_ms)}};
    bool is_ahead = row->slot_ms > clock_now_ms(drawing->visit->world.clock);
    bool is_waiting = scan->is_of_today && row->state == TICKET_WAITING && !row->slot_ms;
    put_key(drawing, ROLE_TITLE, NULL, "scan.title");
    put_line(drawing, ROLE_PARAGRAPH, TONE_LEAD,
             message(drawing, scan->is_of_today ? "scan.ticket" : "scan.earlier", arguments, 2));
    if (is_ahead)
        put_line(drawing, ROLE_PARAGRAPH, TONE_PLAIN,
                 message_with_moment(drawing, "ticket.appointment", row->slot_ms));
    if (is_waiting)
        put_ahead(drawing, row, scan->ahead);
}

static const char *scan_key(const struct scan *scan)
{
    if (scan->is_unsure)
        return "scan.later";
    switch (scan->result) {
    case SCAN_OTHER_COMMUNE:
        return "scan.commune";
    case SCAN_MISREAD:
        return "scan.misread";
    case SCAN_NEWER_FORMAT:
        return "scan.newer";
    case SCAN_FOREIGN:
        return "scan.foreign";
    default:
        return "scan.unknown";
    }
}

static void draw_notice(const struct drawing *drawing)
{
    const struct scan *scan = &drawing->visit->scan;
    if (scan->is_found) {
        draw_known_ticket(drawing, scan);
    } else {
        put_key(drawing, ROLE_TITLE, NULL, scan->is_unsure ? "scan.later.title" : "scan.trouble");
        put_line(drawing, ROLE_NOTICE, TONE_WARNING, screen_key(scan_key(scan)));
    }
    put_button(drawing, "core.resume", "bar.back", NULL, TONE_PRIMARY);
}

struct screen_node *screen_of_stage(struct visit *visit, struct arena *arena)
{
    static void (*const draw[])(const struct drawing *) = {
        [STAGE_ATTRACT] = put_greetings, [STAGE_LANGUAGE] = draw_language,
        [STAGE_HOME] = draw_home,        [STAGE_REVIEW] = draw_review,
        [STAGE_TICKET] = draw_ticket,    [STAGE_GOODBYE] = draw_goodbye,
        [STAGE_HELP] = draw_help,        [STAGE_TROUBLE] = draw_trouble,
        [STAGE_NOTICE] = draw_notice};
    struct drawing drawing = {.visit = visit, .arena = arena, .root = screen_new(arena)};
    draw[visit->stage](&drawing);
    return drawing.root;
}

struct screen_node *screen_of_warning(struct visit *visit, struct arena *arena)
{
    struct drawing drawing = {.visit = visit, .arena = arena, .root = screen_new(arena)};
    put_key(&drawing, ROLE_TITLE, NULL, "still.title");
    put_line(&drawing, ROLE_PARAGRAPH, TONE_LEAD, screen_key("still.text"));
    put_button(&drawing, "core.stay", "still.stay", "hand", TONE_PRIMARY);
    put_button(&drawing, "core.leave", "still.leave", NULL, TONE_PLAIN);
    return drawing.root;
}

struct screen_node *screen_of_paper(struct visit *visit, struct arena *arena)
{
    static const char *const keys[][2] = {[PAPER_COMING] = {"paper.coming.title", "paper.coming"},
                                          [PAPER_OUT] = {"paper.out.title", "paper.out"},
                                          [PAPER_FAILED] = {"paper.failed.title", "paper.failed"},
                                          [PAPER_ENOUGH] = {"paper.enough.title", "paper.enough"}};
    const char *const *words = keys[visit->leaflet.state];
    struct drawing drawing = {.visit = visit, .arena = arena, .root = screen_new(arena)};
    put_key(&drawing, ROLE_TITLE, NULL, words[0]);
    put_line(&drawing, ROLE_PARAGRAPH, TONE_LEAD, screen_key(words[1]));
    put_button(&drawing, "core.read", "paper.go-on", NULL,
               visit->leaflet.state == PAPER_COMING ? TONE_PLAIN : TONE_PRIMARY);
    return drawing.root;
}

/* ---- The bar ---- */

static bool makes_sense(const struct visit *visit, const char *id)
{
    enum visit_stage stage = visit->stage;
    if (stage == STAGE_GOODBYE)
        return false;
    if (strcmp(id, "core.back") == 0)
        return stage != STAGE_HOME && stage != STAGE_TICKET;
    if (strcmp(id, "core.home") == 0)
        return stage != STAGE_HOME && !is_past_return(visit);
    if (strcmp(id, "core.language") == 0)
        return stage != STAGE_LANGUAGE;
    return stage != STAGE_HELP;
}

void screen_add_bar(struct visit *visit, struct arena *arena, struct screen_node *root)
{
    static const char *const buttons[][3] = {{"core.back", "bar.back", "back"},
                                             {"core.home", "bar.home", "home"},
                                             {"core.language", "bar.language", "globe"},
                                             {"core.help", "bar.help", "help"}};
    struct drawing drawing = {.visit = visit, .arena = arena, .root = root};
    struct screen_node *bar = screen_add(arena, root, ROLE_BAR, "core.bar");
    for (size_t i = 0; i < sizeof buttons / sizeof *buttons; i++) {
        struct screen_node *button =
            put(&drawing, bar, ROLE_BUTTON, buttons[i][0], screen_key(buttons[i][1]));
        button->icon = buttons[i][2];
        if (!makes_sense(visit, buttons[i][0]))
            button->flags |= FLAG_DISABLED;
    }
}

/* ---- What is wrong with answers ---- */

bool screen_is_answered(const struct screen_node *root)
{
    const char *example;
    struct screen_node *tree = (struct screen_node *)root;
    for (struct screen_node *node = tree; node; node = screen_walk(tree, node))
        if (value_trouble(node, &example))
            return false;
    return true;
}

void screen_add_wrongs(struct visit *visit, struct arena *arena, struct screen_node *root)
{
    struct drawing drawing = {.visit = visit, .arena = arena, .root = root};
    for (struct screen_node *node = root; node; node = screen_walk(root, node)) {
        const char *example, *key = value_trouble(node, &example);
        if (!key)
            continue;
        node->error = example ? message_with_text(&drawing, key, ARGUMENT_CODE, "example", example)
                              : screen_key(key);
        resolve(&drawing, &node->error);
    }
}
