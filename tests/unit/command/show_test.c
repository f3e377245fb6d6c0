/* `ticket show` and `case show`: every way of naming a ticket finds it, and a case is read in the
 * administrator's language with what is missing first. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"
#include "command/command.h"
#include "command/words.h"
#include "screen/fact.h"
#include "store/audit.h"
#include "store/cases.h"
#include "store/database.h"
#include "store/officers.h"
#include "store/tickets.h"
#include "ticket/ticket.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct installation {
    char home[sizeof MARHABA_SCRATCH + 16];
    char printed[16384]; /* by the last command */
    struct place place;
    struct messages *messages;
    struct clock *clock;
    struct error error;
    struct ticket_id id;
    char code[TICKET_CODE + 1];
    struct ticket_row ticket;
};

static void must(bool done, const struct error *error)
{
    if (!done)
        fail_msg("%s", error->text);
}

static void settle_in(struct installation *here)
{
    int64_t now;
    struct buffer settings;
    strcpy(here->home, MARHABA_SCRATCH "/show-XXXXXX");
    assert_non_null(mkdtemp(here->home));
    must(file_read(MARHABA_TALIOUINE "/commune.yaml", 1 << 20, &settings, &here->error),
         &here->error);
    char *path = file_join(here->home, "commune.yaml");
    must(file_write(path, settings.bytes, settings.length, 0600, &here->error), &here->error);
    buffer_free(&settings);
    free(path);
    must(clock_set_zone("Africa/Casablanca", &here->error), &here->error);
    must(clock_parse("2026-11-25T10:24", &now, &here->error), &here->error);
    here->clock = clock_new_at(now, true);
    must(place_at(MARHABA_STAGE, &here->place, &here->error), &here->error);
    char *folder = place_share(&here->place, "locale/admin");
    here->messages = messages_load(folder, &here->error);
    must(here->messages, &here->error);
    free(folder);
    must(store_create(here->home, here->clock, &here->error), &here->error);
}

static void add_fact(struct facts *facts, enum fact_kind kind, const char *id, const char *label,
                     const char *value)
{
    facts->items[facts->count++] =
        (struct fact){.kind = kind, .id = id, .label = {.text = label}, .value = {.text = value}};
}

static void take_ticket(struct installation *here)
{
    static const struct local_entry life[] = {{"ar", "شهادة الحياة"}, {"fr", "Certificat de vie"}};
    struct facts *facts = calloc(1, sizeof *facts);
    struct buffer json = buffer_new(1 << 16);
    bool slot_taken;
    assert_non_null(facts);
    add_fact(facts, FACT_HAVE, "card", "CNIE", NULL);
    add_fact(facts, FACT_ANSWER, "worked", "France", "1974, 1998");
    add_fact(facts, FACT_UNSURE, "bank", "RIB", NULL);
    facts->items[facts->count++] = (struct fact){
        .kind = FACT_MISSING, .id = "life", .label = {.variants = {.entries = life, .count = 2}}};
    facts_encode(&json, "nobody-has-this-plugin", facts);
    here->id = ticket_id_new();
    ticket_code_new(here->code);
    struct ticket_draft draft = {.code = here->code,
                                 .service = "PEN-FR",
                                 .prefix = "A",
                                 .language = "ar",
                                 .facts = json.bytes,
                                 .facts_length = json.length};
    memcpy(draft.id, here->id.bytes, sizeof draft.id);
    struct store *store = store_open(here->home, STORE_KIOSK, here->clock, &here->error);
    must(store, &here->error);
    must(ticket_issue(store, &draft, &here->ticket, &slot_taken, &here->error), &here->error);
    store_close(store);
    buffer_free(&json);
    free(facts);
}

static int start(void **state)
{
    struct installation *here = calloc(1, sizeof *here);
    assert_non_null(here);
    settle_in(here);
    take_ticket(here);
    *state = here;
    return 0;
}

static int stop(void **state)
{
    struct installation *here = *state;
    messages_free(here->messages);
    place_free(&here->place);
    clock_free(here->clock);
    free(here);
    return 0;
}

/* What `run` printed is in here->printed, what it complained of in here->error. */
static enum command_exit run(struct installation *here, command_run *command_of,
                             const char *subject, const char *language)
{
    struct command command = {.home = here->home,
                              .place = &here->place,
                              .messages = here->messages,
                              .language = language_find(language),
                              .clock = here->clock,
                              .arena = arena_new()};
    struct request request = {.subject = subject};
    FILE *file = tmpfile();
    int terminal = dup(STDOUT_FILENO);
    assert_non_null(file);
    error_clear(&here->error);
    fflush(stdout);
    dup2(fileno(file), STDOUT_FILENO);
    enum command_exit result = command_of(&command, &request, &here->error);
    fflush(stdout);
    dup2(terminal, STDOUT_FILENO);
    close(terminal);
    rewind(file);
    here->printed[fread(here->printed, 1, sizeof here->printed - 1, file)] = '\0';
    fclose(file);
    arena_free(command.arena);
    return result;
}

static void a_ticket_is_found_by_all_its_names(void **state)
{
    struct installation *here = *state;
    char digits[TICKET_DIGITS + 1], in_threes[12];
    ticket_digits(&here->id, "541111", digits);
    ticket_code_print(here->code, in_threes);
    const char *const names[] = {here->code, in_threes, "A-001", "a1", "A 1", digits};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (run(here, command_ticket_show, names[i], "en") != COMMAND_DONE)
            fail_msg("%s: %s", names[i], here->error.text);
        assert_non_null(strstr(here->printed, "A-001"));
        assert_non_null(strstr(here->printed, in_threes));
        assert_non_null(strstr(here->printed, "2026-0001"));
        assert_non_null(strstr(here->printed, "25 November 2026, 10:24"));
    }
}

static void what_is_no_ticket_is_said(void **state)
{
    struct installation *here = *state;
    char digits[TICKET_DIGITS + 1], other[TICKET_DIGITS + 1];
    ticket_digits(&here->id, "541222", other);
    ticket_digits(&here->id, "541111", digits);
    char misread[TICKET_CODE + 1];
    strcpy(misread, here->code);
    misread[8] = misread[8] == '9' ? '0' : (char)(misread[8] + 1);
    digits[20] = digits[20] == '9' ? '0' : (char)(digits[20] + 1);
    const struct {
        const char *name, *said;
        enum command_exit result;
    } cases[] = {
        {"A-002", "A-002", COMMAND_FAILED},
        {"B-001", "B-001", COMMAND_FAILED},
        {other, "541222", COMMAND_MISUSED},
        {digits, "wrong", COMMAND_MISUSED},
        {misread, "wrong", COMMAND_MISUSED},
        {"hello", "\"hello\"", COMMAND_MISUSED},
        {"https://example.org/1", "nine-digit code", COMMAND_MISUSED},
        {"", "nine-digit code", COMMAND_MISUSED},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        enum command_exit result = run(here, command_ticket_show, cases[i].name, "en");
        if (result != cases[i].result || !strstr(here->error.text, cases[i].said))
            fail_msg("%s: exit %d, %s", cases[i].name, (int)result, here->error.text);
        assert_string_equal(here->printed, "");
    }
}

static void in_order(const char *text, const char *const *parts)
{
    const char *from = text;
    for (size_t i = 0; parts[i]; i++) {
        const char *found = strstr(from, parts[i]);
        if (!found)
            fail_msg("no \"%s\" where it should be in:\n%s", parts[i], text);
        from = found + strlen(parts[i]);
    }
}

static void a_case_shows_what_is_missing_first(void **state)
{
    struct installation *here = *state;
    assert_int_equal(run(here, command_case_show, "2026-0001", "fr"), COMMAND_DONE);
    in_order(here->printed,
             (const char *const[]){"2026-0001", "العربية", "A-001", "Certificat de vie", "RIB",
                                   "France", "CNIE", "ticket délivré", NULL});
    assert_int_equal(run(here, command_case_show, "2026-0001", "ar"), COMMAND_DONE);
    in_order(here->printed, (const char *const[]){"2026-0001", "شهادة الحياة", "RIB", NULL});
    char id[24];
    snprintf(id, sizeof id, "%lld", (long long)here->ticket.case_id);
    assert_int_equal(run(here, command_case_show, id, "fr"), COMMAND_DONE);
    assert_non_null(strstr(here->printed, "2026-0001"));
}

/* A way in that no rule guards, as someone with the file has. */
static struct database *behind(struct installation *here)
{
    char *path = file_join(here->home, "marhaba.db");
    struct database *database = database_open(path, false, &here->error);
    must(database, &here->error);
    free(path);
    return database;
}

static void reading_a_case_leaves_a_line(void **state)
{
    struct installation *here = *state;
    int64_t lines = 0;
    assert_int_equal(run(here, command_case_show, "2026-0001", "en"), COMMAND_DONE);
    struct database *database = behind(here);
    must(database_number(database,
                         "SELECT count(*) FROM audit WHERE who = 'administrator'"
                         " AND deed = 'case.read' AND what = '2026-0001'",
                         &lines, &here->error),
         &here->error);
    assert_int_equal(lines, 1);
    database_close(database);
    struct store *store = store_open(here->home, STORE_ADMIN, here->clock, &here->error);
    uint64_t all;
    char head[65];
    must(store && audit_verify(store, &all, head, &here->error), &here->error);
    store_close(store);
}

static void a_note_that_does_not_open_is_told(void **state)
{
    struct installation *here = *state;
    char password[20];
    struct case_row row;
    struct arena *arena = arena_new();
    struct store *store = store_open(here->home, STORE_ADMIN, here->clock, &here->error);
    must(store && officer_add(store, "amina", "Amina", password, &here->error) &&
             case_open_by_ticket(store, here->id.bytes, "amina", arena, &row, &here->error) &&
             case_note(store, row.id, "amina", "k1", "with her son", &here->error),
         &here->error);
    store_close(store);
    arena_free(arena);
    assert_int_equal(run(here, command_case_show, "2026-0001", "en"), COMMAND_DONE);
    assert_non_null(strstr(here->printed, "with her son"));
    struct database *database = behind(here);
    must(database_run(database,
                      "UPDATE case_events SET sealed = zeroblob(length(sealed)) WHERE key = 'k1'",
                      &here->error),
         &here->error);
    database_close(database);
    assert_int_equal(run(here, command_case_show, "2026-0001", "en"), COMMAND_DONE);
    assert_non_null(strstr(here->printed, "This note cannot be opened."));
}

/* By the name people say where the body is published, by its id where nothing is. */
static void a_step_says_whom_it_sends_to(void **state)
{
    struct installation *here = *state;
    char password[20];
    struct case_row row;
    struct arena *arena = arena_new();
    struct store *store = store_open(here->home, STORE_ADMIN, here->clock, &here->error);
    must(store && officer_add(store, "amina", "Amina", password, &here->error) &&
             case_open_by_ticket(store, here->id.bytes, "amina", arena, &row, &here->error) &&
             case_step(store, row.id, "amina", "k1", CASE_ORIENTED, "cnss", "", &here->error) &&
             case_step(store, row.id, "amina", "k2", CASE_ORIENTED, "gone", "", &here->error),
         &here->error);
    store_close(store);
    arena_free(arena);
    assert_int_equal(run(here, command_case_show, "2026-0001", "en"), COMMAND_DONE);
    assert_non_null(strstr(here->printed, "step: cnss"));
    char *folder = file_join(here->home, "content");
    must(file_make_folder(folder, 0700, &here->error), &here->error);
    free(folder);
    if (run(here, command_content_publish, NULL, "en") != COMMAND_DONE)
        fail_msg("%s%s", here->printed, here->error.text);
    assert_int_equal(run(here, command_case_show, "2026-0001", "en"), COMMAND_DONE);
    assert_non_null(strstr(here->printed, "step: CNSS"));
    assert_non_null(strstr(here->printed, "step: gone"));
}

static void what_is_no_case_is_said(void **state)
{
    struct installation *here = *state;
    static const struct {
        const char *name;
        enum command_exit result;
    } cases[] = {
        {"2026-0002", COMMAND_FAILED},
        {"4711", COMMAND_FAILED},
        {"A-001", COMMAND_MISUSED},
        {"", COMMAND_MISUSED},
        {"2026-0001x", COMMAND_MISUSED},
        {"-1", COMMAND_MISUSED},
        {"99999999999999999999", COMMAND_MISUSED},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        enum command_exit result = run(here, command_case_show, cases[i].name, "en");
        if (result != cases[i].result || here->error.kind == ERROR_NONE || here->printed[0])
            fail_msg("%s: exit %d, %s", cases[i].name, (int)result, here->error.text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_ticket_is_found_by_all_its_names, start, stop),
        cmocka_unit_test_setup_teardown(what_is_no_ticket_is_said, start, stop),
        cmocka_unit_test_setup_teardown(a_case_shows_what_is_missing_first, start, stop),
        cmocka_unit_test_setup_teardown(reading_a_case_leaves_a_line, start, stop),
        cmocka_unit_test_setup_teardown(a_note_that_does_not_open_is_told, start, stop),
        cmocka_unit_test_setup_teardown(a_step_says_whom_it_sends_to, start, stop),
        cmocka_unit_test_setup_teardown(what_is_no_case_is_said, start, stop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
