#include "base/yaml_syntax.h"

#include <string.h>

/* What people get wrong, by a part of libfyaml's sentence (0.7.12); the first that fits counts. */
enum mistake {
    MISTAKE_TAB,
    MISTAKE_ESCAPE,
    MISTAKE_QUOTE_OPEN,
    MISTAKE_QUOTE_CLOSED,
    MISTAKE_BRACKET_EXTRA,
    MISTAKE_COMMA,
    MISTAKE_BRACKET_OPEN,
    MISTAKE_FIRST_SIGN,
    MISTAKE_REMARK,
    MISTAKE_TWO_VALUES,
    MISTAKE_NO_KEY,
    MISTAKE_LIST,
    MISTAKE_BLOCK,
    MISTAKE_INDENT,
    MISTAKE_NO_VALUE,
    MISTAKE_CHARACTER,
    MISTAKE_DOCUMENT,
    MISTAKE_OTHER
};

static const struct {
    const char *part;
    enum mistake mistake;
} mistakes[] = {
    {" tab ", MISTAKE_TAB},
    {"tab character", MISTAKE_TAB},
    {"tabs", MISTAKE_TAB},
    {"escape", MISTAKE_ESCAPE},
    {"without closing quote", MISTAKE_QUOTE_OPEN},
    {"indented double-quoted", MISTAKE_QUOTE_OPEN},
    {"indented single-quoted", MISTAKE_QUOTE_OPEN},
    {"trailing content", MISTAKE_QUOTE_CLOSED},
    {"extra closing", MISTAKE_BRACKET_EXTRA},
    {"extra comma", MISTAKE_COMMA},
    {"without a closing", MISTAKE_BRACKET_OPEN},
    {"missing comma", MISTAKE_BRACKET_OPEN},
    {"in flow mode", MISTAKE_BRACKET_OPEN},
    {"cannot start with", MISTAKE_FIRST_SIGN},
    {"without whitespace", MISTAKE_REMARK},
    {"multiline", MISTAKE_TWO_VALUES},
    {"on the same line as a mapping key", MISTAKE_LIST},
    {"on the same line", MISTAKE_TWO_VALUES},
    {"on same line", MISTAKE_TWO_VALUES},
    {"placement of ':'", MISTAKE_TWO_VALUES},
    {"value after mapping", MISTAKE_NO_KEY},
    {"expected ':'", MISTAKE_NO_KEY},
    {"expected key", MISTAKE_LIST},
    {"end of block sequence", MISTAKE_LIST},
    {"'-' indicator", MISTAKE_LIST},
    {"sequence entries not allowed", MISTAKE_LIST},
    {"block scalar", MISTAKE_BLOCK},
    {"indent", MISTAKE_INDENT},
    {"indendation", MISTAKE_INDENT},
    {"expected node content", MISTAKE_NO_VALUE},
    {"control character", MISTAKE_CHARACTER},
    {"space character", MISTAKE_CHARACTER},
    {"invalid character", MISTAKE_CHARACTER},
    {"directive", MISTAKE_DOCUMENT},
    {"document", MISTAKE_DOCUMENT},
};

static enum mistake find_mistake(const char *reason)
{
    for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++)
        if (strstr(reason, mistakes[i].part))
            return mistakes[i].mistake;
    return MISTAKE_OTHER;
}

static const char *words_of_line(enum mistake mistake)
{
    switch (mistake) {
    case MISTAKE_TAB:
        return error_translate("a tab stands where only spaces may: replace it with spaces");
    case MISTAKE_INDENT:
        return error_translate("this line begins too far in or not far enough: lines that belong "
                               "together begin with as many spaces");
    case MISTAKE_TWO_VALUES:
        return error_translate("two things meet here: write one \"key: value\" a line, each as far "
                               "in as its neighbours, and put a text that holds \": \" in quotes");
    case MISTAKE_NO_KEY:
        return error_translate("a \"key: value\" is expected here");
    case MISTAKE_LIST:
        return error_translate("lines of a list (\"- \") and lines with a key do not mix: put the "
                               "list on the lines below its key");
    case MISTAKE_NO_VALUE:
        return error_translate("a value is missing here");
    case MISTAKE_DOCUMENT:
        return error_translate("a line that begins with a percent sign, or a second document, is "
                               "not allowed");
    default:
        return NULL;
    }
}

static const char *words_of_text(enum mistake mistake)
{
    switch (mistake) {
    case MISTAKE_ESCAPE:
        return error_translate("after a backslash stands what YAML does not know: use single "
                               "quotes instead of double ones");
    case MISTAKE_QUOTE_OPEN:
        return error_translate("a quote is opened and not closed: close it");
    case MISTAKE_QUOTE_CLOSED:
        return error_translate("something follows the closing quote: inside single quotes, write "
                               "each ' twice");
    case MISTAKE_BRACKET_EXTRA:
        return error_translate("a bracket is closed that was not opened");
    case MISTAKE_BRACKET_OPEN:
        return error_translate(
            "a bracket opened here or above is not closed, or a comma is missing "
            "between its entries");
    case MISTAKE_COMMA:
        return error_translate("there is one comma too many");
    case MISTAKE_FIRST_SIGN:
        return error_translate("a text may not begin with this sign: put it in quotes");
    case MISTAKE_REMARK:
        return error_translate("a remark needs a space before its #");
    case MISTAKE_BLOCK:
        return error_translate("after | or > the text begins on the next line, further in");
    case MISTAKE_CHARACTER:
        return error_translate("there is a character that cannot be shown: delete it");
    default:
        return NULL;
    }
}

bool yaml_complain_of_syntax(const struct yaml_node *place, const char *reason, struct error *error)
{
    if (!reason)
        return yaml_complain(place, error, "the file is empty");
    enum mistake mistake = find_mistake(reason);
    const char *words = words_of_line(mistake);
    if (!words)
        words = words_of_text(mistake);
    return words ? yaml_complain(place, error, "this is not valid YAML: %s", words)
                 : yaml_complain(place, error,
                                 "this is not valid YAML: see how this line and the one above are "
                                 "written (%s)",
                                 reason);
}
