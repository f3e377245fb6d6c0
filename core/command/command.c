#include "command/command.h"

#include "command/spelling.h"
#include "command/words.h"

#include <stdio.h>
#include <string.h>

const struct command_word command_words[] = {
    {"init", NULL, NULL, OPTION_COMMUNE | OPTION_OFFICER | OPTION_NAME | OPTION_ZGH_CONFIRMED,
     "init [--commune NAME [--zgh-confirmed]] [--officer LOGIN [--name NAME]]", "help.init",
     command_init},
    {"doctor", NULL, NULL, 0, "doctor", "help.doctor", command_doctor},
    {"officer", "add", "LOGIN", OPTION_NAME, "officer add LOGIN [--name NAME]", "help.officer_add",
     command_officer_add},
    {"officer", "list", NULL, 0, "officer list", "help.officer_list", command_officer_list},
    {"officer", "reset", "LOGIN", 0, "officer reset LOGIN", "help.officer_reset",
     command_officer_reset},
    {"officer", "disable", "LOGIN", 0, "officer disable LOGIN", "help.officer_disable",
     command_officer_disable},
    {"plugin", "list", NULL, 0, "plugin list", "help.plugin_list", command_plugin_list},
    {"ticket", "show", "CODE", 0, "ticket show CODE", "help.ticket_show", command_ticket_show},
    {"case", "show", "NUMBER", 0, "case show NUMBER", "help.case_show", command_case_show},
    {"audit", "verify", NULL, 0, "audit verify", "help.audit_verify", command_audit_verify},
    {"content", "check", NULL, 0, "content check", "help.content_check", command_content_check},
    {"content", "publish", NULL, 0, "content publish", "help.content_publish",
     command_content_publish},
    {"content", "preview", "ID", OPTION_LANGUAGE | OPTION_ANSWERS | OPTION_OUT | OPTION_LYING,
     "content preview ID [--language CODE] [--answers \"QUESTION=OPTION …\"] [--out DIR] [--lying]",
     "help.content_preview", command_content_preview},
    {.word = NULL},
};

static const struct {
    const char *name;
    enum request_option bit;
    size_t place; /* of the value in struct request */
    bool is_flag; /* no value follows; its own name is kept as one */
} options[] = {
    {"--commune", OPTION_COMMUNE, offsetof(struct request, commune), false},
    {"--officer", OPTION_OFFICER, offsetof(struct request, officer), false},
    {"--name", OPTION_NAME, offsetof(struct request, name), false},
    {"--language", OPTION_LANGUAGE, offsetof(struct request, language), false},
    {"--answers", OPTION_ANSWERS, offsetof(struct request, answers), false},
    {"--out", OPTION_OUT, offsetof(struct request, out), false},
    {"--lying", OPTION_LYING, offsetof(struct request, lying), true},
    {"--zgh-confirmed", OPTION_ZGH_CONFIRMED, offsetof(struct request, zgh_confirmed), true},
};

/* The command whose first word (or, when `word` is given, whose verb) is nearest to what was
 * written; NULL when nothing is near enough to be meant. */
static const struct command_word *nearest(const char *word, const char *written)
{
    const struct command_word *best = NULL;
    size_t least = strlen(written) > 3 ? 3 : 2;
    for (const struct command_word *known = command_words; known->word; known++) {
        if (word && (!known->verb || strcmp(known->word, word) != 0))
            continue;
        size_t far = spelling_distance(written, word ? known->verb : known->word);
        if (far < least) {
            least = far;
            best = known;
        }
    }
    return best;
}

static bool complain_of_word(const char *written, struct error *error)
{
    const struct command_word *meant = nearest(NULL, written);
    if (meant)
        return error_set(error, ERROR_INPUT,
                         "there is no command \"%s\"; did you mean \"marhaba --home DIR %s\"?",
                         written, meant->usage);
    return error_set(error, ERROR_INPUT,
                     "there is no command \"%s\"; \"marhaba --help\" shows all there is", written);
}

static bool complain_of_verb(const char *word, const char *written, struct error *error)
{
    char known[200] = "";
    const struct command_word *meant = written ? nearest(word, written) : NULL;
    for (const struct command_word *one = command_words; one->word; one++)
        if (one->verb && strcmp(one->word, word) == 0) {
            size_t used = strlen(known);
            snprintf(known + used, sizeof known - used, "%s%s", used ? ", " : "", one->verb);
        }
    if (!written)
        return error_set(error, ERROR_INPUT,
                         "\"%s\" needs one more word: write \"marhaba --home DIR %s\" and one of: "
                         "%s",
                         word, word, known);
    if (meant)
        return error_set(error, ERROR_INPUT,
                         "\"%s\" cannot \"%s\"; did you mean \"marhaba --home DIR %s\"?", word,
                         written, meant->usage);
    return error_set(error, ERROR_INPUT,
                     "\"%s\" cannot \"%s\": write \"marhaba --home DIR %s\" and one of: %s", word,
                     written, word, known);
}

static const struct command_word *find_word(const char *const *written, struct error *error)
{
    bool is_word = false;
    for (const struct command_word *known = command_words; known->word; known++) {
        if (strcmp(known->word, written[0]) != 0)
            continue;
        if (!known->verb || (written[1] && strcmp(known->verb, written[1]) == 0))
            return known;
        is_word = true;
    }
    if (is_word)
        complain_of_verb(written[0], written[1], error);
    else
        complain_of_word(written[0], error);
    return NULL;
}

/* How many words of `written` it took; 0 with an error. */
static size_t read_option(const struct command_word *word, const char *const *written,
                          struct request *request, struct error *error)
{
    const char *name = written[0], *value = written[1];
    for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
        if (!(word->options & options[i].bit) || strcmp(options[i].name, name) != 0)
            continue;
        if (options[i].is_flag)
            value = name;
        else if (!value || strncmp(value, "--", 2) == 0)
            return error_set(error, ERROR_INPUT,
                             "\"%s\" needs a value after it: write \"marhaba --home DIR %s\"", name,
                             word->usage);
        if (!value[0])
            return error_set(error, ERROR_INPUT, "the value after \"%s\" is empty: give one", name);
        memcpy((char *)request + options[i].place, &value, sizeof value);
        return options[i].is_flag ? 1 : 2;
    }
    return error_set(error, ERROR_INPUT,
                     "the option \"%s\" is unknown here: write \"marhaba --home DIR %s\"", name,
                     word->usage);
}

static size_t read_subject(const struct command_word *word, const char *written,
                           struct request *request, struct error *error)
{
    if (!word->subject || request->subject)
        return error_set(error, ERROR_INPUT,
                         "\"%s\" is one word too many: write \"marhaba --home DIR %s\"", written,
                         word->usage);
    request->subject = written;
    return 1;
}

const struct command_word *command_read(const char *const *written, struct request *request,
                                        struct error *error)
{
    *request = (struct request){0};
    if (!written[0]) {
        error_set(error, ERROR_INPUT,
                  "say what to do: for example \"marhaba --home DIR doctor\"; \"marhaba --help\" "
                  "shows all there is");
        return NULL;
    }
    const struct command_word *word = find_word(written, error);
    if (!word)
        return NULL;
    for (written += word->verb ? 2 : 1; *written;) {
        size_t taken = strncmp(*written, "--", 2) == 0
                           ? read_option(word, written, request, error)
                           : read_subject(word, *written, request, error);
        if (taken == 0)
            return NULL;
        written += taken;
    }
    if (word->subject && !request->subject) {
        error_set(error, ERROR_INPUT, "%s is missing: write \"marhaba --home DIR %s\"",
                  word->subject, word->usage);
        return NULL;
    }
    return word;
}

void command_help(const struct command *command)
{
    say(command, "help.usage", WITHOUT);
    putchar('\n');
    struct table *table = table_new(command, 2);
    for (const struct command_word *word = command_words; word->word; word++)
        table_add(table, (const char *const[]){word->usage, words(command, word->help, WITHOUT)});
    table_print(table, 2);
    putchar('\n');
    say(command, "help.folder", WITHOUT);
    say(command, "help.language", WITHOUT);
}
