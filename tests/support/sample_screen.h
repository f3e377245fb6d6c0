/* A screen with a bit of everything a plugin can send. */
#ifndef MARHABA_TESTS_SAMPLE_SCREEN_H
#define MARHABA_TESTS_SAMPLE_SCREEN_H

#include "screen/screen.h"

static inline struct screen_text sample_variants(void)
{
    static const struct local_entry entries[] = {{"fr", "Votre **pension**"}, {"ar", "معاشكم"}};
    return (struct screen_text){.variants = {entries, 2}};
}

static inline struct screen_text sample_message(void)
{
    static const struct argument arguments[] = {
        {.kind = ARGUMENT_TEXT, .name = "name", .text = "Fatima", .number = 0},
        {.kind = ARGUMENT_CODE, .name = "phone", .text = "+212 5 22", .number = 0},
        {.kind = ARGUMENT_NUMBER, .name = "count", .text = NULL, .number = -3},
        {.kind = ARGUMENT_DATE, .name = "day", .text = NULL, .number = 1795597200000},
        {.kind = ARGUMENT_TIME, .name = "hour", .text = NULL, .number = 0},
        {.kind = ARGUMENT_KEY, .name = "paper", .text = "paper.key", .number = 0}};
    return (struct screen_text){.key = "greet", .arguments = arguments, .argument_count = 6};
}

static inline struct screen_node *sample_screen(struct arena *arena)
{
    struct screen_node *root = screen_new(arena), *node, *inner;
    node = screen_add(arena, root, ROLE_STEP, NULL);
    node->number = 2;
    node->of = 5;
    screen_add(arena, root, ROLE_TITLE, NULL)->label = sample_variants();
    node = screen_add(arena, root, ROLE_PARAGRAPH, NULL);
    node->tone = TONE_LEAD;
    node->label = sample_message();
    node = screen_add(arena, root, ROLE_CHOICE, "who");
    node->label = screen_key("who");
    node->flags = FLAG_REQUIRED | FLAG_MULTIPLE;
    node->value = "self";
    node->error = screen_key("who.error");
    screen_add(arena, node, ROLE_OPTION, "self")->label = screen_key("self");
    inner = screen_add(arena, node, ROLE_OPTION, "widow");
    inner->label = screen_key("widow");
    inner->icon = "widow";
    node = screen_add(arena, root, ROLE_FIELD, "name");
    node->label = screen_key("name");
    node->tone = FIELD_NAME;
    node->flags = FLAG_PRIVATE;
    node->number = 40;
    node->value = "";
    node = screen_add(arena, root, ROLE_CHECKLIST, NULL);
    inner = screen_add(arena, node, ROLE_ITEM, "passport");
    inner->label = screen_key("passport");
    inner->detail = screen_words(arena, "copy");
    inner->value = "have";
    node = screen_add(arena, root, ROLE_DAYS, NULL);
    node = screen_add(arena, node, ROLE_DAY, NULL);
    node->number = 1795561200000;
    inner = screen_add(arena, node, ROLE_SLOT, "slot.1");
    inner->number = 1795597200000;
    inner->flags = FLAG_DISABLED;
    node = screen_add(arena, root, ROLE_BUTTON, "next");
    node->label = screen_key("next");
    node->tone = TONE_PRIMARY;
    return root;
}

#endif
