#include "screen/check.h"

#include "base/address.h"
#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

#define EARLIEST_MS 946684800000  /* 2000-01-01 UTC */
#define LATEST_MS   4102444800000 /* 2100-01-01 UTC */

#define LARGEST_ICON  40u
#define LARGEST_STEP  20
#define LARGEST_FIELD 500
#define OWNER_SIZE    128u
#define ID_TABLE_SIZE 1024u /* a power of two, well above SCREEN_MAX_NODES */

struct check {
    struct error *error;
    unsigned nodes, titles, primaries;
    const struct screen_node *ids[ID_TABLE_SIZE]; /* open addressing */
    unsigned numbers[ID_TABLE_SIZE];
};

/* What a role must have, may have and may stand in. */
struct rule {
    bool needs_id, needs_label;
    enum screen_role parent; /* ROLE_NONE: the screen or a group */
    unsigned tones;          /* bits */
};

#define TONE_BIT(tone) (1u << (unsigned)(tone))
#define PLAIN          TONE_BIT(TONE_PLAIN)

static const struct rule rules[] = {
    [ROLE_GROUP] = {.tones = PLAIN},
    [ROLE_STEP] = {.tones = PLAIN},
    [ROLE_TITLE] = {.needs_label = true, .tones = PLAIN},
    [ROLE_PARAGRAPH] = {.needs_label = true,
                        .tones = PLAIN | TONE_BIT(TONE_LEAD) | TONE_BIT(TONE_BULLET) |
                                 TONE_BIT(TONE_NUMBERED)},
    [ROLE_NOTICE] = {.needs_label = true,
                     .tones = PLAIN | TONE_BIT(TONE_INFO) | TONE_BIT(TONE_WARNING) |
                              TONE_BIT(TONE_ERROR)},
    [ROLE_PICTURE] = {.tones = PLAIN},
    [ROLE_TILE] = {.needs_id = true, .needs_label = true, .tones = PLAIN},
    [ROLE_BUTTON] = {.needs_id = true,
                     .needs_label = true,
                     .tones = PLAIN | TONE_BIT(TONE_PRIMARY) | TONE_BIT(TONE_BACK) |
                              TONE_BIT(TONE_DANGER)},
    [ROLE_CHOICE] = {.needs_id = true, .needs_label = true, .tones = PLAIN},
    [ROLE_OPTION] = {.needs_id = true, .needs_label = true, .parent = ROLE_CHOICE, .tones = PLAIN},
    [ROLE_FIELD] = {.needs_id = true,
                    .needs_label = true,
                    .tones = PLAIN | TONE_BIT(FIELD_TEXT) | TONE_BIT(FIELD_NAME) |
                             TONE_BIT(FIELD_PHONE) | TONE_BIT(FIELD_NUMBER) | TONE_BIT(FIELD_YEAR) |
                             TONE_BIT(FIELD_DATE) | TONE_BIT(FIELD_CODE)},
    [ROLE_CHECKLIST] = {.tones = PLAIN},
    [ROLE_ITEM] = {.needs_id = true, .needs_label = true, .parent = ROLE_CHECKLIST, .tones = PLAIN},
    [ROLE_DETAILS] = {.tones = PLAIN},
    [ROLE_DETAIL] = {.needs_label = true, .parent = ROLE_DETAILS, .tones = PLAIN},
    [ROLE_ROWS] = {.tones = PLAIN},
    [ROLE_ROW] = {.needs_id = true, .needs_label = true, .parent = ROLE_ROWS, .tones = PLAIN},
    [ROLE_DAYS] = {.tones = PLAIN},
    [ROLE_DAY] = {.parent = ROLE_DAYS, .tones = PLAIN},
    [ROLE_SLOT] = {.needs_id = true, .parent = ROLE_DAY, .tones = PLAIN},
    [ROLE_LINK] = {.needs_label = true, .tones = PLAIN},
    [ROLE_TICKET] = {.needs_label = true, .tones = PLAIN},
    [ROLE_GREETING] = {.needs_id = true, .needs_label = true, .tones = PLAIN},
    [ROLE_BAR] = {.tones = PLAIN},
};

static const struct rule *rule_of(enum screen_role role)
{
    bool is_known = (role >= ROLE_GROUP && role <= ROLE_LAST_OF_PLUGINS) ||
                    (role >= ROLE_TICKET && role <= ROLE_BAR);
    return is_known ? &rules[role] : NULL;
}

static bool is_made_of(const char *text, size_t least, size_t most, const char *characters)
{
    size_t length = strnlen(text, most + 1);
    return length >= least && length <= most && strspn(text, characters) == length;
}

bool check_id(const char *id)
{
    return is_made_of(id, 1, SCREEN_MAX_ID, "abcdefghijklmnopqrstuvwxyz0123456789_.-");
}

bool check_has_text(const struct screen_text *text)
{
    return text->key || text->variants.count || text->text;
}

static bool check_words(const char *words, const char *owner, const char *part, struct error *error)
{
    size_t length = strnlen(words, SCREEN_MAX_TEXT + 1);
    if (length > SCREEN_MAX_TEXT)
        return error_set(error, ERROR_INPUT, "%s: the %s is longer than the %u bytes of a text",
                         owner, part, SCREEN_MAX_TEXT);
    if (utf8_is_blank(words))
        return error_set(error, ERROR_INPUT, "%s: the %s is empty", owner, part);
    if (!utf8_is_plain_text(words, length))
        return error_set(error, ERROR_INPUT,
                         "%s: the %s has control characters or is not valid UTF-8", owner, part);
    return true;
}

/* Resolved words may hold emphasis marks, which are control characters: those of visitors and
 * plugins were checked before they were resolved. */
static bool is_markable_text(const char *text, size_t length)
{
    size_t from = 0;
    for (size_t i = 0; i <= length; i++) {
        if (i < length && text[i] != TEXT_STRONG && text[i] != TEXT_PLAIN)
            continue;
        if (!utf8_is_plain_text(text + from, i - from))
            return false;
        from = i + 1;
    }
    return true;
}

static bool check_finished_words(const char *words, const char *owner, const char *part,
                                 struct error *error)
{
    if (utf8_is_blank(words))
        return error_set(error, ERROR_INPUT, "%s: the %s is empty", owner, part);
    if (!is_markable_text(words, strlen(words)))
        return error_set(error, ERROR_INPUT,
                         "%s: the %s has control characters or is not valid UTF-8", owner, part);
    return true;
}

static bool check_variants(const struct local_text *variants, const char *owner, const char *part,
                           struct error *error);

static bool check_argument(const struct argument *argument, const char *owner, const char *part,
                           struct error *error)
{
    bool has_text = argument->kind == ARGUMENT_TEXT || argument->kind == ARGUMENT_CODE ||
                    argument->kind == ARGUMENT_KEY;
    if (argument->kind < ARGUMENT_TEXT || argument->kind > ARGUMENT_LONG_DATE)
        return error_set(error, ERROR_INPUT, "%s: the %s has an argument of unknown kind %u", owner,
                         part, (unsigned)argument->kind);
    if (!argument->name ||
        !is_made_of(argument->name, 1, SCREEN_MAX_ID,
                    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-"))
        return error_set(error, ERROR_INPUT, "%s: the %s has an argument without a proper name",
                         owner, part);
    if (argument->kind == ARGUMENT_WORDS)
        return argument->variants.count
                   ? check_variants(&argument->variants, owner, part, error)
                   : error_set(error, ERROR_INPUT, "%s: the argument {%s} of the %s has no text",
                               owner, argument->name, part);
    if (!has_text)
        return true;
    size_t length = argument->text ? strnlen(argument->text, SCREEN_MAX_TEXT + 1) : 0;
    if (!argument->text || (argument->kind == ARGUMENT_KEY && length == 0))
        return error_set(error, ERROR_INPUT, "%s: the argument {%s} of the %s has no text", owner,
                         argument->name, part);
    if (length > SCREEN_MAX_TEXT)
        return error_set(error, ERROR_INPUT,
                         "%s: the argument {%s} is longer than the %u bytes of a text", owner,
                         argument->name, SCREEN_MAX_TEXT);
    if (!utf8_is_plain_text(argument->text, length))
        return error_set(error, ERROR_INPUT,
                         "%s: the argument {%s} has control characters or is not valid UTF-8",
                         owner, argument->name);
    return true;
}

static bool check_variants(const struct local_text *variants, const char *owner, const char *part,
                           struct error *error)
{
    for (size_t i = 0; i < variants->count; i++) {
        const struct local_entry *entry = &variants->entries[i];
        if (!entry->language || !language_find(entry->language))
            return error_set(error, ERROR_INPUT,
                             "%s: the %s has a text in a language that is not ar, zgh, fr, en or "
                             "es",
                             owner, part);
        for (size_t j = 0; j < i; j++)
            if (strcmp(entry->language, variants->entries[j].language) == 0)
                return error_set(error, ERROR_INPUT, "%s: the %s has two texts in \"%s\"", owner,
                                 part, entry->language);
        if (!entry->text)
            return error_set(error, ERROR_INPUT, "%s: the %s is empty", owner, part);
        if (!check_words(entry->text, owner, part, error))
            return false;
    }
    return true;
}

bool check_text(const struct screen_text *text, const char *owner, const char *part,
                struct error *error)
{
    if (text->argument_count > SCREEN_MAX_ARGUMENTS)
        return error_set(error, ERROR_INPUT, "%s: the %s has more than the %u arguments allowed",
                         owner, part, SCREEN_MAX_ARGUMENTS);
    if (text->key && text->variants.count)
        return error_set(error, ERROR_INPUT, "%s: the %s has both a key and texts", owner, part);
    if (text->argument_count && !text->key)
        return error_set(error, ERROR_INPUT, "%s: the %s has arguments but no key", owner, part);
    for (size_t i = 0; i < text->argument_count; i++)
        if (!check_argument(&text->arguments[i], owner, part, error))
            return false;
    if (text->key)
        return check_words(text->key, owner, part, error);
    if (text->variants.count)
        return check_variants(&text->variants, owner, part, error);
    return !text->text || check_finished_words(text->text, owner, part, error);
}

static void name_node(char out[OWNER_SIZE], const struct screen_node *node, unsigned number)
{
    if (node->id && check_id(node->id))
        snprintf(out, OWNER_SIZE, "%s %u (\"%s\")", screen_role_name(node->role), number, node->id);
    else
        snprintf(out, OWNER_SIZE, "%s %u", screen_role_name(node->role), number);
}

static uint32_t hash_id(const char *id)
{
    uint32_t hash = 2166136261u; /* FNV-1a */
    for (; *id; id++)
        hash = (hash ^ (unsigned char)*id) * 16777619u;
    return hash;
}

static bool check_unique(struct check *check, const struct screen_node *node)
{
    uint32_t place = hash_id(node->id) % ID_TABLE_SIZE;
    while (check->ids[place] && strcmp(check->ids[place]->id, node->id) != 0)
        place = (place + 1) % ID_TABLE_SIZE;
    const struct screen_node *before = check->ids[place];
    if (before)
        return error_set(check->error, ERROR_INPUT,
                         "the id \"%s\" stands twice: %s %u and %s %u; each needs its own",
                         node->id, screen_role_name(before->role), check->numbers[place],
                         screen_role_name(node->role), check->nodes);
    check->ids[place] = node;
    check->numbers[place] = check->nodes;
    return true;
}

static bool check_identity(struct check *check, const struct screen_node *node, const char *owner)
{
    if (!node->id)
        return !rule_of(node->role)->needs_id ||
               error_set(check->error, ERROR_INPUT, "%s: an id is needed", owner);
    if (!check_id(node->id))
        return error_set(check->error, ERROR_INPUT,
                         "%s: its id is not 1 to %u small letters, digits, \"_\", \".\" and \"-\"",
                         owner, SCREEN_MAX_ID);
    return check_unique(check, node);
}

static bool check_words_of(struct check *check, const struct screen_node *node, const char *owner)
{
    if (rule_of(node->role)->needs_label && !check_has_text(&node->label))
        return error_set(check->error, ERROR_INPUT, "%s: a label is needed", owner);
    return check_text(&node->label, owner, "label", check->error) &&
           check_text(&node->detail, owner, "detail", check->error) &&
           check_text(&node->error, owner, "error", check->error);
}

static bool check_place(struct check *check, const struct screen_node *node, const char *owner)
{
    enum screen_role parent = node->parent->role;
    enum screen_role wanted = rule_of(node->role)->parent;
    bool is_free = parent == ROLE_SCREEN || parent == ROLE_GROUP;
    bool fits = wanted ? parent == wanted : is_free;
    if (parent == ROLE_BAR)
        fits = node->role == ROLE_BUTTON;
    if (parent == ROLE_ITEM)
        fits = node->role == ROLE_PARAGRAPH;
    if (node->role == ROLE_BAR)
        fits = parent == ROLE_SCREEN;
    return fits || error_set(check->error, ERROR_INPUT, "%s: it cannot stand in a %s", owner,
                             screen_role_name(parent));
}

static bool check_tone(struct check *check, const struct screen_node *node, const char *owner)
{
    unsigned tone = (unsigned)node->tone;
    const unsigned flags =
        FLAG_REQUIRED | FLAG_PRIVATE | FLAG_DISABLED | FLAG_MULTIPLE | FLAG_SELECTED;
    if (tone > FIELD_CODE || !(rule_of(node->role)->tones & TONE_BIT(tone)))
        return error_set(check->error, ERROR_INPUT, "%s: the tone %u is not one of a %s", owner,
                         tone, screen_role_name(node->role));
    if (node->flags & ~flags)
        return error_set(check->error, ERROR_INPUT, "%s: the flags %u are unknown", owner,
                         node->flags & ~flags);
    if (node->role == ROLE_BUTTON && node->tone == TONE_PRIMARY && ++check->primaries > 1)
        return error_set(check->error, ERROR_INPUT,
                         "%s: the screen has a primary button already; one is the most", owner);
    if (node->role == ROLE_TITLE && ++check->titles > 1)
        return error_set(check->error, ERROR_INPUT,
                         "%s: the screen has a title already; one is the most", owner);
    return true;
}

/* "card.svg", "card.png": a name, never a path. */
static bool is_picture(const char *value)
{
    size_t stem = strcspn(value, ".");
    return stem > 0 && stem <= LARGEST_ICON &&
           strspn(value, "abcdefghijklmnopqrstuvwxyz0123456789-") == stem &&
           (strcmp(value + stem, ".svg") == 0 || strcmp(value + stem, ".png") == 0);
}

static bool is_item_value(const char *value)
{
    return !value[0] || strcmp(value, "have") == 0 || strcmp(value, "missing") == 0 ||
           strcmp(value, "unsure") == 0;
}

static bool check_value(struct check *check, const struct screen_node *node, const char *owner)
{
    if (node->icon &&
        !is_made_of(node->icon, 1, LARGEST_ICON, "abcdefghijklmnopqrstuvwxyz0123456789-"))
        return error_set(check->error, ERROR_INPUT,
                         "%s: its icon is not a name of 1 to %u small letters, digits and \"-\"",
                         owner, LARGEST_ICON);
    if (node->role == ROLE_LINK && (!node->value || !address_is_link(node->value)))
        return error_set(check->error, ERROR_INPUT,
                         "%s: its address is not one of https:// or tel:+, at most 500 characters",
                         owner);
    if (!node->value)
        return true;
    if (node->role == ROLE_PICTURE && !is_picture(node->value))
        return error_set(check->error, ERROR_INPUT,
                         "%s: its picture is not a name like \"card.svg\" or \"card.png\"", owner);
    size_t length = strnlen(node->value, SCREEN_MAX_TEXT + 1);
    if (length > SCREEN_MAX_TEXT)
        return error_set(check->error, ERROR_INPUT,
                         "%s: the value is longer than the %u bytes of a text", owner,
                         SCREEN_MAX_TEXT);
    if (!utf8_is_plain_text(node->value, length))
        return error_set(check->error, ERROR_INPUT,
                         "%s: the value has control characters or is not valid UTF-8", owner);
    if (node->role == ROLE_ITEM && !is_item_value(node->value))
        return error_set(check->error, ERROR_INPUT,
                         "%s: the value is not \"have\", \"missing\", \"unsure\" or empty", owner);
    return true;
}

static bool check_numbers(struct check *check, const struct screen_node *node, const char *owner)
{
    switch (node->role) {
    case ROLE_STEP:
        return (node->number >= 1 && node->number <= node->of && node->of <= LARGEST_STEP) ||
               error_set(check->error, ERROR_INPUT,
                         "%s: a step is number 1 to \"of\", and \"of\" at most %d", owner,
                         LARGEST_STEP);
    case ROLE_FIELD:
        return (node->number >= 1 && node->number <= LARGEST_FIELD) ||
               error_set(check->error, ERROR_INPUT, "%s: the most characters (number) are 1 to %d",
                         owner, LARGEST_FIELD);
    case ROLE_DAY:
    case ROLE_SLOT:
        return (node->number >= EARLIEST_MS && node->number < LATEST_MS) ||
               error_set(check->error, ERROR_INPUT,
                         "%s: its time (number) does not lie between the years 2000 and 2100",
                         owner);
    default:
        return true;
    }
}

static bool check_node(struct check *check, const struct screen_node *node, unsigned depth)
{
    char owner[OWNER_SIZE];
    if (++check->nodes > SCREEN_MAX_NODES)
        return error_set(check->error, ERROR_INPUT, "the screen has more than the %u nodes allowed",
                         SCREEN_MAX_NODES);
    name_node(owner, node, check->nodes);
    if (!rule_of(node->role))
        return error_set(check->error, ERROR_INPUT, "node %u: the role %u is unknown", check->nodes,
                         (unsigned)node->role);
    if (depth > SCREEN_MAX_DEPTH)
        return error_set(check->error, ERROR_INPUT, "%s: nested deeper than the %u levels allowed",
                         owner, SCREEN_MAX_DEPTH);
    if (!check_place(check, node, owner) || !check_identity(check, node, owner) ||
        !check_words_of(check, node, owner) || !check_tone(check, node, owner) ||
        !check_value(check, node, owner) || !check_numbers(check, node, owner))
        return false;
    for (const struct screen_node *child = node->first_child; child; child = child->next)
        if (!check_node(check, child, depth + 1))
            return false;
    return true;
}

bool screen_check(const struct screen_node *root, struct error *error)
{
    struct check check = {.error = error};
    if (root->role != ROLE_SCREEN)
        return error_set(error, ERROR_INPUT, "the root of the tree is a %s, not a screen",
                         screen_role_name(root->role));
    for (const struct screen_node *child = root->first_child; child; child = child->next)
        if (!check_node(&check, child, 1))
            return false;
    return true;
}
