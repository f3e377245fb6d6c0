/* marhaba/plugin.h may only grow at its ends: sizes and offsets of ABI 1.0, on 64-bit machines. A
 * failure here is a broken plugin in some commune: append instead, and raise MRH_ABI_MINOR. */
#include "screen/fact.h"
#include "screen/screen.h"

#include <marhaba/plugin.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define AT(type, field, offset)                                                                    \
    _Static_assert(offsetof(struct type, field) == (offset), #type "." #field " has moved")
#define SIZE(type, size)                                                                           \
    _Static_assert(sizeof(struct type) >= (size), "struct " #type " has shrunk")

_Static_assert(MRH_ABI_MAJOR == 1, "another major is another function name and another header");
_Static_assert(sizeof(void *) == 8, "these are the offsets of 64-bit machines");

SIZE(mrh_argument, 32);
AT(mrh_argument, kind, 4);
AT(mrh_argument, name, 8);
AT(mrh_argument, text, 16);
AT(mrh_argument, number, 24);
SIZE(mrh_text, 32);
AT(mrh_text, key, 8);
AT(mrh_text, arguments, 16);
AT(mrh_text, variants, 24);
SIZE(mrh_node, 80);
AT(mrh_node, role, 4);
AT(mrh_node, id, 8);
AT(mrh_node, label, 16);
AT(mrh_node, detail, 24);
AT(mrh_node, error, 32);
AT(mrh_node, icon, 40);
AT(mrh_node, value, 48);
AT(mrh_node, tone, 56);
AT(mrh_node, flags, 60);
AT(mrh_node, number, 64);
AT(mrh_node, of, 72);
SIZE(mrh_ui, 48);
AT(mrh_ui, surface, 4);
AT(mrh_ui, language, 8);
AT(mrh_ui, context, 16);
AT(mrh_ui, add, 24);
AT(mrh_ui, begin, 32);
AT(mrh_ui, end, 40);
SIZE(mrh_event, 24);
AT(mrh_event, type, 4);
AT(mrh_event, id, 8);
AT(mrh_event, value, 16);
SIZE(mrh_host, 64);
AT(mrh_host, abi_minor, 4);
AT(mrh_host, context, 8);
AT(mrh_host, extension, 16);
AT(mrh_host, log, 24);
AT(mrh_host, value, 32);
AT(mrh_host, back, 40);
AT(mrh_host, go, 48);
AT(mrh_host, now, 56);
SIZE(mrh_opening, 32);
AT(mrh_opening, surface, 4);
AT(mrh_opening, service, 8);
AT(mrh_opening, argument, 16);
AT(mrh_opening, language, 24);
SIZE(mrh_fact, 32);
AT(mrh_fact, kind, 4);
AT(mrh_fact, id, 8);
AT(mrh_fact, label, 16);
AT(mrh_fact, value, 24);
SIZE(mrh_ticket_v1, 40);
AT(mrh_ticket_v1, context, 8);
AT(mrh_ticket_v1, clear, 16);
AT(mrh_ticket_v1, fact, 24);
AT(mrh_ticket_v1, request, 32);
_Static_assert(sizeof(struct mrh_slot) == 16, "mrh_slot is frozen");
AT(mrh_slot, start_ms, 0);
AT(mrh_slot, minutes, 8);
AT(mrh_slot, free_seats, 12);
SIZE(mrh_booking_v1, 32);
AT(mrh_booking_v1, context, 8);
AT(mrh_booking_v1, slots, 16);
AT(mrh_booking_v1, choose, 24);
SIZE(mrh_plugin, 48);
AT(mrh_plugin, needs_minor, 4);
AT(mrh_plugin, id, 8);
AT(mrh_plugin, open, 16);
AT(mrh_plugin, close, 24);
AT(mrh_plugin, build, 32);
AT(mrh_plugin, event, 40);

/* The screen room's numbers are the header's. */
_Static_assert(SCREEN_MAX_NODES == MRH_MAX_NODES && SCREEN_MAX_DEPTH == MRH_MAX_DEPTH &&
                   SCREEN_MAX_TEXT == MRH_MAX_TEXT && SCREEN_MAX_ID == MRH_MAX_ID &&
                   SCREEN_MAX_ARGUMENTS == MRH_MAX_ARGUMENTS && FACT_MAX == MRH_MAX_FACTS,
               "limits differ");
_Static_assert((int)ROLE_GROUP == (int)MRH_ROLE_GROUP && (int)ROLE_CHOICE == (int)MRH_ROLE_CHOICE &&
                   (int)ROLE_ITEM == (int)MRH_ROLE_ITEM && (int)ROLE_ROW == (int)MRH_ROLE_ROW &&
                   (int)ROLE_SLOT == (int)MRH_ROLE_SLOT,
               "roles differ");
_Static_assert((int)TONE_ERROR == (int)MRH_TONE_ERROR && (int)FIELD_TEXT == (int)MRH_FIELD_TEXT &&
                   (int)FIELD_CODE == (int)MRH_FIELD_CODE,
               "tones differ");
_Static_assert((int)FLAG_REQUIRED == (int)MRH_REQUIRED && (int)FLAG_PRIVATE == (int)MRH_PRIVATE &&
                   (int)FLAG_DISABLED == (int)MRH_DISABLED &&
                   (int)FLAG_MULTIPLE == (int)MRH_MULTIPLE,
               "flags differ");
_Static_assert((int)ARGUMENT_TEXT == (int)MRH_ARGUMENT_TEXT &&
                   (int)ARGUMENT_KEY == (int)MRH_ARGUMENT_KEY,
               "kinds of argument differ");
_Static_assert((int)FACT_ANSWER == (int)MRH_FACT_ANSWER && (int)FACT_NOTE == (int)MRH_FACT_NOTE,
               "kinds of fact differ");

static void compile_alone(const char *compiler, const char *language)
{
    char command[1000];
    snprintf(command, sizeof command,
             "echo '#include <marhaba/plugin.h>' | %s -I'%s/core/include' -Wall -Wextra -Wpedantic "
             "-Wshadow -Werror -fsyntax-only -",
             compiler, MARHABA_SOURCE);
    if (system(command) != 0)
        fail_msg("the header alone is not good %s", language);
}

static void the_header_compiles_alone(void **state)
{
    (void)state;
    compile_alone("cc -std=c11 -x c", "C11");
    compile_alone("cc -std=c17 -x c", "C17");
    if (system("command -v c++ >/dev/null") == 0)
        compile_alone("c++ -std=c++17 -x c++", "C++17");
}

/* What `nm` shows of a shipped plugin: one function, and nothing of Marhaba's asked for. */
static void hello_exports_one_function(void **state)
{
    (void)state;
    const char *command = "nm -D --defined-only --format=posix "
                          "'" MARHABA_STAGE "/lib/marhaba/plugins.d/hello/hello.so'";
    char line[200], exported[400] = "";
    FILE *symbols = popen(command, "r");
    assert_non_null(symbols);
    while (fgets(line, sizeof line, symbols)) {
        strtok(line, " ");
        strncat(exported, line, sizeof exported - strlen(exported) - 2);
        strcat(exported, "\n");
    }
    assert_int_equal(pclose(symbols), 0);
    assert_string_equal(exported, "marhaba_plugin_v1\n");
}

static void hello_is_short(void **state)
{
    (void)state;
    FILE *source = fopen(MARHABA_SOURCE "/plugins/hello/hello.c", "r");
    unsigned lines = 0;
    assert_non_null(source);
    for (int c; (c = fgetc(source)) != EOF;)
        lines += c == '\n';
    fclose(source);
    assert_true(lines < 45);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_header_compiles_alone),
        cmocka_unit_test(hello_exports_one_function),
        cmocka_unit_test(hello_is_short),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
