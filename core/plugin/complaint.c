/* What a plugin did wrong, in one sentence that names the plugin. Read by the officer and by
 * whoever wrote the plugin. */
#include "base/system_words.h"
#include "plugin/inside.h"

#include <marhaba/plugin.h>

#include <string.h>

const char *complaint_when(enum wire_kind order)
{
    switch (order) {
    case WIRE_OPEN:
        return error_translate("while it was being opened");
    case WIRE_BUILD:
        return error_translate("while it described its screen");
    case WIRE_EVENT:
        return error_translate("while it handled an event");
    default:
        return error_translate("while it was being loaded");
    }
}

static bool complaint_of_loading(struct error *error, const struct manifest *manifest,
                                 const struct wire_report *fault)
{
    const char *id = manifest->id, *detail = fault->text ? fault->text : "";
    switch (fault->fault) {
    case FAULT_SYMBOL:
        return error_set(
            error, ERROR_INPUT,
            "the plugin \"%s\" has no function marhaba_plugin_v1 in %s: export it with "
            "MRH_EXPORT",
            id, manifest->library);
    case FAULT_TABLE:
        return detail[0] ? error_set(error, ERROR_INPUT,
                                     "the plugin \"%s\" gives a struct mrh_plugin without \"%s\"",
                                     id, detail)
                         : error_set(error, ERROR_INPUT,
                                     "the plugin \"%s\" returns NULL from marhaba_plugin_v1", id);
    case FAULT_ID:
        return error_set(error, ERROR_INPUT,
                         "the plugin \"%s\" says in its code that its id is \"%s\": make code and "
                         "manifest equal",
                         id, detail);
    case FAULT_MINOR:
        return error_set(
            error, ERROR_INPUT,
            "the plugin \"%s\" needs ABI %u.%u, this Marhaba has %u.%u: update Marhaba", id,
            MRH_ABI_MAJOR, fault->number, MRH_ABI_MAJOR, MRH_ABI_MINOR);
    case FAULT_REFUSED:
        return error_set(error, ERROR_INPUT,
                         "the plugin \"%s\" refused to open: its own log lines may say why", id);
    default: /* FAULT_LOAD, and a FAULT_FLOOR out of place */
        return error_set(error, ERROR_INPUT, "the plugin \"%s\" cannot be loaded: %s", id, detail);
    }
}

static bool complaint_of_words(struct error *error, const struct manifest *manifest,
                               const struct wire_report *fault, enum wire_kind order)
{
    const char *id = manifest->id, *detail = fault->text ? fault->text : "";
    switch (fault->fault) {
    case FAULT_PHASE:
        return error_set(error, ERROR_INPUT,
                         "the plugin \"%s\" called %s %s: marhaba/plugin.h says when it may", id,
                         detail, complaint_when(order));
    case FAULT_STRUCT:
        return error_set(error, ERROR_INPUT,
                         "the plugin \"%s\" gave a struct %s whose size field is %u: set it to "
                         "sizeof, as the macros do",
                         id, detail, fault->number);
    case FAULT_TEXT:
        return error_set(error, ERROR_INPUT,
                         "the plugin \"%s\" gave a text that is too long at \"%s\" (%u bytes at "
                         "most)",
                         id, detail, fault->number);
    case FAULT_UTF8:
        return error_set(error, ERROR_INPUT,
                         "the plugin \"%s\" gave a text with control characters or invalid UTF-8 "
                         "at \"%s\"",
                         id, detail);
    default: /* FAULT_ARGUMENTS */
        return error_set(error, ERROR_INPUT,
                         "the plugin \"%s\" gave a text with too many arguments or languages at "
                         "\"%s\"",
                         id, detail);
    }
}

bool complaint_of_fault(struct error *error, const struct manifest *manifest,
                        const struct wire_report *fault, enum wire_kind order)
{
    const char *id = manifest->id, *detail = fault->text ? fault->text : "";
    switch (fault->fault) {
    case FAULT_NODES:
        return error_set(error, ERROR_INPUT,
                         "the plugin \"%s\" described a screen of more than %u nodes", id,
                         MRH_MAX_NODES);
    case FAULT_DEPTH:
        return error_set(error, ERROR_INPUT,
                         "the plugin \"%s\" nested groups deeper than %u on its screen", id,
                         MRH_MAX_DEPTH);
    case FAULT_BALANCE:
        return fault->number
                   ? error_set(error, ERROR_INPUT,
                               "the plugin \"%s\" called begin without end on its screen", id)
                   : error_set(error, ERROR_INPUT,
                               "the plugin \"%s\" called end without begin on its screen", id);
    case FAULT_ROLE:
        return error_set(
            error, ERROR_INPUT,
            "the plugin \"%s\" began the node \"%s\", whose role %u cannot hold others", id, detail,
            fault->number);
    case FAULT_SIZE:
        return error_set(error, ERROR_INPUT, "the plugin \"%s\" said more than fits into %u KiB %s",
                         id, WIRE_LARGEST / 1024, complaint_when(order));
    case FAULT_PHASE:
    case FAULT_STRUCT:
    case FAULT_TEXT:
    case FAULT_UTF8:
    case FAULT_ARGUMENTS:
        return complaint_of_words(error, manifest, fault, order);
    default:
        return complaint_of_loading(error, manifest, fault);
    }
}

bool complaint_of_end(struct error *error, const struct manifest *manifest, const siginfo_t *how,
                      bool ended, enum wire_kind order)
{
    const char *id = manifest->id, *when = complaint_when(order);
    if (!ended)
        return error_set(error, ERROR_INPUT, "the plugin \"%s\" closed its connection %s", id,
                         when);
    if (how->si_code == CLD_EXITED)
        return error_set(error, ERROR_INPUT,
                         "the plugin \"%s\" ended its process by itself (code %d) %s", id,
                         how->si_status, when);
    switch (how->si_status) {
    case SIGSYS:
        return error_set(error, ERROR_DENIED,
                         "the plugin \"%s\" asked the system for something plugins may not do %s",
                         id, when);
    case SIGKILL:
        return error_set(
            error, ERROR_SYSTEM,
            "the plugin \"%s\" was stopped by the system, short of memory or of time, %s", id,
            when);
    case SIGXCPU:
        return error_set(error, ERROR_INPUT, "the plugin \"%s\" used up its processor time %s", id,
                         when);
    default:
        return error_set(error, ERROR_INPUT, "the plugin \"%s\" crashed (signal %d, %s) %s", id,
                         how->si_status, words_of_signal(how->si_status), when);
    }
}

const char *plugin_reason_name(enum plugin_reason reason)
{
    static const char *const names[] = {"wrong", "crashed", "slow", "forbidden", "unloadable"};
    return names[reason];
}

enum plugin_reason reason_of_fault(const struct wire_report *fault)
{
    switch (fault->fault) {
    case FAULT_LOAD:
    case FAULT_SYMBOL:
    case FAULT_TABLE:
    case FAULT_ID:
    case FAULT_MINOR:
    case FAULT_REFUSED:
        return PLUGIN_UNLOADABLE;
    default:
        return PLUGIN_WRONG;
    }
}

enum plugin_reason reason_of_end(const siginfo_t *how, bool ended)
{
    if (!ended || how->si_code == CLD_EXITED)
        return PLUGIN_CRASHED;
    if (how->si_status == SIGSYS)
        return PLUGIN_FORBIDDEN;
    return how->si_status == SIGXCPU ? PLUGIN_SLOW : PLUGIN_CRASHED;
}
