#include "language/plural.h"

#include <string.h>

#define DEEPEST     32
#define FIRST_LEVEL 0

struct parsing {
    struct plural *plural;
    const char *at, *end;
    int depth;
    bool failed;
};

struct binary {
    const char *sign;
    int level; /* binds tighter the higher it is */
    enum plural_operation operation;
};

/* Longer signs first: "<=" must not be read as "<". */
static const struct binary binaries[] = {
    {"||", 0, PLURAL_OR},       {"&&", 1, PLURAL_AND},        {"==", 2, PLURAL_EQUAL},
    {"!=", 2, PLURAL_UNEQUAL},  {"<=", 3, PLURAL_LESS_EQUAL}, {">=", 3, PLURAL_MORE_EQUAL},
    {"<", 3, PLURAL_LESS},      {">", 3, PLURAL_MORE},        {"+", 4, PLURAL_ADD},
    {"-", 4, PLURAL_SUBTRACT},  {"*", 5, PLURAL_MULTIPLY},    {"/", 5, PLURAL_DIVIDE},
    {"%", 5, PLURAL_REMAINDER},
};

static void skip_space(struct parsing *parsing)
{
    while (parsing->at < parsing->end && (*parsing->at == ' ' || *parsing->at == '\t'))
        parsing->at++;
}

static bool take_sign(struct parsing *parsing, const char *sign)
{
    size_t length = strlen(sign);
    skip_space(parsing);
    if ((size_t)(parsing->end - parsing->at) < length || memcmp(parsing->at, sign, length) != 0)
        return false;
    parsing->at += length;
    return true;
}

static uint8_t add_node(struct parsing *parsing, struct plural_node node)
{
    if (parsing->plural->count == PLURAL_MAX_NODES) {
        parsing->failed = true;
        return 0;
    }
    parsing->plural->nodes[parsing->plural->count] = node;
    return (uint8_t)parsing->plural->count++;
}

static bool parse_number(struct parsing *parsing, uint64_t *out)
{
    size_t digits = 0;
    skip_space(parsing);
    for (*out = 0; parsing->at < parsing->end && *parsing->at >= '0' && *parsing->at <= '9';
         parsing->at++, digits++)
        *out = *out * 10 + (uint64_t)(*parsing->at - '0');
    return digits > 0 && digits <= 9;
}

static uint8_t parse_choice(struct parsing *parsing);

static uint8_t parse_value(struct parsing *parsing)
{
    struct plural_node node = {.operation = PLURAL_NUMBER};
    uint8_t inner = 0;
    if (++parsing->depth > DEEPEST)
        parsing->failed = true;
    if (parsing->failed) {
        inner = 0;
    } else if (take_sign(parsing, "!")) {
        node.operation = PLURAL_NOT;
        node.parts[0] = parse_value(parsing);
        inner = add_node(parsing, node);
    } else if (take_sign(parsing, "(")) {
        inner = parse_choice(parsing);
        if (!take_sign(parsing, ")"))
            parsing->failed = true;
    } else if (take_sign(parsing, "n")) {
        node.operation = PLURAL_COUNT;
        inner = add_node(parsing, node);
    } else if (parse_number(parsing, &node.number)) {
        inner = add_node(parsing, node);
    } else {
        parsing->failed = true;
    }
    parsing->depth--;
    return inner;
}

static const struct binary *take_binary(struct parsing *parsing, int least_level)
{
    const char *before = parsing->at;
    for (size_t i = 0; i < sizeof binaries / sizeof *binaries; i++)
        if (take_sign(parsing, binaries[i].sign)) {
            if (binaries[i].level >= least_level)
                return &binaries[i];
            break;
        }
    parsing->at = before;
    return NULL;
}

/* Precedence climbing: everything from `least_level` up, grouped to the left. */
static uint8_t parse_binary(struct parsing *parsing, int least_level)
{
    uint8_t left = parse_value(parsing);
    const struct binary *binary;
    while (!parsing->failed && (binary = take_binary(parsing, least_level))) {
        struct plural_node node = {.operation = binary->operation, .parts = {left, 0, 0}};
        node.parts[1] = parse_binary(parsing, binary->level + 1);
        left = add_node(parsing, node);
    }
    return left;
}

static uint8_t parse_choice(struct parsing *parsing)
{
    if (++parsing->depth > DEEPEST)
        parsing->failed = true;
    uint8_t condition = parsing->failed ? 0 : parse_binary(parsing, FIRST_LEVEL);
    if (!parsing->failed && take_sign(parsing, "?")) {
        struct plural_node node = {.operation = PLURAL_CHOOSE, .parts = {condition, 0, 0}};
        node.parts[1] = parse_choice(parsing);
        if (!take_sign(parsing, ":"))
            parsing->failed = true;
        node.parts[2] = parse_choice(parsing);
        condition = add_node(parsing, node);
    }
    parsing->depth--;
    return condition;
}

static uint64_t evaluate(const struct plural *plural, uint8_t index, uint64_t count, bool *failed);

static uint64_t apply(enum plural_operation operation, uint64_t a, uint64_t b, bool *failed)
{
    switch (operation) {
    case PLURAL_EQUAL:
        return a == b;
    case PLURAL_UNEQUAL:
        return a != b;
    case PLURAL_LESS_EQUAL:
        return a <= b;
    case PLURAL_MORE_EQUAL:
        return a >= b;
    case PLURAL_LESS:
        return a < b;
    case PLURAL_MORE:
        return a > b;
    case PLURAL_ADD:
        return a + b;
    case PLURAL_SUBTRACT:
        return a - b;
    case PLURAL_MULTIPLY:
        return a * b;
    default:
        break;
    }
    if (b == 0) {
        *failed = true;
        return 0;
    }
    return operation == PLURAL_DIVIDE ? a / b : a % b;
}

static uint64_t evaluate(const struct plural *plural, uint8_t index, uint64_t count, bool *failed)
{
    const struct plural_node *node = &plural->nodes[index];
    const uint8_t *parts = node->parts;
    if (node->operation == PLURAL_NUMBER)
        return node->number;
    if (node->operation == PLURAL_COUNT)
        return count;
    uint64_t first = evaluate(plural, parts[0], count, failed);
    switch (node->operation) {
    case PLURAL_NOT:
        return !first;
    case PLURAL_CHOOSE:
        return evaluate(plural, first ? parts[1] : parts[2], count, failed);
    case PLURAL_OR:
        return first || evaluate(plural, parts[1], count, failed);
    case PLURAL_AND:
        return first && evaluate(plural, parts[1], count, failed);
    default:
        return apply(node->operation, first, evaluate(plural, parts[1], count, failed), failed);
    }
}

void plural_default(struct plural *plural)
{
    static const char rule[] = "nplurals=2; plural=n != 1;";
    plural_parse(plural, rule, sizeof rule - 1, NULL);
}

static bool parse_rule(struct plural *plural, const char *text, size_t length)
{
    struct parsing parsing = {.plural = plural, .at = text, .end = text + length};
    uint64_t forms = 0;
    *plural = (struct plural){0};
    if (!take_sign(&parsing, "nplurals") || !take_sign(&parsing, "=") ||
        !parse_number(&parsing, &forms) || forms < 1 || forms > PLURAL_MAX_FORMS ||
        !take_sign(&parsing, ";") || !take_sign(&parsing, "plural") || !take_sign(&parsing, "="))
        return false;
    plural->forms = (unsigned)forms;
    plural->root = parse_choice(&parsing);
    take_sign(&parsing, ";");
    skip_space(&parsing);
    return !parsing.failed && parsing.at == parsing.end;
}

bool plural_parse(struct plural *plural, const char *text, size_t length, struct error *error)
{
    int shown = length > 200 ? 200 : (int)length;
    if (!parse_rule(plural, text, length))
        return error_set(error, ERROR_INPUT, "the Plural-Forms \"%.*s\" cannot be read", shown,
                         text);
    for (uint64_t count = 0; count < 1000; count++) {
        bool failed = false;
        uint64_t form = evaluate(plural, plural->root, count, &failed);
        if (failed || form >= plural->forms)
            return error_set(error, ERROR_INPUT,
                             "the Plural-Forms \"%.*s\" give no form for the number %u", shown,
                             text, (unsigned)count);
    }
    return true;
}

unsigned plural_form(const struct plural *plural, uint64_t count)
{
    bool failed = false;
    uint64_t form = evaluate(plural, plural->root, count, &failed);
    return failed || form >= plural->forms ? 0 : (unsigned)form;
}
